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
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from itertools import pairwise
from pathlib import Path

from peers import PEERS, PHOTO_WORK, missing

from issues import photo_issue, printed_page, printed_pages, text_issue

ROOT = Path(__file__).resolve().parents[1]
GROWTH = (100, 400, 1_600)


@dataclass(frozen=True, slots=True)
class Usage:
    """What one process took."""

    wall: float
    cpu: float
    peak: float
    """MiB."""


WATCH = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
wall, used = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / 1024}))
sys.exit(code)
"""
"""Runs a command in a small process: a child's peak is not below that of its parent, and this one has drawn photos."""
Ways = Mapping[str, Callable[[int], list[str]]]
"""Name → number of the round → command."""


def used(command: list[str]) -> Usage:
    """Run a command and tell what it took; modules are compiled, as those of an installed package are."""
    cache = str(Path(tempfile.gettempdir()) / "epubgen-bench")
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": cache}
    watched = [sys.executable, "-S", "-c", WATCH, *command]
    done = subprocess.run(watched, cwd=ROOT, env=os.environ | compiled, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command[:4]} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return Usage(**json.loads(done.stdout))


def compared(ways: Ways, rounds: int) -> dict[str, Usage]:
    """The medians of each way; they take turns, so that a busy machine harms all of them."""
    runs: dict[str, list[Usage]] = {name: [] for name in ways}
    for number in range(rounds):
        for name, command in ways.items():
            runs[name].append(used(command(number)))
    return {name: _median(found) for name, found in runs.items()}


def _median(runs: list[Usage]) -> Usage:
    def middle(field: str) -> float:
        return float(statistics.median(getattr(run, field) for run in runs))

    return Usage(middle("wall"), middle("cpu"), middle("peak"))


def build(issue: Path, target: Path, *more: str) -> list[str]:
    """The command that builds an issue with default options; exit code 0 whatever it warns of."""
    return [sys.executable, "-m", "epubgen", "build", str(issue), "-o", str(target), "--force", *more]


def table(title: str, found: Mapping[str, Usage], first: str, aims: Mapping[str, float]) -> None:
    """Print the figures, with the ratio of ``first`` to each of the others, and the aim where there is one."""
    print(f"\n### {title}\n\n| way | wall s | cpu s | peak MiB | {first} / it | aim |\n|---|---|---|---|---|---|")
    for name, usage in found.items():
        ratio = "" if name == first else f"{found[first].cpu / usage.cpu:.2f}"
        aim = f"≤ {aims[name]}" if name in aims else ""
        print(f"| {name} | {usage.wall:.2f} | {usage.cpu:.2f} | {usage.peak:.0f} | {ratio} | {aim} |", flush=True)


def text(home: Path, stories: int, rounds: int, *, peers: bool, aims: Mapping[str, float]) -> None:
    """An issue of text alone, built by epubgen and by others."""
    issue = text_issue(home / f"text-{stories}", stories)
    ways: dict[str, Callable[[int], list[str]]] = {
        "epubgen": lambda number: build(issue, home / f"text-{stories}-{number}.epub")
    }
    for peer in PEERS if peers else ():
        if peer.is_there() and peer.name != "EbookLib + Pillow":
            ways[peer.name] = lambda number, peer=peer: peer.command(  # type: ignore[misc]
                issue.parent / "plain", home / f"{peer.name}-{stories}-{number}.epub"
            )
    table(f"Text, {stories:,} stories", compared(ways, rounds), "epubgen", aims)


def photos(home: Path, count: int, rounds: int, *, peers: bool) -> None:
    """An issue of photos: built with an empty cache, again, after one story changed, and the photo work alone."""
    issue = photo_issue(home / f"photos-{count}", count)
    plan = home / f"plan-{count}.json"
    plan.write_text(json.dumps(list(_planned(issue, home / "plan.epub"))))
    story = min((issue / "articles").iterdir())

    def again(number: int) -> list[str]:
        cache = f"EPUBGEN_CACHE={home / f'cache-{count}-{number}'}"
        return ["env", cache, *build(issue, home / f"photos-{count}-{number}.epub")]

    def changed(number: int) -> list[str]:
        story.write_text(story.read_text("utf-8") + f"\n第{number}次修改。\n", "utf-8")
        return again(number)

    ways: dict[str, Callable[[int], list[str]]] = {
        "first build": again,
        "built again": again,
        "one story changed": changed,
        "photo work alone": lambda _: [sys.executable, "-c", PHOTO_WORK, str(plan)],
    }
    for peer in PEERS if peers else ():
        if peer.is_there() and peer.name.startswith("EbookLib"):
            ways[peer.name] = lambda number, peer=peer: peer.command(  # type: ignore[misc]
                issue.parent / "plain", home / f"{peer.name}-{count}-{number}.epub"
            )
    found = compared(ways, rounds)
    table(
        f"{count} photos of 12 MP, {count * 2} stories",
        found,
        "first build",
        {"photo work alone": 1.15, "EbookLib + Pillow": 0.35},
    )
    rebuilt, one = (found[name].cpu / found["first build"].cpu for name in ("built again", "one story changed"))
    print(f"\nBuilt again / first {rebuilt:.3f} (aim ≤ 0.08); one story changed / first {one:.3f} (aim ≤ 0.10)")


def _planned(issue: Path, target: Path) -> Iterator[tuple[str, tuple[int, int], int]]:
    from epubgen import build as make  # noqa: PLC0415 - measured processes import it for themselves

    for photo in make(issue, target, force=True).pictures:
        yield str(issue / "photos" / Path(photo.file).name), (photo.width, photo.height), photo.quality or 85


def commands(home: Path, rounds: int) -> None:
    """What is waited for most: help, lint, check, a printed page."""
    issue, page = text_issue(home / "commands", 1_000), printed_page(home / "page")
    epub = home / "commands.epub"
    used(build(issue, epub))
    program = [sys.executable, "-m", "epubgen"]
    found = compared(
        {
            "bare Python": lambda _: [sys.executable, "-c", "pass"],
            "--version": lambda _: [*program, "--version"],
            "--help": lambda _: [*program, "--help"],
            "lint, 1,000 stories": lambda _: [*program, "lint", str(issue)],
            "check --no-java, 1,000 stories": lambda _: [*program, "check", "--no-java", str(epub)],
            "a printed page to EPUB": lambda number: build(page, home / f"page-{number}.epub"),
        },
        rounds,
    )
    aims = {"lint, 1,000 stories": 1.0, "check --no-java, 1,000 stories": 1.5, "a printed page to EPUB": 0.4}
    print("\n### Commands\n\n| command | wall s | cpu s | peak MiB | aim |\n|---|---|---|---|---|")
    for name, usage in found.items():
        aim = f"≤ {aims[name]} s" if name in aims else ""
        print(f"| {name} | {usage.wall:.2f} | {usage.cpu:.2f} | {usage.peak:.0f} | {aim} |")
    version, help_ = (found[name].cpu / found["bare Python"].cpu for name in ("--version", "--help"))
    print(f"\n--version / bare Python {version:.1f} (aim ≤ 1.5); --help / bare Python {help_:.1f} (aim ≤ 4)")


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


def main() -> None:
    """Make the issues, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small issues, three rounds")
    parser.add_argument("--peers", action="store_true", help="measure the other programs that are installed, too")
    parser.add_argument("--rounds", type=int, default=0)
    wish = parser.parse_args()
    rounds = wish.rounds or (3 if wish.quick else 5)
    machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors"
    print(f"epubgen {metadata.version('epubgen-periodicals')}, {machine}, medians of {rounds} rounds")
    if wish.peers and (absent := missing()):
        print(f"not installed: {', '.join(absent)}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        text(home, 100, rounds, peers=wish.peers, aims={"pandoc": 0.8})
        if not wish.quick:
            text(home, 10, rounds, peers=wish.peers, aims={})
            text(home, 1_000, rounds, peers=wish.peers, aims={"pandoc": 0.4, "fast-ebook": 3})
            text(home, 5_000, 1, peers=False, aims={})
            commands(home, rounds)
            growth(home)
        for count in (24,) if wish.quick else (24, 48, 200):
            photos(home, count, min(rounds, 3), peers=wish.peers)


if __name__ == "__main__":
    main()
