# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: words of the preview's page, with keys ``ui.preview.…``."""

from __future__ import annotations

from epubgen.messages.row import Row

ROWS: tuple[Row, ...] = ()
