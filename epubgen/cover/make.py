# SPDX-License-Identifier: AGPL-3.0-or-later
"""Chooses how the cover is made, gets what it needs, and falls back to something simpler where that is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image, ImageColor

from epubgen.cover.across import print_across
from epubgen.cover.down import print_down
from epubgen.cover.pictures import SIZE, cropped, jpeg
from epubgen.cover.press import Colours, Press
from epubgen.cover.type import Type
from epubgen.cover.words import front_of
from epubgen.edition import Edition
from epubgen.errors import Finding, Location, finding
from epubgen.fonts import Chain, font_chain
from epubgen.model import Photo
from epubgen.options import Options
from epubgen.origin import Origin
from epubgen.photos import Media
from epubgen.photos.source import RefusedError, open_picture

__all__ = ["Cover", "make_cover"]

ACCENT, PAPER = "#8c1c1c", "#ffffff"
"""Where ``cover.colors`` says nothing: a dark red on white."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover picture: a JPEG of 1200 × 1600 pixels, or none."""

    data: bytes = field(default=b"", repr=False)
    findings: tuple[Finding, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.data)


def make_cover(edition: Edition, media: Media, origin: Origin, options: Options) -> Cover:
    """The cover of an edition.

    Args:
        edition: the plan: its words stand on the cover.
        media: the prepared photos.
        origin: where fonts and a picture of the cover lie.
        options: ``cover`` and ``fonts`` are used.
    """
    return _Maker(edition, media, origin, options).cover()


class _Maker:
    """Makes one cover and collects what it lacks."""

    def __init__(self, edition: Edition, media: Media, origin: Origin, options: Options) -> None:
        self.edition, self.media, self.origin, self.options = edition, media, origin, options
        self.paper = edition.issue.publication
        self.found: list[Finding] = []

    def cover(self) -> Cover:
        mode = self.options.cover or self.paper.cover.mode
        ways: dict[str, Callable[[], Image.Image | None]] = {
            "image": self._image,
            "lead-photo": self._lead_photo,
            "facsimile": self._facsimile,
        }
        if mode == "none":
            return Cover()
        image = (ways[mode]() if mode in ways else None) or self._composed()
        return Cover(jpeg(image) if image else b"", tuple(self.found))

    def _image(self) -> Image.Image | None:
        name = self.paper.cover.file
        known = self.origin.resolve("", name) if name else None
        if known is None or not self.origin.has(known):
            self._missing("F22.file", "cover.file", file=name or "?")
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

    def _composed(self) -> Image.Image | None:
        """The front page; without a font its pictures alone; nothing at all is no cover."""
        front = front_of(self.edition)
        nameplate, photo = self._photo(self.paper.nameplate), self._photo(front.photo)
        chain = font_chain(self.paper, self.origin, self.options.fonts)
        if not chain.serif:
            self._missing("F22.font" if nameplate or photo else "F22.empty", "cover")
            if not (nameplate or photo):
                return None
        press = self._press(chain)
        (print_down if self.edition.vertical else print_across)(press, front, nameplate, photo)
        return press.sheet

    def _press(self, chain: Chain) -> Press:
        colours = self._colours()
        return Press(SIZE, colours, Type(chain.serif), Type(chain.sans), self.edition.language)

    def _colours(self) -> Colours:
        chosen = [ACCENT, PAPER]
        for number, value in enumerate(self.paper.cover.colors[: len(chosen)]):
            try:
                ImageColor.getrgb(value)
            except ValueError:
                self._missing("F22.color", f"cover.colors[{number}]", value=value)
            else:
                chosen[number] = value
        return Colours(*chosen)

    def _photo(self, photo: Photo | None) -> Image.Image | None:
        picture = self.media.find(photo) if photo else None
        return Image.open(BytesIO(picture.read())).convert("RGB") if picture else None

    def _page(self, name: str) -> Image.Image | None:
        """A picture of the publication, whole on the paper."""
        try:
            with open_picture(self.origin.read(name), name) as image:
                given = image.convert("RGB")
        except RefusedError:
            given = None
        except Exception:  # noqa: BLE001 - damaged pictures raise every type there is
            given = None
        if given is None:
            self._missing("F22.broken", "cover", file=name)
            return None
        return given

    def _missing(self, key: str, path: str, /, **facts: object) -> None:
        at: Location | None = self.paper.at.of(path) if self.paper.at else None
        self.found.append(finding(key, at, f"publication.{path}", **facts))
