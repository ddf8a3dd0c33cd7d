# SPDX-License-Identifier: AGPL-3.0-or-later
"""What EPUB 3.3 forbids, in what a book shows: class → the wrong EPUB."""

from __future__ import annotations

from tests.conformance.foreign_epub import (
    AUDIO,
    FOREIGN,
    JPEG,
    OPF,
    PNG_FILE,
    PNG_ITEM,
    REMOTE_FONT,
    SVG_ITEM,
    SVG_REF,
    TEXT,
    TIFF,
    WAV,
    WAV_ITEM,
    ForeignEpub,
    item,
    page,
    svg,
    svg_page,
)

B = ForeignEpub
PDF: dict[str, str | bytes | None] = {"EPUB/d.pdf": b"%PDF-1.4"}
PDF_ITEM = item("d.pdf", "application/pdf")
TIF_ITEM = item("t.tif", "image/tiff")
TIF: dict[str, str | bytes | None] = {"EPUB/t.tif": b"II*\0"}
RESOURCES: dict[str, ForeignEpub] = {
    "foreign audio": B(items=WAV_ITEM, files=WAV, body='<audio src="a.wav"></audio>'),
    "foreign audio, words inside": B(items=WAV_ITEM, files=WAV, body='<audio src="a.wav"><p>No sound</p></audio>'),
    "foreign audio, sources": B(items=WAV_ITEM, files=WAV, body='<audio><source src="a.wav"/></audio>'),
    "foreign audio in video": B(items=WAV_ITEM, files=WAV, body='<video src="a.wav"></video>'),
    "foreign embed": B(items=PDF_ITEM, files=PDF, body='<embed src="d.pdf" type="application/pdf"/>'),
    "foreign object": B(items=PDF_ITEM, files=PDF, body='<object data="d.pdf" type="application/pdf"></object>'),
    "foreign iframe": B(items=PDF_ITEM, files=PDF, body='<iframe src="d.pdf"></iframe>'),
    "foreign input": B(
        items=TIF_ITEM,
        files=TIF,
        props="scripted",
        body='<form action="#"><p><input type="image" src="t.tif" alt="x"/></p></form>',
    ),
    "foreign poster": B(
        items=TIF_ITEM + item("v.mp4", "video/mp4"),
        files={**TIF, "EPUB/v.mp4": b"x"},
        body='<video src="v.mp4" poster="t.tif"></video>',
    ),
    "foreign altimg": B(
        items=TIF_ITEM,
        files=TIF,
        props="mathml",
        body='<math xmlns="http://www.w3.org/1998/Math/MathML" altimg="t.tif"><mi>a</mi></math>',
    ),
    "foreign picture": B(items=TIF_ITEM, files=TIF, body='<p><img src="t.tif" alt="x"/></p>'),
    "foreign picture, unknown type": B(
        items=item("t.jxl", "image/jxl"), files={"EPUB/t.jxl": b"x"}, body='<p><img src="t.jxl" alt="x"/></p>'
    ),
    "foreign pdf as a picture": B(items=PDF_ITEM, files=PDF, body='<p><img src="d.pdf" alt="x"/></p>'),
    "foreign srcset": B(
        items=TIF_ITEM + PNG_ITEM, files={**TIF, **PNG_FILE}, body='<p><img src="p.png" srcset="t.tif 2x" alt="x"/></p>'
    ),
    "foreign data picture": B(body='<p><img src="data:image/tiff;base64,SUkqAA==" alt="x"/></p>'),
    "foreign svg image": B(
        items=TIF_ITEM,
        files=TIF,
        props="svg",
        body='<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="t.tif" width="1" height="1"/></svg>',
    ),
    "foreign img in picture": B(
        items=FOREIGN, files=TIFF, body='<picture><source srcset="p.png"/><img src="t.tif" alt="x"/></picture>'
    ),
    "foreign srcset in picture": B(
        items=FOREIGN,
        files=TIFF,
        body='<picture><source srcset="p.png"/><img src="p.png" srcset="t.tif 2x" alt="x"/></picture>',
    ),
    "foreign source without type": B(
        items=TIF_ITEM + PNG_ITEM,
        files={**TIF, **PNG_FILE},
        body='<picture><source srcset="t.tif"/><img src="p.png" alt="x"/></picture>',
    ),
    "circle of fallbacks": B(
        items='<item id="x" href="t.tif" media-type="image/tiff" fallback="y"/><item id="y" href="u.tif" media-type="image/tiff" fallback="x"/>',
        files={**TIF, "EPUB/u.tif": b"II*\0"},
    ),
    "fallback to itself": B(items='<item id="x" href="t.tif" media-type="image/tiff" fallback="x"/>', files=TIF),
    "fallback to nothing": B(items='<item id="x" href="t.tif" media-type="image/tiff" fallback="q"/>', files=TIF),
    "sound in the spine": B(items=AUDIO, files={"EPUB/a.mp3": b"ID3"}, spine='<itemref idref="i-a-mp3"/>'),
    # outside
    "remote picture": B(
        items='<item id="r" href="https://example.org/p.png" media-type="image/png"/>',
        props="remote-resources",
        body='<p><img src="https://example.org/p.png" alt="x"/></p>',
    ),
    "remote picture, undeclared": B(body='<p><img src="https://example.org/p.png" alt="x"/></p>'),
    "remote frame": B(
        items='<item id="r" href="https://example.org/p.xhtml" media-type="application/xhtml+xml"/>',
        props="remote-resources",
        body='<iframe src="https://example.org/p.xhtml"></iframe>',
    ),
    "remote script": B(
        props="scripted remote-resources",
        items='<item id="r" href="https://example.org/x.js" media-type="text/javascript"/>',
        head='<script src="https://example.org/x.js"></script>',
    ),
    "remote sheet": B(
        props="remote-resources",
        items='<item id="r" href="https://example.org/x.css" media-type="text/css"/>',
        head='<link rel="stylesheet" href="https://example.org/x.css"/>',
    ),
    "remote object": B(body='<object data="https://example.org/x"><p>x</p></object>'),
    "remote import": B(
        items=item("s.css", "text/css"),
        files={"EPUB/s.css": '@import "https://example.org/x.css";'},
        head='<link rel="stylesheet" href="s.css"/>',
    ),
    "remote font as picture": B(
        items='<item id="r" href="https://example.org/f.svg" media-type="image/svg+xml"/>',
        props="remote-resources",
        head=f"<style>{REMOTE_FONT % '.svg'}</style>".replace("/font", "/f"),
        body='<p><img src="https://example.org/f.svg" alt="x"/></p>',
    ),
    "remote spine item": B(
        items='<item id="r" href="https://example.org/p.xhtml" media-type="application/xhtml+xml"/>',
        spine='<itemref idref="r"/>',
    ),
    "remote base": B(
        items=PNG_ITEM,
        files=PNG_FILE,
        head='<base href="https://example.org/"/>',
        body='<p><img src="p.png" alt="x"/></p>',
    ),
    "remote audio, undeclared": B(props="remote-resources", body='<audio src="https://example.org/a.mp3"></audio>'),
    "remote sources, undeclared": B(
        props="remote-resources", body='<audio><source src="https://example.org/a.mp3"/></audio>'
    ),
    "remote font, undeclared": B(props="remote-resources", head=f"<style>{REMOTE_FONT % ''}</style>"),
    "remote audio, property missing": B(
        items='<item id="r" href="https://example.org/a.mp3" media-type="audio/mpeg"/>',
        body='<audio src="https://example.org/a.mp3"></audio>',
    ),
    "remote font, property missing": B(
        items='<item id="r" href="https://example.org/font" media-type="font/otf"/>',
        head=f"<style>{REMOTE_FONT % ''}</style>",
    ),
    "remote font in a sheet, property missing": B(
        items='<item id="r" href="https://example.org/font" media-type="font/otf"/>' + item("s.css", "text/css"),
        files={"EPUB/s.css": REMOTE_FONT % ""},
        head='<link rel="stylesheet" href="s.css"/>',
    ),
    "remote font in svg, property missing": B(
        items='<item id="r" href="https://example.org/font" media-type="font/otf"/>' + SVG_ITEM,
        spine=SVG_REF,
        files={"EPUB/i.svg": svg(f"<style>{REMOTE_FONT % ''}</style>")},
    ),
    "remote sheet of svg": B(
        items=SVG_ITEM,
        spine=SVG_REF,
        files={"EPUB/i.svg": '<?xml-stylesheet href="https://example.org/s.css" type="text/css"?>' + svg()},
    ),
    "remote import of svg": svg_page('<style>@import "https://example.org/s.css";</style>'),
    "data in a link": B(body='<p><a href="data:text/html,x">x</a></p>'),
    "data in an area": B(
        items=PNG_ITEM,
        files=PNG_FILE,
        body='<p><img src="p.png" alt="x" usemap="#m"/></p><map name="m"><area href="data:text/html,x" alt="y"/></map>',
    ),
    "data in an svg link": B(
        props="svg",
        body='<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><a xlink:href="data:text/html,x" xlink:title="t"><text>x</text></a></svg>',
    ),
    "data in the spine": B(
        items='<item id="d" href="data:application/xhtml+xml,x" media-type="application/xhtml+xml"/>',
        spine='<itemref idref="d"/>',
    ),
    "data in the manifest": B(items='<item id="d" href="data:image/png;base64,iVBORw0KGgo=" media-type="image/png"/>'),
    "data in a metadata link": B(
        meta='<link rel="record" href="data:application/xml,x" media-type="application/xml"/>'
    ),
    "file in the package": B(items='<item id="d" href="file:///x/p.png" media-type="image/png"/>'),
    "file in text": B(body='<p><a href="file:///x/y.xhtml">x</a></p>'),
    "file in css": B(head="<style>p { background: url(file:///x.png) }</style>"),
    "file in svg": svg_page('<image xlink:href="file:///x.png" width="1" height="1"/>'),
    # XML
    "latin-1": B(edits=((OPF, 'encoding="utf-8"', 'encoding="ISO-8859-1"'),)),
    "unknown encoding": B(edits=((OPF, 'encoding="utf-8"', 'encoding="x-none"'),)),
    "malformed package": B(edits=((OPF, "</manifest>", ""),)),
    "undeclared prefix": B(meta="<x:y/>"),
    "utf-16 page": B(files={TEXT: page().replace("utf-8", "utf-16").encode("utf-16")}),
    "xml 1.1": B(edits=((TEXT, 'version="1.0"', 'version="1.1"'),)),
    "obsolete doctype": B(
        edits=(
            (
                TEXT,
                "<!DOCTYPE html>",
                '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">',
            ),
        )
    ),
    "external entity": B(edits=((TEXT, "<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY e SYSTEM "e.xml">]>'),)),
    "unknown entity": B(body="<p>&nbsp;</p>"),
    "entity without end": B(body="<p>&amp</p>"),
    "jpeg called gif": B(
        items=item("p.gif", "image/gif"), files={"EPUB/p.gif": JPEG}, body='<p><img src="p.gif" alt="x"/></p>'
    ),
    "broken picture": B(items=PNG_ITEM, files={"EPUB/p.png": b"no"}, body='<p><img src="p.png" alt="x"/></p>'),
}
