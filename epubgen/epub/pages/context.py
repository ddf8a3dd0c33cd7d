# SPDX-License-Identifier: AGPL-3.0-or-later
"""Gives each page what it needs: pictures, words and links relative to its document, and the HTML around them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from functools import lru_cache
from pathlib import Path

from epubgen.epub.edition import Edition, SpineDocument
from epubgen.epub.edition.identity import corrected_mark
from epubgen.images import Media
from epubgen.languages.characters import width
from epubgen.languages.directions import direction, says_direction
from epubgen.languages.tags import fitting
from epubgen.markup import DocumentIds, RenderContext, ShownPicture, page_break, render_inlines, render_text
from epubgen.markup.tree import NO_GLYPHS, El, Glyphs, Node, el, fragment_text, show_rare, write_document
from epubgen.model import Address, Article, Inlines, Issue, LangStr, Link, Photo, Revision, Text, in_language
from epubgen.startup import dataclass

__all__ = ["XHTML", "PageContext", "Part", "Typeset", "framed", "long_kind", "spaced", "ways"]

XHTML = "application/xhtml+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One publication resource (EPUB 3.3 §5.5.2)."""

    id: str
    href: str
    """Path relative to the package document."""
    media_type: str
    data: bytes | Path
    """The bytes, or the file that holds them: photos are streamed and never held in memory."""
    properties: tuple[str, ...] = ()
    """Manifest properties: ``nav``, ``cover-image``."""
    pictures: tuple[str, ...] = ()
    """Paths of the pictures that a document shows, each once."""


Typeset = Callable[[str], Callable[[Inlines], Inlines]]
"""Returns, for a language, the function that typesets visible text in this language."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """An edition as one of its documents uses it: links are relative to the document."""

    edition: Edition
    media: Media
    typeset: Typeset
    document: SpineDocument
    names: DocumentIds
    """Gives out the ids of the document."""
    marks: tuple[El, ...]
    """Markers of the printed pages that begin at the top of the document (EPUB Accessibility 1.1 §2.4)."""
    spoken: str = ""
    """Language of the document if it differs from the publication's, otherwise empty."""
    glyphs: Glyphs = NO_GLYPHS
    """How rare characters are shown."""
    _settings: dict[str, RenderContext] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The results of ``setting``, by language."""

    @classmethod
    def of(
        cls, edition: Edition, media: Media, typeset: Typeset, document: SpineDocument, glyphs: Glyphs = NO_GLYPHS
    ) -> PageContext:
        """Return the context of a document.

        The page markers take their ids first, so that no element of the body can take them.
        """
        names = DocumentIds()
        marks = tuple(page_break(number, names) for number in document.pages)
        return cls(edition, media, typeset, document, names, marks, glyphs=glyphs)

    @property
    def issue(self) -> Issue:
        """The issue of the edition."""
        return self.edition.issue

    @property
    def language(self) -> str:
        """The language of the words that the publication adds to a page."""
        return self.edition.language

    def speaking(self, language: str) -> PageContext:
        """Return the context for a document in another language. The publication's own words stay in its language."""
        return replace(self, spoken=language)

    def term(self, key: str, /, **args: object) -> str:
        """Return a localised word; its language is attached if it differs from the document's."""
        said, spoken = self.issue.publication.printed.told(key, **args)
        return self._spoken(said, spoken) if spoken else said

    def own(self, said: str) -> str:
        """Return words of the publication; their language is attached if it differs from the document's."""
        return said if getattr(said, "lang", "") else self._spoken(said, self.language)

    def _spoken(self, said: str, language: str) -> str:
        return said if _same_language(language, self.spoken or self.language) else LangStr(said, language)

    def own_of(self, said: str, parts: Iterable[str]) -> str:
        """Return a text made of several parts, in the language of the first part that has a language of its own."""
        lang = next((lang for part in parts if (lang := getattr(part, "lang", ""))), "")
        return self._spoken(said, lang) if lang else said

    def joined(self, names: Sequence[str]) -> str:
        """Return names in a row, with the separators of the publication's language."""
        return self.issue.publication.printed.joined(names)

    def setting(self, language: str = "") -> RenderContext:
        """Return how text is rendered in this document.

        ``language`` is the language of a story, if it differs from the document's.
        """
        language = language or self.spoken or self.language
        if language not in self._settings:
            self._settings[language] = RenderContext(
                language=language,
                vertical=self.edition.flow(self.document).mode != "horizontal-tb",
                picture=self.shown,
                href=self.story_href,
                term=self.term,
                typeset=self.typeset(language),
                opens=self.opens,
            )
        return self._settings[language]

    def opens(self, page: str) -> bool:
        """Return whether the list of printed pages links to this document for a page."""
        return any(p.label == page and p.href.startswith(f"{self.document.href}#") for p in self.edition.page_list)

    def words(self, text: str, language: str = "") -> tuple[Node, ...]:
        """Return plain text as rendered nodes.

        A text in another language than the element around it has ``lang``; a text that runs in another direction has
        ``dir``. ``language`` is the language of that element, if it differs from the document's.
        """
        return render_text(text, self.setting(language))

    def line(self, name: str, kind: str, text: str, role: str | None = None) -> El | None:
        """Return an element with one line of text; ``None`` for an empty text."""
        return el(name, self.words(text), class_=kind, role=role) if text else None

    def lines(self, name: str, kind: str, texts: Sequence[str], role: str | None = None) -> El | None:
        """Return an element whose print lines are separated by ``br``; ``None`` if there is no text."""
        nodes = self.flow(texts, el("br"))
        return el(name, nodes, class_=kind, role=role) if nodes else None

    def flow(self, texts: Sequence[str], between: Node = " ", language: str = "") -> tuple[Node, ...]:
        """Return print lines in a row. Each of several lines is a ``span.line``, in which a screen need not break."""
        kept = [self.words(text, language) for text in texts if text]
        spans = [el("span", words, class_="line") for words in kept] if len(kept) > 1 else kept
        return tuple(_between(spans, between))

    def href(self, target: str) -> str:
        """Return a path of the package relative to this document."""
        return _relative(target, posixpath.dirname(self.document.href))

    def story_href(self, story: str) -> str | None:
        """Return the path of the file of a story, by its id or ``article:ID``; ``None`` if the story has no document.

        The path has no fragment, because Kobo opens a link with a fragment as a popup.
        """
        found = self.edition.document("article", story.removeprefix("article:"))
        return self.href(found.href) if found else None

    def link(self, document: SpineDocument, words: Sequence[Node] | str, kind: str | None = None) -> El:
        """Return a link to a whole document."""
        shown = self.words(words) if isinstance(words, str) else words
        return el("a", shown, class_=kind, href=self.href(document.href))

    def address(self, words: str, target: str = "") -> tuple[Node, ...]:
        """Return a link whose words are its address.

        Its line may break after punctuation, but not in a telephone number.
        """
        run = Text(words) if target.startswith("tel:") else Address((Text(words),))
        return render_inlines((Link((run,), target or words),), self.setting())

    def story_link(self, story: Article, words: Sequence[Node] = ()) -> Sequence[Node]:
        """Return a link to a story with its headline or other words; only the words if the story has no document."""
        found = self.edition.document("article", story.id)
        shown = words or self._headline(story)
        return (self.link(found, shown),) if found else shown

    def stories_of(self, revision: Revision) -> Iterator[Node]:
        """Yield a space and a link for each story that a revision has changed.

        Stories without a document are left out.
        """
        for story in self.issue.articles:
            found = self.edition.document("article", story.id) if story.id in revision.articles else None
            if found:
                yield from (" ", el("a", self._headline(story), href=self.href(found.href), data_story=story.id))

    def _headline(self, story: Article) -> Sequence[Node]:
        """Return the headline of a story, one ``span`` per print line, in the language of the story."""
        return self.flow([_in_language(line, story.lang or self.language) for line in story.title])

    def turned(self, story: Article) -> dict[str, str]:
        """Return ``lang`` and ``dir`` for words of a story that run in another direction than this page.

        The result is empty for all other stories.
        """
        way = says_direction(story.lang or self.language, self.language)
        return {"lang": story.lang, "xml__lang": story.lang, "dir": way} if way else {}

    def own_language(self, story: Article) -> dict[str, str | None]:
        """Return ``lang``, and ``dir`` if it differs, for words of a story in another language than this page's.

        The result is empty for all other stories.
        """
        if not story.lang or story.lang == self.language:
            return {}
        way = says_direction(story.lang, self.language)
        return {"lang": story.lang, "xml__lang": story.lang, "dir": way}

    def shown(self, photo: Photo) -> ShownPicture | None:
        """Return the picture of a photo with its path relative to this document; ``None`` if there is no picture."""
        picture = self.media.find(photo)
        return (
            ShownPicture(href=self.href(picture.name), width=picture.width, height=picture.height) if picture else None
        )

    def small(self, photo: Photo) -> ShownPicture | None:
        """Return the small picture of a photo, cropped around its focal point; ``None`` if there is no picture.

        It stands on the front of a section beside the lead story.
        """
        picture = self.media.small(photo)
        return (
            ShownPicture(href=self.href(picture.name), width=picture.width, height=picture.height) if picture else None
        )

    def pages_words(self, numbers: Sequence[str]) -> str:
        """Return the words for several printed pages: ``第01版、第03版``."""
        return self.term("pages.join").join(self.page_words(number) for number in numbers)

    def page_words(self, number: str) -> str:
        """Return the words for a printed page: ``第01版`` in a newspaper, ``第1页`` in a bound publication."""
        return self.term("page" if self.issue.publication.kind == "newspaper" else "page.bound", number=number)


@lru_cache(maxsize=2**16)
def _relative(target: str, folder: str) -> str:
    return posixpath.relpath(target, folder or ".")


@lru_cache(maxsize=1024)
def _same_language(one: str, other: str) -> bool:
    """Return whether two tags mean one language in one script: ``zh-Hans`` and ``zh-CN``."""
    return one.partition("-")[0].lower() == other.partition("-")[0].lower() and fitting(one) == fitting(other)


def _in_language(text: str, language: str) -> str:
    """Return a text with the language of its story, unless the text has a language of its own."""
    return in_language(text, language) if language and not getattr(text, "lang", "") else text


def _between(pieces: Sequence[Node | Sequence[Node]], between: Node) -> Iterator[Node]:
    for place, piece in enumerate(pieces):
        if place:
            yield between
        yield from (piece,) if isinstance(piece, (str, El)) else piece


_BODY_CLASSES = {"article": "story", "section": "section-front"}
"""Kind of document → class of its body.

No class has the name of an element, because one library server rewrites such words.
"""
_NAMESPACES = {"xmlns": "http://www.w3.org/1999/xhtml", "xmlns:epub": "http://www.idpf.org/2007/ops"}


def framed(ctx: PageContext, *content: Node | Iterable[Node] | None, kinds: str = "", lang: str = "") -> Part:
    """Return the whole XHTML document around its content.

    Args:
        ctx: the context of the document.
        content: the content of the body, which follows the markers of printed pages.
        kinds: further classes of the body; the first class is always that of the kind of document.
        lang: the language of a story, if it differs from the publication's.
    """
    document = ctx.document
    marks = el("div", ctx.marks, class_="marks") if ctx.marks else None
    kind = f"{_BODY_CLASSES.get(document.kind, document.kind)} {kinds}".strip()
    body = el("body", marks, _corrected(ctx), *content, class_=kind)
    body = show_rare(body, ctx.glyphs, "../" * document.href.count("/"))
    tag = lang or ctx.language
    root = {**_NAMESPACES, "lang": tag, "xml:lang": tag} | root_direction(tag, ctx.language)
    data = write_document(El("html", tuple(root.items()), (_head(ctx), body)), "<!DOCTYPE html>\n")
    folder, sources = posixpath.dirname(document.href), _picture_sources(body) if b"<img " in data else ()
    shown = dict.fromkeys(posixpath.normpath(posixpath.join(folder, src)) for src in sources)
    return Part(id=document.id, href=document.href, media_type=XHTML, data=data, pictures=tuple(shown))


def root_direction(tag: str, paper: str) -> dict[str, str]:
    """Return the ``dir`` attribute of a document; nothing if document and publication both run from left to right.

    In a publication from right to left every document states its direction, because reading systems add the
    publication's.
    """
    turned = "rtl" in (direction(tag), direction(paper))
    return {"dir": direction(tag)} if turned else {}


def _corrected(ctx: PageContext) -> El | None:
    """Return the list of changes on the first page of a corrected issue whose publication marks corrected copies.

    Each change links to its stories. If no changed story is known, the mark links to the imprint.
    """
    mark, first = corrected_mark(ctx.issue), ctx.edition.documents[0]
    if not mark or ctx.document != first:
        return None
    lines = [el("p", *ctx.words(line.text), *ctx.stories_of(line)) for line in ctx.issue.revisions]
    imprint = ctx.edition.document("imprint")
    known = any(line.articles for line in ctx.issue.revisions)
    words = ctx.words(ctx.own(mark)) if known or imprint is None else (ctx.link(imprint, ctx.own(mark)),)
    return el("aside", el("p", words, class_="note-title"), *lines, class_="note corrected")


def _picture_sources(root: El) -> Iterator[str]:
    """Yield ``src`` of all pictures below an element.

    The walk uses a stack, because a text may nest deeper than Python's recursion allows.
    """
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, El):
            if node.name == "img":
                yield dict(node.attrs).get("src", "")
            waiting += reversed(node.children)


def _head(ctx: PageContext) -> El:
    """Return the head: the encoding, a title and the style sheets. The title is never empty (RSC-005)."""
    charset, *sheets = _links(ctx.edition.css_for(ctx.document), posixpath.dirname(ctx.document.href))
    return el("head", charset, el("title", ctx.document.title or ctx.edition.title), *sheets)


@lru_cache(maxsize=16)
def _links(sheets: tuple[str, ...], folder: str) -> tuple[El, ...]:
    """Return what every head in a folder has: the encoding and links to the style sheets."""
    links = (el("link", rel="stylesheet", type="text/css", href=_relative(sheet, folder)) for sheet in sheets)
    return (el("meta", charset="utf-8"), *links)


def ways(*content: Node | Iterable[Node] | None, kind: str | None, label: str, lang: str | None = None) -> El:
    """Return a ``nav`` of links to stories and pages.

    Screen readers can skip a ``nav``, and text extractors leave it out. The role is also written out, because
    Readability looks only at roles. ``lang`` is the language of the words, if it differs from the document's.
    """
    way = direction(lang) if lang else None
    said = way if way == "rtl" else None
    return el("nav", *content, class_=kind, role="navigation", aria_label=label, lang=lang, xml__lang=lang, dir=said)


_SHORT = 24
"""The width in letters of a fact that fits on a line of the smallest screen at double size. A wider fact may break."""


def long_kind(words: str) -> str | None:
    """Return the class of words that are too long for a line of a small screen; ``None`` for shorter words.

    Such words may break.
    """
    return "long" if width(words) > _SHORT else None


def spaced(facts: Sequence[Sequence[Node]]) -> list[Node]:
    """Return facts in a row, each in a ``span`` of its own, in which a line need not break."""
    row: list[Node] = []
    for fact in facts:
        row += [" "] if row else []
        row.append(el("span", fact, class_=" ".join(filter(None, ("fact", long_kind(fragment_text(fact)))))))
    return row
