# SPDX-License-Identifier: AGPL-3.0-or-later
"""One run of a headless Chromium over many documents: each is loaded in a frame of the screen's size, paginated with columns in
the direction that its own writing mode asks for, and measured. A screenshot would be less: boxes can be compared."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "headless_shell")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --hide-scrollbars --force-device-scale-factor=1 --allow-file-access-from-files "
    "--host-resolver-rules=MAP%20*%20~NOTFOUND --virtual-time-budget=60000"
)

HARNESS = """<!doctype html><html><head><meta charset="utf-8"></head><body><pre id="out"></pre><script>
const jobs = %s, results = [];
const box = r => ({x: r.x, y: r.y, w: r.width, h: r.height});
function measure(frame, job) {
  const D = frame.contentDocument, V = frame.contentWindow, root = D.documentElement;
  const add = css => { const s = D.createElementNS('http://www.w3.org/1999/xhtml', 'style'); s.textContent = css;
    D.head.appendChild(s) };
  const first = D.createElementNS('http://www.w3.org/1999/xhtml', 'style');
  first.textContent = 'html{font-size:' + job.font + 'px;line-height:1.75}';
  D.head.insertBefore(first, D.head.firstChild);
  if (job.force) add('html{writing-mode:' + job.force + '!important;-webkit-writing-mode:' + job.force + '!important}');
  const mode = V.getComputedStyle(D.body).writingMode, vertical = mode.startsWith('vertical');
  const unpaged = {scroll: [root.scrollWidth, root.scrollHeight], view: [V.innerWidth, V.innerHeight]};
  const m = job.margin, W = job.width - 2 * m, H = job.height - 2 * m;
  add('html{box-sizing:content-box!important;width:' + W + 'px!important;height:' + H + 'px!important;margin:' + m +
    'px!important;column-width:' + (vertical ? H : W) + 'px!important;column-gap:' + 2 * m +
    'px!important;column-fill:auto!important}');
  const all = selector => [...D.querySelectorAll(selector)];
  const shown = e => ({rects: e.getClientRects().length, box: box(e.getBoundingClientRect()),
    kind: e.getAttribute('class') || e.localName});
  return {file: job.file, vertical, mode: [V.getComputedStyle(root).writingMode, mode],
    lineBreak: V.getComputedStyle(D.body).lineBreak, unpaged,
    figures: all('figure').map(f => ({...shown(f), parts: [...f.children].map(shown)})),
    heads: all('header.head > *').map(e => ({...shown(e), box: box(e.getClientRects()[0])})),
    starts: all('header.head > *').map(e => { const r = D.createRange(); r.selectNodeContents(e);
      const q = r.getClientRects()[0]; return vertical ? q.y : q.x }),
    indents: all('p.body').map(e => V.getComputedStyle(e).textIndent),
    stress: all('em').map(e => V.getComputedStyle(e).fontStyle),
    tables: all('tr').map(shown)};
}
async function run() {
  for (const job of jobs) {
    const frame = document.createElement('iframe');
    frame.style.cssText = 'border:0;display:block;width:' + job.width + 'px;height:' + job.height + 'px';
    await new Promise(done => { frame.onload = done; frame.src = job.file; document.body.appendChild(frame) });
    try { await frame.contentDocument.fonts.ready; results.push(measure(frame, job)) }
    catch (error) { results.push({file: job.file, error: String(error)}) }
    frame.remove();
  }
  document.getElementById('out').textContent = JSON.stringify(results);
}
run();
</script></body></html>"""


@dataclass(frozen=True)
class Job:
    """A document, a screen and a size of letters, in pixels; ``force`` overrules the writing mode."""

    file: str
    width: int = 1072
    height: int = 1448
    font: int = 36
    force: str = ""

    @property
    def margin(self) -> int:
        """Of the page."""
        return round(self.width * 0.06)


def find() -> str | None:
    """The browser of this machine."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def measure(browser: str, jobs: Sequence[Job], folder: Path) -> list[dict[str, Any]]:
    """What the browser found for each job; ``folder`` holds its profile and the harness."""
    asked = json.dumps([asdict(job) | {"margin": job.margin} for job in jobs]).replace("</", "<\\/")
    harness = folder / "harness.html"
    harness.write_text(HARNESS % asked, "utf-8")
    flags = [flag.replace("%20", " ") for flag in FLAGS.split()]
    command = [browser, *flags, f"--user-data-dir={folder / 'profile'}", "--dump-dom", harness.as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False).stdout
    found = re.search(r'<pre id="out">(.*?)</pre>', dom, re.DOTALL)
    assert found, dom[-500:]
    measured: list[dict[str, Any]] = json.loads(html.unescape(found.group(1)))
    return measured
