# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command line: it parses arguments, calls the library, prints the result and returns an exit code.

It has no logic.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import cast

import click

from epubgen.cli.console import (
    Group,
    begin_to_speak,
    language,
    make_safe,
    report_json,
    show_json,
    stoppable,
    tell,
    why_unsaid,
    words,
)
from epubgen.errors import EpubgenError, PackageError, Report, finding
from epubgen.messages import near_word
from epubgen.version import __version__

__all__ = ["cli", "run"]

BUG, USAGE, STOPPED = 1, 2, 130
_HELP = {"help_option_names": ["--help", "-h"], "max_content_width": 100}


_PLACES = {
    "bag": "catalog_commands.bag",
    "batch": "batch_commands.batch",
    "bind": "batch_commands.bind",
    "build": "build_commands.build",
    "cache": "folder_commands.cache",
    "catalog": "catalog_commands.catalog",
    "check": "read_commands.check",
    "export": "build_commands.export",
    "import": "folder_commands.import_",
    "inspect": "read_commands.inspect",
    "library": "library_commands.group",
    "lint": "read_commands.lint",
    "new": "folder_commands.new",
    "next": "folder_commands.next_",
    "preview": "show_commands.preview",
    "publish": "publish_command.publish",
    "schema": "read_commands.schema",
    "serve": "catalog_commands.serve",
    "snapshot": "show_commands.snapshot",
    "sources": "read_commands.sources",
    "status": "read_commands.status",
}
"""Command → the module and function that implement it. The help page takes the sentence of the same name."""


class _Commands(Mapping[str, click.Command]):
    """The commands; each is imported from its module on first use, so that no command imports the options of others."""

    def __getitem__(self, name: str) -> click.Command:
        module, _, function = _PLACES[name].partition(".")
        return cast("click.Command", getattr(import_module(f"epubgen.cli.{module}"), function))

    def __iter__(self) -> Iterator[str]:
        return iter(_PLACES)

    def __len__(self) -> int:
        return len(_PLACES)


@click.group(
    cls=Group,
    commands=_Commands(),
    help=words("about"),
    epilog=words("help.more") + "\n\n" + words("exit_codes"),
    context_settings=_HELP,
)
@click.version_option(__version__, prog_name="epubgen", message="%(prog)s %(version)s", help=words("o.version"))
def cli() -> None:
    """The group of all commands."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line.

    Returns:
        0 success, 1 a fault of epubgen, 2 wrong use, 3 to 10 the family of the error (see ``epubgen.errors``), 130
            interrupted.
    """
    make_safe()
    begin_to_speak()
    code = _outcome(arguments)
    if why := why_unsaid():
        tell(finding("EG020.said", None, "", why=why).text(language()))
    return code or (PackageError.exit_code if why else 0)


def _outcome(arguments: Sequence[str]) -> int:
    """Return the exit code of the work, also where its output could not be written."""
    try:
        with stoppable():
            code = cli.main(list(arguments), prog_name="epubgen", standalone_mode=False)
    except EpubgenError as error:
        return _refuse(error, as_json="--json" in arguments)
    except MemoryError:
        return _refuse(PackageError(finding("EG020.memory")), as_json="--json" in arguments)
    except click.ClickException as error:
        tell(_usage(error))
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        tell(words("stopped"))
        return STOPPED
    except BrokenPipeError:  # the program that read the EPUB has ended
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
    """Report a fault of the command line with what to type instead, in the language of the user."""
    context = getattr(error, "ctx", None)
    fault, near = _fault(error)
    cure = words("usage.near", near=near) if near else words("usage.help", command=_path(context))
    return f"epubgen: {fault}\n  {words('hint')}: {cure}"


def _path(context: click.Context | None) -> str:
    return context.command_path if context else "epubgen"


def _fault(error: click.ClickException) -> tuple[str, str]:
    """Return the sentence about a fault, and the most similar word that could have been meant."""
    match error:
        case click.NoSuchOption():
            near = (error.possibilities or [""])[0]
            return words("usage.option", name=error.option_name), near
        case click.MissingParameter():
            return words("usage.missing", name=_parameter(error)), ""
        case click.BadParameter() if error.param and isinstance(error.param.type, click.Choice):
            return _choice(error, error.param.type)
        case click.UsageError() if error.message.startswith("No such command"):
            name = error.message.split("'")[1]
            return words("usage.command", name=name), near_word(name, sorted(cli.commands))
        case _:
            return error.format_message(), ""


def _choice(error: click.BadParameter, choice: click.Choice[str]) -> tuple[str, str]:
    value = error.message.split("'")[1] if "'" in error.message else ""
    name = error.param.opts[0] if error.param else ""
    return words("usage.choice", name=name, value=value, choices=", ".join(choice.choices)), near_word(
        value, choice.choices
    )


def _parameter(error: click.MissingParameter) -> str:
    if isinstance(error.param, click.Option):
        return error.param.opts[0]
    return (error.param.human_readable_name if error.param else "") or "?"
