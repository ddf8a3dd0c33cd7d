# SPDX-License-Identifier: AGPL-3.0-or-later
"""calibre-web, where it is installed: a library server whose page of a series is read in a browser.

It wants other versions of libraries than we do, so it lives in an environment of its own: ``EPUBGEN_CALIBRE_WEB`` names
it, else it is ``~/.cache/epubgen-calibre-web``; ``.ci/run`` makes it.
"""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from epubgen.live_preview.browser import Browser, find_browser
from tests.programs_of_others import folder_of

SECONDS = 240
"""How long a start may take on a busy machine."""
_LINKS = "[...document.querySelectorAll('a[href^=\"/series/stored\"]')].map(a => a.getAttribute('href'))"
_TITLES = "[document.title, [...document.querySelectorAll('p.title')].map(p => p.title)]"


def program() -> Path:
    """The server."""
    return folder_of("calibre-web") / "bin" / "cps"


def missing() -> str:
    """Why it cannot run here; empty when it can."""
    if not find_browser():
        return "the page of calibre-web needs a Chromium"
    return "" if program().is_file() else f"calibre-web is not at {program()}; .ci/run says how to install it"


def series(library: Path, folder: Path) -> dict[str, list[str]]:
    """Each series of a library with the titles of its books, in the order of the page."""
    with _server(library, folder) as address, Browser() as browser:
        page = browser.page(1200, 900)
        page.go(f"{address}/series?data=series&sort_param=stored")
        ids = {str(link).rpartition("/stored")[2].strip("/") or "1" for link in page.evaluate(_LINKS)}
        shown = {}
        for number in sorted(ids, key=int):
            page.go(f"{address}/series/seriesasc/{number}")
            head, titles = page.evaluate(_TITLES)
            shown[str(head).partition("Series: ")[2].strip()] = list(map(str, titles))
        return shown


@contextmanager
def _server(library: Path, folder: Path) -> Iterator[str]:
    """The address of a server that shows the library to guests; a first run makes its settings."""
    settings, port = folder / "app.db", _free_port()
    with _running(settings, port):
        _until(lambda: _has_settings(settings))
    with sqlite3.connect(settings) as base:
        base.execute(
            "update settings set config_calibre_dir = ?, config_port = ?, config_external_port = ?, config_anonbrowse = 1, "
            "config_random_books = 0, config_books_per_page = 100",
            (str(library), port, port),
        )
        base.execute("update user set sidebar_view = 262143 where name = 'Guest'")
    address = f"http://127.0.0.1:{port}"
    with _running(settings, port):
        _until(lambda: _answers(address))
        yield address


@contextmanager
def _running(settings: Path, port: int) -> Iterator[None]:
    paths = ("-p", settings, "-g", settings.with_name("drive.db"), "-o", settings.with_name("web.log"))
    command = [str(part) for part in (program(), *paths, "-i", "127.0.0.1", "-m")]
    log = settings.with_name("out.txt").open("ab")
    with (
        log,
        subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "CALIBRE_PORT": str(port)}) as server,
    ):
        try:
            yield
        finally:
            server.kill()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _has_settings(path: Path) -> bool:
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
            users = base.execute("select count(*) from user join settings").fetchone()
    except sqlite3.Error:
        return False
    return bool(users[0] > 1)


def _answers(address: str) -> bool:
    try:
        with build_opener(ProxyHandler({})).open(f"{address}/series", timeout=20) as answer:
            return bool(answer.status == 200 and "/series" in answer.url)
    except (URLError, OSError, ValueError):
        return False


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end, "calibre-web does not start"
        time.sleep(0.5)


if __name__ == "__main__":
    import sys
    import tempfile

    with tempfile.TemporaryDirectory() as home:
        sys.stdout.write(json.dumps(series(Path(sys.argv[1]), Path(home)), ensure_ascii=False, indent=1))
