# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads caption, credit, place and date from the metadata of a photo file (IPTC IIM, XMP).

The encoder strips this metadata later. Pillow finds the packets by reading headers; no pixels are decoded. Names of
fields: IPTC-IIM 4.2 §6 (datasets 2:55 to 2:120), IPTC Photo Metadata Standard (their XMP properties).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib import import_module
from os import SEEK_END
from typing import IO

from lxml import etree

from epubgen.images.pillow import Image, ImageFile
from epubgen.images.source import MAX_BYTES, kind
from epubgen.languages.encodings import page_of
from epubgen.model import Credit, Photo
from epubgen.startup import dataclass

__all__ = ["EmbeddedMetadata", "embedded_metadata", "names_of", "origin_of_words", "with_embedded_metadata"]

_LONGEST = 2000
"""Characters of the longest caption; the rest is cut off."""
_LONGEST_PACKET = 2**20
"""Bytes of the largest XMP packet that is read."""
_HEAD = 64
"""Bytes at the start of a file that are enough to recognise these formats."""
_PLUGINS = {"JPEG": "PIL.JpegImagePlugin", "TIFF": "PIL.TiffImagePlugin", "WEBP": "PIL.WebPImagePlugin"}
_PNG_SIGNATURE, _CHECKSUM = 8, 4
_UTF8 = b"\x1b%G"
_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "ps": "http://ns.adobe.com/photoshop/1.0/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedMetadata:
    """The texts found in a photo file; each may be empty."""

    caption: str = ""
    creators: tuple[str, ...] = ()
    agency: str = ""
    place: str = ""
    date: str = ""
    rights: str = ""

    @property
    def credit(self) -> tuple[Credit, ...]:
        """Return the photographers with their agency, or the agency alone if no photographer is named."""
        if self.creators:
            org = "" if self.agency in self.creators else self.agency
            return tuple(Credit(name=name, role="photographer", org=org) for name in self.creators)
        return (Credit(name=self.agency, role="agency"),) if self.agency else ()


def embedded_metadata(file: IO[bytes], language: str = "") -> EmbeddedMetadata:
    """Read the metadata of a JPEG, PNG, WebP or TIFF. Other files and damaged files give empty fields. Never raises.

    Args:
        file: an open file that can seek.
        language: of the publication; it decides the encoding of old captions that do not name their own.
    """
    packet, datasets = _packets(file)
    xmp = _from_xmp(packet) if packet else EmbeddedMetadata()
    iptc = _from_iptc(datasets, language)
    names = EmbeddedMetadata.__dataclass_fields__
    return EmbeddedMetadata(**{name: getattr(xmp, name) or getattr(iptc, name) for name in names})


def with_embedded_metadata(photo: Photo, file: IO[bytes], language: str) -> Photo:
    """Return the photo, with its empty caption, credit, place, date and rights filled from its file."""
    found = embedded_metadata(file, language)
    return replace(
        photo,
        caption=photo.caption or found.caption,
        credit=photo.credit or found.credit,
        place=photo.place or found.place,
        date=photo.date or found.date,
        rights=photo.rights or found.rights,
    )


def origin_of_words(before: Photo, after: Photo) -> str:
    """Return the key of the finding about text taken from the file; empty if neither caption nor credit was taken."""
    caption, credit = after.caption != before.caption, after.credit != before.credit
    return {(True, True): "F15", (True, False): "F15.caption", (False, True): "F15.credit"}.get((caption, credit), "")


def names_of(photo: Photo) -> str:
    """Return the names of the people and agencies in the credit, separated by commas."""
    return ", ".join(" ".join(filter(None, (one.org, one.name))) for one in photo.credit)


Datasets = Mapping[tuple[int, int], bytes | list[bytes]]


def _packets(file: IO[bytes]) -> tuple[bytes, Datasets]:
    """Return the XMP packet and the IPTC entries of a file; both are empty if absent, damaged or of another format."""
    try:
        if file.seek(0, SEEK_END) > MAX_BYTES:
            return b"", {}
        file.seek(0)
        word = kind(file.read(_HEAD))
        file.seek(0)
        if word == "PNG":
            return _xmp_of_png(file), {}
        if word not in _PLUGINS:
            return b"", {}
        import_module(_PLUGINS[word])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _of_picture(Image.open(file, formats=[word]))
    except Exception:  # noqa: BLE001 - Pillow raises any type for damaged files
        return b"", {}


def _of_picture(image: ImageFile.ImageFile) -> tuple[bytes, Datasets]:
    from PIL.IptcImagePlugin import getiptcinfo  # noqa: PLC0415 - imported only when needed

    xmp = image.info.get("xmp", b"")
    try:
        iptc = getiptcinfo(image)
    except (SyntaxError, OSError, ValueError):  # the XMP may still be usable
        iptc = None
    return xmp if isinstance(xmp, bytes) and len(xmp) <= _LONGEST_PACKET else b"", iptc or {}


def _xmp_of_png(file: IO[bytes]) -> bytes:
    """Return the XMP packet of a PNG.

    The packet may follow the pixel data. ``Image.open`` would decode the pixels to reach the packet; this skips them.
    """
    from PIL.PngImagePlugin import PngStream  # noqa: PLC0415 - imported only when needed

    file.seek(_PNG_SIGNATURE)
    with PngStream(file) as stream:
        name, place, size = stream.read()
        while name != b"IEND" and "xmp" not in stream.im_info:
            if name == b"iTXt" and size <= _LONGEST_PACKET:
                stream.call(name, place, size)
            file.seek(place + size + _CHECKSUM)
            name, place, size = stream.read()
        found: bytes = stream.im_info.get("xmp", b"")
        return found


def _from_iptc(datasets: Datasets, language: str) -> EmbeddedMetadata:
    stated = datasets.get((1, 90)) == _UTF8

    def values(number: int) -> Iterable[bytes]:
        found = datasets.get((2, number)) or ()
        return found if isinstance(found, list) else [found] if found else ()

    def texts(number: int) -> tuple[str, ...]:
        return tuple(text for value in values(number) if (text := _text(value, language, stated)))

    def first(number: int) -> str:
        return "".join(texts(number)[:1])

    places = dict.fromkeys(part for number in (92, 90, 95, 101) if (part := first(number)))
    day = re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", first(55))
    return EmbeddedMetadata(
        caption=first(120), creators=texts(80), agency=first(110), place=", ".join(places), date=day, rights=first(116)
    )


def _text(value: bytes, language: str, stated: bool) -> str:
    """Decode an entry as UTF-8, else in the encoding that newsrooms of the language used before UTF-8."""
    try:
        return _clean(value.decode("utf-8"))
    except UnicodeDecodeError:
        if stated:
            return ""
    try:
        return _clean(value.decode(page_of(language) or "cp1252"))
    except UnicodeDecodeError:
        return ""


def _from_xmp(data: bytes) -> EmbeddedMetadata:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data.strip(b" \t\r\n\0"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return EmbeddedMetadata()

    def words(path: str) -> tuple[str, ...]:
        return tuple(text for one in root.iterfind(f".//{path}", _SPACES) if (text := _clean(one.text or "")))

    def plain(name: str) -> str:
        nodes = root.iter(f"{{{_SPACES['rdf']}}}Description")
        said = [text for node in nodes if (text := node.get(f"{{{_SPACES['ps']}}}{name}"))]
        return _clean(said[0]) if said else "".join(words(f"ps:{name}")[:1])

    places = dict.fromkeys(part for name in ("City", "State", "Country") if (part := plain(name)))
    return EmbeddedMetadata(
        caption="".join(words("dc:description//rdf:li")[:1]),
        creators=words("dc:creator//rdf:li"),
        agency=plain("Credit"),
        place=", ".join(places),
        date=plain("DateCreated")[:10],
        rights="".join(words("dc:rights//rdf:li")[:1]),
    )


def _clean(text: str) -> str:
    """Return the text as one line of printable characters."""
    line = " ".join(text.split())
    return "".join(char for char in line if char.isprintable())[:_LONGEST].strip()
