# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rule T15: readings (ruby, pinyin, bopomofo) for single characters, but of another number than the characters.

Such readings are set above the whole word, so that nobody sees which belongs to which character. One reading for a
whole word (``[共和国]{ruby="People's Republic"}``) is allowed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from epubgen.errors import Finding, Location
from epubgen.languages.characters import letters_of, without_marks
from epubgen.linting.context import LintContext
from epubgen.model import Article, Block, Gallery, Image, Inline, MarkedStr, Photo, Ruby
from epubgen.model.walk import blocks_within, own_runs
from epubgen.startup import regex
from epubgen.typesetting.characters import HAN

__all__ = ["readings_match_their_characters"]

_HAN_ONLY = regex(f"(?:[{HAN}][\ufe00-\ufe0f\U000e0100-\U000e01ef]*)+")
_KANA = regex("[\u3041-\u30ff]+")
_SYLLABLE = regex(
    "[\u3105-\u312f\u31a0-\u31bf˙ˊˇˋ]+|[\uac00-\ud7a3]"
    "|(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?[aeiouüv]{1,3}(?:ng|n|r)?[1-5]?"
)
"""A syllable of Chinese or Korean: bopomofo, Hangul, or pinyin without tone marks."""


def readings_match_their_characters(context: LintContext) -> Iterator[Finding]:
    """T15: a word has several readings, but another number of characters."""
    for story in context.printed_stories:
        for path, at, run in _runs(story):
            if isinstance(run, Ruby) and (counts := _mismatch(run)):
                readings, characters = counts
                yield context.about(
                    "T15", story, path, at, base=run.base, reading=run.reading, readings=readings, characters=characters
                )


def _runs(story: Article) -> Iterator[tuple[str, Location | None, Inline]]:
    """Yield every run of the headlines, the text, the notes and the captions, with its field and line."""
    heads = (("kicker", story.kicker), ("title", story.title), ("deck", story.deck), ("summary", (story.summary,)))
    lines: list[tuple[str, Location | None, str]] = [(name, None, line) for name, said in heads for line in said]
    lines += [("photos", None, photo.caption) for photo in story.photos]
    if story.lead_photo:
        lines.append(("lead_photo", None, story.lead_photo.caption))
    bodies = [(f"body[{index}]", top.at, top) for index, top in enumerate(story.body)]
    bodies += [("footnotes", note.at, block) for note in story.footnotes for block in note.body]
    for name, at, top in bodies:
        for block in blocks_within((top,)):
            yield from ((name, block.at or at, run) for run in own_runs(block))
            lines += [(name, block.at or at, photo.caption) for photo in _shown(block)]
    for name, at, line in lines:
        if isinstance(line, MarkedStr):
            yield from ((name, at, run) for run in line.runs)


def _shown(block: Block) -> Iterable[Photo]:
    return (block.photo,) if isinstance(block, Image) else block.items if isinstance(block, Gallery) else ()


def _mismatch(run: Ruby) -> tuple[int, int] | None:
    """Return the numbers of readings and characters where they differ and should not; else ``None``.

    Kana over several characters may be divided by words (``とうきょう と``), so there only too many readings are wrong.
    """
    base = without_marks(run.base)[1]
    readings, characters = run.reading.split(), letters_of(base)
    if len(readings) < 2 or len(readings) == len(characters) or not _HAN_ONLY.fullmatch(base):  # noqa: PLR2004 - one is for the word
        return None
    if all(map(_KANA.fullmatch, readings)):
        wrong = len(readings) > len(characters)
    else:
        wrong = all(_SYLLABLE.fullmatch(_plain(reading)) for reading in readings)
    return (len(readings), len(characters)) if wrong else None


def _plain(reading: str) -> str:
    """Return a reading in lower case, without tone marks."""
    letters = unicodedata.normalize("NFD", reading.lower())
    kept = "".join(letter for letter in letters if letter not in "\u0300\u0301\u0304\u030c")
    return unicodedata.normalize("NFC", kept)
