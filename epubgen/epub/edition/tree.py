# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the spine, the navigation tree, the landmarks and the list of printed pages of a completed issue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from epubgen.epub.edition.types import DocumentKind, Landmark, NavItem, PageTarget, SpineDocument
from epubgen.files.names import free_name, slug
from epubgen.languages.characters import comparable
from epubgen.markup import page_mark_id
from epubgen.model import Article, Issue, Page, PageBreak, Section
from epubgen.model.walk import article_blocks

__all__ = [
    "FileNames",
    "IndexEntry",
    "authors",
    "columns",
    "documents",
    "landmarks",
    "page_list",
    "section_label",
    "toc",
]

_MAX = 60


class FileNames:
    """Gives out file names, each once. The same calls in the same order return the same names."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, prefix: str, wish: str = "") -> str:
        """Return a new name: ``prefix``, then the Latin letters and digits of ``wish``."""
        words = slug(wish)[:_MAX].rstrip("-")
        name = free_name(f"{prefix}-{words}" if words else prefix, self._taken.__contains__)
        self._taken.add(name)
        return name


COLUMNS = 4
"""The number of columns from which an index of columns is made. Fewer columns are found faster in the contents."""
AUTHORS = 8

IndexEntry = tuple[str, tuple[Article, ...]]
"""A name and its stories in reading order."""


def columns(issue: Issue) -> tuple[IndexEntry, ...]:
    """Return the columns and their stories; an empty tuple if there are fewer than four or the issue wants no index.

    The columns that the publication lists come first, in its order.
    """
    known = [column.name for column in issue.publication.columns]
    found = _gathered((story.column, story) for story in _listed(issue) if story.column)
    order = sorted(found, key=lambda entry: known.index(entry[0]) if entry[0] in known else len(known))
    return tuple(order) if issue.navigation.columns and len(order) >= COLUMNS else ()


def authors(issue: Issue) -> tuple[IndexEntry, ...]:
    """Return the authors and their stories; an empty tuple if there are fewer than eight or the issue wants no index.

    The authors are sorted by name, Han characters by code point, which is by radical and strokes. News agencies and
    photographers are left out.
    """
    found = _gathered(
        (author.name, story) for story in _listed(issue) for author in story.authors if author.role != "agency"
    )
    order = sorted(found, key=lambda entry: (entry[0].casefold(), entry[0]))
    return tuple(order) if issue.navigation.authors and len(order) >= AUTHORS else ()


def _listed(issue: Issue) -> Iterable[Article]:
    return (story for story in issue.articles if story.toc and not story.withdrawn)


def _gathered(pairs: Iterable[tuple[str, Article]]) -> list[IndexEntry]:
    found: dict[str, dict[str, Article]] = {}
    spelled: dict[str, str] = {}
    for name, story in pairs:
        found.setdefault(comparable(name), {})[story.id] = story
        spelled.setdefault(comparable(name), name)
    return [(spelled[name], tuple(stories.values())) for name, stories in found.items()]


_LANDMARKS: dict[DocumentKind, str] = {"masthead": "titlepage", "contents": "toc", "imprint": "copyright-page"}


_MATTER: tuple[DocumentKind, ...] = (
    "masthead", "contents", "imprint", "notices", "corrections", "columns", "authors",
)  # fmt: skip


def documents(issue: Issue) -> tuple[SpineDocument, ...]:
    """Return the spine: front matter, sections with their stories, corrections, notices, indexes, back matter."""
    names, seen = FileNames(), set[str]()
    front, back = _made_pages(issue)
    spine = [_matter(issue, kind, names) for kind in front if _has(issue, kind)]
    spine += _free(issue, "front", names)
    for number, section in enumerate(issue.sections, start=1):
        facsimiles = [_facsimile(issue, page, names) for page in _facsimiles(issue, section)]
        if facsimiles or _has_front(issue, section):
            spine.append(_section(issue, section, f"{number:02d}", names, seen))
        spine += facsimiles
        spine += [_story(issue.article(story_id), names, seen) for story_id in section.articles]
    spine += [_matter(issue, kind, names) for kind in _closing(issue, {document.kind for document in spine})]
    spine += _free(issue, "back", names)
    placed = {document.kind for document in spine}
    spine += [_matter(issue, kind, names) for kind in back if _has(issue, kind) and kind not in placed]
    return tuple(spine)


_DAILY = frozenset({"daily", "weekdays"})


def _made_pages(issue: Issue) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the kinds of generated pages before and after the stories.

    A masthead at the back comes before the imprint.
    """
    front, back = tuple(issue.front_matter), tuple(issue.back_matter)
    paper, wish = issue.publication, issue.navigation.masthead
    said_by_cover = paper.frequency in _DAILY and paper.cover.mode != "none" and "contents" in front
    if "masthead" not in front or wish == "front" or (wish == "auto" and not said_by_cover):
        return front, back
    at = back.index("imprint") if "imprint" in back else len(back)
    return tuple(kind for kind in front if kind != "masthead"), (*back[:at], "masthead", *back[at:])


def _has_front(issue: Issue, section: Section) -> bool:
    """Return whether a section has a front page.

    A section with a single story needs none, unless it has a picture of its own.
    """
    return issue.navigation.fronts == "all" or len(section.articles) != 1 or section.image is not None


def _closing(issue: Issue, placed: set[DocumentKind]) -> Iterator[str]:
    """Yield the kinds of pages after the stories.

    These are corrections, notices that no list of matter has placed, and the indexes of columns and authors.
    """
    if issue.corrections:
        yield "corrections"
    if issue.notices and "notices" not in (*placed, *issue.back_matter):
        yield "notices"
    if columns(issue):
        yield "columns"
    if authors(issue):
        yield "authors"


def toc(issue: Issue, spine: tuple[SpineDocument, ...]) -> tuple[NavItem, ...]:
    """Return the contents in two levels and spine order: matter as single entries, sections with their stories.

    Stories with ``toc: false`` are left out.
    """
    items: list[NavItem] = []
    alone = _without_front(issue, spine)
    for document in spine:
        story = issue.article(document.subject) if document.kind == "article" else None
        if story is not None and not story.toc:
            continue
        if story is not None and story.id in alone:
            items.append(_alone(issue, alone[story.id], story, document))
        elif document.kind in ("facsimile", "article"):
            items[-1] = replace(items[-1], children=(*items[-1].children, _leaf(story, document)))
        else:
            items.append(NavItem(label=document.title, href=document.href))
    return tuple(items)


def _alone(issue: Issue, section: str, story: Article, document: SpineDocument) -> NavItem:
    """Return one entry for a section and its only story. A story in another language is named by its headline alone.

    The label then has one language and one direction.
    """
    if story.lang:
        return _leaf(story, document)
    label = issue.publication.term("fact", label=section, value=document.title)
    return NavItem(label=label, href=document.href)


def _without_front(issue: Issue, spine: tuple[SpineDocument, ...]) -> dict[str, str]:
    """Return story id → label of its section, for the stories of sections without a front page."""
    fronts = {document.subject for document in spine if document.kind == "section"}
    return {
        story_id: section_label(issue, section)
        for section in issue.sections
        if section.id not in fronts
        for story_id in section.articles
    }


def landmarks(spine: tuple[SpineDocument, ...]) -> tuple[Landmark, ...]:
    """Return the landmarks: matter, and the start of the text. There are few, because some devices list them all."""
    marks = [
        Landmark(type=_LANDMARKS[document.kind], label=document.title, href=document.href)
        for document in spine
        if document.kind in _LANDMARKS
    ]
    body = next((document for document in spine if document.kind in ("section", "article")), None)
    return tuple(marks) if body is None else (*marks, Landmark(type="bodymatter", label=body.title, href=body.href))


def page_list(issue: Issue, spine: tuple[SpineDocument, ...]) -> tuple[PageTarget, ...]:
    """Return each printed page once, in spine order.

    The target of a page is the document that begins on this page; otherwise the place where a story continues on it.
    """
    opened = {page for document in spine for page in document.pages}
    found: dict[str, str] = {}
    for document in spine:
        breaks = (page for page in _breaks(issue, document) if page not in opened)
        for page in (*document.pages, *breaks):
            found.setdefault(page, f"{document.href}#{page_mark_id(page)}")
    return tuple(PageTarget(label=page, href=href) for page, href in found.items())


def _has(issue: Issue, kind: str) -> bool:
    """Return whether a page of matter has content. Matter without content gets no page."""
    return kind in ("masthead", "contents", "imprint") or (kind == "notices" and bool(issue.notices))


def _matter(issue: Issue, kind: str, names: FileNames) -> SpineDocument:
    name = names.take(kind)
    title = issue.publication.term(kind)
    known: dict[str, DocumentKind] = {k: k for k in _MATTER}
    return SpineDocument(id=name, href=f"text/{name}.xhtml", kind=known[kind], title=title)


def _section(issue: Issue, section: Section, number: str, names: FileNames, seen: set[str]) -> SpineDocument:
    name = names.take(f"s{number}")
    return SpineDocument(
        id=name,
        href=f"text/{name}.xhtml",
        kind="section",
        title=section_label(issue, section),
        subject=section.id,
        pages=_new_pages(section.pages[:1], seen),
    )


def section_label(issue: Issue, section: Section) -> str:
    """Return the label of a section in the contents: its name; with ``group_by: page+section``, ``01 要闻``."""
    if issue.navigation.group_by != "page+section" or not section.pages:
        return section.name
    ends = dict.fromkeys((section.pages[0], section.pages[-1]))
    return f"{'–'.join(ends)} {section.name}"


def _facsimiles(issue: Issue, section: Section) -> Iterator[Page]:
    """Yield the pages of a section that have a facsimile picture.

    A page in several sections is shown in the first one.
    """
    if not issue.navigation.facsimiles:
        return
    for page in issue.pages:
        owner = next((s for s in issue.sections if page.number in s.pages), issue.sections[-1])
        if page.facsimile and owner is section:
            yield page


def _facsimile(issue: Issue, page: Page, names: FileNames) -> SpineDocument:
    paper = issue.publication
    name = names.take("p", page.number)
    words = paper.term("page" if paper.kind == "newspaper" else "page.bound", number=page.number)
    title = paper.term("facsimile", page=words)
    return SpineDocument(id=name, href=f"text/{name}.xhtml", kind="facsimile", title=title, subject=page.number)


def _free(issue: Issue, place: str, names: FileNames) -> Iterator[SpineDocument]:
    """Yield the free pages of one place, front or back. A free page without text is left out."""
    for number, page in enumerate(issue.publication.free_pages):
        if page.place == place and page.body:
            name = names.take("free", page.title)
            yield SpineDocument(id=name, href=f"text/{name}.xhtml", kind="free", title=page.title, subject=str(number))


def _story(story: Article, names: FileNames, seen: set[str]) -> SpineDocument:
    name = names.take("a", story.id)
    pages = _new_pages(story.page[:1], seen)
    return SpineDocument(
        id=name, href=f"text/{name}.xhtml", kind="article", title=story.label, subject=story.id, pages=pages
    )


def _new_pages(pages: tuple[str, ...], seen: set[str]) -> tuple[str, ...]:
    fresh = tuple(page for page in pages if page not in seen)
    seen.update(fresh)
    return fresh


def _leaf(story: Article | None, document: SpineDocument) -> NavItem:
    return NavItem(label=document.title, href=document.href, lang=story.lang if story else "")


def _breaks(issue: Issue, document: SpineDocument) -> Iterator[str]:
    if document.kind == "article" and not (story := issue.article(document.subject)).withdrawn:
        yield from (block.page for block in article_blocks(story) if isinstance(block, PageBreak))
