# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: other formats: EG040 to EG049."""

from __future__ import annotations

from epubgen.messages.row import Row

ROWS: tuple[Row, ...] = ()
