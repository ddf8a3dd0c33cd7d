# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks an issue for contradictions and gaps: dates, pages, order, stories, people, photos, words. Nothing is changed.

Each family of codes has a file. A rule is a function from the context (the issue and facts derived from it) to
findings; ``RULES`` lists all of them. No rule depends on another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from epubgen.errors import Finding
from epubgen.files.input_tree import InputTree
from epubgen.linting import (
    encodings,
    marks,
    neighbours,
    order,
    people,
    pictures,
    plain_fields,
    readings,
    scripts,
    stories,
    words,
)
from epubgen.linting import issue as issue_rules
from epubgen.linting.context import LintContext
from epubgen.model import Issue
from epubgen.options import Options

__all__ = ["RULES", "lint"]

Rule = Callable[[LintContext], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    encodings.texts_are_read_rightly,
    words.words_of_the_edition,
    issue_rules.weekday_agrees,
    issue_rules.lunar_date_agrees,
    issue_rules.right_issue,
    issue_rules.range_runs_forward,
    issue_rules.language_says_its_script,
    scripts.language_fits_text,
    scripts.characters_are_real,
    scripts.stories_fit_readers,
    issue_rules.serial_numbers_hold,
    neighbours.one_count_in_a_series,
    neighbours.places_differ,
    neighbours.numbers_follow,
    neighbours.stories_are_new,
    neighbours.withdrawn_stories_stay_away,
    issue_rules.day_is_no_day_off,
    issue_rules.paper_is_named,
    order.page_count_agrees,
    order.pages_follow,
    order.pages_are_listed,
    order.pages_have_stories,
    order.pages_are_unique,
    order.stories_have_pages,
    order.section_fits_page,
    order.stories_are_ordered,
    order.listed_stories_exist,
    order.listed_once,
    order.sections_have_stories,
    order.sections_are_known,
    order.links_lead_somewhere,
    order.ids_are_unique,
    stories.stories_have_content,
    stories.stories_differ,
    stories.columns_are_known,
    stories.subheads_descend,
    stories.news_has_a_source,
    stories.paragraphs_end,
    stories.footnotes_match,
    stories.review_notes_are_settled,
    people.bylines_are_parsed,
    people.roles_are_known,
    people.photographers_are_no_authors,
    pictures.files_exist,
    pictures.photo_stories_have_photos,
    pictures.alternatives_exist,
    pictures.alternatives_add,
    pictures.alternatives_describe,
    pictures.credits_exist,
    pictures.focal_points_lie_inside,
    pictures.formats_fit,
    pictures.files_are_used,
    marks.width_fits,
    marks.pairs_close,
    marks.formulas_are_plain,
    marks.characters_are_readable,
    marks.numbers_are_rewritten,
    marks.lines_suit_the_script,
    marks.lines_suit_the_stories,
    readings.readings_match_their_characters,
    plain_fields.plain_fields_hold_words,
    issue_rules.embargoes_have_passed,
    issue_rules.stories_are_current,
    issue_rules.claims_are_whole,
    issue_rules.withdrawals_are_known,
)
"""All rules, in the order of their codes."""


def lint(issue: Issue, inputs: InputTree | None, options: Options) -> tuple[Finding, ...]:
    """Check an issue as its importer gave it, and return all findings.

    Drafts and stories that are left out are not checked.

    Args:
        issue: the issue, before anything is derived.
        inputs: the source; it is used to see which files exist and for the open questions of an import. ``None`` skips
            the rules that need it.
        options: the options of the build.
    """
    context = LintContext(issue, inputs, options)
    return tuple(found for rule in RULES for found in rule(context))
