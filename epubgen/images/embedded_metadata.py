# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a photo file says of itself (IPTC IIM, XMP): caption, credit, place, date. Read before the encoder strips it.

Sources: IPTC-IIM 4.2 §6 (datasets 2:55–2:120), IPTC Photo Metadata Standard (their XMP properties).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from epubgen.images.metadata_segments import needed, packets
from epubgen.model import Credit, Photo

__all__ = ["Described", "described", "names_of", "needed", "told", "with_described"]

_LONGEST = 2000
"""Characters of a caption."""
_UTF8 = b"\x1b%G"
_ENCODINGS = (("zh-hant", "big5hkscs"), ("zh-tw", "big5hkscs"), ("zh-hk", "big5hkscs"), ("zh", "gb18030"),
              ("ja", "cp932"), ("ko", "cp949"))  # fmt: skip
_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "ps": "http://ns.adobe.com/photoshop/1.0/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """Words found in a photo file; each may be empty."""

    caption: str = ""
    creators: tuple[str, ...] = ()
    agency: str = ""
    place: str = ""
    date: str = ""
    rights: str = ""

    @property
    def credit(self) -> tuple[Credit, ...]:
        """Photographers with their agency; the agency alone where nobody is named."""
        if self.creators:
            org = "" if self.agency in self.creators else self.agency
            return tuple(Credit(name=name, role="photographer", org=org) for name in self.creators)
        return (Credit(name=self.agency, role="agency"),) if self.agency else ()


def described(data: bytes, language: str = "") -> Described:
    """What a JPEG, PNG, WebP or TIFF says; nothing for other files. Never raises.

    Args:
        data: the file, or as many of its first bytes as ``needed`` says.
        language: of the publication; it tells the encoding of old captions that do not name theirs.
    """
    found = packets(data)
    xmp = _from_xmp(found.xmp) if found.xmp else Described()
    iptc = _from_iptc(found.iptc, language)
    names = Described.__dataclass_fields__
    return Described(**{name: getattr(xmp, name) or getattr(iptc, name) for name in names})


def with_described(photo: Photo, data: bytes, language: str) -> Photo:
    """The photo with the caption, credit, place, date and rights of its file where it has none."""
    found = described(data, language)
    return replace(
        photo,
        caption=photo.caption or found.caption,
        credit=photo.credit or found.credit,
        place=photo.place or found.place,
        date=photo.date or found.date,
        rights=photo.rights or found.rights,
    )


def told(before: Photo, after: Photo) -> str:
    """The key of the finding that says what a photo owes to its file; empty when neither caption nor credit."""
    caption, credit = after.caption != before.caption, after.credit != before.credit
    return {(True, True): "F15", (True, False): "F15.caption", (False, True): "F15.credit"}.get((caption, credit), "")


def names_of(photo: Photo) -> str:
    """Who is credited, as a list of names."""
    return ", ".join(" ".join(filter(None, (one.org, one.name))) for one in photo.credit)


def _datasets(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Record, dataset and value of each IIM entry; extended lengths end the walk."""
    place = 0
    while place + 5 <= len(data) and data[place] == 0x1C:  # noqa: PLR2004 - the tag marker
        size = int.from_bytes(data[place + 3 : place + 5], "big")
        if size & 0x8000:
            return
        yield data[place + 1], data[place + 2], data[place + 5 : place + 5 + size]
        place += 5 + size


def _from_iptc(data: bytes, language: str) -> Described:
    values: dict[int, list[bytes]] = {}
    stated = False
    for record, number, value in _datasets(data):
        if (record, number) == (1, 90):
            stated = value == _UTF8
        elif record == 2:  # noqa: PLR2004 - the application record
            values.setdefault(number, []).append(value)

    def texts(number: int) -> tuple[str, ...]:
        return tuple(text for value in values.get(number, ()) if (text := _text(value, language, stated)))

    def first(number: int) -> str:
        return "".join(texts(number)[:1])

    places = dict.fromkeys(part for number in (92, 90, 95, 101) if (part := first(number)))
    day = re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", first(55))
    return Described(
        caption=first(120), creators=texts(80), agency=first(110), place=", ".join(places), date=day, rights=first(116)
    )


def _text(value: bytes, language: str, stated: bool) -> str:
    """The words of an entry: UTF-8, else the encoding that newsrooms of the language used before."""
    try:
        return _clean(value.decode("utf-8"))
    except UnicodeDecodeError:
        if stated:
            return ""
    wanted = language.lower()
    encoding = next((name for tag, name in _ENCODINGS if wanted.startswith(tag)), "cp1252")
    try:
        return _clean(value.decode(encoding))
    except UnicodeDecodeError:
        return ""


def _from_xmp(data: bytes) -> Described:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data.strip(b" \t\r\n\0"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return Described()

    def words(path: str) -> tuple[str, ...]:
        return tuple(text for one in root.iterfind(f".//{path}", _SPACES) if (text := _clean(one.text or "")))

    def plain(name: str) -> str:
        nodes = root.iter(f"{{{_SPACES['rdf']}}}Description")
        said = [text for node in nodes if (text := node.get(f"{{{_SPACES['ps']}}}{name}"))]
        return _clean(said[0]) if said else "".join(words(f"ps:{name}")[:1])

    places = dict.fromkeys(part for name in ("City", "State", "Country") if (part := plain(name)))
    return Described(
        caption="".join(words("dc:description//rdf:li")[:1]),
        creators=words("dc:creator//rdf:li"),
        agency=plain("Credit"),
        place=", ".join(places),
        date=plain("DateCreated")[:10],
        rights="".join(words("dc:rights//rdf:li")[:1]),
    )


def _clean(text: str) -> str:
    """One line of printable characters."""
    line = " ".join(text.split())
    return "".join(char for char in line if char.isprintable())[:_LONGEST].strip()
