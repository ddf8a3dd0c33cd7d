# SPDX-License-Identifier: AGPL-3.0-or-later
"""What EPUB 3.3 forbids, in the package: class → the wrong EPUB."""

from __future__ import annotations

from tests.conformance.foreign_epub import (
    AUDIO,
    B_PAGE,
    FXL,
    NCX_ITEM,
    OPF,
    OVERLAY,
    PAR,
    PNG,
    PNG_FILE,
    PNG_ITEM,
    READ,
    SECOND,
    SPEAKS,
    VIEWPORT,
    WAV,
    WAV_ITEM,
    ForeignEpub,
    item,
    overlay,
    page,
    smil,
    svg_page,
)

B = ForeignEpub
META = '<meta property="%s">%s</meta>'


def itemref(words: str) -> ForeignEpub:
    """A second page with these words in the spine."""
    return B(
        items=SECOND,
        files=B_PAGE,
        spine=f'<itemref idref="i-b-xhtml" properties="{words}"/>',
        toc='<li><a href="b.xhtml">x</a></li>',
    )


PACKAGE: dict[str, ForeignEpub] = {
    "link to a manifest item": B(meta='<link rel="record" href="#text" media-type="application/xml"/>'),
    "same id twice": B(items='<item id="text" href="p.png" media-type="image/png"/>', files=PNG_FILE),
    "same id but for spaces": B(meta='<dc:creator id="text ">x</dc:creator>'),
    "refines an address": B(meta='<meta refines="https://example.org/#x" property="file-as">x</meta>'),
    "refines nothing": B(meta='<meta refines="#none" property="file-as">x</meta>'),
    "refines in a circle": B(
        meta='<meta id="a" refines="#b" property="file-as">x</meta><meta id="b" refines="#a" property="file-as">y</meta>'
    ),
    "language with spaces": B(edits=((OPF, 'xml:lang="en"', 'xml:lang=" en "'),)),
    "language of the package": B(edits=((OPF, 'xml:lang="en"', 'xml:lang="a-value"'),)),
    "language of the book": B(edits=((OPF, "<dc:language>en", "<dc:language>a-value"),)),
    "language, empty": B(edits=((OPF, "<dc:language>en", "<dc:language>"),)),
    "identifier unknown": B(edits=((OPF, 'identifier="uid"', 'identifier="x"'),)),
    "identifier is no identifier": B(edits=((OPF, 'identifier="uid"', 'identifier="text"'),)),
    "identifier, attribute missing": B(edits=((OPF, ' unique-identifier="uid"', ""),)),
    "identifier, empty": B(edits=((OPF, "urn:uuid:5d0c7f0e-3c1b-4b0a-9a52-6f1e6a2f4c11", " "),)),
    "title, empty": B(edits=((OPF, "Any book", ""),)),
    "title missing": B(edits=((OPF, "<dc:title>Any book</dc:title>", ""),)),
    "manifest before metadata": B(edits=((OPF, "<metadata ", "<manifest/><metadata "),)),
    "metadata with attributes": B(edits=((OPF, "<metadata ", '<metadata foo="x" '),)),
    "two dates": B(meta="<dc:date>2026</dc:date><dc:date>2027</dc:date>"),
    "meta without a value": B(meta='<meta property="dcterms:x"> </meta>'.replace(" <", "<")),
    "meta with an empty property": B(meta='<meta property="">x</meta>'),
    "meta with two properties": B(meta='<meta property="file-as role">x</meta>'),
    "meta with a malformed property": B(meta='<meta property="dcterms:">x</meta>'),
    "meta with an unknown property": B(meta='<meta property="nonsense">x</meta>'),
    "meta with an unknown prefix": B(meta='<meta property="foo:bar">x</meta>'),
    "meta with two schemes": B(
        meta='<dc:creator id="c">x</dc:creator><meta refines="#c" property="role" scheme="marc:a marc:b">aut</meta>'
    ),
    "meta with an unknown scheme": B(
        meta='<dc:creator id="c">x</dc:creator><meta refines="#c" property="role" scheme="nonsense">aut</meta>'
    ),
    "meta without property": B(meta="<meta>x</meta>"),
    "unknown element in the metadata": B(meta="<dc:foo>x</dc:foo>"),
    "role of nobody": B(meta='<meta property="role">aut</meta>'),
    "file-as twice": B(
        meta='<dc:creator id="c">x</dc:creator><meta refines="#c" property="file-as">x</meta><meta refines="#c" property="file-as">y</meta>'
    ),
    "authority without term": B(
        meta='<dc:subject id="s">x</dc:subject><meta refines="#s" property="authority">BISAC</meta>'
    ),
    "title type of a creator": B(
        meta='<dc:creator id="c">x</dc:creator><meta refines="#c" property="title-type">main</meta>'
    ),
    "collection type of nothing": B(meta='<meta property="collection-type">series</meta>'),
    "source-of": B(meta='<dc:source id="s">x</dc:source><meta refines="#s" property="source-of">words</meta>'),
    "no date of change": B(edits=((OPF, '<meta property="dcterms:modified">2026-04-22T00:00:00Z</meta>', ""),)),
    "date of change in another form": B(edits=((OPF, "2026-04-22T00:00:00Z", "2026-04-22"),)),
    "link without type": B(meta='<link rel="record" href="r.xml"/>', files={"EPUB/r.xml": "<x/>"}),
    "link with empty properties": B(
        meta='<link rel="record" href="https://example.org/r" media-type="application/xml" properties=""/>'
    ),
    "link with unknown properties": B(
        meta='<link rel="record" href="https://example.org/r" media-type="application/xml" properties="nonsense"/>'
    ),
    "link with an unknown rel": B(
        meta='<link rel="nonsense" href="https://example.org/r" media-type="application/xml"/>'
    ),
    "link in no language": B(
        meta='<link rel="alternate" href="https://example.org/r" media-type="text/html" hreflang="a-value"/>'
    ),
    "record refines": B(
        meta='<link rel="record" refines="#uid" href="https://example.org/r" media-type="application/xml"/>'
    ),
    "voicing refines nothing": B(meta='<link rel="voicing" href="https://example.org/a.mp3" media-type="audio/mpeg"/>'),
    "link to a missing file": B(meta='<link rel="record" href="none.xml" media-type="application/xml"/>'),
    "manifest lists itself": B(items='<item id="q" href="package.opf" media-type="application/oebps-package+xml"/>'),
    "no media type": B(items='<item id="q" href="p.png"/>', files=PNG_FILE),
    "malformed media type": B(items='<item id="q" href="p.png" media-type="png"/>', files=PNG_FILE),
    "no id": B(items='<item href="p.png" media-type="image/png"/>', files=PNG_FILE),
    "address with a fragment": B(items='<item id="q" href="p.png#x" media-type="image/png"/>', files=PNG_FILE),
    "address with spaces": B(items='<item id="q" href="a b.png" media-type="image/png"/>', files={"EPUB/a b.png": PNG}),
    "the same file twice": B(items=PNG_ITEM + '<item id="q" href="./p.png" media-type="image/png"/>', files=PNG_FILE),
    "a missing file": B(items=PNG_ITEM),
    "a missing font": B(items=item("f.otf", "font/otf")),
    "fallback-style": B(items=item("p.png", "image/png", 'fallback-style="x"'), files=PNG_FILE),
    "unknown property of an item": B(items=item("p.png", "image/png", 'properties="nonsense"'), files=PNG_FILE),
    "two covers": B(
        items=item("p.png", "image/png", 'properties="cover-image"')
        + item("q.png", "image/png", 'properties="cover-image"'),
        files={**PNG_FILE, "EPUB/q.png": PNG},
    ),
    "cover is no picture": B(props="cover-image"),
    "svg not said": B(props="", body='<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "mathml not said": B(body='<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi></math>'),
    "script not said": B(head="<script>1</script>"),
    "form not said": B(body='<form action="#"><p>x</p></form>'),
    "switch not said": B(
        body='<epub:switch><epub:case required-namespace="x"><p>x</p></epub:case><epub:default><p>y</p></epub:default></epub:switch>'
    ),
    "script said in vain": B(props="scripted"),
    "svg said in vain": B(props="svg"),
    "mathml said in vain": B(props="mathml"),
    "switch said in vain": B(props="switch"),
    "no nav": B(edits=((OPF, ' properties="nav"', ""),)),
    "two navs": B(props="nav", body='<nav epub:type="toc"><ol><li><a href="text.xhtml">x</a></li></ol></nav>'),
    "nav is no xhtml": B(
        edits=((OPF, ' properties="nav"', ""),), items=PNG_ITEM.replace("/>", ' properties="nav"/>'), files=PNG_FILE
    ),
    "no spine": B(edits=((OPF, '<spine><itemref idref="text"/></spine>', ""),)),
    "empty spine": B(edits=((OPF, '<itemref idref="text"/>', ""),)),
    "link out of the spine": B(items=SECOND, files=B_PAGE, body='<p><a href="b.xhtml">x</a></p>'),
    "contents out of the spine": B(items=SECOND, files=B_PAGE, toc='<li><a href="b.xhtml">x</a></li>'),
    "unknown itemref": B(spine='<itemref idref="none"/>'),
    "itemref twice": B(spine='<itemref idref="text"/>'),
    "nothing linear": B(edits=((OPF, '<itemref idref="text"/>', '<itemref idref="text" linear="no"/>'),)),
    "not linear, out of reach": B(items=SECOND, files=B_PAGE, spine='<itemref idref="i-b-xhtml" linear="no"/>'),
    "linear is a word": B(edits=((OPF, '<itemref idref="text"/>', '<itemref idref="text" linear="true"/>'),)),
    "unknown direction": B(edits=((OPF, "<spine>", '<spine page-progression-direction="up">'),)),
    "toc is no ncx": B(edits=((OPF, "<spine>", '<spine toc="text">'),)),
    "ncx without toc": B(
        items=NCX_ITEM,
        files={
            "EPUB/toc.ncx": '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head><meta name="dtb:uid" content="urn:uuid:5d0c7f0e-3c1b-4b0a-9a52-6f1e6a2f4c11"/></head><docTitle><text>x</text></docTitle><navMap><navPoint id="a"><navLabel><text>Words</text></navLabel><content src="text.xhtml"/></navPoint></navMap></ncx>'
        },
    ),
    "unknown part": B(after="<foo/>"),
    "empty guide": B(after="<guide/>"),
    "guide to a missing page": B(after='<guide><reference type="text" href="none.xhtml"/></guide>'),
    "collection without role": B(after='<collection><link href="text.xhtml"/></collection>'),
    "empty collection": B(after='<collection role="index"/>'),
    "collection of an unknown file": B(after='<collection role="index"><link href="none.xhtml"/></collection>'),
    "index of pictures": B(
        items=PNG_ITEM, files=PNG_FILE, after='<collection role="index"><link href="p.png"/></collection>'
    ),
    "index group alone": B(after='<collection role="index-group"><link href="text.xhtml"/></collection>'),
    "preview without manifest": B(after='<collection role="preview"><link href="text.xhtml"/></collection>'),
    "index with another collection": B(
        after='<collection role="index"><collection role="https://example.org/x"><link href="text.xhtml"/></collection></collection>'
    ),
    "manifest collection alone": B(after='<collection role="manifest"><link href="text.xhtml"/></collection>'),
    "undeclared prefix of the package": B(
        edits=((OPF, 'version="3.0"', 'version="3.0" prefix="foo https://example.org/"'),)
    ),
    "reserved prefix": B(edits=((OPF, 'version="3.0"', 'version="3.0" prefix="_: https://example.org/"'),)),
    "media type in no form": B(after='<bindings><mediaType media-type="application/x-x" handler="none"/></bindings>'),
    # layouts
    "layout, empty": B(meta=META % ("rendition:layout", "")),
    "layout, unknown": B(meta=META % ("rendition:layout", "fixed")),
    "layout, twice": B(meta=FXL * 2, head=VIEWPORT % "width=6,height=8"),
    "layout of an item": B(meta='<meta property="rendition:layout" refines="#text">pre-paginated</meta>'),
    "layouts of a page": itemref("rendition:layout-reflowable rendition:layout-pre-paginated"),
    "orientation, unknown": B(meta=META % ("rendition:orientation", "up")),
    "orientation, twice": B(meta=(META % ("rendition:orientation", "auto")) * 2),
    "orientations of a page": itemref("rendition:orientation-auto rendition:orientation-portrait"),
    "spread, unknown": B(meta=META % ("rendition:spread", "wide")),
    "spread of an item": B(meta='<meta property="rendition:spread" refines="#text">none</meta>'),
    "spreads of a page": itemref("rendition:spread-none rendition:spread-auto"),
    "flow, unknown": B(meta=META % ("rendition:flow", "down")),
    "flow, twice": B(meta=(META % ("rendition:flow", "auto")) * 2),
    "flows of a page": itemref("rendition:flow-auto rendition:flow-paginated"),
    "sides of a page": itemref("page-spread-left page-spread-right"),
    "viewport property": B(meta=META % ("rendition:viewport", "600x800")),
    "unknown rendition property": B(meta=META % ("rendition:nonsense", "x")),
    "unknown property of a page": itemref("rendition:nonsense"),
    "no viewport": B(meta=FXL),
    "viewport without values": B(meta=FXL, head=VIEWPORT % "width,height"),
    "viewport with units": B(meta=FXL, head=VIEWPORT % "width=600px, height=800px"),
    "viewport without height": B(meta=FXL, head=VIEWPORT % "width=600"),
    "viewport with an empty height": B(meta=FXL, head=VIEWPORT % "width=600, height="),
    "viewport of one page": B(
        items=SECOND,
        spine='<itemref idref="i-b-xhtml" properties="rendition:layout-pre-paginated"/>',
        files={"EPUB/b.xhtml": page(head=VIEWPORT % "width")},
    ),
    "viewport with two widths": B(meta=FXL, head=VIEWPORT % "width=600, width=700, height=800"),
    "fixed svg without viewBox": svg_page(attributes="", meta=FXL, head=VIEWPORT % "width=6,height=8"),
    "fixed svg with units": svg_page(
        attributes='width="9em" height="9em"', meta=FXL, head=VIEWPORT % "width=6,height=8"
    ),
    "fixed svg in percent": svg_page(
        attributes='width="100%" height="100%"', meta=FXL, head=VIEWPORT % "width=6,height=8"
    ),
    # read aloud
    "overlay of two files": B(
        body='<p id="w">x</p>',
        items=OVERLAY
        + '<item id="mb" href="u.smil" media-type="application/smil+xml"/>'
        + AUDIO.replace("i-a-mp3", "q").replace("a.mp3", "q.mp3"),
        meta='<meta property="media:duration">0:00:02</meta><meta property="media:duration" refines="#mo">0:00:01</meta>',
        files={**READ, "EPUB/u.smil": smil(PAR), "EPUB/q.mp3": b"ID3"},
        edits=((OPF, *SPEAKS),),
    ),
    "overlay with meta in the head": B(
        body='<p id="w">x</p>',
        items=OVERLAY,
        meta='<meta property="media:duration">0:00:01</meta><meta property="media:duration" refines="#mo">0:00:01</meta>',
        files={**READ, "EPUB/t.smil": smil(PAR).replace("<body>", '<head><meta name="x" content="y"/></head><body>')},
        edits=((OPF, *SPEAKS),),
    ),
    "overlay, clips in a list": overlay(
        read='<seq epub:textref="text.xhtml"><text src="text.xhtml#w"/><audio src="a.mp3"/></seq>'
    ),
    "overlay, two texts": overlay(
        read='<par><text src="text.xhtml#w"/><text src="text.xhtml"/><audio src="a.mp3"/></par>'
    ),
    "overlay, list in a pair": overlay(
        read=f'<par><text src="text.xhtml#w"/><seq epub:textref="text.xhtml">{PAR}</seq></par>'
    ),
    "overlay, list without textref": overlay(read=f"<seq>{PAR}</seq>"),
    "overlay, empty": overlay(read=""),
    "overlay, sound alone": overlay(read='<par><audio src="a.mp3"/></par>'),
    "overlay, part of a sound": overlay(read=PAR.replace("a.mp3", "a.mp3#t=1")),
    "overlay, no clock": overlay(read=PAR.replace('"0s"', '"1:2"')),
    "overlay, clock backwards": overlay(read=PAR.replace('"0s"', '"9s"')),
    "overlay, clock stands": overlay(read=PAR.replace('"0s"', '"1s"')),
    "overlay, foreign sound": overlay(read=PAR.replace("a.mp3", "a.wav")),
    "overlay, sound of another type": B(
        body='<p id="w">x</p>',
        items=OVERLAY + WAV_ITEM,
        meta='<meta property="media:duration">0:00:01</meta><meta property="media:duration" refines="#mo">0:00:01</meta>',
        files={**READ, "EPUB/t.smil": smil(PAR.replace("a.mp3", "a.wav")), **WAV},
        edits=((OPF, *SPEAKS),),
    ),
    "overlay of a missing id": overlay(read=PAR.replace("#w", "#none")),
    "overlay of a missing page": overlay(read=PAR.replace("text.xhtml", "none.xhtml")),
    "overlay, unknown prefix": overlay(read=PAR.replace("<par ", '<par epub:type="my:x" ')),
    "overlay, page does not say so": B(
        body='<p id="w">x</p>', items=OVERLAY, meta='<meta property="media:duration">0:00:01</meta>', files=READ
    ),
    "overlay of another page": overlay(read='<par><text src="nav.xhtml"/><audio src="a.mp3"/></par>'),
    "overlay is no smil": B(
        items=AUDIO.replace("i-a-mp3", "mo"),
        meta='<meta property="media:duration">0:00:01</meta><meta property="media:duration" refines="#mo">0:00:01</meta>',
        files={"EPUB/a.mp3": b"ID3"},
        edits=((OPF, *SPEAKS),),
    ),
    "overlay of a picture": B(
        body='<p id="w">x<img src="p.png" alt="x"/></p>',
        items=OVERLAY + PNG_ITEM.replace("/>", ' media-overlay="mo"/>'),
        meta='<meta property="media:duration">0:00:01</meta><meta property="media:duration" refines="#mo">0:00:01</meta>',
        files={**READ, **PNG_FILE},
        edits=((OPF, *SPEAKS),),
    ),
    "overlay, no duration": overlay(meta='<meta property="media:duration" refines="#mo">0:00:01</meta>'),
    "overlay, no duration of its own": overlay(meta='<meta property="media:duration">0:00:01</meta>'),
    "overlay, duration in no form": overlay(
        meta='<meta property="media:duration">soon</meta><meta property="media:duration" refines="#mo">0:00:01</meta>'
    ),
    "overlay, class refines": overlay(
        meta='<meta property="media:duration">0:00:01</meta><meta property="media:duration" refines="#mo">0:00:01</meta><meta property="media:active-class" refines="#mo">on</meta>',
        head="<style>.on { color: red }</style>",
    ),
    "overlay, two classes": overlay(
        meta='<meta property="media:duration">0:00:01</meta><meta property="media:duration" refines="#mo">0:00:01</meta><meta property="media:active-class">on off</meta>',
        head="<style>.on { color: red }</style>",
    ),
    "overlay, class without a sheet": overlay(
        meta='<meta property="media:duration">0:00:01</meta><meta property="media:duration" refines="#mo">0:00:01</meta><meta property="media:active-class">on</meta>'
    ),
    "overlay, remote not said": B(
        body='<p id="w">x</p>',
        meta='<meta property="media:duration">0:00:01</meta><meta property="media:duration" refines="#mo">0:00:01</meta>',
        edits=((OPF, *SPEAKS),),
        files={"EPUB/t.smil": smil(PAR.replace("a.mp3", "https://example.org/a.mp3"))},
        items='<item id="mo" href="t.smil" media-type="application/smil+xml"/><item id="m" href="https://example.org/a.mp3" media-type="audio/mpeg"/>',
    ),
}
