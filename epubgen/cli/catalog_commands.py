# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commands that publish a library: ``catalog`` for readers, ``bag`` for archives, ``serve`` for reading apps."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from epubgen.cli.arguments import as_json, file_path
from epubgen.cli.console import (
    Command,
    draw_progress,
    report_json,
    say,
    show_json,
    show_report,
    size_words,
    tell,
    words,
)
from epubgen.options import silent

__all__ = ["bag", "catalog", "serve"]

_HIGHEST_PORT = 65535


@click.command(cls=Command, help=words("catalog"))
@click.argument("folder", metavar="DIR", type=file_path)
@click.option("--base-url", required=True, metavar="URL", help=words("o.base_url"))
@click.option("-o", "--output", type=file_path, default=None, metavar="DIR", help=words("o.catalog_folder"))
@click.option("--files-url", default="", metavar="URL", help=words("o.files_url"))
@click.option("--title", default="", metavar="NAME", help=words("o.catalog_title"))
@click.option("--language", default="", metavar="TAG", help=words("o.catalog_language"))
@as_json
def catalog(
    folder: Path, base_url: str, output: Path | None, files_url: str, title: str, language: str, as_json: bool
) -> None:
    """Write a catalogue and print its folder."""
    import epubgen  # noqa: PLC0415 - help needs no imports

    made = epubgen.catalog(
        folder,
        output,
        base_url=base_url,
        files_url=files_url,
        title=title,
        language=language,
        progress=silent if as_json else draw_progress,
    )
    counts = {"issues": made.issues, "titles": made.titles, "read": made.read}
    if as_json:
        changed = {"written": list(made.written), "removed": list(made.removed)}
        show_json({**report_json(made.report), "folder": str(made.folder), **counts, **changed})
        return
    if made.report.findings:
        show_report(made.report, err=True)
    tell(words("catalog.done", **counts, written=len(made.written), removed=len(made.removed)))
    say(str(made.folder))


@click.command(cls=Command, help=words("bag"))
@click.argument("source", metavar="FILE.epub|DIR", type=file_path)
@click.option("-o", "--output", type=file_path, required=True, metavar="DIR", help=words("o.bag_folder"))
@click.option("--organization", default="", metavar="NAME", help=words("o.organization"))
@as_json
def bag(source: Path, output: Path, organization: str, as_json: bool) -> None:
    """Make a bag and print its folder."""
    import epubgen  # noqa: PLC0415 - help needs no imports

    made = epubgen.bag(source, output, organization=organization)
    if as_json:
        show_json({"folder": str(made.folder), "issues": made.issues, "bytes": made.bytes})
        return
    tell(words("bag.done", issues=made.issues, size=size_words(made.bytes)))
    say(str(made.folder))


@click.command(cls=Command, help=words("serve"))
@click.argument("folder", metavar="DIR", type=file_path)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help=words("o.serve_host"))
@click.option(
    "--port",
    type=click.IntRange(0, _HIGHEST_PORT),
    default=8000,
    show_default=True,
    metavar="N",
    help=words("o.serve_port"),
)
@click.option("--base-url", default="", metavar="URL", help=words("o.serve_url"))
def serve(folder: Path, host: str, port: int, base_url: str) -> None:
    """Print the address and serve until the program is stopped."""
    import epubgen  # noqa: PLC0415 - help needs no imports

    with epubgen.serve(folder, host=host, port=port, base_url=base_url) as running:
        say(running.address)
        sys.stdout.flush()
        tell(words("serve.runs"))
        running.wait()
