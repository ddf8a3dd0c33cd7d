# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the facts of an EPUB, made by epubgen or by others, EPUB 2 or 3, within the limits of the checks."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal
from uuid import NAMESPACE_URL, uuid5
from zlib import crc32

from epubgen.back_file.facts import AccessibilityMetadata, IssueFacts, SeriesFacts
from epubgen.back_file.issue_titles import day_in_text, month_in_text, number_in_title, series_in_title
from epubgen.back_file.read_stories import page_entries, read_stories
from epubgen.errors import CheckFailed
from epubgen.files.names import folded_slug
from epubgen.startup import dataclass, regex
from epubgen.validation import xml
from epubgen.validation.archive import MAX_TEXT, Archive, UnreadableMemberError, open_archive
from epubgen.validation.book import EpubBook, read_book, readable_xml, resolve

__all__ = ["file_sha256", "made_identifier", "read_epub", "series_key"]

_OPF = "{http://www.idpf.org/2007/opf}"
_ISSN = regex(r"(?<![\dXx-])(\d{4})-?(\d{3}[\dXx])(?![\dXx-])")
_OWN_ID = regex(r"epubgen:(?P<id>[a-z0-9-]+?)-\d{4}-\d\d-\d\d(?:-(?P<edition>.+))?")
_OWN_FILE = regex(r"(?P<id>[a-z0-9-]+?)-(?P<date>\d{4}-\d\d-\d\d)(?![0-9])")
_MODES = regex(r"-?(?:vertical-rl|horizontal-tb)\Z")
_VERTICAL = regex(r"writing-mode\s*:\s*(?:vertical-rl|vertical-lr|tb-rl)")
_PIECE = 2**20


@dataclass(frozen=True, slots=True)
class _Package:
    """The metadata of a package document by name."""

    book: EpubBook

    def first(self, *names: str) -> str:
        """Return the first value with one of these names: ``dc:…``, a property, or the name of a ``meta``."""
        return next((value for name in names for value in self.all(name)), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Return all values with a name."""
        if name.startswith("dc:"):
            found = tuple(map(xml.words, self.book.dc(name[3:])))
        else:
            found = (*self.book.metas(name), self.book.named_meta(name))
        return tuple(dict.fromkeys(value for value in found if value))

    def refining(self, target: str, prop: str) -> tuple[str, ...]:
        """Return the values of a property that refines the element with an id."""
        metas = () if self.book.package is None else self.book.package.iter(f"{_OPF}meta")
        return tuple(xml.words(m) for m in metas if m.get("refines") == f"#{target}" and m.get("property") == prop)

    def collection(self) -> tuple[str, str]:
        """Return name and id of the series of the issue."""
        metas = () if self.book.package is None else self.book.package.iter(f"{_OPF}meta")
        told = [m for m in metas if m.get("property") == "belongs-to-collection" and not m.get("refines")]
        series = [m for m in told if self.refining(m.get("id") or "", "collection-type") == ("series",)]
        chosen = next(iter(series or told), None)
        return ("", "") if chosen is None else (xml.words(chosen), chosen.get("id") or "")


def read_epub(path: Path, file: str = "") -> IssueFacts:
    """Return the facts of an EPUB.

    Args:
        path: the EPUB.
        file: its path below the folder of the library, for the facts. Empty: its name.

    Raises:
        CheckFailed: the EPUB cannot be read. The findings name the file (B15, B18 to B22).
    """
    with open_archive(path) as archive:
        book = read_book(archive)
        if book.package is None:
            raise CheckFailed(*book.faults)
        return _facts(_Package(book), file or path.name, archive)


def file_sha256(file: BinaryIO) -> str:
    """Return the SHA-256 of a whole open file, in hexadecimal."""
    file.seek(0)
    made = hashlib.sha256()
    while piece := file.read(_PIECE):
        made.update(piece)
    return made.hexdigest()


def series_key(name: str, issn: str = "") -> str:
    """Return the key of a title without an id.

    Its ISSN, or else its name in ASCII, with a number for what ASCII leaves out.
    """
    if issn:
        return issn.lower()
    plain = folded_slug(name)
    whole = all(char.isascii() or folded_slug(char) for char in name)
    return plain if plain and whole else "-".join(filter(None, (plain, f"{crc32(name.encode()):08x}")))


def made_identifier(series: str, date: dt.date | None, number: str, edition: str, sha256: str) -> str:
    """Return an identifier for an issue that has none: from title, day, number and edition, or else from its bytes."""
    told = ":".join((series, date.isoformat() if date else "", number, edition)) if date or number else sha256
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:x-epubgen:library:{told}')}"


def _facts(package: _Package, file: str, archive: Archive) -> IssueFacts:
    book, sha256 = package.book, file_sha256(archive.file)
    own = next((found for value in package.all("dc:identifier") if (found := _OWN_ID.fullmatch(value))), None)
    ours = own is not None or package.first("generator").startswith("epubgen")
    title, date = package.first("dc:title") or Path(file).stem, _date(package)
    series = _series(package, title, own["id"] if own else _named_id(file, date) if ours else "")
    edition = _MODES.sub("", own["edition"] or "") if own else package.first("prism:edition")
    number = package.first("prism:number", "schema:issueNumber") or number_in_title(title) or _place(package)
    spine = next(xml.children(book.package, "spine"), None) if book.package is not None else None
    direction = "" if spine is None else spine.get("page-progression-direction", "")
    return IssueFacts(
        identifier=_identifier(package) or made_identifier(series.id, date, number, edition, sha256),
        title=title,
        series=series,
        date=date,
        modified=package.first("dcterms:modified") or _modified(package),
        number=number,
        volume=package.first("schema:volumeNumber", "prism:volume"),
        edition=edition,
        languages=package.all("dc:language"),
        direction="rtl" if direction == "rtl" else "ltr" if direction == "ltr" else "default",
        vertical=_is_vertical(package, direction),
        twin=bool(own and _MODES.search(own["edition"] or "")),
        publisher=package.first("dc:publisher"),
        creators=package.all("dc:creator"),
        description=package.first("dc:description"),
        subjects=package.all("dc:subject"),
        rights=package.first("dc:rights"),
        accessibility=_accessibility(package),
        cover=_cover(package),
        stories=read_stories(book, ours=ours),
        pages=tuple(entry.label for entry in page_entries(book)),
        file=file,
        size=archive.size,
        sha256=sha256,
        ours=ours,
    )


def _named_id(file: str, date: dt.date | None) -> str:
    """Return the id of the publication in the file name of version 0.1.0, whose package documents have none."""
    found = _OWN_FILE.match(file.rpartition("/")[2])
    return found["id"] if found and date and found["date"] == date.isoformat() else ""


def _series(package: _Package, title: str, own: str) -> SeriesFacts:
    collection, serial = package.collection()
    name = (
        package.first("prism:publicationName")
        or collection
        or package.first("calibre:series")
        or series_in_title(title)
    )
    numbers = (*package.refining(serial, "dcterms:identifier"), *package.all("dcterms:isPartOf"), *_schemes(package))
    issn = _issn(package.first("prism:issn")) or next(filter(None, map(_issn, numbers)), "")
    eissn = _issn(package.first("prism:eIssn"))
    return SeriesFacts(
        id=own or series_key(name, issn or eissn),
        name=name,
        kind=_kind(package),
        issn="" if issn == eissn else issn,
        eissn=eissn,
        cn=next((value[2:].strip() for value in numbers if re.fullmatch(r"CN\s?\d\d-\d{4}.*", value)), ""),
        sort_name=next(iter(package.refining(serial, "file-as")), ""),
    )


def _schemes(package: _Package) -> Iterator[str]:
    """Return the identifiers that are marked as ISSN. Any other eight digits are no ISSN."""
    for element in package.book.dc("identifier"):
        words = xml.words(element)
        if element.get(f"{_OPF}scheme", "").upper() == "ISSN" or "issn" in words.lower():
            yield words
    yield from (words for words in package.all("dc:source") if "issn" in words.lower())


def _issn(text: str) -> str:
    found = _ISSN.search(text)
    return f"{found[1]}-{found[2].upper()}" if found else ""


def _kind(package: _Package) -> Literal["newspaper", "magazine", ""]:
    said = " ".join((*package.all("dc:type"), package.first("calibre:publication_type"))).lower()
    if "newspaper" in said or "报纸" in said:
        return "newspaper"
    return "magazine" if any(word in said for word in ("magazine", "journal", "periodical", "期刊")) else ""


def _date(package: _Package) -> dt.date | None:
    """Return the day of issue: from metadata of its own; or from the title; or from ``dc:date``, in any time zone."""
    events = {e.get(f"{_OPF}event", ""): xml.words(e) for e in reversed(package.book.dc("date"))}
    stated = package.first("prism:coverDate", "prism:publicationDate", "dcterms:issued")
    for value in (stated, events.get("publication", ""), events.get("original-publication", "")):
        if day := day_in_text(value):
            return day
    told = (package.first("dc:title"), events.get("", ""))
    return next(filter(None, (read(text) for read in (day_in_text, month_in_text) for text in told)), None)


def _place(package: _Package) -> str:
    """Return the number that a foreign EPUB gives as its place in the series, unless it counts years."""
    collection, serial = package.collection()
    place = next(iter(package.refining(serial, "group-position")), "") if collection else ""
    place = place or package.first("calibre:series_index")
    return place.removesuffix(".0") if re.fullmatch(r"[1-9]\d{0,6}(?:\.0)?", place) else ""


def _identifier(package: _Package) -> str:
    """Return the package's own identifier; another one if that is an ISSN, which all issues share."""
    others = (
        value for value in package.all("dc:identifier") if re.search(r"uuid|doi|[0-9a-f]{8}-", value, re.IGNORECASE)
    )
    return next((value for value in (package.book.identifier, *others) if value and not _is_issn(value)), "")


def _is_issn(value: str) -> bool:
    return _ISSN.fullmatch(re.sub(r"(?i)urn:|issn|[:\s]", "", value)) is not None


def _modified(package: _Package) -> str:
    """Return the time of change of EPUB 2 in the form of EPUB 3; empty if unknown."""
    events = {e.get(f"{_OPF}event", ""): xml.words(e) for e in package.book.dc("date")}
    stamp = events.get("modification") or package.first("calibre:timestamp")
    try:
        instant = dt.datetime.fromisoformat(stamp)
    except ValueError:
        return ""
    return (
        (instant if instant.tzinfo else instant.replace(tzinfo=dt.UTC))
        .astimezone(dt.UTC)
        .strftime("%Y-%m-%dT%H:%M:%SZ")
    )


def _is_vertical(package: _Package, direction: str) -> bool:
    """Return whether lines are vertical: by the package.

    Of foreign EPUBs that progress to the left, by their style sheets.
    """
    if "verticalWriting" in package.book.metas("schema:accessibilityFeature"):
        return True
    if package.book.named_meta("primary-writing-mode").startswith("vertical"):
        return True
    sheets = (item for item in package.book.items if item.media_type == "text/css" and direction == "rtl")
    for sheet in sheets:
        try:
            if _VERTICAL.search(package.book.archive.read(sheet.name, MAX_TEXT).decode("latin-1")):
                return True
        except UnreadableMemberError:
            continue
    return False


def _accessibility(package: _Package) -> AccessibilityMetadata:
    return AccessibilityMetadata(
        access_modes=package.all("schema:accessMode"),
        sufficient=package.all("schema:accessModeSufficient"),
        features=package.all("schema:accessibilityFeature"),
        hazards=package.all("schema:accessibilityHazard"),
        summary=package.first("schema:accessibilitySummary"),
        conforms_to=package.first("dcterms:conformsTo"),
        certified_by=package.first("a11y:certifiedBy"),
    )


def _cover(package: _Package) -> str:
    """Return the cover picture: that of EPUB 3, of EPUB 2, or the first picture of the cover page in the guide."""
    book = package.book
    marked = next((item for item in book.items if "cover-image" in item.properties), None)
    marked = marked or book.by_id.get(book.named_meta("cover"))
    if marked and marked.media_type.startswith("image/"):
        return marked.name
    guide = () if book.package is None else book.package.iter(f"{_OPF}reference")
    target = next((resolve(book.package_name, e.get("href", "")) for e in guide if e.get("type") == "cover"), None)
    page = readable_xml(book.archive, target[0]) if target else None
    picture = None if page is None else xml.first(page, "img", "image")
    if target is None or picture is None:
        return ""
    source = picture.get("src") or picture.get("{http://www.w3.org/1999/xlink}href") or ""
    item = book.item_of((resolve(target[0], source) or ("", ""))[0])
    return item.name if item else ""
