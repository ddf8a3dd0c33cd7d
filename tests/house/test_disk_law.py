# SPDX-License-Identifier: AGPL-3.0-or-later
"""Only the rooms that docs/architecture.md names may touch the disk; all others take values and give values."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import write_room_docs

from tests.house.package_source import PACKAGE, nodes, room_of

METHODS = {
    "chmod", "exists", "glob", "is_dir", "is_file", "iterdir", "lstat", "mkdir", "open", "read_bytes", "read_text",
    "rename", "rglob", "rmdir", "stat", "symlink_to", "touch", "unlink", "write_bytes", "write_text",
}  # fmt: skip
LIBRARIES = {"tempfile", "shutil", "subprocess"}


def touches(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            yield node.func.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
            yield "open"
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in LIBRARIES)


def test_only_named_rooms_touch_the_disk() -> None:
    allowed = write_room_docs.DISK
    rooms = {path: room_of(path) for path in PACKAGE.rglob("*.py")}
    strays = [
        f"{path.relative_to(PACKAGE)}: {what}"
        for path, room in rooms.items()
        if room not in allowed
        for what in touches(path)
    ]
    assert not strays


def test_the_table_of_rooms_is_up_to_date() -> None:
    text = write_room_docs.PAGE.read_text(encoding="utf-8")
    assert write_room_docs.page(text) == text, "run: python scripts/write_room_docs.py"
