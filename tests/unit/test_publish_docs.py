# SPDX-License-Identifier: AGPL-3.0-or-later
"""The receipts in the docs are those of a real night; bytes, hashes and the version of EPUBCheck may differ."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import write_receipt_docs

from epubgen.validation.epubcheck import find_jar, find_java

VARIES = re.compile(
    r'\d+ KB|EPUBCheck [\d.]+|"(?:size|sha256|key|digest|order)": (?:\d+|"[0-9a-f]{64}")|"epubcheck": ".*"'
)


@pytest.mark.skipif(not find_jar() or not next(find_java(), ""), reason="the receipts in the docs tell of EPUBCheck")
@pytest.mark.usefixtures("java_finds_nothing")
def test_the_receipts_in_the_docs_are_what_the_command_prints(tmp_path: Path) -> None:
    text = write_receipt_docs.PAGE.read_text(encoding="utf-8")
    made = write_receipt_docs.page(text, write_receipt_docs.receipts(tmp_path))
    assert VARIES.sub("…", made) == VARIES.sub("…", text), "run: python scripts/write_receipt_docs.py"
