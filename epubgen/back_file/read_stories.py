# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the stories of an EPUB: divided by its contents, in the order of its spine, with their pages and pictures.

In EPUBs of epubgen every story is a document that is marked as one. In foreign EPUBs a line of the contents without
lines below it is a story, and the line above it is its section. A document without a line continues the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from epubgen.back_file.facts import PictureFacts, StoryFacts
from epubgen.back_file.story_facts import StoryDraft, StoryFactsMaker, is_left_out, line_words
from epubgen.languages.characters import comparable
from epubgen.startup import dataclass, regex
from epubgen.validation import xml
from epubgen.validation.book import (
    EPUB_TYPE,
    EpubBook,
    ManifestItem,
    TocEntry,
    flat,
    nav_list,
    nav_toc,
    ncx_toc,
    readable_xml,
    resolve,
)

__all__ = ["page_entries", "read_stories"]

_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_INLINE = frozenset(
    (  # noqa: SIM905 - a list of words reads better
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q ruby rb s samp small span"
        " strike strong sub sup time tt u var wbr img math svg annotation semantics mrow mi mo mn msup msub mfrac text"
    ).split()
)
"""Elements inside a line; all others begin a paragraph."""
_HEADINGS = frozenset({"h1", "h2", "h3"})
_FURNITURE = frozenset({"cover", "toc", "titlepage", "title-page", "copyright-page", "landmarks", "loi", "lot"})
_OWN_LINES = {"headline": "title", "kicker": "kicker", "deck": "deck", "column-name": "column", "rights": "rights"}
"""Classes of lines of a story's head and foot in our own EPUBs → the fact that each holds."""
_BYLINE = regex(r"(?:^|[-_])(?:byline|author)s?(?:$|[-_])", re.IGNORECASE)
_MOST_BYLINE = 120
_SECTION_FRONT = 240
"""Characters of a document above other lines of the contents; one with more is a story itself."""
_BETWEEN = " \u3000·:：|–—-"
"""What stands between a section and its only story in the contents."""
_XLINK = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the contents with the line above it."""

    entry: TocEntry
    section: str


def read_stories(book: EpubBook, *, ours: bool) -> tuple[StoryFacts, ...]:
    """Return the stories in reading order. Never raises for the contents of the EPUB; what cannot be read is skipped.

    Args:
        book: an EPUB whose package document can be read.
        ours: whether epubgen made it. Then the classes of its pages tell what is what.
    """
    reader = _StoryReader(book, ours=ours)
    for item in book.spine_items:
        if item.media_type in _PAGES and item is not book.nav_item:
            reader.read(item)
    maker = StoryFactsMaker(book, page_entries(book), ours=ours)
    return tuple(maker.facts(number, draft) for number, draft in enumerate(reader.stories(), start=1))


def page_entries(book: EpubBook) -> tuple[TocEntry, ...]:
    """Return the list of printed pages: of the navigation document, or else of the NCX."""
    listed = tuple(flat(nav_list(book, "page-list")))
    if listed or book.ncx_root is None or book.ncx_item is None:
        return listed
    found = []
    for point in book.ncx_root.iter("{*}pageTarget"):
        label, content = next(xml.children(point, "navLabel"), None), next(xml.children(point, "content"), None)
        target = resolve(book.ncx_item.name, "" if content is None else content.get("src", ""))
        if label is not None and target:
            found.append(TocEntry(xml.words(label), *target))
    return tuple(found)


class _StoryReader:
    """Reads the documents of a spine one after the other.

    A story may begin in one document and continue in the next.
    """

    def __init__(self, book: EpubBook, *, ours: bool) -> None:
        self._book, self._ours = book, ours
        self._lines = _lines_of_contents(book)
        self._furniture = _furniture(book)
        self._marks: dict[tuple[str, str], str] = {(e.name, e.fragment): e.label for e in page_entries(book)}
        self._page, self._section = "", ""
        self._drafts: list[StoryDraft] = []
        self._at = ""

    def stories(self) -> Iterator[StoryDraft]:
        """Return the stories that were read."""
        for draft in self._drafts:
            if (draft.lines or draft.pictures) and not (draft.is_front and draft.length < _SECTION_FRONT):
                yield draft

    def read(self, item: ManifestItem) -> None:
        """Read a document of the spine."""
        self._at = item.name
        self._page = self._marks.get((item.name, ""), self._page)
        if not self._ours and item.name in self._furniture:
            return
        root = readable_xml(self._book.archive, item.name)
        body = None if root is None else xml.first(root, "body", "bodymatter", "book")
        if root is None or body is None:
            return
        read = self._read_own if self._ours else self._read_foreign
        read(root, body)

    def _read_own(self, root: xml.Element, body: xml.Element) -> None:
        classes = set(body.get("class", "").split())
        if classes & {"section-front", "section"}:  # the second name is that of version 0.1.0
            head = next((e for e in xml.elements(body) if "section-name" in e.get("class", "").split()), None)
            self._section = "" if head is None else line_words(head)
            for mark in xml.elements(body):
                self._turn_page(mark)
        elif classes & {"story", "article", "notices", "corrections"}:
            title, named = xml.first(body, "h1"), xml.first(root, "title")
            is_story = bool(classes & {"story", "article"})
            section = self._section_of("" if named is None else xml.words(named)) if is_story else ""
            self._page = self._page if is_story else ""
            self._drafts.append(StoryDraft(self._at, "" if title is None else line_words(title), section))
            self._walk_all(body)

    def _section_of(self, label: str) -> str:
        """Return the section of a story of epubgen by the contents.

        The line above it, or the one its own line begins with.
        """
        line = self._lines.get(self._at, {}).get("")
        if line is None or (self._section and line.section.endswith(self._section)):
            return self._section
        alone = line.entry.label.removesuffix(label)
        if line.section or alone == line.entry.label:
            return line.section
        page, _, name = alone.rstrip(_BETWEEN).partition(" ")
        return name if name and page in self._marks.values() else alone.rstrip(_BETWEEN)

    def _read_foreign(self, root: xml.Element, body: xml.Element) -> None:
        lines = self._lines.get(self._at, {})
        places = {element.get("id") or element.get("name") for element in xml.elements(body)} if lines else set()
        whole = lines.get("") or next((line for place, line in lines.items() if place not in places), None)
        if whole or not self._lines:
            self._begin(whole, "")
            if not self._lines:
                head = xml.first(body, *_HEADINGS)
                head = xml.first(root, "title") if head is None else head
                self._drafts[-1].title = "" if head is None else line_words(head)
        self._walk_all(body)

    def _begin(self, line: _Line | None, fragment: str) -> None:
        path = f"{self._at}#{fragment}" if fragment else self._at
        draft = StoryDraft(path)
        if line:
            draft.title, draft.section, draft.is_front = line.entry.label, line.section, bool(line.entry.children)
        self._drafts.append(draft)

    def _turn_page(self, element: xml.Element) -> None:
        name = element.get("id") or element.get("name") or ""
        if name and (self._at, name) in self._marks:
            self._page = self._marks[self._at, name]

    def _walk_all(self, body: xml.Element) -> None:
        text: list[str] = []
        self._walk(body, text)
        self._end_line(text)

    def _walk(self, element: xml.Element, text: list[str]) -> None:
        """Read the text of an element. ``text`` is the paragraph that is being read."""
        name, classes = xml.local(element), element.get("class", "").split()
        self._turn_page(element)
        self._turn_story(element, text)
        if is_left_out(element):
            return
        if name not in _INLINE:
            self._end_line(text)
        if name == "figure":
            self._figure(element)
        elif not self._takes(element, name, classes):
            if name in ("img", "image") and not self._ours:  # in ours a picture in a line is a character
                self._picture(element, "", "")
            self._take(str(element.text or ""), text)
            for child in element.iterchildren():
                if xml.local(child):
                    self._walk(child, text)
                self._take(str(child.tail or ""), text)
        if name not in _INLINE:
            self._end_line(text)

    def _take(self, words: str, text: list[str]) -> None:
        text.append(words)
        if self._drafts and words.strip():
            self._drafts[-1].page = self._drafts[-1].page or self._page

    def _turn_story(self, element: xml.Element, text: list[str]) -> None:
        if self._ours:
            return
        fragment = element.get("id") or (element.get("name") if xml.local(element) == "a" else "") or ""
        line = self._lines.get(self._at, {}).get(fragment) if fragment else None
        if line:
            self._end_line(text)
            self._begin(line, fragment)

    def _takes(self, element: xml.Element, name: str, classes: Sequence[str]) -> bool:
        """Return whether an element of a story's header or footer is taken as a fact instead of as text."""
        if not self._drafts:
            return False
        draft = self._drafts[-1]
        if self._ours:
            return self._takes_own(element, name, classes, draft)
        words = line_words(element) if name in _HEADINGS and not draft.lines else ""
        if words and comparable(words) == comparable(draft.title):
            draft.page = draft.page or self._page
            return True
        named = any(_BYLINE.search(one) for one in classes) or element.get("itemprop") == "author"
        if named or element.get("rel") == "author":
            words = line_words(element)
            if words and len(words) <= _MOST_BYLINE:
                draft.bylines.append(words)
                return name not in _INLINE
        return False

    def _takes_own(self, element: xml.Element, name: str, classes: Sequence[str], draft: StoryDraft) -> bool:
        if "byline" in classes:
            draft.bylines.append(line_words(element))
            return name == "p"
        if name == "footer" and "foot" in classes:
            for part in xml.elements(element):
                said = part.get("class", "").split()
                if "byline" in said:
                    draft.bylines.append(line_words(part))
                for one in {"origin", "rights"}.intersection(said):
                    draft.facts[one] = line_words(part)
            return True
        taken = name in ("h1", "p", "span") and next((_OWN_LINES[one] for one in classes if one in _OWN_LINES), "")
        if taken:
            draft.facts[taken] = line_words(element)
        return bool(taken) or (name == "h1" and "matter-title" in classes) or "rubric" in classes

    def _figure(self, element: xml.Element) -> None:
        words, credit = xml.first(element, "figcaption"), ""
        caption = "" if words is None else line_words(words)
        if words is not None and self._ours:
            said = {one: line_words(e) for e in xml.elements(words) for one in e.get("class", "").split()}
            caption, credit = said.get("caption-text", ""), said.get("credit", "")
        for picture in xml.elements(element):
            if xml.local(picture) in ("img", "image"):
                self._picture(picture, caption, credit)

    def _picture(self, element: xml.Element, caption: str, credit: str) -> None:
        target = resolve(self._at, element.get("src") or element.get(_XLINK) or element.get("href") or "")
        item = self._book.item_of(target[0]) if target else None
        if item and self._drafts:
            made = PictureFacts(path=item.name, media_type=item.media_type, caption=caption, credit=credit)
            self._drafts[-1].pictures.setdefault(item.name, made)

    def _end_line(self, text: list[str]) -> None:
        line = " ".join("".join(text).split())
        text.clear()
        if line and self._drafts:
            self._drafts[-1].lines.append(line)


def _lines_of_contents(book: EpubBook) -> Mapping[str, Mapping[str, _Line]]:
    """Return, for each member and fragment, the line of the contents that points there; of two, the deeper one."""
    found: dict[str, dict[str, _Line]] = {}

    def take(entries: Sequence[TocEntry], section: str) -> None:
        for entry in entries:
            known = found.setdefault(entry.name, {}) if entry.name else {}
            if entry.fragment not in known or known[entry.fragment].entry.children:
                known[entry.fragment] = _Line(entry, section)
            take(entry.children, entry.label)

    take(nav_toc(book) or ncx_toc(book), "")
    return found


def _furniture(book: EpubBook) -> frozenset[str]:
    """Return the documents that landmarks or guide call cover, contents, title page or copyright."""
    names = set()
    if book.nav_root is not None and book.nav_item is not None:
        for link in book.nav_root.iter("{*}a"):
            target = resolve(book.nav_item.name, link.get("href", ""))
            if target and _FURNITURE.intersection(link.get(EPUB_TYPE, "").split()):
                names.add(target[0])
    for link in () if book.package is None else book.package.iter("{*}reference"):
        target = resolve(book.package_name, link.get("href", ""))
        if target and link.get("type", "").lower() in _FURNITURE:
            names.add(target[0])
    return frozenset(names)
