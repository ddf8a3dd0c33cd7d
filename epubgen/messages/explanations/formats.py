# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: other formats: EG040 to EG049."""

from __future__ import annotations

from epubgen.messages.explanations.entry import Explanation

ENTRIES: tuple[Explanation, ...] = ()
