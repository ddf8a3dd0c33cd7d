# SPDX-License-Identifier: AGPL-3.0-or-later
"""Puts the files of an import into the issue folder, each by what became of it since the import before."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from epubgen.files.atomic import write_whole
from epubgen.importers.reading import Reading
from epubgen.issue_folder.notes import Record
from epubgen.issue_folder.outcome import LISTS, Outcome

__all__ = ["Desk", "write_file"]


@dataclass(slots=True)
class Desk:
    """The issue folder while an import is laid into it."""

    home: Path
    before: Record
    force: bool
    sums: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in LISTS})

    def put(self, name: str, data: bytes, *, same: bool = False) -> None:
        """Write a file, or leave the edited one and lay the new text beside it.

        ``same``: what stands there says all that is new; an edited file stays one that was edited.
        """
        path = self.home / name
        imported, now = self.before.files.get(name), _sum(data)
        self.sums[name] = now
        if not path.is_file():
            self._fresh(name, data, gone=imported is not None)
            return
        held = _sum(path.read_bytes())
        if same and imported not in (None, held) and not self.force:
            self.sums[name] = imported or now
            self.lists["kept"].append(name)
            return
        if held == now:
            return
        if held == imported or self.force:
            write_file(path, data)
            self.lists["changed"].append(name)
            return
        self.lists["kept"].append(name)
        if imported != now:
            self._beside(name, data)

    def _fresh(self, name: str, data: bytes, *, gone: bool) -> None:
        if gone and not self.force:
            self.lists["left_out"].append(name)
            return
        write_file(self.home / name, data)
        self.lists["new"].append(name)

    def _beside(self, name: str, data: bytes) -> None:
        stem, ending = posixpath.splitext(name)
        beside = f"{stem}.new{ending}"
        write_file(self.home / beside, data)
        self.lists["beside"].append(beside)

    def drop(self, others: Collection[str] = ()) -> None:
        """Move the stories that are no longer on the pages out of the way; other old files stay.

        ``others``: files of stories on pages that were not imported now.
        """
        for name in sorted(set(self.before.files) - set(self.sums)):
            path = self.home / name
            if name in others:
                self.sums[name] = self.before.files[name]
                continue
            if not path.is_file():
                continue
            if not name.startswith("articles/"):
                self.sums[name] = self.before.files[name]
                continue
            target = _free(self.home / "dropped" / posixpath.basename(name))
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
            self.lists["dropped"].append(target.relative_to(self.home).as_posix())

    def outcome(self, reading: Reading, stories: int) -> Outcome:
        """The lists, closed."""
        lists = {name: tuple(files) for name, files in self.lists.items()}
        return Outcome(folder=self.home, reading=reading, stories=stories, **lists)


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _free(path: Path) -> Path:
    """The path, or the next one with a number that is not taken."""
    number, found = 2, path
    while found.exists():
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return found


def write_file(path: Path, data: bytes) -> None:
    """A whole new file or the old one, in a folder that is made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)
