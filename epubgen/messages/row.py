# SPDX-License-Identifier: AGPL-3.0-or-later
"""One row of the message table."""

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
