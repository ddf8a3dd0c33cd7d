# SPDX-License-Identifier: AGPL-3.0-or-later
"""A book of others shows no file of this computer in its pictures, and asks no server of this computer for anything."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image

from epubgen.live_preview.browser import Browser, find_browser
from epubgen.live_preview.snapshots import Screenshot, snapshot

pytestmark = pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine")

RED = (255, 0, 0)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200" height="200">{}</svg>'
BOX = 'width="200" height="200"'
WAYS = {
    "picture": ("", '<img src="{base}/red.png" alt=""/>'),
    "frame": ("", f'<iframe {BOX} src="{{base}}/red.xhtml"></iframe>'),
    "frame-in-frame": ("", f'<iframe {BOX} srcdoc="&lt;img src={{base}}/red.png&gt;"></iframe>'),
    "object": ("", f'<object {BOX} data="{{base}}/red.svg" type="image/svg+xml"></object>'),
    "embed": ("", f'<embed {BOX} src="{{base}}/red.xhtml"/>'),
    "video": ("", f'<video {BOX} poster="{{base}}/red.png"></video>'),
    "drawing": ("", SVG.format(f'<image xlink:href="{{base}}/red.png" {BOX}/>')),
    "sheet": ('<link rel="stylesheet" href="{base}/red.css"/>', ""),
    "import": ("<style>@import url({base}/red.css);</style>", ""),
    "background": ("<style>body {{ background: url({base}/red.png) }}</style>", ""),
    "font": ("<style>@font-face {{ font-family: f; src: url({base}/x.ttf) }} body {{ font-family: f }}</style>", ""),
    "base": ('<base href="{base}/"/>', '<img src="red.png" alt=""/>'),
    "refresh": ('<meta http-equiv="refresh" content="0;url={base}/red.xhtml"/>', ""),
    "prefetch": (
        '<link rel="prefetch" href="{base}/red.png"/><link rel="preload" as="image" href="{base}/red.png"/>',
        "",
    ),
}
"""Ways to load something, each a document of its own: what stands in its head, and in its body."""
PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>{}</head><body>{}<p>words</p></body></html>'
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="x.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def lay_out(folder: Path) -> None:
    """The files that no picture may show: all of them are red."""
    folder.mkdir()
    Image.new("RGB", (200, 200), RED).save(folder / "red.png")
    (folder / "red.css").write_text("html, body { background: #f00 !important }", "utf-8")
    (folder / "red.svg").write_text(SVG.format(f'<rect {BOX} fill="#f00"/>'), "utf-8")
    (folder / "red.xhtml").write_text(PAGE.format("<style>html { background: #f00 }</style>", ""), "utf-8")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    lay_out(tmp_path / "outside")
    return tmp_path / "outside"


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server of this computer, and what it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()


def book(path: Path, documents: dict[str, str], **more: bytes) -> Path:
    items = "".join(f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in documents)
    spine = "".join(f'<itemref idref="{name}"/>' for name in documents)
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("mimetype", "application/epub+zip")
        pack.writestr("META-INF/container.xml", CONTAINER)
        opened = '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/>'
        pack.writestr("x.opf", f"{opened}<manifest>{items}</manifest><spine>{spine}</spine></package>")
        for name, text in documents.items():
            pack.writestr(f"{name}.xhtml", text)
        for name, data in more.items():
            pack.writestr(f"{name}.png", data)
    return path


def hostile(path: Path, base: str) -> Path:
    return book(path, {n: PAGE.format(h.format(base=base), b.format(base=base)) for n, (h, b) in WAYS.items()})


def reds(shot: Screenshot) -> int:
    assert shot.path
    with Image.open(shot.path) as picture:
        colours = picture.convert("RGB").getcolors(1 << 24)
    return sum(count for count, colour in colours or () if colour == RED)


def test_no_file_of_this_computer_is_shown(outside: Path, tmp_path: Path) -> None:
    made = snapshot(hostile(tmp_path / "book.epub", outside.as_uri()), tmp_path / "out", device="small")
    assert [shot.part for shot in made.pages] == [*WAYS]
    assert [shot.part for shot in made.pages if reds(shot)] == []


def test_no_server_of_this_computer_is_asked(asked: tuple[str, list[str]], tmp_path: Path) -> None:
    base, paths = asked
    made = snapshot(hostile(tmp_path / "book.epub", base), tmp_path / "out", device="small")
    assert len(made.pages) == len(WAYS)
    assert paths == []


def test_files_of_the_book_are_shown(outside: Path, tmp_path: Path) -> None:
    body = '<img src="red.png" alt=""/>'
    path = book(tmp_path / "book.epub", {"a": PAGE.format("", body)}, red=(outside / "red.png").read_bytes())
    (shot,) = snapshot(path, tmp_path / "out", device="small").pages
    assert reds(shot) == 200 * 200


def test_a_page_without_a_fence_shows_them(outside: Path, tmp_path: Path, browser: Browser) -> None:
    """What the other tests take for a danger is one."""
    path = tmp_path / "book" / "a.xhtml"
    path.parent.mkdir()
    path.write_text(PAGE.format("", f'<img src="{outside.as_uri()}/red.png" alt=""/>'), "utf-8")
    page = browser.page(300, 300)
    page.go(path.as_uri())
    assert page.evaluate("document.images[0].naturalWidth") == 200
    page.stay_in(path.parent)
    page.go(path.as_uri())
    assert page.evaluate("document.images[0].naturalWidth") == 0
