# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the table of docs/preflight.md, between ``<!-- rules -->`` and ``<!-- end -->``, from the table of rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docs_page import write

from epubgen import messages
from epubgen.validation.preflight import BROKEN, RULES, TARGETS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "preflight.md"
_MARK = re.compile(r"<!-- rules -->\n.*?<!-- end -->", re.DOTALL)
_WORDS = {"error": "**error**", "warning": "warning", "info": "note"}


def page(text: str) -> str:
    """The page with the table written anew."""
    return _MARK.sub(lambda _: "<!-- rules -->\n" + "\n".join(_table()) + "\n<!-- end -->", text)


def _table() -> Iterator[str]:
    weights = {"K09": BROKEN, **{rule.key: rule.weights for rule in RULES}}
    yield f"| code | what it finds | {' | '.join(TARGETS)} |"
    yield "|---|---|" + "---|" * len(TARGETS)
    for key in sorted(weights):
        cells = [_WORDS[weights[key][name].value] if name in weights[key] else "" for name in TARGETS]
        code = key.partition(".")[0]
        yield f"| [{key}](errors.md#{code.lower()}) | {_plain(key)} | {' | '.join(cells)} |"


def _plain(key: str) -> str:
    """The sentence without its facts."""
    words = re.sub(r"\{\w+\}", "…", messages.row(key).en)
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in words)


if __name__ == "__main__":
    write(PAGE, page)
