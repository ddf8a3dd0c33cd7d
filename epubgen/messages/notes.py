# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: review notes of importers."""

from __future__ import annotations

from epubgen.messages.row import E, I, Row, W

ROWS: tuple[Row, ...] = ()
