# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small paper with many issues of one short story each, and what a batch left in a folder."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path

FIRST = date(2026, 4, 17)


def paper(home: Path, issues: int, name: str = "bay-post", first: date = FIRST) -> Path:
    """A publication folder with issues of successive days."""
    home.mkdir(parents=True)
    facts = f"id: {name}\ntitle: {name.title()}\nlanguage: en\nfrequency: daily\nkind: newspaper\n"
    (home / "publication.yaml").write_text(facts, "utf-8")
    for number in range(issues):
        issue(home / "issues" / (first + timedelta(number)).isoformat())
    return home


def issue(folder: Path, title: str = "") -> Path:
    """An issue folder, dated by its name."""
    (folder / "articles").mkdir(parents=True)
    day = folder.name[:10]
    (folder / "issue.yaml").write_text(f"date: {day}\npages:\n  - {{number: 1, articles: [bridge]}}\n", "utf-8")
    head = title or f"Bridge opens on {day}"
    text = f"---\ntitle: {head}\n---\n\nThe bridge of {day} was opened at noon by the harbour master.\n"
    (folder / "articles" / "bridge.md").write_text(text, "utf-8")
    return folder


def files(folder: Path) -> dict[str, str]:
    """Every file below a folder with the hash of its bytes; of the journal only what does not change from run to run."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            if path.name == "batch.jsonl":
                lines = [json.loads(line) for line in data.splitlines()]
                data = json.dumps([{**line, "seconds": 0} for line in lines]).encode()
            found[path.relative_to(folder).as_posix()] = hashlib.sha256(data).hexdigest()
    return found


def journal(folder: Path) -> list[dict[str, object]]:
    """The lines of a journal."""
    return [json.loads(line) for line in (folder / "batch.jsonl").read_text("utf-8").splitlines()]
