# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules P: printed pages."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.errors import Finding, finding
from epubgen.linting.context import Desk, near, place, worded
from epubgen.model import Article, Page, Section
from epubgen.transforms.complete import section_of


def page_count_agrees(desk: Desk) -> Iterator[Finding]:
    """P01: as many pages as the masthead says. A bound publication lists only pages on which a story begins."""
    declared, present = desk.issue.page_count, _present(desk)
    listing = desk.issue.publication.kind == "newspaper"
    if declared is not None and present and (len(present) > declared or (listing and len(present) < declared)):
        pages = ", ".join(present)
        key = "P01.more" if len(present) > declared else "P01"
        yield desk.about_issue(key, "page_count", declared=declared, present=len(present), pages=pages)


def pages_are_listed(desk: Desk) -> Iterator[Finding]:
    """P02: where pages are listed, a story stands on one of them."""
    known = [page.number for page in desk.issue.pages]
    if not known:
        return
    for story in desk.stories:
        for index, number in enumerate(story.page):
            if number not in known:
                guess = _same_number(number, known) or near(number, known)
                yield desk.about(worded("P02", guess), story, f"page[{index}]", page=number, near=guess)
    for place_of, section in enumerate(desk.issue.sections):
        for index, page in enumerate(section.pages):
            if page not in known:
                guess = _same_number(page, known) or near(page, known)
                yield desk.about_issue(
                    worded("P02.section", guess), f"sections[{place_of}].pages[{index}]", page=page, near=guess
                )


def pages_have_stories(desk: Desk) -> Iterator[Finding]:
    """P03: every listed page carries a story."""
    filled = {number for story in desk.complete.articles for number in story.page}
    for page in desk.issue.pages:
        if page.number not in filled and not any(story in desk.ids for story in page.articles):
            yield finding("P03", place(page.at, "number"), _path(desk, page, "number"), page=page.number)


def pages_are_unique(desk: Desk) -> Iterator[Finding]:
    """P04: a page is listed once."""
    seen: set[str] = set()
    for page in desk.issue.pages:
        if page.number in seen:
            yield finding("P04", place(page.at, "number"), _path(desk, page, "number"), page=page.number)
        seen.add(page.number)


def stories_have_pages(desk: Desk) -> Iterator[Finding]:
    """P05: where stories have pages, all have."""
    homes = {story.id: story.page for story in desk.complete.articles}
    if any(homes.values()):
        for story in desk.stories:
            if not homes.get(story.id):
                yield desk.about("P05", story, "page")


def section_fits_page(desk: Desk) -> Iterator[Finding]:
    """P06: the section of a story is that of its page."""
    homes = {story.id: story.page for story in desk.complete.articles}
    for story in desk.stories:
        section = _section_of_story(desk, story)
        pages = [page for page in desk.issue.pages if page.number in homes.get(story.id, ())]
        owners = [owner for page in pages if (owner := _section_of_page(desk, page))]
        if section and owners and section not in {owner.id for owner in owners}:
            named = section_of(desk.issue, section)
            yield _misplaced(desk, story, named.name if named else section, pages, owners[0].name)
        elif not section and _names_other_page(desk, story, pages):
            yield _misplaced(desk, story, story.section, pages, pages[0].name)


def _misplaced(desk: Desk, story: Article, section: str, pages: list[Page], other: str) -> Finding:
    page = ", ".join(page.number for page in pages)
    return desk.about("P06", story, "section", section=section, page=page, other=other)


def _names_other_page(desk: Desk, story: Article, pages: list[Page]) -> bool:
    """Whether a story goes by the name of a page on which it does not stand, where names of pages serve as sections."""
    names = {page.name for page in desk.issue.pages} - {page.name for page in pages}
    return bool(pages) and bool(pages[0].name) and story.section in names - {""}


def _present(desk: Desk) -> tuple[str, ...]:
    """The pages that are there: those listed, else those that stories name."""
    listed = [page.number for page in desk.issue.pages]
    return tuple(dict.fromkeys(listed or [number for story in desk.stories for number in story.page]))


def _same_number(number: str, known: list[str]) -> str:
    """The listed page that differs only in zeros or case: ``1`` for ``01``."""
    wanted = number.lower().lstrip("0")
    return next((page for page in known if page.lower().lstrip("0") == wanted), "")


def _path(desk: Desk, page: Page, name: str) -> str:
    at = next(index for index, other in enumerate(desk.issue.pages) if other is page)
    return f"pages[{at}].{name}"


def _section_of_story(desk: Desk, story: Article) -> str:
    """The id of the section that lists a story or that it names; empty when neither is so."""
    if listed := next((s.id for s in desk.issue.sections if story.id in s.articles), ""):
        return listed
    named = section_of(desk.issue, story.section) if story.section else None
    return named.id if named else ""


def _section_of_page(desk: Desk, page: Page) -> Section | None:
    if page.section:
        return section_of(desk.issue, page.section)
    return next((section for section in desk.issue.sections if page.number in section.pages), None)
