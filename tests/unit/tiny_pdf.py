# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small PDFs written by hand: text at places, lines, frames, photos, turned pages, vertical lines, fonts without a table."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image


def jpeg(colour: tuple[int, int, int] = (120, 60, 30), size: tuple[int, int] = (120, 80)) -> bytes:
    """A photo of one colour with a line in it."""
    image = Image.new("RGB", size, colour)
    image.paste((255, 255, 255), (0, 0, size[0], 4))
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


@dataclass(slots=True)
class TinyPage:
    """One page; places from the lower left corner, in points."""

    width: float = 400
    height: float = 500
    rotate: int = 0
    content: list[str] = field(default_factory=list)
    images: list[bytes] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float = 10, font: str = "F1", turn: int = 0) -> TinyPage:
        """A line; ``F1`` roman, ``F2`` bold, ``F3`` Chinese, ``F4`` the same downwards, ``F5`` without meanings."""
        matrix = {0: "1 0 0 1", 90: "0 1 -1 0", 270: "0 -1 1 0", 180: "-1 0 0 -1"}[turn]
        if font in ("F3", "F4"):
            shown = f"<{words.encode('utf-16-be').hex()}>"
        elif font == "F5":
            shown = f"<{''.join(f'{ord(char) % 90 + 3:04x}' for char in words)}>"
        else:
            data = words.encode("cp1252").decode("latin-1").replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            shown = f"({data})"
        self.content.append(f"BT /{font} {size} Tf {matrix} {x} {y} Tm {shown} Tj ET")
        return self

    def lines(
        self, x: float, y: float, lines: Sequence[str], size: float = 10, font: str = "F1", lead: float = 1.2
    ) -> TinyPage:
        """Lines below each other."""
        for number, line in enumerate(lines):
            self.text(x, y - number * size * lead, line, size, font)
        return self

    def rule(self, left: float, bottom: float, right: float, top: float) -> TinyPage:
        """A printed line."""
        self.content.append(f"{left} {bottom} m {right} {top} l 0.5 w S")
        return self

    def frame(self, left: float, bottom: float, right: float, top: float) -> TinyPage:
        """A frame."""
        self.content.append(f"{left} {bottom} {right - left} {top - bottom} re S")
        return self

    def photo(self, left: float, bottom: float, right: float, top: float, data: bytes = b"") -> TinyPage:
        """A photo."""
        self.images.append(data or jpeg())
        self.content.append(f"q {right - left} 0 0 {top - bottom} {left} {bottom} cm /I{len(self.images)} Do Q")
        return self


_FONTS = (
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[%d 0 R]>>",
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-V/DescendantFonts[%d 0 R]>>",
    b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Lost/Encoding/Identity-H/DescendantFonts[%d 0 R]>>",
)
_HAN = (
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    b"/DW 1000/FontDescriptor %d 0 R>>"
)
_LOST = (
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Lost/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
    b"/Supplement 0>>/DW 600/FontDescriptor %d 0 R>>"
)
_DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120"
    b"/CapHeight 700/StemV 80>>"
)


def tiny_pdf(*pages: TinyPage, packed: bool = True, extra: bytes = b"") -> bytes:
    """The file."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    objects += [_DESCRIPTOR, _HAN % 3, _LOST % 3]
    fonts = []
    for font in _FONTS:
        inner = 5 if b"Lost" in font else 4
        objects.append(font % inner if b"%d" in font else font)
        fonts.append(len(objects))
    named = b"".join(b"/F%d %d 0 R" % (number, place) for number, place in enumerate(fonts, 1))
    kids = []
    for page in pages:
        shown = b""
        for number, image in enumerate(page.images, 1):
            wide, high = Image.open(io.BytesIO(image)).size
            head = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8" % (
                wide,
                high,
            )
            objects.append(b"%s/Filter/DCTDecode/Length %d>>stream\n%s\nendstream" % (head, len(image), image))
            shown += b"/I%d %d 0 R" % (number, len(objects))
        data = "\n".join(page.content).encode("latin-1")
        body = zlib.compress(data) if packed else data
        objects.append(
            b"<<%s/Length %d>>stream\n%s\nendstream" % (b"/Filter/FlateDecode" if packed else b"", len(body), body)
        )
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Rotate %d/Contents %d 0 R/Resources<</Font<<%s>>/XObject<<%s>>>>>>"
            % (page.width, page.height, page.rotate, len(objects), named, shown)
        )
        kids.append(len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    return _written(objects, extra)


def _written(objects: Sequence[bytes], extra: bytes) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, extra, start)
    return bytes(out)
