# SPDX-License-Identifier: AGPL-3.0-or-later
"""The processor seconds that each stage of a build takes for one issue, as JSON; ``run.py`` prints their growth."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

import epubgen

__all__: list[str] = []


def main() -> None:
    """Run the stages of an issue one after the other."""
    issue = Path(sys.argv[1])
    taken: dict[str, float] = {}

    def stage(name: str, work: Callable[[], object]) -> None:
        began = process_time()
        work()
        taken[name] = round(process_time() - began, 3)

    with tempfile.TemporaryDirectory() as home:
        target = Path(home) / "out.epub"
        stage("read", lambda: epubgen.read(issue))
        stage("read and lint", lambda: epubgen.lint(issue))
        stage("read, lint and plan", lambda: epubgen.plan(issue))
        stage("build", lambda: epubgen.build(issue, target))
        stage("check without Java", lambda: epubgen.check(target, java=False))
    print(json.dumps(taken))


if __name__ == "__main__":
    main()
