# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of pictures in foreign text: the file that each means, and pictures inside ``data:`` addresses."""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from epubgen.startup import dataclass, regex

__all__ = [
    "PictureAddress",
    "candidates",
    "file_of_address",
    "is_blurred",
    "is_placeholder",
    "largest",
    "picture_address",
]

_CONTROLS = regex("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]")
_SCHEME = regex(r"([A-Za-z][A-Za-z0-9+.-]+):")
_DRIVE = regex(r"[A-Za-z]:")
_FETCHED = ("http", "https", "ftp", "file")
_ENDINGS = "jpe?g|jpe|jfif|png|webp|gif|tiff?|bmp|avif|heic|heif|svg"
_ENDING = regex(rf"\.(?:{_ENDINGS})\Z", re.IGNORECASE)
_STYLED = regex(rf"(.+?\.(?:{_ENDINGS}))[!@~_:].*", re.IGNORECASE)
"""A file name followed by an instruction for a picture server: ``photo.jpg!w800``, ``photo.jpg@1e_1c``."""
_FORMAT = regex(rf"(?:\A|[&;])(?:wx_fmt|format|fmt|fm|f|type)=({_ENDINGS})(?:\Z|[&;])", re.IGNORECASE)
_UNSAFE = regex(r'[<>:"|?*\\/\x00-\x1f\x7f]')
_LONGEST = 80
"""Characters of a file name."""


@dataclass(frozen=True, slots=True)
class PictureAddress:
    """The meaning of a picture's address."""

    url: str
    """The whole address; empty for a ``data:`` address."""
    file: str
    """The file that may hold the picture, named after the last part of the address: ``photo.jpg``."""
    distinct: str
    """The file named after the whole address, unlike any other: ``photo-5f2c9a1e.jpg``."""
    is_local: bool = False
    """Whether the address is a path inside the folder of the text."""
    data: bytes | None = None
    """The picture of a ``data:`` address."""


def picture_address(typed: str, base: str = "") -> PictureAddress | None:
    """Return the meaning of an address; ``None`` for ``javascript:``, a damaged ``data:`` and the like.

    Args:
        typed: the address in the text.
        base: the address to which relative ones belong, where the text states one.
    """
    clean = _CONTROLS.sub("", typed).strip()
    scheme = _SCHEME.match(clean.replace(" ", ""))
    if scheme and scheme[1].lower() == "data":
        return _inside(clean)
    if not clean or (scheme and scheme[1].lower() not in _FETCHED):
        return None
    url = _absolute(clean, base)
    try:
        parts = urlsplit(url.replace("\\", "/"))
        path = unquote(parts.path, errors="replace").replace("\\", "/")
    except ValueError:
        return None
    path, query = _CONTROLS.sub("", path), parts.query
    if parts.scheme and len(parts.scheme) == 1:  # a drive of Windows
        path = f"/{path.lstrip('/')}"
    inner = posixpath.normpath(path) if path else ""
    outside = bool(parts.scheme or parts.netloc) or path.startswith(("/", "~")) or inner.split("/")[0] == ".."
    file, distinct = _names(path, query, url)
    if not outside and inner not in ("", ".") and (_ENDING.search(inner) or not query):
        return PictureAddress(url, inner, posixpath.join(posixpath.dirname(inner), distinct), is_local=True)
    return PictureAddress(url, file, distinct)


def file_of_address(url: str) -> str:
    """Return the file that an address means by its last part; empty for an address that is no picture."""
    made = picture_address(url)
    return made.file if made else ""


def is_placeholder(typed: str) -> bool:
    """Return whether an address is that of a placeholder, which a page shows until the picture is loaded."""
    word = typed.strip().lower()
    if not word or word.startswith(("#", "about:", "javascript:")):
        return True
    if word.startswith("data:"):
        made = picture_address(typed)
        return made is None or _is_tiny(made.data or b"")
    return _WAITING.search(_path_of(word)) is not None


_BLURRED = 4096
"""Bytes below which a picture inside an address counts as a placeholder."""


def is_blurred(typed: str) -> bool:
    """Return whether an address holds a picture of a few bytes; any other address is preferred."""
    return typed.strip().lower().startswith("data:") and len(typed) < _BLURRED


_WAITING = regex(
    r"(?:^|[/_.-])(?:blank|placeholder|place-holder|loading|loader|lazy|lazyload|lazy_?loading|spacer|transparent|pixel"
    r"|grey|gray|1x1|empty|none|dot|space|trans|img_?loading|default_?img|occupy|zhanwei)"
    r"(?:[_-]?\d*)?(?:\.(?:gif|png|svg|jpe?g|webp))\Z"
)


def _path_of(address: str) -> str:
    """Return the path of an address without its query; the address itself where it cannot be parsed."""
    try:
        return urlsplit(address).path
    except ValueError:
        return address


def largest(srcset: str) -> str:
    """Return the address of the largest picture of a ``srcset`` (HTML Standard); empty when there is none."""
    found = list(candidates(srcset))
    return max(found, key=lambda one: one[1])[0] if found else ""


_CANDIDATE = regex(r"[\s,]*([^\s,]\S*)")
_DESCRIPTOR = regex(r"[^,(]*(?:\([^)]*\)?[^,(]*)*")


def candidates(srcset: str) -> Iterator[tuple[str, float]]:
    """Yield each address with its size.

    An address may contain commas; only commas at its end separate it from the next.
    """
    place = 0
    while found := _CANDIDATE.match(srcset, place):
        address, place = found[1], found.end()
        if address.endswith(","):
            yield address.rstrip(","), 1
            continue
        descriptor = _DESCRIPTOR.match(srcset, place)
        said, place = (descriptor[0].strip(), descriptor.end()) if descriptor else ("", place)
        number = re.match(r"(\d+(?:\.\d+)?)([wx])", said)
        yield address, float(number[1]) * (1 if number[2] == "w" else 1.01) if number else 1


def _absolute(address: str, base: str) -> str:
    if base and not _DRIVE.match(address):
        try:
            address = urljoin(base, address)
        except ValueError:
            return address
    return f"https:{address}" if address.startswith("//") else address


def _names(path: str, query: str, url: str) -> tuple[str, str]:
    """Return the file name from the last part of the path, and the one from the whole address.

    Without an ending in the path both are from the whole address.
    """
    last = _UNSAFE.sub("", path.rstrip("/").rpartition("/")[2]).lstrip(".").strip()
    styled = _STYLED.fullmatch(last)
    last = styled[1] if styled and not _ENDING.search(last) else last
    found = _ENDING.search(last)
    said = _FORMAT.search(query)
    ending = found[0] if found else f".{said[1].lower()}" if said else ".jpg"
    stem = (last[: found.start()] if found else last)[:_LONGEST] or "photo"
    mark = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    distinct = f"{stem}-{mark}{ending}"
    return (f"{stem}{ending}" if found else distinct), distinct


_DATA = regex(r"data:([^,;]*)((?:;[^,;]*)*),(.*)", re.IGNORECASE | re.DOTALL)
_LARGEST = 20 * 2**20
"""Bytes that a picture inside an address may have."""
_KINDS = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
    (b"BM", "bmp"),
)


def _inside(address: str) -> PictureAddress | None:
    """Return the picture of a ``data:`` address (RFC 2397); ``None`` where it is damaged, too large or no picture."""
    found = _DATA.fullmatch(address)
    if not found or len(found[3]) > 3 * _LARGEST:
        return None
    data = _decoded(found[3], "base64" in found[2].lower().replace(" ", "").split(";"))
    kind = _kind(data)
    if not kind or len(data) > _LARGEST:
        return None
    file = f"picture-{hashlib.sha256(data).hexdigest()[:8]}.{kind}"
    return PictureAddress("", file, file, data=data)


def _decoded(text: str, packed: bool) -> bytes:
    if not packed:
        return unquote_to_bytes(text)
    letters = re.sub(r"\s", "", unquote(text)).replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(letters + "=" * (-len(letters) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _kind(data: bytes) -> str:
    """Return the file ending that fits the bytes; empty for bytes that are no picture."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return "avif" if data[8:12] in (b"avif", b"avis") else "heic"
    return next((ending for magic, ending in _KINDS if data.startswith(magic)), "")


def _is_tiny(data: bytes) -> bool:
    """Return whether a GIF or PNG has one pixel, as a placeholder has."""
    if data.startswith(b"GIF8"):
        return data[6:10] == b"\1\0\1\0"
    return data.startswith(b"\x89PNG") and data[16:24] == b"\0\0\0\1\0\0\0\1"
