# SPDX-License-Identifier: AGPL-3.0-or-later
"""The processor seconds that each stage takes for one issue, each by itself, as JSON; ``run.py`` prints their growth.

The second argument is a folder of printed pages with as many stories, for the import.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import process_time
from typing import TypeVar

import epubgen
from epubgen.epub.package import pack
from epubgen.images import prepare
from epubgen.linting import lint
from epubgen.options import Options
from epubgen.pipeline.build import PartBuilder, find_build_target, plan_edition
from epubgen.pipeline.live import LiveSource
from epubgen.pipeline.prepare import prepare_issue, read_source
from epubgen.validation import check_file

__all__: list[str] = []

T = TypeVar("T")


class Stages:
    """The seconds of pieces of work by name."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}

    def stage(self, name: str, work: Callable[[], T]) -> T:
        """Do a piece of work and keep its processor seconds."""
        began = process_time()
        done = work()
        self.taken[name] = round(process_time() - began, 3)
        return done


def build_stages(stages: Stages, issue: Path, target: Path) -> None:
    """From the files of an issue to a checked EPUB without photos."""
    options = Options()
    reading, inputs = stages.stage("read", lambda: read_source(issue, options))
    stages.stage("lint", lambda: lint(reading.issue, inputs, options))
    prepared = prepare_issue(issue, options)
    edition, sheets = stages.stage("plan", lambda: plan_edition(prepared, options))
    with closing(
        prepare(prepared.completed, inputs, options, find_build_target(prepared.issue, options).profile)
    ) as media:
        builder = PartBuilder(edition, sheets, media, prepared.rare)
        parts = stages.stage("pages", lambda: [*builder.leading(), *map(builder.page, edition.documents)])
        stages.stage("pack", lambda: pack(edition, parts, target))
    stages.stage("check without Java", lambda: check_file(target, java=False))


def save_in_preview(stages: Stages, issue: Path) -> None:
    """A story is saved while a preview shows the issue: all is read again, and every page is made."""
    with LiveSource(issue, Options()) as source:
        source.refresh()
        story = next(iter(sorted((issue / "articles").glob("*.md"))))
        story.write_text(f"{story.read_text('utf-8')}\n又及。\n", "utf-8")
        stages.stage("save to page", lambda: shown(source))


def shown(source: LiveSource) -> int:
    """How many documents the preview lists after it has read all anew: each is made for its digest."""
    source.refresh()
    edition = source.in_mode()
    return len(edition.documents) if edition else 0


def main() -> None:
    """Run the stages one after the other."""
    issue, printed = map(Path, sys.argv[1:3])
    stages = Stages()
    with tempfile.TemporaryDirectory() as home:
        build_stages(stages, issue, Path(home) / "out.epub")
        stages.stage("import", lambda: epubgen.import_pages(printed, Path(home) / "imported"))
        save_in_preview(stages, issue)
    print(json.dumps(stages.taken))


if __name__ == "__main__":
    main()
