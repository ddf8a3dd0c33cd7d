# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: preview: EG033 to EG039, words of the command."""

from __future__ import annotations

from epubgen.messages.explanations.entry import Explanation

ENTRIES: tuple[Explanation, ...] = ()
