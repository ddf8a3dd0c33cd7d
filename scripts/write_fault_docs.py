# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the table of deliberate faults in docs/testing.md from ``tests/faults/table.py``.

It stands between ``<!-- faults -->`` and ``<!-- end -->``. ``--print`` prints the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docs_page import write

from tests.faults.table import FAULTS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "testing.md"
_MARK = re.compile(r"<!-- faults -->\n.*?<!-- end -->", re.DOTALL)


def page(text: str) -> str:
    """The page with the table written anew."""
    return _MARK.sub(lambda _: "\n".join(("<!-- faults -->", *_table(), "<!-- end -->")), text)


def _table() -> Iterator[str]:
    yield "| file | what must hold | caught by |"
    yield "|---|---|---|"
    for fault in FAULTS:
        file, _, test = fault.test.partition("::")
        yield f"| `{fault.file}` | {fault.holds} | `{file.removeprefix('tests/')}` `{test}` |"


if __name__ == "__main__":
    write(PAGE, page)
