# SPDX-License-Identifier: AGPL-3.0-or-later
"""A browser for one ``with`` block, and its pages: open, evaluate, press, click, take a picture."""

from __future__ import annotations

import base64
import time
from collections.abc import Mapping
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import url2pathname

from epubgen.errors import Location, ToolError, finding
from epubgen.live_preview.browser.devtools import DevToolsConnection, DevToolsError
from epubgen.live_preview.browser.program import PATIENCE, BrowserProcess, end_program, need_browser, start_program
from epubgen.startup import dataclass

_IN_HAND = ("about", "blob", "data")
"""Schemes of addresses that contain their content."""


_SHOWN = (
    "(root => getComputedStyle(root).direction === 'rtl' ? root.scrollWidth - innerWidth + scrollX : 0)"
    "(document.documentElement)"
)
"""Where the visible part of a page begins; a page from right to left begins at its right end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFilter:
    """Allows files of one folder, and one address for the page itself."""

    folder: Path
    home: str = ""

    def lets(self, url: str, *, as_page: bool) -> bool:
        """Return whether an address may be loaded.

        Any file of the folder may; as the page itself only the address that ``go`` opened.
        """
        scheme, host, path, *_ = urlsplit(url)
        if as_page and path != urlsplit(self.home).path:
            return False
        if scheme in _IN_HAND:
            return True
        if scheme != "file" or host not in ("", "localhost"):
            return False
        try:
            return Path(url2pathname(path)).resolve().is_relative_to(self.folder)
        except (OSError, ValueError):
            return False


_PAUSE = 0.02
_KEYS = {
    "ArrowLeft": 37,
    "ArrowUp": 38,
    "ArrowRight": 39,
    "ArrowDown": 40,
    "PageUp": 33,
    "PageDown": 34,
    "End": 35,
    "Home": 36,
    "Tab": 9,
    "Enter": 13,
    "Escape": 27,
    " ": 32,
}
"""Keys that are no letters, with their key codes."""


class ScriptError(Exception):
    """A script raised an error in the page; holds its message."""


class BrowserPage:
    """A page of a given size; it is closed with its browser."""

    def __init__(self, wire: DevToolsConnection, target: str, session: str) -> None:
        """Use a page that the browser has opened."""
        self._wire, self._target, self._session = wire, target, session
        self._size = (0, 0)
        self._fence: RequestFilter | None = None
        for domain in ("Page", "Runtime"):
            self._call(f"{domain}.enable")

    def resize(self, width: int, height: int, ratio: float = 1.0) -> None:
        """Set the size of the page in CSS pixels, and how many device pixels make a CSS pixel."""
        self._size = (width, height)
        self._call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=ratio, mobile=False
        )

    def forbid_scripts(self) -> None:
        """Stop the scripts of all documents from now on; ``evaluate`` still works."""
        self._call("Emulation.setScriptExecutionDisabled", value=True)

    def stay_in(self, folder: Path) -> None:
        """Load only files of a folder from now on, whatever a document requests; only ``go`` leaves a document."""
        self._fence = RequestFilter(folder=folder.resolve())
        self._wire.guard(self._session, self._may)
        self._call("Fetch.enable", patterns=[{"urlPattern": "*"}])

    def go(self, url: str) -> None:
        """Open an address and wait until it has loaded with its pictures and fonts.

        Raises:
            ToolError: EG031.page it cannot be opened, EG031.lost the browser does not answer.
        """
        self._wire.forget(self._session)
        if self._fence:
            self._fence = replace(self._fence, home=url)
        answer = self._call("Page.navigate", url=url)
        if fault := answer.get("errorText"):
            raise ToolError(finding("EG031.page", Location(url), why=fault))
        if answer.get("loaderId"):  # a jump within the document has no loader
            self._wire.event("Page.loadEventFired", self._session)
        self.evaluate("document.fonts.ready.then(() => true)")

    def evaluate(self, script: str) -> Any:  # noqa: ANN401 - any JSON value
        """Return the value of a script as JSON; a promise is awaited.

        Raises:
            ScriptError: the script raised an error. ToolError: EG031.lost the browser does not answer.
        """
        try:
            answer = self._wire.call(
                "Runtime.evaluate",
                self._session,
                expression=script,
                awaitPromise=True,
                returnByValue=True,
                userGesture=True,
            )
        except DevToolsError as error:
            raise ScriptError(str(error)) from error
        if fault := answer.get("exceptionDetails"):
            raise ScriptError(fault.get("exception", {}).get("description") or fault.get("text", ""))
        return answer["result"].get("value")

    def wait(self, script: str, seconds: float = 10.0) -> Any:  # noqa: ANN401 - as evaluate
        """Return the value of a script as soon as it is true.

        Raises:
            TimeoutError: it did not become true in time. ScriptError, ToolError: as ``evaluate``.
        """
        end = time.monotonic() + seconds
        while not (value := self.evaluate(script)):
            if time.monotonic() > end:
                raise TimeoutError(script)
            time.sleep(_PAUSE)
        return value

    def screenshot(self, *, scale: float = 1.0) -> bytes:
        """Return a PNG of the visible page; its pixels are those of the page times the ratio and the scale.

        Raises:
            ToolError: EG031.lost the browser does not answer.
        """
        asked: dict[str, object] = {"format": "png"}
        if scale != 1.0:
            width, height = self._size
            asked["clip"] = {"x": self.evaluate(_SHOWN), "y": 0, "width": width, "height": height, "scale": scale}
        return base64.b64decode(self._call("Page.captureScreenshot", **asked)["data"])

    def press(self, key: str) -> None:
        """Press and release a key, by its name in the DOM: ``ArrowLeft``, ``PageDown``, ``Escape``, ``a``."""
        number = _KEYS.get(key) or ord(key.upper())
        code = key if len(key) > 1 else "Space" if key == " " else f"Key{key.upper()}"
        text = {"text": key} if len(key) == 1 else {"text": "\r"} if key == "Enter" else {}
        facts = {"key": key, "code": code, "windowsVirtualKeyCode": number}
        self._call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **facts, **text)
        self._call("Input.dispatchKeyEvent", type="keyUp", **facts)

    def click(self, x: float, y: float) -> None:
        """Click once with the left button, at CSS pixels from the upper left corner."""
        for kind, held in (("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 0)):
            button = "none" if kind == "mouseMoved" else "left"
            self._call(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, button=button, buttons=held, clickCount=held or 1
            )

    def _may(self, request: Mapping[str, Any]) -> bool:
        """Return whether a request is allowed; the page itself is the frame with the id of its target."""
        as_page = request.get("resourceType") == "Document" and request.get("frameId") == self._target
        return self._fence is None or self._fence.lets(request["request"]["url"], as_page=as_page)

    def _call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Send a command to this page.

        Raises:
            ToolError: EG031.lost the browser refuses the command or does not answer.
        """
        try:
            return self._wire.call(method, self._session, **parameters)
        except DevToolsError as error:
            raise ToolError(finding("EG031.lost", None, "", why=f"{method}: {error}")) from error


SECONDS = 30.0
"""How long the start, and each command, may take."""


class Browser:
    """A headless Chromium. The ``with`` block starts and always ends it."""

    def __init__(self, path: Path | None = None, *, seconds: float = SECONDS) -> None:
        """Choose the browser; nothing is started yet.

        Args:
            path: the program, or its name; ``None`` for the one that ``find_browser`` finds.
            seconds: how long the start, and each command, may take.
        """
        self._named, self._seconds = path, seconds
        self._program: BrowserProcess | None = None
        self._wire: DevToolsConnection | None = None

    def __enter__(self) -> Self:
        """Start the browser.

        Raises:
            ToolError: EG030 there is none, EG031 it does not start, EG032 the extra ``preview`` is not installed.
        """
        if find_spec("websockets") is None:
            raise ToolError(finding("EG032"))
        path = need_browser(self._named)
        self._program = start_program(path, self._seconds)
        try:
            self._wire = DevToolsConnection(self._program.address, path.as_posix(), self._seconds)
        except BaseException:
            end_program(self._program, patience=0)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the browser in any case."""
        if self._program is None:
            return
        try:
            asked = self._ask_to_close()
        finally:
            end_program(self._program, patience=PATIENCE if asked else 0)
            self._program = self._wire = None

    def page(self, width: int, height: int, *, ratio: float = 1.0) -> BrowserPage:
        """Open a new page. Sizes are in CSS pixels; ``ratio`` is device pixels to a CSS pixel.

        Raises:
            ToolError: EG031.lost the browser does not answer.
        """
        if self._wire is None:
            raise RuntimeError("a Browser works inside its `with` block")
        target = self._wire.call("Target.createTarget", url="about:blank")["targetId"]
        session = self._wire.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = BrowserPage(self._wire, target, session)
        page.resize(width, height, ratio)
        return page

    def _ask_to_close(self) -> bool:
        """Ask the browser to end by itself, which leaves no child process behind; return whether it could be asked."""
        try:
            if self._wire:
                self._wire.call("Browser.close")
                self._wire.close()
        except (DevToolsError, ToolError):
            return False
        return True
