# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a new EPUB of an issue says otherwise than the one it would replace, though both bear the same instant.

Reading systems and shops keep the file that they have until ``dcterms:modified`` moves (EPUB 3.3 §5.5.4). What counts
is what readers read: the words of stories, corrections and notices. Sheets, pictures, bars and metadata do not.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from epubgen.errors import Finding, Location, finding
from epubgen.files.archives import ARCHIVE_FAILURES, read_member
from epubgen.validation.archive import MAX_TEXT

__all__ = ["EditionFingerprint", "read_fingerprint", "silent", "silent_change"]

_TOLD = re.compile(r"EPUB/text/(?:a-.*|a|free.*|corrections.*|notices.*)\.xhtml")
_FURNITURE = {"bar", "origin", "related", "jump", "marks"}


@dataclass(frozen=True, slots=True)
class EditionFingerprint:
    """What an EPUB of ours says, and when it says so."""

    identifier: str
    modified: str
    words: str
    """A hash of the words that readers read."""


def silent_change(old: Path, new: Path) -> Finding | None:
    """D06, where the stories of ``new`` differ from those of ``old`` and it is no later; ``None`` where all is well."""
    if not old.is_file() or _sums(old) == _sums(new):
        return None
    before, after = read_fingerprint(old), read_fingerprint(new)
    return silent(before, after, old) if before and after else None


def silent(before: EditionFingerprint, after: EditionFingerprint, file: Path) -> Finding | None:
    """D06, where ``after`` has other words than ``before``, which ``file`` held, and is no later."""
    if before.identifier != after.identifier or before.words == after.words or after.modified > before.modified:
        return None
    return finding("D06", Location(file.as_posix()), "updated", modified=before.modified, file=file.name)


_UNREADABLE = (*ARCHIVE_FAILURES, etree.XMLSyntaxError)


def read_fingerprint(path: Path) -> EditionFingerprint | None:
    """What is compared; ``None`` for a file that is no EPUB of ours."""
    try:
        with zipfile.ZipFile(path) as archive:
            package = _tree(read_member(archive, "EPUB/content.opf", MAX_TEXT))
            told = sorted(name for name in archive.namelist() if _TOLD.fullmatch(name))
            words = [" ".join("".join(_words(_tree(read_member(archive, name, MAX_TEXT)))).split()) for name in told]
    except _UNREADABLE:
        return None
    facts = {
        etree.QName(e).localname if not e.get("property") else e.get("property"): e.text for e in package.iter("*")
    }
    identifier, modified = (str(facts.get(name) or "").strip() for name in ("identifier", "dcterms:modified"))
    return EditionFingerprint(identifier, modified, hashlib.sha256("\0".join(words).encode()).hexdigest())


def _sums(path: Path) -> list[tuple[str, int]]:
    """Name and checksum of each file in an archive: equal ones need not be read. Nothing for what is no archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            return [(entry.filename, entry.CRC) for entry in archive.infolist()]
    except ARCHIVE_FAILURES:
        return []


def _tree(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _words(element: etree._Element) -> Iterator[str]:
    """The words of an element, with those that stand for its pictures; furniture of the page left out."""
    if etree.QName(element).localname == "head" or _FURNITURE.intersection((element.get("class") or "").split()):
        return
    yield from (element.text or "", element.get("alt") or "")
    for child in element.iterchildren("*"):
        yield from _words(child)
        yield child.tail or ""
