# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the cover in the mode of the publication, and falls back to a simpler cover if something is missing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import field
from io import BytesIO

import PIL

from epubgen.covers.canvas import Canvas, CoverColours
from epubgen.covers.cropping import cropped
from epubgen.covers.horizontal import HorizontalLayout
from epubgen.covers.settable import settable_front
from epubgen.covers.shaping import shaped_by
from epubgen.covers.type import Typeface
from epubgen.covers.vertical import VerticalLayout
from epubgen.covers.words import FrontPage, front_of
from epubgen.epub.edition import Edition
from epubgen.epub.fonts import FontFace, font_chain
from epubgen.errors import Finding, Location, finding
from epubgen.files.input_tree import InputTree
from epubgen.images import Media, Picture
from epubgen.images.encode import Encoded, memory_errors
from epubgen.images.picture_store import PictureStore
from epubgen.images.pillow import Image, ImageColor
from epubgen.images.source import PictureRefusedError, open_picture
from epubgen.images.uses import missing_cover
from epubgen.languages.directions import vertical_lines
from epubgen.languages.tags import fitting
from epubgen.model import Photo
from epubgen.options import Options
from epubgen.startup import dataclass

__all__ = ["CoverPicture", "make_cover", "thumbnail"]

SIZE = (1200, 1600)
"""Width and height in pixels, in the ratio 3 to 4: Kobo suggests it and every shop accepts it."""
_QUALITIES = (85, 80, 75, 70)
_SOFT_LIMIT = 400 * 1024

RECIPE = "5"
"""Increase this number when the same facts give another cover than before."""
ACCENT, PAPER = "#8c1c1c", "#ffffff"
"""Colours without ``cover.colors``: dark red, on white."""


@dataclass(frozen=True, slots=True)
class CoverPicture:
    """The cover picture, a JPEG of 1200 × 1600 pixels, or no picture."""

    data: bytes = field(default=b"", repr=False)
    findings: tuple[Finding, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.data)


def make_cover(edition: Edition, media: Media, inputs: InputTree, options: Options) -> CoverPicture:
    """Make the cover of an edition.

    Args:
        edition: the plan; the texts of the cover come from it.
        media: the prepared photos.
        inputs: the files with fonts and with a picture of the cover.
        options: ``cover``, ``fonts`` and ``cache`` are used.
    """
    return _CoverMaker(edition, media, inputs, options).cover()


def thumbnail(cover: bytes, long_edge: int = 400) -> bytes:
    """Return a smaller JPEG of a cover, for catalogues. A cover that is small enough is not enlarged.

    Args:
        cover: the bytes of a JPEG or PNG.
        long_edge: maximum pixels of the longer side.
    """
    with Image.open(BytesIO(cover), formats=["JPEG", "PNG"]) as image:
        image.draft("RGB", (long_edge, long_edge))
        small = image.convert("RGB")
    small.thumbnail((long_edge, long_edge), Image.Resampling.LANCZOS)
    return _jpeg(small)


def _jpeg(image: Image.Image) -> bytes:
    """Encode a baseline JPEG, at lower quality if it would be too large."""
    data, pixels = b"", _rgb(image)
    for quality in _QUALITIES:
        out = BytesIO()
        with memory_errors(sure=True):
            pixels.save(
                out, "JPEG", quality=quality, subsampling="4:2:0", optimize=True, progressive=False, dpi=(300, 300)
            )
        data = out.getvalue()
        if len(data) <= _SOFT_LIMIT:
            break
    return data


def _kept(options: Options, facts: Sequence[object], draw: Callable[[], Image.Image]) -> bytes:
    """Return the JPEG of a drawing; it comes from the cache if a cover of the same facts was drawn before."""
    recipe = json.dumps(["cover", RECIPE, PIL.__version__, *map(repr, facts)], ensure_ascii=False)
    key = hashlib.sha256(recipe.encode("utf-8", "backslashreplace")).hexdigest()
    if options.cache is None:
        return _jpeg(draw())
    with closing(PictureStore(options.cache)) as store:
        if known := store.recall(key):
            return known[0].read()
        data = _jpeg(draw())
        with suppress(OSError):  # without the cache the next build draws it again
            store.store(key, Encoded(data, "jpg", *SIZE))
        return data


class _CoverMaker:
    """Makes one cover and collects the findings about it."""

    def __init__(self, edition: Edition, media: Media, inputs: InputTree, options: Options) -> None:
        self.edition, self.media, self.inputs, self.options = edition, media, inputs, options
        self.paper = edition.issue.publication
        self.found: list[Finding] = []

    def cover(self) -> CoverPicture:
        mode = self.options.cover or self.paper.cover.mode
        drawings: dict[str, Callable[[], Image.Image | None]] = {
            "image": self._image,
            "lead-photo": self._lead_photo,
            "facsimile": self._facsimile,
        }
        if mode == "none":
            return CoverPicture()
        image = drawings[mode]() if mode in drawings else None
        data = _jpeg(image) if image else self._composed()
        return CoverPicture(data, tuple(self.found))

    def _image(self) -> Image.Image | None:
        name = self.paper.cover.file
        known = self.inputs.resolve("", name) if name else None
        if known is None or not self.inputs.has(known):
            key, facts = missing_cover(name, self.inputs)
            self._missing(key, "cover.file", **facts)
            return None
        return self._page(known)

    def _facsimile(self) -> Image.Image | None:
        first = self.edition.issue.pages[:1]
        if not first or not first[0].facsimile:
            self._missing("F22.facsimile", "cover.mode", page=first[0].number if first else "1")
            return None
        return self._page(first[0].facsimile)

    def _lead_photo(self) -> Image.Image | None:
        front = front_of(self.edition)
        photo = self._photo(front.photo)
        if photo is None:
            self._missing("F22.photo", "cover.mode")
            return None
        return cropped(photo, SIZE, front.photo.focal if front.photo else None)

    def _composed(self) -> bytes:
        """Draw the front page; without a font for its text, its pictures only; without pictures, return no cover."""
        front = front_of(self.edition)
        pictures = [self.media.find(photo) if photo else None for photo in (self.paper.nameplate, front.photo)]
        chain = font_chain(self.paper, self.inputs, self.options.fonts)
        colours, language = self._colours(), self.edition.language
        set_down = fitting(language) != "en" or vertical_lines(language) == "vertical-lr"
        down = self.edition.vertical and set_down and bool(chain.serif)
        serif, sans = (_latin_first(faces, language, front) for faces in (chain.serif, chain.sans))
        named = pictures[0] is not None and (not down or pictures[0].height > pictures[0].width)
        kinds = Typeface(serif, language), Typeface(sans, language)
        left = settable_front(front, *kinds, nameplate=named)
        front = left.front
        self.found += left.findings
        if not left.words:
            serif, sans = (), ()
            kinds = Typeface(()), Typeface(())
            down = down and named  # without a word the frame of the name would be empty
        if not serif and not any(pictures):
            self._missing("F26.empty" if chain.serif else "F22.empty", "cover")
            return b""
        if not chain.serif:
            self._missing("F22.font", "cover")

        def drawn() -> Image.Image:
            canvas = Canvas(SIZE, colours, kinds[0], kinds[1], language, vertical=down)
            layout = VerticalLayout if down else HorizontalLayout
            layout(canvas, front, *map(_opened, pictures)).draw()
            return canvas.sheet

        stamps = [(face.family, face.index, face.stamp) for face in (*serif, *sans)]
        made_of = [picture.sha256 if picture else "" for picture in pictures]
        return _kept(self.options, (front, colours, language, down, stamps, made_of, shaped_by(repr(front))), drawn)

    def _colours(self) -> CoverColours:
        chosen = [ACCENT, PAPER]
        for number, value in enumerate(self.paper.cover.colors[: len(chosen)]):
            try:
                ImageColor.getrgb(value)
            except ValueError:
                self._missing("F22.color", f"cover.colors[{number}]", value=value)
            else:
                chosen[number] = value
        return CoverColours(*chosen)

    def _photo(self, photo: Photo | None) -> Image.Image | None:
        return _opened(self.media.find(photo) if photo else None)

    def _page(self, name: str) -> Image.Image | None:
        """Return a picture of the publication, uncropped; ``None`` with a finding if it is unusable."""
        try:
            with self.inputs.open(name) as file, open_picture(file, name) as image:
                given = image.convert("RGB")
        except PictureRefusedError:
            given = None
        except Exception:  # noqa: BLE001 - Pillow raises any type for damaged files
            given = None
        if given is None:
            self._missing("F22.broken", "cover", file=name)
            return None
        return given

    def _missing(self, key: str, path: str, /, **facts: object) -> None:
        at: Location | None = self.paper.at.of(path) if self.paper.at else None
        self.found.append(finding(key, at, f"publication.{path}", **facts))


def _latin_first(faces: Sequence[FontFace], language: str, front: FrontPage) -> Sequence[FontFace]:
    """Order the fonts for a language in Latin letters, so that the first font has all letters of the front page.

    The Korean font is preferred: all fonts have Latin letters, but only the Korean font has narrow quotation marks.
    """
    if fitting(language) != "en":
        return faces
    ordered = sorted(faces, key=lambda face: not face.family.endswith("KR") and face.family.startswith("Noto"))
    letters = {
        char for char in front.title + "".join(front.headline) + front.deck + "".join(front.text) if char.isalpha()
    }
    whole = next((face for face in ordered if all(map(face.has, letters))), None)
    return sorted(ordered, key=lambda face: face is not whole)


def _opened(picture: Picture | None) -> Image.Image | None:
    return _rgb(Image.open(BytesIO(picture.read()))) if picture else None


def _rgb(image: Image.Image) -> Image.Image:
    """Return the picture in RGB. ``convert`` is not called for an RGB picture, because that would copy it."""
    image.load()
    return image if image.mode == "RGB" else image.convert("RGB")
