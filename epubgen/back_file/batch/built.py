# SPDX-License-Identifier: AGPL-3.0-or-later
"""The result of a batch for one issue: a value in Python, a line of JSON in the journal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal

from epubgen.errors import Finding, Location, Severity
from epubgen.startup import dataclass

__all__ = ["JOURNAL", "Built", "finding_json", "read_finding"]

JOURNAL = "batch.jsonl"
"""The file in the folder of a batch that has a line an issue."""
_WHOLE = 3
"""Digits of seconds behind the point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """One issue of a batch: built, unchanged, or failed."""

    source: str
    """Where it was read from: an absolute path, several with ``|`` between them, an address, or ``issue:…``."""
    result: Literal["built", "unchanged", "failed"]
    path: str = ""
    """The EPUB below the folder of the batch, with ``/``; of an issue that failed, the older copy if there is one."""
    identifier: str = ""
    """Of the EPUB: ``urn:uuid:…``."""
    title: str = ""
    size: int = 0
    """Bytes of the EPUB."""
    sha256: str = ""
    findings: tuple[Finding, ...] = ()
    """Errors and warnings."""
    infos: int = 0
    """How many findings were only counted."""
    seconds: float = 0.0
    """Time that the build took."""
    name: str = ""
    """The name that the issue would have alone; ``path`` differs where two issues would get one name."""
    fingerprint: str = ""
    """SHA-256 of the files, options and versions that the EPUB was made from; empty: it is made again."""
    inputs: tuple[str, ...] = ()
    """Files outside the folder of the issue that it was made from."""
    quality: Mapping[str, float] | None = None
    """Of imported pages: open questions, missing pages, misreadings in a thousand characters, and the score."""

    @property
    def ok(self) -> bool:
        """Return whether there is an EPUB of the issue as its source is now."""
        return self.result != "failed"

    def as_json(self, lang: str = "en") -> dict[str, object]:
        """Return the line of the journal as an object. Empty values are left out."""
        facts: dict[str, object] = {
            **{name: value for name, value in asdict(self).items() if name not in ("findings", "seconds")},
            "findings": [finding_json(found, lang) for found in self.findings],
            "seconds": round(self.seconds, _WHOLE),
        }
        always = ("source", "result", "identifier", "size", "sha256", "findings", "seconds")
        return {name: value for name, value in facts.items() if value or name in always}

    def line(self, lang: str = "en") -> str:
        """Return the line of the journal, with its line end."""
        return json.dumps(self.as_json(lang), ensure_ascii=False) + "\n"

    @classmethod
    def read(cls, line: str | bytes) -> Built | None:
        """Read a line of the journal; ``None`` for a line that is incomplete or something else."""
        try:
            facts: dict[str, Any] = json.loads(line)
            facts["findings"] = tuple(read_finding(one) for one in facts.pop("findings", ()))
            facts["inputs"] = tuple(facts.pop("inputs", ()))
            return cls(**facts) if isinstance(facts["source"], str) else None
        except (ValueError, TypeError, KeyError, AttributeError):
            return None


def finding_json(found: Finding, lang: str) -> dict[str, object]:
    """Return a finding with its arguments, so that it can be read again."""
    facts = {name: value for name, value in found.as_json(lang).items() if name != "hint"}
    return {**facts, "args": dict(found.args)} if found.args else facts


def read_finding(facts: Mapping[str, Any]) -> Finding:
    """Return the finding of a line.

    Raises:
        KeyError, ValueError, TypeError: the value is no finding.
    """
    at = Location(facts.get("file", ""), facts.get("line"), facts.get("column"))
    return Finding(
        key=facts["key"],
        severity=Severity(facts["severity"]),
        at=at if at.file else None,
        field=facts.get("field", ""),
        args=tuple(dict(facts.get("args", {})).items()),
    )
