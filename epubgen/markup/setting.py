# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the XHTML of a story depends on beside its blocks: language, pictures, links, words and typesetting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from epubgen.model import Inlines, Photo

__all__ = ["DocumentIds", "RenderContext", "ShownPicture"]


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture of the edition: the address for ``src`` and its true size in pixels."""

    href: str
    width: int
    height: int


def _no_picture(_photo: Photo) -> ShownPicture | None:
    return None


def _no_link(_article_id: str) -> str | None:
    return None


def _first_letter_large(key: str) -> str:
    return key.rpartition(".")[2].capitalize()


def _as_it_is(text: Inlines) -> Inlines:
    return text


def _opens(_page: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class RenderContext:
    """``picture`` finds the stored picture of a photo, ``href`` the file of a story, ``term`` a word of the edition.

    ``None`` from ``picture`` or ``href`` leaves the caption or the plain words. ``typeset`` is applied once to each
    piece of visible text, never to ``alt``, ids or addresses. ``opens`` says whether a printed page begins in this
    document: where a story runs on to a page that another document opens, no second mark claims its beginning.
    """

    language: str
    vertical: bool = False
    picture: Callable[[Photo], ShownPicture | None] = _no_picture
    href: Callable[[str], str | None] = _no_link
    term: Callable[[str], str] = _first_letter_large
    typeset: Callable[[Inlines], Inlines] = _as_it_is
    opens: Callable[[str], bool] = _opens


@dataclass(slots=True)
class DocumentIds:
    """Gives out the ids of one document: the first wish is granted, later equal ones get a number."""

    taken: dict[str, int] = field(default_factory=dict)

    def give(self, wish: str) -> str:
        """An id that this document does not have yet."""
        count = self.taken[wish] = self.taken.get(wish, 0) + 1
        return wish if count == 1 else self.give(f"{wish}-{count}")

    def __contains__(self, name: str) -> bool:
        return name in self.taken
