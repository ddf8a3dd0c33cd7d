# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the command line speaks: language, stdout and stderr, JSON, help pages; and how a run is stopped."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
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
    """``EPUBGEN_LANG``, the locale variables, or what the system says where it has none of them."""
    if any(os.environ.get(name) for name in ("EPUBGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")):
        return messages.language(os.environ)
    import locale  # noqa: PLC0415 - most systems say it in a variable

    name = (locale.getlocale()[0] or "").lower()
    return "zh" if name.startswith(("zh", "chinese")) else "en"


def words(key: str, /, **args: object) -> str:
    """A sentence of the interface in the language of the user."""
    return messages.label(key, language(), **args)


def make_safe() -> None:
    """A console that cannot show a character shows a stand-in: no build ends for it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


_UNSAID: list[Exception] = []
"""Why something could not be said in this run."""


def begin_to_speak() -> None:
    """Forget what an earlier run could not say."""
    _UNSAID.clear()


def why_unsaid() -> str:
    """Why the streams did not take all that was said, in the words of the system; empty where they did."""
    for err in (False, True):
        _speak("", err=err, nl=False)  # what lies in a buffer is written now, not when Python has ended
    return next((error.strerror or str(error) for error in _UNSAID if isinstance(error, OSError)), "")


def _speak(text: str, *, err: bool, nl: bool = True) -> None:
    """Write to a stream. That it cannot be written ends no work: it is remembered, and the stream is not asked again.

    A stream that its caller closed, and a reader who has left, want to hear nothing.
    """
    try:
        click.echo(text, nl=nl, err=err)
    except BrokenPipeError:
        _silence(err=err)
    except OSError as error:
        _UNSAID.append(error)
        _silence(err=err)


def _silence(*, err: bool) -> None:
    """Let a stream lead nowhere, and what lies in its buffer too."""
    stream = sys.stderr if err else sys.stdout
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        stream.flush()


def say(text: str) -> None:
    """The answer of a command."""
    _speak(text, err=False)


def tell(text: str) -> None:
    """Everything beside the answer."""
    _speak(text, err=True)


def is_asked() -> bool:
    """Whether somebody sits there who can be asked: both ends are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def ask(key: str) -> str:
    """A question of one line; empty where it is answered with Enter alone."""
    answer = click.prompt(words(key), default="", show_default=False, err=True)
    return str(answer).strip()


def show_json(facts: Mapping[str, object]) -> None:
    """The answer for programs: one JSON object; pure ASCII where the console is not UTF-8."""
    import json  # noqa: PLC0415 - help must not wait for it

    encoding = sys.stdout.encoding if sys.stdout else ""  # None where the caller closed it
    plain = (encoding or "").lower().replace("-", "") != "utf8"
    say(json.dumps(facts, ensure_ascii=plain, indent=2))


def report_json(report: Report) -> dict[str, object]:
    """A report as JSON: counts and all findings."""
    counts = {weight.value: report.count(weight) for weight in Severity}
    return {"ok": report.ok, "counts": counts, "findings": [f.as_json(language()) for f in report.findings]}


def show_report(report: Report, *, err: bool = False, infos: bool = False) -> None:
    """The findings by weight, worst first, and how many there are."""
    _speak(report.text(language(), infos=infos), err=err)


def draw_progress(stage: str, done: int, total: int) -> None:
    """A line on stderr that overwrites itself; only where someone is watching."""
    if sys.stderr and sys.stderr.isatty():
        _speak(f"\r{words(f'stage.{stage}')} {done}/{total}\033[K", nl=done >= total, err=True)


def tell_progress(text: str) -> None:
    """A line on stderr that overwrites the last one; an empty one wipes it. Only where someone is watching."""
    if sys.stderr and sys.stderr.isatty():
        _speak(f"\r{text}\033[K", nl=False, err=True)


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
            option.callback = _show_help
        return option


def _show_help(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        say(context.get_help())
        context.exit()


class Group(Command, click.Group):
    """A group of commands, such as the whole program or ``cache``."""

    command_class = Command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command with its sentence; the commands themselves are not loaded for it."""
        place = f"{self.name}." if ctx.parent else ""
        named = {name: click.Command(name, help=words(place + name)) for name in self.commands}
        click.Group(commands=named).format_commands(ctx, formatter)


_NAMES = ("SIGTERM", "SIGHUP")
"""Signals that would end Python at once: a browser that it has started would run on for ever. Windows lacks one."""


@contextmanager
def stoppable() -> Iterator[None]:
    """These signals end the block as Ctrl-C does; one that is ignored, as ``nohup`` has it, stays so."""
    known = [found for name in _NAMES if (found := getattr(signal, name, None)) is not None]
    in_main = threading.current_thread() is threading.main_thread()  # no other thread may set them
    taken = [number for number in known if in_main and signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def _stop(number: int, _: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)  # a second one must not cut the tidying short
    raise KeyboardInterrupt
