# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: preflight for devices, codes K."""

from __future__ import annotations

from epubgen.messages.device import documents, limits
from epubgen.messages.row import Row

ROWS: tuple[Row, ...] = (*documents.ROWS, *limits.ROWS)
