# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a back file costs from issue folders to catalogue: ``python -m benchmarks.back_file 365 3650``.

Makes issue folders of twenty text stories each (two titles; sections, headlines and sentences vary, no story twice),
then runs a batch in one process, ``library add`` and ``catalog``. Prints processor time and the peak of memory of each,
and, for several numbers of issues, how much each cost grows. ``--keep DIR`` makes everything in this folder.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.issues import COMMON

STORIES, LETTERS = 20, 300
TITLES = (("qingxi-ribao", "青溪日报"), ("nanbu-wanbao", "南埠晚报"))
SECTIONS = ("要闻", "本地", "评论", "文化", "经济")
FIRST = dt.date(2016, 1, 1)


def written(home: Path, issues: int) -> None:
    """Two publications with so many issue folders together."""
    for number, (short, name) in enumerate(TITLES):
        (home / short).mkdir(parents=True)
        (home / short / "publication.yaml").write_text(
            f"id: {short}\ntitle: {name}\nlanguage: zh-Hans\nkind: newspaper\n", "utf-8"
        )
        for day in range(number, issues, len(TITLES)):
            _issue(home / short / (FIRST + dt.timedelta(days=day)).isoformat(), day)


def _issue(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    (folder / "articles").mkdir(parents=True)
    names = chance.sample(SECTIONS, 3)
    heads = "".join(f"  - {{id: s{place}, name: {name}}}\n" for place, name in enumerate(names))
    (folder / "issue.yaml").write_text(
        f"date: {folder.name}\nnumbering: {{total: {10_000 + seed}}}\nsections:\n{heads}", "utf-8"
    )
    for story in range(STORIES):
        words = ["".join(chance.choices(COMMON, k=chance.randint(6, 18))) for _ in range(LETTERS // 12)]
        head = f"title: {words.pop()}\nauthors: 王{chance.choice(COMMON)}芳\nsection: s{story % len(names)}\n"
        text = "，".join(words[: len(words) // 2]) + "。\n\n" + "，".join(words[len(words) // 2 :]) + "。"
        (folder / "articles" / f"{story:02}.md").write_text(f"---\n{head}---\n\n{text}\n", "utf-8")


BATCH = """
import sys, epubgen
from concurrent.futures import ThreadPoolExecutor
for one in epubgen.build_many(sys.argv[2:], sys.argv[1], executor=ThreadPoolExecutor(1), cover="none"):
    assert one.ok, one
"""
"""All work in the process that is measured: the system counts no processor time of processes that another one made."""


def cost(*words: str) -> tuple[float, float]:
    """Processor seconds of a Python process, and its peak of memory in MB."""
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    process = os.posix_spawn(sys.executable, (sys.executable, *words), os.environ, file_actions=silent)
    _, status, used = os.wait4(process, 0)
    if status:
        raise SystemExit(f"{' '.join(words)} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


def measured(home: Path, issues: int) -> dict[str, tuple[float, float]]:
    """The costs of each command for so many issues."""
    written(home / "papers", issues)
    papers, epubs = [str(home / "papers" / short) for short, _ in TITLES], str(home / "epubs")
    command, url = ("-m", "epubgen"), ("--base-url", "https://news.example.org/")
    return {
        "batch": cost("-c", BATCH, epubs, *papers),
        "library add": cost(*command, "library", "add", epubs, "--json"),
        "catalog": cost(*command, "catalog", epubs, *url, "-o", str(home / "web"), "--json"),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("issues", type=int, nargs="+")
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args(arguments)
    print("| issues | command | processor s | an issue, ms | peak MB | growth |\n|---|---|---|---|---|---|")
    first: dict[str, float] = {}
    for issues in asked.issues:
        with tempfile.TemporaryDirectory() as folder:
            for name, (seconds, peak) in measured((asked.keep or Path(folder)) / str(issues), issues).items():
                growth = f"{seconds / first.setdefault(name, seconds):.1f} x"
                row = (f"{issues:,}", name, f"{seconds:.1f}", f"{seconds / issues * 1000:.0f}", f"{peak:.0f}", growth)
                print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
