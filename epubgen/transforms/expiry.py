# SPDX-License-Identifier: AGPL-3.0-or-later
"""Takes stories out of an issue that may be shown no longer. The rules R report them; links to them become words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from epubgen.model import Article, Issue

__all__ = ["has_expired", "instant", "without_expired"]


def without_expired(issue: Issue, now: datetime | None) -> Issue:
    """The issue as it may be shown at an instant; without one, all of it."""
    return replace(issue, articles=tuple(story for story in issue.articles if not has_expired(story, now)))


def has_expired(story: Article, now: datetime | None) -> bool:
    """Whether the last day of a story is over."""
    return bool(now and story.expires and story.expires < instant(now).date())


def instant(moment: datetime) -> datetime:
    """A moment without a zone is taken as UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
