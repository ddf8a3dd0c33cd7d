# SPDX-License-Identifier: AGPL-3.0-or-later
"""What EPUB 3.3 allows though few books do it, in what a book shows: class → an EPUB without an error."""

from __future__ import annotations

from tests.conformance.foreign_epub import (
    AUDIO,
    CONTAINER,
    CONTAINER_XML,
    FOREIGN,
    GIF,
    JPEG,
    OPF,
    PNG,
    REMOTE_FONT,
    SECOND,
    TIFF,
    WEBP,
    XHTML,
    ForeignEpub,
    item,
    page,
    svg_page,
)

B = ForeignEpub
DATA_PNG = "data:image/png;base64,iVBORw0KGgo="
RESOURCES: dict[str, ForeignEpub] = {
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
    "link to svg in the spine": svg_page(body='<p><a href="i.svg">x</a></p>'),
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
}
