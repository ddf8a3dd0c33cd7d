# SPDX-License-Identifier: AGPL-3.0-or-later
"""One run of a headless Chromium over many documents: each is loaded in a frame of the screen's size, paginated with columns in
the direction that its own writing mode asks for, and measured. A screenshot would be less: boxes can be compared.

The letters come from wheels (``pylopdf-fonts-*``), so that no result depends on the fonts of a machine.
"""

from __future__ import annotations

import html
import importlib.util
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
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--force-device-scale-factor=1",
    "--allow-file-access-from-files", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=600000",
)  # fmt: skip
SCRIPT = Path(__file__).with_name("measure.js")
WHEELS = {"zh-Hans": "zh_cn", "zh-Hant": "zh_tw", "ja": "jp", "ko": "ko"}

HARNESS = """<!doctype html><html><head><meta charset="utf-8"></head><body><pre id="out"></pre><script>%s
run(%s, %s);
</script></body></html>"""


@dataclass(frozen=True)
class Job:
    """A document, a screen and a size of letters, in pixels; ``force`` overrules the writing mode."""

    file: str
    width: int = 1072
    height: int = 1448
    font: int = 36
    force: str = ""
    face: str = ""
    """The language whose font is loaded; empty: what the machine has."""

    @property
    def margin(self) -> int:
        """Of the page."""
        return round(self.width * 0.06)


def find() -> str | None:
    """The browser of this machine."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def font(language: str) -> Path | None:
    """The serif face of a language, from the wheel that brings it."""
    found = importlib.util.find_spec(f"pylopdf_fonts_{WHEELS[language]}")
    folder = Path(found.origin).parent if found and found.origin else None
    return next(iter(folder.glob("NotoSerif*.otf")), None) if folder else None


def faces() -> dict[str, str]:
    """A rule for each face there is."""
    files = {language: path for language in WHEELS if (path := font(language))}
    return {name: f'@font-face{{font-family:Test;src:url("{path.as_uri()}")}}' for name, path in files.items()}


def measure(browser: str, jobs: Sequence[Job], folder: Path) -> list[dict[str, Any]]:
    """What the browser found for each job; ``folder`` holds its profile and the harness."""
    asked = json.dumps([asdict(job) | {"margin": job.margin} for job in jobs]).replace("</", "<\\/")
    page = HARNESS % (SCRIPT.read_text("utf-8"), asked, json.dumps(faces()))
    dom = run(browser, page, folder)
    found = re.search(r'<pre id="out">(.*?)</pre>', dom, re.DOTALL)
    assert found, dom[-500:]
    assert found.group(1), "the browser did not come to an end"
    measured: list[dict[str, Any]] = json.loads(html.unescape(found.group(1)))
    return measured


def run(browser: str, page: str, folder: Path, *flags: str) -> str:
    """The page as it stands when its script is done."""
    harness = folder / "harness.html"
    harness.write_text(page, "utf-8")
    command = [browser, *FLAGS, *flags, f"--user-data-dir={folder / 'profile'}", "--dump-dom", harness.as_uri()]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=1500, check=False)
    return done.stdout
