# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a Chromium, or one of the browsers made from it, may be on this computer."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from epubgen.errors import Location, ToolError, finding

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "headless_shell",
    "chrome-headless-shell",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "brave-browser",
    "brave",
)
"""Programs that are looked for on the PATH, in this order."""

_MAC = ("Chromium", "Google Chrome", "Microsoft Edge", "Brave Browser")
_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "BraveSoftware/Brave-Browser/Application/brave.exe",
)


def find_browser() -> Path | None:
    """A browser that can be driven: of the PATH, else where the installers of macOS and Windows put one."""
    on_path = (Path(found) for name in NAMES if (found := shutil.which(name)))
    return next(on_path, None) or next((path for path in usual_places(sys.platform) if path.is_file()), None)


def need_browser(named: Path | None) -> Path:
    """The browser that was named, else the one that is found.

    Raises:
        ToolError: EG030 none is installed; EG030.named the one that was named is not there.
    """
    if named:
        if path := shutil.which(named):
            return Path(path)
        raise ToolError(finding("EG030.named", Location(named.as_posix())))
    if found := find_browser():
        return found
    raise ToolError(finding("EG030", None, "", names=", ".join(NAMES)))


def usual_places(platform: str) -> Iterator[Path]:
    """Where the installers of a system (``sys.platform``) put these browsers."""
    if platform == "darwin":
        homes = (Path("/Applications"), Path.home() / "Applications")
        yield from (home / f"{name}.app" / "Contents" / "MacOS" / name for name in _MAC for home in homes)
    elif platform == "win32":
        roots = (Path("C:/Program Files"), Path("C:/Program Files (x86)"), Path.home() / "AppData" / "Local")
        yield from (root / program for program in _WINDOWS for root in roots)
