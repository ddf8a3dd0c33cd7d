# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: findings about the input, by what they speak of."""

from __future__ import annotations

from epubgen.messages.row import Row
from epubgen.messages.source import files, issue, photos, story

ROWS: tuple[Row, ...] = (*files.ROWS, *issue.ROWS, *story.ROWS, *photos.ROWS)
