# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command that shows an issue while it is edited: ``preview``."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path

import click

from epubgen.cli.arguments import (
    encoding,
    file_path,
    font,
    mode_of,
    page,
    private_use,
    publication,
    rare,
    several_sources,
    source_format,
    target,
    writing_mode,
)
from epubgen.cli.console import Command, language, say, tell, words
from epubgen.cli.pictures import cache_folder
from epubgen.options import make_options

__all__ = ["preview"]

_HIGHEST = 65535


@click.command(cls=Command, help=words("preview"))
@several_sources
@click.option("--port", type=click.IntRange(0, _HIGHEST), default=0, metavar="N", help=words("o.port"))
@click.option("--no-open", is_flag=True, help=words("o.no_open"))
@writing_mode()
@click.option("--theme", default="", metavar="NAME", help=words("o.theme"))
@click.option("--css", multiple=True, type=file_path, metavar="FILE", help=words("o.css"))
@font
@rare
@private_use
@click.option("--punctuation", type=click.Choice(["keep", "normalise"]), default=None, help=words("o.punctuation"))
@target
@click.option("--leave-out", multiple=True, metavar="ID", help=words("o.leave_out"))
@click.option("--keep-ads", is_flag=True, help=words("o.keep_ads"))
@click.option("--no-cache", is_flag=True, help=words("o.no_cache"))
@publication
@page
@source_format
@encoding
def preview(
    source: tuple[Path, ...],
    port: int,
    no_open: bool,
    mode: str | None,
    no_cache: bool,
    format_: str,
    rare: str | None,
    private_use: str | None,
    punctuation: str | None,
    target: str | None,
    **settings: object,
) -> None:
    """Print the address and serve until the editor stops it."""
    from epubgen.live_preview import Preview  # noqa: PLC0415 - help must not wait for it

    settings |= {
        "writing_mode": mode_of(mode),
        "rare": rare or "font",
        "private_use": private_use or "",
        "punctuation": punctuation or "",
        "target": target or "",
        "cache": None if no_cache else cache_folder(),
        "format": format_,
    }
    with Preview(source, port=port, language=language(), options=make_options(settings)) as shown:
        for found in shown.errors:
            tell(found.text(language()))
        say(shown.address)
        sys.stdout.flush()
        tell(words("preview_runs"))
        if not no_open:
            webbrowser.open(shown.address)
        shown.wait()
