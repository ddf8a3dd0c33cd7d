# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rule S23: text that was decoded with a wrong encoding. The bytes were valid in it, but the text makes no sense."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.languages.encodings import has_swapped_case, lacks_script, usual_share
from epubgen.linting.context import LintContext
from epubgen.linting.passages import Passage
from epubgen.startup import regex

__all__ = ["texts_are_read_rightly"]

_LEAST = 0.6
"""The share of common characters below which a text counts as misread.

Chinese decoded as Big5 has 0.53, a list of rare names 0.64.
"""
_UTF8_AS_LATIN = regex(r"Ã[\u0080-\u00bf\u0152-\u017e\u2013-\u203a]|â€[\u0080-\u00bf\u0152-\u0153\u2018-\u2122]")
_MANY = 3
_SHOWN = 12


def texts_are_read_rightly(context: LintContext) -> Iterator[Finding]:
    """S23: text in a wrong encoding (one finding a file), or no text in the script of the issue's language."""
    by_file: dict[str, list[Passage]] = {}
    for passage in context.passages:
        by_file.setdefault(passage.at.file if passage.at else passage.path.partition(".")[0], []).append(passage)
    found = [finding for texts in by_file.values() if (finding := _misread(texts))]
    yield from found or _scriptless([passage for texts in by_file.values() for passage in texts], context)


def _misread(texts: list[Passage]) -> Finding | None:
    text = "\n".join(passage.text for passage in texts)
    latin = ("Ã" in text or "â€" in text) and len(_UTF8_AS_LATIN.findall(text)) >= _MANY
    if not latin and (text.isascii() or _is_usual(text, texts[0].language)):
        return None
    first = next((each for each in texts if latin or not each.text.isascii()), texts[0])
    return first.about("S23.latin" if latin else "S23", start=_start(first.text))


def _is_usual(text: str, language: str) -> bool:
    return usual_share(text, language) >= _LEAST and not has_swapped_case(text)


def _scriptless(texts: list[Passage], context: LintContext) -> Iterator[Finding]:
    """Report an issue in Japanese without kana, or in Korean without Hangul."""
    own = [each for each in texts if each.language == context.language()]
    if own and lacks_script("\n".join(each.text for each in own), context.language()):
        first = next((each for each in own if not each.text.isascii()), own[0])
        yield first.about(f"S23.{context.language()}", start=_start(first.text))


def _start(text: str) -> str:
    return " ".join(text.split())[:_SHOWN]
