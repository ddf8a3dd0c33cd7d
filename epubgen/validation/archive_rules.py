# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about the container: names of members and the mimetype (EPUB 3.3 §4.2, OCF)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from epubgen.errors import Finding, finding
from epubgen.validation.book import EpubBook

MOST_NAME_BYTES = 255
MIMETYPE = b"application/epub+zip"
_RESERVED = re.compile(r"(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)", re.IGNORECASE)
_ILLEGAL = re.compile('["*:<>?\\\\|\0-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000f0000-\U0010ffff ]|\\.$')


def reserved_names(book: EpubBook) -> Iterator[Finding]:
    """B05: a name that Windows keeps for devices."""
    for name in _names(book):
        if any(_RESERVED.match(part) for part in name.split("/")):
            yield finding("B05", book.archive.at(name), name=name)


def long_names(book: EpubBook) -> Iterator[Finding]:
    """B06: a name of more than 255 bytes."""
    for name in _names(book):
        longest = max(len(part.encode("utf-8", "surrogatepass")) for part in name.split("/"))
        if longest > MOST_NAME_BYTES:
            yield finding("B06", book.archive.at(""), size=longest, name=f"{name[:40]}…")


def traversal(book: EpubBook) -> Iterator[Finding]:
    """B08: a name that leads out of the archive."""
    for name in _names(book):
        if leads_out(name):
            yield finding("B08", book.archive.at(""), name=name)


def mimetype(book: EpubBook) -> Iterator[Finding]:
    """B17: ``mimetype`` first, stored, without extra field, with the one right content."""
    first = book.archive.first
    if first.name != b"mimetype":
        yield finding("B17.first", book.archive.at("mimetype"))
    elif first.method != 0 or first.extra:
        yield finding("B17.stored", book.archive.at("mimetype"))
    elif first.content != MIMETYPE:
        yield finding("B17.content", book.archive.at("mimetype"))


def illegal_names(book: EpubBook) -> Iterator[Finding]:
    """B38: characters that a name must not have, and names that fall together where case or accents do not count."""
    seen: dict[str, str] = {}
    for entry in book.archive.entries:
        folded = unicodedata.normalize("NFC", entry.name).casefold()
        if folded in seen:
            yield finding("B38.twin", book.archive.at(entry.name), name=entry.name, other=seen[folded])
        seen[folded] = entry.name
    for name in _names(book):
        if not leads_out(name) and any(_ILLEGAL.search(part) for part in name.split("/")):
            yield finding("B38", book.archive.at(name), name=name)


def leads_out(name: str) -> bool:
    """Whether a member would be unpacked outside its folder."""
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or bool(re.match(r"[A-Za-z]:", plain))


def _names(book: EpubBook) -> Iterator[str]:
    return (entry.name for entry in book.archive.entries if not entry.name.endswith("/"))
