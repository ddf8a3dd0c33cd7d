# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the scripts share that write a page of docs from the code: it is written in its place, or printed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path


def write(place: Path, page: Callable[[str], str]) -> None:
    """Write a page anew, and say where; with ``--print`` behind the name of the script, print it instead.

    Args:
        place: the file of the page.
        page: makes the new text of the page from the old.
    """
    made = page(place.read_text(encoding="utf-8"))
    if sys.argv[1:] == ["--print"]:
        sys.stdout.buffer.write(made.encode())
    else:
        place.write_text(made, encoding="utf-8")
        print(place)
