# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rare characters of the sample in a browser that has no other font for them than the embedded one."""

from __future__ import annotations

import html
import io
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

import epubgen
from tests.rendering.browser import find
from tests.unit.test_font_files import needs_fonts

SAMPLE = Path(__file__).resolve().parents[2] / "issues" / "rare-names" / "2026-09-09"
NAMES = "𠮷𡈽𣲘䶮㛃㼆𬭎𬭳𬘬𫖯𫟹𬱖𬶋𮧵𪚥龘靐㙍𫍯"
BROWSER = find()
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--virtual-time-budget=30000"]
pytestmark = [pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine"), needs_fonts]

HARNESS = """<!doctype html><html><head><meta charset="utf-8"><link rel="stylesheet" href="EPUB/css/rare.css"></head>
<body><pre id="out"></pre><script>
const names = [...%s];
const pixels = (char, family) => {
  const c = document.createElement('canvas'); c.width = c.height = 80;
  const g = c.getContext('2d'); g.font = '64px ' + family; g.textBaseline = 'top'; g.fillText(char, 8, 8);
  return [...g.getImageData(0, 0, 80, 80).data].join();
};
async function run() {
  const families = [...document.styleSheets[0].cssRules].filter(r => r.constructor.name === 'CSSFontFaceRule')
    .map(r => r.style.getPropertyValue('font-family'));
  const found = {};
  for (const family of families) {
    await document.fonts.load('64px ' + family, names.join(''));
    const box = pixels('\\u{10FFFD}', family + ', NoSuchFont');
    for (const char of names) {
      const here = pixels(char, family + ', NoSuchFont'), elsewhere = pixels(char, 'NoSuchFont');
      if (here !== elsewhere && here !== box) found[char] = family;
    }
  }
  document.getElementById('out').textContent = JSON.stringify(found);
}
run();
</script></body></html>"""


def test_seventeen_are_shown_by_the_embedded_fonts_and_two_by_pictures(tmp_path: Path) -> None:
    assert BROWSER
    stream = io.BytesIO()
    epubgen.build(SAMPLE, stream, cover="none")
    with zipfile.ZipFile(stream) as book:
        book.extractall(tmp_path)
    page = tmp_path / "rare.html"
    page.write_text(HARNESS % json.dumps(NAMES), "utf-8")
    command = [BROWSER, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", page.as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False).stdout
    match = re.search(r'<pre id="out">(.*?)</pre>', dom, re.DOTALL)
    assert match, dom[-500:]
    found = json.loads(html.unescape(match[1]))
    pages = "".join(path.read_text("utf-8") for path in sorted(tmp_path.glob("EPUB/text/*.xhtml")))
    pictured = set(re.findall(r'<img src="\.\./gaiji/\w+\.png" alt="(.)" class="gaiji"/>', pages))
    wrapped = {char for run in re.findall(r'<span class="rare(?: rare-2)?">(.*?)</span>', pages) for char in run}
    assert len(found) >= 17
    assert pictured == {"𮧵", "𪚥"}
    assert wrapped == set(found) == set(NAMES) - pictured
