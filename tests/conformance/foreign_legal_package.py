# SPDX-License-Identifier: AGPL-3.0-or-later
"""What EPUB 3.3 allows though few books do it, in package, contents and container: class → an EPUB without an error."""

from __future__ import annotations

from dataclasses import replace

from tests.conformance.foreign_epub import (
    CONTAINER,
    CONTAINER_XML,
    DURATIONS,
    ENCRYPTION,
    FXL,
    MULTIPLE,
    NAV,
    NCX_ITEM,
    OBFUSCATED,
    OPF,
    PAGE_LIST,
    PAR,
    PNG,
    SECOND,
    SPEAKS,
    TEXT,
    VIEWPORT,
    ForeignEpub,
    item,
    overlay,
    page,
    smil,
    svg_file,
    svg_page,
)

B = ForeignEpub
OLDER = B(
    items=NCX_ITEM,
    files={
        "EPUB/toc.ncx": (
            '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head><meta name="dtb:uid" content="urn:uuid:5d0c7f0e-3c1b-4b0a-9a52-6f1e6a2f4c11"/></head>'
            '<docTitle><text>x</text></docTitle><navMap><navPoint id="a" playOrder="1"><navLabel><text>Words</text></navLabel><content src="text.xhtml"/></navPoint></navMap></ncx>'
        ),
        NAV: None,
    },
    edits=(
        (OPF, 'version="3.0" xml:lang="en"', 'version="2.0"'),
        (OPF, "<spine>", '<spine toc="ncx">'),
        (OPF, '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>', ""),
        (OPF, '<meta property="dcterms:modified">2026-04-22T00:00:00Z</meta>', ""),
        (
            TEXT,
            "<!DOCTYPE html>",
            '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">',
        ),
        (TEXT, ' xmlns:epub="http://www.idpf.org/2007/ops" lang="en"', ""),
    ),
)
"""A book of EPUB 2."""
PACKAGE: dict[str, ForeignEpub] = {
    # package
    "prefixed package": B(
        edits=(
            (
                OPF,
                '<package xmlns="http://www.idpf.org/2007/opf"',
                '<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" prefix="x: https://example.org/"',
            ),
        ),
        meta='<opf:meta property="x:y">z</opf:meta>',
    ),
    "every kind of metadata": B(
        meta=(
            '<dc:creator id="c" dir="ltr">N</dc:creator><meta refines="#c" property="role" scheme="marc:relators">aut</meta><meta refines="#c" property="file-as">N</meta>'
            '<meta refines="#c" property="alternate-script" xml:lang="ja">N</meta><dc:date> 2026-04-22 </dc:date><dc:source>urn:isbn:9780000000000</dc:source><dc:type>dictionary-like</dc:type>'
            '<dc:subject id="s">x</dc:subject><meta refines="#s" property="authority">BISAC</meta><meta refines="#s" property="term">FIC000000</meta>'
            '<meta property="belongs-to-collection" id="k">K</meta><meta refines="#k" property="collection-type">series</meta><meta refines="#k" property="group-position">1.2</meta>'
            '<meta name="cover" content="x"/>'
        )
    ),
    "link in the metadata": B(
        meta='<link rel="record" href="r.xml" media-type="application/marc" properties="onix"/>',
        files={"EPUB/r.xml": "<x/>"},
    ),
    "link, several rels": B(
        meta='<link rel="dcterms:conformsTo dcterms:relation" href="https://example.org/" hreflang=""/>'
    ),
    "collection": B(
        after='<collection role="https://example.org/x"><metadata><dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">x</dc:title></metadata><link href="text.xhtml"/></collection>'
    ),
    "guide": B(after='<guide><reference type="text" title="x" href="text.xhtml"/></guide>'),
    "bindings": B(
        items=item("d.xyz", "application/x-xyz")
        + '<item id="h" href="h.xhtml" media-type="application/xhtml+xml" properties="scripted"/>',
        files={"EPUB/d.xyz": b"x", "EPUB/h.xhtml": page(head="<script>1</script>")},
        body='<object data="d.xyz" type="application/x-xyz"><p>Words</p></object>',
        after='<bindings><mediaType media-type="application/x-xyz" handler="h"/></bindings>',
    ),
    "nav in the spine": B(spine='<itemref idref="nav"/>'),
    "itemref properties": B(
        items=SECOND,
        files={"EPUB/b.xhtml": page()},
        spine='<itemref idref="i-b-xhtml" properties="page-spread-left rendition:flow-auto"/>',
    ),
    "xpgt": B(
        items=item("t.xpgt", "application/vnd.adobe-page-template+xml"),
        files={"EPUB/t.xpgt": "<x/>"},
        head='<link rel="stylesheet" href="t.xpgt" type="application/vnd.adobe-page-template+xml"/>',
    ),
    "foreign link": B(
        items=item("d.ttl", "text/turtle"),
        files={"EPUB/d.ttl": b"x"},
        head='<link rel="meta" href="d.ttl" type="text/turtle"/>',
    ),
    "foreign spine item with a fallback": B(
        items='<item id="p" href="p.png" media-type="image/png" fallback="b"/><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>',
        files={"EPUB/p.png": PNG, "EPUB/b.xhtml": page()},
        spine='<itemref idref="p"/>',
    ),
    "chain of fallbacks": B(
        items='<item id="x" href="x.foo" media-type="x/foo" fallback="p"/><item id="p" href="p.png" media-type="image/png" fallback="b"/><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>',
        files={"EPUB/x.foo": b"x", "EPUB/p.png": PNG, "EPUB/b.xhtml": page()},
        spine='<itemref idref="x"/>',
    ),
    "file outside the manifest": B(files={"EPUB/notes.txt": "x", "META-INF/com.example.xml": "<x/>"}),
    "right to left": B(
        edits=(
            (OPF, "<spine>", '<spine page-progression-direction="rtl">'),
            (OPF, 'unique-identifier="uid"', 'dir="auto" unique-identifier="uid"'),
        )
    ),
    # ncx
    "ncx": B(
        items='<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
        edits=((OPF, "<spine>", '<spine toc="ncx">'),),
        files={
            "EPUB/toc.ncx": '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head><meta name="dtb:uid" content="urn:uuid:5d0c7f0e-3c1b-4b0a-9a52-6f1e6a2f4c11"/></head><docTitle><text>x</text></docTitle><navMap><navPoint id="a"><navLabel><text>Words</text></navLabel><content src="text.xhtml"/></navPoint></navMap></ncx>'
        },
    ),
    "ncx with a doctype": B(
        items='<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
        edits=((OPF, "<spine>", '<spine toc="ncx">'),),
        files={
            "EPUB/toc.ncx": '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head><meta name="dtb:uid" content=" urn:uuid:5d0c7f0e-3c1b-4b0a-9a52-6f1e6a2f4c11 "/></head><docTitle><text>x</text></docTitle><navMap><navPoint id="a" playOrder="1"><navLabel><text>Words</text></navLabel><content src="text.xhtml"/></navPoint></navMap></ncx>'
        },
    ),
    # navigation
    "page list": B(
        nav=PAGE_LIST % '<li><a href="text.xhtml#p1">1</a></li>',
        body='<p><span id="p1" epub:type="pagebreak" role="doc-pagebreak" aria-label="1"/>x</p>',
    ),
    "landmarks": B(
        nav='<nav epub:type="landmarks" hidden=""><h2>x</h2><ol><li><a epub:type="bodymatter" href="text.xhtml">x</a></li><li><a epub:type="toc" href="#toc">y</a></li></ol></nav>',
        spine='<itemref idref="nav"/>',
        edits=((NAV, '<nav epub:type="toc"', '<nav epub:type="toc" id="toc"'),),
    ),
    "list of tables": B(nav='<nav epub:type="lot"><h2>Tables</h2><ol><li><a href="text.xhtml">x</a></li></ol></nav>'),
    "nav without type": B(nav="<nav><p>x</p><ul><li>y</li></ul></nav>"),
    "nested nav": B(
        toc='<li><span>Part</span><ol><li><a href="text.xhtml#w">x</a></li></ol></li>', body='<p id="w">x</p>'
    ),
    "picture as a label": B(
        toc='<li><a href="text.xhtml#w"><img src="p.png" alt="x"/></a></li>',
        body='<p id="w">x</p>',
        items=item("p.png", "image/png"),
        files={"EPUB/p.png": PNG},
    ),
    "title as a label": B(
        toc='<li><a href="text.xhtml#w" title="x"><img src="p.png" alt="y"/> z</a></li>',
        body='<p id="w">x</p>',
        items=item("p.png", "image/png"),
        files={"EPUB/p.png": PNG},
    ),
    # layouts
    "fixed layout": B(meta=FXL, head=VIEWPORT % "width=600, height=800"),
    "fixed layout, spaces": B(meta=FXL, head=VIEWPORT % " width = 600 ; height=800 , initial-scale = 1 "),
    "fixed layout, keywords": B(meta=FXL, head=VIEWPORT % "width=device-width, height=device-height"),
    "fixed layout, two viewports": B(meta=FXL, head=VIEWPORT % "width=600,height=800" + VIEWPORT % "width=1"),
    "fixed svg": svg_page('<svg width="2"/>', meta=FXL, head=VIEWPORT % "width=600,height=800"),
    "fixed svg with its size": svg_page(
        attributes='width="9" height="9px" viewBox="0 0 9 9"', meta=FXL, head=VIEWPORT % "width=600,height=800"
    ),
    "one fixed page": B(
        items=SECOND,
        spine='<itemref idref="i-b-xhtml" properties="rendition:layout-pre-paginated"/>',
        files={"EPUB/b.xhtml": page(head=VIEWPORT % "width=600,height=800")},
    ),
    "one reflowable page": B(
        meta=FXL,
        head=VIEWPORT % "width=600,height=800",
        items=SECOND,
        spine='<itemref idref="i-b-xhtml" properties="rendition:layout-reflowable"/>',
        files={"EPUB/b.xhtml": page()},
    ),
    "viewport where text flows": B(head=VIEWPORT % "height=x"),
    "spreads": B(
        meta='<meta property="rendition:spread">landscape</meta><meta property="rendition:orientation">auto</meta><meta property="rendition:flow">scrolled-doc</meta>',
        items=SECOND,
        files={"EPUB/b.xhtml": page()},
        spine='<itemref idref="i-b-xhtml" properties="rendition:page-spread-center rendition:spread-none rendition:orientation-portrait rendition:align-x-center"/>',
    ),
    # read aloud
    "overlay": overlay(),
    "overlay with a list": overlay(read=f'<seq epub:textref="text.xhtml" epub:type="bodymatter">{PAR}</seq>'),
    "overlay, clocks": overlay(
        read='<par><text src="text.xhtml#w"/><audio src="a.mp3" clipBegin="00:00:01.5" clipEnd="1.2min"/></par>'
    ),
    "overlay, no sound": overlay(read='<par><text src="text.xhtml"/></par>'),
    "overlay, remote sound": B(
        body='<p id="w">x</p>',
        meta=DURATIONS,
        edits=((OPF, *SPEAKS),),
        files={"EPUB/t.smil": smil(PAR.replace("a.mp3", "https://example.org/a.mp3"))},
        items='<item id="mo" href="t.smil" media-type="application/smil+xml" properties="remote-resources"/><item id="m" href="https://example.org/a.mp3" media-type="audio/mpeg"/>',
    ),
    "overlay, classes": overlay(
        meta=DURATIONS + '<meta property="media:active-class">on</meta><meta property="media:narrator">N</meta>',
        head="<style>.on { color: red }</style>",
    ),
    # container
    "obfuscated font": B(
        items=item("f.otf", "application/vnd.ms-opentype"),
        files={"EPUB/f.otf": b"x", ENCRYPTION: OBFUSCATED},
        head="<style>@font-face { font-family: F; src: url(f.otf) }</style>",
    ),
    "obfuscated woff2": B(
        items=item("f.otf", "font/woff2"),
        files={"EPUB/f.otf": b"x", ENCRYPTION: OBFUSCATED},
        head="<style>@font-face { font-family: F; src: url(f.otf) }</style>",
    ),
    "links in the container": B(
        edits=(
            (
                CONTAINER,
                "</rootfiles>",
                '</rootfiles><links><link rel="x" href="x.xml" media-type="application/xml"/></links>',
            ),
        ),
        files={CONTAINER: CONTAINER_XML, "x.xml": "<x/>"},
    ),
    "two renditions": B(
        files={
            CONTAINER: CONTAINER_XML.replace(
                "/>\n</rootfiles>",
                '/>\n<rootfile full-path="EPUB/b.opf" media-type="application/oebps-package+xml" r:layout="pre-paginated" r:label="x" r:language="en" r:accessMode="visual" r:media="(min-width: 3em)"/></rootfiles>',
            ).replace("<container ", '<container xmlns:r="http://www.idpf.org/2013/rendition" '),
            "EPUB/b.opf": B(meta=FXL)
            .members()[OPF]
            .decode()
            .replace("text.xhtml", "b.xhtml")
            .replace("nav.xhtml", "bnav.xhtml"),
            "EPUB/b.xhtml": page(head=VIEWPORT % "width=6,height=8"),
            "EPUB/bnav.xhtml": page('<nav epub:type="toc"><ol><li><a href="b.xhtml">x</a></li></ol></nav>'),
            MULTIPLE: '<metadata xmlns="http://www.idpf.org/2013/metadata" unique-identifier="u" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="u">urn:uuid:5d0c7f0e-3c1b-4b0a-9a52-6f1e6a2f4c11</dc:identifier><meta property="dcterms:modified">2026-04-22T00:00:00Z</meta></metadata>',
        },
    ),
    # older and rarer
    "epub 2": OLDER,
    "epub 2 with all it had": replace(
        OLDER,
        items=item("p.png", "image/png") + item("s.css", "text/css") + NCX_ITEM,
        files={**OLDER.files, "EPUB/p.png": PNG, "EPUB/s.css": "p { direction: rtl }"},
        body='<p><img src="p.png" alt="x" width="50%"/><big>x</big> <tt>y</tt></p><table width="9" cellpadding="0"><tr><td align="left">x</td></tr></table>',
        meta='<meta name="cover" content="i-p-png"/><dc:creator opf:role="aut" opf:file-as="x" xmlns:opf="http://www.idpf.org/2007/opf">x</dc:creator><dc:date>2026</dc:date><dc:date>2027</dc:date>',
        after='<guide><reference type="cover" href="text.xhtml"/></guide>',
    ),
    "html, rarely seen": B(
        props="scripted",
        items=item("p.png", "image/png") + item("v.mp4", "video/mp4"),
        files={"EPUB/p.png": PNG, "EPUB/v.mp4": b"x"},
        body=(
            '<form action="#"><p><label>x <input type="checkbox" checked="checked"/></label><select multiple="multiple"><option selected="selected">a</option><option selected="">b</option></select>'
            '<textarea rows="2" cols="3">x</textarea><output for="o">y</output><input id="o" type="number" min="1" max="2"/><button type="button">z</button><meter value="0.5">1</meter><progress value="1" max="2"/></p></form>'
            '<ol type="A" start="-3"><li value="-3">x</li></ol><p tabindex="-1" contenteditable="" translate="no" draggable="false" spellcheck="true"><bdo dir="RTL">x</bdo> <bdi>y</bdi> <time datetime="PT1H30M">z</time><wbr/></p>'
            '<video controls="" width="9" height="9" muted="muted" loop="loop" src="v.mp4"><p>x</p></video><details><summary><h2>x</h2></summary>y</details>'
            '<table><!-- x --><caption>x</caption><tr><th id="a" scope="rowgroup">x</th><td headers="a" colspan="2" rowspan="0">y</td></tr></table>'
            "<dl><div><dt>x</dt><dd>y</dd></div><div><dt>x</dt><dd>y</dd></div></dl><hgroup><p>x</p><h2>y</h2><p>z</p></hgroup><search><p>x</p></search>"
            '<p role="note" aria-label="x" aria-current="page" aria-roledescription="x"><a href="#a"><img src="p.png" alt="x" ismap="ismap"/></a><a>no address</a><ins cite="text.xhtml" datetime="2026-04-22">i</ins><del>d</del></p>'
            '<section aria-describedby="a o"><header><h3>x</h3><nav><p>y</p></nav></header><footer><address>z</address></footer></section><figure role="figure"><figcaption>x</figcaption><pre><code>y</code></pre></figure>'
        ),
    ),
    "svg and mathml, rarely seen": svg_file(
        '<metadata><source xmlns="http://purl.org/dc/elements/1.1/">x</source></metadata><defs><g id="g"/></defs>',
        props="svg mathml",
        body='<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" role="img" aria-labelledby="t" width="100%" height="3em"><title id="t">x</title><desc>y</desc>'
        '<use href="i.svg#g"/><a href="text.xhtml" xlink:title="x"><text>z</text></a><style type="text/css">g { fill: red }</style><linearGradient id="l"><stop offset="0"/></linearGradient><rect fill="url(#l)" width="1" height="1"/></svg>'
        '<p><math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x" display="inline"><semantics><mrow><mi>x</mi><mo>=</mo><mn>1</mn></mrow><annotation encoding="application/x-tex">x=1</annotation></semantics></math></p>',
    ),
    "sheets, rarely seen": B(
        head=(
            "<style>@charset 'UTF-8'; @page { margin: 1em } .a, .b:not(.c, .d)::first-letter { font: 1em/1.2 'A B', serif; background: none !important } "
            "@media (min-width: 3em) and (orientation: landscape) { @supports not (display: grid) { .a { --x: 1; color: var(--x, red) } } } a[href$='}'] { content: ';' } "
            "@font-face { font-family: X; src: local('X'); unicode-range: U+4E00-9FFF } .e { width: calc(100% - (2 * 1em)) } /* } */ @counter-style x { system: cyclic; symbols: a b } .f { } </style>"
        ),
        body='<p style="margin: 0; color: red;">x</p><p style="">y</p><p style="--a: 1">z</p>',
    ),
    # indexes and other vocabularies
    "index": B(
        items='<item id="x" href="x.xhtml" media-type="application/xhtml+xml" properties="index"/>',
        spine='<itemref idref="x"/>',
        files={
            "EPUB/x.xhtml": page(
                '<ul epub:type="index-entry-list"><li><span epub:type="index-term">x</span> <a epub:type="index-locator" href="text.xhtml">1</a></li></ul>'
            ).replace("<body>", '<body epub:type="index">')
        },
    ),
    "index of a collection": B(
        items='<item id="x" href="x.xhtml" media-type="application/xhtml+xml"/>',
        spine='<itemref idref="x"/>',
        files={
            "EPUB/x.xhtml": page(
                '<ul epub:type="index-entry-list"><li><span epub:type="index-term">x</span> <a epub:type="index-locator" href="text.xhtml">1</a></li></ul>'
            ).replace("<body>", '<body epub:type="index">')
        },
        after='<collection role="index"><link href="x.xhtml"/></collection>',
    ),
    "preview": B(
        after='<collection role="preview"><collection role="manifest"><link href="text.xhtml"/></collection><link href="text.xhtml"/></collection>'
    ),
}
