# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a new EPUB of an issue says otherwise than an older one, and whether the older one is of the same issue at all.

Reading systems and shops keep the file that they have until ``dcterms:modified`` moves (EPUB 3.3 §5.5.4). What counts
is what readers read: the words of stories, corrections and notices. Sheets, pictures, bars and metadata do not.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from epubgen.errors import CheckFailed, Finding, Location, PackageError, finding
from epubgen.files.archives import ARCHIVE_FAILURES
from epubgen.languages.time_zones import instant_words
from epubgen.model import Revision
from epubgen.patterns import regex
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
"""Stories that the line about changes names."""


@dataclass(frozen=True, slots=True)
class EditionFingerprint:
    """What an EPUB of ours says, and when it says so."""

    identifier: str
    modified: str
    words: str
    """A hash of the words that readers read."""


@dataclass(frozen=True, slots=True)
class EditionText:
    """What an EPUB of ours says, story by story."""

    identifier: str
    modified: str
    stories: Mapping[str, tuple[str, str]]
    """File of a story, of corrections or notices → its title and its words, in the order of the names."""
    revisions: tuple[Revision, ...]
    """The lines about corrections in its imprint."""

    @property
    def fingerprint(self) -> EditionFingerprint:
        """What of it decides whether readers must be told."""
        told = "\0".join(words for _, words in self.stories.values())
        return EditionFingerprint(self.identifier, self.modified, hashlib.sha256(told.encode()).hexdigest())


def silent_change(old: Path, new: Path, zone: str = "") -> Finding | None:
    """D06, where the stories of ``new`` differ from those of ``old`` and it is no later; ``None`` where all is well."""
    if not old.is_file() or _sums(old) == _sums(new):
        return None
    before, after = read_fingerprint(old), read_fingerprint(new)
    return silent(before, after, old, zone) if before and after else None


def silent(before: EditionFingerprint, after: EditionFingerprint, file: Path, zone: str = "") -> Finding | None:
    """D06, where ``after`` has other words than ``before``, which ``file`` held, and is no later.

    Args:
        before: what was sent.
        after: what would be sent.
        file: the place of both.
        zone: the time zone in which the message gives both instants; empty: that of the system.
    """
    if before.identifier != after.identifier or before.words == after.words or after.modified > before.modified:
        return None
    old, new = (instant_words(each.modified, zone) for each in (before, after))
    return finding("D06", Location(file.as_posix()), "updated", modified=old, now=new, file=file.name)


def changes(old: Path, new: Path, place: Path) -> Finding | None:
    """EG085: in one line what ``new`` says otherwise than ``old``, an EPUB of the same issue; ``None`` for any other.

    Args:
        old: the EPUB that will be replaced.
        new: the one that takes its place, in a file aside.
        place: what the finding calls both.
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
    """Refuse to replace an EPUB of another issue, ours or anybody's. A damaged one is no matter of this function.

    Args:
        target: where the EPUB is to go.
        identifier: of the issue that is to go there.
        force: the user wants it replaced.

    Raises:
        PackageError: EG086.
    """
    if force or not target.is_file():
        return
    found = read_identity(target)
    if found is None or found[0] == identifier:
        return
    raise PackageError(finding("EG086", Location(target.as_posix()), title=found[1] or found[0] or target.name))


def read_identity(path: Path) -> tuple[str, str] | None:
    """Identifier and title of any EPUB; ``None`` for what cannot be read as one, and where it is no file."""
    try:
        with open_archive(path) as archive:
            book = read_book(archive)
    except CheckFailed:
        return None
    if book.package is None:
        return None
    return book.identifier, next(map(xml.words, book.dc("title")), "")


def read_fingerprint(path: Path) -> EditionFingerprint | None:
    """What is compared; ``None`` for a file that is no EPUB of ours."""
    found = read_edition(path)
    return found.fingerprint if found else None


def read_edition(path: Path) -> EditionText | None:
    """What an EPUB says; ``None`` for a file that is no EPUB of ours."""
    try:
        with open_archive(path) as archive:
            package = xml.parse(archive.read("EPUB/content.opf", MAX_TEXT))
            told = sorted(entry.name for entry in archive.entries if _TOLD.fullmatch(entry.name))
            stories = {name: _story(xml.parse(archive.read(name, MAX_TEXT))) for name in told}
            lines = _revisions(xml.parse(archive.read(_IMPRINT, MAX_TEXT))) if archive.has(_IMPRINT) else ()
    except _UNREADABLE:
        return None
    facts = {e.get("property") or e.get("id"): str(e.text or "").strip() for e in xml.elements(package)}
    identifier = facts.get(package.get("unique-identifier"), "")  # the others are for libraries
    modified = facts.get("dcterms:modified", "")
    return EditionText(identifier, modified, stories, lines)


def read_page(data: bytes) -> tuple[str, str]:
    """Title and words of a page of ours, as ``EditionText.stories`` has them."""
    return _story(xml.parse(data))


def _story(page: xml.Element) -> tuple[str, str]:
    """Title and words of a page."""
    return str(page.findtext("{*}head/{*}title", "")), _said(page)


def _said(element: xml.Element) -> str:
    return " ".join("".join(_words(element)).split())


def _revisions(imprint: xml.Element) -> tuple[Revision, ...]:
    """The lines that begin with a day that machines can read; what stands behind it is the text."""
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
    """Name and checksum of each file in an archive: equal ones need not be read. Nothing for what is no archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            return [(entry.filename, entry.CRC) for entry in archive.infolist()]
    except ARCHIVE_FAILURES:
        return []


def _words(element: xml.Element) -> Iterator[str]:
    """The words of an element, with those that stand for its pictures; furniture of the page left out."""
    if xml.local(element) == "head" or _FURNITURE.intersection((element.get("class") or "").split()):
        return
    yield from (element.text or "", element.get("alt") or "")
    for child in element.iterchildren("*"):
        yield from _words(child)
        yield child.tail or ""
