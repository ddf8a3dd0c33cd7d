# SPDX-License-Identifier: AGPL-3.0-or-later
"""The order of the stories of an issue: explicit lists of sections, then of pages, then weight, then file name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from epubgen.model import Article, Page, Section

__all__ = ["in_order"]


def in_order(
    articles: Iterable[tuple[str, Article]], sections: Sequence[Section], pages: Sequence[Page]
) -> tuple[Article, ...]:
    """Stories, given with their file names, in the order in which the issue tells them."""
    listed = [story for section in sections for story in section.articles]
    listed += [story for page in pages for story in page.articles]
    place = {story: index for index, story in reversed(list(enumerate(listed)))}

    def rank(entry: tuple[str, Article]) -> tuple[int, bool, int, str]:
        name, story = entry
        return (place.get(story.id, len(listed)), story.weight is None, story.weight or 0, name)

    return tuple(story for _, story in sorted(articles, key=rank))
