# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads people as they were typed: one entry for each name, and printed words as roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from epubgen.languages.person_names import divided_names
from epubgen.languages.roles import DESKS, RANKS, REPORTERS, ROLES, is_usual_word, role_of
from epubgen.model import Credit, Issue
from epubgen.model.walk import instances, rebuilt
from epubgen.startup import dataclass, regex

__all__ = ["with_people"]

T = TypeVar("T")
_BRACKETED = regex(r"(.+?)\s*[（(](.{1,8})[）)]")
_LEADING = regex(
    rf"(?<![^\s、，,；;])((?:本[报報刊网網台]|[\u4e00-\u9fff]{{2,5}}?[社报報网網台刊])?(?:{DESKS})?"
    rf"(?:{RANKS}|摄影|攝影|驻\S{{2,4}}?)?(?:{REPORTERS})|实习生|實習生)"
    r"[\s:：]*(?=\S{2})(?!站)"
)
_WORK = regex(
    r"(?<![^\s、，,；;])([文图圖摄攝绘繪译譯]|文[/／][图圖]|[图圖][/／]文|图文|圖文|撰文|摄影|攝影|编译|編譯|翻译|翻譯|整理|插图|插圖"
    r"|取材|写真|撮影|글|사진)\s*[/／:：・=＝]\s*(?=\S{2})"
)
"""A word for the work and the mark behind it: ``文/何小雨``, ``글·사진=``."""
_ENDING_ROLE = regex(r"(.*[\uac00-\ud7a3])\s+(기자|인턴기자|수습기자|객원기자|특파원|논설위원)|(.*[^\s本社])(記者)")
_BARE = frozenset("摄攝图圖文绘繪译譯訳")
"""Words that are printed behind a name only."""
_PEOPLE = ("authors", "credits", "editors", "credit")


def with_people(issue: Issue) -> Issue:
    """Return the issue with one entry for each person, and a known role for each printed word.

    Words of ``publication.roles`` keep the meaning that the publication gives them.
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
        """Return the value with its people; the same object if nothing changes."""
        if all(tuple(self._read(credit)) == (credit,) for credit, _ in instances(value, Credit)):
            return value
        return rebuilt(value, self._listed)

    def _listed(self, part: Any) -> Any:  # noqa: ANN401 - any part of the model
        lists = {name: people for name in _PEOPLE if isinstance(people := getattr(part, name, None), tuple)}
        made = {name: tuple(one for credit in people for one in self._read(credit)) for name, people in lists.items()}
        changed = {name: people for name, people in made.items() if people != lists[name]}
        return replace(part, **changed) if changed else part

    def _read(self, credit: Credit) -> Iterator[Credit]:
        """Return the people of one entry; its other fields apply to each of them."""
        if credit.role == "agency":
            yield credit
            return
        spaced = _spaced(credit.name)
        people = _with_roles(divided_names(spaced, self.language))
        if len(people) == 1 and not people[0][1] and spaced != credit.name:
            people = ()  # the word belongs to nothing
        for name, role in people or ((credit.name, ""),):
            yield self._with_role(replace(credit, name=name, role=self._narrower(credit.role, role)))

    def _narrower(self, field: str, typed: str) -> str:
        """Return the word beside the name if it says more than the field: ``记者: 见习记者何小雨``."""
        known = role_of(typed)
        return typed if typed and (not field or (known and not is_usual_word(typed, known))) else field

    def _with_role(self, credit: Credit) -> Credit:
        """Return the entry with a known role; the word is printed if it says more than the usual one."""
        if not credit.role and (found := _BRACKETED.fullmatch(credit.name)) and role_of(found[2]):
            return replace(credit, name=found[1], role=role_of(found[2]))
        word = credit.role.strip()
        role = role_of(word) if word and word not in ROLES and word not in self.house else ""
        if not role:
            return credit
        shown = "" if word in _BARE or is_usual_word(word, role) else word
        return replace(credit, role=role, printed_role=credit.printed_role or shown)


def _spaced(text: str) -> str:
    """Put a space between a role word and the name that follows it: ``记者何小雨``."""
    return _LEADING.sub(r"\1 ", _WORK.sub(r"\1 ", text))


def _with_roles(parts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return each name with its role word, which stands before or behind the names.

    Empty if a word belongs to no name: then the text is not divided, and no word is lost.
    """
    words = [("", part) if role_of(part) else _ending(part) for part in parts]
    if any(name and role for name, role in words):  # ``김민수·이영희 기자``
        return _behind([piece for name, role in words for piece in ((name, ""), ("", role)) if any(piece)])
    behind = bool(words) and not words[-1][0] and bool(words[0][0])
    return _behind(words) if behind else tuple(reversed(_behind(words[::-1])))


def _behind(words: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return names with the word that follows them; the names after the last word have none."""
    people: list[tuple[str, str]] = []
    waiting: list[str] = []
    for name, role in words:
        if name:
            waiting.append(name)
        elif not waiting:
            return ()
        else:
            people += [(one, role) for one in waiting]
            waiting = []
    return (*people, *((one, "") for one in waiting))


def _ending(text: str) -> tuple[str, str]:
    """Split a role word from the end of a name, in Korean and Japanese."""
    found = _ENDING_ROLE.fullmatch(text.strip())
    return (found[1] or found[3], found[2] or found[4]) if found else (text, "")
