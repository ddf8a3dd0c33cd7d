# SPDX-License-Identifier: AGPL-3.0-or-later
"""The package as syntax trees, each module parsed once for all laws that look through it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "epubgen"


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a module, in the order of ``ast.walk``."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def room_of(path: Path) -> str:
    """The room of a module: a folder or a module at the top of the package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")
