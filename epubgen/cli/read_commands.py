# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commands that look: ``check``, ``inspect``, ``lint``, ``schema``, ``sources``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from epubgen.cli.access import access_json, access_text
from epubgen.cli.arguments import (
    as_json,
    device,
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
from epubgen.cli.console import Command, language, report_json, say, show_json, show_report, words
from epubgen.errors import CheckFailed, Report, SourceError
from epubgen.options import Device, make_options

__all__ = ["check", "inspect", "lint", "schema", "sources"]


@click.command(cls=Command, help=words("check"))
@click.argument("epub", metavar="FILE.epub", type=file_path)
@device
@click.option("--accessibility", is_flag=True, help=words("o.accessibility"))
@click.option("--no-java", is_flag=True, help=words("o.no_java"))
@strict
@as_json
def check(epub: Path, target: Device | None, accessibility: bool, no_java: bool, strict: bool, as_json: bool) -> int:
    """Check one EPUB; the exit code says whether it is clean."""
    from epubgen import api  # noqa: PLC0415 - help must not wait for it

    if accessibility:
        spoken = api.accessibility(epub)
        if as_json:
            show_json(access_json(spoken))
        else:
            say(access_text(spoken))
        return CheckFailed.exit_code if strict and not spoken.ok else 0
    report = api.check(epub, java=not no_java, target=target or "")
    _show(report, as_json=as_json)
    return CheckFailed.exit_code if report.errors or (strict and report.warnings) else 0


@click.command(cls=Command, help=words("lint"))
@click.argument("source", nargs=-1, type=file_path)
@click.option("--explain", metavar="CODE", default="", help=words("o.explain"))
@release_check
@strict
@publication
@page
@source_format
@encoding
@as_json
def lint(source: tuple[Path, ...], explain: str, strict: bool, format_: str, as_json: bool, **settings: object) -> int:
    """Lint an issue; the exit code says whether it may be built."""
    from epubgen import api, messages  # noqa: PLC0415 - help must not wait for it

    if explain:
        text = messages.explain(explain, language())
        if not text.upper().startswith(explain.upper()):
            raise click.UsageError(text)
        say(text)
        return 0
    if not source:
        raise click.MissingParameter(param=click.Argument(["source"]), ctx=click.get_current_context())
    settings |= {"format": format_, "clock": now_if(settings["release_check"])}
    report = api.lint(source, options=make_options(settings))
    _show(report, as_json=as_json)
    return SourceError.exit_code if report.errors or (strict and report.warnings) else 0


@click.command(cls=Command, help=words("inspect"))
@several_sources
@publication
@page
@source_format
@encoding
@as_json
def inspect(source: tuple[Path, ...], format_: str, as_json: bool, **settings: object) -> None:
    """Print a tree."""
    from epubgen import api  # noqa: PLC0415 - help must not wait for it

    one_epub = len(source) == 1 and source[0].suffix.lower() == ".epub"
    tree = (
        api.inspect(source[0])
        if one_epub
        else api.inspect(source, options=make_options({"format": format_, **settings}))
    )
    if as_json:
        show_json(tree.as_json())
    else:
        say(tree.text())


@click.command(cls=Command, help=words("schema"))
@click.option(
    "--part",
    type=click.Choice(["file", "publication", "issue", "article", "sidecar"]),
    default="file",
    help=words("o.part"),
)
def schema(part: str) -> None:
    """Print a JSON Schema."""
    from epubgen.serialization import json_schema  # noqa: PLC0415 - help must not wait for it

    say(json.dumps(json_schema(part), ensure_ascii=False, indent=2))


@click.command(cls=Command, help=words("sources"))
@as_json
def sources(as_json: bool) -> None:
    """List the importers."""
    from epubgen.importers import source_formats  # noqa: PLC0415 - help must not wait for it

    lang = language()
    formats = source_formats()
    if as_json:
        faults = {one.name: one.fault.as_json(lang) for one in formats if one.fault}
        names = {one.name: one.description(lang) for one in formats}
        show_json({"sources": names, **({"broken": faults} if faults else {})})
    else:
        lines = (f"{one.name:16} {one.fault.text(lang) if one.fault else one.description(lang)}" for one in formats)
        say("\n".join(line.rstrip() for line in lines))


def _show(report: Report, *, as_json: bool) -> None:
    if as_json:
        show_json(report_json(report))
    else:
        show_report(report, infos=True)
