# SPDX-License-Identifier: AGPL-3.0-or-later
"""A remade page keeps the ids of the stories it held before, however their order changed."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import replace

from epubgen.importers.reading import Reading
from epubgen.issue_folder.notes import Known, Record, opens
from epubgen.model import Article, Issue, Page, Photo, Section

__all__ = ["same_ids"]


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
    return replace(reading, issue=_renamed(reading.issue, ids), notes=notes, joins=joins, facts=facts)


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
