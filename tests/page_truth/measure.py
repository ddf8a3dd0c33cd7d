"""How well pages are read, in figures: ``python -m tests.page_truth.measure [--style NAME] [--held-out]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.page_truth.chinese import MANNERS as CHINESE
from tests.page_truth.other_languages import MANNERS as OTHERS
from tests.page_truth.scoring import Figures, Score, score

MANNERS = (*CHINESE, *OTHERS)
PAGES = 4
"""So many pages of each manner are measured."""
HEAD = "| style | pages | stories | headline recall / precision | deck | kicker | byline | page facts | joins, wrong | wholly right | wrong asked | vain a page | lost |"


def measured(styles: Iterable[str] = (), *, held_out: bool = False, pages: int = PAGES) -> dict[str, list[Score]]:
    """The scores of so many pages of each style."""
    chosen = [manner for manner in MANNERS if not styles or manner.name in styles]
    return {one.name: [score(one.page(number, held_out=held_out)) for number in range(pages)] for one in chosen}


def total(scores: Iterable[Score]) -> Figures:
    """The sum of many pages."""
    figures = Figures()
    for one in scores:
        figures.add(one.figures)
    return figures


def share(part: int, whole: int) -> str:
    """A share in per cent; a dash of nothing."""
    return f"{100 * part / whole:.0f}" if whole else "–"


def row(name: str, one: Figures) -> str:
    """One line of the table."""
    wrong = one.stories - one.right
    cells = (
        name, one.pages, one.stories, f"{share(one.headlines, one.stories)} / {share(one.headlines, one.read)}",
        share(*one.decks), share(*one.kickers), share(*one.bylines), share(*one.facts), f"{one.joins}, {one.wrong_joins}",
        f"{share(one.right, one.stories)} %", f"{share(one.asked, wrong)} %", f"{one.vain / max(one.pages, 1):.1f}", one.lost,
    )  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |"


def table(scores: dict[str, list[Score]]) -> str:
    """The figures of every style and of all, as a table of Markdown."""
    lines = [HEAD, "|---" * HEAD.count(" | ") + "|---|"]
    lines += [row(name, total(pages)) for name, pages in scores.items()]
    lines.append(row("all", total(one for pages in scores.values() for one in pages)))
    return "\n".join(lines)


def _shown(scores: dict[str, list[Score]]) -> Iterator[str]:
    for name, pages in scores.items():
        for number, one in enumerate(pages):
            for fault in one.faults:
                asked = "asked" if fault.asked else "not asked"
                yield f"{name} {number}: {fault.part} of {fault.story} ({asked}): right {fault.right!r}, read {fault.read!r}\n"
            for note in one.vain:
                yield f"{name} {number}: in vain: {note.key} {note.text!r}: {note.chosen}, {note.alternatives}\n"


def _write(into: Path, styles: Iterable[str], pages: int) -> None:
    for manner in MANNERS:
        for number in range(pages if not styles or manner.name in styles else 0):
            page = manner.page(number)
            folder = into / f"{manner.name}-{number}"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / page.file).write_text(page.text, encoding="utf-8")


def main() -> None:
    """Print the table; ``--show`` prints every fault, ``--write`` the pages themselves."""
    parser = argparse.ArgumentParser(prog="python -m tests.page_truth.measure")
    parser.add_argument("--style", action="append", default=[], choices=[one.name for one in MANNERS])
    parser.add_argument("--held-out", action="store_true", help="the half that no rule has seen")
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--show", action="store_true", help="every fault of the half that may be looked at")
    parser.add_argument("--write", type=Path, help="write the pages into this folder")
    chosen = parser.parse_args()
    scores = measured(chosen.style, held_out=chosen.held_out, pages=chosen.pages)
    if chosen.show and not chosen.held_out:
        sys.stdout.writelines(_shown(scores))
    if chosen.write and not chosen.held_out:
        _write(chosen.write, chosen.style, chosen.pages)
    sys.stdout.write(f"{table(scores)}\n")


if __name__ == "__main__":
    main()
