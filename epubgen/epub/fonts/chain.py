# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds the available fonts and sorts them in the order in which a language searches them.

First come the fonts given by path, then those of the publication, then the installed font packages: first that of the
language, then SC → JP → TC → KR, then those of the extra ``fonts``, for alphabets and for scripts that need shaping.
Fonts of the system are never used, because the same input would then give other bytes on another machine.
"""

from __future__ import annotations

import importlib.util
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import field
from functools import cache
from pathlib import Path

from epubgen.epub.fonts.font_file import FontFace, NoFontError, faces
from epubgen.errors import Finding, Location, SourceError, finding
from epubgen.files.disk_errors import disk_finding
from epubgen.files.input_tree import InputTree
from epubgen.languages.tags import fitting
from epubgen.messages import near_word
from epubgen.model import Publication
from epubgen.startup import dataclass

__all__ = ["FontChain", "font_chain", "house_faces", "missing_font"]

_WHEELS = {
    "SC": "pylopdf_fonts_zh_cn",
    "JP": "pylopdf_fonts_jp",
    "TC": "pylopdf_fonts_zh_tw",
    "KR": "pylopdf_fonts_ko",
}
"""Packages that are installed with epubgen, in search order. Each has a serif and a sans font, OFL 1.1."""
_ALPHABETS = "alphabets"
"""Source Serif and Source Sans of the extra ``fonts``: more Latin letters, Greek and Cyrillic.

The Latin letters of the East Asian fonts come from them.
"""
_SCRIPTS = {
    "Arabic": "pylopdf_fonts_ar",
    "Hebrew": "pylopdf_fonts_he",
    "Devanagari": "pylopdf_fonts_hi",
    "Thai": "pylopdf_fonts_th",
}
"""Packages of the extra ``fonts`` for scripts that need shaping, OFL 1.1. Noto has no serif font for Arabic."""
_FILES = (".otf", ".ttf", ".ttc", ".otc")
_FIRST = {"zh-Hans": "SC", "zh-Hant": "TC", "ja": "JP", "ko": "KR"}


@dataclass(frozen=True, slots=True)
class FontChain:
    """The font faces of a publication in search order."""

    serif: tuple[FontFace, ...] = ()
    """For body text, headlines and rare characters."""
    sans: tuple[FontFace, ...] = ()
    """For small print on the cover. The fonts of the publication come first here too."""
    findings: tuple[Finding, ...] = field(default=())

    def face(self, char: str, *, embed: bool = False) -> FontFace | None:
        """Return the first serif face that has a character; with ``embed``, one that may be embedded."""
        return next((face for face in self.serif if face.has(char) and (face.embeddable or not embed)), None)


def font_chain(paper: Publication, inputs: InputTree, paths: Iterable[Path] = ()) -> FontChain:
    """Return the faces for a publication, with F20 for each font that cannot be used."""
    found: list[Finding] = []
    given = [face for path in paths for face in _fitting(_given(path, found), paper.language)]
    for number, name in enumerate(paper.fonts):
        at = paper.at.of(f"fonts[{number}]") if paper.at else None
        given += _fitting(house_faces(name, inputs, at, found), paper.language)
    for font in paper.body_fonts:  # their faults are reported where they are embedded
        given += house_faces(font.file, inputs, None, [], "body_fonts")
    order = _order(paper.language)
    serif = (*given, *(face for name in (*order, _ALPHABETS, *_SCRIPTS) for face in _of_wheel(name, "Serif")))
    sans = (*given, *(face for name in (*order, _ALPHABETS, *_SCRIPTS) for face in _of_wheel(name, "Sans")))
    return FontChain(serif, sans, tuple(found))


def _order(language: str) -> tuple[str, ...]:
    first = _FIRST.get(fitting(language), "SC")
    return (first, *(name for name in _WHEELS if name != first))


def _given(path: Path, found: list[Finding]) -> tuple[FontFace, ...]:
    return tuple(_load(path, Location(path.as_posix()), path.name, found))


def house_faces(
    name: str, inputs: InputTree, at: Location | None, found: list[Finding], field_name: str = "fonts"
) -> tuple[FontFace, ...]:
    """Return the faces of a font of the publication; none if the font cannot be used, which is reported (F20, S08).

    Args:
        name: the path of the font in the folder of the publication.
        inputs: the files of the issue.
        at: the place that names the font.
        found: the list to which findings are added.
        field_name: the field of the publication that names the font.
    """
    known = inputs.resolve("", name)
    if known is None or not inputs.has(known):
        lost = missing_font(name, known, inputs, at, field_name) if known else None
        found.append(lost or finding("S08", at, f"publication.{field_name}", path=name))
        return ()
    try:
        return tuple(_load(inputs.path(known) or inputs.read(known), at, name, found))
    except SourceError as error:
        found += error.findings
        return ()


def missing_font(name: str, known: str, inputs: InputTree, at: Location | None, field_name: str) -> Finding:
    """Return F20 for a font that does not exist, with the font in its folder that was probably meant."""
    beside = [one for one in inputs.under(posixpath.dirname(known)) if one.lower().endswith(_FILES)]
    near = near_word(name, beside) or (beside[0] if len(beside) == 1 else "")
    key = "F20.missing.near" if near else "F20.missing"
    return finding(key, at, f"publication.{field_name}", file=name, near=near)


def _load(source: Path | bytes, at: Location | None, name: str, found: list[Finding]) -> Iterator[FontFace]:
    try:
        read = faces(source)
    except NoFontError:
        found.append(finding("F20", at, "", file=name))
        return
    except OSError as error:
        found.append(disk_finding("F20.unreadable", error, at, file=name))
        return
    if not any(face.embeddable for face in read):
        found.append(finding("F20.restricted", at, "", file=name))
    yield from read


def _fitting(read: tuple[FontFace, ...], language: str) -> tuple[FontFace, ...]:
    """Return the faces of a collection, that of the language first: ``Noto Serif CJK SC`` for simplified Chinese."""
    ends = {name: place for place, name in enumerate(_order(language))}
    return tuple(sorted(read, key=lambda face: (ends.get(face.family[-2:], len(ends)), face.index)))


@cache
def _of_wheel(name: str, style: str) -> tuple[FontFace, ...]:
    package = f"font_source_{style.lower()}_pro" if name == _ALPHABETS else (_WHEELS | _SCRIPTS)[name]
    drawn = "Naskh" if (name, style) == ("Arabic", "Serif") else style
    pattern = f"files/Source{style}Pro-Regular.otf" if name == _ALPHABETS else f"Noto{drawn}{name}-*.?tf"
    spec = importlib.util.find_spec(package)
    folders = sorted(spec.submodule_search_locations or ()) if spec else []
    paths = [path for folder in folders for path in sorted(Path(folder).glob(pattern))]
    return tuple(face for path in paths[:1] for face in faces(path))
