# SPDX-License-Identifier: AGPL-3.0-or-later
"""The paths of the files of a catalogue, and their published addresses.

A published address never changes, because reading apps remember it.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from epubgen.back_file.catalog.cards import IssueCard
from epubgen.back_file.facts import SeriesFacts
from epubgen.errors import OptionsError, finding
from epubgen.files.names import folded_slug
from epubgen.startup import dataclass, regex

__all__ = [
    "MEDIA_TYPES",
    "CatalogPlaces",
    "checked_address",
    "issue_page",
    "media_type",
    "picture_file",
    "relative",
    "title_folder",
]

MEDIA_TYPES = {
    "atom": "application/atom+xml;profile=opds-catalog",
    "json": "application/opds+json",
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "jpg": "image/jpeg",
    "png": "image/png",
    "xml": "application/xml",
    "gz": "application/gzip",
    "csv": "text/csv",
    "txt": "text/tab-separated-values",
    "mrc": "application/marc",
    "epub": "application/epub+zip",
    "pdf": "application/pdf",
}
"""Kinds of files in a catalogue, by the endings of their names."""
_PLAIN = regex(r"[a-z0-9][a-z0-9_-]{0,63}")
_DEVICES = regex(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
"""Names that Windows keeps for devices."""
_SAFE = "/-._~!$&'()*+,;=:@"


def checked_address(name: str, typed: str) -> str:
    """Return an address to which paths can be appended: it ends with a slash.

    Raises:
        OptionsError: EG120 it is no http or https address, or it has a password, a query or a fragment.
    """
    text = typed.strip()
    try:
        parts = urlsplit(text)
        usable = parts.scheme.lower() in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        raise OptionsError(finding("EG120", None, name, value=typed)) from None
    if not usable or re.search(r"[\s<>\"\\^`{|}\x00-\x1f]", text):
        raise OptionsError(finding("EG120", None, name, value=typed))
    if parts.username is not None or parts.query or parts.fragment or "?" in text or "#" in text:
        raise OptionsError(finding("EG120.more", None, name, scheme=parts.scheme, host=parts.hostname))
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    path = quote(parts.path, safe=f"{_SAFE}%")
    return f"{parts.scheme.lower()}://{host.lower()}{path.rstrip('/')}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogPlaces:
    """The addresses of a catalogue."""

    base_url: str
    """Where the folder of the catalogue is published; it ends with a slash."""
    files_url: str
    """Where the EPUBs are published."""

    def url(self, path: str) -> str:
        """Return the address of a file of the catalogue."""
        return self.base_url + quote(path, safe=_SAFE)

    def file_url(self, file: str) -> str:
        """Return the address of an EPUB."""
        return self.files_url + quote(file, safe=_SAFE)

    def file_link(self, page: str, file: str) -> str:
        """Return the link from a page to an EPUB. It also works from a disk if both lie in one folder."""
        return relative(page, file) if self.files_url == self.base_url else self.file_url(file)


def media_type(path: str) -> str:
    """Return the media type of a file of a catalogue by the ending of its name."""
    return MEDIA_TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")


def relative(page: str, target: str) -> str:
    """Return the link from one file of the catalogue to another. It also works without a server."""
    folder, _, _ = page.rpartition("/")
    if folder and target.startswith(f"{folder}/"):
        return quote(target[len(folder) + 1 :], safe="/-._~")
    return quote(posixpath.relpath(target, folder or "."), safe="/-._~")


@lru_cache(maxsize=1024)
def title_folder(series: SeriesFacts) -> str:
    """Return the folder of a title: its id, with a digest if the id is not valid as a folder name everywhere."""
    name = series.id
    if not _PLAIN.fullmatch(name) or _DEVICES.fullmatch(name):
        digest = hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:6]
        name = "-".join(filter(None, (folded_slug(name)[:40].strip("-"), digest)))
    return f"titles/{name}"


@lru_cache(maxsize=65536)
def _stem(card: IssueCard) -> str:
    """Return ``titles/xizhou-daily/2026/2026-04-17-1f3a9c02``. The digest keeps several editions of a day apart."""
    digest = hashlib.sha256(card.identifier.encode(errors="surrogatepass")).hexdigest()[:8]
    return f"{title_folder(card.series)}/{card.year}/{card.day or 'undated'}-{digest}"


def issue_page(card: IssueCard) -> str:
    """Return the path of the page of an issue."""
    return f"{_stem(card)}.html"


def picture_file(card: IssueCard, *, small: bool) -> str:
    """Return the path of the cover or its thumbnail; empty if the issue has none."""
    ending = card.thumbnail if small else card.cover
    return f"{_stem(card)}{'-small' if small else ''}.{ending}" if ending else ""
