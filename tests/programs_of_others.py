# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where ``.ci/run`` puts the programs of others that tests try books with, and which versions lie there."""

from __future__ import annotations

import json
import os
from pathlib import Path


def folder_of(program: str) -> Path:
    """``calibre-web``: the folder that ``EPUBGEN_CALIBRE_WEB`` names, else one in the cache folder of the user."""
    named = os.environ.get(f"EPUBGEN_{program.upper().replace('-', '_')}", "")
    return Path(named) if named else Path.home() / ".cache" / f"epubgen-{program}"


def npm_version(folder: Path, package: str) -> str:
    """The version of a package that npm put into a folder; empty where there is none."""
    try:
        facts = json.loads((folder / "node_modules" / package / "package.json").read_bytes())
    except (OSError, ValueError):
        return ""
    return str(facts.get("version", ""))
