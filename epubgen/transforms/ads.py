# SPDX-License-Identifier: AGPL-3.0-or-later
"""Takes advertisements out of an issue: stories of kind ``ad`` and ``ad`` blocks, however deep; each is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from epubgen.errors import Finding, finding
from epubgen.model import Ad, Article, Issue

__all__ = ["without_ads"]

T = TypeVar("T")


def without_ads(issue: Issue) -> tuple[Issue, tuple[Finding, ...]]:
    """The issue as readers get it unless they ask for advertisements, and a finding (A11) for each that went."""
    kept: list[Article] = []
    gone: list[Finding] = []
    for story in issue.articles:
        ads = tuple(_ads(story.body))
        body = _cleared(story.body) if ads else story.body
        if story.kind == "ad" or (ads and not body):
            gone.append(finding("A11", story.at.of() if story.at else None, story.id, name=story.headline))
            continue
        gone += [finding("A11", ad.at, story.id, name=ad.advertiser or story.headline) for ad in ads]
        kept.append(replace(story, body=body))
    return replace(issue, articles=tuple(kept)), tuple(gone)


def _ads(value: object) -> Iterator[Ad]:
    if isinstance(value, Ad):
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            yield from _ads(entry)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _ads(getattr(value, field.name))


def _cleared(value: T) -> T:
    """The same value without the ad blocks inside it; what holds none is kept as it is."""
    if isinstance(value, tuple):
        return type(value)(_cleared(entry) for entry in value if not isinstance(entry, Ad))
    if not is_dataclass(value) or isinstance(value, type) or not any(_ads(value)):
        return value
    return replace(value, **{f.name: _cleared(getattr(value, f.name)) for f in fields(value) if f.init})
