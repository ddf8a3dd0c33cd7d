# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes docs/receipt.schema.json, the form of the receipt of ``epubgen publish``, from the types of its fields."""

from __future__ import annotations

import json
from pathlib import Path

from epubgen.publishing.codec import schema

PAGE = Path(__file__).resolve().parents[1] / "docs" / "receipt.schema.json"

if __name__ == "__main__":
    PAGE.write_text(json.dumps(schema(), indent=2) + "\n", encoding="utf-8")
    print(PAGE)
