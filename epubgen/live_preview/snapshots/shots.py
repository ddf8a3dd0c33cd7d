# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was drawn, as values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from epubgen.live_preview.screens import Screen

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 60
"""Characters of a part's name within the name of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One page of the edition. Numbers count from 1, as people count pages."""

    number: int
    """In the whole edition."""
    part: str
    """The name of its document: ``cover``, ``contents``, the id of a story."""
    title: str
    page: int
    """Within its document."""
    pages: int
    """Of its document."""
    path: Path | None = None
    """The picture; ``None`` where only the contact sheet was asked for."""

    @property
    def file_name(self) -> str:
        """``001-cover.png``, ``002-masthead-1.png``: the number first, so that folders list pages in order."""
        name = _UNSAFE.sub("-", self.part)[:_LONGEST].strip("-.") or "part"
        return f"{self.number:03d}-{name}.png" if self.part == "cover" else f"{self.number:03d}-{name}-{self.page}.png"

    @property
    def label(self) -> str:
        """What stands below it on a contact sheet."""
        return f"{self.number} {self.title}" if self.page == 1 else f"{self.number} {self.title} ({self.page})"

    def as_json(self) -> dict[str, object]:
        """The same facts as a JSON object."""
        facts = {"number": self.number, "part": self.part, "title": self.title, "page": self.page, "pages": self.pages}
        return facts | ({"path": str(self.path)} if self.path else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshots:
    """The pictures of an edition."""

    folder: Path
    screen: Screen
    """The device whose screen the pages fill."""
    vertical: bool
    """Whether the edition turns its pages to the left, as vertical ones do."""
    pages: tuple[Shot, ...]
    """In the order they are read."""
    sheets: tuple[Path, ...]
    """The contact sheets."""

    def as_json(self) -> dict[str, object]:
        """The same facts as a JSON object."""
        screen = {"name": self.screen.name, "width": self.screen.width, "height": self.screen.height}
        return {
            "folder": str(self.folder),
            "device": screen,
            "vertical": self.vertical,
            "contact_sheets": [str(sheet) for sheet in self.sheets],
            "pages": [shot.as_json() for shot in self.pages],
        }
