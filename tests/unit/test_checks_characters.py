"""Rules of ``check`` about characters and languages, on documents of one paragraph."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from epubgen.languages.characters import INVISIBLE, LOOKALIKES
from epubgen.languages.directions import RTL_LETTER
from epubgen.validation import check_file
from epubgen.validation.archive import Archive
from epubgen.validation.book import EpubBook, ManifestItem
from epubgen.validation.document import BIDI, C1, NONCHARACTER, PRIVATE, ContentDocument
from epubgen.validation.xml import parse_text

HANS = "昨天下午，新建的石桥正式通车，来自各个乡镇的村民们聚在桥头，说过去要绕两个小时的山路，现在几分钟就能到达对岸的学校与医院。县里的负责人说，这座桥花了两年时间。"
UYGHUR = "بۈگۈن يېڭى كۆۋرۈك رەسمىي ئېچىلدى، خەلق ناھايىتى خۇشال بولدى."
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:x</dc:identifier><dc:title>T</dc:title>'
    '<dc:language>zh</dc:language><meta property="dcterms:modified">2026-01-05T00:00:00Z</meta></metadata><manifest>'
    '<item id="a" href="a.xhtml" media-type="application/xhtml+xml" properties="{properties}"/></manifest>'
    '<spine><itemref idref="a"/></spine></package>'
)
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def found(tmp_path: Path, body: str, lang: str = "zh-Hans", target: str = "", head: str = "") -> list[str]:
    """The codes of our rules of characters for a book of one document."""
    page = (
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{lang}" xml:lang="{lang}"{head}><head><title>T</title></head>'
        f"<body>{body}</body></html>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as pack:
        pack.writestr("mimetype", "application/epub+zip")
        pack.writestr("META-INF/container.xml", CONTAINER)
        pack.writestr("p.opf", PACKAGE.format(properties="nav mathml" if "<math" in body else "nav"))
        pack.writestr("a.xhtml", page)
    path = tmp_path / "a.epub"
    path.write_bytes(held.getvalue())
    codes = [f.code for f in check_file(path, java=False, target=target).findings]
    return [code for code in codes if code in ("B02", "B70", "B71", "B72", "B73", "K34", "K35")]


@pytest.mark.parametrize(
    ("body", "lang", "codes"),
    [
        (f"<p>{UYGHUR}</p>", "ug", ["B70"]),
        (f'<p dir="rtl">{UYGHUR}</p>', "ug", []),
        (f'<div dir="auto"><p>{UYGHUR}</p></div>', "ug", []),
        (f"<p>{HANS}（{UYGHUR[:20]}）</p>", "zh-Hans", []),
        ("<p>⼀⽂不名</p>", "zh-Hans", ["B71"]),
        ("<p>か\u3099行</p>", "ja", ["B71"]),
        ("<p>港\u200b口</p>", "zh-Hans", ["B72"]),
        ("<p>می\u200cروم</p>", "fa", ["B70"]),
        ("<p>co\u00adoperate, ไทย\u200bภาษา</p>", "en", []),
        (f"<p>{HANS}</p>", "zh-Hans", []),
        (f"<p>{HANS}</p>", "en", ["B73"]),
        (f"<p>{HANS}</p>", "zh-Hant", ["B73"]),
        (f"<p>{HANS}</p>", "ja", ["B73"]),
        (f'<p>Words.</p><p lang="zh-Hans" xml:lang="zh-Hans">{HANS}</p>', "en", []),
        (f'<p xml:lang="ko" lang="ko">{HANS}</p>', "zh-Hans", ["B73"]),
        ("<p>北京</p>", "en", []),
        ("<p>\u2067אבג\u2069 and words</p>", "en", []),
        ("<p>a\u202eb</p>", "en", ["B02"]),
        (f'<p dir="rtl">\u202bאבג\u202c {UYGHUR}</p>', "ug", []),
        (f'<p dir="rtl">\u202aBBC <b>News\u202c</b> {UYGHUR}</p>', "ug", []),
        (f'<p dir="rtl">\u202aBBC {UYGHUR}</p>', "ug", ["B02"]),
        (f'<p dir="rtl">\u202eBBC\u202c {UYGHUR}</p>', "ug", ["B02"]),
        ("<p>\u2068Ann\u2069 and \u202aBob\u202c</p>", "en", ["B02"]),
        ("<p>\u2067a = b\u2069</p>", "en", ["B02"]),
        ("<p>\u2068Ann\u2069 and \u2066Bob\u2069</p>", "en", []),
    ],
)
def test_characters_of_a_document(tmp_path: Path, body: str, lang: str, codes: list[str]) -> None:
    assert found(tmp_path, body, lang) == codes


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ('<p><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math></p>', ["K34"]),
        ("<p>👩\u200d🔬</p>", ["K35"]),
        ("<p>❤\ufe0f\u200d🔥</p>", ["K35"]),
        ("<p>👩🔬 ❤\ufe0f</p>", []),
        ("<p>क्\u200dष</p>", []),
        (f"<p>{HANS}</p>", []),
    ],
)
def test_what_kindle_draws_badly(tmp_path: Path, body: str, codes: list[str]) -> None:
    assert found(tmp_path, body, target="kindle") == codes
    assert not [code for code in found(tmp_path, body, target="kobo") if code.startswith("K")]


EVERY = "".join(chr(number) for number in (*range(0xD800), *range(0xE000, 0x10000)))
HIGHER = "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0, 0xFFFE, 0xFFFF))


def document(text: str) -> ContentDocument:
    """A document of one paragraph, which no rule has looked at."""
    item = ManifestItem("a", "a.xhtml", "a.xhtml", "application/xhtml+xml", frozenset(), "", "", None)
    book = EpubBook(Archive("a.epub", io.BytesIO(), zipfile.ZipFile(io.BytesIO(), "w"), (), None, 0))  # type: ignore[arg-type]
    return ContentDocument(book, item, parse_text("<p/>"), 0, f"<p>{text}</p>")


@pytest.mark.parametrize(
    "pattern", [PRIVATE, BIDI, C1, NONCHARACTER, RTL_LETTER, INVISIBLE], ids=lambda p: ascii(p.pattern)[:20]
)
def test_one_look_at_a_document_misses_no_character_that_a_rule_finds(pattern: re.Pattern[str]) -> None:
    asked = [char for char in EVERY + HIGHER if pattern.search(char)]
    assert asked
    assert [char for char in asked if not document(char).may_hold(pattern)] == []


def test_one_look_at_a_document_misses_no_character_in_pieces() -> None:
    pieces = [f"か{mark}" for mark in "\u3099\u309a"] + [f"ᄀ{chr(number)}" for number in range(0x1161, 0x1176)]
    asked = [*pieces, *(char for char in EVERY if LOOKALIKES.search(char))]
    assert len(asked) > len(pieces)
    assert [text for text in asked if not document(text).may_hold(LOOKALIKES)] == []


@pytest.mark.parametrize("text", ["&#x202e;", "&#8238;", '<!ENTITY x "&#8238;">'])
def test_a_character_may_be_written_as_a_number(text: str) -> None:
    assert document(text).may_hold(BIDI)


@pytest.mark.parametrize("text", ["王小芳，昨天。", "words", "か", "한국"])
def test_usual_text_is_looked_at_once(text: str) -> None:
    assert not document(text).is_suspicious
