# SPDX-License-Identifier: AGPL-3.0-or-later
"""Help in the language of the user: what click words by itself is worded by our table, too."""

from __future__ import annotations

import click

from epubgen.cli.console import words

__all__ = ["Command", "Group"]


class _Formatter(click.HelpFormatter):
    """Headings of the help page."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or words("help.usage"))

    def write_heading(self, heading: str) -> None:
        known = {"Options": "help.options", "Commands": "help.commands"}
        super().write_heading(words(known[heading]) if heading in known else heading)


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose ``--help`` line is ours."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option with our words."""
        option = super().get_help_option(ctx)
        if option:
            option.help = words("o.help")
        return option


class Group(Command, click.Group):
    """The group of commands."""
