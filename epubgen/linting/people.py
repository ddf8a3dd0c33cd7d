# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules C: authors, photographers and other people, and their roles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from epubgen.errors import Finding, finding
from epubgen.languages.roles import REPORTERS, ROLES, role_of
from epubgen.linting.context import LintContext, near, place, worded
from epubgen.model import Article, Credit
from epubgen.model.values import SourceSpan
from epubgen.startup import regex

_BYLINE_IN_NAME = regex(
    r"[□■○●、；;/]|[\w.]+, [A-Z][\w.]+ |^(by|von|par|words by)\s|\s(and|und|et)\s|本报|本報|本刊"
    rf"|(?<!^)({REPORTERS})|^({REPORTERS})(?=.)"
    r"|(?<=.)\s기자$",
    re.IGNORECASE,
)
"""Words and marks of a byline that no person's name has."""
_PHOTOGRAPHER = regex(r"(摄影|攝影|撮影|[摄攝])$|^(photos?|photographs?)( by)?[: ]", re.IGNORECASE)


def bylines_are_parsed(context: LintContext) -> Iterator[Finding]:
    """C01: a printed byline also gives names of authors, and each name holds only a name."""
    for story in context.printed_stories:
        agency = story.dateline.agency if story.dateline else ""
        source = story.source.system if story.source else ""
        known = story.authors or story.credits or any(word and word in story.byline for word in (agency, source))
        if story.byline and not known:
            yield context.about("C01", story, "byline", byline=story.byline)
        for index, author in enumerate(story.authors):
            if _BYLINE_IN_NAME.search(author.name) and author.role != "agency":
                yield context.about("C01.name", story, f"authors[{index}].name", name=author.name)


def roles_are_known(context: LintContext) -> Iterator[Finding]:
    """C02: each role is known to the program or defined by the publication."""
    house = context.issue.publication.roles
    for word, role in house.items():
        if role not in ROLES:
            key, guess = worded("C02.house", _meant(role)), _meant(role)
            yield context.about_publication(key, f"roles.{word}", word=word, role=role, near=guess)
    known = {*ROLES, *house, ""}
    for story in context.stories:
        for name in ("authors", "credits"):
            for index, credit in enumerate(getattr(story, name)):
                if credit.role not in known:
                    guess, path = _meant(credit.role), f"{name}[{index}].role"
                    yield context.about(worded("C02", guess), story, path, role=credit.role, near=guess)
    yield from _other_roles(context, known)


def photographers_are_no_authors(context: LintContext) -> Iterator[Finding]:
    """C03: the person who took the photos stands among the credits, not among the authors."""
    for story in context.stories:
        for index, author in enumerate(story.authors):
            if _takes_photos(author, context):
                yield context.about("C03", story, f"authors[{index}]", name=author.name)


def _other_roles(context: LintContext, known: set[str]) -> Iterator[Finding]:
    """Report unknown roles outside the stories: of the issue, its pages and its photos."""
    groups: list[tuple[str, SourceSpan | None, str, tuple[Credit, ...]]] = [
        ("credits", context.issue.at, "credits", context.issue.credits)
    ]
    groups += [(f"pages[{n}].editors", page.at, "editors", page.editors) for n, page in enumerate(context.issue.pages)]
    groups += [(f"{use.path}.credit", use.photo.at, "credit", use.photo.credit) for use in context.uses]
    for path, at, name, people in groups:
        for index, credit in enumerate(people):
            if credit.role not in known:
                where, guess = place(at, f"{name}[{index}].role"), _meant(credit.role)
                yield finding(worded("C02", guess), where, f"{path}[{index}].role", role=credit.role, near=guess)


def _meant(role: str) -> str:
    """Return the role that a printed or misspelled word means; empty when none is similar."""
    return role_of(role) or near(role.lower(), ROLES)


def _takes_photos(author: Credit, context: LintContext) -> bool:
    role = context.issue.publication.roles.get(author.role, author.role)
    return role == "photographer" or (not role and bool(_PHOTOGRAPHER.search(author.name)))


def story_photographers(story: Article) -> bool:
    """Return whether the credits of a story name a photographer, so that its photos need no credit of their own."""
    return any(credit.role in ("photographer", "illustrator") for credit in story.credits)
