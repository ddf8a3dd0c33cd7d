# SPDX-License-Identifier: AGPL-3.0-or-later
"""Computes the position of PDF objects: matrices of six numbers, their products, and the boxes they transform."""

from __future__ import annotations

from typing import Any

__all__ = ["WHOLE", "Matrix", "bounds", "joined", "matrix_of"]

Matrix = tuple[float, float, float, float, float, float]

WHOLE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
"""The identity matrix: the coordinates of the page itself."""


def matrix_of(thing: Any) -> Matrix:  # noqa: ANN401 - pypdfium2 has no types
    """Return the matrix of a PDFium object."""
    from pypdfium2 import raw  # noqa: PLC0415 - an optional dependency

    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def joined(first: Matrix, second: Matrix) -> Matrix:
    """Return the product of two matrices: first the one, then the other."""
    a, b, c, d, e, f = first
    k, l, m, n, o, p = second  # noqa: E741
    return a * k + b * m, a * l + b * n, c * k + d * m, c * l + d * n, e * k + f * m + o, e * l + f * n + p


def bounds(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
    """Return the box around a transformed box: left, bottom, right, top."""
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
