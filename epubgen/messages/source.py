# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: findings about the input: codes S, D, L, P, N, A, C, F, T and R."""

from __future__ import annotations

from epubgen.messages.row import E, I, Row, W

ROWS: tuple[Row, ...] = ()
