# SPDX-License-Identifier: AGPL-3.0-or-later
"""The smallest EPUB that EPUBCheck and our own rules pass without a word; tests break it in one place at a time."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from PIL import Image

OPF, NAV, NCX = "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/toc.ncx"
A, B, CSS, JPG, PNG = (
    "EPUB/text/a.xhtml",
    "EPUB/text/b.xhtml",
    "EPUB/css/base.css",
    "EPUB/photos/p.jpg",
    "EPUB/photos/c.png",
)


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (32, 24)) -> bytes:
    """A drawn picture."""
    out = BytesIO()
    Image.radial_gradient("L").resize(size).convert(mode).save(out, kind)
    return out.getvalue()


def page(title: str, body: str) -> str:
    """A content document."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">\n'
        f'<head><title>{title}</title><link rel="stylesheet" href="../css/base.css"/></head>\n<body>\n{body}\n</body></html>\n'
    )


_FILES = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
""",
    OPF: """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" xml:lang="en" unique-identifier="uid">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="uid">urn:uuid:5d0c7f0e-3c1b-5b0a-9a52-6f1e6a2f4c11</dc:identifier>
<dc:title>Harbour Post 2026-04-22</dc:title>
<dc:language>en</dc:language>
<meta property="dcterms:modified">2026-04-22T00:00:00Z</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="text/b.xhtml" media-type="application/xhtml+xml"/>
<item id="css" href="css/base.css" media-type="text/css"/>
<item id="p" href="photos/p.jpg" media-type="image/jpeg"/>
<item id="c" href="photos/c.png" media-type="image/png"/>
</manifest>
<spine toc="ncx">
<itemref idref="a"/>
<itemref idref="b"/>
</spine>
</package>
""",
    NAV: """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>Contents</title></head>
<body>
<nav epub:type="toc"><h1>Contents</h1><ol>
<li><a href="text/a.xhtml">Ferry runs again</a></li>
<li><a href="text/b.xhtml">Market moves</a></li>
</ol></nav>
<nav epub:type="page-list" hidden="hidden"><h2>Pages</h2><ol>
<li><a href="text/a.xhtml#page-1">1</a></li>
</ol></nav>
</body></html>
""",
    NCX: """<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
<head><meta name="dtb:uid" content="urn:uuid:5d0c7f0e-3c1b-5b0a-9a52-6f1e6a2f4c11"/></head>
<docTitle><text>Harbour Post</text></docTitle>
<navMap>
<navPoint id="n1" playOrder="1"><navLabel><text>Ferry runs again</text></navLabel><content src="text/a.xhtml"/></navPoint>
<navPoint id="n2" playOrder="2"><navLabel><text>Market moves</text></navLabel><content src="text/b.xhtml"/></navPoint>
</navMap></ncx>
""",
    A: page(
        "Ferry runs again",
        '<h1>Ferry runs again</h1>\n<p><span id="page-1" epub:type="pagebreak" role="doc-pagebreak" aria-label="1"></span>'
        'The ferry runs. <a href="b.xhtml">More</a></p>\n<figure><img src="../photos/p.jpg" alt="A ferry" width="32" '
        'height="24"/><figcaption>The ferry</figcaption></figure>',
    ),
    B: page(
        "Market moves",
        '<h1>Market moves</h1>\n<p id="x">It moves.</p>\n<p><img src="../photos/c.png" alt="A chart"/></p>',
    ),
    CSS: "p { margin: 0; }\n",
}


def fresh_files() -> dict[str, bytes]:
    """The files of the clean EPUB."""
    text = {name: content.encode() for name, content in _FILES.items()}
    return {**text, JPG: picture("JPEG"), PNG: picture("PNG", "L")}


@dataclass(frozen=True)
class TinyEpub:
    """Files of an EPUB in the order in which they are packed."""

    files: dict[str, bytes] = field(default_factory=fresh_files)
    methods: dict[str, int] = field(default_factory=lambda: {"mimetype": zipfile.ZIP_STORED})

    def put(self, name: str, data: bytes | str) -> TinyEpub:
        """With a file more, or with another content."""
        return replace(self, files={**self.files, name: data.encode() if isinstance(data, str) else data})

    def drop(self, name: str) -> TinyEpub:
        """Without a file."""
        return replace(self, files={other: data for other, data in self.files.items() if other != name})

    def edit(self, name: str, old: str, new: str) -> TinyEpub:
        """With a passage of a file replaced; the passage must be there."""
        text = self.files[name].decode()
        if old not in text:
            raise ValueError(f"{old!r} is not in {name}")
        return self.put(name, text.replace(old, new, 1))

    def item(self, href: str, media_type: str, data: bytes | str, extra: str = "") -> TinyEpub:
        """With a file more that the manifest lists."""
        line = f'<item id="x{len(self.files)}" href="{href}" media-type="{media_type}" {extra}/>\n</manifest>'
        return self.edit(OPF, "</manifest>", line).put(f"EPUB/{href}", data)

    def body(self, markup: str) -> TinyEpub:
        """With markup at the end of the second document."""
        return self.edit(B, "\n</body>", f"\n{markup}\n</body>")

    def meta(self, markup: str) -> TinyEpub:
        """With more metadata."""
        return self.edit(OPF, "</metadata>", f"{markup}\n</metadata>")

    def write(self, path: Path) -> Path:
        """Pack it; gives the path back."""
        with zipfile.ZipFile(path, "w") as pack:
            for name, data in self.files.items():
                info = zipfile.ZipInfo(name, (2026, 4, 22, 0, 0, 0))
                pack.writestr(info, data, self.methods.get(name, zipfile.ZIP_DEFLATED))
        return path
