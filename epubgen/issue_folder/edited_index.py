# SPDX-License-Identifier: AGPL-3.0-or-later
"""Adds imported pages to an ``issue.yaml`` that an editor has changed; her names, her order and her comments stay."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from epubgen.errors import Location, Report
from epubgen.model import Issue, Page, Section
from epubgen.serialization import decode_issue, to_yaml
from epubgen.serialization.changed_yaml import differing_values, with_entries, with_values

__all__ = ["as_edited", "kept_as_edited", "updated_text"]


def as_edited(held: Issue, issue: Issue) -> Issue:
    """Give the imported pages the names and sections that an editor gave them."""
    known = {page.number: page for page in held.pages}
    owners = {number: section for section in held.sections for number in section.pages}
    sections = {section.id: section for section in held.sections} | {str(s.name): s for s in held.sections}
    here = {number: owners.get(number) or sections.get(str(page.section)) for number, page in known.items()}
    names: dict[str, Section] = {}
    for section in issue.sections:
        if own := next((found for number in section.pages if (found := here.get(number))), None):
            names[section.id] = own

    def page_of(page: Page) -> Page:
        old = known.get(page.number)
        return replace(page, name=old.name, section=old.section) if old else page

    def section_of(section: Section) -> Section:
        own = names.get(section.id)
        return replace(section, id=own.id, name=own.name) if own else section

    stories = (replace(s, section=names[s.section].id if s.section in names else s.section) for s in issue.articles)
    made: dict[str, Section] = {}
    for section in map(section_of, issue.sections):
        old = made.get(section.id)
        both = (*old.articles, *section.articles) if old else section.articles
        pages = (*old.pages, *section.pages) if old else section.pages
        made[section.id] = replace(section, articles=both, pages=pages)
    return replace(
        issue, articles=tuple(stories), pages=tuple(map(page_of, issue.pages)), sections=tuple(made.values())
    )


def kept_as_edited(held: Issue, made: Issue, known: Collection[str]) -> Issue:
    """Return a merged issue with everything that the editor wrote.

    Only lists of stories, and new pages and sections, differ.

    Args:
        held: the issue as the editor left it.
        made: that issue with the pages of the import, from ``merged``.
        known: ids of stories of earlier imports. A known story that the editor removed from a list stays out of the
            list; a story that she wrote herself stays in it.
    """
    pages, sections = {page.number: page for page in held.pages}, {part.id: part for part in held.sections}
    new_sections = {part.id: part for part in made.sections}
    left = set(_listed(made.pages)) | set(_listed(made.sections))

    def page_of(page: Page) -> Page:
        old = pages.get(page.number)
        return replace(old, articles=_in_old_order(old.articles, page.articles, known)) if old else page

    def section_of(old: Section) -> Section:
        new = new_sections.get(old.id)
        if new is None:
            return replace(old, articles=tuple(one for one in old.articles if one in left or one not in known))
        numbers = (*old.pages, *(number for number in new.pages if number not in old.pages))
        return replace(old, articles=_in_old_order(old.articles, new.articles, known), pages=numbers)

    added = tuple(part for part in made.sections if part.id not in sections)
    return replace(
        held,
        articles=(),
        pages=tuple(map(page_of, made.pages)),
        sections=(*map(section_of, held.sections), *added),
        page_count=held.page_count or made.page_count,
        notices=made.notices,
    )


def _listed(parts: Iterable[Page | Section]) -> Iterable[str]:
    return (story for part in parts for story in part.articles)


def _in_old_order(old: tuple[str, ...], new: tuple[str, ...], known: Collection[str]) -> tuple[str, ...]:
    """Return the stories in the editor's order, with her own ones, then those that no earlier import had."""
    stays = tuple(story for story in old if story in new or story not in known)
    return (*stays, *(story for story in new if story not in stays and story not in known))


def updated_text(text: str, held: Issue, made: Issue) -> str:
    """Return the ``issue.yaml`` of an editor with new pages, sections and stories; her comments stay.

    Args:
        text: the text of the file now.
        held: the issue as it was read from that text.
        made: the issue that the new text must give; files are named as in the text.

    Returns:
        Empty text where no change of the text gives exactly that issue.
    """
    for name in ("sections", "pages"):
        text = _with_new(text, held, name, getattr(made, name))
    now = _decoded(text, held)
    if now is None:
        return ""
    values: dict[tuple[int, int], str | None] = {}
    for old, new in (*_pairs(now.pages, made.pages), *_pairs(now.sections, made.sections)):
        values |= differing_values(old, new, ("articles", "pages"))
    values |= differing_values(now, made, ("page_count", "notices"))
    text = with_values(text, values) if values else text
    return text if text and _decoded(text, held) == made else ""


def _pairs(old: Sequence[Page | Section], new: Sequence[Page | Section]) -> Iterator[tuple[object, object]]:
    yield from zip(old, new, strict=False)


def _decoded(text: str, like: Issue) -> Issue | None:
    if not text:
        return None
    made, findings = decode_issue(text, Location("issue.yaml"), like.publication)
    return made if Report(findings).ok else None


def _with_new(text: str, held: Issue, name: str, made: Sequence[Page | Section]) -> str:
    """Return the text with the entries that are missing in a list, each before the entry that follows it."""
    now = _decoded(text, held)
    places = {path: (line, column) for path, line, column in now.at.fields} if now and now.at else {}
    there = [_name(part) for part in getattr(held, name)]
    entries: list[tuple[int, str]] = []
    before = 0
    for part in made:
        if _name(part) in there:
            before = there.index(_name(part)) + 1
        else:
            entries.append((before, to_yaml(part)))
    if not entries:
        return text
    return with_entries(text, places[name], entries) if name in places else ""


def _name(part: Page | Section) -> str:
    return part.number if isinstance(part, Page) else part.id
