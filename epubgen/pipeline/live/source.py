# SPDX-License-Identifier: AGPL-3.0-or-later
"""The proofs of a source: read anew when it has changed, the last good state kept where it cannot be read."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Literal, Self

from epubgen.epub.edition import Edition
from epubgen.epub.theme import Sheet
from epubgen.errors import Finding, MediaError
from epubgen.images import Media, PhotoPreparer
from epubgen.images.encode import printed_page
from epubgen.images.uses import named_files
from epubgen.importers.open_source import IssueSource
from epubgen.options import Options
from epubgen.pipeline.build import PartBuilder, find_aim, news, plan_edition
from epubgen.pipeline.live.edition import LiveEdition
from epubgen.pipeline.prepare import Stage, make_stage, stop

__all__ = ["MODES", "LiveSource", "Mode"]

Mode = Literal["horizontal-tb", "vertical-rl"]
MODES: tuple[Mode, Mode] = ("horizontal-tb", "vertical-rl")


@dataclass(frozen=True)
class _State:
    """A source that could be read, and the proofs pulled of it so far."""

    stage: Stage
    media: Media
    own_mode: Mode
    found: tuple[Finding, ...]
    seconds: float
    pulled: dict[str, LiveEdition] = field(default_factory=dict)

    @cached_property
    def files(self) -> frozenset[Path]:
        """The files on disk that the issue names, whether they are there or not: a watcher asks again and again."""
        issue, inputs = self.stage.issue, self.stage.inputs
        paper = issue.publication
        named = (inputs.resolve("", name) for name in (*named_files(issue), *paper.css, *paper.fonts))
        return frozenset(path for name in named if name and (path := inputs.path(name)))


class LiveSource:
    """The editions of a source in both writing modes. Use it as a context manager: prepared photos go with it.

    Args:
        source: an issue folder, a ZIP archive, a file, printed pages, or files in memory.
        options: as for a build; ``writing_mode`` is what ``pull`` gives unasked.
    """

    def __init__(self, source: IssueSource, options: Options) -> None:
        self.source, self.options = source, options
        self._preparer = PhotoPreparer(options)
        self._state: _State | None = None
        self._printed: dict[str, tuple[bytes, bytes]] = {}
        self._lock = Lock()

    def refresh(self) -> None:
        """Read the source anew. Photos whose files did not change are not read again; no page is made yet.

        Raises:
            EpubgenError: as ``api.build``; what was read before stays.
        """
        began = time.perf_counter()
        stage = make_stage(self.source, self.options)
        stop(stage.findings, self.options)
        planned = plan_edition(stage, self.options)
        edition = planned[0]
        profile = find_aim(edition.issue, self.options).profile
        media = self._preparer.prepare(edition.issue, stage.inputs, profile)
        stop(media.findings, self.options, MediaError)
        found = (*stage.findings, *news(media.findings, stage.findings))
        state = _State(stage, media, edition.writing_mode, found, time.perf_counter() - began)
        state.pulled[edition.writing_mode] = self._proof(state, planned)
        self._state = state

    @property
    def own_mode(self) -> Mode:
        """The writing mode of the options, else of the publication; horizontal before anything could be read."""
        return self._state.own_mode if self._state else self.options.writing_mode or MODES[0]

    def pull(self, mode: Mode | Literal[""] = "") -> LiveEdition | None:
        """The proof of the last good state in a writing mode; ``None`` before there is one.

        Raises:
            EpubgenError: as ``api.plan``.
        """
        state = self._state
        if state is None:
            return None
        wanted = mode or state.own_mode
        with self._lock:
            if wanted not in state.pulled:
                planned = plan_edition(state.stage, replace(self.options, writing_mode=wanted))
                state.pulled[wanted] = self._proof(state, planned)
        return state.pulled[wanted]

    def files(self) -> frozenset[Path]:
        """The files on disk that the issue names: its photos, printed pages, fonts of the house and the like."""
        return self._state.files if self._state else frozenset()

    def facsimile(self, number: str) -> bytes | None:
        """The picture of a printed page as a JPEG, made when it is asked for; ``None`` where there is none."""
        if self._state is None:
            return None
        issue, inputs = self._state.stage.issue, self._state.stage.inputs
        file = next((page.facsimile for page in issue.pages if page.number == number and page.facsimile), "")
        name = inputs.resolve("", file) if file else None
        if name is None or not inputs.has(name):
            return None
        data = inputs.read(name)
        stamp = hashlib.sha256(data).digest()
        if self._printed.get(number, (b"",))[0] != stamp:
            self._printed[number] = stamp, _picture(data, name)
        return self._printed[number][1] or None

    def close(self) -> None:
        """Remove the prepared photos."""
        self._preparer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _proof(self, state: _State, planned: tuple[Edition, tuple[Sheet, ...]]) -> LiveEdition:
        forme = PartBuilder(*planned, state.media, state.stage.rare)
        return LiveEdition(forme, state.stage, self.options, state.found, state.seconds)


def _picture(data: bytes, name: str) -> bytes:
    """The JPEG of a printed page; nothing for a file that is none."""
    try:
        return printed_page(data, name)
    except Exception:  # noqa: BLE001 - damaged pictures raise every type there is
        return b""
