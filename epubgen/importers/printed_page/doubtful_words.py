# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asks about words that the scan was probably read wrongly. The words themselves are not changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epubgen.errors import Location
from epubgen.importers.printed_page.blocks import words
from epubgen.importers.printed_page.draft import Draft
from epubgen.importers.printed_page.page_block import PageBlock
from epubgen.importers.reading import OpenQuestion
from epubgen.languages.misreadings import Misreading, likely_misreadings, names_spelled_alike

__all__ = ["doubtful_names", "doubtful_words"]

_AROUND = 6
"""So many characters on either side show an editor the place."""
_ANSWERS = {"encoding": "unreadable", "date": "no-such-day"}


def doubtful_words(blocks: Sequence[PageBlock], file: str, language: str) -> Iterator[OpenQuestion]:
    """Return a question for each doubtful word of a page.

    Repeated words and whole blocks of rubbish are asked about once.
    """
    asked: set[str] = set()
    for block in blocks:
        if block.kind in ("image", "rule", "code"):
            continue
        for at, line in enumerate(block.text.split("\n")):
            text = words(line)
            for one in likely_misreadings(text, language):
                again = f"{block.line} encoding" if one.kind == "encoding" else one.printed
                if again not in asked:
                    asked.add(again)
                    yield _question(one, text, Location(file, min(block.line + at, max(block.line, block.last))))


def _question(one: Misreading, text: str, at: Location) -> OpenQuestion:
    start, end = max(0, one.start - _AROUND), one.end + _AROUND
    likely = (one.likely,) if one.likely else ()
    chosen = "as-printed" if one.likely else _ANSWERS[one.kind]
    return OpenQuestion(
        key="note.misread", at=at, text=text[start:end].strip(), chosen=chosen, alternatives=likely, confidence=0.4
    )


def doubtful_names(drafts: Sequence[Draft]) -> Iterator[OpenQuestion]:
    """Return a question for each name that has two spellings in the issue."""
    signed: dict[str, Draft] = {}
    for draft in drafts:
        for credit in (*draft.authors, *draft.pictures, *draft.credits):
            signed.setdefault(credit.name, draft)
    texts = "\n".join(item.text for draft in drafts for item in draft.paragraphs())
    for name, other in names_spelled_alike(signed, texts):
        draft = signed[name]
        yield OpenQuestion(
            key="note.name-spelling", at=draft.at, text=f"{name} / {other}", chosen="two-people",
            alternatives=(name, other), confidence=0.5, story=draft.id,
        )  # fmt: skip
