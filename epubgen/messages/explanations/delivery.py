# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: delivery by folder and by mail: EG060 to EG064, words of the exporters."""

from __future__ import annotations

from epubgen.messages.explanations.entry import Explanation

ENTRIES: tuple[Explanation, ...] = ()
