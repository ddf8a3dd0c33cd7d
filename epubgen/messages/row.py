# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the tables hold: a row of the message table, and the explanation of a code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much a finding weighs."""

    ERROR = "error"
    """Stops the build."""
    WARNING = "warning"
    """Is reported; ``--strict`` makes it an error."""
    INFO = "info"
    """Is counted."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence and its cure, in both languages; ``{name}`` is filled from the finding's arguments."""

    key: str
    severity: Severity
    en: str
    zh: str
    hint_en: str = ""
    hint_zh: str = ""


E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741 - the letters of the code table


def ui(key: str, en: str, zh: str) -> Row:
    """A word or sentence of the interface: the row ``ui.<key>``."""
    return Row(f"ui.{key}", I, en, zh)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code stands for, at more length than its message: a heading and a paragraph, in both languages."""

    code: str
    title_en: str
    title_zh: str
    text_en: str
    text_zh: str
