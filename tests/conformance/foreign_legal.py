# SPDX-License-Identifier: AGPL-3.0-or-later
"""What EPUB 3.3 allows though few books do it: class → an EPUB without an error."""

from __future__ import annotations

from dataclasses import replace

from tests.conformance.foreign_epub import (
    CONTAINER,
    CONTAINER_XML,
    ENCRYPTION,
    GIF,
    JPEG,
    MULTIPLE,
    NAV,
    OPF,
    PNG,
    TEXT,
    WEBP,
    ForeignEpub,
    item,
    page,
    smil,
    svg,
)

B = ForeignEpub
XHTML, SMIL = "application/xhtml+xml", "application/smil+xml"
AUDIO = item("a.mp3", "audio/mpeg")
FOREIGN = '<item id="t" href="t.tif" media-type="image/tiff" fallback="p"/>' + item("p.png", "image/png").replace(
    "i-p-png", "p"
)
TIFF: dict[str, str | bytes | None] = {"EPUB/t.tif": b"II*\0", "EPUB/p.png": PNG}
REMOTE_FONT = "@font-face { font-family: F; src: url(https://example.org/font%s) }"
DATA_PNG = "data:image/png;base64,iVBORw0KGgo="
FXL = '<meta property="rendition:layout">pre-paginated</meta>'
VIEWPORT = '<meta name="viewport" content="%s"/>'
OBFUSCATED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
    '<enc:EncryptedData><enc:EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/><enc:CipherData>'
    '<enc:CipherReference URI="EPUB/f.otf"/></enc:CipherData></enc:EncryptedData></encryption>'
)
DURATIONS = (
    '<meta property="media:duration">0:01</meta><meta property="media:duration" refines="#mo">0:01</meta>'.replace(
        "0:01", "00:01"
    )
)
OVERLAY = '<item id="mo" href="t.smil" media-type="application/smil+xml"/>' + AUDIO
PAR = '<par id="p1"><text src="text.xhtml#w"/><audio src="a.mp3" clipBegin="0s" clipEnd="1s"/></par>'
READ: dict[str, str | bytes | None] = {"EPUB/a.mp3": b"ID3", "EPUB/t.smil": smil(PAR)}
SPEAKS = ('<item id="text" ', '<item id="text" media-overlay="mo" ')
PAGES = '<nav epub:type="page-list" hidden="hidden"><h2>Pages</h2><ol>%s</ol></nav>'
SECOND = item("b.xhtml", XHTML)
SECOND_REF = '<itemref idref="i-b-xhtml"/>'


def overlay(body: str = '<p id="w">Words.</p>', read: str = PAR, meta: str = DURATIONS, **more: object) -> ForeignEpub:
    """An EPUB that is read aloud."""
    files: dict[str, str | bytes | None] = {**READ, "EPUB/t.smil": smil(read)}
    return B(body=body, items=OVERLAY, meta=meta, files=files, edits=((OPF, *SPEAKS),), **more)  # type: ignore[arg-type]


NCX = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
OLDER = B(
    items=NCX,
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

LEGAL: dict[str, ForeignEpub] = {
    "minimal": B(),
    # fetched from outside
    "remote font, no ending": B(
        items='<item id="f" href="https://example.org/font" media-type="font/woff2"/>',
        props="remote-resources",
        head=f"<style>{REMOTE_FONT % ''}</style>",
    ),
    "remote font, query": B(
        items='<item id="f" href="https://example.org/font?family=X" media-type="application/font-woff"/>',
        props="remote-resources",
        head=f"<style>{REMOTE_FONT % '?family=X'}</style>",
    ),
    "remote font in a sheet": B(
        items='<item id="f" href="https://example.org/font" media-type="font/otf"/>'
        + item("s.css", "text/css", 'properties="remote-resources"'),
        head='<link rel="stylesheet" href="s.css"/>',
        files={"EPUB/s.css": REMOTE_FONT % ""},
    ),
    "remote audio": B(
        items='<item id="f" href="https://example.org/a.mp3" media-type="audio/mpeg"/>',
        props="remote-resources",
        body='<audio src="https://example.org/a.mp3" controls="controls"></audio>',
    ),
    "remote audio, undeclared ending": B(
        items='<item id="f" href="https://example.org/a" media-type="audio/mpeg"/>',
        props="remote-resources",
        body='<audio controls="controls"><source src="https://example.org/a" type="audio/mpeg"/></audio>',
    ),
    "remote audio in object": B(
        items='<item id="f" href="https://example.org/a.mp3" media-type="audio/mpeg"/>',
        props="remote-resources",
        body='<object data="https://example.org/a.mp3" type="audio/mpeg"><p>Sound</p></object>',
    ),
    "remote video": B(
        items='<item id="f" href="https://example.org/v.mp4" media-type="video/mp4"/>',
        props="remote-resources",
        body='<video src="https://example.org/v.mp4"></video>',
    ),
    "remote video in object": B(
        items='<item id="f" href="https://example.org/v" media-type="video/mp4"/>',
        props="remote-resources",
        body='<object data="https://example.org/v" type="video/mp4"><p>Film</p></object>',
    ),
    "remote link": B(
        body='<p><a href="https://example.org/a b?c=d&amp;e=|">out</a></p>'.replace("a b", "a%20b").replace("|", "f")
    ),
    "remote cite": B(body='<blockquote cite="https://example.org/">Words</blockquote>'),
    "remote svg font": B(
        items='<item id="f" href="https://example.org/f.svg#f" media-type="image/svg+xml"/>'.replace("#f", ""),
        props="remote-resources",
        head=f"<style>{REMOTE_FONT % '.svg'}</style>".replace("/font.svg", "/f.svg"),
    ),
    "remote resource of a script": B(
        props="scripted remote-resources",
        head="<script>fetch('https://example.org/d.json')</script>",
        items='<item id="f" href="https://example.org/d.json" media-type="application/json"/>',
    ),
    "remote metadata link": B(
        meta='<link rel="record" href="https://example.org/r.xml" media-type="application/xml" properties="onix"/>'
    ),
    "remote link without type": B(meta='<link rel="alternate" href="https://example.org/r"/>'),
    # style sheets
    "css namespace": B(
        head="<style>@namespace url(http://www.w3.org/1999/xhtml);@namespace svg url('http://www.w3.org/2000/svg');</style>"
    ),
    "css namespace in a sheet": B(
        items=item("s.css", "text/css"),
        head='<link rel="stylesheet" href="s.css"/>',
        files={
            "EPUB/s.css": '@namespace epub "http://www.idpf.org/2007/ops";\n@namespace url(http://www.w3.org/1999/xhtml);\n[epub|type] { margin: 0 }'
        },
    ),
    "css import": B(
        items=item("s.css", "text/css") + item("i.css", "text/css"),
        head='<link rel="stylesheet" href="s.css"/>',
        files={"EPUB/s.css": '@charset "UTF-8";\n@import "i.css";', "EPUB/i.css": "p { margin: 0 }"},
    ),
    "css fragment url": B(head='<style>p { fill: url("#grad") }</style>'),
    "css data url": B(head=f'<style>p {{ background: url("{DATA_PNG}") }}</style>'),
    "css font with a foreign type": B(
        items=item("f.ttf", "application/x-font-ttf"),
        head="<style>@font-face { font-family: F; src: url(f.ttf) }</style>",
        files={"EPUB/f.ttf": b"\0\1\0\0"},
    ),
    "css selectors": B(
        head="<style>a[href^='#']:not(.x)::before, p:nth-child(2n+1) > em ~ b { content: '}' ; margin: 0 }</style>"
    ),
    "css media": B(
        head="<style>@media screen and (min-width: 3em) { p { margin: 0 } } @supports (display: grid) { p { color: red } }</style>"
    ),
    "alternate sheets": B(
        items=item("s.css", "text/css") + item("v.css", "text/css"),
        head='<link rel="stylesheet" href="s.css" class="horizontal" title="h"/><link rel="alternate stylesheet" href="v.css" class="vertical" title="v"/>',
        files={"EPUB/s.css": "p { margin: 0 }", "EPUB/v.css": "p { writing-mode: vertical-rl }"},
    ),
    "style attribute": B(body='<p style="color: red; margin: 0">Words</p>'),
    # data
    "data in srcset": B(body=f'<p><img src="{DATA_PNG}" srcset="{DATA_PNG} 2x, {DATA_PNG} 3x" alt="x"/></p>'),
    "data in img": B(body=f'<p><img src="{DATA_PNG}" alt="x"/></p>'),
    "data in link": B(
        head='<link rel="icon" href="data:image/png;base64,iVBORw0KGgo=" /><link rel="stylesheet" href="data:text/css,p%20%7B%7D"/>'
    ),
    "srcset of files": B(
        items=item("a,b.png", "image/png").replace("i-a,b-png", "x") + item("p.png", "image/png"),
        body='<p><img src="p.png" srcset="p.png 1x, a,b.png 2x" alt="x"/></p>',
        files={"EPUB/a,b.png": PNG, "EPUB/p.png": PNG},
    ),
    # ids and names
    "ids with spaces": B(
        items='<item id=" b " href="b.xhtml" media-type="application/xhtml+xml"/>',
        spine='<itemref idref=" b"/>',
        files={"EPUB/b.xhtml": page()},
        edits=((OPF, 'id="nav"', 'id=" nav "'),),
    ),
    "idref with spaces": B(
        spine='<itemref idref="b "/>',
        items='<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>',
        files={"EPUB/b.xhtml": page()},
    ),
    "fallback with spaces": B(
        body='<p><img src="t.tif" alt="x"/></p>',
        files=TIFF,
        items=FOREIGN.replace('fallback="p"', 'fallback=" p "'),
    ),
    "refines with spaces": B(meta='<dc:creator id=" c ">N</dc:creator><meta refines="#c" property="file-as">N</meta>'),
    "name in two compositions": B(
        items=item("caf\u00e9.xhtml", XHTML).replace("caf\u00e9-", "cafe-"),
        spine='<itemref idref="i-cafe-xhtml"/>',
        files={"EPUB/cafe\u0301.xhtml": page()},
    ),
    "name, the other way": B(
        items=item("cafe\u0301.xhtml", XHTML).replace("i-cafe\u0301-", "i-cafe-"),
        spine='<itemref idref="i-cafe-xhtml"/>',
        files={"EPUB/caf\u00e9.xhtml": page()},
    ),
    "percent-encoded": B(
        items='<item id="q" href="a%20b%C3%A9.png" media-type="image/png"/>',
        files={"EPUB/a b\u00e9.png": PNG},
        body='<p><img src="a%20b%c3%a9.png" alt="x"/></p>',
    ),
    "plus in a name": B(
        items='<item id="q" href="a+b.png" media-type="image/png"/>',
        files={"EPUB/a+b.png": PNG},
        body='<p><img src="a+b.png" alt="x"/></p>',
    ),
    "dots in a path": B(
        body='<p><a href="./text.xhtml#w">x</a> <a href="../EPUB/./nav.xhtml" id="w">y</a></p>',
        spine='<itemref idref="nav"/>',
    ),
    "unusual ending": B(
        items='<item id="b" href="b.page" media-type="application/xhtml+xml"/>',
        spine='<itemref idref="b"/>',
        files={"EPUB/b.page": page()},
    ),
    "package at the root": B(
        files={
            CONTAINER: CONTAINER_XML.replace("EPUB/package.opf", "content.opf"),
            "content.opf": B()
            .members()[OPF]
            .decode()
            .replace("nav.xhtml", "EPUB/nav.xhtml")
            .replace('"text.xhtml', '"EPUB/text.xhtml'),
            OPF: None,
        }
    ),
    "non-ncname ids": B(body='<p id="1.a:b/c">x <a href="#1.a:b/c">y</a></p>'),
    "percent-encoded fragment": B(
        body='<p id="\u7b2c\u4e00">x <a href="#%E7%AC%AC%E4%B8%80">y</a> <a href="#\u7b2c\u4e00">z</a></p>'
    ),
    # links
    "base": B(head='<base href="./"/>', body='<p id="x"><a href="nav.xhtml">y</a></p>', spine='<itemref idref="nav"/>'),
    "base to a folder": B(
        items=item("img/p.png", "image/png"),
        files={"EPUB/img/p.png": PNG},
        head='<base href="img/"/>',
        body='<p><img src="p.png" alt="x"/></p>',
    ),
    "base to the root": B(
        items=item("t/b.xhtml", XHTML) + item("p.png", "image/png"),
        spine='<itemref idref="i-t-b-xhtml"/>',
        files={"EPUB/p.png": PNG, "EPUB/t/b.xhtml": page('<p><img src="p.png" alt="x"/></p>', '<base href="../"/>')},
    ),
    "cfi in nav": B(toc='<li><a href="package.opf#epubcfi(/6/2!/4/2)">Deep</a></li>'),
    "cfi in text": B(body='<p><a href="package.opf#epubcfi(/6/2!/4/2/1:3)">Deep</a></p>'),
    "empty link": B(body='<p><a href="">x</a> <a href=" ">y</a></p>'),
    "mailto and tel": B(
        body='<p><a href="mailto:a@example.org">x</a> <a href="tel:+1">y</a> <a href="urn:isbn:9780000000000">z</a></p>'
    ),
    "top of a page": B(body='<p><a href="#">x</a></p>'),
    "link to svg in the spine": B(
        items=item("i.svg", "image/svg+xml"),
        spine='<itemref idref="i-i-svg"/>',
        files={"EPUB/i.svg": svg()},
        body='<p><a href="i.svg">x</a></p>',
    ),
    "link to a picture with a page as fallback": B(
        items='<item id="p" href="p.png" media-type="image/png" fallback="b"/><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>',
        spine='<itemref idref="p"/>',
        files={"EPUB/p.png": PNG, "EPUB/b.xhtml": page()},
        body='<p><a href="p.png">x</a></p>',
    ),
    "not linear, linked": B(
        items=SECOND,
        spine='<itemref idref="i-b-xhtml" linear="no"/>',
        body='<p><a href="b.xhtml">x</a></p>',
        files={"EPUB/b.xhtml": page()},
    ),
    "not linear, in nav": B(
        items=SECOND,
        spine='<itemref idref="i-b-xhtml" linear="no"/>',
        toc='<li><a href="b.xhtml">x</a></li>',
        files={"EPUB/b.xhtml": page()},
    ),
    "not linear, behind another": B(
        items=SECOND + item("c.xhtml", XHTML),
        spine='<itemref idref="i-b-xhtml" linear="no"/><itemref idref="i-c-xhtml" linear="no"/>',
        body='<p><a href="b.xhtml">x</a></p>',
        files={"EPUB/b.xhtml": page('<p><a href="c.xhtml">y</a></p>'), "EPUB/c.xhtml": page()},
    ),
    # pictures
    "region of a picture": B(
        items=item("p.png", "image/png"),
        files={"EPUB/p.png": PNG},
        body='<p><img src="p.png#xywh=0,0,9,9" alt="x"/></p>',
    ),
    "region in percent": B(
        items=item("p.jpg", "image/jpeg"),
        files={"EPUB/p.jpg": JPEG},
        body='<p><img src="p.jpg#xywh=percent:0,0,50,50" alt="x"/></p>',
    ),
    "gif and webp": B(
        items=item("p.gif", "image/gif") + item("p.webp", "image/webp"),
        files={"EPUB/p.gif": GIF, "EPUB/p.webp": WEBP},
        body='<p><img src="p.gif" alt="x"/><img src="p.webp" alt="y"/></p>',
    ),
    "picture with a foreign source": B(
        items=item("t.jxl", "image/jxl") + item("p.png", "image/png"),
        files={"EPUB/t.jxl": b"\xff\x0a", "EPUB/p.png": PNG},
        body='<picture><source srcset="t.jxl" type="image/jxl"/><img src="p.png" alt="x"/></picture>',
    ),
    "picture with two sources": B(
        items=item("t.avif", "image/avif") + item("q.webp", "image/webp") + item("p.png", "image/png"),
        files={"EPUB/t.avif": b"\0\0\0\x1cftypavif", "EPUB/q.webp": WEBP, "EPUB/p.png": PNG},
        body='<figure><picture><source srcset="t.avif" type="image/avif" media="(min-width: 9em)"/><source srcset="q.webp"/><img src="p.png" alt="x"/></picture></figure>',
    ),
    "foreign picture with a fallback": B(body='<p><img src="t.tif" alt="x"/></p>', items=FOREIGN, files=TIFF),
    "foreign srcset with a fallback": B(
        body='<p><img src="p.png" srcset="t.tif 2x" alt="x"/></p>', items=FOREIGN, files=TIFF
    ),
    "foreign poster with a fallback": B(
        body='<video src="v.mp4" poster="t.tif"></video>',
        items=FOREIGN + item("v.mp4", "video/mp4"),
        files={**TIFF, "EPUB/v.mp4": b"\0\0\0\x18ftyp"},
    ),
    "foreign picture, unused": B(items=item("t.tif", "image/tiff"), files={"EPUB/t.tif": b"II*\0"}),
    "foreign file, unused": B(items=item("d.pdf", "application/pdf"), files={"EPUB/d.pdf": b"%PDF-1.4"}),
    "foreign in object with inner fallback": B(
        items=item("d.pdf", "application/pdf"),
        files={"EPUB/d.pdf": b"%PDF-1.4"},
        body='<object data="d.pdf#page=2" type="application/pdf"><p>Words</p></object>',
    ),
    "foreign in object with a fallback": B(
        items='<item id="d" href="d.pdf" media-type="application/pdf" fallback="p"/>'
        + item("p.png", "image/png").replace("i-p-png", "p"),
        files={"EPUB/d.pdf": b"%PDF-1.4", "EPUB/p.png": PNG},
        body='<object data="d.pdf" type="application/pdf"></object>',
    ),
    "foreign in embed with a fallback": B(
        items='<item id="d" href="d.pdf" media-type="application/pdf" fallback="p"/>'
        + item("p.png", "image/png").replace("i-p-png", "p"),
        files={"EPUB/d.pdf": b"%PDF-1.4", "EPUB/p.png": PNG},
        body='<embed src="d.pdf" type="application/pdf"/>',
    ),
    "picture without alt but with a title": B(
        items=item("p.png", "image/png"), files={"EPUB/p.png": PNG}, body='<p><img src="p.png" title="x"/></p>'
    ),
    "picture without alt in a figure": B(
        items=item("p.png", "image/png"),
        files={"EPUB/p.png": PNG},
        body='<figure><img src="p.png"/><figcaption>x</figcaption></figure>',
    ),
    "cover": B(
        items='<item id="c" href="c.jpg" media-type="image/jpeg" properties="cover-image"/>', files={"EPUB/c.jpg": JPEG}
    ),
    "image map": B(
        items=item("p.png", "image/png"),
        files={"EPUB/p.png": PNG},
        body='<p id="w"><img src="p.png" alt="x" usemap="#m"/></p><map name="m"><area shape="rect" coords="0,0,9,9" href="#w" alt="y"/></map>',
    ),
    # sound and film
    "audio": B(items=AUDIO, files={"EPUB/a.mp3": b"ID3"}, body='<audio src="a.mp3" controls="controls"></audio>'),
    "audio with a time": B(items=AUDIO, files={"EPUB/a.mp3": b"ID3"}, body='<audio src="a.mp3#t=1,2"></audio>'),
    "video with a time": B(
        items=item("v.mp4", "video/mp4"), files={"EPUB/v.mp4": b"x"}, body='<video src="v.mp4#t=10"></video>'
    ),
    "opus": B(
        items=item("a.opus", "audio/ogg; codecs=opus"),
        files={"EPUB/a.opus": b"OggS"},
        body='<audio src="a.opus"></audio>',
    ),
    "aac": B(items=item("a.m4a", "audio/mp4"), files={"EPUB/a.m4a": b"x"}, body='<audio src="a.m4a"></audio>'),
    "foreign audio, then a core one": B(
        items=item("a.wav", "audio/x-wav") + AUDIO,
        files={"EPUB/a.wav": b"RIFF", "EPUB/a.mp3": b"ID3"},
        body='<audio><source src="a.wav"/><source src="a.mp3"/></audio>',
    ),
    "foreign audio with a fallback": B(
        items='<item id="w" href="a.wav" media-type="audio/x-wav" fallback="m"/>' + AUDIO.replace("i-a-mp3", "m"),
        files={"EPUB/a.wav": b"RIFF", "EPUB/a.mp3": b"ID3"},
        body='<audio src="a.wav"></audio>',
    ),
    "foreign video": B(
        items=item("v.ogv", "video/ogg"), files={"EPUB/v.ogv": b"x"}, body='<video src="v.ogv"></video>'
    ),
    "video in img": B(
        items=item("v.mp4", "video/mp4"), files={"EPUB/v.mp4": b"x"}, body='<p><img src="v.mp4" alt="x"/></p>'
    ),
    "tracks": B(
        items=item("v.mp4", "video/mp4") + item("t.vtt", "text/vtt"),
        files={"EPUB/v.mp4": b"x", "EPUB/t.vtt": "WEBVTT\n"},
        body='<video src="v.mp4"><track src="t.vtt" kind="subtitles" srclang="en" label="English"/></video>',
    ),
    # SVG and MathML
    "svg in the spine": B(
        items=item("i.svg", "image/svg+xml"),
        spine='<itemref idref="i-i-svg"/>',
        files={"EPUB/i.svg": svg("<title>x</title>")},
    ),
    "svg without size": B(
        items=item("i.svg", "image/svg+xml"),
        spine='<itemref idref="i-i-svg"/>',
        files={"EPUB/i.svg": svg(attributes="")},
    ),
    "svg with html": B(
        items=item("i.svg", "image/svg+xml"),
        spine='<itemref idref="i-i-svg"/>',
        files={
            "EPUB/i.svg": svg(
                '<foreignObject width="9" height="9"><p xmlns="http://www.w3.org/1999/xhtml">Words</p></foreignObject>'
            )
        },
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
    "svg in img": B(
        items=item("i.svg", "image/svg+xml"),
        files={"EPUB/i.svg": svg('<g id="part"/>')},
        body='<p><img src="i.svg" alt="x"/><img src="i.svg#part" alt="y"/><img src="i.svg#svgView(viewBox(0,0,4,4))" alt="z"/></p>',
    ),
    "svg in object and iframe": B(
        items=item("i.svg", "image/svg+xml"),
        files={"EPUB/i.svg": svg()},
        body='<object data="i.svg" type="image/svg+xml"></object><iframe src="i.svg"></iframe>',
    ),
    "svg with style": B(
        items=item("i.svg", "image/svg+xml"),
        files={"EPUB/i.svg": svg('<style>rect { fill: red }</style><rect width="1" height="1"/>')},
        body='<p><img src="i.svg" alt="x"/></p>',
    ),
    "svg with foreign data": B(
        items=item("i.svg", "image/svg+xml"),
        files={
            "EPUB/i.svg": svg(
                '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><x:y xmlns:x="urn:x" id="z"/></r:RDF></metadata>'
            )
        },
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
        nav=PAGES % '<li><a href="text.xhtml#p1">1</a></li>',
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
    "fixed svg": B(
        meta=FXL,
        head=VIEWPORT % "width=600,height=800",
        items=item("i.svg", "image/svg+xml"),
        spine='<itemref idref="i-i-svg"/>',
        files={"EPUB/i.svg": svg('<svg width="2"/>')},
    ),
    "fixed svg with its size": B(
        meta=FXL,
        head=VIEWPORT % "width=600,height=800",
        items=item("i.svg", "image/svg+xml"),
        spine='<itemref idref="i-i-svg"/>',
        files={"EPUB/i.svg": svg(attributes='width="9" height="9px" viewBox="0 0 9 9"')},
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
        items=item("p.png", "image/png") + item("s.css", "text/css") + NCX,
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
    "svg and mathml, rarely seen": B(
        props="svg mathml",
        items=item("i.svg", "image/svg+xml"),
        files={
            "EPUB/i.svg": svg(
                '<metadata><source xmlns="http://purl.org/dc/elements/1.1/">x</source></metadata><defs><g id="g"/></defs>'
            )
        },
        body=(
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" role="img" aria-labelledby="t" width="100%" height="3em"><title id="t">x</title><desc>y</desc>'
            '<use href="i.svg#g"/><a href="text.xhtml" xlink:title="x"><text>z</text></a><style type="text/css">g { fill: red }</style><linearGradient id="l"><stop offset="0"/></linearGradient><rect fill="url(#l)" width="1" height="1"/></svg>'
            '<p><math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x" display="inline"><semantics><mrow><mi>x</mi><mo>=</mo><mn>1</mn></mrow><annotation encoding="application/x-tex">x=1</annotation></semantics></math></p>'
        ),
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
"""Class → the EPUB. EPUBCheck says nothing of the weight of an error on any of them."""
