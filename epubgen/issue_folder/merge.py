# SPDX-License-Identifier: AGPL-3.0-or-later
"""Merges pages that were imported again into an issue: stories keep their ids, and all other pages stay."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from epubgen.files.names import free_name
from epubgen.importers.reading import Reading, page_order
from epubgen.issue_folder.notes import Known, Record, opens
from epubgen.model import Article, Issue, Page, Photo, Section

__all__ = [
    "linked_late",
    "merged",
    "relinked",
    "same_ids",
    "unlinked",
    "without",
]


def same_ids(reading: Reading, before: Record) -> Reading:
    """Give stories that an earlier import had their old ids, so that each keeps its file; new stories get free ids.

    A story is the same when its page and headline are, or when its text begins with the same words.
    """
    if not before.stories:
        return reading
    issue = reading.issue
    others = before.others(issue)
    known = [one for one in before.stories if one not in others]
    ids: dict[str, str] = {}
    for alike in (_same_title, _same_opening):
        for story in issue.articles:
            match = next((one for one in known if story.id not in ids and alike(story, one)), None)
            if match:
                ids[story.id] = match.id
                known.remove(match)
    taken = set(ids.values()) | {one.id for one in before.stories}
    for story in issue.articles:
        if story.id not in ids:
            ids[story.id] = _free_id(story.id, taken)
            taken.add(ids[story.id])
    return _reading(reading, ids)


def _reading(reading: Reading, ids: Mapping[str, str]) -> Reading:
    notes = tuple(
        replace(note, story=ids.get(note.story, note.story), text=_renamed_file(note.text, note.story, ids))
        for note in reading.notes
    )
    joins = tuple(replace(join, story=ids.get(join.story, join.story)) for join in reading.joins)
    facts = tuple(replace(fact, name=_renamed_fact(fact.name, ids)) for fact in reading.facts)
    pages = tuple(
        replace(page, blocks=tuple(replace(one, story=ids.get(one.story, one.story)) for one in page.blocks))
        for page in reading.page_blocks
    )
    issue = _renamed(reading.issue, ids)
    return replace(reading, issue=issue, notes=notes, joins=joins, facts=facts, page_blocks=pages)


def _renamed_fact(name: str, ids: Mapping[str, str]) -> str:
    """Return the name of a fact (``01-05.continues_on``) with the new id of its story."""
    story, dot, rest = name.partition(".")
    return f"{ids.get(story, story)}{dot}{rest}"


def _renamed_file(file: str, story: str, ids: Mapping[str, str]) -> str:
    """Return the name at which a missing photo is looked for (``photos/01-05.jpg``) with the new id of its story."""
    stem, ending = posixpath.splitext(file)
    folder, _, name = stem.rpartition("/")
    return posixpath.join(folder, ids[name] + ending) if name == story and name in ids else file


def _same_title(story: Article, one: Known) -> bool:
    return one.title == story.headline and one.page == "".join(story.page[:1])


def _same_opening(story: Article, one: Known) -> bool:
    return bool(one.opens) and one.opens == opens(story)


def _free_id(wanted: str, taken: set[str]) -> str:
    start, _, slot = wanted.rpartition("-")
    number = int(slot) if slot.isdigit() else 1
    found = wanted
    while found in taken:
        number += 1
        found = f"{start}-{number:02d}"
    return found


def _led(story: Article, ids: Mapping[str, str]) -> Photo | None:
    photo = story.lead_photo
    return replace(photo, file=_renamed_file(photo.file, story.id, ids)) if photo else None


def _renamed(issue: Issue, ids: Mapping[str, str]) -> Issue:
    def name(old: str) -> str:
        return ids.get(old, old)

    def listed(part: Page) -> Page:
        return replace(part, articles=tuple(map(name, part.articles)))

    def grouped(part: Section) -> Section:
        return replace(part, articles=tuple(map(name, part.articles)), lead=name(part.lead))

    stories = tuple(
        replace(
            story,
            id=name(story.id),
            continues_on=name(story.continues_on),
            continued_from=name(story.continued_from),
            lead_photo=_led(story, ids),
        )
        for story in issue.articles
    )
    return replace(
        issue, articles=stories, pages=tuple(map(listed, issue.pages)), sections=tuple(map(grouped, issue.sections))
    )


def merged(held: Issue, issue: Issue) -> Issue:
    """Return the held issue with the pages of the new one; it holds only the stories of the new one."""
    kept = _kept_sections(held, issue)
    ids = _section_ids(held, issue, kept)
    stories = tuple(replace(story, section=ids.get(story.section, story.section)) for story in issue.articles)
    made = {page.number: replace(page, section=ids.get(page.section, page.section)) for page in issue.pages}
    numbers = [page.number for page in held.pages]
    pages = [made.get(page.number, page) for page in held.pages]
    if added := [page for number, page in made.items() if number not in numbers]:
        pages = sorted((*pages, *added), key=lambda page: page_order(page.number))
    sections = _merged_sections(held, issue, kept, ids)
    same_sections = set(sections) == {section.id for section in held.sections}
    return replace(
        held,
        articles=stories,
        pages=tuple(pages),
        sections=_in_page_order(sections, pages, keep=same_sections),
        numbering=issue.numbering if issue.numbering.total else held.numbering,
        weekday=held.weekday if issue.weekday == "auto" else issue.weekday,
        lunar=issue.lunar or held.lunar,
        page_count=issue.page_count or held.page_count,
        notices=(*held.notices, *(block for block in issue.notices if block not in held.notices)),
    )


def _kept_sections(held: Issue, issue: Issue) -> list[Section]:
    """Return the held sections that stay: printed again, or without pages, or with a page that was not imported now."""
    names = {section.name for section in issue.sections}
    imported = {page.number for page in issue.pages}
    return [
        section
        for section in held.sections
        if section.name in names or not section.pages or not imported.issuperset(section.pages)
    ]


def _section_ids(held: Issue, issue: Issue, kept: Sequence[Section]) -> dict[str, str]:
    """Return an id for each new section: that of the held section with its name, else a free one."""
    known = {section.name: section.id for section in held.sections}
    taken = {section.id for section in kept}
    ids: dict[str, str] = {}
    for section in issue.sections:
        ids[section.id] = known.get(section.name) or free_name(section.id, taken.__contains__)
        taken.add(ids[section.id])
    return ids


def _merged_sections(held: Issue, issue: Issue, kept: Iterable[Section], ids: Mapping[str, str]) -> dict[str, Section]:
    """Return the kept sections with those of the import, by id; each new section has its id from ``ids``.

    First the imported pages, and the stories that stood on them, are taken out of the kept sections. Then the pages and
    stories of each new section are added to the kept section with its id; a section with a new id comes at the end. So
    the changes of an editor stay: the name of a section, its photo, and its stories from other pages or from none.
    """
    imported = {page.number for page in issue.pages}
    replaced = {story for page in held.pages if page.number in imported for story in page.articles}
    sections: dict[str, Section] = {}
    for section in kept:
        stories = tuple(story for story in section.articles if story not in replaced)
        pages = tuple(number for number in section.pages if number not in imported)
        sections[section.id] = replace(section, articles=stories, pages=pages)
    for section in issue.sections:
        name = ids[section.id]
        base = sections.get(name) or replace(section, id=name, articles=(), pages=())
        added = tuple(story for story in section.articles if story not in base.articles)
        sections[name] = replace(base, articles=(*base.articles, *added), pages=(*base.pages, *section.pages))
    return sections


def _in_page_order(sections: Mapping[str, Section], pages: Sequence[Page], *, keep: bool) -> tuple[Section, ...]:
    """Return the sections, each with its pages and stories in the order of ``pages``; those on no page come last.

    With ``keep`` the sections stay in the order of the editor, else they follow their first pages. The lead story of a
    section is removed where the section no longer lists it.
    """
    page_place = {page.number: place for place, page in enumerate(pages)}
    story_place = {story: place for place, story in enumerate(story for page in pages for story in page.articles)}

    def ordered(section: Section) -> Section:
        stories = sorted(section.articles, key=lambda story: story_place.get(story, len(story_place)))
        numbers = sorted(sorted(set(section.pages)), key=lambda number: page_place.get(number, len(pages)))
        lead = section.lead if section.lead in stories else ""
        return replace(section, articles=tuple(stories), pages=tuple(numbers), lead=lead)

    def first_page(section: Section) -> int:
        return min((page_place.get(number, len(pages)) for number in section.pages), default=len(pages))

    made = map(ordered, sections.values())
    return tuple(made if keep else sorted(made, key=first_page))


def relinked(
    issue: Issue, jumps: Collection[str], others: Collection[Known], held: Callable[[str], Article | None]
) -> Issue:
    """Keep the links of stories whose jump line names a page that was not imported now.

    Args:
        issue: the merged issue.
        jumps: names of facts (``01-02.continues_on``) whose page was not imported now.
        others: the stories of those pages.
        held: reads a story as the folder holds it.
    """
    known = {one.id for one in others}

    def link(one: Article) -> Article:
        old = held(one.id)
        if old is None:
            return one
        onward = old.continues_on if f"{one.id}.continues_on" in jumps and old.continues_on in known else ""
        back = old.continued_from if f"{one.id}.continued_from" in jumps and old.continued_from in known else ""
        return replace(one, continues_on=one.continues_on or onward, continued_from=one.continued_from or back)

    return replace(issue, articles=tuple(map(link, issue.articles)))


_Jump = tuple[str, str]
"""Id of a story, and the field that its jump line fills: ``continues_on`` or ``continued_from``."""


def linked_late(
    issue: Issue,
    jumps: Mapping[str, str],
    before: Record,
    others: Collection[Known],
    held: Callable[[str], Article | None],
) -> Issue:
    """Link stories with stories of earlier imports where a jump line names their page and exactly one of them fits.

    Only the story of this import gets the link; the file of the other story stays as it is.

    Args:
        issue: the pages that were imported now.
        jumps: ``01-02.continues_on`` → the page that the jump line names, where that page was not imported now.
        before: the record of earlier imports.
        others: the stories of pages that were not imported now.
        held: reads a story as the folder holds it.
    """
    waiting = _unlinked_jumps(before, others, held)

    ways = (("continues_on", "continued_from"), ("continued_from", "continues_on"))
    due = [(one, name, other, jumps.get(f"{one.id}.{name}", "")) for one in issue.articles for name, other in ways]
    fits = {
        (one.id, name): [known for known, back in waiting.get((other, _bare(page)), ()) if back in _pages(one)]
        for one, name, other, page in due
        if page and not (one.continues_on if name == "continues_on" else one.continued_from)
    }
    titles = {one.id: one.headline for one in issue.articles}
    links = _only({jump: [k for k in there if _alike(k.title, titles[jump[0]])] for jump, there in fits.items()})
    used = set(links.values())
    links |= _only({jump: [k for k in there if k.id not in used] for jump, there in fits.items() if jump not in links})

    def link(one: Article) -> Article:
        onward, back = links.get((one.id, "continues_on"), ""), links.get((one.id, "continued_from"), "")
        return replace(one, continues_on=one.continues_on or onward, continued_from=one.continued_from or back)

    return replace(issue, articles=tuple(map(link, issue.articles)))


def _only(fits: Mapping[_Jump, Sequence[Known]]) -> dict[_Jump, str]:
    """Return the jumps that exactly one story fits, where that story fits no other jump.

    The value of each jump is the id of that story.
    """
    single = {jump: there[0].id for jump, there in fits.items() if len(there) == 1}
    counts = Counter(single.values())
    return {jump: story for jump, story in single.items() if counts[story] == 1}


def _unlinked_jumps(
    before: Record, others: Collection[Known], held: Callable[[str], Article | None]
) -> dict[tuple[str, str], list[tuple[Known, str]]]:
    """Return stories of earlier imports whose jump line is not linked yet.

    The key is the field and the page of the story, the value the story and the page that it names.
    """
    known = {one.id: one for one in others}
    found: dict[tuple[str, str], list[tuple[Known, str]]] = {}
    for fact in before.lists.get("facts", ()):
        story, _, name = str(fact.get("name")).rpartition(".")
        one = known.get(story)
        there = held(story) if one else None
        linked = {"continues_on": there and there.continues_on, "continued_from": there and there.continued_from}
        if one is None or linked.get(name, "no jump"):
            continue
        found.setdefault((name, _bare(one.page)), []).append((one, _bare(str(fact.get("value")))))
    return found


def _pages(story: Article) -> set[str]:
    return {_bare(page) for page in story.page}


def _bare(page: str) -> str:
    """Return a page number without leading zeros: jump lines name page 02 as 2版."""
    return page.lstrip("0").upper()


def _alike(first: str, second: str) -> bool:
    """Return whether two headlines belong to one story: one begins with the other."""
    return bool(first and second) and (first.startswith(second) or second.startswith(first))


def unlinked(issue: Issue, gone: Collection[str]) -> Issue:
    """Remove the links to stories that the editor deleted."""
    stories = (
        replace(
            story,
            continues_on="" if story.continues_on in gone else story.continues_on,
            continued_from="" if story.continued_from in gone else story.continued_from,
        )
        for story in issue.articles
    )
    return replace(issue, articles=tuple(stories))


def without(issue: Issue, gone: Collection[str]) -> Issue:
    """Return the issue without the stories that the editor deleted, also in its lists."""

    def kept(stories: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(story for story in stories if story not in gone)

    made = unlinked(issue, gone)
    return replace(
        made,
        articles=tuple(story for story in made.articles if story.id not in gone),
        pages=tuple(replace(page, articles=kept(page.articles)) for page in made.pages),
        sections=tuple(
            replace(part, articles=kept(part.articles), lead="" if part.lead in gone else part.lead)
            for part in made.sections
        ),
    )
