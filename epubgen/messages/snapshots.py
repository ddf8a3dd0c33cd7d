# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: the browser and snapshots: EG030 to EG032."""

from __future__ import annotations

from epubgen.messages.row import Row

ROWS: tuple[Row, ...] = ()
