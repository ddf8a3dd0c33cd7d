# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules S46 to S48: the words that an edition prints, where a publication defines its own or its language has none."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.languages.words import keys, lacking, own_placeholders, placeholders
from epubgen.linting.context import LintContext, worded
from epubgen.messages import near_word

__all__ = ["words_of_the_edition"]

_SHOWN = 3


def words_of_the_edition(context: LintContext) -> Iterator[Finding]:
    """S46: an unknown key; S47: missing or unknown placeholders; S48: words that are printed in English."""
    paper = context.issue.publication
    for key, said in paper.words.items():
        path = f"words.{key}"
        if key not in keys():
            near = near_word(key, keys())
            yield context.about_publication(worded("S46", near), path, name=key, near=near)
        elif (due := placeholders(key)) != (given := own_placeholders(said)):
            wrong = sorted(given - due) or sorted(due - given)
            row = "S47.unknown" if given - due else "S47"
            known = ", ".join(f"{{{name}}}" for name in sorted(due))
            yield context.about_publication(row, path, name=key, value=f"{{{wrong[0]}}}", known=known)
    if missing := [key for key in lacking(paper.language) if key not in paper.words]:
        first = ", ".join(missing[:_SHOWN])
        yield context.about_publication("S48", "language", language=paper.language, count=len(missing), first=first)
