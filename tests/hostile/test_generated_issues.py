# SPDX-License-Identifier: AGPL-3.0-or-later
"""Random issues with odd characters, built and held against our own rules: a few each day, ten thousand in the slow run."""

from __future__ import annotations

import json
import random
from io import BytesIO
from pathlib import Path

import pytest

import epubgen
from epubgen.validation import check_file

MILD = "潮水退去ABC xyz　「」，。—…\U0001f9a2\U00020bb7\ue000\u200b\u00ad\u0301\u2028&>\"'#はカ가각"
ODD = f"{MILD}\x0c\x85\ufdd0\u202e\u2066*_[]{{}}|`~:："
"""What editors are asked to mend stands among it; most of these issues are refused."""
DAILY, SLOW, STEP = 20, 10_000, 250


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


def test_a_few_generated_issues(tmp_path: Path) -> None:
    assert sum(hold(number, tmp_path) for number in range(DAILY)) > 0


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, SLOW, STEP))
def test_ten_thousand_generated_issues(start: int, tmp_path: Path) -> None:
    assert sum(hold(number, tmp_path) for number in range(start, start + STEP)) > 0
