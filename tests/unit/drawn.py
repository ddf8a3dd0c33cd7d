# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures drawn for the tests of photos, and the shortest way to have them prepared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from epubgen.files.input_tree import InputTree
from epubgen.images import Media, Picture, prepare
from epubgen.model import Article, Issue, Photo, Publication
from epubgen.options import Options

PUBLICATION = Publication(id="post", title="Post", language="en")
DAY = dt.date(2026, 4, 22)
RED, GREEN, BLUE, GRAY = (220, 30, 30), (30, 200, 30), (30, 30, 220), (128, 128, 128)


def issue_of(*photos: Photo) -> Issue:
    return Issue(publication=PUBLICATION, date=DAY, articles=(Article(id="story", title=("S",), photos=photos),))


@contextmanager
def prepared(files: dict[str, bytes], options: Options | None = None, **more: Any) -> Iterator[Media]:
    photos = tuple(Photo(file=name, **more) for name in files)
    with prepare(issue_of(*photos), InputTree.memory(files), options or Options()) as media:
        yield media


def one(data: bytes, name: str = "p.jpg", **more: Any) -> tuple[Picture, Image.Image]:
    with prepared({name: data}, **more) as media:
        assert [found.code for found in media.findings if found.code != "F28"] == []  # strips are tried, too
        (picture,) = media.pictures
        data = picture.read()
    return replace(picture, data=data), Image.open(BytesIO(data))


def refused(data: bytes, name: str = "p.jpg") -> str:
    with prepared({name: data}) as media:
        assert media.pictures == ()
        (found,) = media.findings
        assert name in found.message()
        assert "story" in found.message("zh")
        return found.key


def saved(image: Image.Image, kind: str = "JPEG", **how: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def corners(size: tuple[int, int] = (120, 80)) -> Image.Image:
    """Red, green, blue, grey: left above, right above, left below, right below."""
    image = Image.new("RGB", size, GRAY)
    draw = ImageDraw.Draw(image)
    width, height = size[0] // 2, size[1] // 2
    draw.rectangle((0, 0, width - 1, height - 1), RED)
    draw.rectangle((width, 0, size[0], height - 1), GREEN)
    draw.rectangle((0, height, width - 1, size[1]), BLUE)
    return image


def four(image: Image.Image) -> str:
    """The colours of the four corners, as letters."""
    rgb = image.convert("RGB")
    places = ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75))
    return "".join(_letter(pixel(rgb, int(x * rgb.width), int(y * rgb.height))) for x, y in places)


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, int, int]:
    """One pixel of an RGB picture."""
    red, green, blue = image.getpixel((x, y))  # type: ignore[misc]
    return int(red), int(green), int(blue)


def _letter(colour: tuple[int, int, int]) -> str:
    names = {"r": RED, "g": GREEN, "b": BLUE, "x": GRAY}
    return min(names, key=lambda name: sum(abs(a - b) for a, b in zip(names[name], colour, strict=True)))


def noisy(size: tuple[int, int], seed: int = 40) -> Image.Image:
    """Something like a photo: soft forms with grain."""
    base = Image.radial_gradient("L").resize(size)
    grain = Image.linear_gradient("L").resize((97, 61)).rotate(seed).resize(size)
    return Image.merge("RGB", (base, grain, Image.blend(base, grain, 0.5)))
