# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the ink of single glyphs falls in vertical lines, by language: punctuation, dashes, cells, the lines of links."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from epubgen.epub.theme.sheets import sheets
from tests.rendering.browser import faces, find, run

BROWSER = find()
pytestmark = [
    pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine"),
    pytest.mark.skipif(len(faces()) < 4, reason="no fonts: pip install 'epubgen-periodicals[dev]'"),
]
LANGUAGES = {"zh-Hans": "zh-Hans-CN", "zh-Hant": "zh-Hant-TW", "ja": "ja", "ko": "ko"}
SIZE, FRAME = 50, 800
WORDS = {"zh-Hans": "海上有灯", "zh-Hant": "海上有燈", "ja": "海上有灯", "ko": "바다에등"}
PIECES = {
    "comma": "<span id='comma'>，</span>",
    "stop": "<span id='stop'>。</span>",
    "bracket": "<span id='bracket'>「</span>",
    "dash": "<span id='dash'>——</span>",
    "cell": "<span id='cell' class='tcy'>12</span>",
    "link": "<a id='link' href='a.xhtml'>{words}</a>",
    "name": "<span id='name' class='proper-name'>{words}</span>",
}
HARNESS = """<!doctype html><meta charset="utf-8"><style>body{margin:0;background:#fff}iframe{position:absolute;top:0;border:0}
pre{display:none}</style><body><pre id="out"></pre><script>
const frames = %s, size = %d, found = {};
async function run() {
  for (const [n, f] of frames.entries()) {
    const frame = document.createElement('iframe');
    frame.style.cssText = `left:${n * size}px;width:${size}px;height:${size}px`;
    await new Promise(done => { frame.onload = done; frame.src = f.file; document.body.appendChild(frame) });
    await frame.contentDocument.fonts.ready;
    found[f.name] = {};
    for (const e of frame.contentDocument.querySelectorAll('[id]')) {
      const r = e.getBoundingClientRect();
      found[f.name][e.id] = [r.x + n * size, r.y, r.width, r.height];
    }
  }
  document.getElementById('out').textContent = JSON.stringify(found);
}
run();
</script>"""


@dataclass(frozen=True)
class Ink:
    """The ink of a piece, in em of its own box: x from the left of the line's em box, y from its start."""

    left: float
    right: float
    top: float
    bottom: float
    x: float
    y: float
    columns: tuple[float, ...]
    """Where there is ink along (nearly) the whole length: a line."""


def document(language: str, folder: Path) -> Path:
    looks = sheets(LANGUAGES[language], "vertical-rl")
    for look in looks:
        (folder / look.name).write_bytes(look.data)
    links = "".join(f'<link rel="stylesheet" href="{look.name}"/>' for look in looks)
    style = f"{faces()[language]} html{{font:{SIZE}px/1.2 Test}} p{{margin:0 40px}}"
    body = "".join(f"<p>{piece.format(words=WORDS[language])}</p>" for piece in PIECES.values())
    page = folder / f"{language}.xhtml"
    page.write_text(
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{LANGUAGES[language]}"><head>{links}<style>{style}</style></head>'
        f"<body>{body}</body></html>",
        "utf-8",
    )
    return page


def ink(picture: Image.Image, box: tuple[float, float, float, float]) -> Ink:
    """Dark pixels around the em box of a piece, .4em more on each side across the line."""
    x, y, width, height = box
    left = round(x + width / 2 - SIZE / 2)
    reach = round(SIZE * 0.4)
    part = picture.crop((left - reach, round(y), left + SIZE + reach, round(y + height)))
    dots = [
        (column - reach, row)
        for row in range(part.height)
        for column in range(part.width)
        if part.getpixel((column, row)) < 128  # type: ignore[operator]
    ]
    assert dots, "nothing is drawn"
    xs, ys = [dot[0] / SIZE for dot in dots], [dot[1] / SIZE for dot in dots]
    counts = {column: sum(1 for dot in dots if dot[0] == column) for column in {dot[0] for dot in dots}}
    lines = tuple(sorted(column / SIZE for column, count in counts.items() if count > 0.9 * part.height))
    return Ink(min(xs), max(xs), min(ys), max(ys), sum(xs) / len(xs), sum(ys) / len(ys), lines)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Ink]]:
    folder = tmp_path_factory.mktemp("ink")
    frames = [{"name": name, "file": document(name, folder).as_uri()} for name in LANGUAGES]
    shot = folder / "shot.png"
    assert BROWSER
    dom = run(
        BROWSER, HARNESS % (json.dumps(frames), FRAME), folder,
        f"--screenshot={shot}", f"--window-size={FRAME * len(frames)},{FRAME + 300}",
    )  # fmt: skip
    found = re.search(r'<pre id="out">(.*?)</pre>', dom, re.DOTALL)
    assert found
    boxes = json.loads(html.unescape(found[1]))
    picture = Image.open(shot).convert("L")
    return {name: {key: ink(picture, box) for key, box in pieces.items()} for name, pieces in boxes.items()}


def each(drawn: dict[str, dict[str, Ink]], piece: str) -> Iterator[tuple[str, Ink]]:
    return ((language, pieces[piece]) for language, pieces in drawn.items())


@pytest.mark.parametrize("piece", ["comma", "stop"])
def test_a_mark_stands_where_its_language_has_it(drawn: dict[str, dict[str, Ink]], piece: str) -> None:
    for language, mark in each(drawn, piece):
        if language == "zh-Hant":
            assert abs(mark.x - 0.5) < 0.12, language
            assert abs(mark.y - 0.5) < 0.12, language
        else:
            assert mark.x > 0.6, language
            assert mark.y < 0.4, language


def test_a_corner_bracket_turns_with_the_line(drawn: dict[str, dict[str, Ink]]) -> None:
    for language, mark in each(drawn, "bracket"):
        assert mark.right - mark.left > mark.bottom - mark.top, language


def test_a_dash_is_thin_and_whole(drawn: dict[str, dict[str, Ink]]) -> None:
    for language, dash in each(drawn, "dash"):
        assert dash.right - dash.left <= 0.1, language
        assert dash.bottom - dash.top > 1.5, language
        assert dash.columns, language


def test_two_digits_fill_one_cell(drawn: dict[str, dict[str, Ink]]) -> None:
    for language, cell in each(drawn, "cell"):
        assert cell.right - cell.left <= 1, language
        assert cell.bottom - cell.top < 1, language


def test_the_line_of_a_link_is_right_of_the_text(drawn: dict[str, dict[str, Ink]]) -> None:
    for language, link in each(drawn, "link"):
        assert link.columns, language
        assert min(link.columns) > 0.8, language


def test_the_line_of_a_name_is_left_of_the_text(drawn: dict[str, dict[str, Ink]]) -> None:
    for language, name in each(drawn, "name"):
        assert name.columns, language
        assert max(name.columns) < 0.2, language
