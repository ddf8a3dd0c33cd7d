# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: delivery to servers: EG065 to EG069."""

from __future__ import annotations

from epubgen.messages.explanations.entry import Explanation

ENTRIES: tuple[Explanation, ...] = ()
