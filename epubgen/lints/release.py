# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules R: what must not be out yet and what must be out no longer. They need an instant and are silent without one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from epubgen.errors import Finding
from epubgen.lints.desk import Desk


def embargoes_have_passed(desk: Desk) -> Iterator[Finding]:
    """R01: no embargo is running."""
    now = desk.options.now
    if now is None:
        return
    whole = desk.issue.embargo_until
    if whole and _instant(whole) > _instant(now):
        yield desk.about_issue("R01.issue", "embargo_until", until=whole.isoformat())
    for story in desk.stories:
        if story.embargo_until and _instant(story.embargo_until) > _instant(now):
            until = story.embargo_until.isoformat()
            yield desk.about("R01", story, "embargo_until", title=story.headline, until=until)


def stories_are_current(desk: Desk) -> Iterator[Finding]:
    """R02: no story has expired."""
    now = desk.options.now
    for story in desk.stories:
        if now and story.expires and story.expires < now.date():
            yield desk.about("R02", story, "expires", title=story.headline, date=story.expires)


def _instant(moment: datetime) -> datetime:
    """A moment without a zone is taken as UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
