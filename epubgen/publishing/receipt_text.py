# SPDX-License-Identifier: AGPL-3.0-or-later
"""The receipt as text: one screen in the reader's language, with columns aligned by the cells of a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epubgen import messages
from epubgen.errors import Finding, Severity
from epubgen.languages.characters import width
from epubgen.languages.time_zones import instant_words
from epubgen.messages import size_words
from epubgen.publishing.receipt import BuiltEdition, DeliveryRecord, Receipt, phrase, sorted_findings

__all__ = ["aligned", "deliveries_text", "finding_line", "receipt_text"]

_MOST = 12
"""Findings that are shown; the JSON has all."""
_MARKS = {"delivered": "✓", "failed": "✗", "sending": "?", "waiting": "…", "not-asked": "–"}


def receipt_text(receipt: Receipt, lang: str) -> str:
    """Return the whole text, without a line end after the last line."""
    parts = [_head(receipt, lang), _editions(receipt, lang), _findings(receipt, lang), deliveries_text(receipt, lang)]
    return "\n\n".join("\n".join(part) for part in (*parts, list(_next(receipt, lang))) if part)


def _head(receipt: Receipt, lang: str) -> list[str]:
    mark = {"finished": "✓", "incomplete": "✗", "dry-run": "–"}.get(receipt.state, "…")
    title = " ".join(filter(None, (receipt.title, receipt.date, receipt.number)))
    state = _label(f"state.{receipt.state}", lang, at=_instant(receipt.ended or receipt.started, receipt.time_zone))
    return [f"{mark} {messages.visible(title)}  {state}"]


def _editions(receipt: Receipt, lang: str) -> list[str]:
    rows = [_edition(made, lang) for made in receipt.editions]
    return [_label("editions", lang, folder=receipt.folder), *aligned(rows)] if rows else []


def _edition(made: BuiltEdition, lang: str) -> list[str]:
    counts = _label("counts", lang, stories=made.stories, photos=made.photos)
    if not made.built:
        return ["…", made.name, made.file, _label("to_build", lang), counts, ""]
    over = made.warn and made.size > made.warn
    limit = _label("of", lang, limit=size_words(made.warn)) if made.warn else ""
    checked = _label("checked" if made.epubcheck else "rules", lang, version=made.epubcheck)
    close = [channel.name for channel in made.channels if not channel.fits]
    too_large = _label("too_large", lang, names=", ".join(close)) if close else ""
    size = f"{size_words(made.size)}{limit}"
    return [
        "!" if over or close else "✓",
        made.name,
        made.file,
        size,
        counts,
        "  ".join(filter(None, (checked, too_large))),
    ]


def _findings(receipt: Receipt, lang: str) -> list[str]:
    told_with_delivery = {fault for entry in receipt.deliveries if entry.state == "failed" for fault in entry.findings}
    left = [entry for entry in sorted_findings(receipt) if entry not in told_with_delivery]
    names = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "infos"}
    counts = {weight: sum(entry.severity is weight for entry in left) for weight in Severity}
    parts = [messages.label(f"summary.{names[weight]}", lang, count=n) for weight, n in counts.items() if n]
    shown = [entry for entry in left if entry.severity is not Severity.INFO]
    lines = [f"  {finding_line(entry, lang)}" for entry in shown[:_MOST]]
    if more := len(shown) - _MOST:
        lines += [f"  {_label('more', lang, count=more)}"] if more > 0 else []
    return [_label("left", lang, counts=", ".join(parts) or messages.label("summary.clean", lang)), *lines]


def finding_line(entry: Finding, lang: str) -> str:
    """Return a finding on one line, without its hint."""
    place = f"{messages.visible(str(entry.at))}: " if entry.at else ""
    return f"{place}{entry.code} {entry.message(lang)}"


def deliveries_text(receipt: Receipt, lang: str) -> list[str]:
    """Return the deliveries of a receipt, one on each line, with the hint for those that failed."""
    if not receipt.deliveries:
        return [_label("no_delivery", lang)]
    rows = [[_MARKS[entry.state], entry.name, entry.where, _fate(entry, lang, receipt)] for entry in receipt.deliveries]
    lines = [_label("deliveries", lang)]
    for entry, line in zip(receipt.deliveries, aligned(rows), strict=True):
        lines += [line, *(f"      {messages.visible(each)}" for each in _details(entry, lang))]
    return lines


def _fate(entry: DeliveryRecord, lang: str, receipt: Receipt) -> str:
    zone = receipt.time_zone
    last = _instant(entry.last.at, zone) if entry.last else ""
    if entry.state == "delivered":
        return _label("fate.delivered" if entry.tried else "fate.already", lang, at=last)
    before = _label("before", lang, at=last) if last else ""
    at = _instant(entry.ended or entry.started, zone)
    if entry.state == "waiting" and receipt.state == "dry-run":
        return _label("fate.to_send", lang) + before
    return _label(f"fate.{entry.state}", lang, at=at, attempts=entry.attempts) + before


def _details(entry: DeliveryRecord, lang: str) -> Iterator[str]:
    """Yield what the exporter reported, or why a delivery failed, which part succeeded, and the hint."""
    if entry.state == "delivered" and entry.last:
        yield phrase(entry.last.said, lang)
    for fault in entry.findings if entry.state == "failed" else ():
        yield finding_line(fault, lang)
        if hint := fault.hint(lang):
            yield f"{messages.label('hint', lang)}: {hint}"


def _next(receipt: Receipt, lang: str) -> Iterator[str]:
    """Yield the command to type next."""
    if receipt.state == "dry-run":
        yield _label("next.dry", lang, command=receipt.command)
    elif receipt.state in ("incomplete", "stopped"):
        yield _label("next.again", lang, command=receipt.command)
    elif receipt.state != "finished":
        yield _label("next.running", lang, command=receipt.command)


def _label(key: str, lang: str, /, **args: object) -> str:
    return messages.label(f"receipt.{key}", lang, **args)


def _instant(stamp: str, zone: str) -> str:
    """Format an instant in the time zone: ``2026-06-05 21:04 UTC``."""
    return instant_words(stamp, zone, seconds=False) if stamp else ""


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Align rows in columns; a Han character takes two cells."""
    safe = [[messages.visible(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*safe, strict=True)]
    return ["  " + _row(row, widths).rstrip() for row in safe]


def _row(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = (cell + " " * (room - width(cell)) for cell, room in zip(row, widths, strict=True))
    return f"{first} {'  '.join(rest)}"
