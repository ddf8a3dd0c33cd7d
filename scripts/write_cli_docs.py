# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the tables of options and exit codes in docs/cli.md from the commands themselves.

A table stands between ``<!-- options: build -->`` (or ``<!-- exit-codes -->``) and ``<!-- end -->``. The mark of a
group of commands, such as ``library``, gives the table of each command in it.
``--print`` prints the page instead.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import click
from docs_page import write

PAGE = Path(__file__).resolve().parents[1] / "docs" / "cli.md"

_MARK = re.compile(r"<!-- (?:options: (\w+)|(exit-codes)) -->\n.*?<!-- end -->", re.DOTALL)
_BESIDE = {0: "Done.", 1: "A fault of epubgen itself.", 130: "Stopped with Ctrl-C."}


def page(text: str) -> str:
    """The page with every table written anew."""
    return _MARK.sub(_written, text)


def _written(mark: re.Match[str]) -> str:
    head = mark[0].partition("\n")[0]
    table = "\n".join(_tables(mark[1]) if mark[1] else _exit_codes())
    return f"{head}\n{table}\n<!-- end -->"


def _tables(name: str) -> Iterator[str]:
    from epubgen.cli import cli  # noqa: PLC0415 - after the language is set

    command = cli.commands[name]
    context = click.Context(
        command, info_name=name, parent=click.Context(cli, info_name="epubgen", **cli.context_settings)
    )
    if not isinstance(command, click.Group):
        yield from _options(context)
        return
    for number, (part, inner) in enumerate(sorted(command.commands.items())):
        yield from ("",) if number else ()
        yield from (f"### {name} {part}", "", (inner.help or "").strip(), "")
        yield from _options(click.Context(inner, info_name=part, parent=context, **command.context_settings))


def _options(context: click.Context) -> Iterator[str]:
    pieces = " ".join((context.command_path, *context.command.collect_usage_pieces(context)))
    yield from ("```", pieces, "```", "", "| option | what it does |", "|---|---|")
    for parameter in context.command.get_params(context):
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context)):
            spelled, told = (" ".join(part.split()).replace("|", "\\|") for part in record)
            yield f"| `{spelled}` | {told} |"


def _exit_codes() -> Iterator[str]:
    from epubgen import errors  # noqa: PLC0415 - as above

    told = dict(_BESIDE)
    for family in errors.EpubgenError.__subclasses__():
        told[family.exit_code] = f"{' '.join((family.__doc__ or '').split())} `{family.__name__}`"
    yield from ("| code | meaning |", "|---|---|")
    yield from (f"| {code} | {meaning} |" for code, meaning in sorted(told.items()))


if __name__ == "__main__":
    os.environ["EPUBGEN_LANG"] = "en"
    write(PAGE, page)
