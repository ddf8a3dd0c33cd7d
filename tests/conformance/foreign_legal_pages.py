# SPDX-License-Identifier: AGPL-3.0-or-later
"""What EPUB 3.3 allows though few books do it, in pages: class → an EPUB without an error."""

from __future__ import annotations

from tests.conformance.foreign_epub import OPF, PNG, SECOND, TEXT, ForeignEpub, item, page, svg, svg_file, svg_page

B = ForeignEpub
PAGES: dict[str, ForeignEpub] = {
    # SVG and MathML
    "svg in the spine": svg_page("<title>x</title>"),
    "svg without size": svg_page(attributes=""),
    "svg with html": svg_page(
        '<foreignObject width="9" height="9"><p xmlns="http://www.w3.org/1999/xhtml">Words</p></foreignObject>'
    ),
    "svg with a picture": B(
        items=item("i.svg", "image/svg+xml") + item("p.png", "image/png"),
        spine='<itemref idref="i-i-svg"/>',
        files={"EPUB/p.png": PNG, "EPUB/i.svg": svg('<image xlink:href="p.png" width="9" height="9"/>')},
    ),
    "svg with its own parts": B(
        props="svg",
        body='<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><defs><circle id="c" r="2"/></defs><use xlink:href="#c"/><use href="#c"/></svg>',
    ),
    "svg with a link": B(
        props="svg",
        body='<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><a xlink:href="text.xhtml" xlink:title="x"><text>Words</text></a></svg>',
    ),
    "svg in img": svg_file(
        '<g id="part"/>',
        body='<p><img src="i.svg" alt="x"/><img src="i.svg#part" alt="y"/><img src="i.svg#svgView(viewBox(0,0,4,4))" alt="z"/></p>',
    ),
    "svg in object and iframe": svg_file(
        body='<object data="i.svg" type="image/svg+xml"></object><iframe src="i.svg"></iframe>'
    ),
    "svg with style": svg_file(
        '<style>rect { fill: red }</style><rect width="1" height="1"/>', body='<p><img src="i.svg" alt="x"/></p>'
    ),
    "svg with foreign data": svg_file(
        '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><x:y xmlns:x="urn:x" id="z"/></r:RDF></metadata>',
        body='<p><img src="i.svg" alt="x"/></p>',
    ),
    "svg switch": B(
        props="svg",
        body='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><switch><text systemLanguage="en">a</text><text>b</text></switch></svg>',
    ),
    "mathml": B(
        props="mathml",
        body='<p><math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>a</mi><mn>2</mn></mfrac></math></p>',
    ),
    "mathml with alttext": B(
        props="mathml",
        items=item("p.png", "image/png"),
        files={"EPUB/p.png": PNG},
        body='<math xmlns="http://www.w3.org/1998/Math/MathML" altimg="p.png" alttext="a" display="block"><mi>a</mi></math>',
    ),
    # HTML
    "inner frame": B(items=SECOND, files={"EPUB/b.xhtml": page()}, body='<iframe src="b.xhtml"></iframe>'),
    "script": B(props="scripted", head="<script>//x\n</script>", body='<p onclick="x()">Words</p>'),
    "script of the book": B(
        props="scripted",
        items=item("x.js", "text/javascript"),
        files={"EPUB/x.js": "1"},
        head='<script src="x.js"></script>',
    ),
    "script module": B(
        items=item("x.mjs", "text/javascript"),
        files={"EPUB/x.mjs": "1"},
        head='<script type="module" src="x.mjs"></script>',
    ),
    "data block": B(head='<script type="application/ld+json">{"a": 1}</script>'),
    "form": B(
        props="scripted",
        body='<form action="#" id="f"><p><label for="a">x</label><input id="a" type="text" list="l"/><datalist id="l"><option value="x"/></datalist><select><option>y</option></select><button>z</button></p></form>',
    ),
    "canvas": B(props="scripted", head="<script>1</script>", body="<canvas><p>Words</p></canvas>"),
    "details and dialog": B(
        body='<details open="open"><summary>x</summary><p>y</p></details><dialog open="">z</dialog>'
    ),
    "microdata and rdfa": B(
        body='<div itemscope="" itemtype="https://schema.org/Book"><span itemprop="name">x</span></div><p property="dc:title" typeof="x" vocab="https://schema.org/" resource="#x">y</p>'
    ),
    "custom element": B(body="<my-element><p>x</p></my-element>"),
    "custom attribute": B(body='<p xmlns:x="https://example.org/ns" x:y="z" data-a-b="c">x</p>'),
    "ssml": B(body='<p xmlns:ssml="http://www.w3.org/2001/10/synthesis" ssml:ph="x" ssml:alphabet="ipa">x</p>'),
    "epub switch": B(
        props="switch mathml",
        body='<epub:switch id="s"><epub:case required-namespace="http://www.w3.org/1998/Math/MathML"><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi></math></epub:case><epub:default><p>a</p></epub:default></epub:switch>',
    ),
    "table": B(
        body='<table border="1"><caption>x</caption><colgroup><col/></colgroup><thead><tr><th id="h" scope="col">x</th></tr></thead><tbody><tr><td headers="h">x</td></tr></tbody><tfoot><tr><td>x</td></tr></tfoot></table>'
    ),
    "ruby": B(body="<p><ruby>\u6f22<rp>(</rp><rt>kan</rt><rp>)</rp></ruby><ruby><rb>\u5b57</rb><rt>ji</rt></ruby></p>"),
    "definition list": B(body="<dl><div><dt>x</dt><dd>y</dd></div></dl><dl><dt>x</dt><dt>y</dt><dd>z</dd></dl>"),
    "list values": B(
        body='<ol reversed="reversed" start="3" type="a"><li value="3">x</li></ol><menu><li>y</li></menu>'
    ),
    "times": B(
        body='<p><time datetime="2026-04-22">x</time><time>2026-04</time><time datetime="12:30">y</time><time datetime="P3D">z</time><time datetime="2026-W17">w</time><time datetime="2026-04-22T12:30+09:00">v</time></p>'
    ),
    "metas": B(
        head='<meta charset="utf-8"/><meta http-equiv="X-UA-Compatible" content="IE=edge"/><meta property="a" content="b"/><meta name="viewport" content="width=device-width"/>'
    ),
    "content type": B(head='<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>'),
    "roles": B(
        body='<section role="doc-chapter" aria-labelledby="t"><h1 id="t">x</h1><p><a role="doc-noteref" href="#n">1</a></p><aside id="n" role="doc-footnote">y</aside></section><main><p>z</p></main>'
    ),
    "case of attributes": B(body='<p dir="LTR" hidden="HIDDEN">x</p>'),
    "lang without xml:lang": B(body='<p lang="">x</p><p xml:lang="ja" lang="JA">y</p><p lang="tlh">z</p>'),
    "no doctype": B(edits=((TEXT, "<!DOCTYPE html>", ""),)),
    "legacy doctype": B(edits=((TEXT, "<!DOCTYPE html>", '<!DOCTYPE html SYSTEM "about:legacy-compat">'),)),
    "own entities": B(
        edits=((TEXT, "<!DOCTYPE html>", '<!DOCTYPE html [ <!ENTITY title "Words"> ]>'),), body="<p>&title;</p>"
    ),
    "cdata and comments": B(body="<p><!-- &foo; --><![CDATA[&foo; < ]]></p>"),
    "byte order mark": B(
        edits=((TEXT, '<?xml version="1.0" encoding="utf-8"?>', '\ufeff<?xml version="1.0" encoding="UTF-8"?>'),)
    ),
    "no declaration": B(
        edits=(
            (TEXT, '<?xml version="1.0" encoding="utf-8"?>', ""),
            (OPF, '<?xml version="1.0" encoding="utf-8"?>', ""),
        )
    ),
    "prefixed names": B(
        files={
            TEXT: '<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>x</h:title></h:head><h:body><h:p>x</h:p></h:body></h:html>'
        }
    ),
    "structural words": B(
        body='<section epub:type="chapter x:y" epub:prefix="x: https://example.org/"><p epub:type="z">x</p></section>'.replace(
            ' epub:prefix="x: https://example.org/"', ""
        ),
        edits=((TEXT, ' lang="en"', ' epub:prefix="x: https://example.org/" lang="en"'),),
    ),
}
