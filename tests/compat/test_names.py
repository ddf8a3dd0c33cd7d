# SPDX-License-Identifier: AGPL-3.0-or-later
"""Public names, fields, options, commands and codes of 0.1.0 are still there, or docs/migrating.md says what became of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
import pytest

import epubgen
from epubgen import cli, errors, messages, model, plugins

ROOT = Path(__file__).resolve().parents[2]
NAMES: dict[str, Any] = json.loads((Path(__file__).parent / "0.1.0" / "names.json").read_text("utf-8"))
TOLD = set(
    re.findall(r"\w[\w.-]*", " ".join(re.findall(r"`([^`]+)`", (ROOT / "docs/migrating.md").read_text("utf-8"))))
)
"""Words in backticks of the page."""


def gone(before: Iterable[str], now: Iterable[str]) -> list[str]:
    """Names that neither are there nor stand on the page."""
    return sorted(set(before) - set(now) - TOLD - {name.rpartition(".")[2] for name in TOLD})


@pytest.mark.parametrize(
    ("group", "now"), [("public", epubgen), ("model", model), ("errors", errors), ("plugins", plugins)]
)
def test_a_name_is_there_or_told(group: str, now: Any) -> None:
    assert gone(NAMES[group], now.__all__) == []


def test_a_field_is_there_or_told() -> None:
    for name, before in NAMES["fields"].items():
        home = next((each for each in (epubgen, model) if name in each.__all__), None)
        if home:
            kind = getattr(home, name)
            assert gone(before, [field.name for field in fields(kind)]) == [], name


def test_a_command_and_its_options_are_there_or_told() -> None:
    now = dict(commands(cli.cli, "epubgen"))
    assert gone(NAMES["commands"], now) == []
    for name in NAMES["commands"].keys() & now.keys():
        assert gone(NAMES["commands"][name], now[name]) == [], name


def commands(command: click.Command, name: str) -> Iterator[tuple[str, list[str]]]:
    """Every command by its words, with the spellings of its options."""
    yield name, [word for each in command.params for word in (*each.opts, *each.secondary_opts)] + ["--help", "-h"]
    if isinstance(command, click.Group):
        for word, inside in command.commands.items():
            yield from commands(inside, word if name == "epubgen" else f"{name} {word}")


def test_a_code_is_there_or_told() -> None:
    assert gone(NAMES["codes"], [code for code in NAMES["codes"] if messages.is_worded(code)]) == []


def test_what_is_told_nowhere_is_seen() -> None:
    assert gone(["I18n", "no_such_name"], []) == ["no_such_name"]
