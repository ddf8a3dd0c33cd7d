# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command ``publish``: one command for the night."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from epubgen.cli.arguments import (
    as_json,
    encoding,
    file_path,
    now_if,
    page,
    publication,
    release_check,
    several_sources,
    source_format,
    strict,
)
from epubgen.cli.console import Command, draw_progress, language, say, show_json, words
from epubgen.cli.pictures import cache_folder
from epubgen.errors import DeliveryError
from epubgen.options import make_options, silent

__all__ = ["publish"]


@click.command(cls=Command, help=words("publish"))
@several_sources
@click.option("-o", "--output", type=file_path, default=None, metavar="DIR", help=words("o.publish_folder"))
@click.option("--only", multiple=True, metavar="DELIVERY", help=words("o.only"))
@click.option("--again", multiple=True, metavar="DELIVERY", help=words("o.again"))
@click.option("--no-deliver", is_flag=True, help=words("o.no_deliver"))
@click.option("--dry-run", is_flag=True, help=words("o.dry_run"))
@strict
@release_check
@click.option("--revision", default="", metavar="TEXT", help=words("o.revision"))
@click.option("--replace", is_flag=True, help=words("o.replace"))
@click.option("--no-java", is_flag=True, help=words("o.no_java"))
@click.option("--no-cache", is_flag=True, help=words("o.no_cache"))
@publication
@page
@source_format
@encoding
@as_json
@click.option("--quiet", is_flag=True, help=words("o.quiet"))
def publish(
    source: tuple[Path, ...],
    output: Path | None,
    only: tuple[str, ...],
    again: tuple[str, ...],
    no_deliver: bool,
    dry_run: bool,
    no_java: bool,
    no_cache: bool,
    format_: str,
    as_json: bool,
    quiet: bool,
    **settings: object,
) -> int:
    """Publish, print the receipt; the exit code says whether everything arrived."""
    from epubgen.publishing import DeliverySelection, PublishOptions, receipt_json, receipt_text, run_publish  # noqa: PLC0415 - see build

    settings |= {
        "format": format_,
        "cache": None if no_cache else cache_folder(),
        "clock": now_if(settings["release_check"] or settings["revision"]),
        "progress": silent if quiet or as_json else draw_progress,
    }
    orders = PublishOptions(
        asked=DeliverySelection(only=only, again=again, deliver=not no_deliver),
        dry_run=dry_run,
        java=not no_java,
        lang=language(),
        environ=os.environ,
        clock=lambda: datetime.now(UTC),
    )
    receipt = run_publish(source, output, orders, make_options(settings))
    if as_json:
        show_json(receipt_json(receipt, language()))
    elif not quiet or receipt.failures:
        say(receipt_text(receipt, language()))
    return DeliveryError.exit_code if receipt.failures else 0
