# SPDX-License-Identifier: AGPL-3.0-or-later
"""The commands ``batch`` (many issues in one run) and ``bind`` (many issues in one file)."""

from __future__ import annotations

import sys
import time
from typing import Literal

import click

import epubgen
from epubgen.cli.arguments import (
    Size,
    as_json,
    cover,
    edition_options,
    encoding,
    keep_ads,
    no_cache,
    options_of,
    paper_id,
    paper_title,
    publication,
    quiet,
    source_format,
    target,
    typed_path,
    writing_mode,
)
from epubgen.cli.console import Command, language, report_json, say, show_json, tell, tell_progress, words
from epubgen.errors import BatchError, Location, finding

__all__ = ["batch", "bind"]


@click.command(cls=Command, help=words("batch"))
@click.argument("sources", nargs=-1, required=True, type=typed_path)
@click.option("-o", "--output", type=typed_path, required=True, metavar="DIR", help=words("o.batch_folder"))
@click.option("--jobs", type=click.IntRange(min=0), default=0, metavar="N", help=words("o.jobs"))
@click.option("--name", default="", metavar="PATTERN", help=words("o.name"))
@click.option("--import", "pages", is_flag=True, help=words("o.batch_pages"))
@click.option("--dask", default="", metavar="ADDRESS", help=words("o.dask"))
@edition_options()
@click.option("--force", is_flag=True, help=words("o.force_batch"))
@keep_ads
@publication
@paper_title
@paper_id
@source_format
@encoding
@as_json
@quiet
def batch(
    sources: tuple[str, ...],
    output: str,
    jobs: int,
    name: str,
    dask: str,
    pages: bool,
    no_cache: bool,
    as_json: bool,
    quiet: bool,
    **settings: object,
) -> int:
    """Build the issues, report failures as they happen, and print the summary."""
    options = options_of(settings, cache=not no_cache, clock=bool(settings["release_check"]))
    lang = language()
    made = epubgen.build_many(sources, output, name=name, jobs=jobs, dask=dask, pages=pages, lang=lang, options=options)
    _follow(made, lang, silent=quiet or as_json)
    summary = made.summary
    if as_json:
        show_json(summary.as_json(lang) | {"journal": f"{output.rstrip('/')}/batch.jsonl"})
    elif summary.failed or not quiet:
        say(summary.text(lang))
        say(words("batch.journal", path=f"{output.rstrip('/')}/batch.jsonl"))
    if not summary.failed:
        return 0
    error = BatchError(finding("EG099", Location(output), failed=summary.failed, total=summary.total, folder=output))
    if not as_json:
        tell(error.text(lang))
    return error.exit_code


def _follow(made: epubgen.Batch, lang: Literal["en", "zh"], *, silent: bool) -> None:
    """Run the batch; a line that is overwritten shows the progress on a terminal."""
    began = time.monotonic()
    for built in made:
        if silent:
            continue
        if not built.ok:
            tell_progress("")
            tell("\n".join(found.text(lang) for found in built.findings if found.severity.value == "error"))
        if sys.stderr and sys.stderr.isatty():
            tell_progress(_progress(made.summary, time.monotonic() - began))
    if not silent:
        tell_progress("")


def _progress(summary: epubgen.BatchSummary, seconds: float) -> str:
    """Return a line with the number of finished issues, the speed and the remaining time."""
    rate = summary.done / seconds if seconds else 0.0
    left = (summary.total - summary.done) / rate if rate else 0.0
    clock = f"{int(left) // 3600}:{int(left) // 60 % 60:02}:{int(left) % 60:02}"
    return words(
        "batch.progress",
        done=summary.done,
        total=summary.total,
        failed=summary.failed,
        rate=f"{rate * 60:.0f}",
        left=clock,
    )


@click.command(cls=Command, help=words("bind"))
@click.argument("sources", nargs=-1, required=True, type=typed_path)
@click.option("-o", "--output", type=typed_path, default=".", metavar="DIR", help=words("o.bind_output"))
@click.option("--by", type=click.Choice(["month", "week", "all"]), default="month", help=words("o.by"))
@click.option("--max-size", type=Size(), default=0, metavar="50MB", help=words("o.volume_size"))
@writing_mode()
@cover
@target
@no_cache
@click.option("--force", is_flag=True, help=words("o.force_target"))
@encoding
@as_json
@quiet
def bind(
    sources: tuple[str, ...],
    output: str,
    by: Literal["week", "month", "all"],
    no_cache: bool,
    as_json: bool,
    quiet: bool,
    **settings: object,
) -> None:
    """Bind the issues and print the paths of the volumes."""
    options = options_of(settings, cache=not no_cache)
    volumes = epubgen.bind(sources, output, by=by, options=options)
    lang = language()
    if as_json:
        facts = [
            {"path": str(epub.path), "identifier": epub.identifier, "title": epub.title, "size": epub.size}
            | {"sha256": epub.sha256, "stories": epub.stories, **report_json(epub.report)}
            for epub in volumes
        ]
        show_json({"volumes": facts})
        return
    for epub in volumes:
        if epub.report.findings and not quiet:
            tell(epub.report.text(lang))
        say(str(epub.path))
