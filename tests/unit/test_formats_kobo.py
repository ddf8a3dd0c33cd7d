# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kobo's marks: sentences, spans, boxes; the text and the markup of the edition stay what they are."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from epubgen.conversion.kepub import make_kepub, sentences, with_spans
from epubgen.validation import xml
from epubgen.validation.xml import BadXmlError

XHTML = "{http://www.w3.org/1999/xhtml}"
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="x.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def page(body: str) -> bytes:
    head = "<head><title>潮水</title></head>"
    names = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh"'
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html {names}>{head}<body>{body}</body></html>'
    return text.encode()


def marked(body: str) -> xml.Element:
    """The inner box of a document with marks."""
    root = xml.parse(with_spans(page(body)))
    return next(e for e in xml.elements(root) if e.get("id") == "book-inner")


def shown(body: str) -> str:
    """What stands in the inner box, spans written short."""
    inner = marked(body)
    text = etree.tostring(inner, encoding="unicode").replace(' xmlns="http://www.w3.org/1999/xhtml"', "")
    text = text.replace(' xmlns:epub="http://www.idpf.org/2007/ops"', "")
    text = text.removeprefix('<div id="book-inner">').removesuffix("</div>")
    return text.replace('<span class="koboSpan" id="kobo.', "[")


def text_of(data: bytes) -> str:
    body = next(xml.children(xml.parse(data), "body"))
    return "".join(str(text) for text in body.itertext())


def unmarked(data: bytes) -> bytes:
    """A document without its marks, in canonical form: what is left must be what was there."""
    root = xml.parse(data)
    body, head = next(xml.children(root, "body")), next(xml.children(root, "head"))
    for style in [e for e in head if e.get("id") in ("kobostylehacks", "koboSpanStyle")]:
        head.remove(style)
    for element in list(xml.elements(body)):
        if element.get("class") == "koboSpan" or element.get("id") in ("book-columns", "book-inner"):
            element.tag = "gone"
    etree.strip_tags(body, "gone")
    return etree.tostring(root, method="c14n")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("潮水退去。船还在！", ["潮水退去。", "船还在！"]),
        ("他说：“走吧。”她没动。", ["他说：“走吧。”", "她没动。"]),
        ("「行くの？」と聞いた。海は静かだ。", ["「行くの？」", "と聞いた。", "海は静かだ。"]),
        ("什么？！真的吗？", ["什么？！", "真的吗？"]),
        ("等等……他来了。", ["等等……", "他来了。"]),
        ("It rained. Nobody left.", ["It rained. ", "Nobody left."]),
        ("“It rained.” Nobody left!", ["“It rained.” ", "Nobody left!"]),
        ("Mr. Fell met Dr. Amis at 4 p.m. on Monday.", ["Mr. Fell met Dr. Amis at 4 p.m. on Monday."]),
        ("See No. 12. Then go.", ["See No. 12. ", "Then go."]),
        ("J. R. Hale spoke for 3.5 hours.", ["J. R. Hale spoke for 3.5 hours."]),
        ("She paused... then went on.", ["She paused... then went on."]),
        ("Open marlock.example. 7 boats came.", ["Open marlock.example. ", "7 boats came."]),
        ("비가 왔다. 배는 없었다.", ["비가 왔다. ", "배는 없었다."]),
        ("共9.4公里，No.7号。iPhone 来了。", ["共9.4公里，No.7号。", "iPhone 来了。"]),
        ("无标点", ["无标点"]),
        ("", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@given(st.text(alphabet='潮水。！？…”」 .!?"abcXY1\n\u3000', max_size=60))
def test_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text
    assert all(sentences(text))


def test_paragraphs_and_sentences_are_numbered() -> None:
    assert shown("<h1>潮水</h1><p>退去。船还在。</p><p>雨。</p>") == (
        '<h1>[1.1">潮水</span></h1><p>[2.1">退去。</span>[2.2">船还在。</span></p><p>[3.1">雨。</span></p>'
    )


def test_a_word_in_an_inline_element_stays_whole() -> None:
    assert shown('<p>第<span class="tcy">12</span>期<a href="a.xhtml">导读</a>。</p>') == (
        '<p>[1.1">第</span>[1.2"><span class="tcy">12</span></span>[1.3">期</span>'
        '[1.4"><a href="a.xhtml">导读</a></span>[1.5">。</span></p>'
    )


def test_an_inline_element_of_several_sentences_is_entered() -> None:
    assert shown("<p><em>雨停。船开。</em></p>") == '<p><em>[1.1">雨停。</span>[1.2">船开。</span></em></p>'


@pytest.mark.parametrize(
    "inside",
    [
        "<ruby>潮<rt>cháo</rt>水<rt>shuǐ</rt></ruby>",
        '<img src="a.jpg" alt="码头"/>',
    ],
)
def test_readings_and_pictures_have_a_span_around_them(inside: str) -> None:
    assert shown(f"<p>{inside}</p>") == f'<p>[1.1">{inside}</span></p>'


@pytest.mark.parametrize(
    "inside",
    [
        "<pre>a. B. c.</pre>",
        '<svg xmlns="http://www.w3.org/2000/svg"><text>雨。雪。</text></svg>',
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>',
        '<p><span epub:type="pagebreak" id="page-1"></span></p>',
        "<p> \n </p>",
        "<!-- 雨。雪。 -->",
    ],
)
def test_what_is_left_untouched(inside: str) -> None:
    assert not [e for e in xml.elements(marked(inside)) if e.get("class") == "koboSpan"]


def test_empty_elements_are_written_as_html_reads_them() -> None:
    data = with_spans(page('<p><a id="x"></a>雨<br/></p>'))
    assert b'<a id="x"></a>' in data
    assert b"<br/>" in data


def test_boxes_and_styles() -> None:
    data = with_spans(page("雨。<p>雪。</p>"))
    assert data.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html')
    root = xml.parse(data)
    body, head = next(xml.children(root, "body")), next(xml.children(root, "head"))
    assert [e.get("id") for e in body] == ["book-columns"]
    assert [e.get("id") for e in body[0]] == ["book-inner"]
    assert [e.get("id") for e in head if xml.local(e) == "style"] == ["kobostylehacks", "koboSpanStyle"]


@pytest.mark.parametrize(("version", "named"), [("3.0", 2), ("2.0", 0)])
def test_styles_have_no_name_in_an_epub_2(version: str, named: int, tmp_path: Path) -> None:
    """XHTML 1.1 knows no identifiers of style elements; EPUBCheck says so."""
    source, target = tmp_path / "a.epub", tmp_path / "a.kepub.epub"
    with zipfile.ZipFile(source, "w") as pack:
        pack.writestr("mimetype", "application/epub+zip")
        pack.writestr("META-INF/container.xml", CONTAINER)
        item = '<item id="a" href="a.html" media-type="application/xhtml+xml"/>'
        spine = '<spine><itemref idref="a"/></spine>'
        package = f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}"><metadata/>'
        pack.writestr("x.opf", f"{package}<manifest>{item}</manifest>{spine}</package>")
        pack.writestr("a.html", page("<p>雨。</p>"))
    make_kepub(source, target)
    with zipfile.ZipFile(target) as pack:
        root = xml.parse(pack.read("a.html"))
    styles = [element for element in xml.elements(root) if xml.local(element) == "style"]
    assert len(styles) == 2
    assert sum("id" in style.attrib for style in styles) == named


def test_marks_are_set_once() -> None:
    once = with_spans(page("<p>雨。</p>"))
    assert with_spans(once) == once


def test_entities_of_older_documents_stay() -> None:
    data = page("<p>雨&nbsp;雪</p>").replace(
        b"<!DOCTYPE html>",
        b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">',
    )
    assert b"&nbsp;" in with_spans(data)


def test_a_document_that_is_not_well_formed() -> None:
    with pytest.raises(BadXmlError):
        with_spans(page("<p>雨"))


TEXT = st.text(alphabet="潮水。！？…”」 .!aB1&<\n", max_size=12).map(
    lambda t: t.replace("&", "&amp;").replace("<", "&lt;")
)
LEAVES = TEXT | st.sampled_from(
    [
        "<br/>",
        '<img src="a.jpg" alt="x"/>',
        "<ruby>潮<rt>cháo</rt></ruby>",
        "<!-- a. b -->",
        "<pre>a. B</pre>",
        "<?x y?>",
    ]
)
NODES = st.recursive(
    LEAVES,
    lambda inner: st.tuples(
        st.sampled_from(["p", "em", "a", "div", "span", "li", "td"]), st.lists(inner, max_size=4)
    ).map(lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"),
    max_leaves=12,
)


@given(st.lists(NODES, max_size=6))
def test_nothing_but_marks_is_added(nodes: list[str]) -> None:
    before = page("".join(nodes))
    after = with_spans(before)
    assert text_of(after) == text_of(before)
    assert unmarked(after) == unmarked(before)
    ids = [e.get("id") for e in xml.elements(xml.parse(after)) if e.get("id")]
    assert len(ids) == len(set(ids))
    assert with_spans(after) == after


@given(st.lists(NODES, max_size=6))
def test_all_text_has_a_mark(nodes: list[str]) -> None:
    root = xml.parse(with_spans(page("".join(nodes))))
    body = next(xml.children(root, "body"))
    for element in xml.elements(body):
        runs = [(element, element.text), *((element, child.tail) for child in element)]
        for owner, text in runs:
            if text and text.strip():
                line = [owner, *owner.iterancestors()]
                assert any(e.get("class") == "koboSpan" or xml.local(e) == "pre" for e in line), text
