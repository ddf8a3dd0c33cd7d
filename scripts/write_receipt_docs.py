# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes what docs show of the receipt of ``epubgen publish``, from a real night of the sample weekly.

``docs/receipt.schema.json`` is its form; in ``docs/publishing.md`` each receipt stands between ``<!-- receipt: … -->``
and ``<!-- end -->``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from epubgen.publishing.receipt import receipt_schema

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT / "docs" / "receipt.schema.json"
PAGE = ROOT / "docs" / "publishing.md"
ISSUE = "issues/marlock-courier/2026-06-05"
EVENING = "1780693200"
"""21:00 UTC on the day of the issue."""
MAIL = """    - to: mail
      editions:
        - kindle
      settings:
        server: localhost:9
        security: none
        from: desk@courier.example
        recipients: reader_1@kindle.com
"""
"""A delivery that fails: nobody listens at that port."""
_MARK = re.compile(r"<!-- receipt: (\w+) -->\n.*?<!-- end -->", re.DOTALL)


def receipts(folder: Path) -> dict[str, str]:
    """Each receipt that the page shows, by its name."""
    shutil.copytree(ROOT / "issues" / "marlock-courier", folder / "issues" / "marlock-courier")
    english = published(folder, "en")
    whole = json.loads(next((folder / "out").glob("*.json")).read_text("utf-8"))
    again = published(folder, "zh")
    with (folder / "issues" / "marlock-courier" / "publication.yaml").open("a", encoding="utf-8") as file:
        file.write(MAIL)
    first = whole | {"editions": whole["editions"][:1], "deliveries": whole["deliveries"][:1]}
    shown = {"en": english, "zh": again, "failed": published(folder, "en")}
    return {**shown, "json": json.dumps(first, ensure_ascii=False, indent=2) + "\n"}


def published(folder: Path, lang: str) -> str:
    """What the command prints."""
    environment = {**os.environ, "EPUBGEN_LANG": lang, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": EVENING}
    command = [sys.executable, "-X", "utf8", "-m", "epubgen", "publish", ISSUE, "-o", "out"]
    return subprocess.run(  # noqa: S603 - our own program
        command, cwd=folder, env=environment, capture_output=True, check=False, encoding="utf-8"
    ).stdout


def page(text: str, shown: dict[str, str]) -> str:
    """The page with each receipt written anew."""

    def fence(mark: re.Match[str]) -> str:
        kind = "json" if mark[1] == "json" else "text"
        return f"<!-- receipt: {mark[1]} -->\n```{kind}\n{shown[mark[1]]}```\n<!-- end -->"

    return _MARK.sub(fence, text)


if __name__ == "__main__":
    SCHEMA.write_text(json.dumps(receipt_schema(), indent=2) + "\n", encoding="utf-8")
    with tempfile.TemporaryDirectory() as place:
        PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), receipts(Path(place))), encoding="utf-8")
    print(SCHEMA, PAGE, sep="\n")
