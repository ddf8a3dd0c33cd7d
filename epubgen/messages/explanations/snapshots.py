# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: the browser and snapshots: EG030 to EG032."""

from __future__ import annotations

from epubgen.messages.explanations.entry import Explanation

ENTRIES: tuple[Explanation, ...] = ()
