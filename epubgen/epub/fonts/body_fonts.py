# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fonts of running text that a publication names: cut down to what its issue prints, with all that shapes letters.

Readers choose their fonts, and a paper leaves them the choice wherever they have one. Few of them have Mongolian or
Tibetan letters, or the hanging lines of Nastaliq; there the publication brings its own (``fonts: {body: …}``).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from epubgen.epub.fonts.chain import house_faces, missing_font
from epubgen.epub.fonts.font_file import FontFace, text_subset
from epubgen.errors import Finding, Location, finding
from epubgen.files.input_tree import InputTree
from epubgen.languages.dates import full_date, long_date, weekday
from epubgen.languages.registry import likely_script
from epubgen.languages.words import all_words
from epubgen.model import Foreign, Issue, LangStr, Publication, plain
from epubgen.model.walk import instances, strings

__all__ = ["BodyFonts", "EmbeddedFont", "body_fonts"]

_Found: TypeAlias = "tuple[str, Location | None, str]"

_ALWAYS = frozenset(
    "".join(map(chr, range(0x20, 0x7F)))
    + "\u00a0«»·×‐‑‒–—―‘’‚“”„†‡•…‰′″‹›※€№−"  # marks that typesetting and the words of a page may put in
    + "\u180b\u180c\u180d\u180e\u180f\u200b\u200c\u200d\u202f\u2060"  # they join, part or vary letters
    + "\u0f0b\u0f0c\u0640\u25cc"  # tsheg, kashida, what a lone mark stands on
    + "「」『』〝〟︙〇一二三四五六七八九十百千万萬零年月日分之点點"  # quotation marks and numbers of vertical lines
)
_MAIN_SCRIPT = 0.1
"""Share of the letters of a text from which on a script is one of its own."""
_SHOWN = 8
_RARE_SCRIPTS = {
    "Mong": "Mongolian", "Tibt": "Tibetan", "Phag": "Phags-pa", "Syrc": "Syriac", "Thaa": "Thaana", "Nkoo": "N’Ko",
    "Adlm": "Adlam", "Rohg": "Hanifi Rohingya", "Yiii": "Yi", "Tale": "Tai Le", "Talu": "New Tai Lue",
    "Lana": "Tai Tham", "Aran": "Nastaliq",
}  # fmt: skip
"""Scripts that the fonts of most e-readers lack, as the published lists of their fonts show."""


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    """A font of running text in an edition."""

    href: str
    """Path below the package document."""
    data: bytes
    name: str
    """Family name in the style sheet."""
    tags: tuple[str, ...]
    """The languages of documents and passages that are set in it, as they are tagged."""

    @property
    def part(self) -> tuple[str, str, str, bytes]:
        """Id, path, media type and bytes."""
        stem, _, extension = self.href.rpartition("/")[2].rpartition(".")
        return stem, self.href, f"font/{extension}", self.data

    @property
    def rules(self) -> Iterator[str]:
        """What the style sheet says of it. A family of its own for each: without ranges the last would win."""
        yield f'@font-face {{ font-family: "{self.name}"; src: url("../{self.href}") }}'
        where = ", ".join(f'[lang="{tag}"], [lang="{tag}"] body' for tag in self.tags)
        yield f'{where} {{ font-family: "{self.name}", serif }}'


@dataclass(frozen=True, slots=True)
class BodyFonts:
    """The fonts of running text of an issue, and what was found."""

    fonts: tuple[EmbeddedFont, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def parts(self) -> Iterator[tuple[str, str, str, bytes]]:
        """Id, path, media type and bytes of each font."""
        return (font.part for font in self.fonts)

    @property
    def sheet(self) -> bytes:
        """The style sheet; empty where nothing is embedded."""
        rules = [rule for font in self.fonts for rule in font.rules]
        return "\n".join(['@charset "UTF-8";', *rules, ""]).encode() if rules else b""


def body_fonts(issue: Issue, inputs: InputTree) -> BodyFonts:
    """Embed the fonts of running text that the publication of an issue names.

    A font that cannot be embedded is a finding (F20), so are letters that it lacks (EG102) and a language that the
    issue does not have (EG104). Without any, a paper in a script that few readers know is told (EG103). What is
    embedded is counted with its size (EG101).
    """
    paper, found, made = issue.publication, list[Finding](), list[EmbeddedFont]()
    found += _missing(paper, inputs)
    if not paper.body_fonts:
        return BodyFonts(findings=(*found, *_wanting(paper)))
    for number, wanted in enumerate(paper.body_fonts):
        at = paper.at.of(f"body_fonts[{number}]") if paper.at else None
        face = _face(wanted.file, inputs, at, found)
        text = _LanguageText(issue, wanted.lang or paper.language)
        if face is None:
            continue
        if not text.tags:
            found.append(finding("EG104", at, "publication.body_fonts", file=wanted.file, language=wanted.lang))
            continue
        found += text.lacking(face, wanted.file)
        if any(map(face.has, text.letters)):
            font, told = _embedded(face, text, len(made) + 1)
            made.append(font)
            found.append(finding("EG101", at, "publication.body_fonts", file=wanted.file, **told))
    return BodyFonts(tuple(made), tuple(found))


def _missing(paper: Publication, inputs: InputTree) -> Iterator[Finding]:
    """F20: files under ``fonts`` that are not there; whether an issue needs them or not, the next one will."""
    for number, name in enumerate(paper.fonts):
        known = inputs.resolve("", name)
        if known is not None and not inputs.has(known):
            at = paper.at.of(f"fonts[{number}]") if paper.at else None
            yield missing_font(name, known, inputs, at, "fonts")


def _wanting(paper: Publication) -> Iterator[Finding]:
    """EG103: a paper in a script that few readers have letters for, without a font of its own."""
    script = likely_script(paper.language)
    if script in _RARE_SCRIPTS:
        at = paper.at.of("language") if paper.at else None
        yield finding("EG103", at, "publication.body_fonts", script=_RARE_SCRIPTS[script], language=paper.language)


def _face(file: str, inputs: InputTree, at: Location | None, found: list[Finding]) -> FontFace | None:
    """The first face of a font file, if it may be embedded."""
    told: list[Finding] = []
    read = house_faces(file, inputs, at, told, "body_fonts")
    face = next((face for face in read if face.embeddable), None)
    if read and face is None:
        told = [finding("F20.text", at, "publication.body_fonts", file=file)]
    found += told
    return face


def _embedded(face: FontFace, text: _LanguageText, number: int) -> tuple[EmbeddedFont, dict[str, object]]:
    """The part of a face that a text needs, and what is told of it."""
    chars = {char for char in text.printed if face.has(char)}
    data = text_subset(face, chars)
    font = EmbeddedFont(f"fonts/text-{number}.{face.extension}", data, f"Text {number}", text.tags)
    return font, {"language": text.language, "n": len(chars), "kilobytes": -(-len(data) // 1024)}


class _LanguageText:
    """What an issue prints in one language.

    Attributes:
        language: a BCP 47 tag.
        is_main: whether it is the language of the paper.
        tags: the tags in the issue that mean it; none: nothing is in it.
        letters: the letters of its own scripts, each with the place where it stands first.
        printed: every character that may be printed in the font.
    """

    def __init__(self, issue: Issue, language: str) -> None:
        self.language, self.is_main = language, _same(language, issue.publication.language)
        drafts = {story.id for story in issue.articles if story.draft}
        every = list(strings(issue, drafts))
        tags = {story.lang for story in issue.articles if story.lang}
        tags |= {text.lang for text, _, _ in every if isinstance(text, LangStr) and text.lang}
        tags |= {run.lang for story in issue.articles for run, _ in instances(story, Foreign)}
        tags.add(issue.publication.language)
        self.tags = tuple(sorted(tag for tag in tags if _same(tag, language)))
        others = {story.id for story in issue.articles if story.lang and story.lang not in self.tags}
        mine = strings(issue, drafts | others) if self.is_main else self._foreign(issue, every)
        self.printed = _ALWAYS.union(*(text for text, _, _ in every), all_words(issue.publication.printed))
        self.printed |= set("".join(_days(issue.date.year, language)))
        self.letters = _own_letters(mine, latin=likely_script(language) == "Latn")

    def _foreign(self, issue: Issue, every: Sequence[_Found]) -> Iterator[_Found]:
        """The texts of stories, lines and runs in this language."""
        for story in issue.articles:
            if story.lang in self.tags:
                yield from strings(story)
            for run, path in instances(story, Foreign):
                if run.lang in self.tags:
                    yield plain((run,)), story.at.of() if story.at else None, path
        yield from (one for one in every if isinstance(one[0], LangStr) and one[0].lang in self.tags)

    def lacking(self, face: FontFace, file: str) -> Iterator[Finding]:
        """EG102: letters of the text that a font lacks."""
        lost = [char for char in self.letters if not face.has(char)]
        if lost:
            shown = ", ".join(f"{char} (U+{ord(char):04X})" for char in lost[:_SHOWN])
            key = "EG102" if len(lost) < len(self.letters) else "EG102.all"
            at, field = self.letters[lost[0]]
            chars = shown + (" …" if len(lost) > _SHOWN else "")
            yield finding(key, at, field, file=file, language=self.language, n=len(lost), chars=chars)


def _same(tag: str, language: str) -> bool:
    """Whether two tags mean one language in one script: ``mn-Mong-CN`` and ``mn-CN``, not ``mn``."""
    primary, other = (one.lower().partition("-")[0] for one in (tag, language))
    return primary == other and likely_script(tag) == likely_script(language)


def _days(year: int, language: str) -> Iterator[str]:
    """Words of days that a page may print: each month, each weekday."""
    for month in range(1, 13):
        for day in (date(year, month, number) for number in range(month, month + 7 if month == 1 else month + 1)):
            yield long_date(day, language) + full_date(day, language) + weekday(day, language)


def _own_letters(texts: Iterable[_Found], *, latin: bool) -> dict[str, tuple[Location | None, str]]:
    """The characters of the scripts that most letters of texts are in, each with its first place.

    Args:
        texts: all of one language.
        latin: whether Latin letters count; else they are names, addresses and numbers of registers.
    """
    first: dict[str, tuple[Location | None, str]] = {}
    counts: Counter[str] = Counter()
    for text, at, field in texts:
        counts.update(text)
        for char in dict.fromkeys(text):
            first.setdefault(char, (at, field))
    scripts: Counter[str] = Counter()
    for char, count in counts.items():
        if char.isalpha() and (latin or _script(char) != "LATIN"):
            scripts[_script(char)] += count
    own = {script for script, count in scripts.items() if count >= scripts.total() * _MAIN_SCRIPT}
    seen = (char for char in first if unicodedata.category(char) not in ("Cf", "Cn", "Co"))
    return {char: first[char] for char in seen if _script(char) in own}


def _script(char: str) -> str:
    """The script of a character by the first word of its name: ``MONGOLIAN``."""
    return unicodedata.name(char, "").partition(" ")[0]
