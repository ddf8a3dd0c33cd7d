# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: failures of options, tools, packing and our own bugs: codes EGnnn."""

from __future__ import annotations

from epubgen.messages.row import E, I, Row, W

ROWS: tuple[Row, ...] = ()
