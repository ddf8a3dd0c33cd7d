# SPDX-License-Identifier: AGPL-3.0-or-later
"""The small pictures of section fronts: which photos get one, and how a photo is cut around its focal point."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.model import Article, Issue, Photo, Section
from epubgen.model.walk import article_photos

__all__ = ["SHAPE", "box", "lead_of", "leads"]

SHAPE = (3, 2)
"""Width and height of a small picture that is cut: what stands beside a summary and does not push it off the page."""


def leads(issue: Issue) -> Iterator[Photo]:
    """The first photo of the story that leads each section."""
    for section in issue.sections:
        story = lead_of(issue, section)
        if story and not story.withdrawn and story.priority != "brief":
            yield from list(article_photos(story))[:1]


def lead_of(issue: Issue, section: Section) -> Article | None:
    """The story that leads a section: the one named, else the first that is marked so."""
    stories = [story for story in issue.articles if story.id in section.articles]
    named = (story for story in stories if story.id == section.lead)
    return next(named, None) or next((story for story in stories if story.priority == "lead"), None)


def box(size: tuple[int, int], focal: tuple[float, float]) -> tuple[int, int, int, int]:
    """The largest piece of ``SHAPE`` in a picture, with the focal point as near to its middle as the edges allow."""
    width = min(size[0], max(1, round(size[1] * SHAPE[0] / SHAPE[1])))
    height = min(size[1], max(1, round(size[0] * SHAPE[1] / SHAPE[0])))
    left = min(max(0, round(focal[0] * size[0] - width / 2)), size[0] - width)
    top = min(max(0, round(focal[1] * size[1] - height / 2)), size[1] - height)
    return left, top, left + width, top + height
