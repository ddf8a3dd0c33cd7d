# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fonts that are at hand, in the order in which a language asks them.

First those given by path, then those of the publication, then the wheels that come along: the language's own face, then
SC → JP → TC → KR; last those of the extra ``fonts``: for alphabets, then for scripts that are shaped. No font of the
system is ever looked for: the same input would give other bytes elsewhere.
"""

from __future__ import annotations

import difflib
import importlib.util
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from epubgen.epub.fonts.font_file import FontFace, NoFontError, faces
from epubgen.errors import Finding, Location, SourceError, finding
from epubgen.files.disk_errors import disk_finding
from epubgen.files.input_tree import InputTree
from epubgen.languages.tags import fitting
from epubgen.model import Publication

__all__ = ["FontChain", "font_chain", "house_faces", "missing_font"]

_WHEELS = {
    "SC": "pylopdf_fonts_zh_cn",
    "JP": "pylopdf_fonts_jp",
    "TC": "pylopdf_fonts_zh_tw",
    "KR": "pylopdf_fonts_ko",
}
"""Import packages that come with epubgen, in the order of the chain. Each holds a serif and a sans face, OFL 1.1."""
_ALPHABETS = "alphabets"
"""Source Serif and Sans, which drew the Latin of those faces: the rest of Latin, Greek, Cyrillic (extra ``fonts``)."""
_SCRIPTS = {
    "Arabic": "pylopdf_fonts_ar",
    "Hebrew": "pylopdf_fonts_he",
    "Devanagari": "pylopdf_fonts_hi",
    "Thai": "pylopdf_fonts_th",
}
"""Import packages of the extra ``fonts`` for scripts that are shaped, OFL 1.1. Noto has no serif face for Arabic."""
_FILES = (".otf", ".ttf", ".ttc", ".otc")
_FIRST = {"zh-Hans": "SC", "zh-Hant": "TC", "ja": "JP", "ko": "KR"}


@dataclass(frozen=True, slots=True)
class FontChain:
    """The faces to ask, one after the other."""

    serif: tuple[FontFace, ...] = ()
    """For running text, headlines and rare characters."""
    sans: tuple[FontFace, ...] = ()
    """For small print of the cover: house fonts first, too."""
    findings: tuple[Finding, ...] = field(default=())

    def face(self, char: str, *, embed: bool = False) -> FontFace | None:
        """The first face that has a character; to ``embed``, one that its licence lets be embedded."""
        return next((face for face in self.serif if face.has(char) and (face.embeddable or not embed)), None)


def font_chain(paper: Publication, inputs: InputTree, paths: Iterable[Path] = ()) -> FontChain:
    """The faces for a publication; a font that cannot be used is a finding (F20)."""
    found: list[Finding] = []
    given = [face for path in paths for face in _fitting(_given(path, found), paper.language)]
    for number, name in enumerate(paper.fonts):
        at = paper.at.of(f"fonts[{number}]") if paper.at else None
        given += _fitting(house_faces(name, inputs, at, found), paper.language)
    for font in paper.body_fonts:  # what is wrong with them is told where they are embedded
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
    """The faces of a font of the publication; none after a finding (F20).

    Args:
        name: its path from the folder of the publication.
        inputs: the files of the issue.
        at: where it is named.
        found: takes the findings.
        field_name: the field of the publication that names it.
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
    """F20: a font that is not there, with the one in its folder that was probably meant."""
    beside = [one for one in inputs.under(posixpath.dirname(known)) if one.lower().endswith(_FILES)]
    near = "".join(difflib.get_close_matches(name, beside, n=1) or (beside if len(beside) == 1 else ()))
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
    """The faces of a collection, the one for the language first: ``Noto Serif CJK SC`` for simplified Chinese."""
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
