# SPDX-License-Identifier: AGPL-3.0-or-later
"""What EPUB 3.3 forbids, resources, container and package: class → the wrong EPUB."""

from __future__ import annotations

from tests.conformance.foreign_epub import (
    CONTAINER,
    CONTAINER_XML,
    ENCRYPTION,
    JPEG,
    MULTIPLE,
    OPF,
    PNG,
    SIGNATURES,
    TEXT,
    ForeignEpub,
    item,
    page,
    smil,
    svg,
)
from tests.conformance.foreign_legal import (
    AUDIO,
    FOREIGN,
    FXL,
    OBFUSCATED,
    OVERLAY,
    PAR,
    READ,
    REMOTE_FONT,
    SECOND,
    SPEAKS,
    TIFF,
    VIEWPORT,
    overlay,
)

B = ForeignEpub
PDF: dict[str, str | bytes | None] = {"EPUB/d.pdf": b"%PDF-1.4"}
PDF_ITEM = item("d.pdf", "application/pdf")
WAV: dict[str, str | bytes | None] = {"EPUB/a.wav": b"RIFF"}
WAV_ITEM = item("a.wav", "audio/x-wav")
TIF_ITEM = item("t.tif", "image/tiff")
TIF: dict[str, str | bytes | None] = {"EPUB/t.tif": b"II*\0"}
PNG_ITEM = item("p.png", "image/png")
PNG_FILE: dict[str, str | bytes | None] = {"EPUB/p.png": PNG}
B_PAGE: dict[str, str | bytes | None] = {"EPUB/b.xhtml": page()}
SVG_ITEM, SVG_REF = item("i.svg", "image/svg+xml"), '<itemref idref="i-i-svg"/>'
RENDITIONS = CONTAINER_XML.replace(
    "/>\n</rootfiles>",
    '/>\n<rootfile full-path="EPUB/b.opf" media-type="application/oebps-package+xml" r:layout="pre-paginated"/></rootfiles>',
).replace("<container ", '<container xmlns:r="http://www.idpf.org/2013/rendition" ')
PUBLICATION = (
    '<metadata xmlns="http://www.idpf.org/2013/metadata" unique-identifier="u" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:identifier id="u">urn:uuid:5d0c7f0e-3c1b-4b0a-9a52-6f1e6a2f4c11</dc:identifier>'
    '<meta property="dcterms:modified">2026-04-22T00:00:00Z</meta></metadata>'
)
MAPPING = page(
    '<nav epub:type="resource-map"><ul><li><a href="text.xhtml">x</a></li></ul></nav>',
    '<meta name="epub.multiple.renditions.version" content="1.0"/>',
)
LINKS = '</rootfiles><links><link rel="mapping" href="EPUB/map.xhtml" media-type="application/xhtml+xml"/></links>'
SECOND_OPF = B().members()[OPF].decode()
NCX_ITEM = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
CFI = "EPUB/t.smil"


def renditions(container: str = RENDITIONS, **files: str | bytes | None) -> ForeignEpub:
    """A container of two renditions."""
    named = {{"meta": MULTIPLE, "map": "EPUB/map.xhtml"}[name]: data for name, data in files.items()}
    return B(files={CONTAINER: container, "EPUB/b.opf": SECOND_OPF, MULTIPLE: PUBLICATION, **named})


def encrypted(text: str, **more: object) -> ForeignEpub:
    """A container with this ``encryption.xml``."""
    return B(files={ENCRYPTION: text, "EPUB/f.otf": b"x", **more}, items=item("f.otf", "font/otf"))  # type: ignore[dict-item]


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
    "remote import of svg": B(
        items=SVG_ITEM, spine=SVG_REF, files={"EPUB/i.svg": svg('<style>@import "https://example.org/s.css";</style>')}
    ),
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
    "file in svg": B(
        items=SVG_ITEM,
        spine=SVG_REF,
        files={"EPUB/i.svg": svg('<image xlink:href="file:///x.png" width="1" height="1"/>')},
    ),
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
CONTAINERS: dict[str, ForeignEpub] = {
    "unknown element": B(edits=((CONTAINER, "</rootfiles>", "</rootfiles><foo/>"),), files={CONTAINER: CONTAINER_XML}),
    "unknown attribute": B(edits=((CONTAINER, "<rootfiles>", '<rootfiles x="y">'),), files={CONTAINER: CONTAINER_XML}),
    "no version": B(edits=((CONTAINER, ' version="1.0"><', "><"),), files={CONTAINER: CONTAINER_XML}),
    "wrong version": B(edits=((CONTAINER, ' version="1.0"><', ' version="2.0"><'),), files={CONTAINER: CONTAINER_XML}),
    "no container": B(files={CONTAINER: None}),
    "wrong media type": B(edits=((CONTAINER, "oebps-package", "package"),), files={CONTAINER: CONTAINER_XML}),
    "no package": B(edits=((CONTAINER, "package.opf", "none.opf"),), files={CONTAINER: CONTAINER_XML}),
    "links before files": B(
        files={
            CONTAINER: '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><links><link rel="x" href="mimetype"/></links><rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
        }
    ),
    "link without rel": B(
        edits=((CONTAINER, "</rootfiles>", '</rootfiles><links><link href="mimetype"/></links>'),),
        files={CONTAINER: CONTAINER_XML},
    ),
    "resource in META-INF": B(
        items='<item id="q" href="../META-INF/p.png" media-type="image/png"/>',
        files={"META-INF/p.png": PNG},
        body='<p><img src="../META-INF/p.png" alt="x"/></p>',
    ),
    "space before the mimetype": B(files={"mimetype": " application/epub+zip"}),
    "space after the mimetype": B(files={"mimetype": "application/epub+zip "}),
    "line after the mimetype": B(files={"mimetype": "application/epub+zip\n"}),
    "wrong mimetype": B(files={"mimetype": "application/zip"}),
    "no mimetype": B(files={"mimetype": None}),
    "names that differ by case": B(
        items=PNG_ITEM + item("P.png", "image/png"),
        files={**PNG_FILE, "EPUB/P.png": PNG},
        body='<p><img src="p.png" alt="x"/><img src="P.png" alt="y"/></p>',
    ),
    "names that fold together": B(files={"EPUB/stra\u00dfe.txt": "x", "EPUB/STRASSE.txt": "x"}),
    "forbidden name": B(
        items='<item id="q" href="a%3Fb.png" media-type="image/png"/>',
        files={"EPUB/a?b.png": PNG},
        body='<p><img src="a%3Fb.png" alt="x"/></p>',
    ),
    "forbidden name, unlisted": B(files={"EPUB/a*b.txt": "x"}),
    "leaking address": B(items='<item id="q" href="../../p.png" media-type="image/png"/>', files=PNG_FILE),
    "leaking address in text": B(body='<p><a href="../../../EPUB/text.xhtml">x</a></p>'),
    "absolute address": B(items='<item id="q" href="/EPUB/p.png" media-type="image/png"/>', files=PNG_FILE),
    "absolute address in text": B(body='<p><a href="/EPUB/text.xhtml">x</a></p>'),
    "query in the manifest": B(items='<item id="q" href="p.png?x" media-type="image/png"/>', files=PNG_FILE),
    "query in a metadata link": B(
        meta='<link rel="record" href="r.xml?x" media-type="application/xml"/>', files={"EPUB/r.xml": "<x/>"}
    ),
    "query in text": B(body='<p><a href="text.xhtml?x=y">x</a></p>'),
    "missing cite": B(
        body='<blockquote cite="none.xhtml"><p><q cite="none.xhtml">x</q> <ins cite="none.xhtml">y</ins></p></blockquote>'
    ),
    "missing frame": B(body='<iframe src="none.xhtml"></iframe>'),
    "missing track": B(
        items=item("v.mp4", "video/mp4"),
        files={"EPUB/v.mp4": b"x"},
        body='<video src="v.mp4"><track src="none.vtt"/></video>',
    ),
    # encryption and signatures
    "encryption, other root": encrypted('<foo xmlns="urn:oasis:names:tc:opendocument:xmlns:container"/>'),
    "encryption, empty": encrypted('<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"/>'),
    "encryption, unknown element": encrypted(OBFUSCATED.replace("</encryption>", "<foo/></encryption>")),
    "encryption, same id twice": encrypted(
        OBFUSCATED.replace("<enc:EncryptedData>", '<enc:EncryptedData Id="a">').replace(
            "</encryption>",
            '<enc:EncryptedData Id="a"><enc:CipherData><enc:CipherReference URI="EPUB/text.xhtml"/></enc:CipherData></enc:EncryptedData></encryption>',
        )
    ),
    "encryption, compression": encrypted(
        OBFUSCATED.replace(
            "</enc:EncryptedData>",
            '<enc:EncryptionProperties><enc:EncryptionProperty><c:Compression xmlns:c="http://www.idpf.org/2016/encryption#compression" Method="9" OriginalLength="x"/></enc:EncryptionProperty></enc:EncryptionProperties></enc:EncryptedData>',
        )
    ),
    "encryption, no cipher data": encrypted(
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData/></encryption>'
    ),
    "obfuscated picture": B(
        items=PNG_ITEM,
        files={**PNG_FILE, ENCRYPTION: OBFUSCATED.replace("f.otf", "p.png")},
        body='<p><img src="p.png" alt="x"/></p>',
    ),
    "obfuscated foreign font": B(
        items=item("f.otf", "application/x-font"),
        files={"EPUB/f.otf": b"x", ENCRYPTION: OBFUSCATED},
        head="<style>@font-face { font-family: F; src: url(f.otf) }</style>",
    ),
    "signatures, other root": B(files={SIGNATURES: '<foo xmlns="urn:oasis:names:tc:opendocument:xmlns:container"/>'}),
    "signatures, empty": B(files={SIGNATURES: '<signatures xmlns="urn:oasis:names:tc:opendocument:xmlns:container"/>'}),
    # renditions
    "renditions, no modified": renditions(
        meta=PUBLICATION.replace('<meta property="dcterms:modified">2026-04-22T00:00:00Z</meta>', "")
    ),
    "renditions, unknown attribute": renditions(RENDITIONS.replace("r:layout", "r:unknown")),
    "renditions, bad media": renditions(RENDITIONS.replace('r:layout="pre-paginated"', 'r:media="(((x"')),
    "renditions, two maps": renditions(
        RENDITIONS.replace(
            "</rootfiles>",
            LINKS.replace(
                "</links>", '<link rel="mapping" href="EPUB/map.xhtml" media-type="application/xhtml+xml"/></links>'
            ),
        ),
        map=MAPPING,
    ),
    "renditions, map of another type": renditions(
        RENDITIONS.replace("</rootfiles>", LINKS.replace("xhtml+xml", "xml")), map=MAPPING
    ),
    "renditions, map without version": renditions(
        RENDITIONS.replace("</rootfiles>", LINKS), map=MAPPING.replace("<meta ", "<!-- ").replace('"1.0"/>', "-->")
    ),
    "renditions, map without a map": renditions(
        RENDITIONS.replace("</rootfiles>", LINKS), map=MAPPING.replace("resource-map", "toc")
    ),
    "renditions, untyped list": renditions(
        RENDITIONS.replace("</rootfiles>", LINKS),
        map=MAPPING.replace("</body>", "<nav><ul><li>x</li></ul></nav></body>"),
    ),
}
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
    "fixed svg without viewBox": B(
        meta=FXL,
        head=VIEWPORT % "width=6,height=8",
        items=SVG_ITEM,
        spine=SVG_REF,
        files={"EPUB/i.svg": svg(attributes="")},
    ),
    "fixed svg with units": B(
        meta=FXL,
        head=VIEWPORT % "width=6,height=8",
        items=SVG_ITEM,
        spine=SVG_REF,
        files={"EPUB/i.svg": svg(attributes='width="9em" height="9em"')},
    ),
    "fixed svg in percent": B(
        meta=FXL,
        head=VIEWPORT % "width=6,height=8",
        items=SVG_ITEM,
        spine=SVG_REF,
        files={"EPUB/i.svg": svg(attributes='width="100%" height="100%"')},
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
        files={**READ, CFI: smil(PAR).replace("<body>", '<head><meta name="x" content="y"/></head><body>')},
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
        files={**READ, CFI: smil(PAR.replace("a.mp3", "a.wav")), **WAV},
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
        files={CFI: smil(PAR.replace("a.mp3", "https://example.org/a.mp3"))},
        items='<item id="mo" href="t.smil" media-type="application/smil+xml"/><item id="m" href="https://example.org/a.mp3" media-type="audio/mpeg"/>',
    ),
}
