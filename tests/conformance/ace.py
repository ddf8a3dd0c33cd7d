# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ace by DAISY, where it is installed: the one process that checks many EPUBs, and the reason why there is none."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.programs_of_others import folder_of, npm_version

VERSION = "1.4.6"
PACKAGES = ("@daisy/ace", "@daisy/ace-cli", "@daisy/ace-axe-runner-puppeteer")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "headless_shell")
BATCH = Path(__file__).with_name("ace_batch.js")
SECONDS = 600


def home() -> Path:
    """Where npm put Ace: ``EPUBGEN_ACE``, else the cache folder of the user."""
    return folder_of("ace")


def missing() -> str:
    """Why Ace cannot run here; empty when it can."""
    if not shutil.which("node"):
        return "Ace needs node"
    if not browser():
        return "Ace needs a Chromium"
    if any(npm_version(home(), package) != VERSION for package in PACKAGES):
        return f"Ace {VERSION} is not in {home()} (EPUBGEN_ACE names another folder); .ci/run says how to install it"
    return ""


def browser() -> str:
    """The browser of this machine."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), "")


def failures(books: Sequence[Path], work: Path) -> dict[str, list[str]]:
    """What Ace says against each book: a line a failed rule, and the outcome itself when it is not ``pass``."""
    settings = {"PUPPETEER_EXECUTABLE_PATH": browser(), "ACE_TIMEOUT_INITIAL": "60000"}
    command = ["node", str(BATCH), str(home()), str(work), *map(str, books)]
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, env={**os.environ, **settings})
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    verdicts = json.loads(done.stdout)
    return {
        name: said["failures"] or ([] if said["outcome"] == "pass" else [said["outcome"]])
        for name, said in verdicts.items()
    }
