# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: publishing and its receipt: EG052 to EG059."""

from __future__ import annotations

from epubgen.messages.explanations.entry import Explanation

ENTRIES: tuple[Explanation, ...] = ()
