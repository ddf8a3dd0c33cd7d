# SPDX-License-Identifier: AGPL-3.0-or-later
"""The report on accessibility as an editor reads it, and as programs do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from epubgen.cli.console import words

if TYPE_CHECKING:
    from epubgen.validation import Accessibility

__all__ = ["access_json", "access_text"]


def access_text(report: Accessibility) -> str:
    """The report, a line for each fact and each place."""
    return "\n".join(_lines(report))


def access_json(report: Accessibility) -> dict[str, object]:
    """The same facts for programs; places as ``file`` and ``line``."""
    facts: dict[str, object] = {"ok": report.ok, **asdict(report)}
    facts["languages"], facts["foreign"] = dict(report.languages), dict(report.foreign)
    facts["broken"] = [str(found.at) for found in report.broken]
    return facts


def _lines(report: Accessibility) -> Iterator[str]:
    yield _say("title", title=report.title)
    for block in (_claims, _pictures, _headings, _languages, _pages):
        yield ""
        yield from block(report)
    yield ""
    yield _say("contrast", count=report.colours) if report.colours else _say("contrast.none")
    yield from (_item("broken", at=found.at) for found in report.broken)
    yield ""
    yield _say("ok") if report.ok else _say("not_ok", count=_wrong(report))


def _claims(report: Accessibility) -> Iterator[str]:
    yield _say("claims")
    for claim in report.claims:
        verdict = _say(f"holds.{str(claim.holds).lower()}")
        yield _item("claim", verdict=verdict, name=claim.name.partition(":")[2], value=claim.value)
    yield from (_item("unsaid", name=name) for name in report.unsaid)
    if not report.claims and not report.unsaid:
        yield _item("no_claims")


def _pictures(report: Accessibility) -> Iterator[str]:
    wanting, silent = report.pictures - report.decorative, len(report.silent)
    if not report.pictures:
        yield _say("pictures.none")
        return
    share = round(100 * (wanting - silent) / wanting) if wanting else 100
    shown = {"count": report.pictures, "decorative": report.decorative, "silent": silent}
    yield _say("pictures", spoken=wanting - silent, share=share, **shown)
    yield from (_item(f"silent.{photo.kind}", at=photo.at, name=photo.name) for photo in report.silent)
    if silent:
        yield _item("silent.hint")


def _headings(report: Accessibility) -> Iterator[str]:
    yield _say("headings", count=report.headings, documents=report.documents)
    yield from (_item(f"heading.{fault.kind}", at=fault.at, words=fault.words) for fault in report.faults)
    if not report.faults:
        yield _item("headings.good")


def _languages(report: Accessibility) -> Iterator[str]:
    yield _say("languages", language=report.language or "-", documents=_counts(report.languages) or "-")
    if report.foreign:
        yield _item("foreign", runs=_counts(report.foreign))
    yield from (_item("mute", name=name) for name in report.mute)


def _pages(report: Accessibility) -> Iterator[str]:
    yield _say("pages", count=report.pages) if report.pages else _say("pages.none")
    yield from (_item("unlisted", page=page) for page in report.unlisted)


def _counts(pairs: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{tag} ({count})" for tag, count in pairs)


def _wrong(report: Accessibility) -> int:
    lists = (report.unsaid, report.silent, report.faults, report.mute, report.unlisted, report.broken)
    return sum(map(len, lists)) + sum(claim.holds is False for claim in report.claims)


def _say(key: str, **args: object) -> str:
    return words(f"access.{key}", **args)


def _item(key: str, **args: object) -> str:
    return f"  - {_say(key, **args)}"
