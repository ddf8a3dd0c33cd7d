# SPDX-License-Identifier: AGPL-3.0-or-later
"""The readers of others, where they are installed, and the reason why they cannot be used."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from epubgen.live_preview.browser import find_browser
from tests.programs_of_others import folder_of, npm_version

HERE = Path(__file__).parent
VERSIONS: dict[str, str] = json.loads((HERE / "package.json").read_bytes())["dependencies"]
"""Package → version, as `.ci/run` installs them."""
SECONDS = 300


def home() -> Path:
    """Where npm put the readers: ``EPUBGEN_READERS``, else the cache folder of the user."""
    return folder_of("readers")


def missing() -> str:
    """Why the bench cannot run here; empty when it can."""
    if not find_browser():
        return "the readers need a Chromium"
    if not shutil.which("node"):
        return "the readers need node"
    wrong = [name for name, version in VERSIONS.items() if npm_version(home(), name) != version]
    if wrong:
        return f"{', '.join(wrong)}: not in {home()} (EPUBGEN_READERS names another folder); .ci/run says how to install them"
    return ""


def manifests(books: Sequence[Path]) -> dict[Path, dict[str, Any]]:
    """What Readium's parser makes of books: a manifest for each, or ``error`` with its words."""
    command = ["node", str(HERE / "webpub_manifests.cjs"), str(home()), *map(str, books)]
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    return {Path(name): manifest for name, manifest in json.loads(done.stdout).items()}
