# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules R: what must not be out yet and what must be out no longer. They need an instant and are silent without one."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.linting.context import Desk
from epubgen.transforms.expiry import has_expired, instant


def embargoes_have_passed(desk: Desk) -> Iterator[Finding]:
    """R01: no embargo is running."""
    now = desk.options.clock or desk.options.now
    if now is None:
        return
    whole = desk.issue.embargo_until
    if whole and instant(whole) > instant(now):
        yield desk.about_issue("R01.issue", "embargo_until", until=whole.isoformat())
    for story in desk.stories:
        if story.embargo_until and instant(story.embargo_until) > instant(now):
            until = story.embargo_until.isoformat()
            yield desk.about("R01", story, "embargo_until", title=story.headline, until=until)


def withdrawals_are_known(desk: Desk) -> Iterator[Finding]:
    """R05: which stories were taken back."""
    for story in desk.stories:
        if story.withdrawn:
            yield desk.about("R05", story, "withdrawn", title=story.headline, date=story.withdrawn.date)


def stories_are_current(desk: Desk) -> Iterator[Finding]:
    """R02: no story has expired."""
    for story in desk.stories:
        if has_expired(story, desk.options.clock or desk.options.now):
            yield desk.about("R02", story, "expires", title=story.headline, date=story.expires)
