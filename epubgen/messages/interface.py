# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: words of the command line."""

from __future__ import annotations

from epubgen.messages.row import E, I, Row, W

ROWS: tuple[Row, ...] = (Row("ui.hint", I, "hint", "提示"),)
