# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compares a new EPUB of an issue with an older one: are both of the same issue, and does the text differ?

Reading systems and shops keep their file until ``dcterms:modified`` changes (EPUB 3.3 §5.5.4). Only what readers read
is compared: the words of stories, corrections and notices. Style sheets, pictures, navigation bars and metadata do not
count.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from epubgen.errors import CheckFailed, Finding, Location, PackageError, finding
from epubgen.files.archives import ARCHIVE_FAILURES
from epubgen.languages.time_zones import instant_words
from epubgen.model import Revision
from epubgen.startup import dataclass, regex
from epubgen.validation import xml
from epubgen.validation.archive import MAX_TEXT, UnreadableMemberError, open_archive
from epubgen.validation.book import read_book

__all__ = [
    "EditionFingerprint",
    "EditionText",
    "changes",
    "read_edition",
    "read_fingerprint",
    "read_identity",
    "read_page",
    "refuse_other_issue",
    "silent",
    "silent_change",
]

_TOLD = regex(r"EPUB/text/(?:a-.*|a|free.*|corrections.*|notices.*)\.xhtml")
_FURNITURE = {"bar", "origin", "related", "jump", "marks", "corrected"}
_IMPRINT = "EPUB/text/imprint.xhtml"
_UNREADABLE = (CheckFailed, UnreadableMemberError, *ARCHIVE_FAILURES, xml.BadXmlError)
_NAMED = 3
"""Stories that the line about changes names at most."""


@dataclass(frozen=True, slots=True)
class EditionFingerprint:
    """The instant of one of our EPUBs and a hash of its words."""

    identifier: str
    modified: str
    words: str
    """A hash of the words that readers read."""


@dataclass(frozen=True, slots=True)
class EditionText:
    """The text of one of our EPUBs, story by story."""

    identifier: str
    modified: str
    stories: Mapping[str, tuple[str, str]]
    """File of a story, of corrections or notices → its title and its words, sorted by file."""
    revisions: tuple[Revision, ...]
    """The lines about corrections in its imprint."""

    @property
    def fingerprint(self) -> EditionFingerprint:
        """The part that decides whether readers must get the new file."""
        told = "\0".join(words for _, words in self.stories.values())
        return EditionFingerprint(self.identifier, self.modified, hashlib.sha256(told.encode()).hexdigest())


def silent_change(old: Path, new: Path, zone: str = "") -> Finding | None:
    """Return D06 where the stories of ``new`` differ from those of ``old`` but ``new`` is not later; else ``None``."""
    if not old.is_file() or _sums(old) == _sums(new):
        return None
    before, after = read_fingerprint(old), read_fingerprint(new)
    return silent(before, after, old, zone) if before and after else None


def silent(before: EditionFingerprint, after: EditionFingerprint, file: Path, zone: str = "") -> Finding | None:
    """Return D06 where ``after`` has other words than ``before`` but is not later; else ``None``.

    Args:
        before: the fingerprint that was sent.
        after: the fingerprint that would be sent.
        file: the file of both.
        zone: the time zone of both instants in the message; empty: that of the system.
    """
    if before.identifier != after.identifier or before.words == after.words or after.modified > before.modified:
        return None
    old, new = (instant_words(each.modified, zone) for each in (before, after))
    return finding("D06", Location(file.as_posix()), "updated", modified=old, now=new, file=file.name)


def changes(old: Path, new: Path, place: Path) -> Finding | None:
    """Return EG085, one line about the differences between two EPUBs of one issue; ``None`` for other EPUBs.

    Args:
        old: the EPUB that will be replaced.
        new: the EPUB that replaces it, in a temporary file.
        place: the name of both in the finding.
    """
    at = Location(place.as_posix())
    if not old.is_file():
        return None
    if old.stat().st_size == new.stat().st_size and old.read_bytes() == new.read_bytes():
        return finding("EG085.same", at)
    before, after = read_edition(old), read_edition(new)
    if before is None or after is None or before.identifier != after.identifier:
        return None
    changed = [name for name, told in after.stories.items() if name in before.stories and before.stories[name] != told]
    added = [name for name in after.stories if name not in before.stories]
    gone = [name for name in before.stories if name not in after.stories]
    if not (changed or added or gone):
        return finding("EG085.looks", at)
    titles = [after.stories[name][0] for name in (*changed, *added)] + [before.stories[name][0] for name in gone]
    named = " · ".join(titles[:_NAMED]) + (" …" if len(titles) > _NAMED else "")
    return finding("EG085", at, "", changed=len(changed), added=len(added), gone=len(gone), named=named)


def refuse_other_issue(target: Path, identifier: str, *, force: bool = False) -> None:
    """Refuse to replace an EPUB of another issue, ours or any other; a damaged EPUB is ignored.

    Args:
        target: the file to be replaced.
        identifier: the identifier of the new issue.
        force: whether the user wants to replace it anyway.

    Raises:
        PackageError: EG086 the file is an EPUB of another issue.
    """
    if force or not target.is_file():
        return
    found = read_identity(target)
    if found is None or found[0] == identifier:
        return
    raise PackageError(finding("EG086", Location(target.as_posix()), title=found[1] or found[0] or target.name))


def read_identity(path: Path) -> tuple[str, str] | None:
    """Return identifier and title of any EPUB; ``None`` for a file that is missing or unreadable."""
    try:
        with open_archive(path) as archive:
            book = read_book(archive)
    except CheckFailed:
        return None
    if book.package is None:
        return None
    return book.identifier, next(map(xml.words, book.dc("title")), "")


def read_fingerprint(path: Path) -> EditionFingerprint | None:
    """Return the fingerprint of an EPUB; ``None`` for a file that is none of ours."""
    found = read_edition(path)
    return found.fingerprint if found else None


def read_edition(path: Path) -> EditionText | None:
    """Return the text of an EPUB; ``None`` for a file that is none of ours."""
    try:
        with open_archive(path) as archive:
            package = xml.parse(archive.read("EPUB/content.opf", MAX_TEXT))
            told = sorted(entry.name for entry in archive.entries if _TOLD.fullmatch(entry.name))
            stories = {name: _story(xml.parse(archive.read(name, MAX_TEXT))) for name in told}
            lines = _revisions(xml.parse(archive.read(_IMPRINT, MAX_TEXT))) if archive.has(_IMPRINT) else ()
    except _UNREADABLE:
        return None
    facts = {e.get("property") or e.get("id"): str(e.text or "").strip() for e in xml.elements(package)}
    identifier = facts.get(package.get("unique-identifier"), "")  # other identifiers are for libraries
    modified = facts.get("dcterms:modified", "")
    return EditionText(identifier, modified, stories, lines)


def read_page(data: bytes) -> tuple[str, str]:
    """Return title and words of one of our pages, as ``EditionText.stories`` holds them."""
    return _story(xml.parse(data))


def _story(page: xml.Element) -> tuple[str, str]:
    """Return title and words of a page."""
    return str(page.findtext("{*}head/{*}title", "")), _said(page)


def _said(element: xml.Element) -> str:
    return " ".join("".join(_words(element)).split())


def _revisions(imprint: xml.Element) -> tuple[Revision, ...]:
    """Yield the lines that begin with a machine-readable date: the date and the text after it."""
    found = []
    for line in imprint.iter("{*}p"):
        day = next(line.iterchildren("{*}time"), None)
        if day is not None and day.get("datetime"):
            rest = list(day.itersiblings("*"))
            stories = tuple(str(link.get("data-story")) for link in rest if link.get("data-story"))
            own = [e for e in rest if not e.get("data-story")]
            parts = (day.tail, *(part for e in own for part in (_said(e), e.tail)))
            text = " ".join("".join(str(part or "") for part in parts).split())
            found.append(Revision(text=text, date=date.fromisoformat(day.get("datetime") or ""), articles=stories))
    return tuple(found)


def _sums(path: Path) -> list[tuple[str, int]]:
    """Return name and checksum of each file in an archive, so that equal archives need not be read.

    The result is empty for other files.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return [(entry.filename, entry.CRC) for entry in archive.infolist()]
    except ARCHIVE_FAILURES:
        return []


def _words(element: xml.Element) -> Iterator[str]:
    """Return the words of an element and the text alternatives of its pictures, without navigation."""
    if xml.local(element) == "head" or _FURNITURE.intersection((element.get("class") or "").split()):
        return
    yield from (element.text or "", element.get("alt") or "")
    for child in element.iterchildren("*"):
        yield from _words(child)
        yield child.tail or ""
