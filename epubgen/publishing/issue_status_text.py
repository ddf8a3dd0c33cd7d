# SPDX-License-Identifier: AGPL-3.0-or-later
"""The status of an issue as text: one screen in the reader's language, with what is missing first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from epubgen import messages
from epubgen.errors import Severity
from epubgen.issue_folder.notes import FILE
from epubgen.languages.time_zones import instant_words
from epubgen.publishing.issue_status import IssueStatus
from epubgen.publishing.receipt_text import aligned, deliveries_text, finding_line

__all__ = ["status_text"]

_MOST = 8
"""Findings that are shown; lint has all."""
_NAMED = 6
"""So many names of a kind are shown."""


def status_text(state: IssueStatus, lang: str) -> str:
    """Return the whole text, without a line end after the last line."""
    parts = [
        _head(state, lang),
        [*_table(state, lang), *_findings(state, lang)],
        _published(state, lang) if state.readable else [],
        _next(state, lang),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _head(state: IssueStatus, lang: str) -> list[str]:
    words = (state.title, state.date, state.number) if state.readable else (_label("unread", lang),)
    return [f"{messages.visible(' '.join(filter(None, words)))}  {messages.visible(state.source)}".rstrip()]


def _table(state: IssueStatus, lang: str) -> list[str]:
    rows = list(_rows(state, lang)) if state.readable else []
    worst = "✗" if state.report.errors else "!" if state.report.warnings else "✓"
    rows.append([worst, _label("findings", lang), state.report.summary(lang)])
    return aligned(rows)


def _rows(state: IssueStatus, lang: str) -> Iterator[list[str]]:
    """Yield a row for each kind of thing: whether it is complete, its name, what is there and what is missing."""
    if state.pages or state.announced:
        yield _row("pages", lang, _pages(state, lang))
    none = "" if state.stories else _label("stories.none", lang, folder=state.source)
    drafts = _label("stories.drafts", lang, names=_some(state.drafts)) if state.drafts else ""
    yield _row("stories", lang, [str(state.stories), none, drafts])
    there = state.photos - len(state.awaited_photos)
    count = f"{there}/{state.photos}" if state.awaited_photos else f"{state.photos}"
    files = _label("photos.awaited", lang, files=_some(state.awaited_photos)) if state.awaited_photos else ""
    yield _row("photos", lang, [count, files])
    if questions := state.questions:
        asked = sum(len(found.each) or 1 for found in questions)
        place = questions[0].at.file if questions[0].at else FILE
        yield _row("questions", lang, ["", _label("questions.open", lang, count=asked, file=place)])


def _row(name: str, lang: str, said: list[str]) -> list[str]:
    """Make a row; ``said`` is the count, then what is missing."""
    return ["!" if any(said[1:]) else "✓", _label(name, lang), "  ".join(filter(None, said))]


def _pages(state: IssueStatus, lang: str) -> list[str]:
    few = state.announced is not None and state.announced != len(state.pages)
    return [
        _label("pages.all", lang, count=len(state.pages)),
        _label("pages.announced", lang, declared=state.announced) if few else "",
        _label("pages.missing", lang, pages=_some(state.missing_pages)) if state.missing_pages else "",
        _label("pages.empty", lang, pages=_some(state.empty_pages)) if state.empty_pages else "",
    ]


def _findings(state: IssueStatus, lang: str) -> Iterator[str]:
    """Yield the worst findings, one on each line; open questions are counted in a row above."""
    order = (Severity.ERROR, Severity.WARNING)
    shown = [f for weight in order for f in state.report.findings if f.severity is weight and f.code != "A08"]
    yield from (f"      {finding_line(found, lang)}" for found in shown[:_MOST])
    if more := len(shown[_MOST:]):
        yield f"      {_label('more', lang, count=more, source=state.source)}"


def _published(state: IssueStatus, lang: str) -> list[str]:
    last = state.receipt
    if last is None:
        rows = [["…", entry.name, entry.where, _label("waiting", lang)] for entry in state.deliveries]
        return [_label("nothing", lang), *(aligned(rows) if rows else [])]
    at = instant_words(last.ended or last.started, last.time_zone, seconds=False)
    lines = [_label("receipt", lang, folder=last.folder, at=at)]
    lines += [_label("changed", lang, source=state.source)] if state.changed else []
    return [*lines, *deliveries_text(replace(last, deliveries=state.deliveries), lang)]


def _next(state: IssueStatus, lang: str) -> list[str]:
    """Yield the command to type next."""
    sent = state.receipt is not None and not state.changed
    done = sent and all(entry.state in ("delivered", "not-asked") for entry in state.deliveries)
    if not state.source or done:
        return []
    publishes = state.deliveries or state.receipt
    verb = "lint" if not state.report.ok else "publish" if publishes else "build"
    return [_label("next", lang, command=f"epubgen {verb} {state.source}")] if state.stories or verb == "lint" else []


def _some(names: tuple[str, ...]) -> str:
    more = f" … (+{len(names) - _NAMED})" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _label(key: str, lang: str, /, **args: object) -> str:
    return messages.label(f"status.{key}", lang, **args)
