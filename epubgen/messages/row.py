# SPDX-License-Identifier: AGPL-3.0-or-later
"""The types of the tables: a row of the message table, and the explanation of a code."""

from __future__ import annotations

from enum import Enum

from epubgen.startup import dataclass


class Severity(Enum):
    """How serious a finding is."""

    ERROR = "error"
    """Stops the build."""
    WARNING = "warning"
    """Is reported; ``--strict`` makes it an error."""
    INFO = "info"
    """Is counted."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence and its hint, in both languages; ``{name}`` is filled from the arguments of the finding."""

    key: str
    severity: Severity
    en: str
    zh: str
    hint_en: str = ""
    hint_zh: str = ""


E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741 - the letters of the code table


def ui(key: str, en: str, zh: str) -> Row:
    """Return the row ``ui.<key>`` for a word or sentence of the interface."""
    return Row(f"ui.{key}", I, en, zh)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A heading and a paragraph about a code, longer than its message, in both languages."""

    code: str
    title_en: str
    title_zh: str
    text_en: str
    text_zh: str
