# SPDX-License-Identifier: AGPL-3.0-or-later
"""Shows the rare characters of an issue: with a small font, as pictures if no font has them, or reports them.

A character is rare if the fonts of e-readers may lack it. These fonts are made from the national character sets: GB
2312, Big5, JIS X 0208 and KS X 1001 (read through Python's codecs). A character is safe in a language if its national
set has it, or if at least two of the four sets have it. So 們 is safe in a Chinese daily, and 龘 (only in Big5) is not;
们 is not safe in a Japanese daily. In a language without a set of its own, one of the four is enough.

Only East Asian characters are tested. Latin, Greek, Cyrillic, kana and common signs are in every font, and a subset of
a Han font cannot add other scripts (Arabic, Thai, emoji).

The style sheet of these fonts is generated, because the number of fonts depends on the issue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache

from epubgen.epub.fonts.chain import FontChain, font_chain
from epubgen.epub.fonts.font_file import FontFace, subset
from epubgen.errors import Finding, Location, finding
from epubgen.files.input_tree import InputTree
from epubgen.images import Picture
from epubgen.images.encode import character_picture, drawn_character
from epubgen.images.source import PictureRefusedError
from epubgen.languages.tags import fitting
from epubgen.markup.tree import Glyphs
from epubgen.model import Issue
from epubgen.model.walk import strings, texts
from epubgen.options import Options
from epubgen.startup import dataclass, regex

__all__ = ["FOLDER", "RareCharacters", "is_rare", "rare_glyphs", "rare_in"]

FOLDER = "gaiji"
"""Folder of the publication with pictures of characters: ``gaiji/U+2EBB5.png``."""
_PLACES = 3
"""The number of places of a character that a finding names."""
_CODECS = {"zh-Hans": "gb2312", "zh-Hant": "big5", "ja": "shift_jis", "ko": "euc_kr"}
_ENOUGH = 2
"""The number of national sets from which a character is common in East Asian fonts."""
_EAST = regex(
    "[\u2e80-\u2fff"  # radicals, description characters
    "\u3100-\u9fff"  # bopomofo, jamo, strokes, enclosed and squared words, extension A, the basic block
    "\ua960-\ua97f\uac00-\ud7ff\u1100-\u11ff"  # Hangul
    "\uf900-\ufaff\U0001aff0-\U0001b16f\U0001f200-\U0001f2ff"  # compatibility ideographs, old kana, enclosed words
    "\U00020000-\U0003ffff]+"  # extensions B and later
)
_SYLLABLES = range(0xAC00, 0xD7A4)


@dataclass(frozen=True, slots=True)
class RareCharacters:
    """The fonts and pictures that show the rare characters of an issue."""

    fonts: tuple[tuple[str, bytes], ...] = ()
    """Path relative to the package document, and bytes, of each font."""
    pictures: tuple[Picture, ...] = ()
    glyphs: Glyphs = field(default_factory=Glyphs)
    findings: tuple[Finding, ...] = ()

    @property
    def parts(self) -> Iterator[tuple[str, str, str, bytes]]:
        """Id, path, media type and bytes of each font and picture."""
        for number, (href, data) in enumerate(self.fonts, start=1):
            yield f"rare-font-{number}", href, f"font/{href.rpartition('.')[2]}", data
        for number, picture in enumerate(self.pictures, start=1):
            yield f"gaiji-{number}", picture.name, picture.media_type, picture.read()

    def sheet(self, *, vertical: bool = False) -> bytes:
        """Return the style sheet; empty if there are no fonts and pictures.

        Each font has a family of its own: in one family without ranges the last font would replace the others.
        """
        names = [f"Rare {number}" for number in range(1, len(self.fonts) + 1)]
        rules = [
            f'@font-face {{ font-family: "{name}"; src: url("../{href}") }}'
            for name, (href, _) in zip(names, self.fonts, strict=True)
        ]
        for number, name in enumerate(names, start=1):  # some engines try the first font of a list only
            kind = ".rare" if number == 1 else f".rare-{number}"
            rules.append(f'{kind} {{ font-family: "{name}", serif }}')
        if self.pictures:
            sunk = "" if vertical else "; vertical-align: -0.12em"  # vertical lines align at their middle
            rules.append(f"img.gaiji {{ width: 1em !important; height: 1em !important{sunk} }}")
        return "\n".join(['@charset "UTF-8";', *rules, ""]).encode() if rules else b""


def rare_glyphs(issue: Issue, inputs: InputTree, options: Options) -> RareCharacters:
    """Find the rare characters of an issue, and the fonts or pictures that show them.

    A character that no font and no picture shows is reported with its places (T06). Without fonts all such characters
    are reported in one finding (T07). ``options.rare`` is ``font``, ``image`` (each character drawn as a picture) or
    ``off``.
    """
    if options.rare == "off":
        return RareCharacters()
    paper = issue.publication
    places = _places(issue)
    if not places:
        return RareCharacters()
    own, refused = _own_pictures(places, inputs)
    chain = font_chain(paper, inputs, options.fonts)
    found = [*refused, *chain.findings]
    left = [char for char in places if char not in own]
    if not chain.serif:
        found += [_no_fonts(left, places)] if left else []
        return _rare(own, {}, found)
    by_face, lost = _shared_out(left, chain)
    found += [_lost(char, places[char]) for char in lost]
    if options.rare == "image":
        own |= {
            char: drawn_character(char, face.source, face.index) for face, group in by_face.items() for char in group
        }
        by_face = {}
    return _rare(own, by_face, found)


def _rare(
    own: Mapping[str, Picture], by_face: Mapping[FontFace, Sequence[str]], found: Sequence[Finding]
) -> RareCharacters:
    fonts = tuple(
        (f"fonts/rare-{number}.{face.extension}", subset(face, chars))
        for number, (face, chars) in enumerate(by_face.items(), start=1)
    )
    numbers = {char: number for number, group in enumerate(by_face.values(), start=1) for char in group}
    glyphs = Glyphs(
        frozenset(numbers),
        {char: number for char, number in numbers.items() if number > 1},
        {c: p.name for c, p in own.items()},
    )
    return RareCharacters(fonts, tuple(own[char] for char in sorted(own)), glyphs, tuple(found))


def _places(issue: Issue) -> dict[str, list[tuple[str, Location | None]]]:
    """Return each rare character, in the order of code points, with the texts that use it and their places."""
    drafts = {story.id for story in issue.articles if story.draft}
    rare = rare_in(texts(issue, drafts), issue.publication.language)
    found: dict[str, list[tuple[str, Location | None]]] = {char: [] for char in sorted(rare)}
    for text, at, _ in strings(issue, drafts) if rare else ():
        for char in rare.intersection(text):
            found[char].append((text, at))
    return found


def _own_pictures(chars: Mapping[str, object], inputs: InputTree) -> tuple[dict[str, Picture], list[Finding]]:
    """Return the publication's pictures of characters, with F21 for each picture that cannot be used."""
    known = {name.rpartition("/")[2].upper(): name for name in inputs.under(FOLDER)}
    made: dict[str, Picture] = {}
    found: list[Finding] = []
    for char in chars:
        code = f"U+{ord(char):04X}"
        if name := known.get(f"{code}.PNG"):
            try:
                made[char] = character_picture(char, inputs.read(name), name)
            except PictureRefusedError:
                found.append(finding("F21", inputs.at(name), "", char=code))
            except Exception:  # noqa: BLE001 - damaged pictures raise every type there is
                found.append(finding("F21", inputs.at(name), "", char=code))
        elif name := known.get(f"{code}.SVG"):
            found.append(finding("F21.svg", inputs.at(name), "", char=code))
    return made, found


def _shared_out(chars: Sequence[str], chain: FontChain) -> tuple[dict[FontFace, list[str]], list[str]]:
    """Return face → the characters that the face shows, and the characters that no face shows."""
    by_face: dict[FontFace, list[str]] = {}
    lost = []
    for char in chars:
        if face := chain.face(char, embed=True):
            by_face.setdefault(face, []).append(char)
        else:
            lost.append(char)
    order = {face: place for place, face in enumerate(chain.serif)}
    return {face: by_face[face] for face in sorted(by_face, key=order.__getitem__)}, lost


def _lost(char: str, places: Sequence[tuple[str, Location | None]]) -> Finding:
    text, at = places[0]
    more = ", ".join(dict.fromkeys(str(place) for _, place in places[1 : _PLACES + 1] if place and place != at))
    code = f"U+{ord(char):04X}"
    picture = f"{FOLDER}/{code}.png"
    return finding(
        "T06.more" if more else "T06",
        at,
        "",
        char=char,
        code=code,
        text=_around(text, char),
        picture=picture,
        more=more,
    )


def _no_fonts(chars: Sequence[str], places: Mapping[str, Sequence[tuple[str, Location | None]]]) -> Finding:
    at = next((at for _, at in places[chars[0]] if at), None)
    return finding("T07", at, "", n=len(chars), chars="".join(chars))


def _around(text: str, char: str) -> str:
    at = text.index(char)
    return text[max(0, at - 6) : at + 7].replace("\n", " ").strip()


def rare_in(texts: Iterable[str], language: str) -> frozenset[str]:
    """Return the characters of texts that are not safe in a language (a BCP 47 tag)."""
    own = _CODECS.get(fitting(language))
    eastern = ("".join(_EAST.findall(text)) for text in texts if not text.isascii())
    doubtful = (text for text in eastern if not own or not _takes(own, text))
    return frozenset(char for char in set().union(*doubtful) if is_rare(char, language))


def is_rare(char: str, language: str) -> bool:
    """Return whether a reader of this language may lack a character."""
    if not _EAST.match(char) or (language.startswith("ko") and ord(char) in _SYLLABLES):
        return False
    own = _CODECS.get(fitting(language))
    sets = _sets(char)
    return own not in sets and len(sets) < (_ENOUGH if own else 1)


@cache
def _sets(char: str) -> frozenset[str]:
    """Return the national sets that have a character."""
    return frozenset(codec for codec in _CODECS.values() if _takes(codec, char))


def _takes(codec: str, text: str) -> bool:
    """Return whether a set has every character of a text. Each character must take two bytes."""
    try:
        coded = text.encode(codec)
    except UnicodeEncodeError:
        return False
    return len(coded) <= 2 * len(text)  # a syllable that euc_kr spells letter by letter takes eight
