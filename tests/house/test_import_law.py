# SPDX-License-Identifier: AGPL-3.0-or-later
"""A room imports only lower floors, and the heavy libraries stay in their rooms. See docs/architecture.md."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.package_source import PACKAGE, nodes, room_of

FLOORS = (
    "startup version",
    "messages",
    "errors",
    "languages",
    "files options",
    "model",
    "images markup transforms typesetting",
    "serialization",
    "importers",
    "issue_folder",
    "linting",
    "epub",
    "covers validation",
    "conversion",
    "pipeline",
    "api",
    "live_preview publishing",
    "back_file",
    "plugins",
    "cli",
    "__main__",
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms.split()}
KEEPERS = {
    "ebooklib": {"epub"},
    "PIL": {"images", "covers"},
    "yaml": {"serialization"},
    "click": {"cli"},
    "bs4": {"markup"},
    "tinycss2": {"epub"},
    "pypdfium2": {"images"},
    "pillow_heif": {"images"},
    "watchfiles": {"live_preview"},
    "websockets": {"live_preview"},
    "httpx": {"publishing"},
    "s3fs": {"publishing"},
    "keyring": {"publishing"},
    "filelock": {"files"},
    "webencodings": {"languages"},
    "pymarc": {"back_file"},
    "starlette": {"back_file"},
    "uvicorn": {"back_file"},
}


@cache
def imports(path: Path) -> tuple[str, ...]:
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [alias.name for alias in node.names] if node.module == "epubgen" else [""]
            yield from (f"{node.module}.{name}".rstrip(".") for name in names)


def files() -> list[Path]:
    return [path for path in PACKAGE.rglob("*.py") if room_of(path) != "__init__"]


def test_every_room_has_a_floor() -> None:
    assert {room_of(path) for path in files()} == set(FLOOR)


def test_a_room_imports_only_lower_floors() -> None:
    broken = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in files()
        for name in imports(path)
        if name.startswith("epubgen.")
        and (room := name.split(".")[1]) != room_of(path)
        and FLOOR.get(room, 99) >= FLOOR[room_of(path)]
    ]
    assert not broken


def test_heavy_libraries_stay_in_their_rooms() -> None:
    strays = [
        f"{path.relative_to(PACKAGE)} imports {library}"
        for path in files()
        for name in imports(path)
        if room_of(path) not in KEEPERS.get(library := name.split(".")[0], {room_of(path)})
    ]
    assert not strays
