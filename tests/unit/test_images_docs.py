# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page on photos says what the code does."""

from __future__ import annotations

from pathlib import Path

import write_target_docs

ROOT = Path(__file__).resolve().parents[2]


def test_the_tables_of_targets_are_up_to_date() -> None:
    text = (ROOT / "docs" / "photos.md").read_text(encoding="utf-8")
    assert write_target_docs.page(text) == text, "run: python scripts/write_target_docs.py"
