# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: delivery to servers: EG065 to EG069."""

from __future__ import annotations

from epubgen.messages.row import Row

ROWS: tuple[Row, ...] = ()
