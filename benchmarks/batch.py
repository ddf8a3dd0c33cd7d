# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a batch costs beside the builds: ``python -m benchmarks.batch 100000`` runs so many issues that build nothing.

Names, lock, journal and summary are the real ones; the builder returns at once and no EPUB is moved. Prints seconds,
the peak of memory, the bytes of journal and summary. ``--real FOLDER`` builds the issues there in processes and prints
cost and memory of each process instead.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import TypeVar

from epubgen.back_file.batch import build_many, output_folder, run
from epubgen.back_file.batch.built import Built
from epubgen.back_file.batch.sources import BatchSource
from epubgen.back_file.batch.work import BatchOutcome, BatchTask

T = TypeVar("T")


class AtOnce(Executor):
    """Runs what it is given at once, in this thread."""

    _max_workers = 2

    def submit(self, fn: Callable[..., T], /, *args: object, **kwargs: object) -> Future[T]:
        """The finished call."""
        done: Future[T] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def nothing(task: BatchTask) -> BatchOutcome:
    """An issue that takes no time; one in a hundred fails."""
    name = Path(task.source.key).name
    if int(name) % 100 == 0:
        return BatchOutcome(Built(source=task.source.key, result="failed"))
    facts = {"identifier": f"urn:x:{name}", "title": "Bay Post", "size": 13000, "sha256": name.rjust(64, "0")}
    return BatchOutcome(Built(source=task.source.key, result="built", name=f"bay-post-{name}.epub", **facts))  # type: ignore[arg-type]


def simulated(issues: int) -> dict[str, float]:
    """The figures of a batch of so many issues that build nothing."""
    run.build_one = nothing  # type: ignore[attr-defined]
    run.found_sources = lambda *_: (BatchSource(f"/papers/{n}", f"/papers/{n}") for n in range(issues))  # type: ignore[attr-defined]
    output_folder.OutputFolder._move = lambda *_: None  # type: ignore[method-assign]  # noqa: SLF001
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        batch = build_many("papers", folder, executor=AtOnce())
        for _ in batch:
            pass
        return {
            "issues": batch.summary.done,
            "seconds": round(time.perf_counter() - began, 1),
            "peak MB": round(_peak() / 1000, 1),
            "journal MB": round((Path(folder) / "batch.jsonl").stat().st_size / 1e6, 1),
            "summary bytes": len(batch.summary.text()),
        }


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def real(sources: Path, jobs: int) -> Iterator[dict[str, float]]:
    """Memory of the processes after every hundredth issue, and the cost at the end."""
    with tempfile.TemporaryDirectory() as folder:
        began, before = time.perf_counter(), os.times()
        batch = build_many(sources, folder, jobs=jobs)
        for number, _ in enumerate(batch, start=1):
            if number % 100 == 0:
                yield {"issues": number, "largest process MB": max(_children(), default=0)}
        spent = os.times()
        yield {
            "issues": batch.summary.done,
            "failed": batch.summary.failed,
            "seconds": round(time.perf_counter() - began, 1),
            "cpu seconds of this process": round(spent.user + spent.system - before.user - before.system, 1),
            "build seconds an issue": round(_seconds(Path(folder)), 3),
            "bytes an issue": batch.summary.size / max(1, batch.summary.done),
        }


def _seconds(folder: Path) -> float:
    lines = [json.loads(line) for line in (folder / "batch.jsonl").read_text("utf-8").splitlines()]
    return sum(float(line["seconds"]) for line in lines) / max(1, len(lines))


def _children() -> Iterator[float]:
    """Resident memory of the processes of this group, in MB; Linux only."""
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
            if os.getpgid(int(status.parent.name)) == os.getpgid(0) and int(status.parent.name) != os.getpid():
                yield next((int(line.split()[1]) / 1000 for line in text.splitlines() if line.startswith("VmRSS")), 0)
        except (OSError, ValueError):
            continue


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("issues", type=int, nargs="?", default=100_000)
    parser.add_argument("--real", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    for figures in real(asked.real, asked.jobs) if asked.real else [simulated(asked.issues)]:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
