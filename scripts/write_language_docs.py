# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the table of docs/languages.md from the code: the words that an edition prints, by their keys.

The table stands between ``<!-- words -->`` and ``<!-- end -->``. ``--print`` prints the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docs_page import write

from epubgen.languages.words import SPOKEN, keys, lacking, term

PAGE = Path(__file__).resolve().parents[1] / "docs" / "languages.md"
_MARK = re.compile(r"<!-- words -->\n.*?<!-- end -->", re.DOTALL)
_LACKING = {language: frozenset(lacking(language)) for language in SPOKEN}


def page(text: str) -> str:
    """The page with its table written anew."""
    return _MARK.sub(lambda _: "\n".join(("<!-- words -->", *_table(), "<!-- end -->")), text)


def _table() -> Iterator[str]:
    yield "| name | English | Chinese | missing in |"
    yield "|---|---|---|---|"
    for key in keys():
        missing = ", ".join(language for language, names in _LACKING.items() if key in names)
        yield f"| `{key}` | {_plain(key, 'en')} | {_plain(key, 'zh-Hans')} | {missing} |"


def _plain(key: str, language: str) -> str:
    said = term(key, language)
    return f"`{said}`" if said != said.strip() or not said.strip(" ;,、") else said


if __name__ == "__main__":
    write(PAGE, page)
