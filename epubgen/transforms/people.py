# SPDX-License-Identifier: AGPL-3.0-or-later
"""People as they were typed, as the model knows them: each name by itself, printed words as roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from epubgen.languages.person_names import divided_names
from epubgen.languages.roles import ROLES, is_usual_word, role_of
from epubgen.model import Credit, Issue
from epubgen.model.walk import instances, rebuilt

__all__ = ["with_people"]

T = TypeVar("T")
_BRACKETED = re.compile(r"(.+?)\s*[（(](.{1,8})[）)]")
_LEADING = re.compile(
    r"(?<![^\s、，,；;])((?:本[报報刊网網台])?(?:实习|實習|特约|特約|见习|見習|首席)?(?:记者|記者|通讯员|通訊員|评论员|評論員))[\s:：]*(?=\S{2})"
)
_KOREAN_ROLE = re.compile(r"(.*[\uac00-\ud7a3])\s+(기자|인턴기자|수습기자|객원기자|특파원|논설위원)")
_BARE = frozenset("摄攝图圖文绘繪译譯訳")
"""Words that are printed behind a name only."""
_PEOPLE = ("authors", "credits", "editors", "credit")


def with_people(issue: Issue) -> Issue:
    """The issue with one entry for each person, and a known role for each printed word.

    Words of ``publication.roles`` keep the meaning that they are given there.
    """
    house = frozenset(issue.publication.roles)
    paper = _NameReader(_primary(issue.publication.language), house)
    stories = tuple(
        _NameReader(_primary(story.lang) or paper.language, house).within(story) for story in issue.articles
    )
    changed = any(new is not old for new, old in zip(stories, issue.articles, strict=True))
    rest = paper.within(replace(issue, articles=()))
    if not changed and rest == replace(issue, articles=()):
        return issue
    return replace(rest, articles=stories)


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


@dataclass(frozen=True, slots=True)
class _NameReader:
    """Reads the people of a value in one language."""

    language: str
    house: frozenset[str]

    def within(self, value: T) -> T:
        """The value with its people; the same object where all are as they should be."""
        if all(tuple(self._read(credit)) == (credit,) for credit, _ in instances(value, Credit)):
            return value
        return rebuilt(value, self._listed)

    def _listed(self, part: Any) -> Any:  # noqa: ANN401 - any part of the model
        lists = {name: people for name in _PEOPLE if isinstance(people := getattr(part, name, None), tuple)}
        made = {name: tuple(one for credit in people for one in self._read(credit)) for name, people in lists.items()}
        changed = {name: people for name, people in made.items() if people != lists[name]}
        return replace(part, **changed) if changed else part

    def _read(self, credit: Credit) -> Iterator[Credit]:
        """The people of one entry; what else is said counts for each of them."""
        name, role = (credit.name, "") if credit.role else _ending(credit.name)
        names = [name] if credit.role == "agency" else divided_names(_spaced(name), self.language)
        if len(names) == 1:
            plain = names[0] if role or _spaced(name) == name else credit.name
            yield self._with_role(replace(credit, name=plain, role=role or credit.role))
            return
        for part in names:
            if role_of(part):  # a word before the names that follow it
                role = part
            else:
                yield self._with_role(replace(credit, name=part, role=credit.role or role))

    def _with_role(self, credit: Credit) -> Credit:
        """The entry with a known role; the word is printed where it says more than the usual one."""
        if not credit.role and (found := _BRACKETED.fullmatch(credit.name)) and role_of(found[2]):
            return replace(credit, name=found[1], role=role_of(found[2]))
        word = credit.role.strip()
        role = role_of(word) if word and word not in ROLES and word not in self.house else ""
        if not role:
            return credit
        shown = "" if word in _BARE or is_usual_word(word, role) else word
        return replace(credit, role=role, printed_role=credit.printed_role or shown)


def _spaced(text: str) -> str:
    """A role word that is run together with the name after it stands apart: ``记者何小雨``."""
    return _LEADING.sub(r"\1 ", text)


def _ending(text: str) -> tuple[str, str]:
    """The text and the Korean role word behind the names."""
    found = _KOREAN_ROLE.fullmatch(text.strip())
    return (found[1], found[2]) if found else (text, "")
