# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which addresses a page may load when it must stay within a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from epubgen.live_preview.browser.page import RequestFilter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "book" / "text").mkdir(parents=True)
    return (tmp_path / "book").resolve()


@pytest.mark.parametrize(
    "name", ["a.css", "text/第一 版.xhtml", "text/../a.css", "no/such/file.png", "100%.png", "a#b.png"]
)
def test_files_of_the_folder(folder: Path, name: str) -> None:
    assert RequestFilter(folder=folder).lets((folder / name).as_uri(), as_page=False)


@pytest.mark.parametrize("url", ["data:image/png;base64,AAAA", "blob:null/1", "about:srcdoc"])
def test_addresses_that_hold_what_they_name(folder: Path, url: str) -> None:
    assert RequestFilter(folder=folder).lets(url, as_page=False)


@pytest.mark.parametrize(
    "rest",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/text/..%2f..%2fsecret.txt",
        "s/neighbour.txt",
        "/%00",
    ],
)
def test_ways_out_of_the_folder(folder: Path, rest: str) -> None:
    assert not RequestFilter(folder=folder).lets(folder.as_uri() + rest, as_page=False)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname", "file://server/share/a.css", "http://127.0.0.1:631/", "https://example.org/a.png",
        "ftp://example.org/", "chrome://version/", "devtools://devtools/", "view-source:file:///etc/hostname", "", "a.css",
    ],
)  # fmt: skip
def test_other_addresses(folder: Path, url: str) -> None:
    assert not RequestFilter(folder=folder).lets(url, as_page=False)


def test_a_link_out_of_the_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    (folder / "link").symlink_to(tmp_path / "secret.txt")
    assert not RequestFilter(folder=folder).lets((folder / "link").as_uri(), as_page=False)


def test_the_page_itself_stays_where_it_was_sent(folder: Path) -> None:
    home, other = (folder / "a.xhtml").as_uri(), (folder / "b.xhtml").as_uri()
    fence = RequestFilter(folder=folder, home=f"{home}#part")
    assert fence.lets(home, as_page=True)
    assert not fence.lets(other, as_page=True)
    assert fence.lets(other, as_page=False)  # in a frame of the page
    assert not fence.lets("data:text/html,x", as_page=True)
