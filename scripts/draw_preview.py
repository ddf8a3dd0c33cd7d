# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws docs/images/preview-*.png: the page of `epubgen preview` at work on our samples, as Chromium shows it.

Needs Chromium, the extra ``preview`` and fonts of China and Japan. Each scene is a sample issue with a slip or two made
in a copy of it.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from epubgen.live_preview import Preview
from epubgen.live_preview.browser import Browser, BrowserPage

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "docs" / "images"
WIDTH, HEIGHT = 1366, 850
LARGEST = 250_000
"""Bytes of a picture."""
SHOWN = "document.querySelector('#paper iframe:not(.waiting)')?.src.includes('{}')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Words of a file that are replaced in the copy."""

    file: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A picture: which issue, which document, and what the editor did."""

    name: str
    issue: str
    document: str
    language: str
    slips: tuple[Slip, ...]
    late: bool = False
    """The slips are made while the page is open."""
    wait: str
    """A script that is true when all is there."""
    act: str = ""
    """A script that does what the editor does then."""


HARBOUR, FERRY = "articles/01-01-harbour.md", "articles/last-ferry.md"
SCENES = (
    Scene(
        name="preview-horizontal",
        issue="xizhou-daily/2026-04-17",
        document="text/a-01-01-harbour.xhtml",
        language="zh",
        slips=(
            Slip(file=HARBOUR, old="去迎一艘等了半夜潮水的集装箱船。", new="去迎一艘等了半夜潮水的集装箱船"),
            Slip(file=HARBOUR, old="“是一分钟一分钟抠出来的”", new="“是一分钟一分钟抠出来的"),
        ),
        wait="document.getElementById('printed-picture').naturalWidth && document.querySelector('#findings-list li')",
    ),
    Scene(
        name="preview-vertical",
        issue="shiomi-shimpo/2026-10-25",
        document="text/a-misaki-line.xhtml",
        language="en",
        slips=(Slip(file="articles/misaki-line.md", old="書いてくれたんです」", new="書いてくれたんです"),),
        wait="document.querySelector('#findings-list button.message')",
        act="document.querySelector('#findings-list li:last-child button.message').click()",
    ),
    Scene(
        name="preview-error",
        issue="marlock-courier/2026-06-05",
        document="text/a-last-ferry.xhtml",
        language="en",
        slips=(
            Slip(
                file=FERRY,
                old="title: Ferry wins its midnight crossing",
                new='title: "Ferry wins its midnight crossing',
            ),
            Slip(file="articles/towpath.md", old="kind:", new="knid:"),
        ),
        late=True,
        wait="!document.getElementById('banner').hidden",
    ),
)


def make(issue: Path, slips: tuple[Slip, ...]) -> None:
    """Make the slips."""
    for slip in slips:
        file = issue / slip.file
        text = file.read_text("utf-8")
        if slip.old not in text:
            raise SystemExit(f"{slip.file} does not say {slip.old}")
        file.write_text(text.replace(slip.old, slip.new, 1), "utf-8")


def play(page: BrowserPage, scene: Scene, folder: Path) -> bytes:
    """What the page shows at the end of a scene, as PNG."""
    paper, _, date = scene.issue.partition("/")
    issue = folder / paper / date
    shutil.copytree(ROOT / "issues" / paper, folder / paper)
    if not scene.late:
        make(issue, scene.slips)
    with Preview(issue, language=scene.language) as preview:
        page.go(f"{preview.address}#{scene.document}")
        page.wait(SHOWN.format(scene.document))
        if scene.late:
            make(issue, scene.slips)
        page.wait(f"Boolean({scene.wait})")
        page.evaluate(scene.act)
        page.evaluate("new Promise(done => setTimeout(done, 400))")
        return page.screenshot()


def packed(png: bytes) -> bytes:
    """The same picture in few colours: as small as a page of documentation wants it."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (256, 160, 96, 64):
        out = io.BytesIO()
        picture.quantize(colours, kmeans=2, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


def main() -> None:
    """Draw all scenes."""
    with Browser() as browser, tempfile.TemporaryDirectory() as folder:
        for scene in SCENES:
            data = packed(play(browser.page(WIDTH, HEIGHT), scene, Path(folder) / scene.name))
            (HOME / f"{scene.name}.png").write_bytes(data)
            print(f"{scene.name}.png {len(data):,} bytes")


if __name__ == "__main__":
    main()
