# SPDX-License-Identifier: AGPL-3.0-or-later
"""Without Java: what EPUBCheck 5.3 calls wrong is mostly called wrong, and what it passes is never called wrong.

The verdicts are those of EPUBCheck 5.3.0: everything is wrong except what stands in ``PASSED``. The rules were widened
after a first look at this list, so its share says less than that of books which nobody has seen yet.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from epubgen.cli import cli
from epubgen.validation import check_file
from epubgen.validation.epubcheck import EpubcheckResult, find_jar, find_java, run_epubcheck
from tests.conformance.tiny_epub import CSS, JPG, NAV, NCX, OPF, A, B, TinyEpub, page

Change = Callable[[TinyEpub], TinyEpub]
CHANGES: dict[str, Change] = {
    "undeclared prefix": lambda t: t.meta('<meta property="prism:number">1</meta>'),
    "unknown property": lambda t: t.meta('<meta property="nonsense">1</meta>'),
    "refines nothing": lambda t: t.meta('<meta refines="#gone" property="role">aut</meta>'),
    "old opf attribute": lambda t: t.meta('<dc:creator opf:role="aut" xmlns:opf="http://www.idpf.org/2007/opf">X</dc:creator>'),
    "empty creator": lambda t: t.meta("<dc:creator></dc:creator>"),
    "rendition value": lambda t: t.meta('<meta property="rendition:layout">wide</meta>'),
    "itemref without idref": lambda t: t.edit(OPF, ' idref="b"', ""),
    "itemref property": lambda t: t.edit(OPF, 'idref="b"', 'idref="b" properties="nonsense"'),
    "item property": lambda t: t.edit(OPF, '<item id="b"', '<item id="b" properties="nonsense"'),
    "no manifest": lambda t: t.edit(OPF, "<manifest>", "<other>").edit(OPF, "</manifest>", "</other>"),
    "no spine": lambda t: t.edit(OPF, '<spine toc="ncx">', "<other>").edit(OPF, "</spine>", "</other>"),
    "no metadata": lambda t: t.edit(OPF, "<metadata", "<other").edit(OPF, "</metadata>", "</other>"),
    "unknown element in package": lambda t: t.edit(OPF, "</package>", "<thing/></package>"),
    "xhtml as text/html": lambda t: t.edit(OPF, 'href="text/b.xhtml" media-type="application/xhtml+xml"', 'href="text/b.xhtml" media-type="text/html"'),
    "item with fragment": lambda t: t.edit(OPF, 'href="text/b.xhtml"', 'href="text/b.xhtml#x"'),
    "container namespace": lambda t: t.edit("META-INF/container.xml", "urn:oasis", "urn:other"),
    "no mimetype": lambda t: t.drop("mimetype"),
    "empty jpeg": lambda t: t.put(JPG, b""),
    "jpeg is text": lambda t: t.put(JPG, b"hello"),
    "empty document": lambda t: t.put(B, b""),
    "xml 1.1": lambda t: t.edit(B, 'version="1.0"', 'version="1.1"'),
    "control reference": lambda t: t.body("<p>&#x7;</p>"),
    "ampersand": lambda t: t.body("<p>A & B</p>"),
    "two roots": lambda t: t.put(B, t.files[B] + b"<x/>"),
    "nbsp": lambda t: t.body("<p>a&nbsp;b</p>"),
    "br with end": lambda t: t.body("<p>a<br>x</br>b</p>"),
    "font": lambda t: t.body("<p><font>x</font></p>"),
    "tt": lambda t: t.body("<p><tt>x</tt></p>"),
    "bgcolor": lambda t: t.body('<table bgcolor="red"><tr><td>x</td></tr></table>'),
    "td width": lambda t: t.body('<table><tr><td width="5">x</td></tr></table>'),
    "anchor name": lambda t: t.body('<p><a name="q">x</a></p>'),
    "img without src": lambda t: t.body('<p><img alt="x"/></p>'),
    "empty src": lambda t: t.body('<p><img src="" alt="x"/></p>'),
    "ul without li": lambda t: t.body("<ul>x</ul>"),
    "li outside": lambda t: t.body("<li>x</li>"),
    "table in p": lambda t: t.body("<p><table><tr><td>x</td></tr></table></p>"),
    "p in h2": lambda t: t.body("<h2><p>x</p></h2>"),
    "div in span": lambda t: t.body("<p><span><div>x</div></span></p>"),
    "a in a": lambda t: t.body('<p><a href="a.xhtml">x<a href="a.xhtml">y</a></a></p>'),
    "text in tr": lambda t: t.body("<table><tr>x<td>y</td></tr></table>"),
    "dl without dt": lambda t: t.body("<dl><p>x</p></dl>"),
    "two captions": lambda t: t.body("<figure><figcaption>a</figcaption><p>x</p><figcaption>b</figcaption></figure>"),
    "id with space": lambda t: t.body('<p id="a b">x</p>'),
    "empty id": lambda t: t.body('<p id="">x</p>'),
    "lang differs": lambda t: t.body('<p lang="en" xml:lang="fr">x</p>'),
    "epub:type prefix": lambda t: t.body('<p epub:type="foo:bar">x</p>'),
    "wrong role": lambda t: t.body('<p role="nonsense">x</p>'),
    "colspan": lambda t: t.body('<table><tr><td colspan="x">y</td></tr></table>'),
    "datetime": lambda t: t.body('<p><time datetime="yesterday">x</time></p>'),
    "unknown attribute": lambda t: t.body('<p shape2="x">y</p>'),
    "link with space": lambda t: t.body('<p><a href="a b.xhtml">x</a></p>'),
    "bad url": lambda t: t.body('<p><a href="http://[x">x</a></p>'),
    "link to picture": lambda t: t.body('<p><a href="../photos/p.jpg">x</a></p>'),
    "remote script": lambda t: t.body('<p><script src="http://a.example/x.js"></script></p>'),
    "remote sheet": lambda t: t.edit(B, "</head>", '<link rel="stylesheet" href="http://a.example/x.css"/></head>'),
    "missing sheet": lambda t: t.edit(B, "base.css", "gone.css"),
    "iframe": lambda t: t.body('<p><iframe src="a.xhtml"></iframe></p>'),
    "style in body": lambda t: t.body("<style>p {}</style>"),
    "meta charset twice": lambda t: t.edit(B, "</head>", '<meta charset="utf-8"/><meta charset="utf-8"/></head>'),
    "broken css": lambda t: t.put(CSS, "p { color: red "),
    "css without brace": lambda t: t.put(CSS, "p  color: red }"),
    "css direction": lambda t: t.put(CSS, "p { direction: rtl }"),
    "css missing font": lambda t: t.put(CSS, "@font-face { font-family: X; src: url(x.otf) }"),
    "css missing import": lambda t: t.put(CSS, '@import "x.css";'),
    "nav without list": lambda t: t.edit(NAV, '<nav epub:type="page-list" hidden="hidden"><h2>Pages</h2><ol>\n<li><a href="text/a.xhtml#page-1">1</a></li>\n</ol></nav>', '<nav epub:type="page-list"><p>x</p></nav>'),
    "nav empty li": lambda t: t.edit(NAV, '<a href="text/b.xhtml">Market moves</a>', "Market moves"),
    "nav span leaf": lambda t: t.edit(NAV, '<a href="text/b.xhtml">Market moves</a>', "<span>Market moves</span>"),
    "nav remote": lambda t: t.edit(NAV, "text/b.xhtml", "http://a.example/"),
    "nav missing file": lambda t: t.edit(NAV, "text/b.xhtml", "text/c.xhtml"),
    "nav missing place": lambda t: t.edit(NAV, "#page-1", "#page-9"),
    "nav paragraph": lambda t: t.edit(NAV, "<h1>Contents</h1>", "<p>Contents</p>"),
    "two tocs": lambda t: t.edit(NAV, 'epub:type="page-list"', 'epub:type="toc"'),
    "toc out of order": lambda t: t.edit(NAV, '<li><a href="text/a.xhtml">Ferry runs again</a></li>', "").edit(NAV, "Market moves</a></li>", 'Market moves</a></li><li><a href="text/a.xhtml">Ferry runs again</a></li>'),
    "ncx without map": lambda t: t.edit(NCX, "<navMap>", "<other>").edit(NCX, "</navMap>", "</other>"),
    "ncx twin id": lambda t: t.edit(NCX, 'id="n2"', 'id="n1"'),
    "ncx missing file": lambda t: t.edit(NCX, "text/b.xhtml", "text/c.xhtml"),
    "ncx missing place": lambda t: t.edit(NCX, "text/b.xhtml", "text/b.xhtml#no"),
    "ncx without content": lambda t: t.edit(NCX, '<content src="text/b.xhtml"/>', ""),
    "good: box": lambda t: t.body('<aside class="box"><p class="box-title">X</p><ul><li>a</li></ul></aside>'),
    "good: ruby": lambda t: t.body("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>"),
    "good: table": lambda t: t.body('<table><caption>c</caption><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td colspan="2">b</td></tr></tbody></table>'),
    "good: note": lambda t: t.body('<p><a epub:type="noteref" role="doc-noteref" href="#fn">1</a></p><aside id="fn" epub:type="footnote" role="doc-footnote"><p>n</p></aside>'),
    "good: link out": lambda t: t.body('<p><a href="https://a.example/?q=1#x">x</a> <a href="mailto:a@a.example">y</a> <a href="tel:1">z</a></p>'),
    "good: svg": lambda t: t.item("text/c.xhtml", "application/xhtml+xml", page("C", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path id="m" d="M0 0"/></svg>'), 'properties="svg"').edit(OPF, "</spine>", '<itemref idref="x10"/></spine>'),
    "good: data attribute": lambda t: t.body('<p data-x="1" aria-label="x" translate="no" dir="auto" hidden="hidden">x</p>'),
    "good: list value": lambda t: t.body('<ol start="3" type="a" reversed="reversed"><li value="3">x</li></ol>'),
    "good: dl groups": lambda t: t.body("<dl><div><dt>a</dt><dd>b</dd></div></dl>"),
    "good: details": lambda t: t.body("<details><summary>a</summary><p>b</p></details>"),
    "good: block link": lambda t: t.body('<a href="a.xhtml"><div><p>x</p></div></a>'),
    "good: media": lambda t: t.body('<p><a href="a.xhtml#page-1">page</a><wbr/><bdi>x</bdi><s>y</s><kbd>z</kbd></p>'),
    "good: lines": lambda t: t.body('<h2><span class="line">a</span><br/><span class="line">b</span></h2><p lang="zh-Hans" xml:lang="zh-Hans">字</p>'),
    "good: old ncx type": lambda t: t.edit(NCX, "<ncx", '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">\n<ncx'),
    "good: no ncx": lambda t: t.drop(NCX).edit(OPF, '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>', "").edit(OPF, ' toc="ncx"', ""),
    "good: rtl": lambda t: t.edit(OPF, '<spine toc="ncx"', '<spine toc="ncx" page-progression-direction="rtl"').put(CSS, "html { -epub-writing-mode: vertical-rl; writing-mode: vertical-rl }"),
    "utf-16": lambda t: t.put(B, t.files[B].decode().replace('encoding="utf-8"', 'encoding="utf-16"').encode("utf-16")),
    "good: comment": lambda t: t.edit(A, "<body>", "<body><!-- <p>not & read --><?app x?>"),
}  # fmt: skip
PASSED = {"anchor name", "iframe", "toc out of order", *(name for name in CHANGES if name.startswith("good"))}
"""What EPUBCheck finds no error in."""
SHARE = 0.8


def called_wrong(name: str, folder: Path) -> bool:
    return not check_file(CHANGES[name](TinyEpub()).write(folder / "t.epub"), java=False).ok


def test_most_wrong_books_are_called_wrong(tmp_path: Path) -> None:
    wrong = [name for name in CHANGES if name not in PASSED]
    missed = [name for name in wrong if not called_wrong(name, tmp_path)]
    assert len(missed) <= (1 - SHARE) * len(wrong), missed


@pytest.mark.parametrize("name", sorted(PASSED))
def test_no_good_book_is_called_wrong(name: str, tmp_path: Path) -> None:
    assert not called_wrong(name, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_the_recorded_verdicts_are_those_of_epubcheck(name: str, tmp_path: Path) -> None:
    if find_jar() is None or not list(find_java()):
        pytest.skip("EPUBCheck needs the extra `check`: a jar and a Java")
    outcome = run_epubcheck(CHANGES[name](TinyEpub()).write(tmp_path / "t.epub"), "t.epub")
    assert any(found.severity.value == "error" for found in outcome.findings) == (name not in PASSED)


@pytest.mark.parametrize(("lang", "told"), [("en", "EPUBCheck did not run"), ("zh", "没有运行 EPUBCheck")])
def test_a_check_without_epubcheck_says_so(
    lang: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EPUBGEN_LANG", lang)
    file = str(TinyEpub().write(tmp_path / "t.epub"))
    assert told in CliRunner().invoke(cli, ["check", "--no-java", file]).output
    shown = json.loads(CliRunner().invoke(cli, ["check", "--no-java", "--json", file]).stdout)
    assert (shown["epubcheck"], shown["left_out"]) == ("", ["EPUBCheck"])


def test_a_check_with_epubcheck_does_not_say_that_it_was_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = EpubcheckResult((), "5.3.0")
    monkeypatch.setattr("epubgen.validation.run.run_epubcheck", lambda *_: ran)
    file = str(TinyEpub().write(tmp_path / "t.epub"))
    assert "left out" not in CliRunner().invoke(cli, ["check", file]).output
    shown = json.loads(CliRunner().invoke(cli, ["check", "--json", file]).stdout)
    assert (shown["epubcheck"], shown["left_out"]) == ("5.3.0", [])
