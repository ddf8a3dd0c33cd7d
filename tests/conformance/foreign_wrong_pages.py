# SPDX-License-Identifier: AGPL-3.0-or-later
"""What EPUB 3.3 forbids, in pages, sheets and contents: class → the wrong EPUB."""

from __future__ import annotations

from tests.conformance.foreign_epub import (
    B_PAGE,
    NAV,
    PNG,
    PNG_FILE,
    PNG_ITEM,
    SECOND,
    TEXT,
    ForeignEpub,
    item,
    page,
    svg_page,
)

B = ForeignEpub
SECOND_REF = '<itemref idref="i-b-xhtml"/>'


def sheet(css: str | bytes) -> ForeignEpub:
    """A page with this style sheet."""
    return B(items=item("s.css", "text/css"), files={"EPUB/s.css": css}, head='<link rel="stylesheet" href="s.css"/>')


def contents(lines: str, more: str = "") -> ForeignEpub:
    """Contents of these lines."""
    return B(files={NAV: page(f'<nav epub:type="toc"><ol>{lines}</ol></nav>{more}')})


WORDS = '<li><a href="text.xhtml">Words</a></li>'
INDEX = '<ul epub:type="index-entry-list"><li><span epub:type="index-term">x</span> <a epub:type="index-locator" href="text.xhtml">1</a></li></ul>'


def index(body: str, root: str = ' epub:type="index"') -> ForeignEpub:
    """A page that the manifest calls an index."""
    return B(
        items=item("x.xhtml", "application/xhtml+xml", 'properties="index"'),
        spine='<itemref idref="i-x-xhtml"/>',
        files={"EPUB/x.xhtml": page(body).replace("<body>", f"<body{root}>")},
    )


PAGES: dict[str, ForeignEpub] = {
    # sheets
    "direction": sheet("p { direction: rtl }"),
    "unicode-bidi": sheet("p { unicode-bidi: embed }"),
    "direction in a style": B(head="<style>p { direction: rtl }</style>"),
    "latin-1 sheet": sheet('@charset "ISO-8859-1";\np { margin: 0 }'),
    "missing import": sheet('@import "none.css";'),
    "missing picture of a sheet": sheet("p { background: url(none.png) }"),
    "unlisted picture of a sheet": B(
        items=item("s.css", "text/css"),
        files={"EPUB/s.css": "p { background: url(p.png) }", **PNG_FILE},
        head='<link rel="stylesheet" href="s.css"/>',
    ),
    "sheet that breaks off": sheet("p { margin: 0"),
    "sheet with a stray brace": sheet("p { margin: 0 } }"),
    "sheet without a colon": sheet("p { margin 0 }"),
    "sheet with a bad selector": sheet("p { } , { margin: 0 }"),
    "font without an address": sheet("@font-face { font-family: F; src: url() }"),
    "bad style attribute": B(body='<p style="color: red; }">x</p>'),
    "bad style element": B(head="<style>p { margin 0 }</style>"),
    "alternate sheet without a title": B(
        items=item("s.css", "text/css"),
        files={"EPUB/s.css": "p { margin: 0 }"},
        head='<link rel="alternate stylesheet" href="s.css"/>',
    ),
    "sheet with a fragment": B(
        items=item("s.css", "text/css"),
        files={"EPUB/s.css": "p { margin: 0 }"},
        head='<link rel="stylesheet" href="s.css#x"/>',
    ),
    # HTML
    "empty title": B(edits=((TEXT, "A page", ""),), files={TEXT: page()}),
    "unknown element": B(body="<p><foo>x</foo></p>"),
    "unknown attribute": B(body='<p foo="x">x</p>'),
    "block in a line": B(body="<p><div>x</div></p>"),
    "words in a list": B(body="<ul>x<li>y</li></ul>"),
    "no body": B(files={TEXT: page().replace("<body><p>Words.</p></body>", "")}),
    "id twice": B(body='<p id="a">x</p><p id="a">y</p>'),
    "id with a space": B(body='<p id="a b">x</p>'),
    "describedby nothing": B(body='<p aria-describedby="none">x</p>'),
    "labelledby nothing": B(body='<p role="group" aria-labelledby="none">x</p>'),
    "label for nothing": B(body='<p><label for="none">x</label></p>'),
    "headers of nothing": B(body='<table><tr><th>x</th><td headers="none">x</td></tr></table>'),
    "unknown aria": B(body='<p aria-describedat="x">x</p>'),
    "reserved data attribute": B(body='<p data-="x">x</p>'),
    "data attribute in capitals": B(body='<p data-Foo="x">x</p>'),
    "attribute of a reserved namespace": B(body='<p xmlns:x="http://www.idpf.org/x" x:y="z">x</p>'),
    "missing page": B(body='<p><a href="none.xhtml">x</a></p>'),
    "missing id": B(body='<p><a href="#none">x</a></p>'),
    "missing id elsewhere": B(items=SECOND, spine=SECOND_REF, files=B_PAGE, body='<p><a href="b.xhtml#none">x</a></p>'),
    "missing picture": B(body='<p><img src="none.png" alt="x"/></p>'),
    "picture without address": B(body='<p><img src="" alt="x"/></p>'),
    "unlisted srcset": B(
        items=PNG_ITEM,
        files={**PNG_FILE, "EPUB/q.png": PNG},
        body='<p><img src="p.png" srcset="q.png 2x" alt="x"/></p>',
    ),
    "missing altimg": B(
        props="mathml", body='<math xmlns="http://www.w3.org/1998/Math/MathML" altimg="none.png"><mi>a</mi></math>'
    ),
    "link to a symbol": B(
        props="svg",
        body='<p><a href="#s">x</a></p><svg xmlns="http://www.w3.org/2000/svg"><symbol id="s"><text>x</text></symbol></svg>',
    ),
    "languages that differ": B(body='<p lang="en" xml:lang="ja">x</p>'),
    "usemap without a hash": B(
        items=PNG_ITEM,
        files=PNG_FILE,
        body='<p><img src="p.png" alt="x" usemap="m"/></p><map name="m"><area alt="y"/></map>',
    ),
    "content type of another encoding": B(
        head='<meta http-equiv="content-type" content="text/html; charset=iso-8859-1"/>'
    ),
    "two encodings": B(
        head='<meta charset="utf-8"/><meta http-equiv="content-type" content="text/html; charset=utf-8"/>'
    ),
    "charset twice": B(head='<meta charset="utf-8"/><meta charset="utf-8"/>'),
    "itemprop without href": B(body='<div itemscope=""><a itemprop="x">x</a></div>'),
    "contextmenu": B(body='<p contextmenu="x">x</p>'),
    "dropzone": B(body='<p dropzone="copy">x</p>'),
    "keygen": B(props="scripted", body='<form action="#"><p><keygen name="x"/></p></form>'),
    "menu type": B(body='<menu type="toolbar"><li>x</li></menu>'),
    "command": B(body='<menu><command type="command" label="x"/></menu>'),
    "pubdate": B(body='<p><time pubdate="pubdate" datetime="2026-04-22">x</time></p>'),
    "seamless": B(items=SECOND, files=B_PAGE, body='<iframe seamless="seamless" src="b.xhtml"></iframe>'),
    "typemustmatch": B(
        items=PNG_ITEM,
        files=PNG_FILE,
        body='<object data="p.png" type="image/png" typemustmatch="typemustmatch"></object>',
    ),
    "center": B(body="<center>x</center>"),
    "font": B(body='<p><font color="red">x</font></p>'),
    "big and tt": B(body="<p><big>x</big> <tt>y</tt></p>"),
    "align": B(body='<p align="center">x</p>'),
    "bgcolor": B(body='<table bgcolor="red"><tr><td>x</td></tr></table>'),
    "cellpadding": B(body='<table cellpadding="1" cellspacing="0"><tr><td width="3">x</td></tr></table>'),
    "clear": B(body='<p>x<br clear="all"/>y</p>'),
    "list type": B(body='<ul type="disc"><li>x</li></ul>'),
    "style in the body": B(body="<style>p { margin: 0 }</style><p>x</p>"),
    "border of a table": B(body='<table border="2"><tr><td>x</td></tr></table>'),
    "time in no form": B(body='<p><time datetime="yesterday">x</time></p>'),
    "time that does not exist": B(body='<p><time datetime="2026-13-41">x</time></p>'),
    "time in a time": B(body="<p><time>2026-04-22 <time>2026-04-23</time></time></p>"),
    "time without a form": B(body="<p><time>yesterday</time></p>"),
    "malformed address": B(body='<p><a href="https://exa mple.org/">x</a></p>'),
    "malformed scheme": B(body='<p><a href="https:/ /x">x</a></p>'),
    "unescaped address": B(body='<p><a href="a b.xhtml">x</a></p>'),
    "epub:type in the head": B(files={TEXT: page(head='<meta charset="utf-8" epub:type="x"/>')}),
    "epub:type on the title": B(edits=((TEXT, "<title>", '<title epub:type="x">'),), files={TEXT: page()}),
    "epub:type with an unknown prefix": B(body='<p epub:type="my:x">x</p>'),
    "switch without default": B(
        props="switch", body='<epub:switch><epub:case required-namespace="x"><p>x</p></epub:case></epub:switch>'
    ),
    "switch without case": B(props="switch", body="<epub:switch><epub:default><p>x</p></epub:default></epub:switch>"),
    "switch, default first": B(
        props="switch",
        body='<epub:switch><epub:default><p>x</p></epub:default><epub:case required-namespace="x"><p>x</p></epub:case></epub:switch>',
    ),
    "switch, two defaults": B(
        props="switch",
        body='<epub:switch><epub:case required-namespace="x"><p>x</p></epub:case><epub:default><p>x</p></epub:default><epub:default><p>x</p></epub:default></epub:switch>',
    ),
    "case without namespace": B(
        props="switch",
        body="<epub:switch><epub:case><p>x</p></epub:case><epub:default><p>x</p></epub:default></epub:switch>",
    ),
    "trigger for nothing": B(
        body='<epub:trigger xmlns:ev="http://www.w3.org/2001/xml-events" action="show" ref="none" ev:event="click" ev:observer="none"/>',
        edits=((TEXT, "<body><epub:trigger", "<body><p>x</p><epub:trigger"),),
        files={
            TEXT: page(
                '<epub:trigger xmlns:ev="http://www.w3.org/2001/xml-events" action="show" ref="none" ev:event="click" ev:observer="none"/>'
            )
        },
    ),
    "link in a link": B(body='<p><a href="#">x <a href="#">y</a></a></p>'),
    "button in a link": B(body='<p><a href="#">x <button>y</button></a></p>'),
    "form in a form": B(props="scripted", body='<form action="#"><div><form action="#"><p>x</p></form></div></form>'),
    "header in a header": B(body="<header><header><p>x</p></header></header>"),
    "table in a caption": B(
        body="<table><caption><table><tr><td>x</td></tr></table></caption><tr><td>x</td></tr></table>"
    ),
    "dfn in a dfn": B(body="<p><dfn>x <dfn>y</dfn></dfn></p>"),
    "address in an address": B(body="<address><address>x</address></address>"),
    "bdo without dir": B(body="<p><bdo>x</bdo></p>"),
    "area without a map": B(body='<p><area alt="x"/></p>'),
    "two maps of a name": B(body='<map name="m"><area alt="x"/></map><map name="m"><area alt="x"/></map>'),
    "map with another id": B(body='<map id="n" name="m"><area alt="x"/></map>'),
    "two things selected": B(
        body='<p><select><option selected="selected">x</option><option selected="selected">y</option></select></p>'
    ),
    "form of nothing": B(body='<p><input type="text" form="none"/></p>'),
    "ismap without a link": B(items=PNG_ITEM, files=PNG_FILE, body='<p><img src="p.png" alt="x" ismap="ismap"/></p>'),
    "script in a script's place": B(body="<ul><p>x</p></ul>"),
    "li alone": B(body="<li>x</li>"),
    "dt alone": B(body="<dt>x</dt>"),
    "tr alone": B(body="<div><tr><td>x</td></tr></div>"),
    "two captions": B(body="<table><caption>x</caption><caption>y</caption><tr><td>x</td></tr></table>"),
    "caption last": B(body="<table><tr><td>x</td></tr><caption>x</caption></table>"),
    "empty dl": B(body="<dl><dd>x</dd></dl>"),
    "figcaption twice": B(body="<figure><figcaption>x</figcaption><p>y</p><figcaption>z</figcaption></figure>"),
    "summary last": B(body="<details><p>x</p><summary>y</summary></details>"),
    "details without summary": B(body="<details><p>x</p></details>"),
    "ruby without rt": B(body="<p><ruby>x</ruby></p>"),
    "base target last": B(head='<link rel="stylesheet" href="s.css"/>'),
    "meta without content": B(head='<meta name="x"/>'),
    "link without rel": B(items=item("s.css", "text/css"), files={"EPUB/s.css": ""}, head='<link href="s.css"/>'),
    "source without src": B(body="<audio><source/></audio>"),
    "colspan in letters": B(body='<table><tr><td colspan="two">x</td></tr></table>'),
    "scope in no form": B(body='<table><tr><th scope="all">x</th></tr></table>'),
    "dir in no form": B(body='<p dir="up">x</p>'),
    "hidden in no form": B(body='<p hidden="true">x</p>'),
    "tabindex in letters": B(body='<p tabindex="x">x</p>'),
    "empty lang": B(body='<p lang="a-value" xml:lang="a-value">x</p>'),
    "width in em": B(items=PNG_ITEM, files=PNG_FILE, body='<p><img src="p.png" alt="x" width="3em"/></p>'),
    "unknown role": B(body='<p role="nonsense">x</p>'),
    "svg epub:type": svg_page('<defs xmlns:epub="http://www.idpf.org/2007/ops" epub:type="x"/>'),
    "svg id twice": svg_page('<g id="a"/><g id="a"/>'),
    "svg id in no form": svg_page('<g id="1 a"/>'),
    "svg use without a part": svg_page('<use xlink:href="i.svg"/>'),
    "svg with other than html": svg_page(
        '<foreignObject width="9" height="9"><foo xmlns="urn:x">x</foo></foreignObject>'
    ),
    "svg with a title of html": svg_page(
        '<foreignObject width="9" height="9"><title xmlns="http://www.w3.org/1999/xhtml">x</title></foreignObject>'
    ),
    "svg with two bodies": svg_page(
        '<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml"><p>x</p></body><body xmlns="http://www.w3.org/1999/xhtml"><p>x</p></body></foreignObject>'
    ),
    "svg with wrong html": svg_page(
        '<foreignObject width="9" height="9"><p xmlns="http://www.w3.org/1999/xhtml" href="x">x</p></foreignObject>'
    ),
    "svg title with other elements": svg_page('<title><foo xmlns="urn:x">x</foo></title>'),
    # contents
    "no toc": B(files={NAV: page("<nav><ol><li>x</li></ol></nav>")}),
    "heading without words": B(files={NAV: page(f'<nav epub:type="toc"><h1></h1><ol>{WORDS}</ol></nav>')}),
    "heading is a paragraph": B(files={NAV: page(f'<nav epub:type="toc"><p>x</p><ol>{WORDS}</ol></nav>')}),
    "list is not ordered": B(files={NAV: page(f'<nav epub:type="toc"><ul>{WORDS}</ul></nav>')}),
    "entry without a label": contents(f"{WORDS}<li><ol>{WORDS}</ol></li>"),
    "entry with an empty label": contents(f"<li><span></span><ol>{WORDS}</ol></li>"),
    "entry without a link": contents(f"{WORDS}<li><span>x</span></li>"),
    "link without words": contents('<li><a href="text.xhtml"></a></li>'),
    "link with an empty span": contents('<li><a href="text.xhtml"><span></span></a></li>'),
    "empty list": contents(""),
    "words beside a link": contents('<li><a href="text.xhtml">x</a><p>y</p></li>'),
    "remote entry": contents(WORDS + '<li><a href="https://example.org/">x</a></li>'),
    "entry to a picture": B(items=PNG_ITEM, files=PNG_FILE, toc='<li><a href="p.png">x</a></li>'),
    "entry to a missing id": contents(WORDS + '<li><a href="text.xhtml#none">x</a></li>'),
    "entry to a missing page": contents(WORDS + '<li><a href="none.xhtml">x</a></li>'),
    "remote page of the list": contents(
        WORDS, '<nav epub:type="page-list"><ol><li><a href="https://example.org/">1</a></li></ol></nav>'
    ),
    "two page lists": contents(WORDS, f'<nav epub:type="page-list"><ol>{WORDS}</ol></nav>' * 2),
    "two landmarks": contents(
        WORDS,
        '<nav epub:type="landmarks"><ol><li><a epub:type="bodymatter" href="text.xhtml">x</a></li></ol></nav>' * 2,
    ),
    "two tocs": contents(WORDS, f'<nav epub:type="toc"><ol>{WORDS}</ol></nav>'),
    "landmark without a type": contents(WORDS, f'<nav epub:type="landmarks"><ol>{WORDS}</ol></nav>'),
    "landmark twice": contents(
        WORDS,
        '<nav epub:type="landmarks"><ol><li><a epub:type="bodymatter" href="text.xhtml">x</a></li><li><a epub:type="bodymatter" href="text.xhtml">y</a></li></ol></nav>',
    ),
    "other list without a heading": contents(WORDS, f'<nav epub:type="lot"><ol>{WORDS}</ol></nav>'),
    "hidden list in no form": contents(WORDS, f'<nav epub:type="page-list" hidden="true"><ol>{WORDS}</ol></nav>'),
    # indexes
    "index without an index": index("<p>x</p>", ""),
    "index without a list": index("<p>x</p>"),
    "index of two lists": index(INDEX * 2),
    "index on a paragraph": index(f'<div epub:type="index">{INDEX}</div>', ""),
    "index entry without a term": index(INDEX.replace('<span epub:type="index-term">x</span>', "x")),
    "index locator on a span": index(
        INDEX.replace("<a ", "<span ").replace("</a>", "</span>").replace(' href="text.xhtml"', "")
    ),
    "index in text": B(body='<section epub:type="index"><p>x</p></section>'),
}
