# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a process takes, and how ways of doing one thing compare: rounds in turn, medians, ratios pair by pair."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from epubgen.errors import Severity
from epubgen.validation.epubcheck import run_epubcheck

__all__ = ["ROOT", "Comparison", "Run", "Usage", "Ways", "compared", "used"]

ROOT = Path(__file__).resolve().parents[1]
WATCH = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
wall, used = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / 1024}))
sys.exit(code)
"""
"""Runs a command in a small process: a child's peak is not below that of its parent, and this one has drawn photos."""


@dataclass(frozen=True, slots=True)
class Run:
    """A command, and the file that it makes."""

    command: Sequence[str]
    target: Path | None = None


Ways = Mapping[str, Callable[[int], Run]]
"""Name → number of the round → what is run."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one process took."""

    wall: float
    cpu: float
    peak: float
    """MiB."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rounds of each way, and the last file that it made."""

    rounds: Mapping[str, Sequence[Usage]]
    files: Mapping[str, Path]

    def median(self, name: str) -> Usage:
        """The middle of what a way took."""

        def middle(field: str) -> float:
            return float(statistics.median(getattr(run, field) for run in self.rounds[name]))

        return Usage(middle("wall"), middle("cpu"), middle("peak"))

    def ratio(self, one: str, other: str) -> float:
        """Processor time of one way against that of another: the middle of the ratios of each round."""
        pairs = zip(self.rounds[one], self.rounds[other], strict=True)
        return float(statistics.median(a.cpu / b.cpu for a, b in pairs))

    def size(self, name: str) -> str:
        """The kilobytes of the file that a way made."""
        return f"{self.files[name].stat().st_size / 1000:,.0f}" if name in self.files else ""

    def verdict(self, name: str) -> str:
        """What EPUBCheck says of that file."""
        if name not in self.files:
            return ""
        found = run_epubcheck(self.files[name], name)
        if not found.version:
            return "not run"
        weights = Counter(one.severity for one in found.findings)
        grave = (Severity.ERROR, Severity.WARNING)
        return ", ".join(f"{weights[weight]} {weight.value}" for weight in grave if weights[weight]) or "clean"

    def print_table(self, title: str, first: str, aims: Mapping[str, float]) -> None:
        """Print the figures, with the ratio of ``first`` to each of the others, and the aim where there is one."""
        heads = ("way", "wall s", "cpu s", "peak MiB", "KB", "EPUBCheck", f"{first} / it", "aim")
        print(f"\n### {title}\n\n| {' | '.join(heads)} |\n{'|---' * len(heads)}|")
        for name in self.rounds:
            taken = self.median(name)
            ratio = "" if name == first else f"{self.ratio(first, name):.2f}"
            aim = f"≤ {aims[name]}" if name in aims else ""
            figures = (f"{taken.wall:.2f}", f"{taken.cpu:.2f}", f"{taken.peak:.0f}", self.size(name))
            print(f"| {' | '.join((name, *figures, self.verdict(name), ratio, aim))} |", flush=True)


def used(command: Sequence[str]) -> Usage:
    """Run a command and tell what it took; modules are compiled, as those of an installed package are.

    Raises:
        SystemExit: the command failed.
    """
    cache = str(Path(tempfile.gettempdir()) / "epubgen-bench")
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": cache}
    watched = [sys.executable, "-S", "-c", WATCH, *command]
    done = subprocess.run(watched, cwd=ROOT, env=os.environ | compiled, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command[:4]} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return Usage(**json.loads(done.stdout))


def compared(ways: Ways, rounds: int) -> Comparison:
    """Run the ways in turn, so that a busy machine harms all of them; each once before, which does not count."""
    runs: dict[str, list[Usage]] = {name: [] for name in ways}
    files: dict[str, Path] = {}
    for number in range(-1, rounds) if rounds > 1 else range(1):
        for name, way in ways.items():
            run = way(number)
            taken = used(run.command)
            if number >= 0:
                runs[name].append(taken)
            if run.target:
                files[name] = run.target
    return Comparison(runs, files)
