# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the table of rooms and the tree of modules in docs/architecture.md.

The table has the floors of the import law and the first words of each room, the tree the first words of each module.
They stand between ``<!-- rooms -->`` or ``<!-- tree -->`` and ``<!-- end -->``.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from docs_page import write

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "architecture.md"
PACKAGE = ROOT / "epubgen"

DISK = {
    "files": "reads the input, writes files",
    "epub": "reads style sheets and fonts, writes the EPUB",
    "images": "reads and writes: cache, spool",
    "covers": "reads fonts",
    "importers": "looks at what was named",
    "validation": "reads an EPUB, writes temporary files",
    "issue_folder": "writes an issue folder",
    "version": "looks for a foreign package",
    "pipeline": "looks at the target",
    "api": "looks at the target",
    "conversion": "writes the file, starts calibre",
    "live_preview": "watches the input, starts Chromium, writes pictures",
    "back_file": "reads EPUBs, writes a database, catalogues and records",
    "publishing": "writes the EPUBs and the receipt, delivers",
    "cli": "its streams",
    "__main__": "occupies closed streams",
}
"""The rooms that may touch the disk, and what for. A house test holds the code to it."""

_MARK = re.compile(r"<!-- (rooms|tree) -->\n.*?<!-- end -->", re.DOTALL)


def floors() -> list[list[str]]:
    """The rooms of each floor, the lowest first, from the contract that import-linter keeps."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [re.split(r" [|:] ", layer) for layer in reversed(layers)]


def page(text: str) -> str:
    """The page with table and tree written anew."""
    made = {"rooms": "\n".join(_rows()), "tree": "\n".join(["```", "epubgen/", *_tree(PACKAGE, 1), "```"])}
    return _MARK.sub(lambda mark: f"<!-- {mark[1]} -->\n{made[mark[1]]}\n<!-- end -->", text)


def _rows() -> Iterator[str]:
    yield "| floor | room | what it is for | disk |"
    yield "|---|---|---|---|"
    for number, rooms in enumerate(floors()):
        for room in rooms:
            yield f"| {number} | `{room}` | {_purpose(room)} | {DISK.get(room, '')} |"


def _purpose(room: str) -> str:
    """The first paragraph of a room's docstring."""
    folder = PACKAGE / room
    path = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    return _first_words(path).replace("|", "\\|")


def _tree(folder: Path, depth: int) -> Iterator[str]:
    """A line for each module of a folder and of those inside it, the folders first."""
    inside = sorted(folder.iterdir(), key=lambda path: (not path.is_dir(), path.name))
    for path in inside:
        if (path / "__init__.py").is_file():
            yield f"{'  ' * depth + path.name + '/':<28}{_first_words(path / '__init__.py')}".replace("`", "")
            yield from _tree(path, depth + 1)
        elif path.suffix == ".py" and (path.name != "__init__.py" or depth == 1):
            yield f"{'  ' * depth + path.name:<28}{_first_words(path)}".replace("`", "")


def _first_words(path: Path) -> str:
    """The first paragraph of a module's docstring, in a line."""
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(told.split("\n\n")[0].split()).replace("``", "`")


if __name__ == "__main__":
    write(PAGE, page)
