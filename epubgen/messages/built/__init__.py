# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: findings about a built EPUB, by what they speak of."""

from __future__ import annotations

from epubgen.messages.built import archive, content, package, sheets
from epubgen.messages.row import Row

ROWS: tuple[Row, ...] = (*archive.ROWS, *package.ROWS, *content.ROWS, *sheets.ROWS)
