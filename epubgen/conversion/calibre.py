# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs calibre's ``ebook-convert``: finds it, reads its version, checks that it wrote a file.

It gets a configuration folder of its own, so that the user's plugins and settings do not change an edition.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from epubgen.errors import Location, ToolError, finding
from epubgen.files.disk_errors import reason

__all__ = ["TIMEOUT", "calibre_version", "find_calibre", "run_calibre"]

TIMEOUT = 600.0
"""Seconds; an issue of 40 stories takes some ten."""
_NAME = "ebook-convert"
_PLACES = {
    "darwin": ("/Applications/calibre.app/Contents/MacOS/ebook-convert",),
    "win32": (r"C:\Program Files\Calibre2\ebook-convert.exe", r"C:\Program Files (x86)\Calibre2\ebook-convert.exe"),
}
"""Where calibre's installers put it without telling PATH."""
OPTIONS = (
    "--no-inline-toc",  # the edition has a contents page of its own
    *("--max-toc-links", "0", "--toc-threshold", "0", "--no-chapters-in-toc"),  # the contents are those of the EPUB
    *("--chapter", "/", "--chapter-mark", "none", "--page-breaks-before", "/"),  # a story is a file: pages break there
    *("--disable-font-rescaling", "--minimum-line-height", "0", "--keep-ligatures"),  # type as it was set
    *("--margin-top", "-1", "--margin-bottom", "-1", "--margin-left", "-1", "--margin-right", "-1"),
    "--disable-remove-fake-margins",
    *("--output-profile", "tablet"),  # pictures keep their pixels
    "--dont-compress",  # of use for text only, and in the way of the same bytes every time: see ``resources``
)
_TAIL = 300
"""Characters of calibre's last words that a finding quotes."""


def find_calibre() -> Path:
    """Return the program: on PATH, else where calibre's installers put it.

    Raises:
        ToolError: EG040 it is not installed.
    """
    usual = (Path(place) for place in _PLACES.get(sys.platform, ()))
    found = shutil.which(_NAME) or next((place for place in usual if place.is_file()), None)
    if found is None:
        raise ToolError(finding("EG040"))
    return Path(found)


def calibre_version(program: Path) -> str:
    """Return the version, ``6.13.0``; empty if the program does not state one."""
    with tempfile.TemporaryDirectory(prefix="epubgen-", ignore_cleanup_errors=True) as folder:
        try:
            done = _start([str(program), "--version"], Path(folder), 60)
        except (OSError, subprocess.SubprocessError):
            return ""
    found = re.search(r"calibre (\d+(?:\.\d+)+)", done.stdout)
    return found[1] if found else ""


def run_calibre(program: Path, epub: Path, target: Path, timeout: float = TIMEOUT, *, name: str = "") -> None:
    """Convert an EPUB; the ending of ``target`` is the format, ``name`` is the name of the EPUB in findings.

    Raises:
        ToolError: EG041 it failed, ran longer than ``timeout`` seconds, or reported success and wrote no file.
    """
    at = Location(name or epub.name)
    with tempfile.TemporaryDirectory(prefix="epubgen-", ignore_cleanup_errors=True) as folder:
        try:
            done = _start([str(program), str(epub), str(target), *OPTIONS], Path(folder), timeout)
        except subprocess.TimeoutExpired as error:
            raise ToolError(finding("EG041.timeout", at, seconds=round(timeout))) from error
        except OSError as error:
            raise ToolError(finding("EG041.start", at, why=reason(error), program=program)) from error
    if done.returncode:
        raise ToolError(finding("EG041", at, code=done.returncode, words=_last_words(done)))
    if not target.is_file() or not target.stat().st_size:
        raise ToolError(finding("EG041.nothing", at, words=_last_words(done)))


def _start(command: Sequence[str], folder: Path, timeout: float) -> subprocess.CompletedProcess[str]:
    """Run the program; after ``timeout`` seconds, end it and every process that it started."""
    with subprocess.Popen(  # noqa: S603 - the user's own program, arguments not through a shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(_environment(folder)),
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            out, err = process.communicate(timeout=timeout)
        except BaseException:
            _end(process)
            raise
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def _end(process: subprocess.Popen[str]) -> None:
    """End the program and, where the system has process groups, its children."""
    if sys.platform != "win32":
        import signal  # noqa: PLC0415 - only for a program that hangs

        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    process.kill()


def _environment(folder: Path) -> Iterator[tuple[str, str]]:
    """Return the user's environment without calibre's variables; English, no window, no proxy."""
    for name, value in os.environ.items():
        if not name.upper().startswith(("CALIBRE_", "PYTHON", "QT")):
            yield name, value
    for name in ("CALIBRE_CONFIG_DIRECTORY", "CALIBRE_CACHE_DIRECTORY", "CALIBRE_TEMP_DIR"):
        home = folder / name.lower()
        home.mkdir(exist_ok=True)
        yield name, str(home)
    yield from (("CALIBRE_OVERRIDE_LANG", "en"), ("LC_ALL", "C.UTF-8"), ("TZ", "UTC"))
    yield from (("QT_QPA_PLATFORM", "offscreen"), ("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox"))
    yield from ((name, "http://127.0.0.1:9") for name in ("http_proxy", "https_proxy"))


def _last_words(done: subprocess.CompletedProcess[str]) -> str:
    """Return the end of the program's output on one line; a dash if there is none."""
    said = done.stderr.strip() or done.stdout.strip()
    return " / ".join(line.strip() for line in said[-_TAIL:].splitlines() if line.strip()) or "–"
