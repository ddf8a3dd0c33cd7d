# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules D, L and R: date, weekday, language and serial numbers of the issue; embargoes, withdrawals, claims."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from epubgen.errors import Finding
from epubgen.languages.dates import lunar_date, same_lunar_date, weekday, weekdays_named
from epubgen.languages.days_off import is_day_off
from epubgen.languages.digits import issn_check_digit
from epubgen.languages.words import UNNAMED_PAPERS
from epubgen.linting.context import LintContext
from epubgen.startup import regex
from epubgen.transforms.removals import has_expired, instant

_SPAN = {"weekly": 7, "biweekly": 14, "semiweekly": 4, "semimonthly": 16, "daily": 1, "weekdays": 1}
"""Days on which an issue reports, by frequency. Others have 31, those in ``_SELDOM`` more."""
_SELDOM = {"bimonthly": 62, "quarterly": 92, "semiannual": 184, "yearly": 366}
_ISSN = regex(r"(\d{4})-?(\d{3})([\dX])", re.ASCII)


def weekday_agrees(context: LintContext) -> Iterator[Finding]:
    """D02: the printed weekday is that of the date."""
    printed = set(weekdays_named(context.issue.weekday))
    if printed and not printed & {day.weekday() for day in _days(context)}:
        right = weekday(context.issue.date, context.issue.publication.language)
        yield context.about_issue("D02", "weekday", value=context.issue.weekday, date=context.issue.date, right=right)


def lunar_date_agrees(context: LintContext) -> Iterator[Finding]:
    """D03: the printed lunar date is that of the date."""
    printed = context.issue.lunar
    if printed in ("", "auto") or any(same_lunar_date(printed, day) for day in _days(context)):
        return
    right = lunar_date(context.issue.date, context.issue.publication.language)
    yield context.about_issue("D03", "lunar", value=printed, date=context.issue.date, right=right)


def right_issue(context: LintContext) -> Iterator[Finding]:
    """D05: most stories have other dates than the issue, as when yesterday's stories stand under today's date."""
    others = Counter(story.date for story in context.stories if story.date and story.date not in _days(context))
    shared, count = max(others.items(), key=lambda item: (item[1], item[0]), default=(context.issue.date, 0))
    if not _most(count, context):
        first, last = _period(context)
        count = sum(n for day, n in others.items() if not first < day <= last)
    if _most(count, context):
        total = len(context.stories)
        yield context.about_issue("D05", "date", date=context.issue.date, n=count, total=total, other=shared)


def paper_is_named(context: LintContext) -> Iterator[Finding]:
    """H12: a publication still has the title that an importer gives where the pages do not name it."""
    paper = context.issue.publication
    digest = hashlib.sha256(paper.title.encode()).hexdigest()
    if paper.title in UNNAMED_PAPERS.values() and paper.id == f"paper-{digest[:8]}":
        yield context.about_publication("H12", "title", title=paper.title)


def range_runs_forward(context: LintContext) -> Iterator[Finding]:
    """D09: a double issue ends after it begins."""
    end = context.issue.date_end
    if end and end < context.issue.date:
        yield context.about_issue("D09", "date_end", date=context.issue.date, end=end)


def day_is_no_day_off(context: LintContext) -> Iterator[Finding]:
    """D14: the publication appears on this day."""
    if is_day_off(context.issue.date, context.issue.publication.days_off):
        yield context.about_issue("D14", "date", date=context.issue.date)


def language_says_its_script(context: LintContext) -> Iterator[Finding]:
    """L01: ``zh`` alone does not say whether the text is Simplified or Traditional Chinese."""
    if context.issue.publication.language.lower() == "zh":
        yield context.about_publication("L01", "language")
    for story in context.stories:
        if story.lang.lower() == "zh":
            yield context.about("L01", story, "lang")


def serial_numbers_hold(context: LintContext) -> Iterator[Finding]:
    """D08: an ISSN has the form 1234-5679 and a correct check digit (ISO 3297 §5)."""
    ids = context.issue.publication.ids
    for name, value in (("issn", ids.issn), ("eissn", ids.eissn)):
        if not value:
            continue
        digits = _ISSN.fullmatch(value.strip().upper().removeprefix("ISSN").strip())
        if digits is None:
            yield context.about_publication("D08.form", f"ids.{name}", value=value)
        elif digits[3] != issn_check_digit(digits[1] + digits[2]):
            yield context.about_publication("D08", f"ids.{name}", value=value)


def _days(context: LintContext) -> tuple[date, ...]:
    """Return the days of the issue: one, or all days of a double issue."""
    first, last = context.issue.date, context.issue.date_end or context.issue.date
    count = min((last - first).days, 366)
    return tuple(first + timedelta(days=n) for n in range(count + 1)) or (first,)


def _period(context: LintContext) -> tuple[date, date]:
    """Return the first and the last day on which the issue reports: since the issue before it."""
    frequency = context.issue.publication.frequency
    days = _SPAN.get(frequency) or _SELDOM.get(frequency, 31)
    return date.fromordinal(max(1, context.issue.date.toordinal() - days)), _days(context)[-1]


def _most(count: int, context: LintContext) -> bool:
    return count > 1 and count * 2 > len(context.stories)


def embargoes_have_passed(context: LintContext) -> Iterator[Finding]:
    """R01: no embargo is running."""
    now = context.options.clock or context.options.now
    if now is None:
        return
    whole = context.issue.embargo_until
    if whole and instant(whole) > instant(now):
        yield context.about_issue("R01.issue", "embargo_until", until=whole.isoformat())
    for story in context.stories:
        if story.embargo_until and instant(story.embargo_until) > instant(now):
            until = story.embargo_until.isoformat()
            yield context.about("R01", story, "embargo_until", title=story.headline, until=until)


def withdrawals_are_known(context: LintContext) -> Iterator[Finding]:
    """R05: reports which stories are withdrawn."""
    for story in context.stories:
        if story.withdrawn:
            yield context.about("R05", story, "withdrawn", title=story.headline, date=story.withdrawn.date)


def stories_are_current(context: LintContext) -> Iterator[Finding]:
    """R02: no story has expired."""
    for story in context.stories:
        if has_expired(story, context.options.clock or context.options.now):
            yield context.about("R02", story, "expires", title=story.headline, date=story.expires)


def claims_are_whole(context: LintContext) -> Iterator[Finding]:
    """R04: a claim of accessibility uses the words of the standard and names a certifier.

    Any other claim is not written.
    """
    claim = context.issue.publication.a11y
    if claim.conforms_to and not claim.is_worded:
        yield context.about_publication("R04", "a11y.conforms_to", value=claim.conforms_to)
    elif claim.conforms_to and not claim.certifier:
        yield context.about_publication("R04.certifier", "a11y.certifier")
