# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command ``publish``: builds, checks and delivers an issue in one run."""

from __future__ import annotations

from pathlib import Path

import click

import epubgen
from epubgen.cli.arguments import (
    as_json,
    encoding,
    file_path,
    no_cache,
    options_of,
    page,
    publication,
    quiet,
    release_check,
    replace,
    revision,
    several_sources,
    source_format,
    strict,
)
from epubgen.cli.console import Command, draw_progress, language, say, show_json, words
from epubgen.options import silent

__all__ = ["publish"]


@click.command(cls=Command, help=words("publish"))
@several_sources
@click.option("-o", "--output", type=file_path, default=None, metavar="DIR", help=words("o.publish_folder"))
@click.option("--only", multiple=True, metavar="DELIVERY", help=words("o.only"))
@click.option("--again", multiple=True, metavar="DELIVERY", help=words("o.again"))
@click.option("--no-deliver", is_flag=True, help=words("o.no_deliver"))
@click.option("--dry-run", is_flag=True, help=words("o.dry_run"))
@click.option("--check", is_flag=True, help=words("o.dry_check"))
@strict
@release_check
@revision
@replace
@click.option("--no-java", is_flag=True, help=words("o.no_java"))
@no_cache
@publication
@page
@source_format
@encoding
@as_json
@quiet
def publish(
    source: tuple[Path, ...],
    output: Path | None,
    only: tuple[str, ...],
    again: tuple[str, ...],
    no_deliver: bool,
    dry_run: bool,
    no_java: bool,
    no_cache: bool,
    as_json: bool,
    quiet: bool,
    **settings: object,
) -> int:
    """Publish an issue and print the receipt; the exit code says whether everything has arrived."""
    options = options_of(
        settings,
        cache=not no_cache,
        progress=silent if quiet or as_json else draw_progress,
        clock=bool(settings["release_check"] or settings["revision"]),
    )
    failure: epubgen.PublishError | None = None
    try:
        receipt = epubgen.publish(
            source,
            output,
            only=only,
            again=again,
            deliver=not no_deliver,
            dry_run=dry_run,
            java=not no_java,
            lang=language(),
            options=options,
        )
    except epubgen.PublishError as error:
        failure, receipt = error, error.receipt
    if as_json:
        show_json(receipt.as_json(language()))
    elif failure or not quiet:
        say(receipt.text(language()))
    return failure.exit_code if failure else 0
