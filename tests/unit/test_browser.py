# SPDX-License-Identifier: AGPL-3.0-or-later
"""Browsers that are missing, that fail, that hang, that write rubbish: a clear finding each time, nothing left behind."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.server import ServerConnection, serve

from epubgen.errors import ToolError
from epubgen.live_preview.browser import Browser, find_browser, page, program
from epubgen.live_preview.browser.devtools import DevToolsConnection, DevToolsError
from epubgen.live_preview.browser.page import BrowserPage, ScriptError

posix = pytest.mark.skipif(sys.platform == "win32", reason="the fake browsers are shell scripts")
PROFILE = 'for a; do case "$a" in --user-data-dir=*) profile="${a#*=}";; esac; done; mkdir -p "$profile"\n'


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, empty; and less patience than in earnest."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(program, "PATIENCE", 0.3)
    monkeypatch.setattr(page, "PATIENCE", 0.3)
    return folder


@pytest.fixture
def fake(tmp_path: Path) -> Callable[[str], Path]:
    def make(body: str) -> Path:
        path = tmp_path / "fake-browser"
        path.write_text(f"#!/bin/sh\necho $$ > '{tmp_path}/pid'\n{body}\n", "utf-8")
        path.chmod(0o755)
        return path

    return make


def ended(tmp_path: Path) -> bool:
    pid = int((tmp_path / "pid").read_text())
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def refused(path: Path | None, seconds: float = 10.0) -> str:
    with pytest.raises(ToolError) as caught, Browser(path, seconds=seconds):
        pass
    return caught.value.findings[0].key + " " + caught.value.text()


@posix
def test_one_that_fails_at_once(fake: Callable[[str], Path], tmp_path: Path, temporary: Path) -> None:
    told = refused(fake("echo starting >&2; echo 'cannot open display' >&2; exit 1"))
    assert told.startswith("EG031.ended")
    assert "status 1" in told
    assert "starting / cannot open display" in told
    assert not [*temporary.iterdir()]


@posix
def test_one_that_hangs(fake: Callable[[str], Path], tmp_path: Path, temporary: Path) -> None:
    assert refused(fake("echo waiting; sleep 60"), seconds=0.4).startswith("EG031.silent")
    assert ended(tmp_path)
    assert not [*temporary.iterdir()]


@posix
def test_one_that_will_not_end(fake: Callable[[str], Path], tmp_path: Path) -> None:
    assert refused(fake("trap '' TERM; while :; do sleep 0.1; done"), seconds=0.3).startswith("EG031.silent")
    assert ended(tmp_path)


@posix
@pytest.mark.parametrize("rubbish", ["rubbish", "80\\n", "port\\n/devtools", "1\\n2\\n3\\n4", "\\377\\376\\000"])
def test_one_that_writes_rubbish(fake: Callable[[str], Path], tmp_path: Path, temporary: Path, rubbish: str) -> None:
    path = fake(PROFILE + f"printf '{rubbish}' > \"$profile/DevToolsActivePort\"; printf '{rubbish}'; sleep 60")
    assert refused(path, seconds=0.4).startswith("EG031.silent")
    assert ended(tmp_path)
    assert not [*temporary.iterdir()]


@posix
@pytest.mark.parametrize("told", ["1\\n/devtools/browser/x", "99999\\n/devtools/browser/x"])
def test_one_that_names_a_port_where_nobody_listens(fake: Callable[[str], Path], tmp_path: Path, told: str) -> None:
    path = fake(PROFILE + f"printf '{told}' > \"$profile/DevToolsActivePort\"; sleep 60")
    assert refused(path).startswith("EG031.lost")
    assert ended(tmp_path)


@posix
def test_one_that_only_says_its_address(fake: Callable[[str], Path], tmp_path: Path) -> None:
    path = fake("echo 'DevTools listening on ws://127.0.0.1:1/devtools/browser/x' >&2; sleep 60")
    assert refused(path).startswith("EG031.lost")
    assert ended(tmp_path)


@posix
def test_one_that_cannot_be_run(tmp_path: Path, temporary: Path) -> None:
    path = tmp_path / "chromium"
    path.write_bytes(b"\0\0no program")
    path.chmod(0o755)
    assert refused(path).startswith("EG031 ")
    assert not [*temporary.iterdir()]


def test_one_that_is_not_there(tmp_path: Path) -> None:
    told = refused(tmp_path / "chromium")
    assert told.startswith("EG030.named")
    assert "EPUBGEN_CHROMIUM" in told


def test_none_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(program, "usual_places", lambda _: ())
    assert find_browser() is None
    told = refused(None)
    for words in ("google-chrome", "microsoft-edge", "apt install chromium", "brew install", "winget install"):
        assert words in told


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "find_spec", lambda _: None)
    assert "epubgen-periodicals[preview]" in refused(None)


@posix
def test_the_path_comes_first(fake: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("brave-browser", "google-chrome"):
        fake("exit 0").rename(tmp_path / name)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_browser() == tmp_path / "google-chrome"


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        ("darwin", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        ("darwin", "/Applications/Brave Browser.app/Contents/MacOS/Brave Browser"),
        ("win32", "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe"),
    ],
)
def test_usual_places(platform: str, expected: str) -> None:
    assert Path(expected) in program.usual_places(platform)


Server = Callable[[Callable[[ServerConnection, dict[str, Any]], None]], str]


@pytest.fixture
def server() -> Iterator[Server]:
    """A twin of the protocol: what it does with a command is told by each test."""
    running = []

    def start(answer: Callable[[ServerConnection, dict[str, Any]], None]) -> str:
        def handle(socket: ServerConnection) -> None:
            for told in socket:
                answer(socket, json.loads(told))

        made = serve(handle, "127.0.0.1", 0)
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        running.append((made, thread))
        return f"ws://127.0.0.1:{made.socket.getsockname()[1]}/"

    yield start
    for made, thread in running:
        made.shutdown()
        thread.join()


def lost(address: str) -> str:
    wire = DevToolsConnection(address, "twin", 0.5)
    with pytest.raises(ToolError) as caught:
        wire.call("Target.createTarget")
    wire.close()
    return caught.value.findings[0].key


def test_one_that_goes_away(server: Server) -> None:
    assert lost(server(lambda socket, _: socket.close())) == "EG031.lost"


def test_one_that_does_not_answer(server: Server) -> None:
    assert lost(server(lambda _, __: None)) == "EG031.lost"


def test_one_that_answers_rubbish(server: Server) -> None:
    assert lost(server(lambda socket, _: socket.send("rubbish"))) == "EG031.lost"


def test_other_news_before_the_answer(server: Server) -> None:
    def answer(socket: ServerConnection, order: dict[str, Any]) -> None:
        socket.send("[]")
        socket.send(json.dumps({"method": "Page.loadEventFired", "sessionId": "a", "params": {"n": order["id"]}}))
        socket.send(json.dumps({"id": order["id"] + 7, "result": {"wrong": True}}))
        socket.send(json.dumps({"id": order["id"], "result": {"right": True}}))

    wire = DevToolsConnection(server(answer), "twin", 2)
    assert wire.call("Page.enable", "a") == {"right": True}
    assert wire.event("Page.loadEventFired", "a") == {"n": 1}
    wire.call("Page.enable", "a")
    wire.forget("a")
    with pytest.raises(ToolError):
        DevToolsConnection(server(answer), "twin", 0.2).event("Page.loadEventFired", "b")
    wire.close()


def test_a_command_that_is_refused(server: Server) -> None:
    def answer(socket: ServerConnection, order: dict[str, Any]) -> None:
        wrong = order["method"] == "Runtime.evaluate" or order["method"] == "Page.captureScreenshot"
        socket.send(json.dumps({"id": order["id"], **({"error": {"message": "no"}} if wrong else {"result": {}})}))

    wire = DevToolsConnection(server(answer), "twin", 2)
    with pytest.raises(DevToolsError):
        wire.call("Runtime.evaluate")
    page = BrowserPage(wire, "t", "a")
    with pytest.raises(ScriptError):
        page.evaluate("1")
    with pytest.raises(ToolError) as caught:
        page.screenshot()
    assert "captureScreenshot" in caught.value.text()
    wire.close()


def test_requests_wait_for_the_guard_of_their_session(server: Server) -> None:
    verdicts: list[dict[str, Any]] = []

    def answer(socket: ServerConnection, order: dict[str, Any]) -> None:
        if order["method"].startswith("Fetch."):
            verdicts.append(order)
            return
        for session, name in (("a", "good"), ("a", "bad"), ("b", "bad")):
            paused = {"requestId": f"{session}-{name}", "request": {"url": name}}
            socket.send(json.dumps({"method": "Fetch.requestPaused", "sessionId": session, "params": paused}))
        socket.send(json.dumps({"id": order["id"], "result": {}}))

    wire = DevToolsConnection(server(answer), "twin", 2)
    wire.guard("a", lambda paused: paused["request"]["url"] == "good")
    wire.call("Page.navigate", "a")
    wire.call("Page.enable", "a")  # the verdicts have arrived before this is answered
    wire.close()
    told = {v["params"]["requestId"]: (v["method"], v["sessionId"], v["params"].get("errorReason")) for v in verdicts}
    assert told == {
        "a-good": ("Fetch.continueRequest", "a", None),
        "a-bad": ("Fetch.failRequest", "a", "Aborted"),
        "b-bad": ("Fetch.continueRequest", "b", None),
    }
