# SPDX-License-Identifier: AGPL-3.0-or-later
"""Counts what a batch did: results, and faults by code with a few examples. Its size does not grow with the issues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import field

from epubgen import messages
from epubgen.back_file.batch.built import Built
from epubgen.errors import Finding, Severity
from epubgen.startup import dataclass

__all__ = ["BatchSummary"]

_EXAMPLES = 3
"""So many sources are named for each kind of fault."""
_NAMED = 20
"""So many issues that share a name are told."""


@dataclass(slots=True)
class _FaultGroup:
    first: Finding
    issues: int = 0
    sources: list[str] = field(default_factory=list)


class BatchSummary:
    """Counts issues as they are done."""

    def __init__(self) -> None:
        self.results: Counter[str] = Counter()
        """How many issues were ``built``, ``unchanged`` or ``failed``."""
        self.size = 0
        """Bytes of all EPUBs."""
        self.total = 0
        """How many issues the batch has."""
        self.shared: tuple[Built, ...] = ()
        """The issues that share a name with others."""
        self._groups: dict[tuple[str, str], _FaultGroup] = {}

    @property
    def done(self) -> int:
        """Return how many issues are done."""
        return self.results.total()

    @property
    def failed(self) -> int:
        """Return how many issues were not built."""
        return self.results["failed"]

    def add(self, built: Built) -> None:
        """Count an issue."""
        self.results[built.result] += 1
        self.size += built.size
        told: set[tuple[str, str]] = set()
        for found in built.findings:
            kind = (found.severity.value, found.code)
            if found.severity is Severity.INFO or kind in told or (built.ok and found.severity is Severity.ERROR):
                continue
            told.add(kind)
            group = self._groups.setdefault(kind, _FaultGroup(found))
            group.issues += 1
            if len(group.sources) < _EXAMPLES:
                group.sources.append(built.source)

    def text(self, lang: str = "en") -> str:
        """Return a few lines: how many issues, which faults in how many of them, and where to look."""
        lines = [*self._faults(Severity.ERROR, lang), *self._faults(Severity.WARNING, lang), *self._shared(lang)]
        counts = {name: self.results[name] for name in ("built", "unchanged", "failed")}
        size = messages.size_words(self.size)
        return "\n".join([*lines, messages.label("batch.summary", lang, **counts, size=size)])

    def _faults(self, weight: Severity, lang: str) -> Iterator[str]:
        groups = [group for (severity, _), group in self._groups.items() if severity == weight.value]
        groups.sort(key=lambda group: (-group.issues, group.first.code))
        if groups:
            yield messages.label(f"group.{weight.value}", lang)
        for group in groups:
            more = group.issues - len(group.sources)
            key = "batch.fault.more" if more else "batch.fault"
            named = ", ".join(group.sources)
            yield f"{group.first.text(lang)}\n  " + messages.label(key, lang, n=group.issues, sources=named, more=more)

    def _shared(self, lang: str) -> Iterator[str]:
        for built in self.shared[:_NAMED]:
            yield messages.label("batch.shared", lang, path=built.path, source=built.source)

    def as_json(self, lang: str = "en") -> dict[str, object]:
        """Return the same facts for programs."""
        kinds = [
            {
                "code": group.first.code,
                "severity": severity,
                "issues": group.issues,
                "message": group.first.message(lang),
                "sources": group.sources,
            }
            for (severity, _), group in self._groups.items()
        ]
        return {
            "ok": not self.failed,
            **{name: self.results[name] for name in ("built", "unchanged", "failed")},
            "size": self.size,
            "faults": kinds,
        }
