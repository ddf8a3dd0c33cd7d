# SPDX-License-Identifier: AGPL-3.0-or-later
"""The help page of the program is kept in files: as click lays it out, and printed without loading click."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest
from write_help_pages import FOLDER, pages

from epubgen import __main__ as program

NAMES = ("EPUBGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return dict(pages())


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No variable for language or columns is set; a terminal has 80 columns."""
    for name in (*NAMES, "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((80, 24)))
    return monkeypatch


def test_the_pages_are_those_of_click(made: dict[str, str]) -> None:
    kept = {place.name: place.read_text(encoding="utf-8") for place in FOLDER.glob("*.txt")}
    assert kept == made, "run: python scripts/write_help_pages.py"


@pytest.mark.parametrize(
    ("said", "columns", "page"),
    [
        ({"EPUBGEN_LANG": "zh"}, 80, "zh-80.txt"),
        ({"EPUBGEN_LANG": "en", "LANG": "zh_CN.UTF-8"}, 80, "en-80.txt"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, 100, "zh-100.txt"),
        ({"LANG": "C"}, 240, "en-100.txt"),
        ({"LC_MESSAGES": "ja_JP.UTF-8"}, 100, "en-100.txt"),
        ({"LANG": "zh_CN.UTF-8"}, 0, "zh-80.txt"),
        ({"LANG": "zh_CN.UTF-8"}, 81, ""),
        ({"LANG": "zh_CN.UTF-8"}, 40, ""),
        ({"LANG": "zh_CN.UTF-8", "COLUMNS": "80"}, 80, ""),
        ({}, 80, ""),
    ],
)
def test_a_page_is_found_by_language_and_width(
    settings: pytest.MonkeyPatch, made: dict[str, str], said: dict[str, str], columns: int, page: str
) -> None:
    for name, value in said.items():
        settings.setenv(name, value)
    settings.setattr(os, "get_terminal_size", lambda _: os.terminal_size((columns, 24)))
    assert program._help_page() == made.get(page, "")


def test_click_prints_where_the_output_is_said_to_take_ascii_alone(settings: pytest.MonkeyPatch) -> None:
    """It prints Chinese there as it is; a page from a file would be full of codes."""
    settings.setenv("EPUBGEN_LANG", "zh")
    assert program._help_page()
    settings.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="us-ascii"))
    assert program._help_page() == ""


def test_help_is_printed_without_click() -> None:
    code = (
        "import sys; sys.argv = ['epubgen', '-h']; from epubgen.__main__ import main; main(); "
        "print(sorted({'click', 'dataclasses', 'pathlib', 'epubgen.messages'} & set(sys.modules)))"
    )
    settings = {name: value for name, value in os.environ.items() if name != "COLUMNS"} | {"EPUBGEN_LANG": "en"}
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=settings)
    assert found.stdout.startswith("Usage: epubgen")
    assert found.stdout.endswith("\n[]\n")
