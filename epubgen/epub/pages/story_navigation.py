# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bar under a headline and at the end: previous story, this section, contents, next story. Always whole files."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.epub.edition import SpineDocument
from epubgen.epub.pages.context import PageContext
from epubgen.markup.tree import El, el

__all__ = ["bar", "neighbours"]


_SHOWN = {"top": ("top", "both"), "end": ("bottom", "both")}


def bar(ctx: PageContext, place: str) -> El | None:
    """The bar; ``place`` is ``top`` or ``end``, which tells the two apart for those who hear them."""
    story = ctx.document.kind == "article"
    if story and ctx.issue.navigation.bars not in _SHOWN[place]:
        return None
    links: list[El | str] = []
    for key, target in neighbours(ctx):
        links += [" "] if links else []
        links.append(ctx.link(target, ctx.term(key), key.partition(".")[0]))
    return el("nav", el("p", links), class_=f"bar bar-{place}", aria_label=ctx.term(f"bar.{place}")) if links else None


def neighbours(ctx: PageContext) -> Iterator[tuple[str, SpineDocument]]:
    """From a story: its neighbours, over the border of a section too. From a section front: the other sections."""
    story = ctx.document.kind == "article"
    before, after = _neighbours(ctx)
    if before:
        yield ("previous" if story else "previous.section"), before
    if home := _home(ctx):
        yield "section", home
    if contents := ctx.edition.document("contents"):
        yield "all_contents", contents
    if after:
        yield ("next.section" if after.kind == "section" else "next"), after


def _home(ctx: PageContext) -> SpineDocument | None:
    """The front of the section that a story or a facsimile stands in: the last front before it."""
    if ctx.document.kind == "section":
        return None
    before = ctx.edition.documents[: ctx.edition.documents.index(ctx.document)]
    return next((document for document in reversed(before) if document.kind == "section"), None)


def _neighbours(ctx: PageContext) -> tuple[SpineDocument | None, SpineDocument | None]:
    """The stories before and after; after the last of a section comes the next section's front."""
    here = ctx.document
    same = [d for d in ctx.edition.documents if d.kind == here.kind]
    place = same.index(here)
    before = same[place - 1] if place else None
    flow = [d for d in ctx.edition.documents if d.kind in (here.kind, "section")]
    following = flow[flow.index(here) + 1 :]
    return before, (following[0] if following else None)
