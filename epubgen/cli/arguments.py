# SPDX-License-Identifier: AGPL-3.0-or-later
"""Arguments and options that several commands share."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from epubgen.cli.console import words
from epubgen.options import Device, TargetName

__all__ = [
    "as_json",
    "cover",
    "device",
    "encoding",
    "file_path",
    "font",
    "max_size",
    "mode_of",
    "now_if",
    "page",
    "private_use",
    "publication",
    "rare",
    "release_check",
    "several_sources",
    "source_format",
    "strict",
    "target",
    "writing_mode",
]


def now_if(asked: object) -> datetime | None:
    """The clock, read only for those who ask; ``SOURCE_DATE_EPOCH`` stands for it where it is set."""
    return datetime.now(UTC) if asked and not os.environ.get("SOURCE_DATE_EPOCH") else None


_MODES = {"horizontal": "horizontal-tb", "vertical": "vertical-rl"}
"""Writing modes as people type them, and as CSS does."""


def mode_of(typed: str | None) -> str:
    """The writing mode as CSS names it; empty where none was typed."""
    return _MODES.get(typed or "", "")


F = TypeVar("F", bound=Callable[..., Any])
Decorator = Callable[[F], F]

file_path = click.Path(path_type=Path)
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([kmg]?)b?", re.IGNORECASE | re.ASCII)
_FACTORS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}


class Size(click.ParamType):  # type: ignore[type-arg]  # generic only in newer versions
    """Bytes as people type them: ``25MB``, ``800 KB``, ``1.5g``; 1 MB = 1,000,000 bytes."""

    name = "size"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number of bytes; a default is one already."""
        if isinstance(value, int):
            return value
        found = _SIZE.fullmatch(str(value).strip())
        if not found or float(found[1]) == 0:
            self.fail(words("usage.size", value=value), param, ctx)
        return round(float(found[1]) * _FACTORS[found[2].lower()])


several_sources: Decorator[Any] = click.argument("source", nargs=-1, required=True, type=file_path)
as_json: Decorator[Any] = click.option("--json", "as_json", is_flag=True, help=words("o.json"))
strict: Decorator[Any] = click.option("--strict", is_flag=True, help=words("o.strict"))
encoding: Decorator[Any] = click.option("--encoding", default="", metavar="NAME", help=words("o.encoding"))
release_check: Decorator[Any] = click.option("--release-check", is_flag=True, help=words("o.release_check"))
source_format: Decorator[Any] = click.option("--format", "format_", default="", metavar="NAME", help=words("o.source"))
page: Decorator[Any] = click.option("--page", default="", metavar="N", help=words("o.page"))
target: Decorator[Any] = click.option(
    "--target", type=click.Choice(get_args(TargetName)), default=None, help=words("o.target")
)
device: Decorator[Any] = click.option(
    "--target", type=click.Choice(get_args(Device)), default=None, help=words("o.device")
)
max_size: Decorator[Any] = click.option("--max-size", type=Size(), default=0, metavar="25MB", help=words("o.max_size"))
font: Decorator[Any] = click.option(
    "--font", "fonts", multiple=True, type=file_path, metavar="FILE", help=words("o.font")
)
cover: Decorator[Any] = click.option(
    "--cover", type=click.Choice(["auto", "image", "lead-photo", "facsimile", "none"]), help=words("o.cover")
)
rare: Decorator[Any] = click.option("--rare", type=click.Choice(["font", "image", "off"]), help=words("o.rare"))
private_use: Decorator[Any] = click.option(
    "--private-use", type=click.Choice(["map", "keep"]), help=words("o.private_use")
)
publication: Decorator[Any] = click.option(
    "--publication", type=file_path, default=None, metavar="FILE", help=words("o.publication")
)


def writing_mode(*more: str) -> Decorator[Any]:
    """``--writing-mode``, with more words to choose from where a command knows them."""
    return click.option(
        "--writing-mode", "mode", type=click.Choice([*_MODES, *more]), help=words("o.mode" if more else "o.one_mode")
    )
