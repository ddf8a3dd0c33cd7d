"""Fonts of running text: how they are spelled, and which letters of an issue are asked of them."""

from __future__ import annotations

from functools import cache

from epubgen.epub.fonts.body_fonts import body_fonts
from epubgen.errors import Location
from epubgen.files.input_tree import InputTree
from epubgen.serialization.files import decode_one_file
from tests.input_cases.case import InputCase
from tests.unit.tiny_font import MONGOLIAN, TIBETAN, tiny_font


@cache
def _files() -> dict[str, bytes]:
    """The fonts; making them takes half a second, so it waits for the first row that asks."""
    return {
        "m.ttf": tiny_font(MONGOLIAN),
        "few.ttf": tiny_font("ᠨᠠᠭ"),
        "b.ttf": tiny_font(TIBETAN),
        "th.ttf": tiny_font("".join(map(chr, [*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E5C)]))),
        "shut.ttf": tiny_font(MONGOLIAN, 2),
        "latin.ttf": tiny_font("abcdefghijklmnopqrstuvwxyz"),
    }


def _told(source: str) -> list[str]:
    """The findings about fonts; the source is ``language | fonts | text | text of a second story | its language``."""
    language, fonts, text, other, lang = (*map(str.strip, source.split("|")), "", "", "")[:5]
    story = {"id": "one", "title": text, "body": text}
    second = f"  - {{id: two, title: {other}, body: {other}, lang: {lang}}}\n" if other else ""
    issue, found = decode_one_file(
        f"format: epubgen-issue/1\npublication: {{id: p, title: {text}, language: {language}, fonts: {fonts}}}\n"
        f"issue: {{date: 2026-09-21}}\narticles:\n  - {{id: one, title: {story['title']}, body: {text}}}\n{second}",
        Location("issue.yaml"),
    )
    assert issue, found
    return [one.key for one in body_fonts(issue, InputTree.memory(_files())).findings]


CASES = [
    InputCase("a font of running text", source, _told, expected)
    for source, expected in (
        ("mn-Mong | {body: m.ttf} | ᠨᠠᠭᠤᠷ", ["EG101"]),
        ("mn-CN | {body: m.ttf} | ᠨᠠᠭᠤᠷ", ["EG101"]),
        ("mn-Mong | {body: few.ttf} | ᠨᠠᠭᠤᠷ", ["EG102", "EG101"]),
        ("mn-Mong | {body: few.ttf} | ᠨᠠᠭ", ["EG101"]),
        ("mn-Mong | {body: b.ttf} | ᠨᠠᠭᠤᠷ", ["EG102.all"]),
        ("mn-Mong | {body: latin.ttf} | ᠨᠠᠭᠤᠷ", ["EG102.all"]),
        ("mn-Mong | {body: shut.ttf} | ᠨᠠᠭᠤᠷ", ["F20.text"]),
        ("mn-Mong | {body: none.ttf} | ᠨᠠᠭᠤᠷ", ["F20.missing.near"]),
        ("mn-Mong | {body: {mn: m.ttf}} | ᠨᠠᠭᠤᠷ", ["EG104"]),
        ("mn-Mong | m.ttf | ᠨᠠᠭᠤᠷ", ["EG103"]),
        ("bo | {body: b.ttf} | བོད་ཡིག་གི་ཚགས་པར།", ["EG101"]),
        ("bo | {body: m.ttf} | བོད་ཡིག", ["EG102.all"]),
        ("bo-CN | [m.ttf] | བོད་ཡིག", ["EG103"]),
        ("dz | {files: m.ttf} | རྫོང་ཁ", ["EG103"]),
        ("th | {body: th.ttf} | ข่าวเช้าวันนี้", ["EG101"]),
        ("th | [] | ข่าวเช้าวันนี้", []),
        ("zh-Hans | {body: {mn-Mong: m.ttf, bo: b.ttf}} | 草原 | ᠨᠠᠭᠤᠷ | mn-Mong", ["EG101", "EG104"]),
        ("mn-Mong | {body: m.ttf} | ᠨᠠᠭᠤᠷ | 草原来信今天下雨 | zh-Hans", ["EG101"]),
        ("en | {body: latin.ttf} | lake", ["EG101"]),
        ("en | {body: latin.ttf} | Łódź café", ["EG102", "EG101"]),
    )
]
