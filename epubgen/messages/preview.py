# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: preview: EG033 to EG039, words of the command."""

from __future__ import annotations

from epubgen.messages.row import Row

ROWS: tuple[Row, ...] = ()
