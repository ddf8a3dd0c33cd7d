# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command ``snapshot``: pages as pictures."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from epubgen.cli.arguments import (
    as_json,
    encoding,
    file_path,
    mode_of,
    page,
    publication,
    several_sources,
    source_format,
    target,
    writing_mode,
)
from epubgen.cli.console import Command, draw_progress, say, show_json, tell, words
from epubgen.cli.pictures import cache_folder
from epubgen.live_preview.screens import SCREENS
from epubgen.options import make_options, silent

__all__ = ["named_browser", "snapshot"]


def named_browser() -> Path | None:
    """The browser that ``EPUBGEN_CHROMIUM`` names."""
    named = os.environ.get("EPUBGEN_CHROMIUM", "")
    return Path(named) if named else None


@click.command(cls=Command, help=words("snapshot"))
@several_sources
@click.option("-o", "--output", "folder", type=file_path, required=True, metavar="DIR", help=words("o.snapshot_folder"))
@click.option(
    "--device",
    type=click.Choice([screen.name for screen in SCREENS]),
    default=SCREENS[0].name,
    help=words("o.snapshot_device"),
)
@click.option("--font-size", type=int, default=0, metavar="N", help=words("o.snapshot_font"))
@click.option("--night", is_flag=True, help=words("o.snapshot_night"))
@click.option("--only", multiple=True, metavar="NAMES", help=words("o.snapshot_only"))
@click.option("--columns", type=int, default=0, metavar="N", help=words("o.snapshot_columns"))
@click.option("--no-pages", is_flag=True, help=words("o.snapshot_no_pages"))
@writing_mode()
@click.option("--theme", default="", metavar="NAME", help=words("o.theme"))
@click.option("--css", multiple=True, type=file_path, metavar="FILE", help=words("o.css"))
@target
@publication
@page
@source_format
@encoding
@as_json
def snapshot(
    source: tuple[Path, ...],
    folder: Path,
    no_pages: bool,
    mode: str | None,
    target: str | None,
    format_: str,
    as_json: bool,
    **settings: Any,  # noqa: ANN401 - click gives what the options declare
) -> None:
    """Draw the pages and print the paths of the contact sheets, which are looked at first."""
    from epubgen.live_preview import snapshots  # noqa: PLC0415 - help must not wait for it

    drawing = {name: settings.pop(name) for name in ("device", "font_size", "night", "only", "columns")}
    settings |= {
        "writing_mode": mode_of(mode),
        "target": target or "",
        "format": format_,
        "cache": cache_folder(),
        "progress": silent if as_json else draw_progress,
    }
    made = snapshots.snapshot(
        source[0] if len(source) == 1 else source,
        folder,
        pages=not no_pages,
        browser=named_browser(),
        options=make_options(settings),
        **drawing,
    )
    if as_json:
        show_json(made.as_json())
        return
    tell(words("snapshot.done", pages=len(made.pages), width=made.screen.width, height=made.screen.height))
    for sheet in made.sheets:
        say(str(sheet))
