"""A back file of printed pages made from known stories, with gaps, doubles and wrong dates whose truth is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.page_truth.chinese import MANNERS
from tests.page_truth.manner import Leaf
from tests.page_truth.pool import pool
from tests.page_truth.truth import TruePage

FIRST = date(2026, 1, 1)
PAPER = "晴川日报"


@dataclass(slots=True)
class BackFile:
    """What was written: each issue with its pages, and what was done to them."""

    folder: Path
    issues: dict[date, set[str]] = field(default_factory=dict)
    gaps: dict[date, set[str]] = field(default_factory=dict)
    doubles: set[date] = field(default_factory=set)
    misprinted: set[date] = field(default_factory=set)
    misnamed: set[date] = field(default_factory=set)


def page_text(day: date, number: str, printed: date) -> str:
    """The text of a page, always the same for a day and a number; ``printed`` is the date in its head."""
    manner = MANNERS[0]
    rng = Random(f"{day} {number}")
    page = TruePage(file="", language=manner.language, day=printed, number=number)
    stock = pool(manner.pool, False)
    leaf = Leaf(rng, page, stock, stock.stories(rng, 3), held_out=False)
    text = "\n\n".join(manner.render(leaf)) + "\n"
    return text.replace(page.paper or PAPER, PAPER).replace("CHENGJIANG WANBAO", "QINGCHUAN RIBAO")


def back_file(folder: Path, issues: int, pages: int = 4) -> BackFile:
    """Write a back file. In every seventh issue or so something is wrong; no issue is without any page.

    Args:
        folder: it is made.
        issues: days, one after the other.
        pages: of each issue.
    """
    made = BackFile(folder)
    for count in range(issues):
        day = FIRST + timedelta(count)
        named = day
        made.issues[day] = {f"{number:02}" for number in range(1, pages + 1)}
        if count % 7 == 1:
            made.gaps[day] = {"02"}
            made.issues[day] -= {"02"}
        if count % 7 == 5:
            made.misnamed.add(day)
            named = day - timedelta(400)
        for number in sorted(made.issues[day]):
            printed = day
            if count % 7 == 3 and number == "02":
                made.misprinted.add(day)
                printed = day + timedelta(1)
            _write(folder / f"{named:%Y%m}" / f"{named:%Y%m%d}-{number}.md", page_text(day, number, printed))
        if count % 7 == 2:
            made.doubles.add(day)
            text = page_text(day, "03", day)
            _write(folder / "scans" / f"{day:%Y%m%d}-03.md", text[: len(text) * 2 // 3].rpartition("\n\n")[0] + "\n")
    return made


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
