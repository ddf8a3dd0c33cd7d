# SPDX-License-Identifier: AGPL-3.0-or-later
"""A planned file of a catalogue: a head, one line for each of its issues, a tail.

One line for each issue makes updates cheap: a line is copied from the existing file if its issue has not changed. So a
new issue costs one new line in each file that names it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from epubgen.back_file.catalog.cards import IssueCard
from epubgen.back_file.facts import IssueFacts
from epubgen.startup import dataclass
from epubgen.version import __version__

__all__ = ["PAGE_BYTES", "CatalogDocument", "FactsOf", "LineWriter", "LineWriters", "pages_of"]

LineWriter = Callable[[IssueCard, IssueFacts], bytes]
"""Makes the line of an issue, which may be several lines of text; without a line end."""
FactsOf = Callable[[IssueCard], IssueFacts]
"""Gives the printable facts of an issue; it may have to read the EPUB."""
LineWriters = Mapping[str, LineWriter]
"""By the names that documents know them by."""
PAGE_BYTES = 95_000
"""Weight of the issues on one page of a feed: with its head it stays below 100 KB."""
_ADDRESSES, _SHORT = 6, 25
"""So often an entry names the address of the catalogue, and so long an address is counted in its weight already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogDocument:
    """A file of the catalogue."""

    path: str
    """Below the folder of the catalogue, with ``/``."""
    media_type: str
    head: bytes
    """With its line end, where issues follow."""
    tail: bytes = b""
    between: bytes = b"\n"
    """What parts two issues."""
    lines: str = ""
    """Name of the line writer."""
    cards: tuple[IssueCard, ...] = ()
    earlier: str = ""
    """Another file in which its lines may stand, where it has just been begun."""
    zipped: bool = False
    """Whether a ``.gz`` lies beside it."""
    whole: Callable[[FactsOf], bytes] | None = None
    """Makes the file as a whole from its issues, where it has no lines; ``head`` then only tells it from others."""

    @property
    def key(self) -> str:
        """Return a key that stands for the bytes of the file before they are made."""
        said = hashlib.sha256(f"{__version__}\n{self.lines}\n".encode())
        for piece in (self.head, self.between, self.tail, *(card.key.encode() for card in self.cards)):
            said.update(b"%d:" % len(piece))
            said.update(piece)
        return said.hexdigest()[:24]

    def joined(self, lines: list[bytes]) -> bytes:
        """Return the file from its lines."""
        return self.head + self.between.join(lines) + self.tail

    def parted(self, data: bytes, start: int, lengths: Iterable[int]) -> Iterator[bytes]:
        """Return the lines of an older version."""
        for length in lengths:
            yield data[start : start + length]
            start += length + len(self.between)


def pages_of(cards: tuple[IssueCard, ...], base_url: str, limit: int = PAGE_BYTES) -> list[tuple[IssueCard, ...]]:
    """Divide issues, the oldest first, into pages of a feed, filled from the oldest on. Only the last page grows."""
    pages: list[list[IssueCard]] = [[]]
    more = _ADDRESSES * max(0, len(base_url) - _SHORT)
    weight = 0
    for card in cards:
        if pages[-1] and weight + card.weight + more > limit:
            pages.append([])
            weight = 0
        pages[-1].append(card)
        weight += card.weight + more
    return [tuple(page) for page in pages if page]
