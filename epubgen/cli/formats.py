# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command that writes other formats: ``export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from epubgen.cli.arguments import (
    as_json,
    cover,
    encoding,
    file_path,
    max_size,
    mode_of,
    page,
    publication,
    several_sources,
    source_format,
    target,
    writing_mode,
)
from epubgen.cli.console import (
    Command,
    draw_progress,
    language,
    report_json,
    say,
    show_json,
    show_report,
    size_words,
    tell,
    words,
)
from epubgen.cli.pictures import cache_folder
from epubgen.errors import Report, Severity
from epubgen.options import make_options, silent

if TYPE_CHECKING:
    from epubgen.conversion import Converted

__all__ = ["export"]

_FORMATS = ("azw3", "kepub")


@click.command(cls=Command, help=words("export"))
@several_sources
@click.option("--to", type=click.Choice(_FORMATS), required=True, help=words("o.to"))
@click.option("-o", "--output", type=file_path, metavar="OUT", help=words("o.export_output"))
@writing_mode()
@target
@cover
@max_size
@publication
@page
@source_format
@encoding
@as_json
@click.option("--quiet", is_flag=True, help=words("o.quiet"))
def export(
    source: tuple[Path, ...],
    to: str,
    output: Path | None,
    mode: str | None,
    format_: str,
    as_json: bool,
    quiet: bool,
    **given: object,
) -> None:
    """Write the file and print its path."""
    from epubgen import api  # noqa: PLC0415 - help must not wait for it

    given |= {"writing_mode": mode_of(mode), "format": format_}
    settings = {name: value for name, value in given.items() if value}
    named = source[0] if len(source) == 1 else source
    if isinstance(named, tuple) or named.suffix.lower() != ".epub":  # a finished EPUB is not built again
        settings |= {"cache": cache_folder(), "progress": silent if quiet or as_json else draw_progress}
    made = api.export(named, output, to=to, options=make_options(settings))
    if as_json:
        show_json(_as_json(made, to))
        return
    if not quiet:
        _tell_of(made, to)
    say(str(made.path))


def _as_json(made: Converted, to: str) -> dict[str, object]:
    from epubgen.conversion import media_type  # noqa: PLC0415 - help must not wait for it

    facts = {"path": str(made.path), "format": to, "media_type": media_type(to)}
    counts = {"size": made.size, "sha256": made.sha256}
    return facts | counts | dict(made.report.facts) | report_json(made.report)


def _tell_of(made: Converted, to: str) -> None:
    """What was put right, what is to be looked at, and what was written."""
    infos = [f for f in made.report.findings if f.code == "EG044"]
    for entry in infos:
        tell(entry.message(language()))
    left = Report(findings=tuple(f for f in made.report.findings if f.severity is not Severity.INFO))
    show_report(left, err=True)
    tell(words("export.done", format=to, size=size_words(made.size)))
