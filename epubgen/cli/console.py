# SPDX-License-Identifier: AGPL-3.0-or-later
"""The output of the command line: language, stdout and stderr, JSON, help pages; and how signals stop a run."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Literal

import click

from epubgen import messages
from epubgen.errors import Report, Severity
from epubgen.messages import size_words

__all__ = [
    "Command",
    "Group",
    "ask",
    "draw_progress",
    "is_asked",
    "language",
    "say",
    "show_json",
    "show_report",
    "size_words",
    "tell",
    "tell_progress",
    "words",
]


def language() -> Literal["en", "zh"]:
    """Return the language of the user: ``EPUBGEN_LANG``, else the locale variables, else the setting of the system."""
    if any(os.environ.get(name) for name in ("EPUBGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")):
        return messages.language(os.environ)
    import locale  # noqa: PLC0415 - most systems have a variable for it

    name = (locale.getlocale()[0] or "").lower()
    return "zh" if name.startswith(("zh", "chinese")) else "en"


def words(key: str, /, **args: object) -> str:
    """Return a sentence of the interface in the language of the user."""
    return messages.label(key, language(), **args)


def make_safe() -> None:
    """Let a console replace characters that it cannot show, so that no run fails because of one."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


_UNSAID: list[Exception] = []
"""Why something could not be printed in this run."""


def begin_to_speak() -> None:
    """Forget the print errors of an earlier run."""
    _UNSAID.clear()


def why_unsaid() -> str:
    """Return the system's reason why not everything was printed; empty where everything was."""
    for err in (False, True):
        _speak("", err=err, nl=False)  # the buffer is written now, not when Python ends
    return next((error.strerror or str(error) for error in _UNSAID if isinstance(error, OSError)), "")


def _speak(text: str, *, err: bool, nl: bool = True) -> None:
    """Write to a stream. A write error does not end the run: it is remembered, and the stream is not used again.

    Streams that the caller closed, and readers that have left, are ignored.
    """
    try:
        click.echo(text, nl=nl, err=err)
    except BrokenPipeError:
        _silence(err=err)
    except OSError as error:
        _UNSAID.append(error)
        _silence(err=err)


def _silence(*, err: bool) -> None:
    """Redirect a stream to nowhere, with its buffer."""
    stream = sys.stderr if err else sys.stdout
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        stream.flush()


def say(text: str) -> None:
    """Print the answer of a command to stdout."""
    _speak(text, err=False)


def tell(text: str) -> None:
    """Print anything beside the answer to stderr."""
    _speak(text, err=True)


def is_asked() -> bool:
    """Return whether a person can be asked: stdin and stderr are terminals."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def ask(key: str) -> str:
    """Ask a question of one line; the answer is empty where only Enter is pressed."""
    answer = click.prompt(words(key), default="", show_default=False, err=True)
    return str(answer).strip()


def show_json(facts: Mapping[str, object]) -> None:
    """Print one JSON object; in ASCII only where the console is not UTF-8."""
    import json  # noqa: PLC0415 - help needs no imports

    encoding = sys.stdout.encoding if sys.stdout else ""  # None where the caller closed it
    plain = (encoding or "").lower().replace("-", "") != "utf8"
    say(json.dumps(facts, ensure_ascii=plain, indent=2))


def report_json(report: Report) -> dict[str, object]:
    """Return a report as JSON: counts and all findings."""
    counts = {weight.value: report.count(weight) for weight in Severity}
    return {"ok": report.ok, "counts": counts, "findings": [f.as_json(language()) for f in report.findings]}


def show_report(report: Report, *, err: bool = False, infos: bool = False) -> None:
    """Print the findings by severity, worst first, and their numbers."""
    _speak(report.text(language(), infos=infos), err=err)


def draw_progress(stage: str, done: int, total: int) -> None:
    """Overwrite a line on stderr with the progress, only on a terminal."""
    if sys.stderr and sys.stderr.isatty():
        _speak(f"\r{words(f'stage.{stage}')} {done}/{total}\033[K", nl=done >= total, err=True)


def tell_progress(text: str) -> None:
    """Overwrite the last line on stderr, only on a terminal; empty text clears the line."""
    if sys.stderr and sys.stderr.isatty():
        _speak(f"\r{text}\033[K", nl=False, err=True)


class _Formatter(click.HelpFormatter):
    """Writes the headings of a help page in the language of the user."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or words("help.usage"))

    def write_heading(self, heading: str) -> None:
        known = {"Options": "help.options", "Commands": "help.commands"}
        self.write(f"{'':>{self.current_indent}}{words(known[heading]) if heading in known else heading + ':'}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names and sentences; what click adds in brackets (required, default) has our words, too."""
        super().write_dl([(name, _in_brackets(text)) for name, text in rows], col_max, col_spacing)


def _in_brackets(text: str) -> str:
    """Return the sentence of an option with what click adds to it in the language of the user."""
    return text.replace("[required]", f"[{words('help.required')}]").replace("[default: ", f"[{words('help.default')}")


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose ``--help`` option has our words."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with our words."""
        option = super().get_help_option(ctx)
        if option:
            option.help = words("o.help")
            option.callback = _show_help
        return option


def _show_help(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        say(context.get_help())
        context.exit()


class Group(Command, click.Group):
    """A group of commands: the whole program, or ``cache``."""

    command_class = Command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command with the first part of its sentence, without importing the commands."""
        place = f"{self.name}." if ctx.parent else ""
        named = {name: click.Command(name, short_help=_first_part(words(place + name))) for name in self.commands}
        click.Group(commands=named).format_commands(ctx, formatter)


def _first_part(sentence: str) -> str:
    """Return what a command does, without the details behind a colon, a semicolon or a full stop."""
    return re.split(r"[:;：；。]|\.( |$)", sentence, maxsplit=1)[0]


_NAMES = ("SIGTERM", "SIGHUP")
"""Signals that would end Python at once, so that a browser it has started would never end. Windows lacks SIGHUP."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Let these signals end the block as Ctrl-C does; a signal that is ignored, as under ``nohup``, stays ignored."""
    known = [found for name in _NAMES if (found := getattr(signal, name, None)) is not None]
    in_main = threading.current_thread() is threading.main_thread()  # only the main thread may set signal handlers
    taken = [number for number in known if in_main and signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def _stop(number: int, _: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)  # a second signal must not interrupt the clean-up
    raise KeyboardInterrupt
