# SPDX-License-Identifier: AGPL-3.0-or-later
"""Watches the folders of an issue and all other files that a preview reads, in threads."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Event, Thread

from epubgen.errors import ToolError, finding
from epubgen.files.publication_place import publication_on_disk
from epubgen.importers.open_source import IssueSource
from epubgen.options import Options
from epubgen.startup import dataclass, regex

__all__ = ["Watcher", "must_watch", "named_paths"]

STEP, DEBOUNCE = 30, 300
"""Milliseconds without a further change, and of collecting at most, before changes are reported."""
LOOK = 400
"""Milliseconds between two tests whether the watched folders are still the same."""
_NO_SOURCE = regex(
    r"\.|~\$|#|.*~$|.*\.(?:sw[a-p]|tmp|part|crdownload|lock|epub|azw3|kfx|pyc)$|4913$|__pycache__$", re.IGNORECASE
)
"""Names of hidden files, of temporary files that editors and downloads write, and of output."""
_SIDE = ("articles", "assets", "fonts", "gaiji", "pages", "photos", "themes")
"""Folders beside ``publication.yaml`` that an issue reads without naming each file."""


@dataclass(frozen=True, slots=True)
class WatchedPaths:
    """The watched paths: trees with all their folders, and single folders. A folder is also identified by its inode."""

    trees: frozenset[tuple[Path, int]]
    folders: frozenset[tuple[Path, int]]


def must_watch() -> None:
    """Require the library that watches files.

    Raises:
        ToolError: EG033 watchfiles is not installed.
    """
    try:
        import watchfiles  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise ToolError(finding("EG033")) from error


def named_paths(source: IssueSource) -> tuple[Path, ...]:
    """Return the paths of a source; none for files in memory."""
    if isinstance(source, Mapping):
        return ()
    return (Path(source),) if isinstance(source, (str, os.PathLike)) else tuple(map(Path, source))


def is_source(name: str) -> bool:
    """Return whether a file of that name may be part of an issue."""
    return not _NO_SOURCE.match(name)


class Watcher:
    """Calls a function after each change of a file that the source may read, in threads, until it is closed.

    Args:
        source: the source of the preview.
        options: the files that they name are watched, too.
        named: returns the files that the issue names now.
        changed: called after changes, from either thread.
    """

    def __init__(
        self, source: IssueSource, options: Options, named: Callable[[], Collection[Path]], changed: Callable[[], None]
    ) -> None:
        self._source, self._options, self._named, self._changed = source, options, named, changed
        self._stop = Event()
        self._polling = False
        self._threads = [
            Thread(target=self._run, args=(kind,), name=f"epubgen-watch-{kind}", daemon=True)
            for kind in ("trees", "folders")
        ]

    def start(self) -> None:
        """Begin to watch."""
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """End the threads."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=2)

    def _run(self, kind: str) -> None:
        """Watch until the paths change; a folder that was removed and created again is another one."""
        first = True
        while not self._stop.is_set():
            places = getattr(self._places(), kind)
            if not first:
                self._changed()  # changes between two watches were not reported
            first = False
            try:
                self._watch(places, kind)
            except (OSError, RuntimeError):
                # A folder was removed just before it was watched. If not, the system has reached its limit of watched
                # files, and only polling is left.
                self._polling = getattr(self._places(), kind) == places
                self._stop.wait(LOOK / 1000)

    def _watch(self, places: frozenset[tuple[Path, int]], kind: str) -> None:
        from watchfiles import Change, watch  # noqa: PLC0415 - an extra

        paths = sorted(path for path, _ in places)
        if not paths:
            self._idle(kind)
            return
        for changes in watch(
            *paths,
            watch_filter=None,
            step=STEP,
            debounce=DEBOUNCE,
            rust_timeout=LOOK,
            yield_on_timeout=True,
            force_polling=self._polling or None,
            poll_delay_ms=LOOK,
            recursive=kind == "trees",
            raise_interrupt=False,
            ignore_permission_denied=True,
            stop_event=self._stop,
        ):
            if any(self._counts(Path(name), paths) for _, name in changes):
                self._changed()
            gone = any(change is Change.deleted and Path(name) in paths for change, name in changes)
            if gone or getattr(self._places(), kind) != places:
                return

    def _idle(self, kind: str) -> None:
        while not self._stop.wait(LOOK / 1000):
            if getattr(self._places(), kind):
                return

    def _counts(self, path: Path, roots: Sequence[Path]) -> bool:
        """Return whether a change may matter: no part of its path below the watched one is hidden or temporary."""
        if archives := [named for named in named_paths(self._source) if named.suffix.lower() == ".zip"]:
            return any(path == archive.resolve() for archive in archives) or path in self._given()
        root = next((root for root in roots if path.is_relative_to(root)), path.parent)
        return all(map(is_source, path.relative_to(root).parts))

    def _given(self) -> set[Path]:
        """Return the files that the options name."""
        given = (*self._options.css, *self._options.fonts, self._options.publication)
        return {path.resolve() for path in given if path}

    def _places(self) -> WatchedPaths:
        trees = {path.resolve() for path in self._trees()}
        files = {path.resolve().parent for path in (*self._named(), *self._given())}
        folders = {path.resolve() for path in self._folders()} | files
        alone = {folder for folder in folders if not any(folder.is_relative_to(tree) for tree in trees)}
        return WatchedPaths(frozenset(_known(trees)), frozenset(_known(alone)))

    def _trees(self) -> Iterator[Path]:
        """Return the folder of an issue, and those beside its publication that it reads."""
        for path in named_paths(self._source):
            folder = path if path.is_dir() else path.parent
            if path.is_dir() or path.name in ("issue.yaml", "publication.yaml"):
                yield folder
            if path.suffix.lower() != ".zip":
                yield from (root / name for root in _publications(folder) for name in _SIDE)

    def _folders(self) -> Iterator[Path]:
        """Return single folders: those of named files and those above an issue; all files in them count."""
        for path in named_paths(self._source):
            yield path.parent
            if path.suffix.lower() != ".zip":
                yield from _publications(path if path.is_dir() else path.parent)


def _publications(folder: Path) -> Iterator[Path]:
    """Return the folder with the publication of an issue, and the folders between."""
    home = folder.resolve()
    top, _ = publication_on_disk(home)
    yield home
    yield from (path for path in home.parents if path.is_relative_to(top))


def _known(paths: Collection[Path]) -> Iterator[tuple[Path, int]]:
    for path in paths:
        try:
            yield path, path.stat().st_ino
        except OSError:
            continue
