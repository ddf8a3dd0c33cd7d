# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: findings about the input, by what they speak of."""

from __future__ import annotations

from epubgen.messages.row import Row
from epubgen.messages.source import fields, files, html, issue, markdown, photos, story, syntax, text

ROWS: tuple[Row, ...] = (
    *html.ROWS,
    *syntax.ROWS,
    *fields.ROWS,
    *text.ROWS,
    *files.ROWS,
    *markdown.ROWS,
    *issue.ROWS,
    *story.ROWS,
    *photos.ROWS,
)
