# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules N: the order of the stories, their sections, and the links between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from epubgen.errors import Finding, Location, finding
from epubgen.linting.context import Desk, near, place, worded
from epubgen.model import Article, Page, Section
from epubgen.model.blocks import Block
from epubgen.model.inlines import Link
from epubgen.model.walk import blocks_within, own_runs
from epubgen.transforms.complete import section_of

_SCHEME = re.compile(r"(https?|ftp|mailto|tel|sms|geo|urn|doi|article):", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(/|$)", re.ASCII)


def stories_are_ordered(desk: Desk) -> Iterator[Finding]:
    """N01: where a section or page lists its stories, it lists all of them."""
    lists: list[Section | Page] = [*desk.issue.sections, *desk.issue.pages]
    listed = {story for entry in lists for story in entry.articles}
    for story in desk.stories:
        homes = _homes(desk, story)
        open_lists = [home for home in homes if home.articles] if homes else listed
        if story.id not in listed and open_lists:
            yield desk.about("N01", story, "id", id=story.id)


def listed_stories_exist(desk: Desk) -> Iterator[Finding]:
    """N02: every id in a list is that of a story."""
    for path, at, story in _named(desk):
        if story not in desk.ids:
            guess = near(story, desk.ids)
            yield finding(worded("N02", guess), at, path, id=story, near=guess)


def listed_once(desk: Desk) -> Iterator[Finding]:
    """N03: a story stands in one section, and once on a page; on two pages only when it says so itself."""
    yield from _repeated("sections", desk.issue.sections, {})
    jumping = {story.id: set(story.page) for story in desk.issue.articles if len(story.page) > 1}
    yield from _repeated("pages", desk.issue.pages, jumping)


def sections_have_stories(desk: Desk) -> Iterator[Finding]:
    """N04: a declared section has at least one story."""
    filled = {section.id for section in desk.complete.sections}
    for index, section in enumerate(desk.issue.sections):
        if section.id not in filled:
            yield finding("N04", place(section.at, "name"), f"sections[{index}]", name=section.name)


def sections_are_known(desk: Desk) -> Iterator[Finding]:
    """N05: sections go by the names of the publication, else by those that the issue declares."""
    house = [name for known in desk.issue.publication.sections for name in (known.id, known.name, *known.aliases)]
    own = [name for section in desk.issue.sections for name in (section.id, section.name)]
    known = [*house, *own]
    if house:
        for index, section in enumerate(desk.issue.sections):
            if section.id not in house and section.name not in house:
                guess = near(section.name, house)
                at = place(section.at, "name")
                yield finding(worded("N05", guess), at, f"sections[{index}].name", name=section.name, near=guess)
    if not known:
        return
    for index, page in enumerate(desk.issue.pages):
        if page.section and page.section not in known and not section_of(desk.issue, page.section):
            guess, at = near(page.section, known), place(page.at, "section")
            yield finding(worded("N05", guess), at, f"pages[{index}].section", name=page.section, near=guess)
    for story in desk.stories:
        if story.section and story.section not in known and not section_of(desk.issue, story.section):
            guess = near(story.section, known)
            yield desk.about(worded("N05", guess), story, "section", name=story.section, near=guess)


def links_lead_somewhere(desk: Desk) -> Iterator[Finding]:
    """N06: a link to a story names one of this issue; any other link is an address."""
    for story in desk.stories:
        for path, target in _relations(story):
            if target not in desk.ids:
                guess = near(target, desk.ids)
                yield desk.about(worded("N06", guess), story, path, id=target, near=guess)
        for at, path, link in _links(story.body, "body"):
            if fault := _link_fault(desk, link):
                yield desk.about(fault, story, path, at, **_link_facts(desk, link))
    for number, note in enumerate(desk.issue.corrections):
        yield from _issue_links(desk, note.body, f"corrections[{number}].body")
    yield from _issue_links(desk, desk.issue.notices, "notices")


def ids_are_unique(desk: Desk) -> Iterator[Finding]:
    """N07: an id belongs to one story, one section."""
    first: dict[str, Article] = {}
    for story in desk.issue.articles:
        if story.id in first:
            other = place(first[story.id].at, "id") or first[story.id].headline
            yield desk.about("N07", story, "id", id=story.id, other=other)
        first.setdefault(story.id, story)
    sections: set[str] = set()
    for index, section in enumerate(desk.issue.sections):
        if section.id in sections:
            yield finding("N07.section", place(section.at, "id"), f"sections[{index}].id", id=section.id)
        sections.add(section.id)


def _homes(desk: Desk, story: Article) -> list[Section | Page]:
    """The declared sections and pages that a story names."""
    section = section_of(desk.issue, story.section) if story.section else None
    pages = [page for page in desk.issue.pages if page.number in story.page]
    return [*([section] if section else []), *pages]


def _named(desk: Desk) -> Iterator[tuple[str, Location | None, str]]:
    """Every id that the issue names in its lists: path, place, id."""
    issue = desk.issue
    groups: tuple[tuple[str, Sequence[Section | Page]], ...] = (("sections", issue.sections), ("pages", issue.pages))
    for group, entries in groups:
        for number, entry in enumerate(entries):
            for index, story in enumerate(entry.articles):
                name = f"articles[{index}]"
                yield f"{group}[{number}].{name}", place(entry.at, name), story
    for number, section in enumerate(issue.sections):
        if section.lead:
            yield f"sections[{number}].lead", place(section.at, "lead"), section.lead
    if issue.headline_article:
        yield "headline_article", place(issue.at, "headline_article"), issue.headline_article


def _repeated(group: str, entries: Sequence[Section | Page], jumping: dict[str, set[str]]) -> Iterator[Finding]:
    first: dict[str, tuple[int, str]] = {}
    for number, entry in enumerate(entries):
        name = entry.number if isinstance(entry, Page) else entry.name
        for index, story in enumerate(entry.articles):
            before = first.setdefault(story, (number, name))
            if before == (number, name) and story not in entry.articles[:index]:
                continue
            if before[0] != number and {before[1], name} <= jumping.get(story, set()):
                continue
            path = f"articles[{index}]"
            yield finding("N03", place(entry.at, path), f"{group}[{number}].{path}", id=story, other=before[1])


def _relations(story: Article) -> Iterator[tuple[str, str]]:
    for index, target in enumerate(story.related):
        yield f"related[{index}]", target
    for name in ("continued_from", "continues_on", "correction_of"):
        if target := getattr(story, name):
            yield name, target


def _links(blocks: Iterable[Block], path: str) -> Iterator[tuple[Location | None, str, Link]]:
    for index, top in enumerate(blocks):
        for block in blocks_within((top,)):
            for run in own_runs(block):
                if isinstance(run, Link):
                    yield block.at or top.at, f"{path}[{index}]", run


def _issue_links(desk: Desk, blocks: Iterable[Block], path: str) -> Iterator[Finding]:
    for at, where, link in _links(blocks, path):
        if fault := _link_fault(desk, link):
            yield finding(fault, at or place(desk.issue.at, where), where, **_link_facts(desk, link))


def _link_fault(desk: Desk, link: Link) -> str:
    """The row that fits what is wrong with a link; empty when it leads somewhere."""
    scheme, _, target = link.href.partition(":")
    if scheme.lower() == "article":
        story = target.partition("#")[0]
        return "" if target in desk.ids else "N06.place" if story in desk.ids else worded("N06", near(story, desk.ids))
    return "" if _SCHEME.match(link.href) else "N06.address"


def _link_facts(desk: Desk, link: Link) -> dict[str, str]:
    target = link.href.partition(":")[2] if link.href.lower().startswith("article:") else link.href
    if target == link.href:
        story = target.rpartition("/")[2].removesuffix(".md").removesuffix(".xhtml").lstrip("#")
        right = f"article:{story}" if story in desk.ids else f"https://{target}" if _HOST.match(target) else ""
        return {"href": target, "right": right}
    return {"id": target, "near": near(target.partition("#")[0], desk.ids), "story": target.partition("#")[0]}
