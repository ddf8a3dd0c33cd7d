# SPDX-License-Identifier: AGPL-3.0-or-later
"""Some pages of an issue made anew: their stories keep their ids, they take the place of the old ones, others stay."""

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
    """Stories that the import before knew keep their ids, so that each stays in its file; new ones take free ids."""
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
    """``01-05.continues_on`` follows the id of its story."""
    story, dot, rest = name.partition(".")
    return f"{ids.get(story, story)}{dot}{rest}"


def _renamed_file(file: str, story: str, ids: Mapping[str, str]) -> str:
    """``photos/01-05.jpg``, the name under which a missing photo is looked for, follows the id of its story."""
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
    """The held issue with the pages of the new one; only the new stories are in it."""
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
    """The held sections that stay: they are printed again, or list no page, or list a page that was not imported."""
    names = {section.name for section in issue.sections}
    imported = {page.number for page in issue.pages}
    return [
        section
        for section in held.sections
        if section.name in names or not section.pages or not imported.issuperset(section.pages)
    ]


def _section_ids(held: Issue, issue: Issue, kept: Sequence[Section]) -> dict[str, str]:
    """For each new section the id of the held one with its name, else an id of its own."""
    known = {section.name: section.id for section in held.sections}
    taken = {section.id for section in kept}
    ids: dict[str, str] = {}
    for section in issue.sections:
        ids[section.id] = known.get(section.name) or free_name(section.id, taken.__contains__)
        taken.add(ids[section.id])
    return ids


def _merged_sections(held: Issue, issue: Issue, kept: Iterable[Section], ids: Mapping[str, str]) -> dict[str, Section]:
    """The kept sections with those of the import, by id; each new section has its id from ``ids``.

    A kept section first gives up the pages that were imported and the stories that stood on them. Then every new
    section adds its pages and stories to the kept one with its id, or joins the list at its end. So what an editor
    changed in a section stays: its name, its photo, and the stories that it has from other pages or from none.
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
    """The sections, each with its pages and stories in the order of ``pages``; what no page lists comes last.

    With ``keep`` they stay in the order in which an editor put them, else they follow their first pages. A lead story
    that the section has no more is dropped.
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
    """Stories whose jump line names a page that was not imported now keep the link; ``held`` gives what they were."""
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
"""Id of a story, and the field that its jump line fills."""


def linked_late(
    issue: Issue,
    jumps: Mapping[str, str],
    before: Record,
    others: Collection[Known],
    held: Callable[[str], Article | None],
) -> Issue:
    """Stories that run on to a page of an earlier import, or from one, linked where exactly one story there fits.

    One side is enough: the file of the other page stays as it is.

    Args:
        issue: the pages that were imported now.
        jumps: ``01-02.continues_on`` → the page that its jump line names, where that was not imported now.
        before: what the imports before wrote down.
        others: the stories of pages that were not imported now.
        held: a story as the folder holds it.
    """
    waiting = _waiting(before, others, held)

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
    """The jumps that one story fits, and no other jump: each with the id of that story."""
    single = {jump: there[0].id for jump, there in fits.items() if len(there) == 1}
    counts = Counter(single.values())
    return {jump: story for jump, story in single.items() if counts[story] == 1}


def _waiting(
    before: Record, others: Collection[Known], held: Callable[[str], Article | None]
) -> dict[tuple[str, str], list[tuple[Known, str]]]:
    """Stories of other pages whose jump line found nothing yet: field and own page → story, the page that it names."""
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
    """A page number without its zeros: jump lines say 2版 for 02版."""
    return page.lstrip("0").upper()


def _alike(first: str, second: str) -> bool:
    """Whether two headlines speak of one story: one begins as the other."""
    return bool(first and second) and (first.startswith(second) or second.startswith(first))


def unlinked(issue: Issue, gone: Collection[str]) -> Issue:
    """No story goes on in one that the editor deleted."""
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
    """The issue without the stories that the editor deleted, in no list."""

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
