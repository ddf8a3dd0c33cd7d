"""Depths and grounds of pictures: what is black in the file is not black by accident, and what is white is seen."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Sequence
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from epubgen.errors import Finding
from epubgen.files.input_tree import InputTree
from epubgen.images import prepare
from epubgen.images.pixels import clean_pixels
from epubgen.images.profile import GENERIC
from epubgen.images.source import open_picture
from epubgen.model import Article, Issue, Photo, Publication
from epubgen.options import Options
from tests.input_cases.archives import _DAY
from tests.input_cases.case import InputCase


def _png(colour: int, most: int) -> bytes:
    """A PNG of 16 bits a colour: a ramp from 0 to ``most``, opaque where it has an alpha band."""
    bands = {0: 1, 2: 3}[colour]
    line = b"\0" + b"".join(struct.pack(">H", tone * most // 63) * bands for tone in range(64))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 64, 64, 16, colour, 0, 0, 0)
    body = zlib.compress(line * 64)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _tiff(mode: str, values: Sequence[float]) -> bytes:
    image, out = Image.new(mode, (64, 64)), io.BytesIO()
    image.putdata(values)
    image.save(out, "TIFF")
    return out.getvalue()


def _tones(data: bytes) -> Callable[[str], object]:
    """The darkest and the lightest tone of a picture as it is printed."""

    def read(_: str) -> object:
        with open_picture(io.BytesIO(data), "a.png") as image:
            return clean_pixels(image, GENERIC).convert("L").getextrema()

    return read


_BLACK_TO_WHITE = (0, 255)
_RAMP = range(4096)
DEPTHS = [
    InputCase("depths of pictures", name, _tones(data), _BLACK_TO_WHITE)
    for name, data in (
        ("grey, 10 of 16 bits", _png(0, 1023)),
        ("grey, 12 of 16 bits", _png(0, 4095)),
        ("grey, 14 of 16 bits", _png(0, 16383)),
        ("grey, 16 bits", _png(0, 65535)),
        ("colours, 12 of 16 bits", _png(2, 4095)),
        ("colours, 14 of 16 bits", _png(2, 16383)),
        ("colours, 16 bits", _png(2, 65535)),
        ("12 bits in a TIFF", _tiff("I;16", list(_RAMP))),
        ("12 bits in whole numbers of 32", _tiff("I", list(_RAMP))),
        ("whole numbers of 32 bits", _tiff("I", [value * 200_000 for value in _RAMP])),
        ("fractions of 1", _tiff("F", [value / 4095 for value in _RAMP])),
        ("fractions of 255", _tiff("F", [float(value % 256) for value in _RAMP])),
        ("fractions below 0", _tiff("F", [float(value - 100) for value in _RAMP])),
        ("one bit", _tiff("1", [value % 2 * 255 for value in _RAMP])),
    )
]


def _drawing(colour: tuple[int, int, int], way: str) -> bytes:
    """A name on nothing, as a file of one kind."""
    image = Image.new("RGBA", (300, 80), (*colour, 0))
    ImageDraw.Draw(image).text((10, 10), "HERALD", font=ImageFont.load_default(50), fill=(*colour, 255))
    out = io.BytesIO()
    kind, _, mode = way.partition(" ")
    made = image.quantize(16) if mode == "palette" else image.convert("LA") if mode == "grey" else image
    made.save(out, kind, **({"lossless": True} if kind == "WEBP" else {}))
    return out.getvalue()


def _ground(colour: tuple[int, int, int]) -> Callable[[str], object]:
    """Whether a drawing of one colour stands out, and the tone of its ground, rounded to white, grey and black."""

    def read(way: str) -> object:
        with open_picture(io.BytesIO(_drawing(colour, way)), "a") as image:
            page = clean_pixels(image, GENERIC).convert("L")
        low, high = page.getextrema()
        corner = page.getpixel((0, 0))
        assert isinstance(low, (int, float))
        assert isinstance(high, (int, float))
        assert isinstance(corner, (int, float))
        return high - low > 60, "white" if corner > 240 else "black" if corner < 15 else "grey"

    return read


GROUNDS = [
    InputCase("grounds of transparent pictures", way, _ground(colour), (True, ground))
    for colour, ground in (
        ((255, 255, 255), "black"),
        ((235, 235, 235), "black"),
        ((240, 240, 120), "black"),
        ((0, 0, 0), "white"),
        ((200, 30, 30), "white"),
        ((140, 140, 140), "white"),
    )
    for way in ("PNG", "PNG palette", "PNG grey", "GIF", "WEBP")
]


def _strip(kind: str, size: tuple[int, int], where: str) -> Callable[[str], object]:
    """The keys of the findings about a picture of a size as a photo of a story, or as the nameplate."""

    def read(name: str) -> object:
        out = io.BytesIO()
        Image.effect_noise(size, 20).convert("RGB").save(out, kind)
        photo = Photo(file=name)
        paper = Publication(id="p", title="p", language="en", nameplate=photo if where == "nameplate" else None)
        story = Article(id="a", title=("a",), lead_photo=photo if where == "story" else None)
        issue = Issue(publication=paper, date=_DAY, articles=(story,))
        with prepare(issue, InputTree.memory({name: out.getvalue()}), Options(threads=1)) as media:
            return [found.key for found in media.findings]

    return read


def _cut(size: tuple[int, int]) -> Callable[[str], object]:
    """Of a strip that was cut as its finding says: the parts, what is said of them, whether each is larger so often."""

    def read(name: str) -> object:
        def shown(pictures: dict[str, Image.Image]) -> tuple[list[Finding], set[int]]:
            files = {}
            for file, image in pictures.items():
                out = io.BytesIO()
                image.save(out, "PNG")
                files[file] = out.getvalue()
            story = Article(id="a", title=("a",), photos=tuple(Photo(file=file) for file in files))
            paper = Publication(id="p", title="p", language="en")
            issue = Issue(publication=paper, date=_DAY, articles=(story,))
            with prepare(issue, InputTree.memory(files), Options(threads=1)) as media:
                return list(media.findings), {min(one.width, one.height) for one in media.pictures}

        whole = Image.new("L", size, 255)
        (found,), before = shown({name: whole})
        parts, (width, height) = int(dict(found.args)["parts"]), size
        edges = [max(size) * part // parts for part in range(parts + 1)]
        boxes = [
            (0, start, width, end) if height > width else (start, 0, end, height) for start, end in pairwise(edges)
        ]
        # one dot each, so that no two are the same picture
        cuts = [whole.crop(box) for box in boxes]
        for number, cut in enumerate(cuts):
            cut.putpixel((number, 0), 0)
        after, sides = shown({f"{number}-{name}": cut for number, cut in enumerate(cuts)})
        return parts, [one.key for one in after], min(sides) >= 0.95 * parts * max(before) or min(sides) == min(size)

    return read


CUTS = [
    InputCase("strips cut as told", f"{width}x{height}.png", _cut((width, height)), (parts, [], True))
    for width, height, parts in (
        (750, 9000, 4),
        (1080, 6000, 2),
        (1080, 20000, 7),
        (8000, 400, 7),
        (9000, 1200, 3),
        (300, 2400, 3),
        (10000, 300, 12),
    )
]

STRIPS = [
    InputCase("strips", name, _strip(kind, size, where), expected)
    for name, kind, size, where, expected in (
        ("long.png", "PNG", (150, 1800), "story", ["F28.tall"]),
        ("long.jpg", "JPEG", (500, 6000), "story", ["F28.tall"]),
        ("long.webp", "WEBP", (300, 2400), "story", ["F28.tall"]),
        ("wide.png", "PNG", (4000, 200), "story", ["F28.wide"]),
        ("name.png", "PNG", (4000, 200), "nameplate", []),
        ("rule.png", "PNG", (600, 20), "story", []),  # an ornament
        ("tower.jpg", "JPEG", (600, 1700), "story", []),
        ("panorama.jpg", "JPEG", (3000, 600), "story", []),
        ("skyscraper.gif", "GIF", (160, 600), "story", []),
    )
]

CASES: list[InputCase] = [*DEPTHS, *GROUNDS, *STRIPS, *CUTS]
