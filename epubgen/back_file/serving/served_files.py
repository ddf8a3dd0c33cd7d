# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds the file of an address: one inside the folder, of a known kind, not hidden, and no link to outside."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from epubgen.back_file.catalog.places import MEDIA_TYPES
from epubgen.files.regular import open_regular
from epubgen.startup import dataclass

__all__ = ["ServedFile", "find_file"]

_UTF8 = "; charset=utf-8"
_TYPES = {ending: f"{kind}{_UTF8}" if kind.startswith("text/") else kind for ending, kind in MEDIA_TYPES.items()}
_NAMES = {"rss.xml": "application/rss+xml", "manifest.json": "application/json"}
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A file as it was when it was opened."""

    path: Path
    media_type: str
    size: int
    changed: int
    """Nanoseconds."""

    def tag(self, variant: str = "") -> str:
        """Return a strong ETag: it changes whenever the file, or what is made of it, changes."""
        return f'"{self.size:x}-{self.changed:x}{variant}"'

    def open(self) -> tuple[BinaryIO, ServedFile]:
        """Open the file with its present facts: a run may have replaced it since it was found.

        Raises:
            OSError: it is gone, or is no regular file any more.
        """
        opened = open_regular(self.path)
        facts = os.fstat(opened.fileno())
        return opened, replace(self, size=facts.st_size, changed=facts.st_mtime_ns)


def find_file(root: Path, address: str) -> ServedFile | None:
    """Return the file of an address; of a folder its ``index.html``; ``None`` for anything else.

    Args:
        root: the served folder, resolved.
        address: decoded, beginning with a slash.
    """
    parts = address.split("/")[1:]
    if parts and not parts[-1]:
        parts[-1] = "index.html"
    if not parts or len(address) > _LONGEST or not all(map(_is_plain, parts)):
        return None
    ending = parts[-1].rpartition(".")[2].lower()
    media_type = _NAMES.get(parts[-1], _TYPES.get(ending, ""))
    if not media_type:
        return None
    path = root.joinpath(*parts)
    try:
        if not path.resolve(strict=True).is_relative_to(root):
            return None
        facts = path.stat()
    except (OSError, ValueError, RuntimeError):  # a loop of links
        return None
    return ServedFile(path, media_type, facts.st_size, facts.st_mtime_ns) if stat.S_ISREG(facts.st_mode) else None


def _is_plain(part: str) -> bool:
    """Return whether a part of an address is a visible name.

    No way up, no drive, nothing that a system reads differently.
    """
    if not part or part.startswith(".") or part.endswith((".", " ")) or any(ord(char) < ord(" ") for char in part):
        return False
    return not any(mark in part for mark in ("\\", ":", "\x7f") if mark != ":" or os.name == "nt")
