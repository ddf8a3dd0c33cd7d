# SPDX-License-Identifier: AGPL-3.0-or-later
"""The facts of each content document and style sheet that rules need after its tree has been released."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, cached_property

from epubgen.epub.theme.css_syntax import declarations
from epubgen.errors import Finding, finding
from epubgen.languages.picture_words import describes_nothing
from epubgen.languages.words import SPOKEN, term
from epubgen.startup import dataclass, regex
from epubgen.validation import html, xml
from epubgen.validation.archive import MAX_TEXT, UnreadableMemberError
from epubgen.validation.book import EPUB_TYPE, XHTML, EpubBook, ManifestItem, UnreadableDocumentError, read_document
from epubgen.validation.links import LINKING, ResourceLink, css_links, element_links, link_base

SVG = "image/svg+xml"
PRIVATE = regex("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
BIDI = regex("[\u202a-\u202e\u2066-\u2069]")
C1 = regex("[\x80-\x9f]")
_LAST_TWO = "".join(f"{chr(plane * 65536 + 0xFFFE)}{chr(plane * 65536 + 0xFFFF)}" for plane in range(1, 17))
NONCHARACTER = regex(f"[\ufdd0-\ufdef\ufffe\uffff{_LAST_TWO}]")
_SUSPICIOUS = regex(
    "[\x80-\x9f\xad\u0590-\u08ff\u1161-\u1175\u180e\u200b-\u200d\u202a-\u202e\u2060\u2066-\u2069\u2e81-\u2fd5"
    "\u3099\u309a\ue000-\uf8ff\ufb1d-\ufdff\ufe70-\ufeff\ufffe\uffff]"
)
"""Characters that rules look for, and some neighbours. The pattern is ten times as fast without higher planes."""
_HIGHER_PLANES = regex("[\U00010000-\U0010ffff]")
SILENT = ("script", "style", "svg", "math")
"""Elements whose text is not read as a passage."""


@dataclass(frozen=True)
class ContentDocument:
    """A content document while rules check it."""

    book: EpubBook
    item: ManifestItem
    root: xml.Element
    size: int
    source: str = ""
    """The decoded text of the document."""

    @property
    def name(self) -> str:
        """The name of its member."""
        return self.item.name

    @cached_property
    def parts(self) -> tuple[tuple[str, xml.Element], ...]:
        """Every element with its local name, in order. The tree is walked once for all rules."""
        names = xml.LOCAL_NAMES
        return tuple([(names[element.tag], element) for element in xml.elements(self.root)])

    @cached_property
    def by_word(self) -> Mapping[str, list[xml.Element]]:
        """The elements by local name."""
        found: defaultdict[str, list[xml.Element]] = defaultdict(list)
        for word, element in self.parts:
            found[word].append(element)
        return dict(found)

    @cached_property
    def by_attribute(self) -> Mapping[str, list[xml.Element]]:
        """The elements by the names of their attributes, in order."""
        found: defaultdict[str, list[xml.Element]] = defaultdict(list)
        for _, element in self.parts:
            for key in map(str, element.keys()):
                found[key].append(element)
        return dict(found)

    def having(self, *attributes: str) -> Iterator[xml.Element]:
        """Return the elements with one of these attributes."""
        return (element for name in attributes for element in self.by_attribute.get(name, ()))

    @cached_property
    def handlers(self) -> tuple[xml.Element, ...]:
        """The elements with event handlers."""
        return tuple(e for name, found in self.by_attribute.items() if name.startswith("on") for e in found)

    def named(self, *words: str) -> Iterator[xml.Element]:
        """Return the elements with one of these local names."""
        return (element for word in words for element in self.by_word.get(word, ()))

    @cached_property
    def is_ascii(self) -> bool:
        """Whether all characters of the text are ASCII, those written as references included."""
        return bool(self.source) and self.source.isascii() and not self.has_references

    @cached_property
    def has_references(self) -> bool:
        """Whether characters are written as numbers, or by names that the document declares."""
        return "&#" in self.source or "<!ENTITY" in self.source

    @cached_property
    def is_suspicious(self) -> bool:
        """Whether the text may hold a character that rules look for. One search serves all rules."""
        if self.is_ascii:
            return False
        return self.has_references or bool(_SUSPICIOUS.search(self.source) or _HIGHER_PLANES.search(self.source))

    def may_hold(self, pattern: re.Pattern[str]) -> bool:
        """Return whether the text may match a pattern of ``_SUSPICIOUS`` characters.

        A reference may stand for any character.
        """
        return self.is_suspicious and (self.has_references or bool(pattern.search(self.source)))

    @cached_property
    def texts(self) -> tuple[tuple[xml.Element, str], ...]:
        """The texts that readers read, each with its element."""
        return tuple(_texts(self))

    @property
    def is_utf16(self) -> bool:
        """Whether the file is in UTF-16, that is, its bytes are not its text in UTF-8."""
        return self.size - len(self.source.encode("utf-8", "surrogatepass")) not in (0, 3)

    @cached_property
    def needs(self) -> dict[str, xml.Element]:
        """The properties that its manifest item must declare, each with the first element that requires it."""
        found: dict[str, xml.Element] = {}
        for word, elements in self.by_word.items():
            for element in elements if word in html.TELLING else ():
                for needed in html.needed_properties(word, element):
                    found.setdefault(needed, element)
        if self.handlers:
            found.setdefault("scripted", self.handlers[0])
        return found

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id, also repeated ones."""
        return tuple(value.strip() for element in self.having("id") if (value := element.get("id")))

    @cached_property
    def page_marks(self) -> tuple[xml.Element, ...]:
        """The elements that mark the beginning of a printed page."""
        return tuple(dict.fromkeys(e for e in self.having(EPUB_TYPE, "role") if is_page_mark(e)))

    def about(self, key: str, element: xml.Element | None = None, /, **args: object) -> Finding:
        """Make a finding in this document, on the line of an element."""
        line = None if element is None else xml.line(element)
        return finding(key, self.book.archive.at(self.name, line), **args)


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The facts of a document or style sheet that are kept."""

    name: str
    ids: frozenset[str] = frozenset()
    links: tuple[ResourceLink, ...] = ()
    page_marks: tuple[tuple[str, str], ...] = ()
    """Ids and labels of page breaks."""
    vertical: frozenset[str] = frozenset()
    """Its vertical writing modes: ``vertical-rl``, ``vertical-lr``."""
    language: str = ""
    """The language of the root."""
    missing_alts: int = 0
    """The number of pictures without a text alternative of their own."""
    pictures: int = 0
    ruby: bool = False
    needs: frozenset[str] = frozenset()
    """Properties that its manifest item must declare."""
    styled: bool = False
    """Whether it has styles of its own or names a style sheet."""
    scripted: bool = False


def documents(book: EpubBook) -> Iterator[ContentDocument | Finding]:
    """Yield every XHTML and SVG document of the manifest, one at a time; a finding for one that cannot be read."""
    for item in book.items:
        if item.media_type not in (XHTML, SVG) or not book.archive.has(item.name):
            continue
        try:
            source, root = read_document(book.archive, item.name)
        except UnreadableDocumentError as fault:
            yield fault.finding
        else:
            size = book.archive.pack.getinfo(book.archive.stored(item.name)).file_size
            yield ContentDocument(book, item, root, size, source)


def facts_of(document: ContentDocument) -> DocumentFacts:
    """Return the facts of a content document."""
    styles = _styles(document)
    pictures = document.by_word.get("img", [])
    linking = frozenset(document.having(*LINKING))
    base = link_base(document.name, next((e.get("href", "").strip() for e in document.named("base")), ""))
    return DocumentFacts(
        name=document.name,
        ids=frozenset(document.ids),
        links=(*element_links(document.name, base, document.parts, linking), *css_links(document.name, styles, base)),
        page_marks=tuple((e.get("id", ""), _page_label(e)) for e in document.page_marks),
        vertical=_vertical_modes(styles),
        language=document.root.get(xml.LANG) or document.root.get("lang") or "",
        missing_alts=sum(lacks_alt(e) for e in pictures),
        pictures=len(pictures),
        ruby="ruby" in document.by_word,
        needs=frozenset(document.needs),
        styled=bool(styles) or any("stylesheet" in e.get("rel", "").split() for e in document.named("link")),
        scripted="script" in document.by_word,
    )


def _texts(document: ContentDocument) -> Iterator[tuple[xml.Element, str]]:
    silent = {inner for element in document.named(*SILENT) for inner in xml.elements(element)}
    for _, element in document.parts:
        if element in silent:
            continue
        if (text := element.text) and not text.isspace():
            yield element, text
        for child in element:
            if (tail := child.tail) and not tail.isspace():
                yield element, tail


def _styles(document: ContentDocument) -> str:
    """Return the styles inside a document; those of ``style`` attributes stand in braces."""
    inside = [e.text or "" for e in document.named("style")]
    said = [f"x{{{style}}}" for e in document.having("style") if (style := e.get("style"))]
    return "\n".join((*inside, *dict.fromkeys(said)))


def sheets(book: EpubBook) -> Iterator[DocumentFacts]:
    """Yield the facts of every style sheet that can be read."""
    for item in book.items:
        if item.media_type == "text/css" and book.archive.has(item.name):
            try:
                text = book.archive.read(item.name, MAX_TEXT).decode("utf-8-sig", "replace")
            except UnreadableMemberError:
                continue
            yield DocumentFacts(item.name, links=tuple(css_links(item.name, text)), vertical=_vertical_modes(text))


def _vertical_modes(css: str) -> frozenset[str]:
    modes = (said.value.lower() for said in declarations(css) if said.name.endswith("writing-mode"))
    known = {"vertical-rl": "vertical-rl", "tb-rl": "vertical-rl", "vertical-lr": "vertical-lr", "tb-lr": "vertical-lr"}
    return frozenset(known[word] for mode in modes for word in mode.split()[:1] if word in known)


def is_page_mark(element: xml.Element) -> bool:
    """Return whether an element marks the beginning of a printed page."""
    return "pagebreak" in element.get(EPUB_TYPE, "").split() or element.get("role") == "doc-pagebreak"


def is_decorative(element: xml.Element) -> bool:
    """Return whether a picture is marked as decorative."""
    return element.get("role") in ("presentation", "none") or element.get("aria-hidden") == "true"


@cache
def mere_words() -> frozenset[str]:
    """Return the words that programs write into ``alt`` when nobody has."""
    return frozenset(term("photo", language) for language in SPOKEN)


def says_nothing(alt: str) -> bool:
    """Return whether a text alternative describes nothing: only a word for a photo, or the name of a file.

    A single character is the right text for a picture of a character.
    """
    return alt.strip() in mere_words() or describes_nothing(alt) in ("name", "word")


def lacks_alt(element: xml.Element) -> bool:
    """Return whether a picture has no ``alt``, or one that describes nothing. An empty ``alt`` marks a decoration."""
    alt = element.get("alt")
    return not is_decorative(element) and (alt is None or says_nothing(alt))


def _page_label(element: xml.Element) -> str:
    return element.get("aria-label") or element.get("title") or xml.words(element)
