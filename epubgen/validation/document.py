# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the rules need to know of each content document and style sheet once its tree is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from epubgen.epub.theme.css_syntax import addresses, declarations
from epubgen.errors import Finding, finding
from epubgen.languages.picture_words import describes_nothing
from epubgen.languages.tags import LANGUAGES
from epubgen.languages.words import term
from epubgen.validation import xml
from epubgen.validation.archive import MAX_TEXT, UnreadableMemberError
from epubgen.validation.book import EPUB_TYPE, XHTML, EpubBook, ManifestItem, UnreadableDocumentError, read_xml

SVG = "image/svg+xml"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_LINKING = ("href", _XLINK)
_LOADING = ("src", "poster", "data")
_ANCHORS = ("a", "area")
MERE_WORDS = frozenset(term("photo", language) for language in LANGUAGES)
"""What stands in ``alt`` where nobody wrote one."""


@dataclass(frozen=True, slots=True)
class ResourceLink:
    """A reference of one member to something: ``loads`` for what is shown at once, else a link to follow."""

    source: str
    href: str
    element: str
    loads: bool
    line: int | None


@dataclass(frozen=True, slots=True)
class ContentDocument:
    """A content document while its rules run."""

    book: EpubBook
    item: ManifestItem
    root: xml.Element
    size: int

    @property
    def name(self) -> str:
        """Its member."""
        return self.item.name

    def about(self, key: str, element: xml.Element | None = None, /, **args: object) -> Finding:
        """A finding in this document, on the line of an element."""
        line = None if element is None else xml.line(element)
        return finding(key, self.book.archive.at(self.name, line), **args)


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What stays of a document or a sheet."""

    name: str
    ids: frozenset[str] = frozenset()
    links: tuple[ResourceLink, ...] = ()
    page_marks: tuple[tuple[str, str], ...] = ()
    """Ids and labels of page breaks."""
    vertical: bool = False
    """It sets vertical lines."""
    missing_alts: int = 0
    """Pictures without a text of their own."""
    pictures: int = 0
    ruby: bool = False


def documents(book: EpubBook) -> Iterator[ContentDocument | Finding]:
    """Every XHTML and SVG document of the manifest, one at a time; a finding for one that cannot be read."""
    for item in book.items:
        if item.media_type not in (XHTML, SVG) or not book.archive.has(item.name):
            continue
        try:
            root = read_xml(book.archive, item.name)
        except UnreadableDocumentError as fault:
            yield fault.finding
        else:
            yield ContentDocument(book, item, root, book.archive.pack.getinfo(item.name).file_size)


def facts_of(document: ContentDocument) -> DocumentFacts:
    """The facts of a content document."""
    found = list(xml.elements(document.root))
    inside = [e.text or "" for e in found if xml.local(e) == "style"]
    styles = ";".join((*inside, *(style for e in found if (style := e.get("style", "")))))
    pictures = [e for e in found if xml.local(e) == "img"]
    return DocumentFacts(
        name=document.name,
        ids=frozenset(value for e in found if (value := e.get("id"))),
        links=(*_links(document.name, found), *css_links(document.name, styles)),
        page_marks=tuple((e.get("id", ""), _page_label(e)) for e in found if is_page_mark(e)),
        vertical=_is_vertical(styles),
        missing_alts=sum(lacks_alt(e) for e in pictures),
        pictures=len(pictures),
        ruby=any(xml.local(e) == "ruby" for e in found),
    )


def sheets(book: EpubBook) -> Iterator[DocumentFacts]:
    """The facts of every style sheet that can be read."""
    for item in book.items:
        if item.media_type == "text/css" and book.archive.has(item.name):
            try:
                text = book.archive.read(item.name, MAX_TEXT).decode("utf-8-sig", "replace")
            except UnreadableMemberError:
                continue
            yield DocumentFacts(item.name, links=tuple(css_links(item.name, text)), vertical=_is_vertical(text))


def css_links(name: str, css: str) -> Iterator[ResourceLink]:
    """The addresses in a style sheet."""
    for href, line in addresses(css):
        yield ResourceLink(name, href, "css", loads=True, line=line)


def _is_vertical(css: str) -> bool:
    modes = (said.value.lower() for said in declarations(css) if said.name.endswith("writing-mode"))
    return any(mode.startswith(("vertical-rl", "tb-rl")) for mode in modes)


def is_page_mark(element: xml.Element) -> bool:
    """Whether an element marks the beginning of a printed page."""
    return "pagebreak" in element.get(EPUB_TYPE, "").split() or element.get("role") == "doc-pagebreak"


def is_decorative(element: xml.Element) -> bool:
    """Whether a picture says that it carries no meaning."""
    return element.get("role") in ("presentation", "none") or element.get("aria-hidden") == "true"


def says_nothing(alt: str) -> bool:
    """Whether a text alternative describes nothing: the mere word for a photo, the name of a file.

    One character is the right text for a picture of a character.
    """
    return alt.strip() in MERE_WORDS or describes_nothing(alt) in ("name", "word")


def lacks_alt(element: xml.Element) -> bool:
    """Whether a picture says nothing: no ``alt``, or one that describes nothing. An empty one is a decoration."""
    alt = element.get("alt")
    return not is_decorative(element) and (alt is None or says_nothing(alt))


def _page_label(element: xml.Element) -> str:
    return element.get("aria-label") or element.get("title") or xml.words(element)


def _links(name: str, found: list[xml.Element]) -> Iterator[ResourceLink]:
    for element in found:
        word = xml.local(element)
        for attribute in _LINKING:
            if href := element.get(attribute):
                yield ResourceLink(name, href.strip(), word, loads=_loads(element), line=xml.line(element))
        for attribute in _LOADING:
            if (href := element.get(attribute)) and word != "a":
                yield ResourceLink(name, href.strip(), word, loads=True, line=xml.line(element))
        for candidate in element.get("srcset", "").split(","):
            if candidate.strip():
                yield ResourceLink(name, candidate.split()[0], word, loads=True, line=xml.line(element))


def _loads(element: xml.Element) -> bool:
    word = xml.local(element)
    return word not in _ANCHORS and (word != "link" or "stylesheet" in element.get("rel", "").split())
