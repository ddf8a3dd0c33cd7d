# SPDX-License-Identifier: AGPL-3.0-or-later
"""A browser for the length of a ``with`` block."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

from epubgen.errors import ToolError, finding
from epubgen.live_preview.browser.devtools import RefusedError, Wire
from epubgen.live_preview.browser.find import need_browser
from epubgen.live_preview.browser.page import BrowserPage
from epubgen.live_preview.browser.program import PATIENCE, Program, end_program, start_program

SECONDS = 30.0
"""How long a start, or one command, may take."""


class Browser:
    """A headless Chromium. What it is, and that it ends, is settled by ``with``."""

    def __init__(self, path: Path | None = None, *, seconds: float = SECONDS) -> None:
        """Say which browser; nothing is started yet.

        Args:
            path: the program, or its name; ``None`` for the one that ``find_browser`` finds.
            seconds: how long its start, and each command, may take.
        """
        self._named, self._seconds = path, seconds
        self._program: Program | None = None
        self._wire: Wire | None = None

    def __enter__(self) -> Self:
        """Start it.

        Raises:
            ToolError: EG030 there is none, EG031 it does not start, EG032 the extra ``preview`` is not installed.
        """
        if find_spec("websockets") is None:
            raise ToolError(finding("EG032"))
        path = need_browser(self._named)
        self._program = start_program(path, self._seconds)
        try:
            self._wire = Wire(self._program.address, path.as_posix(), self._seconds)
        except BaseException:
            end_program(self._program, patience=0)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it, whatever has happened."""
        if self._program is None:
            return
        try:
            asked = self._ask_to_close()
        finally:
            end_program(self._program, patience=PATIENCE if asked else 0)
            self._program = self._wire = None

    def page(self, width: int, height: int, *, ratio: float = 1.0) -> BrowserPage:
        """A new page; CSS pixels, and how many pixels of a picture each of them has.

        Raises:
            ToolError: EG031.lost the browser answers no more.
        """
        if self._wire is None:
            raise RuntimeError("a Browser works inside its `with` block")
        target = self._wire.call("Target.createTarget", url="about:blank")["targetId"]
        session = self._wire.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = BrowserPage(self._wire, target, session)
        page.resize(width, height, ratio)
        return page

    def _ask_to_close(self) -> bool:
        """Ask it to end by itself: it then leaves no child behind."""
        try:
            if self._wire:
                self._wire.call("Browser.close")
                self._wire.close()
        except (RefusedError, ToolError):
            return False
        return True
