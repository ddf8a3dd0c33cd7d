# SPDX-License-Identifier: AGPL-3.0-or-later
"""Only the rooms that docs/architecture.md names may touch the disk; all others take values and give values."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "epubgen"
METHODS = {
    "chmod", "exists", "glob", "is_dir", "is_file", "iterdir", "lstat", "mkdir", "open", "read_bytes", "read_text",
    "rename", "rglob", "rmdir", "stat", "symlink_to", "touch", "unlink", "write_bytes", "write_text",
}  # fmt: skip
LIBRARIES = {"tempfile", "shutil", "subprocess"}


def writer() -> ModuleType:
    path = ROOT / "scripts" / "write_room_docs.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def touches(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            yield node.func.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
            yield "open"
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in LIBRARIES)


def test_only_named_rooms_touch_the_disk() -> None:
    allowed = writer().DISK
    rooms = {path: path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in PACKAGE.rglob("*.py")}
    strays = [
        f"{path.relative_to(PACKAGE)}: {what}"
        for path, room in rooms.items()
        if room not in allowed
        for what in touches(path)
    ]
    assert not strays


def test_the_table_of_rooms_is_up_to_date() -> None:
    made = writer()
    text = made.PAGE.read_text(encoding="utf-8")
    assert made.page(text) == text, "run: python scripts/write_room_docs.py"
