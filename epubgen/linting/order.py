# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules N and P: sections, printed pages, the order of the stories, and the links between them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from epubgen.errors import Finding, Location, finding
from epubgen.linting.context import LintContext, near, place, worded
from epubgen.model import Article, Page, Section
from epubgen.model.blocks import Block
from epubgen.model.inlines import Link
from epubgen.model.walk import blocks_within, own_runs
from epubgen.startup import regex
from epubgen.transforms.complete import section_of

_SCHEME = regex(r"(https?|ftp|mailto|tel|sms|geo|urn|doi|article):", re.IGNORECASE)
_HOST = regex(r"[\w-]+(\.[\w-]+)+(/|$)", re.ASCII)


def stories_are_ordered(context: LintContext) -> Iterator[Finding]:
    """N01: a section or page that lists stories lists all of its stories.

    A misspelled entry (N02.near) counts as listed.
    """
    meant = {near(story, context.ids) for _, _, story in _named(context) if story not in context.ids}
    lists: list[Section | Page] = [*context.issue.sections, *context.issue.pages]
    listed = {story for entry in lists for story in entry.articles}
    for story in context.stories:
        homes = _homes(context, story)
        open_lists = [home for home in homes if home.articles] if homes else listed
        if story.id not in listed and story.id not in meant and open_lists:
            yield context.about("N01", story, "id", id=story.id)


def listed_stories_exist(context: LintContext) -> Iterator[Finding]:
    """N02: each id in a list is that of a story.

    One finding for each id stands at its first place and names the others.
    """
    unknown: dict[str, list[tuple[str, Location | None]]] = {}
    for path, at, story in _named(context):
        if story not in context.ids:
            unknown.setdefault(story, []).append((path, at))
    for story, ((path, at), *others) in unknown.items():
        guess = near(story, context.ids)
        also = ", ".join(str(other or where) for where, other in others)
        yield finding(worded("N02.also" if also else "N02", guess), at, path, id=story, near=guess, also=also)


def listed_once(context: LintContext) -> Iterator[Finding]:
    """N03: a story stands in one section and on one page, or on the several pages that its own file names."""
    yield from _repeated("sections", context.issue.sections, {}, context.doubled)
    jumping = {story.id: set(story.page) for story in context.issue.articles if len(story.page) > 1}
    yield from _repeated("pages", context.issue.pages, jumping, context.doubled)


def sections_have_stories(context: LintContext) -> Iterator[Finding]:
    """N04: a declared section has at least one story."""
    filled = {section.id for section in context.complete.sections}
    for index, section in enumerate(context.issue.sections):
        if section.id not in filled and not context.doubled.intersection(section.articles):
            yield finding("N04", place(section.at, "name"), f"sections[{index}]", name=section.name)


def sections_are_known(context: LintContext) -> Iterator[Finding]:
    """N05: names of sections are those of the publication; where it has none, those that the issue declares."""
    house = [name for known in context.issue.publication.sections for name in (known.id, known.name, *known.aliases)]
    own = [name for section in context.issue.sections for name in (section.id, section.name)]
    known = [*house, *own]
    if house:
        for index, section in enumerate(context.issue.sections):
            if section.id not in house and section.name not in house:
                guess = near(section.name, house)
                at = place(section.at, "name")
                yield finding(worded("N05", guess), at, f"sections[{index}].name", name=section.name, near=guess)
    if not known:
        return
    for index, page in enumerate(context.issue.pages):
        if page.section and page.section not in known and not section_of(context.issue, page.section):
            guess, at = near(page.section, known), place(page.at, "section")
            yield finding(worded("N05", guess), at, f"pages[{index}].section", name=page.section, near=guess)
    for story in context.stories:
        if story.section and story.section not in known and not section_of(context.issue, story.section):
            guess = near(story.section, known)
            yield context.about(worded("N05", guess), story, "section", name=story.section, near=guess)


def links_lead_somewhere(context: LintContext) -> Iterator[Finding]:
    """N06: a link to a story names a story of this issue; any other link is an address."""
    for story in context.stories:
        for path, target in _relations(story):
            if target not in context.ids:
                guess = near(target, context.ids)
                yield context.about(worded("N06", guess), story, path, id=target, near=guess)
        for at, path, link in _links(story.body, "body"):
            if fault := _link_fault(context, link):
                yield context.about(fault, story, path, at, **_link_facts(context, link))
    for number, note in enumerate(context.issue.corrections):
        yield from _issue_links(context, note.body, f"corrections[{number}].body")
    yield from _issue_links(context, context.issue.notices, "notices")


def ids_are_unique(context: LintContext) -> Iterator[Finding]:
    """N07: each id belongs to one story or one section; each name of a column to one column."""
    first: dict[str, Article] = {}
    for story in context.issue.articles:
        if story.id in first:
            other = place(first[story.id].at, "id") or first[story.id].headline
            yield context.about("N07", story, "id", id=story.id, other=other)
        first.setdefault(story.id, story)
    columns: set[str] = set()
    for index, column in enumerate(context.issue.publication.columns):
        if column.name in columns:
            yield context.about_publication("N07.column", f"columns[{index}]", name=column.name)
        columns.add(column.name)
    sections: set[str] = set()
    for index, section in enumerate(context.issue.sections):
        if section.id in sections:
            yield finding("N07.section", place(section.at, "id"), f"sections[{index}].id", id=section.id)
        sections.add(section.id)


def _homes(context: LintContext, story: Article) -> list[Section | Page]:
    """Return the declared sections and pages that a story names."""
    section = section_of(context.issue, story.section) if story.section else None
    pages = [page for page in context.issue.pages if page.number in story.page]
    return [*([section] if section else []), *pages]


def _named(context: LintContext) -> Iterator[tuple[str, Location | None, str]]:
    """Yield every id in the lists of the issue: path, line, id."""
    issue = context.issue
    groups: tuple[tuple[str, Sequence[Section | Page]], ...] = (("sections", issue.sections), ("pages", issue.pages))
    for group, entries in groups:
        for number, entry in enumerate(entries):
            for index, story in enumerate(entry.articles):
                name = f"articles[{index}]"
                yield f"{group}[{number}].{name}", place(entry.at, name), story
    for number, section in enumerate(issue.sections):
        if section.lead:
            yield f"sections[{number}].lead", place(section.at, "lead"), section.lead
    for number, line in enumerate(issue.revisions):
        for index, story in enumerate(line.articles):
            path = f"revisions[{number}].articles[{index}]"
            yield path, place(issue.at, path), story
    if issue.headline_article:
        yield "headline_article", place(issue.at, "headline_article"), issue.headline_article


def _repeated(
    group: str, entries: Sequence[Section | Page], jumping: dict[str, set[str]], doubled: Collection[str]
) -> Iterator[Finding]:
    """Report the second and further places of a story in the lists of a group.

    Ids of several stories are left to N07.
    """
    first: dict[str, tuple[int, str]] = {}
    pages: set[str] = set()
    for number, entry in enumerate(entries):
        name = entry.number if isinstance(entry, Page) else entry.name
        if isinstance(entry, Page) and entry.number in pages:  # P04 says it
            continue
        pages.add(name)
        for index, story in enumerate(entry.articles):
            if story in doubled:
                continue
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


def _issue_links(context: LintContext, blocks: Iterable[Block], path: str) -> Iterator[Finding]:
    for at, where, link in _links(blocks, path):
        if fault := _link_fault(context, link):
            yield finding(fault, at or place(context.issue.at, where), where, **_link_facts(context, link))


def _link_fault(context: LintContext, link: Link) -> str:
    """Return the row for what is wrong with a link; empty when nothing is."""
    scheme, _, target = link.href.partition(":")
    if scheme.lower() == "article":
        story = target.partition("#")[0]
        return (
            ""
            if target in context.ids
            else "N06.place"
            if story in context.ids
            else worded("N06", near(story, context.ids))
        )
    return "" if _SCHEME.match(link.href) else "N06.address"


def _link_facts(context: LintContext, link: Link) -> dict[str, str]:
    target = link.href.partition(":")[2] if link.href.lower().startswith("article:") else link.href
    if target == link.href:
        story = target.rpartition("/")[2].removesuffix(".md").removesuffix(".xhtml").lstrip("#")
        right = f"article:{story}" if story in context.ids else f"https://{target}" if _HOST.match(target) else ""
        return {"href": target, "right": right}
    return {"id": target, "near": near(target.partition("#")[0], context.ids), "story": target.partition("#")[0]}


def page_count_agrees(context: LintContext) -> Iterator[Finding]:
    """P01: the issue has as many pages as ``page_count`` says.

    A magazine lists only pages on which a story begins, so there only a higher number counts as wrong.
    """
    declared, present = context.issue.page_count, _present(context)
    count = max(len(present), len(context.issue.pages))  # of a number that is listed twice P04 says it
    listing = context.issue.publication.kind == "newspaper"
    if declared is not None and present and (count > declared or (listing and count < declared)):
        pages = ", ".join(present)
        key = "P01.more" if count > declared else "P01"
        yield context.about_issue(key, "page_count", declared=declared, present=count, pages=pages)


def pages_follow(context: LintContext) -> Iterator[Finding]:
    """N08: no page of a newspaper is missing between others. A magazine lists only some of its pages."""
    if context.issue.publication.kind != "newspaper":
        return
    groups: dict[str, dict[int, str]] = {}
    for found in map(_PAGE.fullmatch, _present(context)):
        if found:
            groups.setdefault(found[1], {})[int(found[2])] = found[2]
    for letters, there in groups.items():
        width = max((len(digits) for digits in there.values() if digits.startswith("0")), default=0)
        gone = [f"{letters}{n:0{width}}" for n in range(1, min(max(there), _MOST_PAGES)) if n not in there]
        if gone and len(there) > 1:
            yield context.about_issue("N08", "pages", n=len(gone), pages=", ".join(gone))


_PAGE = regex(r"([A-Za-z]*)(\d{1,4})", re.ASCII)
_MOST_PAGES = 200


def pages_are_listed(context: LintContext) -> Iterator[Finding]:
    """P02: where the issue lists its pages, each story stands on one of them."""
    known = [page.number for page in context.issue.pages]
    if not known:
        return
    for story in context.stories:
        for index, number in enumerate(story.page):
            if number not in known:
                guess = _same_number(number, known) or near(number, known)
                yield context.about(worded("P02", guess), story, f"page[{index}]", page=number, near=guess)
    for place_of, section in enumerate(context.issue.sections):
        for index, page in enumerate(section.pages):
            if page not in known:
                guess = _same_number(page, known) or near(page, known)
                yield context.about_issue(
                    worded("P02.section", guess), f"sections[{place_of}].pages[{index}]", page=page, near=guess
                )


def pages_have_stories(context: LintContext) -> Iterator[Finding]:
    """P03: each listed page has a story."""
    filled = {number for story in context.complete.articles for number in story.page}
    for page in context.issue.pages:
        if page.number not in filled and not any(story in context.ids for story in page.articles):
            yield finding("P03", place(page.at, "number"), _path(context, page, "number"), page=page.number)


def pages_are_unique(context: LintContext) -> Iterator[Finding]:
    """P04: each page is listed once."""
    seen: set[str] = set()
    for page in context.issue.pages:
        if page.number in seen:
            yield finding("P04", place(page.at, "number"), _path(context, page, "number"), page=page.number)
        seen.add(page.number)


def stories_have_pages(context: LintContext) -> Iterator[Finding]:
    """P05: where some stories have pages, all stories have."""
    homes = {story.id: story.page for story in context.complete.articles}
    if any(homes.values()):
        for story in context.stories:
            if not homes.get(story.id):
                yield context.about("P05", story, "page")


def section_fits_page(context: LintContext) -> Iterator[Finding]:
    """P06: the section of a story is the section of its page."""
    homes = {story.id: story.page for story in context.complete.articles if story.id not in context.doubled}
    for story in context.stories:
        section = _section_of_story(context, story)
        pages = [page for page in context.issue.pages if page.number in homes.get(story.id, ())]
        owners = [owner for page in pages if (owner := _section_of_page(context, page))]
        if section and owners and section not in {owner.id for owner in owners}:
            named = section_of(context.issue, section)
            yield _misplaced(context, story, named.name if named else section, pages, owners[0].name)
        elif not section and _names_other_page(context, story, pages):
            yield _misplaced(context, story, story.section, pages, pages[0].name)


def _misplaced(context: LintContext, story: Article, section: str, pages: list[Page], other: str) -> Finding:
    page = ", ".join(page.number for page in pages)
    return context.about("P06", story, "section", section=section, page=page, other=other)


def _names_other_page(context: LintContext, story: Article, pages: list[Page]) -> bool:
    """Return whether a story names another page's name as its section, where names of pages serve as sections."""
    names = {page.name for page in context.issue.pages} - {page.name for page in pages}
    return bool(pages) and bool(pages[0].name) and story.section in names - {""}


def _present(context: LintContext) -> tuple[str, ...]:
    """Return the numbers of the pages that are listed; without a list those that stories name."""
    listed = [page.number for page in context.issue.pages]
    return tuple(dict.fromkeys(listed or [number for story in context.stories for number in story.page]))


def _same_number(number: str, known: list[str]) -> str:
    """Return the listed page that differs only in zeros or case: ``01`` for ``1``."""
    wanted = number.lower().lstrip("0")
    return next((page for page in known if page.lower().lstrip("0") == wanted), "")


def _path(context: LintContext, page: Page, name: str) -> str:
    at = next(index for index, other in enumerate(context.issue.pages) if other is page)
    return f"pages[{at}].{name}"


def _section_of_story(context: LintContext, story: Article) -> str:
    """Return the id of the section that lists a story or that the story names; empty when there is none."""
    if listed := next((s.id for s in context.issue.sections if story.id in s.articles), ""):
        return listed
    named = section_of(context.issue, story.section) if story.section else None
    return named.id if named else ""


def _section_of_page(context: LintContext, page: Page) -> Section | None:
    if page.section:
        return section_of(context.issue, page.section)
    return next((section for section in context.issue.sections if page.number in section.pages), None)
