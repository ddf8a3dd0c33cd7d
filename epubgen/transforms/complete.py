# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fills in what an issue implies, so that the editor need not write it. Stated facts are never changed. Pure.

Sections follow from pages, and pages from sections. Each story gets its section and its printed page, and all stand in
reading order; drafts and left-out stories are removed. The result names every story in exactly one section.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from epubgen.languages.dates import lunar_date, weekday
from epubgen.model import Article, Issue, Page, Section

__all__ = ["complete", "page_label", "section_of"]


def complete(issue: Issue, leave_out: Sequence[str] = ()) -> Issue:
    """Return the issue with sections, pages, order, weekday and lunar date filled in."""
    dropped = {story.id for story in issue.articles if story.draft} | set(leave_out)
    stories = [story for story in issue.articles if story.id not in dropped]
    pages = tuple(replace(page, articles=_without(page.articles, dropped)) for page in issue.pages)
    stories = [_with_page(story, pages) for story in stories]
    sections = _sections(issue, pages, stories)
    order = {story_id: place for place, story_id in enumerate(i for s in sections for i in s.articles)}
    home = {story_id: section.id for section in sections for story_id in section.articles}
    ordered = sorted((_in_section(story, home[story.id]) for story in stories), key=lambda story: order[story.id])
    headline = issue.headline_article if issue.headline_article in home else ""
    done = replace(_with_day(issue), pages=pages, sections=sections, articles=tuple(ordered), headline_article=headline)
    return by_page(done) if done.navigation.group_by == "page" else done


def _in_section(story: Article, section: str) -> Article:
    return story if story.section == section else replace(story, section=section)


def by_page(issue: Issue) -> Issue:
    """Return the same stories with one section for each printed page on which a story begins.

    Those without a page come last.
    """
    numbers = [page.number for page in issue.pages] + [number for story in issue.articles for number in story.page[:1]]
    known = {page.number: page for page in issue.pages}
    sections = [
        Section(id=f"page-{number}", name=_page_name(issue, known.get(number, Page(number=number))), pages=(number,))
        for number in dict.fromkeys(numbers)
    ]
    homes = {story.id: f"page-{story.page[0]}" if story.page else story.section for story in issue.articles}
    sections += [s for s in issue.sections if s.id in homes.values() and s.id not in {made.id for made in sections}]
    members = {s.id: tuple(story.id for story in issue.articles if homes[story.id] == s.id) for s in sections}
    leads = {section.lead for section in issue.sections if section.lead}
    filled = [
        replace(s, articles=members[s.id], lead=next((i for i in members[s.id] if i in leads), ""))
        for s in sections
        if members[s.id]
    ]
    stories = {story.id: replace(story, section=homes[story.id]) for story in issue.articles}
    ordered = tuple(stories[story_id] for section in filled for story_id in section.articles)
    return replace(issue, sections=tuple(filled), articles=ordered)


def _page_name(issue: Issue, page: Page) -> str:
    """Return the name of a page: ``第01版 要闻``."""
    paper = issue.publication
    words = paper.term("page" if paper.kind == "newspaper" else "page.bound", number=page.number)
    return paper.term("page.named", page=words, name=page.name) if page.name else words


def section_of(issue: Issue, name: str) -> Section | None:
    """Return the section that a name means: by id, name, or an alias of the publication."""
    aliases = {alias: known.id for known in issue.publication.sections for alias in (known.name, *known.aliases)}
    wanted = aliases.get(name, name)
    return next((s for s in issue.sections if wanted in (s.id, s.name) or name in (s.id, s.name)), None)


def page_label(issue: Issue, page: Page) -> str:
    """Return the name of a page that has none of its own: ``第01版``."""
    return page.name or issue.publication.term("page_section", number=page.number)


def _with_day(issue: Issue) -> Issue:
    """Fill in weekday and lunar date where the editor wrote ``auto``."""
    language = issue.publication.language
    weekday_name = weekday(issue.date, language) if issue.weekday == "auto" else issue.weekday
    lunar = lunar_date(issue.date, language) if issue.lunar == "auto" else issue.lunar
    return replace(issue, weekday=weekday_name, lunar=lunar)


def _without(ids: tuple[str, ...], dropped: set[str]) -> tuple[str, ...]:
    return tuple(i for i in ids if i not in dropped)


def _with_page(story: Article, pages: tuple[Page, ...]) -> Article:
    """Give a story without a page the page that lists it."""
    listed = tuple(page.number for page in pages if story.id in page.articles)
    return story if story.page or not listed else replace(story, page=listed)


def _sections(issue: Issue, pages: tuple[Page, ...], stories: list[Article]) -> tuple[Section, ...]:
    """Return declared sections, then those of pages, then those that stories name, each with its stories.

    None is empty.
    """
    declared = {section.id: replace(section, articles=()) for section in issue.sections}
    for page in pages:
        if _section_of_page(issue, page) is None:
            made = Section(id=f"page-{page.number}", name=page_label(issue, page), pages=(page.number,), at=page.at)
            declared.setdefault(made.id, made)
    members: dict[str, list[str]] = {section_id: [] for section_id in declared}
    for story in _in_order(issue, pages, stories):
        section = _section_of_story(issue, pages, story)
        declared.setdefault(section.id, section)
        members.setdefault(section.id, []).append(story.id)
    return tuple(
        replace(
            section,
            articles=tuple(members[key]),
            pages=section.pages or _pages_of(issue, pages, section),
            lead=section.lead if section.lead in members[key] else "",
        )
        for key, section in declared.items()
        if members[key]
    )


def _in_order(issue: Issue, pages: tuple[Page, ...], stories: list[Article]) -> Iterator[Article]:
    """Order stories by the section lists, then by the page lists, then as they come."""
    by_id = {story.id: story for story in stories}
    lists = [ids for section in issue.sections for ids in section.articles] + [
        i for page in pages for i in page.articles
    ]
    for story_id in dict.fromkeys((*lists, *by_id)):
        if story_id in by_id:
            yield by_id[story_id]


def _section_of_page(issue: Issue, page: Page) -> Section | None:
    if page.section and (section := section_of(issue, page.section)):
        return section
    return next((section for section in issue.sections if page.number in section.pages), None)


def _section_of_story(issue: Issue, pages: tuple[Page, ...], story: Article) -> Section:
    """Return the section that lists a story, the one it names, that of its page, or a new one."""
    if listed := next((section for section in issue.sections if story.id in section.articles), None):
        return listed
    if story.section:
        return section_of(issue, story.section) or _named(issue, story.section)
    page = next((page for page in pages if page.number in story.page[:1]), None)
    if page:
        made = Section(id=f"page-{page.number}", name=page_label(issue, page), pages=(page.number,))
        return _section_of_page(issue, page) or made
    if story.page:
        bare = Page(number=story.page[0])
        return Section(id=f"page-{bare.number}", name=page_label(issue, bare), pages=(bare.number,))
    return Section(id="stories", name=issue.publication.term("stories"))


def _named(issue: Issue, name: str) -> Section:
    """Make a section that only its stories name; the publication may know its id and name."""
    known = next((s for s in issue.publication.sections if name in (s.id, s.name, *s.aliases)), None)
    return Section(id=known.id, name=known.name) if known else Section(id=name, name=name)


def _pages_of(issue: Issue, pages: tuple[Page, ...], section: Section) -> tuple[str, ...]:
    return tuple(page.number for page in pages if (owner := _section_of_page(issue, page)) and owner.id == section.id)
