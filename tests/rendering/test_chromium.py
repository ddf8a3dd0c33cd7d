# SPDX-License-Identifier: AGPL-3.0-or-later
"""The browser as this project drives it: sizes, scripts, keys, clicks; and that nothing of it is left."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path

import pytest

from epubgen.errors import ToolError
from epubgen.live_preview.browser import Browser, BrowserPage, ScriptError, find_browser

pytestmark = pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine")

DOCUMENT = """<!doctype html><title>A page</title><body style="margin:0">
<button style="position:absolute;left:20px;top:30px;width:40px;height:20px" onclick="told.push('click')"></button>
<script>var told = []; addEventListener('keydown', e => told.push(e.key + '/' + e.code))</script>"""


@pytest.fixture
def document(tmp_path: Path) -> str:
    path = tmp_path / "page.html"
    path.write_text(DOCUMENT, "utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser: Browser) -> BrowserPage:
    return browser.page(200, 300)


@pytest.mark.parametrize(("width", "height", "ratio"), [(536, 724, 2.0), (600, 800, 1.0), (360, 720, 3.0)])
def test_a_picture_has_the_pixels_of_the_device(
    browser: Browser, document: str, width: int, height: int, ratio: float
) -> None:
    page = browser.page(width, height, ratio=ratio)
    page.go(document)
    assert struct.unpack(">II", page.screenshot()[16:24]) == (width * ratio, height * ratio)
    assert page.evaluate("[innerWidth, innerHeight, devicePixelRatio]") == [width, height, ratio]


def test_keys_and_clicks_arrive(page: BrowserPage, document: str) -> None:
    page.go(document)
    for key in ("ArrowLeft", "PageDown", "n", "Enter", " "):
        page.press(key)
    page.click(30, 40)
    assert page.evaluate("told") == [
        "ArrowLeft/ArrowLeft", "PageDown/PageDown", "n/KeyN", "Enter/Enter", " /Space", "click",
    ]  # fmt: skip


def test_scripts(page: BrowserPage, document: str) -> None:
    page.go(document)
    assert page.evaluate("new Promise(done => setTimeout(() => done({a: [1, '页']}), 5))") == {"a": [1, "页"]}
    assert page.evaluate("undefined") is None
    with pytest.raises(ScriptError, match="nothing is not defined"):
        page.evaluate("nothing")
    with pytest.raises(ScriptError, match="broken"):
        page.evaluate("Promise.reject(new Error('broken'))")


def test_waiting(page: BrowserPage, document: str) -> None:
    page.go(document)
    page.evaluate("setTimeout(() => window.ready = 'yes', 50); 0")
    assert page.wait("window.ready") == "yes"
    with pytest.raises(TimeoutError):
        page.wait("false", 0.1)


def test_forbidden_scripts_do_not_run(page: BrowserPage, document: str) -> None:
    page.forbid_scripts()
    page.go(document)
    assert page.evaluate("typeof told") == "undefined"


def test_jumps_within_a_document(page: BrowserPage, document: str) -> None:
    page.go(document)
    page.go(document + "#further")
    assert page.evaluate("location.hash") == "#further"


@pytest.mark.parametrize("url", ["http://example.org/", "https://192.0.2.1/", "file:///nowhere/page.html"])
def test_what_cannot_be_reached(page: BrowserPage, url: str) -> None:
    with pytest.raises(ToolError) as caught:
        page.go(url)
    assert caught.value.findings[0].key == "EG031.page"


def test_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    browser = Browser()
    with browser:
        assert [*tmp_path.iterdir()]
        assert browser._program
        process = browser._program.process
    assert process.poll() is not None
    assert not [*tmp_path.iterdir()]


def fail_in(browser: Browser) -> None:
    with browser:
        raise ZeroDivisionError


def die_in(browser: Browser) -> None:
    with browser:
        page = browser.page(100, 100)
        assert browser._program
        browser._program.process.kill()
        for _ in range(3):
            page.screenshot()


def test_nothing_is_left_after_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(ZeroDivisionError):
        fail_in(Browser())
    with pytest.raises(ToolError) as caught:
        die_in(Browser())
    assert caught.value.findings[0].key == "EG031.lost"
    assert not [*tmp_path.iterdir()]
