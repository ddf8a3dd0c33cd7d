# SPDX-License-Identifier: AGPL-3.0-or-later
"""Removes stories and blocks that must not be shown: advertisements, and what has expired."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from epubgen.errors import Finding, finding
from epubgen.model import Ad, Article, Issue
from epubgen.model.walk import instances, rebuilt

__all__ = ["has_expired", "instant", "without_ads", "without_expired"]


def without_ads(issue: Issue) -> tuple[Issue, tuple[Finding, ...]]:
    """Return the issue without advertisements, and a finding (A11) for each that was removed."""
    kept: list[Article] = []
    gone: list[Finding] = []
    for story in issue.articles:
        ads = [ad for ad, _ in instances(story.body, Ad)]
        rest = replace(story, body=rebuilt(story.body, _not_an_ad)) if ads else story
        if story.kind == "ad" or (ads and not rest.body):
            gone.append(finding("A11", story.at.of() if story.at else None, story.id, name=story.headline))
            continue
        gone += [finding("A11", ad.at, story.id, name=ad.advertiser or story.headline) for ad in ads]
        kept.append(rest)
    return replace(issue, articles=tuple(kept)), tuple(gone)


def _not_an_ad(part: object) -> object:
    return None if isinstance(part, Ad) else part


def without_expired(issue: Issue, now: datetime | None) -> Issue:
    """Return the issue as it may be shown at an instant; all of it if there is none."""
    return replace(issue, articles=tuple(story for story in issue.articles if not has_expired(story, now)))


def has_expired(story: Article, now: datetime | None) -> bool:
    """Return whether the last day of a story is over."""
    return bool(now and story.expires and story.expires < instant(now).date())


def instant(moment: datetime) -> datetime:
    """Return a datetime with a time zone; one without is taken as UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
