# SPDX-License-Identifier: AGPL-3.0-or-later
"""The spine, the navigation tree and the list of printed pages of a completed issue."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.edition.names import Names, fragment
from epubgen.edition.types import Document, DocumentKind, Landmark, NavItem, PageTarget
from epubgen.model import Article, Block, Issue, PageBreak, Section
from epubgen.terms import term

__all__ = ["documents", "landmarks", "page_list", "toc"]

_LANDMARKS: dict[DocumentKind, str] = {"masthead": "titlepage", "contents": "toc", "imprint": "copyright-page"}


def documents(issue: Issue) -> tuple[Document, ...]:
    """The spine: front matter, each section before its stories, corrections and notices, back matter."""
    names, seen = Names(), set[str]()
    spine = [_matter(issue, kind, names) for kind in issue.front_matter if _has(issue, kind)]
    for number, section in enumerate(issue.sections, start=1):
        spine.append(_section(section, f"{number:02d}", names, seen))
        spine += [_story(issue.article(story_id), names, seen) for story_id in section.articles]
    if issue.corrections:
        spine.append(_matter(issue, "corrections", names))
    if issue.notices and "notices" not in (*issue.front_matter, *issue.back_matter):
        spine.append(_matter(issue, "notices", names))  # said nowhere else, they would be lost
    placed = {document.kind for document in spine}
    spine += [_matter(issue, kind, names) for kind in issue.back_matter if _has(issue, kind) and kind not in placed]
    return tuple(spine)


def toc(issue: Issue, spine: tuple[Document, ...]) -> tuple[NavItem, ...]:
    """Two levels in spine order: matter as leaves, section → its stories but those with ``toc: false``."""
    by_subject = {(document.kind, document.subject): document for document in spine}
    sections = {section.id: section for section in issue.sections}
    items = []
    for document in spine:
        if document.kind == "section":
            stories = [issue.article(story_id) for story_id in sections[document.subject].articles]
            children = [_leaf(story, by_subject["article", story.id]) for story in stories if story.toc]
            items.append(NavItem(label=document.title, href=document.href, children=tuple(children)))
        elif document.kind != "article":
            items.append(NavItem(label=document.title, href=document.href))
    return tuple(items)


def landmarks(spine: tuple[Document, ...]) -> tuple[Landmark, ...]:
    """Where the matter and the text begin; few, because some devices list them all."""
    marks = [
        Landmark(type=_LANDMARKS[document.kind], label=document.title, href=document.href)
        for document in spine
        if document.kind in _LANDMARKS
    ]
    body = next((document for document in spine if document.kind == "section"), None)
    return tuple(marks) if body is None else (*marks, Landmark(type="bodymatter", label=body.title, href=body.href))


def page_list(issue: Issue, spine: tuple[Document, ...]) -> tuple[PageTarget, ...]:
    """Each printed page once, in spine order: where its own stories begin, else where a story runs on to it."""
    opened = {page for document in spine for page in document.pages}
    found: dict[str, str] = {}
    for document in spine:
        breaks = (page for page in _breaks(issue, document) if page not in opened)
        for page in (*document.pages, *breaks):
            found.setdefault(page, f"{document.href}#{fragment(page)}")
    return tuple(PageTarget(label=page, href=href) for page, href in found.items())


def _has(issue: Issue, kind: str) -> bool:
    """Matter without content gets no page."""
    return kind in ("masthead", "contents", "imprint") or (kind == "notices" and bool(issue.notices))


def _matter(issue: Issue, kind: str, names: Names) -> Document:
    name = names.take(kind)
    title = term(kind, issue.publication.language)
    known: dict[str, DocumentKind] = {k: k for k in ("masthead", "contents", "imprint", "notices", "corrections")}
    return Document(id=name, href=f"text/{name}.xhtml", kind=known[kind], title=title)


def _section(section: Section, number: str, names: Names, seen: set[str]) -> Document:
    name = names.take(f"s{number}")
    return Document(
        id=name,
        href=f"text/{name}.xhtml",
        kind="section",
        title=section.name,
        subject=section.id,
        pages=_new_pages(section.pages[:1], seen),
    )


def _story(story: Article, names: Names, seen: set[str]) -> Document:
    name = names.take("a", story.id)
    pages = _new_pages(story.page[:1], seen)
    return Document(
        id=name, href=f"text/{name}.xhtml", kind="article", title=story.label, subject=story.id, pages=pages
    )


def _new_pages(pages: tuple[str, ...], seen: set[str]) -> tuple[str, ...]:
    fresh = tuple(page for page in pages if page not in seen)
    seen.update(fresh)
    return fresh


def _leaf(story: Article, document: Document) -> NavItem:
    return NavItem(label=document.title, href=document.href, lang=story.lang)


def _breaks(issue: Issue, document: Document) -> Iterator[str]:
    if document.kind == "article":
        yield from _breaks_in(issue.article(document.subject).body)


def _breaks_in(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, PageBreak):
            yield block.page
        else:
            yield from _breaks_in(getattr(block, "body", ()))
