# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes what ``epubgen --help`` prints, in each language and for the usual widths of terminals.

Click lays the pages out; ``epubgen.__main__`` prints them, which takes a quarter of the time that it takes to load
click.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from epubgen.messages import LANGUAGES

FOLDER = Path(__file__).resolve().parents[1] / "epubgen" / "cli" / "help_pages"
COLUMNS = (80, 100)
"""Columns of a terminal: the usual number, and the least at which a page has its full width."""
_PRINT = """
import os, sys
from epubgen.cli import run
for columns in sys.argv[1:]:
    os.environ["COLUMNS"] = columns
    run(["--help"])
    print("\\0", end="")
"""


def pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each page, as click lays it out."""
    for language in LANGUAGES:
        settings = os.environ | {"EPUBGEN_LANG": language, "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", _PRINT, *map(str, COLUMNS)]
        found = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=settings)  # noqa: S603 - ours
        for columns, text in zip(COLUMNS, found.stdout.split("\0"), strict=False):
            yield f"{language}-{columns}.txt", text


if __name__ == "__main__":
    for name, text in pages():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(FOLDER / name)
