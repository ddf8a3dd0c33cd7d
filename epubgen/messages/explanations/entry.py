# SPDX-License-Identifier: AGPL-3.0-or-later
"""One entry: what a code stands for, at more length than its message."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """A code, its name and a paragraph about it, in both languages."""

    code: str
    title_en: str
    title_zh: str
    text_en: str
    text_zh: str
