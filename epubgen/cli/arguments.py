# SPDX-License-Identifier: AGPL-3.0-or-later
"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from epubgen.cli.speech import words

__all__ = ["as_json", "encoding", "file_path", "page", "publication", "several_sources", "source_format", "strict"]

F = TypeVar("F", bound=Callable[..., Any])
Decorator = Callable[[F], F]

file_path = click.Path(path_type=Path)

several_sources: Decorator[Any] = click.argument("source", nargs=-1, required=True, type=file_path)
as_json: Decorator[Any] = click.option("--json", "as_json", is_flag=True, help=words("o.json"))
strict: Decorator[Any] = click.option("--strict", is_flag=True, help=words("o.strict"))
encoding: Decorator[Any] = click.option("--encoding", default="", metavar="NAME", help=words("o.encoding"))
source_format: Decorator[Any] = click.option("--format", "format_", default="", metavar="NAME", help=words("o.source"))
page: Decorator[Any] = click.option("--page", default="", metavar="N", help=words("o.page"))
publication: Decorator[Any] = click.option(
    "--publication", type=file_path, default=None, metavar="FILE", help=words("o.publication")
)
