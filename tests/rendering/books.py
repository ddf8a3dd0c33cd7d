# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sample issues as built books on disk, and the jobs that lay their documents out."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from epubgen.languages.tags import fitting
from tests.rendering.browser import Job

EVERYDAY = ((1072, 1448, 36), (600, 800, 40))
"""The usual screen, and the worst corner: a small one with letters of twice the size."""
MATRIX = tuple(
    (width, height, width // 30 * times)
    for width, height in ((600, 800), (1072, 1448), (1236, 1648), (1860, 2480))
    for times in (1, 2)
)


def unpacked(epub: Path, folder: Path) -> list[Path]:
    """The documents of the spine of a built issue, in order; the book lies below the folder."""
    folder.mkdir(parents=True)
    with zipfile.ZipFile(epub) as pack:
        pack.extractall(folder)
    package = next(folder.rglob("*.opf"))
    text = package.read_text("utf-8")
    items = {_value(item, "id"): _value(item, "href") for item in re.findall(r"<item [^>]*>", text)}
    return [package.parent / items[name] for name in re.findall(r'<itemref [^>]*idref="([^"]+)"', text)]


def jobs(documents: Iterable[Path], screens: Iterable[tuple[int, int, int]], force: str = "") -> Iterator[Job]:
    """Each document on each screen, with the letters of its language."""
    for document in documents:
        found = re.search(r'xml:lang="([^"]+)"', document.read_text("utf-8"))
        assert found, document
        face = fitting(found[1])
        for width, height, font in screens:
            yield Job(document.as_uri(), width, height, font, force, "" if face == "en" else face)


def _value(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    assert found, tag
    return found[1]
