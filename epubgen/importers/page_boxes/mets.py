# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads METS: the pages of an issue in order, its stories with the blocks of each, title, date and language.

These dialects were studied: docWorks of many libraries (France, Finland, Luxembourg, New Zealand; ``ARTICLE`` with
``HEADING`` and ``BODY``), the profile of the Library of Congress (``np:issue``, pages only), Goobi and Kitodo of German
libraries (``issue`` and ``page``, joined by ``structLink``). Types are compared in lower case.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import date
from urllib.parse import unquote, urlsplit

from epubgen.importers.page_boxes.bibliographic_records import bibliographic_record, printed_day
from epubgen.importers.page_boxes.bounded_xml import Element, attribute, children, descendants, local
from epubgen.startup import dataclass, regex

__all__ = ["MetsIssue", "MetsPage", "MetsPart", "MetsStory", "mets_issue"]

_STORIES = frozenset((
    "article", "advertisement", "advertisment", "ad", "advert", "advertisingsection",
    "obituary", "letter", "editorial", "feuilleton", "serial", "notice", "publicnotice", "announcement",
    "deathnotice", "birthnotice", "familynotice", "marriagenotice", "weather", "review", "poem", "shipping",
    "classified", "report", "interview", "cartoon", "comic", "sport", "story", "literature", "miscellaneous",
    "correspondence", "contribution", "advertising", "family", "detailedlistsresultsguides", "newsitem", "shortnews",
))  # fmt: skip
"""Types of a division that is one story; their plurals are, too."""
_ADS = frozenset(("advertisement", "advertisment", "ad", "advert", "advertisingsection", "advertising", "classified"))
_MASTHEADS = frozenset(
    ("titlesection", "masthead", "titlepart", "head", "nameplate", "heading", "headline", "imprint", "issuetitle")
)
"""Types of a division above the stories that prints the title of the paper."""
_ROLES = {
    "heading": "headline", "headline": "headline", "title": "headline", "maintitle": "headline", "head": "headline",
    "subtitle": "deck", "subheadline": "deck", "subheading": "subhead", "crossheading": "subhead",
    "crosshead": "subhead",
    "overline": "kicker", "kicker": "kicker", "overtitle": "kicker", "pretitle": "kicker",
    "author": "byline", "byline": "byline", "abstract": "deck", "caption": "caption", "legend": "caption",
    "illustrationcaption": "caption", "tablecaption": "caption",
}  # fmt: skip
_AFTER_TITLE = regex(r",|\s+[-–—(]|\s+n[or]\.?\s|\s+\d", re.IGNORECASE)
"""What follows the title of a paper in a label: its date, place or number."""
_BODIES = ("body", "bodycontent", "content")
_TEXTS = (*_BODIES, "paragraph", "text", "textblock")
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class MetsPage:
    """A page of the physical structure."""

    files: tuple[str, ...]
    """Places of its files, text and pictures alike."""
    label: str = ""


@dataclass(frozen=True, slots=True)
class MetsPart:
    """A part of a story: an id in a file, a whole file, or a rectangle of it."""

    file: str
    begin: str = ""
    end: str = ""
    role: str = ""
    coords: tuple[float, ...] = ()


@dataclass(slots=True)
class MetsStory:
    """A story of the logical structure."""

    kind: str
    parts: list[MetsPart] = field(default_factory=list)
    labels: tuple[str, ...] = ()
    """What the file calls it; often its headline."""


@dataclass(slots=True)
class MetsIssue:
    """The contents of the file."""

    title: str = ""
    day: date | None = None
    language: str = ""
    number: str = ""
    volume: str = ""
    pages: list[MetsPage] = field(default_factory=list)
    stories: list[MetsStory] = field(default_factory=list)
    masthead: list[MetsPart] = field(default_factory=list)
    files: tuple[str, ...] = ()


def mets_issue(root: Element) -> MetsIssue:
    """Read the structure. No file is looked for on disk."""
    return _MetsReader(root).read()


def _type(element: Element) -> str:
    return re.sub(r"[^a-z]", "", attribute(element, "TYPE").lower().rpartition(":")[2])


def _story_kind(element: Element) -> str:
    """Return the type of a division that is one story, in the singular; empty for any other one."""
    kind = _type(element)
    singular = f"{kind[:-3]}y" if kind.endswith("ies") else kind.removesuffix("s")
    return next((one for one in (kind, singular) if one in _STORIES), "")


class _MetsReader:
    """Reads one file."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.places = {attribute(one, "ID"): _place(one) for one in descendants(root, "file")}
        self.records = {attribute(one, "ID"): one for one in descendants(root, "dmdSec")}
        self.links: dict[str, list[str]] = {}
        for link in descendants(root, "smLink"):
            self.links.setdefault(attribute(link, "from"), []).append(attribute(link, "to"))
        maps = [(attribute(one, "TYPE").lower(), one) for one in descendants(root, "structMap")]
        self.physical = [one for kind, one in maps if kind.startswith("phys")]
        divs = (div for top in self.physical for div in descendants(top, "div"))
        self.blocks = {attribute(div, "ID"): div for div in divs} if self.links else {}
        self.logical = [one for kind, one in maps if kind.startswith("log")] or [
            one for kind, one in maps if not kind.startswith("phys")
        ]

    def read(self) -> MetsIssue:
        made = MetsIssue(files=tuple(place for place in self.places.values() if place))
        made.pages = list(self._pages())
        for top in self.logical:
            for div in children(top, "div"):
                self._walk(div, made, 0)
        self._describe(made)
        return made

    def _pages(self) -> Iterator[MetsPage]:
        maps = self.physical or self.logical
        found = [div for top in maps for div in descendants(top, "div") if _is_page(div)]
        found.sort(key=_order)
        for div in found:
            pointers = list(descendants(div, "fptr", "area"))
            names = [attribute(one, "FILEID") for one in pointers if attribute(one, "FILEID")]
            files = tuple(dict.fromkeys(self.places[name] for name in names if self.places.get(name)))
            if files:
                yield MetsPage(files, attribute(div, "ORDERLABEL") or attribute(div, "LABEL"))

    def _walk(self, div: Element, made: MetsIssue, depth: int) -> None:
        """Walk a division above the stories: collect each story in it, and the masthead."""
        kind = _type(div)
        if depth > _DEEPEST:
            return
        if kind in _MASTHEADS:
            made.masthead += self._parts(div, "")
            return
        if _story_kind(div) or self._is_story(div):
            self._story(div, made)
            return
        own = [part for pointer in children(div, "fptr") for part in self._areas(pointer, "")]
        if own and not _is_page(div):
            made.stories.append(MetsStory("text", own))
        for child in children(div, "div"):
            self._walk(child, made, depth + 1)

    def _is_story(self, div: Element) -> bool:
        """Return whether a division of another type is built like a story and holds no story."""
        kinds = {_type(child) for child in children(div, "div")}
        if not kinds & {"heading", "headline", "title"}:
            return False
        return not any(_story_kind(one) for one in descendants(div, "div") if one is not div)

    def _story(self, div: Element, made: MetsIssue) -> None:
        kind = _story_kind(div) or _type(div)
        story = MetsStory("ad" if kind in _ADS else kind, labels=self._labels_of(div))
        made.stories.append(story)
        nested = [
            one
            for one in descendants(div, "div")
            if one is not div and _story_kind(one) and not _inside_story(one, div)
        ]
        skip = frozenset(map(id, nested))
        story.parts = list(self._parts(div, "", skip)) or list(self._linked(div, "", skip))
        if not story.parts and nested:
            made.stories.remove(story)
        for one in nested:
            self._story(one, made)

    def _parts(
        self, div: Element, role: str, skip: frozenset[int] = frozenset(), *, body: bool = False
    ) -> Iterator[MetsPart]:
        for child in children(div):
            if id(child) in skip:
                continue
            if local(child) == "fptr":
                yield from self._areas(child, role)
            elif local(child) == "div":
                kind = _type(child)
                inner = _ROLES.get(kind, "" if kind in _TEXTS else role)
                if body and inner == "headline":
                    inner = "subhead"
                deeper = body or kind in _BODIES
                yield from self._parts(child, inner, skip, body=deeper)

    def _linked(self, div: Element, role: str, skip: frozenset[int]) -> Iterator[MetsPart]:
        """Yield the blocks of the physical structure to which the file links a division, without whole pages."""
        for name in self.links.get(attribute(div, "ID"), ()):
            found = self.blocks.get(name)
            if found is not None and not _is_page(found):
                yield from self._parts(found, role)
        for child in children(div, "div"):
            if id(child) not in skip:
                kind = _type(child)
                yield from self._linked(child, _ROLES.get(kind, "" if kind in _TEXTS else role), skip)

    def _labels_of(self, div: Element) -> tuple[str, ...]:
        """Return what the file calls a story: its label, and the title in its own record."""
        records = (self.records.get(name) for name in attribute(div, "DMDID").split())
        titles = [bibliographic_record(one).title for one in records if one is not None]
        return tuple(filter(None, (attribute(div, "LABEL"), *titles)))

    def _areas(self, pointer: Element, role: str) -> Iterator[MetsPart]:
        areas = list(descendants(pointer, "area"))
        for one in areas or [pointer]:
            place = self.places.get(attribute(one, "FILEID"), "")
            if not place:
                continue
            coords = tuple(map(float, re.findall(r"-?\d+(?:\.\d+)?", attribute(one, "COORDS"))))
            yield MetsPart(place, attribute(one, "BEGIN"), attribute(one, "END"), role, coords)

    def _describe(self, made: MetsIssue) -> None:
        """Set title, date, language and numbers.

        From the record of the issue, from other records, or from labels.
        """
        records = [bibliographic_record(one) for one in self._records_of_issue()]
        made.title = next((one.title for one in records if one.title), "") or self._label()
        made.day = next((one.day for one in records if one.day), None) or self._day_of_labels()
        made.language = next((one.language for one in records if one.language), "")
        made.number = next((one.number for one in records if one.number), "")
        made.volume = next((one.volume for one in records if one.volume), "")

    def _records_of_issue(self) -> Iterator[Element]:
        """Return the records, that of the issue first, without those of single stories."""
        wanted = ("issue", "npissue", "volume", "newspaper", "day", "periodicalissue", "number")
        told: list[str] = []
        for kind in wanted:
            for top in (*self.logical, *self.physical):
                told += [
                    name
                    for div in descendants(top, "div")
                    if _type(div) == kind
                    for name in attribute(div, "DMDID").split()
                ]
        stories = {
            name
            for top in self.logical
            for div in descendants(top, "div")
            if _story_kind(div) or _type(div) in ("section", "illustration")
            for name in attribute(div, "DMDID").split()
        }
        ordered = [*dict.fromkeys(told), *(name for name in self.records if name not in told and name not in stories)]
        yield from (self.records[name] for name in ordered if name in self.records)

    def _label(self) -> str:
        """Return the title that labels print before their date or number."""
        labels = [
            attribute(self.root, "LABEL"),
            *(attribute(div, "LABEL") for top in self.logical for div in children(top, "div")),
        ]
        for label in labels:
            if plain := _AFTER_TITLE.split(label, maxsplit=1)[0].strip(" ,.-–—"):
                return plain
        return ""

    def _day_of_labels(self) -> date | None:
        for top in self.logical:
            for div in descendants(top, "div"):
                if _story_kind(div):
                    continue
                for text in (attribute(div, "ORDERLABEL"), attribute(div, "LABEL")):
                    if day := printed_day(text):
                        return day
        return printed_day(attribute(self.root, "LABEL")) or printed_day(attribute(self.root, "OBJID"))


def _inside_story(one: Element, top: Element) -> bool:
    """Return whether a story lies inside another one below ``top``."""
    parent = one.getparent()
    while parent is not None and parent is not top:
        if _story_kind(parent):
            return True
        parent = parent.getparent()
    return False


def _place(file: Element) -> str:
    """Return the place of a file: a path below the METS file, or else the last part of its address."""
    for one in children(file, "FLocat"):
        address = attribute(one, "href")
        plain = re.sub(r"^file:/{2,3}(?=\.)|^file:/{2}(?=[^/])", "", address)
        parts = urlsplit(plain)
        if parts.scheme in ("http", "https", "ftp", "file"):
            return unquote(posixpath.basename(parts.path)) or unquote(parts.query)
        return unquote(plain).replace("\\", "/").removeprefix("./")
    return ""


_PAGES = regex(r"^(?:.*page|page\d*|titlepage|contentpage|seite|sivu)$")


def _is_page(div: Element) -> bool:
    return bool(_PAGES.match(_type(div))) and any(
        local(child) == "fptr" or (_type(child) == "object" and next(descendants(child, "fptr"), None) is not None)
        for child in children(div)
    )


def _order(div: Element) -> int:
    text = attribute(div, "ORDER")
    return int(text) if text.isdecimal() else 1_000_000


def matching(place: str, names: Sequence[str], folder: str) -> str:
    """Return the file of the tree that a place in a METS file means; empty if there is none."""
    wanted = posixpath.normpath(posixpath.join(folder, place))
    if wanted in names:
        return wanted
    last = posixpath.basename(place).lower()
    near = [name for name in names if posixpath.basename(name).lower() == last]
    tail = place.lower().split("/")[-2:]
    return next((name for name in near if name.lower().split("/")[-2:] == tail), near[0] if near else "")
