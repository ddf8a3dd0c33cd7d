# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long epubgen takes, beside other programs and beside itself: one command, one Markdown table.

Every figure is the median of several rounds. In a round the ways that are compared take turns, each in its own process.
``cpu`` is processor time, which a busy machine changes least; ratios are of ``cpu``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib import metadata
from itertools import pairwise
from pathlib import Path

from measure import ROOT, Run, Ways, compared, used
from peers import PEERS, PHOTO_WORK, missing

from issues import photo_issue, printed_page, printed_pages, text_issue

GROWTH = (100, 400, 1_600)


def build(issue: Path, target: Path) -> Run:
    """The command that builds an issue with default options; exit code 0 whatever it warns of."""
    return Run([sys.executable, "-m", "epubgen", "build", str(issue), "-o", str(target), "--force"], target)


def text(home: Path, stories: int, rounds: int, *, peers: bool, aims: Mapping[str, float]) -> None:
    """An issue of text alone, built by epubgen and by others."""
    issue = text_issue(home / f"text-{stories}", stories)
    ways: dict[str, Callable[[int], Run]] = {
        "epubgen": lambda number: build(issue, home / f"text-{stories}-{number}.epub")
    }
    for peer in PEERS if peers else ():
        if peer.is_there() and peer.name != "EbookLib + Pillow":
            ways[peer.name] = lambda number, peer=peer: peer.run(  # type: ignore[misc]
                issue.parent / "plain", home / f"{peer.name}-{stories}-{number}.epub"
            )
    compared(ways, rounds).print_table(f"Text, {stories:,} stories", "epubgen", aims)


def photos(home: Path, count: int, rounds: int, *, peers: bool) -> None:
    """An issue of photos: built with an empty cache, again, after one story changed, and the photo work alone."""
    issue = photo_issue(home / f"photos-{count}", count)
    plan = home / f"plan-{count}.json"
    plan.write_text(json.dumps(list(_planned(issue, home / "plan.epub"))))
    story = min((issue / "articles").iterdir())

    def again(number: int) -> Run:
        cache = f"EPUBGEN_CACHE={home / f'cache-{count}-{number}'}"
        run = build(issue, home / f"photos-{count}-{number}.epub")
        return Run(["env", cache, *run.command], run.target)

    def changed(number: int) -> Run:
        story.write_text(story.read_text("utf-8") + f"\n第{number}次修改。\n", "utf-8")
        return again(number)

    ways: dict[str, Callable[[int], Run]] = {
        "first build": again,
        "built again": again,
        "one story changed": changed,
        "photo work alone": lambda _: Run([sys.executable, "-c", PHOTO_WORK, str(plan)]),
    }
    for peer in PEERS if peers else ():
        if peer.is_there() and peer.name.startswith("EbookLib"):
            ways[peer.name] = lambda number, peer=peer: peer.run(  # type: ignore[misc]
                issue.parent / "plain", home / f"{peer.name}-{count}-{number}.epub"
            )
    found = compared(ways, rounds)
    aims = {"photo work alone": 1.15, "EbookLib + Pillow": 0.35}
    found.print_table(f"{count} photos of 12 MP, two drawings, {count * 2} stories", "first build", aims)
    rebuilt, one = (found.ratio(name, "first build") for name in ("built again", "one story changed"))
    print(f"\nBuilt again / first {rebuilt:.3f} (aim ≤ 0.08); one story changed / first {one:.3f} (aim ≤ 0.10)")


def _planned(issue: Path, target: Path) -> Iterator[tuple[str, tuple[int, int], int]]:
    from epubgen import build as make  # noqa: PLC0415 - measured processes import it for themselves

    for photo in make(issue, target, force=True).pictures:
        yield str(issue / "photos" / Path(photo.file).name), (photo.width, photo.height), photo.quality or 85


def commands(home: Path, rounds: int) -> None:
    """What is waited for most: help, lint, check, a printed page."""
    issue, page = text_issue(home / "commands", 1_000), printed_page(home / "page")
    epub = home / "commands.epub"
    used(build(issue, epub).command)
    program = [sys.executable, "-m", "epubgen"]
    ways: Ways = {
        "bare Python": lambda _: Run([sys.executable, "-c", "pass"]),
        "click alone": lambda _: Run([sys.executable, "-c", "import click"]),
        "--version": lambda _: Run([*program, "--version"]),
        "--help": lambda _: Run([*program, "--help"]),
        "lint, 1,000 stories": lambda _: Run([*program, "lint", str(issue)]),
        "check --no-java, 1,000 stories": lambda _: Run([*program, "check", "--no-java", str(epub)]),
        "a printed page to EPUB": lambda number: build(page, home / f"page-{number}.epub"),
    }
    found = compared(ways, rounds)
    aims = {"lint, 1,000 stories": 1.0, "check --no-java, 1,000 stories": 1.5, "a printed page to EPUB": 0.4}
    print("\n### Commands\n\n| command | wall s | cpu s | peak MiB | aim |\n|---|---|---|---|---|")
    for name in ways:
        taken, aim = found.median(name), f"≤ {aims[name]} s" if name in aims else ""
        print(f"| {name} | {taken.wall:.2f} | {taken.cpu:.2f} | {taken.peak:.0f} | {aim} |")
    version, help_, click = (found.ratio(name, "bare Python") for name in ("--version", "--help", "click alone"))
    print(
        f"\nAgainst bare Python: --version {version:.1f} (aim ≤ 1.5); --help {help_:.1f} (aim ≤ 4); click {click:.1f}"
    )


WARM = """
import statistics, sys, time
from pathlib import Path
import epubgen
issues, target, cover = sorted(Path(sys.argv[1]).iterdir()), sys.argv[2], sys.argv[3]
taken = []
for number, issue in enumerate(issues):
    began = time.process_time()
    epubgen.build(issue / "2026-05-08", Path(target) / f"{number}.epub", cover=cover)
    taken.append(time.process_time() - began)
print(f"{statistics.median(taken[len(taken) // 4 :]):.3f}")
"""
"""Builds issues one after the other in one process and prints what one of them takes once the process is warm."""


def batch(home: Path, issues: int) -> None:
    """One issue of ten stories among many in one process, with a cover and without."""
    folder = home / "batch"
    for number in range(issues):
        text_issue(folder / f"{number:03}", 10, seed=number)
    print(f"\n### One issue of ten stories in a batch of {issues}\n\n| cover | cpu s | aim |\n|---|---|---|")
    for cover, aim in (("auto", "≤ 0.05 s"), ("none", "")):
        made = home / f"batch-{cover}"
        made.mkdir()
        command = [sys.executable, "-c", WARM, str(folder), str(made), cover]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        print(f"| {cover} | {done.stdout.strip()} | {aim} |", flush=True)


def growth(home: Path) -> None:
    """The processor seconds of every stage in one process, for issues that grow fourfold."""
    script = ROOT / "benchmarks" / "stages.py"
    rows: dict[str, list[float]] = {}
    for stories in GROWTH:
        issue = text_issue(home / f"growth-{stories}", stories)
        pages = printed_pages(home / f"growth-pages-{stories}", stories)
        made = subprocess.run(
            [sys.executable, str(script), str(issue), str(pages)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        for stage, seconds in json.loads(made.stdout).items():
            rows.setdefault(stage, []).append(seconds)
    heads = ["stage", *(f"{stories:,}" for stories in GROWTH), *("times" for _ in GROWTH[1:])]
    print(f"\n### Growth, processor seconds\n\n| {' | '.join(heads)} |\n{'|---' * len(heads)}|")
    for stage, taken in rows.items():
        times = [f"{later / earlier:.1f}" for earlier, later in pairwise(taken)]
        print(f"| {' | '.join([stage, *(f'{one:.2f}' for one in taken), *times])} |")


def machine() -> str:
    """Python, the processor, how many there are, and how busy they were."""
    models = [line for line in _lines(Path("/proc/cpuinfo")) if line.startswith("model name")]
    model = models[0].partition(":")[2].strip() if models else platform.machine()
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return f"Python {platform.python_version()}, {os.cpu_count()} × {model}{load}"


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines() if file.is_file() else []


def main() -> None:
    """Make the issues, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small issues, three rounds")
    parser.add_argument("--peers", action="store_true", help="measure the other programs that are installed, too")
    parser.add_argument("--rounds", type=int, default=0)
    wish = parser.parse_args()
    rounds = wish.rounds or (3 if wish.quick else 5)
    print(f"epubgen {metadata.version('epubgen-periodicals')}, {machine()}, medians of {rounds} rounds")
    if wish.peers:
        print("beside " + ", ".join(f"{peer.name} {peer.version()}" for peer in PEERS if peer.is_there()))
        print(f"not installed: {', '.join(missing()) or 'none'}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        text(home, 100, rounds, peers=wish.peers, aims={"pandoc": 0.8})
        if not wish.quick:
            text(home, 10, rounds, peers=wish.peers, aims={})
            text(home, 1_000, rounds, peers=wish.peers, aims={"pandoc": 0.4, "fast-ebook": 3})
            text(home, 5_000, 1, peers=False, aims={})
            commands(home, rounds)
            batch(home, 300)
            growth(home)
        for count in (24,) if wish.quick else (24, 48, 200):
            photos(home, count, min(rounds, 3), peers=wish.peers)


if __name__ == "__main__":
    main()
