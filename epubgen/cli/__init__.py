# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command line: parse, call, print, exit code. No logic; a thin twin of the library."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Sequence

import click

from epubgen.cli.look import check, inspect, lint, schema, sources
from epubgen.cli.make import build, import_, new
from epubgen.cli.speech import language, make_safe, report_json, show_json, tell, words
from epubgen.errors import EpubgenError, Report, finding
from epubgen.version import __version__

__all__ = ["cli", "run"]

BUG, USAGE, STOPPED = 1, 2, 130
_HELP = {"help_option_names": ["--help", "-h"], "max_content_width": 100}


@click.group(help=words("about"), epilog=words("exit_codes"), context_settings=_HELP)
@click.version_option(__version__, prog_name="epubgen", message="%(prog)s %(version)s", help=words("o.version"))
def cli() -> None:
    """The group of all commands."""


for command in (build, import_, check, lint, inspect, new, schema, sources):
    cli.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Run one command line.

    Returns:
        0 done, 1 our bug, 2 wrong use, 3 to 8 the family of the error (see ``epubgen.errors``), 130 stopped.
    """
    make_safe()
    try:
        code = cli.main(list(arguments), prog_name="epubgen", standalone_mode=False)
        sys.stdout.flush()
    except EpubgenError as error:
        return _refuse(error, as_json="--json" in arguments)
    except click.ClickException as error:
        tell(_usage(error))
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        tell(words("stopped"))
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("EPUBGEN_DEBUG"):
            raise
        tell(finding("EG999", None, "", what=f"{type(error).__name__}: {error}").text(language()))
        return BUG
    return code if isinstance(code, int) else 0


def _refuse(error: EpubgenError, *, as_json: bool) -> int:
    if as_json:
        show_json(report_json(Report(findings=error.findings)))
    else:
        tell(error.text(language()))
    return error.exit_code


def _usage(error: click.ClickException) -> str:
    """What is wrong with the command line, in the language of the user, and where to look."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "epubgen"
    return f"epubgen: {_fault(error)}\n  {words('hint')}: {words('usage.help', command=command)}"


def _fault(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            near = f" {words('usage.near', near=error.possibilities[0])}" if error.possibilities else ""
            return words("usage.option", name=error.option_name) + near
        case click.MissingParameter():
            return words("usage.missing", name=_parameter(error))
        case click.BadParameter() if isinstance(getattr(error.param, "type", None), click.Choice):
            return error.format_message()
        case click.UsageError() if error.message.startswith("No such command"):
            return _no_command(error)
        case _:
            return error.format_message()


def _parameter(error: click.MissingParameter) -> str:
    if isinstance(error.param, click.Option):
        return error.param.opts[0]
    return (error.param.human_readable_name if error.param else "") or "?"


def _no_command(error: click.UsageError) -> str:
    name = error.message.split("'")[1]
    near = difflib.get_close_matches(name, sorted(cli.commands), n=1)
    return words("usage.command", name=name) + (f" {words('usage.near', near=near[0])}" if near else "")
