# SPDX-License-Identifier: AGPL-3.0-or-later
"""What EPUB 3.3 forbids, in the container: class → the wrong EPUB."""

from __future__ import annotations

from tests.conformance.foreign_epub import (
    CONTAINER,
    CONTAINER_XML,
    ENCRYPTION,
    MULTIPLE,
    OBFUSCATED,
    OPF,
    PNG,
    PNG_FILE,
    PNG_ITEM,
    SIGNATURES,
    ForeignEpub,
    item,
    page,
)

B = ForeignEpub
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


def renditions(container: str = RENDITIONS, **files: str | bytes | None) -> ForeignEpub:
    """A container of two renditions."""
    named = {{"meta": MULTIPLE, "map": "EPUB/map.xhtml"}[name]: data for name, data in files.items()}
    return B(files={CONTAINER: container, "EPUB/b.opf": SECOND_OPF, MULTIPLE: PUBLICATION, **named})


def encrypted(text: str, **more: object) -> ForeignEpub:
    """A container with this ``encryption.xml``."""
    return B(files={ENCRYPTION: text, "EPUB/f.otf": b"x", **more}, items=item("f.otf", "font/otf"))  # type: ignore[dict-item]


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
