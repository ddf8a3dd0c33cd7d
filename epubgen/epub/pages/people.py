# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes people as text: the byline of a story, the credits at its end, the editors of a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby

from epubgen.epub.pages.context import PageContext
from epubgen.markup.tree import El, el
from epubgen.model import Article, Credit, Dateline, LangStr, MarkedStr, Text, runs_of

__all__ = ["byline", "byline_line", "credit_line", "dateline", "run_in_byline", "signature"]

_ROLES = frozenset({
    "reporter", "intern", "special", "correspondent", "commentator", "photographer", "illustrator", "translator",
    "compiled", "editor", "layout", "proofreader", "agency",
})  # fmt: skip

_BOXES = ("□", "▢")


def byline(ctx: PageContext, story: Article) -> str:
    """Return the byline of a story: the exact printed text; without a printed text, its authors grouped by role."""
    if story.byline:
        return story.byline
    groups = [_signed(ctx, key, members) for key, members in _grouped(ctx, story.authors)]
    return ctx.own_of(ctx.term("byline.join").join(groups), groups)


def byline_line(ctx: PageContext, story: Article, kind: str) -> El | None:
    """Return the byline as a line of its own. A box before the name (□) is set as a small ornament, as in print.

    At the size of the text a box looks like a missing character.
    """
    words = byline(ctx, story)
    first, *others = runs_of(words) or (Text(""),)
    mark = words[:1]
    if mark not in _BOXES or not words[1:].strip(" 　") or not isinstance(first, Text):
        return ctx.line("p", kind, words)
    lang = words.lang if isinstance(words, LangStr) else ""
    name = MarkedStr((Text(first.text[1:].lstrip(" 　")), *others), lang)
    return el("p", el("span", mark, class_="ornament"), " ", ctx.words(name), class_=kind)


def signature(ctx: PageContext, story: Article) -> str:
    """Return the byline as other pages show it, without brackets and boxes.

    A byline that was printed to run into the text is replaced by the names of the authors.
    """
    if story.byline_at == "run-in" and story.authors:
        return byline(ctx, replace(story, byline=""))
    return byline(ctx, story).strip("（）()□■▢◇◆ 　")


def run_in_byline(ctx: PageContext, story: Article) -> str:
    """Return the byline that follows the dateline. A printed byline stays as it is; a generated one gets brackets."""
    words = byline(ctx, story)
    return words if story.byline or not words else ctx.term("byline.runin", byline=words)


def credit_line(ctx: PageContext, credits_: Iterable[Credit]) -> str:
    """Return credits as text: ``责任编辑：张三　版式：李四``."""
    shown, groups = [], _grouped(ctx, credits_)
    for (_, role, _), members in groups:
        names = ctx.joined([f"{c.name}{ctx.term('brackets', text=c.org)}" if c.org else c.name for c in members])
        shown.append(ctx.term("fact", label=role, value=names) if role else names)
    return ctx.own_of(ctx.term("byline.join").join(shown), [role for (_, role, _), _ in groups])


def dateline(ctx: PageContext, line: Dateline) -> str:
    """Return the opening of the text: the printed label, and agency, place and date if the label lacks them."""
    facts = {"agency": line.agency, "place": line.place, "date": line.date}
    if line.label:
        return " ".join([line.label, *(fact for fact in facts.values() if fact and fact not in line.label)])
    said = ctx.term("dateline", **facts)
    return ctx.own_of(" ".join(said.split()), [said]) if any(facts.values()) else ""


_Key = tuple[str, str, str]


def _grouped(ctx: PageContext, credits_: Iterable[Credit]) -> list[tuple[_Key, list[Credit]]]:
    """Group neighbouring credits of one role and one organisation.

    Each group has the role, the word for the role and the organisation, and its people.
    """
    roles = ctx.issue.publication.roles
    return [(key, list(members)) for key, members in groupby(credits_, key=lambda c: _key(ctx, c, roles))]


def _key(ctx: PageContext, credit: Credit, roles: Mapping[str, str]) -> _Key:
    role = credit.role if credit.role in _ROLES else roles.get(credit.role, "")
    own = "" if credit.role in _ROLES else credit.role
    word = credit.printed_role or own or (ctx.term(f"role.{role}") if role else "")
    return ("" if credit.printed_role or own else role, word, credit.org)


def _signed(ctx: PageContext, key: _Key, members: list[Credit]) -> str:
    role, word, org = key
    names = ctx.joined([credit.name for credit in members])
    if role:
        signed = ctx.term(f"byline.{role}", names=names)
    else:
        signed = ctx.term("byline.printed", role=word, names=names) if word else ctx.term("byline.author", names=names)
    return ctx.term("byline.of", org=org, byline=signed) if org else signed
