# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes references spell a name as the name itself does, where only invisible characters differ.

A file name from a Mac is decomposed (か + ゙), a pasted section name ends with a zero-width space. Ids, sections and
columns are compared without these. The name stays as typed; only references to it are changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from epubgen.languages.characters import comparable
from epubgen.model import Article, Correction, Issue, Link, Page, Revision, Section
from epubgen.model.walk import instances, rebuilt

__all__ = ["with_matching_names"]

_Names = Mapping[str, str]
"""A name as it is compared → as it is spelled."""
_LINK = "article:"


def with_matching_names(issue: Issue) -> Issue:
    """Return the issue with lists, links and section names spelled as the ids and names that they mean."""
    ids = _spellings(story.id for story in issue.articles)
    numbers = _spellings(page.number for page in issue.pages)
    sections, columns = _sections(issue), _columns(issue)
    if _plain(issue, ids, sections, columns):
        return issue

    def matched(part: Any) -> Any:  # noqa: ANN401 - any part of the model
        match part:
            case Article():
                return _story(part, ids, numbers, sections, columns)
            case Section():
                pages, listed = _all(part.pages, numbers), _all(part.articles, ids)
                name = _one(part.name, sections)
                return replace(part, name=name, pages=pages, articles=listed, lead=_one(part.lead, ids))
            case Page():
                return replace(part, section=_one(part.section, sections), articles=_all(part.articles, ids))
            case Revision():
                return replace(part, articles=_all(part.articles, ids))
            case Correction():
                return replace(part, article=_one(part.article, ids))
            case Link() if part.href.startswith(_LINK):
                return replace(part, href=_LINK + _one(part.href.removeprefix(_LINK), ids))
            case Issue():
                return replace(part, headline_article=_one(part.headline_article, ids))
            case _:
                return part

    return rebuilt(issue, matched)


def _story(story: Article, ids: _Names, numbers: _Names, sections: _Names, columns: _Names) -> Article:
    return replace(
        story,
        section=_one(story.section, sections),
        column=_one(story.column, columns),
        page=_all(story.page, numbers),
        related=_all(story.related, ids),
        continued_from=_one(story.continued_from, ids),
        continues_on=_one(story.continues_on, ids),
        correction_of=_one(story.correction_of, ids),
    )


def _spellings(names: Iterable[str]) -> dict[str, str]:
    """Return the first spelling of each name, by the form in which names are compared."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(comparable(name), name)
    return found


def _sections(issue: Issue) -> dict[str, str]:
    """Return the spelling of the publication, of the issue, or of the first page or story that names a section."""
    house = (name for known in issue.publication.sections for name in (known.id, known.name, *known.aliases))
    own = (name for section in issue.sections for name in (section.id, section.name))
    named = [page.section for page in issue.pages] + [story.section for story in issue.articles]
    return _spellings([*house, *own, *filter(None, named)])


def _columns(issue: Issue) -> dict[str, str]:
    named = (story.column for story in issue.articles if story.column)
    return _spellings([*(column.name for column in issue.publication.columns), *named])


def _plain(issue: Issue, *known: _Names) -> bool:
    """Return whether every name is already in the form in which names are compared; then there is nothing to do."""
    texts = [name for story in issue.articles for name in (story.id, story.section, story.column, *story.related)]
    lists = [entry.articles for entry in issue.sections] + [entry.articles for entry in issue.pages]
    lists += [line.articles for line in issue.revisions]
    texts += [name for names in lists for name in names]
    texts += [name for names in known for name in names.values()]
    return all(name.isascii() or comparable(name) == name for name in texts) and not _has_odd_links(issue)


def _has_odd_links(issue: Issue) -> bool:
    links = (link.href for link, _ in instances(issue.articles, Link) if link.href.startswith(_LINK))
    return any(not href.isascii() and comparable(href) != href for href in links)


def _one(name: str, known: _Names) -> str:
    return known.get(comparable(name), name) if name else name


def _all(names: tuple[str, ...], known: _Names) -> tuple[str, ...]:
    return tuple(_one(name, known) for name in names)
