# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds a Chromium on this computer, starts it with an empty profile, and always ends it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from epubgen.errors import Location, ToolError, finding
from epubgen.files.disk_errors import reason
from epubgen.startup import dataclass, regex

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
    """Return a browser from the PATH, else from where the installers of macOS and Windows put one.

    The result is ``None`` without one.
    """
    on_path = (Path(found) for name in NAMES if (found := shutil.which(name)))
    return next(on_path, None) or next((path for path in usual_places(sys.platform) if path.is_file()), None)


def need_browser(named: Path | None) -> Path:
    """Return the named browser, else the one that is found.

    Raises:
        ToolError: EG030 none is installed; EG030.named the named one does not exist.
    """
    if named:
        if path := shutil.which(named):
            return Path(path)
        raise ToolError(finding("EG030.named", Location(named.as_posix())))
    if found := find_browser():
        return found
    raise ToolError(finding("EG030", None, "", names=", ".join(NAMES)))


def usual_places(platform: str) -> Iterator[Path]:
    """Return where the installers of a system (``sys.platform``) put these browsers."""
    if platform == "darwin":
        homes = (Path("/Applications"), Path.home() / "Applications")
        yield from (home / f"{name}.app" / "Contents" / "MacOS" / name for name in _MAC for home in homes)
    elif platform == "win32":
        roots = (Path("C:/Program Files"), Path("C:/Program Files (x86)"), Path.home() / "AppData" / "Local")
        yield from (root / program for program in _WINDOWS for root in roots)


FLAGS = (
    "--headless",
    "--remote-debugging-port=0",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-lcd-text",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--metrics-recording-only",
    "--mute-audio",
    "--password-store=basic",
    "--use-mock-keychain",
)
"""No window, no network but this computer, no data of the user, grey edges of letters as on e-ink."""

_PAUSE = 0.02
PATIENCE = 5.0
"""Seconds that a program has to end by itself."""
_TAIL = 400
"""Characters of a failed program's output that are shown."""
_SPOKEN = regex(r"DevTools listening on (ws://\S+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserProcess:
    """A running browser; ``address`` is where it accepts commands."""

    path: Path
    process: subprocess.Popen[bytes]
    home: Path
    """The folder of its profile and its output; removed at the end."""
    address: str


def start_program(path: Path, seconds: float) -> BrowserProcess:
    """Start a browser and wait until it accepts commands.

    Args:
        path: the program.
        seconds: how long to wait.

    Raises:
        ToolError: EG031 it ended, or printed no usable address; the finding quotes its last words.
    """
    home = Path(tempfile.mkdtemp(prefix="epubgen-browser-"))
    process: subprocess.Popen[bytes] | None = None
    try:
        with (home / "said").open("wb") as said:
            process = _popen(path, home / "profile", said)
        address = _address(path, process, home, seconds)
        return BrowserProcess(path=path, process=process, home=home, address=address)
    except BaseException:
        if process:
            _end(process)
        _remove(home)
        raise


def end_program(program: BrowserProcess, *, patience: float) -> None:
    """End a browser if it does not end by itself within some seconds, and remove its files."""
    _wait(program.process, patience)
    _end(program.process)
    _remove(program.home)


def last_words(home: Path) -> str:
    """Return the end of a program's output on one line; a dash where there is none."""
    try:
        said = (home / "said").read_text(encoding="utf-8", errors="replace")
    except OSError:
        said = ""
    return " / ".join(line.strip() for line in said.splitlines() if line.strip())[-_TAIL:] or "–"


def _popen(path: Path, profile: Path, said: BinaryIO) -> subprocess.Popen[bytes]:
    """Start the process in a group of its own: its children end with it, and a signal to us does not reach it."""
    flags = [*FLAGS, *_flags_of_root(), f"--user-data-dir={profile}", "about:blank"]
    try:
        return subprocess.Popen(  # noqa: S603 - the program is installed or was named by the user
            [path, *flags],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=sys.platform != "win32",
        )
    except OSError as error:
        raise ToolError(finding("EG031", Location(path.as_posix()), why=reason(error))) from error


def _flags_of_root() -> tuple[str, ...]:
    """Return the flag without which Chromium refuses to run as root, as in a container."""
    return ("--no-sandbox",) if sys.platform != "win32" and os.geteuid() == 0 else ()


def _address(path: Path, process: subprocess.Popen[bytes], home: Path, seconds: float) -> str:
    """Return where the browser accepts commands: from the file that it writes for this, else from its output."""
    end = time.monotonic() + seconds
    at = Location(path.as_posix())
    while time.monotonic() < end:
        if address := _written(home / "profile") or _spoken(home):
            return address
        if process.poll() is not None:
            raise ToolError(finding("EG031.ended", at, status=process.returncode, why=last_words(home)))
        time.sleep(_PAUSE)
    raise ToolError(finding("EG031.silent", at, seconds=round(seconds), why=last_words(home)))


def _written(profile: Path) -> str:
    try:
        lines = (profile / "DevToolsActivePort").read_text(encoding="ascii", errors="replace").split("\n")
    except OSError:
        return ""
    whole = len(lines) == 2 and lines[0].isdigit() and lines[1].startswith("/")  # noqa: PLR2004 - port and path
    return f"ws://127.0.0.1:{lines[0]}{lines[1]}" if whole else ""


def _spoken(home: Path) -> str:
    """Return the address from its output: a browser with another folder of temporary files (a snap) prints it, too."""
    found = _SPOKEN.search((home / "said").read_text(encoding="utf-8", errors="replace"))
    return found[1] if found else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and, where the system has process groups, its children."""
    for hard in (False, True):
        _signal(process, hard=hard)
        if _wait(process, PATIENCE):
            break


def _signal(process: subprocess.Popen[bytes], *, hard: bool) -> None:
    if sys.platform == "win32":
        process.kill()
        return
    try:
        os.killpg(process.pid, signal.SIGKILL if hard else signal.SIGTERM)
    except (ProcessLookupError, PermissionError):
        process.kill()


def _wait(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _remove(home: Path) -> None:
    """Remove the folder; try again, since the last child may still write for a moment."""
    for _ in range(50):
        shutil.rmtree(home, ignore_errors=True)
        if not home.exists():
            return
        time.sleep(_PAUSE)
