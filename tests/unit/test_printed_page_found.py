# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which input is taken for printed pages."""

from __future__ import annotations

import pytest

from epubgen.files.input_tree import InputTree
from epubgen.importers.printed_page import IMPORTER

PAGE, ISSUE = {"01.md": "# 标题\n"}, {"paper/issues/2026-05-14/issue.yaml": "date: 2026-05-14\n"}


@pytest.mark.parametrize(
    ("files", "entry", "taken"),
    [
        (PAGE, (), True),
        (PAGE, ("01.md",), True),
        (PAGE | ISSUE, ("01.md",), True),
        (PAGE | ISSUE, (), False),
        (ISSUE, (), False),
        (PAGE | {"whole.yaml": "format: epubgen-issue/1\n"}, ("whole.yaml",), False),
    ],
    ids=["folder", "named", "named beside an import", "folder of issues", "no page", "another file named"],
)
def test_printed_pages_are_recognised(files: dict[str, bytes | str], entry: tuple[str, ...], taken: bool) -> None:
    """The second night finds the pages although the first left an issue beside them."""
    assert IMPORTER.recognises(InputTree.memory(files, entry=entry)) is taken
