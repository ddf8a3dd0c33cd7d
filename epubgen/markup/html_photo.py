# SPDX-License-Identifier: AGPL-3.0-or-later
"""``img`` of foreign HTML → Photo; addresses of foreign HTML → addresses that a story may have.

Nothing is fetched: a remote picture is looked for under its own file name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from epubgen.markup.parsed import is_outside_link
from epubgen.markup.problems import Problems
from epubgen.markup.tidy import one_line
from epubgen.model import Photo

__all__ = ["link_address", "photo_of"]

_HIDDEN = re.compile("[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SOURCES = ("src", "data-src", "data-original", "data-echo")


def link_address(typed: str, problems: Problems) -> str:
    """The address when it may stand in a story, else empty; a refused one is reported."""
    clean = typed.strip().replace(" ", "%20")
    clean = f"https:{clean}" if clean.startswith("//") else clean
    if is_outside_link(clean):
        return clean
    if clean and not clean.startswith("#"):
        problems.add("H03", 0, href=typed)
    return ""


def photo_of(attributes: Mapping[str, str], problems: Problems) -> Photo | None:
    """The photo of an ``img``; none for a tracking pixel and for what is no file."""
    typed = next((attributes[name] for name in _SOURCES if attributes.get(name, "").strip()), "")
    if attributes.get("width") in ("0", "1") and attributes.get("height") in ("0", "1"):
        return None
    clean = _HIDDEN.sub("", typed).replace("\\", "/")
    scheme = _SCHEME.match(clean)
    if scheme and scheme[1].lower() not in ("http", "https", "ftp", "file"):
        problems.add("H03.image", 0, href=typed)
        return None
    file = _file(clean)
    if not file:
        if typed:
            problems.add("H03.image", 0, href=typed)
        return None
    if scheme or clean.startswith("/"):
        problems.add("H04", 0, href=typed, file=file)
    return Photo(file=file, alt=one_line(attributes.get("alt", "")))


def _file(address: str) -> str:
    try:
        path = unquote(urlsplit(address).path, errors="replace")
    except ValueError:
        return ""
    path = path.replace("\\", "/").replace("\x00", "")
    return path.rpartition("/")[2] if _SCHEME.match(address) or address.startswith("/") else path
