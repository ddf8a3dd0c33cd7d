# SPDX-License-Identifier: AGPL-3.0-or-later
"""The issue against itself: dates, pages, order, stories, people, photos, words. Nothing is changed, all is reported.

Each family of codes has a file; a rule is a function from the desk (the issue and what it implies) to findings, and
``RULES`` is the table of them. The rules know nothing of each other. (The room is called ``lints`` because
``epubgen.lint`` is the public function.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from epubgen.errors import Finding
from epubgen.files.input_tree import InputTree
from epubgen.linting import (
    claims,
    days,
    doubles,
    marks,
    numerals,
    order,
    paging,
    people,
    pictures,
    release,
    sentences,
    stories,
)
from epubgen.linting.context import Desk
from epubgen.model import Issue
from epubgen.options import Options

__all__ = ["RULES", "lint"]

Rule = Callable[[Desk], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    days.weekday_agrees,
    days.lunar_date_agrees,
    days.right_issue,
    days.range_runs_forward,
    days.language_says_its_script,
    days.serial_numbers_hold,
    paging.page_count_agrees,
    paging.pages_are_listed,
    paging.pages_have_stories,
    paging.pages_are_unique,
    paging.stories_have_pages,
    paging.section_fits_page,
    order.stories_are_ordered,
    order.listed_stories_exist,
    order.listed_once,
    order.sections_have_stories,
    order.sections_are_known,
    order.links_lead_somewhere,
    order.ids_are_unique,
    stories.stories_have_content,
    doubles.stories_differ,
    stories.columns_are_known,
    stories.subheads_descend,
    stories.news_has_a_source,
    sentences.paragraphs_end,
    stories.footnotes_match,
    stories.review_notes_are_settled,
    people.bylines_are_parsed,
    people.roles_are_known,
    people.photographers_are_no_authors,
    pictures.files_exist,
    pictures.photo_stories_have_photos,
    pictures.alternatives_exist,
    pictures.alternatives_add,
    pictures.credits_exist,
    pictures.focal_points_lie_inside,
    pictures.formats_fit,
    pictures.files_are_used,
    marks.width_fits,
    marks.pairs_close,
    marks.characters_are_readable,
    numerals.numbers_are_rewritten,
    release.embargoes_have_passed,
    release.stories_are_current,
    claims.claims_are_whole,
    release.withdrawals_are_known,
)
"""In the order of their codes."""


def lint(issue: Issue, inputs: InputTree | None, options: Options) -> tuple[Finding, ...]:
    """What an editor should know about an issue, as its importer gave it. Stories that are left out stay unread.

    ``inputs`` is asked only which files exist and for the open review notes; without it those rules are silent.
    """
    desk = Desk(issue, inputs, options)
    return tuple(found for rule in RULES for found in rule(desk))
