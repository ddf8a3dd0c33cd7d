# SPDX-License-Identifier: AGPL-3.0-or-later
"""Findings and exceptions: each says what is wrong, and where, in one form for the command line, ``--json`` and Python.

The exception tree, with the exit code that the command line returns for each family::

    EpubgenError
     ├─ OptionsError       2   an option or argument that cannot be used
     ├─ SourceError        3   the input: fields, dates, text, paths
     ├─ MediaError         4   photos
     ├─ EditionError       5   the plan of the EPUB
     ├─ PackageError       6   writing the file
     ├─ CheckFailed        7   the built EPUB has faults
     ├─ ToolError          8   an external program is missing or failed
     ├─ DeliveryError      9   an issue is built but has not arrived everywhere; ``PublishError`` holds its receipt
     └─ BatchError        10   some issues of a batch could not be built; the others are
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from typing import ClassVar

from epubgen import messages
from epubgen.messages import Severity
from epubgen.startup import dataclass

__all__ = [
    "BatchError",
    "CheckFailed",
    "DeliveryError",
    "EditionError",
    "EpubgenError",
    "Finding",
    "Location",
    "MediaError",
    "OptionsError",
    "PackageError",
    "Report",
    "Severity",
    "SourceError",
    "ToolError",
    "asked_once",
    "finding",
]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in an input file or in an EPUB: ``file:line:column``; lines and columns count from 1."""

    file: str = ""
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.file or "-"]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fact about the input or the output. Its words come from the row of the message table that ``key`` names.

    ``key`` is a code (``S01``) or a code with a variant (``S02.date``); ``field`` is the path of the field in the model
    (``sections[0].articles``); ``args`` fill the placeholders of the row.
    """

    key: str
    severity: Severity
    at: Location | None = None
    field: str = ""
    args: tuple[tuple[str, str], ...] = ()
    each: tuple[Finding, ...] = ()
    """The single findings that this one sums up, such as those of twelve kickers; empty for any other finding."""

    @property
    def code(self) -> str:
        """The stable code, such as ``S02``; every open question of an import has A08."""
        head = self.key.partition(".")[0]
        return "A08" if head == "note" else head

    def message(self, lang: str = "en") -> str:
        """Return the sentence, in ``en`` or ``zh``."""
        return messages.message(self.key, self.args, lang)

    def hint(self, lang: str = "en") -> str:
        """Return what to do, in ``en`` or ``zh``; empty when the row has no hint."""
        return messages.hint(self.key, self.args, lang)

    def text(self, lang: str = "en") -> str:
        """Return the printed form: ``file:line:col: CODE message (field path)``, and the hint on a line of its own."""
        place = f"{self.at}: " if self.at else ""
        path = f" ({messages.visible(self.field)})" if self.field else ""
        hint = self.hint(lang)
        cure = f"\n  {messages.label('hint', lang)}: {hint}" if hint else ""
        return f"{messages.visible(place)}{self.code} {self.message(lang)}{path}{cure}"

    def __str__(self) -> str:
        return self.text()

    def as_json(self, lang: str = "en") -> dict[str, object]:
        """Return the same facts as a JSON object; empty facts are left out."""
        facts: dict[str, object] = {"code": self.code, "key": self.key, "severity": self.severity.value}
        if self.at:
            facts |= {"file": self.at.file, "line": self.at.line, "column": self.at.column}
        facts |= {"field": self.field, "message": self.message(lang), "hint": self.hint(lang)}
        if self.each:
            facts["each"] = [single.as_json(lang) for single in self.each]
        return {name: value for name, value in facts.items() if value not in (None, "")}


def finding(key: str, at: Location | None = None, path: str = "", /, **args: object) -> Finding:
    """Make a finding with the severity of its row; arguments become text.

    Raises:
        KeyError: the message table has no such row.
    """
    severity = messages.row(key).severity
    filled = tuple((name, str(value)) for name, value in args.items())
    return Finding(key=key, severity=severity, at=at, field=path, args=filled)


_NAMED = 12
"""How many places of one kind are quoted; of further places only the lines are named."""
_QUOTED = 24
"""Characters of a passage that are quoted."""


def asked_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sum up the questions of one kind in one finding, at the first place; it names all places and holds each finding.

    Kinds are keys for which the message table has a row for many: ``note.kicker`` has ``note.kicker.many``. All other
    findings stay as they are.
    """
    kinds: dict[object, list[Finding]] = {}
    for count, found in enumerate(findings):
        kinds.setdefault(found.key if messages.is_worded(f"{found.key}.many") else count, []).append(found)
    return tuple(_of_many(alike) if len(alike) > 1 else alike[0] for alike in kinds.values())


def _of_many(alike: list[Finding]) -> Finding:
    first = alike[0]
    places = "; ".join(_place_of_many(found, first, named=index < _NAMED) for index, found in enumerate(alike))
    known = {name: value for name, value in first.args if name != "story"}  # it speaks of more than one story
    fields = ", ".join(dict.fromkeys(found.field for found in alike if found.field))
    made = finding(f"{first.key}.many", first.at, fields, **{**known, "count": len(alike), "places": places})
    return replace(made, each=tuple(alike))


def _place_of_many(found: Finding, first: Finding, *, named: bool) -> str:
    """Return the line of a finding and the first words of its passage: ``150: 学习平台``.

    The file is named where it is not that of ``first``.
    """
    here = found.at and first.at and found.at.file == first.at.file
    place = str(found.at.line or "") if here and found.at else _short_place(found.at)
    words = dict(found.args).get("text", "") if named else ""
    short = words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"
    return ": ".join(part for part in (place, short) if part)


def _short_place(at: Location | None) -> str:
    """Return a place with only the last part of its file's name: ``02.md:7``."""
    return str(replace(at, file=at.file.rpartition("/")[2])) if at else ""


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one run, in the order in which they were made, and facts about the built file."""

    findings: tuple[Finding, ...] = ()
    facts: tuple[tuple[str, str], ...] = field(default=())

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop a build."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that the editor should check."""
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)

    @property
    def ok(self) -> bool:
        """Whether there are no errors."""
        return not self.errors

    def count(self, severity: Severity) -> int:
        """Return the number of findings with this severity."""
        return sum(f.severity is severity for f in self.findings)

    def text(self, lang: str = "en", *, infos: bool = True) -> str:
        """Return the findings by severity, worst first, and a line that counts them, as the command line prints them.

        Args:
            lang: ``en`` or ``zh``.
            infos: ``False`` leaves out findings of severity ``info``, which are only counted.
        """
        lines: list[str] = []
        for weight in Severity:
            found = [entry.text(lang) for entry in self.findings if entry.severity is weight]
            if found and (infos or weight is not Severity.INFO):
                lines += [messages.label(f"group.{weight.value}", lang), *found]
        return "\n".join([*lines, self.summary(lang)])

    def summary(self, lang: str = "en") -> str:
        """Return a line with the number of findings of each severity."""
        counts = {weight: self.count(weight) for weight in Severity}
        parts = [messages.label(f"summary.{weight.value}s", lang, count=n) for weight, n in counts.items() if n]
        return ", ".join(parts) or messages.label("summary.clean", lang)

    def __str__(self) -> str:
        return self.text()

    def plus(self, *more: Finding, facts: tuple[tuple[str, str], ...] = ()) -> Report:
        """Return this report with further findings and facts."""
        return Report(findings=(*self.findings, *more), facts=(*self.facts, *facts))


class EpubgenError(Exception):
    """A failure that the user can understand: one or more findings.

    ``findings`` holds every fault that was found, so that an editor can correct all of them at once.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, *findings: Finding) -> None:
        if not findings:
            raise ValueError("an EpubgenError needs at least one finding")
        self.findings = findings
        super().__init__(*findings)

    def text(self, lang: str = "en") -> str:
        """Return all findings in the printed form, one or two lines each."""
        return "\n".join(f.text(lang) for f in self.findings)

    def __str__(self) -> str:
        return self.text()


class OptionsError(EpubgenError):
    """An option or argument that cannot be used."""

    exit_code = 2


class SourceError(EpubgenError):
    """The input cannot be read as an issue."""

    exit_code = 3


class MediaError(EpubgenError):
    """A photo cannot be used."""

    exit_code = 4


class EditionError(EpubgenError):
    """The issue cannot be laid out as an EPUB."""

    exit_code = 5


class PackageError(EpubgenError):
    """The EPUB cannot be written."""

    exit_code = 6


class CheckFailed(EpubgenError):  # noqa: N818 - a verdict, not a fault of the program
    """The built EPUB has faults."""

    exit_code = 7


class ToolError(EpubgenError):
    """An external program is missing or failed."""

    exit_code = 8


class DeliveryError(EpubgenError):
    """An issue is built but has not arrived everywhere; the next run tries only what failed."""

    exit_code = 9


class BatchError(EpubgenError):
    """Some issues of a batch could not be built; the others are."""

    exit_code = 10
