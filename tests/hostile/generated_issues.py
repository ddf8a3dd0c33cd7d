# SPDX-License-Identifier: AGPL-3.0-or-later
"""Random issues with odd characters, built and held against our own rules: ``python -m tests.hostile.generated_issues [--issues N]``.

A run can be stopped and goes on at the next number; ``--state FILE`` keeps where it was.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import epubgen
from epubgen.validation import check_file

MILD = "潮水退去ABC xyz　「」，。—…\U0001f9a2\U00020bb7\ue000\u200b\u00ad\u0301\u2028&>\"'#はカ가각"
ODD = f"{MILD}\x0c\x85\ufdd0\u202e\u2066*_[]{{}}|`~:："
"""What editors are asked to mend stands among it; most of these issues are refused."""


def words(chance: random.Random, most: int) -> str:
    letters = ODD if chance.random() < 0.002 else MILD
    return "".join(chance.choice(letters) for _ in range(chance.randint(1, most)))


def issue(number: int) -> str:
    """A whole issue as one file; most are small, some have hundreds of stories."""
    chance = random.Random(number)
    count = chance.choice((1, 2, 5, 12, chance.randint(0, 300) if chance.random() < 0.05 else 3))
    ids = [f"s{n}" for n in range(count)]
    sections = [
        {
            "id": f"c{n}",
            "name": "N" + words(chance, 12),
            "articles": chance.sample(ids, min(len(ids), 2)) if n == 0 else [],
        }
        for n in range(chance.choice((0, 1, 3, 40 if chance.random() < 0.05 else 2)))
    ]
    paper = {
        "id": "p", "title": "P" + words(chance, 10), "language": chance.choice(("en", "zh-Hans", "zh-Hant-TW", "ja", "ko")),
        "writing_mode": chance.choice(("horizontal-tb", "vertical-rl")), "cover": "none",
    }  # fmt: skip
    stories = [
        {
            "id": story,
            "title": "T" + words(chance, 30),
            "deck": words(chance, 30),
            "authors": [words(chance, 8)],
            "body": "\n\n".join(words(chance, 200) for _ in range(chance.randint(1, 6))),
        }
        for story in ids
    ]
    return json.dumps(
        {
            "format": "epubgen-issue/1",
            "publication": paper,
            "issue": {"date": "2026-04-22", "sections": sections},
            "articles": stories,
        }
    )


def hold(number: int, folder: Path) -> bool:
    """Build an issue and check it; whether there was a book. Anything but a refusal with its reasons ends the test."""
    out = BytesIO()
    try:
        epubgen.build({"issue.json": issue(number)}, out)
    except epubgen.EpubgenError as error:
        refused = error.text("zh")
    else:
        refused = ""
    if refused:
        return False
    path = folder / "a.epub"
    path.write_bytes(out.getvalue())
    report = check_file(path, java=False)
    assert not report.errors, f"issue {number}: {report.text()}"
    return True


def main() -> int:
    """Build the next issues and print what became of them; 0: no fault was found."""
    asked = argparse.ArgumentParser(prog="python -m tests.hostile.generated_issues", description=__doc__)
    asked.add_argument("--issues", type=int, default=10_000)
    asked.add_argument("--state", type=Path, default=Path(".fuzz/generated"))
    given = asked.parse_args()
    given.state.parent.mkdir(parents=True, exist_ok=True)
    tried, built, faults = _counts(given.state)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(tried, tried + given.issues):
            try:
                built += hold(number, Path(folder))
            except Exception as error:  # noqa: BLE001 - this is what is looked for
                faults += 1
                print(f"issue {number}: {type(error).__name__}: {error}", flush=True)  # noqa: T201
            given.state.write_text(f"{number + 1} {built} {faults}\n", "utf-8")
    tried, built, faults = _counts(given.state)
    print(f"{tried} issues: {built} built, {tried - built - faults} refused, {faults} faults")  # noqa: T201
    return 1 if faults else 0


def _counts(state: Path) -> tuple[int, int, int]:
    """How many issues were tried, built and found faulty so far."""
    if not state.is_file():
        return 0, 0, 0
    tried, built, faults = map(int, state.read_text("utf-8").split())
    return tried, built, faults


if __name__ == "__main__":
    sys.exit(main())
