# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page on photos says what the code does."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_tables_of_targets_are_up_to_date() -> None:
    path = ROOT / "scripts" / "write_target_docs.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    writer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(writer)
    text = (ROOT / "docs" / "photos.md").read_text(encoding="utf-8")
    assert writer.page(text) == text, "run: python scripts/write_target_docs.py"
