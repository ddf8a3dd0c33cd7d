# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every page needs: the edition, its pictures, words and links as seen from one document, and its frame."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
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

__all__ = ["XHTML", "PageContext", "Part", "Typeset", "framed", "long_kind", "spaced", "ways"]

XHTML = "application/xhtml+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One publication resource (EPUB 3.3 §5.5.2)."""

    id: str
    href: str
    """Path below the package document."""
    media_type: str
    data: bytes | Path
    """The bytes, or the file that holds them: photos are streamed, never held."""
    properties: tuple[str, ...] = ()
    """Manifest properties: ``nav``, ``cover-image``."""
    pictures: tuple[str, ...] = ()
    """Paths of the pictures that a document shows, each once."""


Typeset = Callable[[str], Callable[[Inlines], Inlines]]
"""A language → what is done to visible text in it before it is set."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """The edition seen from one of its documents."""

    edition: Edition
    media: Media
    typeset: Typeset
    document: SpineDocument
    names: DocumentIds
    """Gives out the ids of the document."""
    marks: tuple[El, ...]
    """Where printed pages begin at the top of the document (EPUB Accessibility 1.1 §2.4)."""
    spoken: str = ""
    """Language of the document where it is not the paper's."""
    glyphs: Glyphs = NO_GLYPHS
    """How rare characters are shown."""
    _settings: dict[str, RenderContext] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What ``setting`` has made, by language."""

    @classmethod
    def of(
        cls, edition: Edition, media: Media, typeset: Typeset, document: SpineDocument, glyphs: Glyphs = NO_GLYPHS
    ) -> PageContext:
        """The context of a document. Its page markers get their ids before anything in a body can ask for the same."""
        names = DocumentIds()
        marks = tuple(page_break(number, names) for number in document.pages)
        return cls(edition, media, typeset, document, names, marks, glyphs=glyphs)

    @property
    def issue(self) -> Issue:
        """The issue."""
        return self.edition.issue

    @property
    def language(self) -> str:
        """The language of everything that the paper itself says."""
        return self.edition.language

    def speaking(self, language: str) -> PageContext:
        """The same ctx for a document in another language; the paper's own words stay in the paper's."""
        return replace(self, spoken=language)

    def term(self, key: str, /, **args: object) -> str:
        """A localised word; it carries its language where the document is in another one."""
        printed = self.issue.publication.printed
        said = printed.term(key, **args)
        return self._spoken(said, printed.spoken(key)) if printed.has_letters(key) else said

    def own(self, said: str) -> str:
        """Words of the paper itself, with their language where the document is in another one."""
        return said if getattr(said, "lang", "") else self._spoken(said, self.language)

    def _spoken(self, said: str, language: str) -> str:
        return said if _same_language(language, self.spoken or self.language) else LangStr(said, language)

    def own_of(self, said: str, parts: Iterable[str]) -> str:
        """Text made of several parts, in the language of the first one that has its own."""
        lang = next((lang for part in parts if (lang := getattr(part, "lang", ""))), "")
        return self._spoken(said, lang) if lang else said

    def joined(self, names: Sequence[str]) -> str:
        """DocumentIds in a row."""
        return self.issue.publication.printed.joined(names)

    def setting(self, language: str = "") -> RenderContext:
        """How text is set here; ``language`` is that of a story in another language."""
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
        """Whether the list of printed pages leads into this document for a page."""
        return any(p.label == page and p.href.startswith(f"{self.document.href}#") for p in self.edition.page_list)

    def words(self, text: str, language: str = "") -> tuple[Node, ...]:
        """Plain text as it is set; ``language`` is that of the element around it, where it is not the page's.

        A text in another language carries its tag, one that runs the other way its direction.
        """
        return render_text(text, self.setting(language))

    def line(self, name: str, kind: str, text: str, role: str | None = None) -> El | None:
        """An element of one line of text; nothing for an empty text."""
        return el(name, self.words(text), class_=kind, role=role) if text else None

    def lines(self, name: str, kind: str, texts: Sequence[str], role: str | None = None) -> El | None:
        """An element with its print lines kept apart by ``br``; nothing where there is no text."""
        nodes = self.flow(texts, el("br"))
        return el(name, nodes, class_=kind, role=role) if nodes else None

    def flow(self, texts: Sequence[str], between: Node = " ", language: str = "") -> tuple[Node, ...]:
        """Print lines in a row: each a ``span.line``, a unit that a screen need not break; one line needs no span."""
        kept = [self.words(text, language) for text in texts if text]
        spans = [el("span", words, class_="line") for words in kept] if len(kept) > 1 else kept
        return tuple(_between(spans, between))

    def href(self, target: str) -> str:
        """A path of the package as seen from this document."""
        return _relative(target, posixpath.dirname(self.document.href))

    def story_href(self, story: str) -> str | None:
        """The whole file of a story, by id or ``article:ID`` (a fragment would open as a popup on Kobo)."""
        found = self.edition.document("article", story.removeprefix("article:"))
        return self.href(found.href) if found else None

    def link(self, document: SpineDocument, words: Sequence[Node] | str, kind: str | None = None) -> El:
        """A link to a whole document."""
        shown = self.words(words) if isinstance(words, str) else words
        return el("a", shown, class_=kind, href=self.href(document.href))

    def address(self, words: str, target: str = "") -> tuple[Node, ...]:
        """A link whose words are its address: its line may end after its marks, but not inside a telephone number."""
        run = Text(words) if target.startswith("tel:") else Address((Text(words),))
        return render_inlines((Link((run,), target or words),), self.setting())

    def story_link(self, story: Article, words: Sequence[Node] = ()) -> Sequence[Node]:
        """A link to a story, by its headline or other words; the words alone where the story has no document."""
        found = self.edition.document("article", story.id)
        shown = words or self._headline(story)
        return (self.link(found, shown),) if found else shown

    def stories_of(self, revision: Revision) -> Iterator[Node]:
        """Links to the stories that a correction has changed, after a space each; those that are left out have none."""
        for story in self.issue.articles:
            found = self.edition.document("article", story.id) if story.id in revision.articles else None
            if found:
                yield from (" ", el("a", self._headline(story), href=self.href(found.href), data_story=story.id))

    def _headline(self, story: Article) -> Sequence[Node]:
        """The headline of a story, print line by print line, in the language of the story."""
        return self.flow([_in_language(line, story.lang or self.language) for line in story.title])

    def turned(self, story: Article) -> dict[str, str]:
        """Attributes for words of a story that run in another direction than this page; none for all others."""
        way = says_direction(story.lang or self.language, self.language)
        return {"lang": story.lang, "xml__lang": story.lang, "dir": way} if way else {}

    def shown(self, photo: Photo) -> ShownPicture | None:
        """The picture of a photo as seen from this document."""
        picture = self.media.find(photo)
        return (
            ShownPicture(href=self.href(picture.name), width=picture.width, height=picture.height) if picture else None
        )

    def small(self, photo: Photo) -> ShownPicture | None:
        """The small picture of a photo: cut around its focal point for the front of a section that it leads."""
        picture = self.media.small(photo)
        return (
            ShownPicture(href=self.href(picture.name), width=picture.width, height=picture.height) if picture else None
        )

    def pages_words(self, numbers: Sequence[str]) -> str:
        """``第01版、第03版``."""
        return self.term("pages.join").join(self.page_words(number) for number in numbers)

    def page_words(self, number: str) -> str:
        """``第01版``; anything bound counts pages, a newspaper its sheets."""
        return self.term("page" if self.issue.publication.kind == "newspaper" else "page.bound", number=number)


@lru_cache(maxsize=2**16)
def _relative(target: str, folder: str) -> str:
    return posixpath.relpath(target, folder or ".")


@lru_cache(maxsize=1024)
def _same_language(one: str, other: str) -> bool:
    """Whether two tags are one language in one script: ``zh-Hans`` and ``zh-CN``."""
    return one.partition("-")[0].lower() == other.partition("-")[0].lower() and fitting(one) == fitting(other)


def _in_language(text: str, language: str) -> str:
    """A text with the language of its story, where it has none of its own."""
    return in_language(text, language) if language and not getattr(text, "lang", "") else text


def _between(pieces: Sequence[Node | Sequence[Node]], between: Node) -> Iterator[Node]:
    for place, piece in enumerate(pieces):
        if place:
            yield between
        yield from (piece,) if isinstance(piece, (str, El)) else piece


_BODY_CLASSES = {"article": "story", "section": "section-front"}
"""Kind of document → class of its body. No class is named like an element: one library server rewrites such words."""
_NAMESPACES = {"xmlns": "http://www.w3.org/1999/xhtml", "xmlns:epub": "http://www.idpf.org/2007/ops"}


def framed(ctx: PageContext, *content: Node | Iterable[Node] | None, kinds: str = "", lang: str = "") -> Part:
    """The document around its content.

    Args:
        ctx: of the document.
        content: of the body, after the markers of printed pages.
        kinds: more classes of the body; the first is always that of the kind of document.
        lang: language of a story that is not in the publication's.
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
    """``dir`` of a document; one from left to right says so in a paper of the other direction: readers add theirs."""
    turned = "rtl" in (direction(tag), direction(paper))
    return {"dir": direction(tag)} if turned else {}


def _corrected(ctx: PageContext) -> El | None:
    """On the first page of a corrected issue, where its copies are to be told apart: what was changed, with links.

    Where no changed story is known, the mark leads to the imprint.
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
    """The sources of all pictures below an element; a stack, for a text may nest deeper than Python likes."""
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, El):
            if node.name == "img":
                yield dict(node.attrs).get("src", "")
            waiting += reversed(node.children)


def _head(ctx: PageContext) -> El:
    """Title and sheets; the title is never empty (RSC-005), whatever the story is called."""
    charset, *sheets = _links(ctx.edition.css_for(ctx.document), posixpath.dirname(ctx.document.href))
    return el("head", charset, el("title", ctx.document.title or ctx.edition.title), *sheets)


@lru_cache(maxsize=16)
def _links(sheets: tuple[str, ...], folder: str) -> tuple[El, ...]:
    """What every head of a folder has: the encoding, and links to the sheets."""
    links = (el("link", rel="stylesheet", type="text/css", href=_relative(sheet, folder)) for sheet in sheets)
    return (el("meta", charset="utf-8"), *links)


def ways(*content: Node | Iterable[Node] | None, kind: str | None, label: str, lang: str | None = None) -> El:
    """Links to stories and pages, no text to be read: screen readers leap over a ``nav``, extractors leave it out.

    The role says it once more, for Readability goes by roles alone. ``lang`` is that of the words, where it is not the
    document's.
    """
    way = direction(lang) if lang else None
    said = way if way == "rtl" else None
    return el("nav", *content, class_=kind, role="navigation", aria_label=label, lang=lang, xml__lang=lang, dir=said)


_SHORT = 24
"""Letters of a fact that fits on a line of the smallest screen at twice the size; a longer one may break."""


def long_kind(words: str) -> str | None:
    """The class of words in a row that may break, because a line of a small screen may not hold them."""
    return "long" if width(words) > _SHORT else None


def spaced(facts: Sequence[Sequence[Node]]) -> list[Node]:
    """Facts in a row, each in a span of its own so that it need not break."""
    row: list[Node] = []
    for fact in facts:
        row += [" "] if row else []
        row.append(el("span", fact, class_=" ".join(filter(None, ("fact", long_kind(fragment_text(fact)))))))
    return row
