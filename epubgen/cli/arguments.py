# SPDX-License-Identifier: AGPL-3.0-or-later
"""Arguments and options that several commands share, and the ``Options`` made from them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache, reduce
from pathlib import Path
from typing import Any, TypeVar, cast, get_args, get_type_hints

import click

from epubgen.cli.console import words
from epubgen.messages import parse_size
from epubgen.options import Device, OptionKeywords, Options, Progress, make_options, silent

__all__ = [
    "as_json",
    "choices",
    "cover",
    "css",
    "device",
    "edition_options",
    "encoding",
    "file_path",
    "font",
    "force",
    "keep_ads",
    "leave_out",
    "max_size",
    "no_cache",
    "options_of",
    "page",
    "paper_id",
    "paper_title",
    "private_use",
    "publication",
    "punctuation",
    "quiet",
    "rare",
    "release_check",
    "replace",
    "revision",
    "several_sources",
    "source_format",
    "strict",
    "target",
    "theme",
    "typed_path",
    "writing_mode",
]

F = TypeVar("F", bound=Callable[..., Any])
Decorator = Callable[[F], F]

file_path = click.Path(path_type=Path)
typed_path = click.Path()
"""A path as it was typed, with a separator at its end."""


class Size(click.ParamType):  # type: ignore[type-arg]  # generic only in newer versions
    """A number of bytes as people type it: ``25MB``, ``800 KB``, ``1.5g``; 1 MB = 1,000,000 bytes."""

    name = "size"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number of bytes; a default value is a number already."""
        size = value if isinstance(value, int) else parse_size(str(value))
        if size is None:
            self.fail(words("usage.size", value=value), param, ctx)
        return size


def options_of(
    settings: Mapping[str, object],
    *,
    cache: bool = False,
    progress: Progress = silent,
    clock: bool = False,
) -> Options:
    """Return the options that were typed; all others keep their defaults.

    Args:
        settings: the values from click, by the names of ``Options``.
        cache: whether to use the photo cache of the user.
        progress: called with the progress of the build.
        clock: whether to read the clock; ``SOURCE_DATE_EPOCH`` replaces it where it is set.

    Raises:
        OptionsError: EG012, EG016, EG017 a value that cannot be used.
    """
    from epubgen.api import cache_folder  # noqa: PLC0415 - help needs no imports

    typed = {name: value for name, value in settings.items() if value}
    if cache:
        typed["cache"] = cache_folder()
    if clock and not os.environ.get("SOURCE_DATE_EPOCH"):
        typed["clock"] = datetime.now(UTC).astimezone()
    return make_options({**typed, "progress": progress})


@cache
def choices(option: str) -> tuple[str, ...]:
    """Return the words that an option of the library accepts, without the empty one."""
    return tuple(word for word in _words(get_type_hints(OptionKeywords)[option]) if word)


def _words(hint: Any) -> tuple[str, ...]:  # noqa: ANN401 - a type: a Literal, or several in a union
    inner = get_args(hint)
    return (hint,) if isinstance(hint, str) else tuple(word for part in inner for word in _words(part))


def _one_of(flag: str, option: str, text: str) -> Decorator[Any]:
    return click.option(flag, option, type=click.Choice(choices(option)), help=words(text))


several_sources: Decorator[Any] = click.argument("source", nargs=-1, required=True, type=file_path)
as_json: Decorator[Any] = click.option("--json", "as_json", is_flag=True, help=words("o.json"))
strict: Decorator[Any] = click.option("--strict", is_flag=True, help=words("o.strict"))
quiet: Decorator[Any] = click.option("--quiet", is_flag=True, help=words("o.quiet"))
encoding: Decorator[Any] = click.option("--encoding", default="", metavar="NAME", help=words("o.encoding"))
_check: Decorator[Any] = click.option("--check", is_flag=True, help=words("o.check"))
release_check: Decorator[Any] = click.option("--release-check", is_flag=True, help=words("o.release_check"))
revision: Decorator[Any] = click.option("--revision", default="", metavar="TEXT", help=words("o.revision"))
replace: Decorator[Any] = click.option("--replace", is_flag=True, help=words("o.replace"))
force: Decorator[Any] = click.option("--force", is_flag=True, help=words("o.force_target"))
source_format: Decorator[Any] = click.option("--format", "format", default="", metavar="NAME", help=words("o.source"))
paper_title: Decorator[Any] = click.option("--title", default="", metavar="TITLE", help=words("o.paper_title"))
paper_id: Decorator[Any] = click.option("--id", default="", metavar="ID", help=words("o.paper_id"))
_number: Decorator[Any] = click.option("--page", default="", metavar="N", help=words("o.page"))
_day: Decorator[Any] = click.option("--date", default="", metavar="DAY", help=words("o.page_date"))


def page(command: F) -> F:
    """Add the options for what a printed page may not state: its number and its date."""
    return cast("F", _number(_day(command)))


theme: Decorator[Any] = click.option("--theme", default="", metavar="NAME", help=words("o.theme"))
css: Decorator[Any] = click.option("--css", multiple=True, type=file_path, metavar="FILE", help=words("o.css"))
leave_out: Decorator[Any] = click.option("--leave-out", multiple=True, metavar="ID", help=words("o.leave_out"))
keep_ads: Decorator[Any] = click.option("--keep-ads", is_flag=True, help=words("o.keep_ads"))
no_cache: Decorator[Any] = click.option("--no-cache", is_flag=True, help=words("o.no_cache"))
device: Decorator[Any] = click.option("--target", type=click.Choice(get_args(Device)), help=words("o.device"))
max_size: Decorator[Any] = click.option("--max-size", type=Size(), default=0, metavar="25MB", help=words("o.max_size"))
font: Decorator[Any] = click.option(
    "--font", "fonts", multiple=True, type=file_path, metavar="FILE", help=words("o.font")
)
publication: Decorator[Any] = click.option(
    "--publication", type=file_path, default=None, metavar="FILE", help=words("o.publication")
)
target = _one_of("--target", "target", "o.target")
cover = _one_of("--cover", "cover", "o.cover")
rare = _one_of("--rare", "rare", "o.rare")
private_use = _one_of("--private-use", "private_use", "o.private_use")
punctuation = _one_of("--punctuation", "punctuation", "o.punctuation")


def writing_mode(*more: str) -> Decorator[Any]:
    """Add ``--writing-mode`` with the words that people type, and further choices of a command."""
    typed = [word for word in choices("writing_mode") if "-" not in word]
    return click.option(
        "--writing-mode", type=click.Choice([*typed, *more]), help=words("o.mode" if more else "o.one_mode")
    )


def edition_options(*more_modes: str) -> Decorator[Any]:
    """Add the options for making EPUBs, in the order of the help; they are the same for one issue and for many."""
    look = (writing_mode(*more_modes), theme, css, cover, font, rare, private_use, punctuation)
    options = (*look, target, max_size, no_cache, _check, strict, release_check)
    return lambda command: reduce(lambda made, option: option(made), reversed(options), command)
