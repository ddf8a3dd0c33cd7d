# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commands that show an issue: ``preview`` in the browser, ``snapshot`` as pictures."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from epubgen.cli.arguments import (
    as_json,
    css,
    encoding,
    file_path,
    font,
    keep_ads,
    leave_out,
    no_cache,
    options_of,
    page,
    private_use,
    publication,
    punctuation,
    rare,
    several_sources,
    source_format,
    target,
    theme,
    writing_mode,
)
from epubgen.cli.console import Command, draw_progress, language, say, show_json, tell, words
from epubgen.live_preview.screens import SCREENS
from epubgen.messages import label
from epubgen.options import silent

__all__ = ["preview", "snapshot"]

_HIGHEST_PORT = 65535


@click.command(cls=Command, help=words("preview"))
@several_sources
@click.option("--port", type=click.IntRange(0, _HIGHEST_PORT), default=0, metavar="N", help=words("o.port"))
@click.option("--no-open", is_flag=True, help=words("o.no_open"))
@writing_mode()
@theme
@css
@font
@rare
@private_use
@punctuation
@target
@leave_out
@keep_ads
@no_cache
@publication
@page
@source_format
@encoding
def preview(source: tuple[Path, ...], port: int, no_open: bool, no_cache: bool, **settings: object) -> None:
    """Print the address and serve until the program is stopped."""
    from epubgen.live_preview.preview import preview as serve  # noqa: PLC0415 - help needs no imports

    lang = language()
    options = options_of(settings, cache=not no_cache)
    with serve(source, port=port, lang=lang, options=options) as shown:
        for found in shown.errors:
            tell(found.text(lang))
        say(shown.address)
        sys.stdout.flush()
        tell(label("preview_key", lang, address=shown.editing_address))
        tell(words("preview_runs"))
        if not no_open:
            import webbrowser  # noqa: PLC0415 - not with ``--no-open``

            webbrowser.open(shown.editing_address)
        shown.wait()


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
@theme
@css
@target
@publication
@page
@source_format
@encoding
@as_json
def snapshot(
    source: tuple[Path, ...],
    folder: Path,
    device: str,
    font_size: int,
    night: bool,
    only: tuple[str, ...],
    columns: int,
    no_pages: bool,
    as_json: bool,
    **settings: object,
) -> None:
    """Draw the pages and print the paths of the contact sheets first."""
    from epubgen.live_preview import snapshots  # noqa: PLC0415 - help needs no imports

    named = os.environ.get("EPUBGEN_CHROMIUM")
    made = snapshots.snapshot(
        source[0] if len(source) == 1 else source,
        folder,
        device=device,
        font_size=font_size,
        night=night,
        only=only,
        columns=columns,
        pages=not no_pages,
        browser=Path(named) if named else None,
        options=options_of(settings, cache=True, progress=silent if as_json else draw_progress),
    )
    if as_json:
        show_json(made.as_json())
        return
    tell(words("snapshot.done", pages=len(made.pages), width=made.screen.width, height=made.screen.height))
    for sheet in made.sheets:
        say(str(sheet))
