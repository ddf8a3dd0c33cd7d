# SPDX-License-Identifier: AGPL-3.0-or-later
"""The smallest EPUB that others could have made, a compact way to say how a case differs from it, parts of cases."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.conformance.tiny_epub import picture

PNG, JPEG, GIF, WEBP = (picture(kind) for kind in ("PNG", "JPEG", "GIF", "WEBP"))
OPF, NAV, TEXT, CONTAINER = "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/text.xhtml", "META-INF/container.xml"
ENCRYPTION, SIGNATURES, MULTIPLE = "META-INF/encryption.xml", "META-INF/signatures.xml", "META-INF/metadata.xml"

CONTAINER_XML = """<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""
_OPF = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" xml:lang="en" unique-identifier="uid">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="uid">urn:uuid:5d0c7f0e-3c1b-4b0a-9a52-6f1e6a2f4c11</dc:identifier>
<dc:title>Any book</dc:title><dc:language>en</dc:language>
<meta property="dcterms:modified">2026-04-22T00:00:00Z</meta>{meta}
</metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="text" href="text.xhtml" media-type="application/xhtml+xml"{props}/>{items}</manifest>
<spine><itemref idref="text"/>{spine}</spine>{after}
</package>
"""


def page(body: str = "<p>Words.</p>", head: str = "", title: str = "A page") -> str:
    """A content document."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">\n'
        f"<head><title>{title}</title>{head}</head>\n<body>{body}</body></html>\n"
    )


RECT, VIEW_BOX = '<rect width="9" height="9"/>', 'viewBox="0 0 9 9"'


def svg(inside: str = RECT, attributes: str = VIEW_BOX) -> str:
    """An SVG document."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{inside}</svg>'


def smil(body: str, attributes: str = "") -> str:
    """A media overlay."""
    return (
        '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">'
        f"<body{attributes}>{body}</body></smil>"
    )


@dataclass(frozen=True)
class ForeignEpub:
    """One case: what is added to the smallest EPUB, and what is replaced in it.

    ``meta``, ``items``, ``spine`` and ``after`` are XML of the package document; ``props`` the properties of the one
    document, ``body`` and ``head`` what it holds; ``toc`` and ``nav`` lines of its contents and lists beside them.
    ``files`` are added or replaced (``None``: left out), ``edits`` are done last: file, old text, new text.
    """

    body: str = "<p>Words.</p>"
    head: str = ""
    props: str = ""
    meta: str = ""
    items: str = ""
    spine: str = ""
    after: str = ""
    toc: str = ""
    nav: str = ""
    files: Mapping[str, str | bytes | None] = field(default_factory=dict)
    edits: tuple[tuple[str, str, str], ...] = ()

    def members(self) -> dict[str, bytes]:
        """Every file of the EPUB."""
        lines = '<li><a href="text.xhtml">Words</a></li>' + self.toc
        props = f' properties="{self.props}"' if self.props else ""
        made: dict[str, str | bytes | None] = {
            "mimetype": "application/epub+zip",
            CONTAINER: CONTAINER_XML,
            OPF: _OPF.format(meta=self.meta, props=props, items=self.items, spine=self.spine, after=self.after),
            NAV: page(f'<nav epub:type="toc"><ol>{lines}</ol></nav>{self.nav}'),
            TEXT: page(self.body, self.head),
        }
        made.update(self.files)
        for name, old, new in self.edits:
            before = made[name]
            assert isinstance(before, str)
            assert old in before, (name, old)
            made[name] = before.replace(old, new)
        return {n: d.encode() if isinstance(d, str) else d for n, d in made.items() if d is not None}

    def write(self, path: Path) -> Path:
        """The EPUB as a file."""
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in self.members().items():
                method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                archive.writestr(zipfile.ZipInfo(name), data, method)
        return path


def item(name: str, media_type: str, more: str = "") -> str:
    """A line of the manifest; the id is made of the name."""
    return f'<item id="i-{name.replace("/", "-").replace(".", "-")}" href="{name}" media-type="{media_type}" {more}/>'


XHTML, SMIL = "application/xhtml+xml", "application/smil+xml"
AUDIO = item("a.mp3", "audio/mpeg")
FOREIGN = '<item id="t" href="t.tif" media-type="image/tiff" fallback="p"/>' + item("p.png", "image/png").replace(
    "i-p-png", "p"
)
TIFF: dict[str, str | bytes | None] = {"EPUB/t.tif": b"II*\0", "EPUB/p.png": PNG}
REMOTE_FONT = "@font-face { font-family: F; src: url(https://example.org/font%s) }"
FXL = '<meta property="rendition:layout">pre-paginated</meta>'
VIEWPORT = '<meta name="viewport" content="%s"/>'
OBFUSCATED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
    '<enc:EncryptedData><enc:EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/><enc:CipherData>'
    '<enc:CipherReference URI="EPUB/f.otf"/></enc:CipherData></enc:EncryptedData></encryption>'
)
DURATIONS = '<meta property="media:duration">00:01</meta><meta property="media:duration" refines="#mo">00:01</meta>'
OVERLAY = '<item id="mo" href="t.smil" media-type="application/smil+xml"/>' + AUDIO
PAR = '<par id="p1"><text src="text.xhtml#w"/><audio src="a.mp3" clipBegin="0s" clipEnd="1s"/></par>'
READ: dict[str, str | bytes | None] = {"EPUB/a.mp3": b"ID3", "EPUB/t.smil": smil(PAR)}
SPEAKS = ('<item id="text" ', '<item id="text" media-overlay="mo" ')
PAGE_LIST = '<nav epub:type="page-list" hidden="hidden"><h2>Pages</h2><ol>%s</ol></nav>'
SECOND = item("b.xhtml", XHTML)


def overlay(body: str = '<p id="w">Words.</p>', read: str = PAR, meta: str = DURATIONS, **more: object) -> ForeignEpub:
    """An EPUB that is read aloud."""
    files: dict[str, str | bytes | None] = {**READ, "EPUB/t.smil": smil(read)}
    return ForeignEpub(body=body, items=OVERLAY, meta=meta, files=files, edits=((OPF, *SPEAKS),), **more)  # type: ignore[arg-type]


NCX_ITEM = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
WAV: dict[str, str | bytes | None] = {"EPUB/a.wav": b"RIFF"}
WAV_ITEM = item("a.wav", "audio/x-wav")
PNG_ITEM = item("p.png", "image/png")
PNG_FILE: dict[str, str | bytes | None] = {"EPUB/p.png": PNG}
B_PAGE: dict[str, str | bytes | None] = {"EPUB/b.xhtml": page()}
SVG_ITEM, SVG_REF = item("i.svg", "image/svg+xml"), '<itemref idref="i-i-svg"/>'


def svg_file(inside: str = RECT, attributes: str = VIEW_BOX, **more: str) -> ForeignEpub:
    """An EPUB with an SVG document; ``more``: other fields."""
    return ForeignEpub(items=SVG_ITEM, files={"EPUB/i.svg": svg(inside, attributes)}, **more)  # type: ignore[arg-type]


def svg_page(inside: str = RECT, attributes: str = VIEW_BOX, **more: str) -> ForeignEpub:
    """An EPUB with an SVG document in the spine."""
    return svg_file(inside, attributes, spine=SVG_REF, **more)
