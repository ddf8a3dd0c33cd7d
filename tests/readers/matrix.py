# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every book in every reader, and the table of figures in docs/readers.md.

    python -m tests.readers.matrix [--reader foliate] [--book rare-names-vertical] [--results FILE]

It takes half an hour. ``--results`` keeps what is done, so that a run that was stopped goes on. When every book was opened in every
reader, the table is written. Ends with 1 when something is wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from tests.readers.bench import READERS, reader_bench
from tests.readers.books import built, names
from tests.readers.judge import PageFigures
from tests.readers.packages import missing
from tests.readers.trial import Trial, tried

PAGE = Path(__file__).resolve().parents[2] / "docs" / "readers.md"
TABLE = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end -->)", re.DOTALL)
TITLES = {"foliate": "foliate-js", "epubjs": "epub.js", "readium": "Readium", "vivliostyle": "Vivliostyle"}


def table(trials: Iterable[Trial]) -> str:
    """A row a book, a column a reader: pages, mean fill in per cent, pages that are less than half full."""
    found = {(one.book, one.reader): one for one in trials}
    books = list(dict.fromkeys(book for book, _ in found))
    samples = [book for book in books if not book.startswith("generated-")]
    rows = [f"| {book} | {' | '.join(_cell(found[book, reader]) for reader in READERS)} |" for book in samples]
    rest = [book for book in books if book not in samples]
    if rest:
        sums = [sum(found[book, reader].figures.pages for book in rest) for reader in READERS]
        rows.append(f"| {len(rest)} random issues | {' | '.join(f'{pages} in all' for pages in sums)} |")
    head = f"| book | {' | '.join(TITLES[reader] for reader in READERS)} |\n|---|{'---|' * len(READERS)}"
    return "\n".join([head, *rows]) + "\n"


def run(readers: list[str], books: list[str], results: Path) -> list[Trial]:
    """Open the books that are not among the results yet; each trial is kept there."""
    trials = [_read(line) for line in results.read_text("utf-8").splitlines()] if results.is_file() else []
    done = {(one.reader, one.book) for one in trials}
    with tempfile.TemporaryDirectory() as folder, reader_bench() as bench:
        for name in books:
            book = built(name, Path(folder))
            for reader in readers:
                if (reader, name) not in done:
                    trials.append(tried(bench, reader, book))
                    _tell(trials[-1])
                    with results.open("a", encoding="utf-8") as file:
                        file.write(json.dumps(asdict(trials[-1]), ensure_ascii=False) + "\n")
            book.close()
    return trials


def _tell(trial: Trial) -> None:
    figures = trial.figures
    print(  # noqa: T201
        f"{trial.reader} {trial.book}: {figures.pages} pages, {figures.fill:.0%} full, {figures.holes} under half,"
        f" {figures.together:.0%} of captions on the page of their picture, {len(trial.faults)} faults",
        flush=True,
    )
    for fault in trial.faults:
        print(f"    {fault}", flush=True)  # noqa: T201


def _read(line: str) -> Trial:
    given = json.loads(line)
    return Trial(
        given["reader"], given["book"], PageFigures(**given["figures"]), given["paged"], tuple(given["faults"])
    )


def _cell(trial: Trial) -> str:
    figures = trial.figures
    return "scrolled" if not trial.paged else f"{figures.pages} · {figures.fill:.0%} · {figures.holes}"


def main() -> int:
    """Do what was asked for; 2: the readers are not here."""
    asked = argparse.ArgumentParser(prog="python -m tests.readers.matrix", description="Every book in every reader.")
    asked.add_argument("--reader", action="append", choices=READERS)
    asked.add_argument("--book", action="append")
    asked.add_argument("--results", type=Path)
    given = asked.parse_args()
    if why := missing():
        print(why, file=sys.stderr)  # noqa: T201
        return 2
    every = names()
    with tempfile.TemporaryDirectory() as folder:
        trials = run(
            given.reader or list(READERS), given.book or every, given.results or Path(folder) / "results.jsonl"
        )
    if {(one.reader, one.book) for one in trials} >= {(reader, book) for reader in READERS for book in every}:
        PAGE.write_text(TABLE.sub(lambda _: table(trials), PAGE.read_text("utf-8")), "utf-8")
        print(f"written: {PAGE.name}")  # noqa: T201
    return 1 if any(one.faults for one in trials) else 0


if __name__ == "__main__":
    sys.exit(main())
