# SPDX-License-Identifier: AGPL-3.0-or-later
"""Embeds the fonts that a publication names for its body text, reduced to the characters that its issue prints.

Readers choose their fonts, and epubgen leaves them this choice where their devices have a suitable font. Few devices
have Mongolian or Tibetan letters, or the sloping lines of Nastaliq. For these the publication brings its own font
(``fonts: {body: …}``). A subset keeps every form and rule that its letters need.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from epubgen.epub.fonts.chain import house_faces, missing_font
from epubgen.epub.fonts.font_file import FontFace, text_subset
from epubgen.errors import Finding, Location, finding
from epubgen.files.input_tree import InputTree
from epubgen.languages.dates import full_date, long_date, weekday
from epubgen.languages.registry import likely_script
from epubgen.languages.words import all_words
from epubgen.model import Article, Foreign, Issue, LangStr, MarkedStr, Publication, plain
from epubgen.model.walk import instances, strings
from epubgen.startup import dataclass

__all__ = ["BodyFonts", "EmbeddedFont", "body_fonts"]

_Found: TypeAlias = "tuple[str, Location | None, str]"
_FoundRun: TypeAlias = "tuple[Foreign, Location | None, str]"

_ALWAYS = frozenset(
    "".join(map(chr, range(0x20, 0x7F)))
    + "\u00a0«»·×‐‑‒–—―‘’‚“”„†‡•…‰′″‹›※€№−"  # marks that typesetting and localised words may add
    + "\u180b\u180c\u180d\u180e\u180f\u200b\u200c\u200d\u202f\u2060"  # characters that join, separate or vary letters
    + "\u0f0b\u0f0c\u0640\u25cc"  # tsheg, kashida, the dotted circle below a lone mark
    + "「」『』〝〟︙〇一二三四五六七八九十百千万萬零年月日分之点點"  # quotation marks and numbers of vertical lines
)
_MAIN_SCRIPT = 0.1
"""The share of the letters of a text from which a script counts as a script of this text."""
_SHOWN = 8
_RARE_SCRIPTS = {
    "Mong": "Mongolian", "Tibt": "Tibetan", "Phag": "Phags-pa", "Syrc": "Syriac", "Thaa": "Thaana", "Nkoo": "N’Ko",
    "Adlm": "Adlam", "Rohg": "Hanifi Rohingya", "Yiii": "Yi", "Tale": "Tai Le", "Talu": "New Tai Lue",
    "Lana": "Tai Tham", "Aran": "Nastaliq",
}  # fmt: skip
"""Scripts that the fonts of most e-readers lack, according to their published font lists."""


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    """A font for body text in an edition."""

    href: str
    """Path relative to the package document."""
    data: bytes
    name: str
    """Family name in the style sheet."""
    tags: tuple[str, ...]
    """Language tags of the documents and passages that are set in this font, as the issue writes them."""

    @property
    def part(self) -> tuple[str, str, str, bytes]:
        """Id, path, media type and bytes."""
        stem, _, extension = self.href.rpartition("/")[2].rpartition(".")
        return stem, self.href, f"font/{extension}", self.data

    @property
    def rules(self) -> Iterator[str]:
        """Yield the CSS rules of the font.

        Each font has a family of its own: in one family without ranges the last font would replace the others.
        """
        yield f'@font-face {{ font-family: "{self.name}"; src: url("../{self.href}") }}'
        where = ", ".join(f'[lang="{tag}"], [lang="{tag}"] body' for tag in self.tags)
        yield f'{where} {{ font-family: "{self.name}", serif }}'


@dataclass(frozen=True, slots=True)
class BodyFonts:
    """The embedded fonts for the body text of an issue, and the findings about them."""

    fonts: tuple[EmbeddedFont, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def parts(self) -> Iterator[tuple[str, str, str, bytes]]:
        """Id, path, media type and bytes of each font."""
        return (font.part for font in self.fonts)

    @property
    def sheet(self) -> bytes:
        """The style sheet; empty if no font is embedded."""
        rules = [rule for font in self.fonts for rule in font.rules]
        return "\n".join(['@charset "UTF-8";', *rules, ""]).encode() if rules else b""


def body_fonts(issue: Issue, inputs: InputTree) -> BodyFonts:
    """Embed the fonts for body text that the publication of an issue names.

    Findings report a font that cannot be embedded (F20), letters that the font lacks (EG102), and a language that the
    issue does not have (EG104). EG101 reports each embedded font with its number of characters and its size. EG103
    reports a publication in a script that few readers have, if it names no font.
    """
    paper, found, made = issue.publication, list[Finding](), list[EmbeddedFont]()
    found += _missing(paper, inputs)
    if not paper.body_fonts:
        return BodyFonts(findings=(*found, *_wanting(paper)))
    for number, wanted in enumerate(paper.body_fonts):
        at = paper.at.of(f"body_fonts[{number}]") if paper.at else None
        face = _face(wanted.file, inputs, at, found)
        if face is None:
            continue
        text = _LanguageText(issue, wanted.lang or paper.language)
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
    """Yield F20 for each missing file under ``fonts``. The next issue may need the font, even if this one does not."""
    for number, name in enumerate(paper.fonts):
        known = inputs.resolve("", name)
        if known is not None and not inputs.has(known):
            at = paper.at.of(f"fonts[{number}]") if paper.at else None
            yield missing_font(name, known, inputs, at, "fonts")


def _wanting(paper: Publication) -> Iterator[Finding]:
    """Yield EG103 for a publication without a body font in a script that few readers have."""
    script = likely_script(paper.language)
    if script in _RARE_SCRIPTS:
        at = paper.at.of("language") if paper.at else None
        yield finding("EG103", at, "publication.body_fonts", script=_RARE_SCRIPTS[script], language=paper.language)


def _face(file: str, inputs: InputTree, at: Location | None, found: list[Finding]) -> FontFace | None:
    """Return the first face of a font file that may be embedded; ``None`` after a finding."""
    told: list[Finding] = []
    read = house_faces(file, inputs, at, told, "body_fonts")
    face = next((face for face in read if face.embeddable), None)
    if read and face is None:
        told = [finding("F20.text", at, "publication.body_fonts", file=file)]
    found += told
    return face


def _embedded(face: FontFace, text: _LanguageText, number: int) -> tuple[EmbeddedFont, dict[str, object]]:
    """Return the subset of a face that a text needs, and the values of its finding."""
    chars = {char for char in text.printed if face.has(char)}
    data = text_subset(face, chars)
    font = EmbeddedFont(f"fonts/text-{number}.{face.extension}", data, f"Text {number}", text.tags)
    return font, {"language": text.language, "n": len(chars), "kilobytes": -(-len(data) // 1024)}


class _LanguageText:
    """The text that an issue prints in one language.

    Attributes:
        language: a BCP 47 tag.
        is_main: whether this is the language of the publication.
        tags: the tags in the issue that mean this language; empty if no text is in the language.
        letters: the letters of the scripts of this text, each with the place of its first use.
        printed: every character that may be printed in the font.
    """

    def __init__(self, issue: Issue, language: str) -> None:
        self.language, self.is_main = language, _same(language, issue.publication.language)
        issue = replace(issue, articles=tuple(story for story in issue.articles if not story.draft))
        every, runs = list(strings(issue)), list(_foreign_runs(issue))
        tags = {story.lang for story in issue.articles if story.lang}
        tags |= {text.lang for text, _, _ in every if isinstance(text, LangStr) and text.lang}
        tags |= {run.lang for run, _, _ in runs}
        tags.add(issue.publication.language)
        self.tags = tuple(sorted(tag for tag in tags if _same(tag, language)))
        others = {story.id for story in issue.articles if story.lang and story.lang not in self.tags}
        mine = strings(issue, others) if self.is_main else self._foreign(issue.articles, every, runs)
        self.printed = _ALWAYS.union(*(text for text, _, _ in every), all_words(issue.publication.printed))
        self.printed |= set("".join(_days(issue.date.year, language)))
        self.letters = _own_letters(mine, latin=likely_script(language) == "Latn")

    def _foreign(
        self, stories: Iterable[Article], every: Iterable[_Found], runs: Iterable[_FoundRun]
    ) -> Iterator[_Found]:
        """Yield the texts of stories, lines and runs in this language."""
        for story in stories:
            if story.lang in self.tags:
                yield from strings(story)
        yield from ((plain((run,)), at, path) for run, at, path in runs if run.lang in self.tags)
        yield from (one for one in every if isinstance(one[0], LangStr) and one[0].lang in self.tags)

    def lacking(self, face: FontFace, file: str) -> Iterator[Finding]:
        """Yield EG102 for the letters of the text that a font lacks."""
        lost = [char for char in self.letters if not face.has(char)]
        if lost:
            shown = ", ".join(f"{char} (U+{ord(char):04X})" for char in lost[:_SHOWN])
            key = "EG102" if len(lost) < len(self.letters) else "EG102.all"
            at, field = self.letters[lost[0]]
            chars = shown + (" …" if len(lost) > _SHOWN else "")
            yield finding(key, at, field, file=file, language=self.language, n=len(lost), chars=chars)


def _foreign_runs(issue: Issue) -> Iterator[_FoundRun]:
    """Yield the runs in another language, each with its place, in bodies, headlines, notices and everywhere else."""
    owners: tuple[Article | Issue, ...] = (*issue.articles, replace(issue, articles=()))
    for owner in owners:
        at = owner.at.of() if owner.at else None
        yield from ((run, at, path) for run, path in instances(owner, Foreign))
        for line, path in instances(owner, MarkedStr):
            yield from ((run, at, path) for run, _ in instances(line.runs, Foreign))


def _same(tag: str, language: str) -> bool:
    """Return whether two tags mean one language in one script: ``mn-Mong-CN`` and ``mn-CN``, but not ``mn``."""
    primary, other = (one.lower().partition("-")[0] for one in (tag, language))
    return primary == other and likely_script(tag) == likely_script(language)


def _days(year: int, language: str) -> Iterator[str]:
    """Yield the words for dates that a page may print, with every month and every weekday."""
    for month in range(1, 13):
        for day in (date(year, month, number) for number in range(month, month + 7 if month == 1 else month + 1)):
            yield long_date(day, language) + full_date(day, language) + weekday(day, language)


def _own_letters(texts: Iterable[_Found], *, latin: bool) -> dict[str, tuple[Location | None, str]]:
    """Return the characters of the main scripts of texts, each with the place of its first use.

    Args:
        texts: texts of one language.
        latin: whether Latin letters count; otherwise they belong to names, addresses and register numbers.
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
    """Return the script of a character, which is the first word of its name: ``MONGOLIAN``."""
    return unicodedata.name(char, "").partition(" ")[0]
