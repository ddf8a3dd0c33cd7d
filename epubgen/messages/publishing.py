# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: publishing and its receipt: EG052 to EG059."""

from __future__ import annotations

from epubgen.messages.row import Row

ROWS: tuple[Row, ...] = ()
