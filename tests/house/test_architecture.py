# SPDX-License-Identifier: AGPL-3.0-or-later
"""docs/architecture.md names what there is: its paths exist, and every room is on the page."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from types import FrameType

import epubgen

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "epubgen"
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
STEER = {"__init__", "api", "pipeline"}
HOLD = {"errors", "languages", "messages", "model", "options", "startup"}
"""Rooms of values, words, choices and sentences: all others use them."""
MOST_FOLDERS, MOST_MODULES, MOST_STATIONS = 22, 7, 12


def chapter(title: str) -> str:
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE)
    assert found, title
    return found[1]


def rooms() -> set[str]:
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    return folders | {path.stem for path in PACKAGE.glob("*.py")}


def named_paths() -> list[str]:
    """What stands in backticks and looks like a path: it has a slash or the ending of a file."""
    words = re.findall(r"`([^`\s]+)`", re.sub(r"^```.*?^```", "", TEXT, flags=re.DOTALL | re.MULTILINE))
    return sorted(
        {word for word in words if re.fullmatch(r"[\w*][\w./*-]*(/|\.(py|md|css|toml))|[\w-]+/[\w./-]+", word)}
    )


def test_paths_of_the_page_exist() -> None:
    assert [path for path in named_paths() if not _is_there(path.removeprefix("epubgen/").rstrip("/"))] == []


def _is_there(path: str) -> bool:
    return path == "" or any([*PACKAGE.glob(path), *ROOT.glob(path)])


def test_the_page_names_enough_paths() -> None:
    assert len(named_paths()) > 80, "does the pattern still find them?"


def test_every_room_is_in_the_tree() -> None:
    tree = set(re.findall(r"^  (\w+)(?:/|\.py) ", chapter("The tree"), re.MULTILINE))
    assert tree == rooms()


def test_the_top_of_the_package_stays_small() -> None:
    folders = [path for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()]
    assert len(folders) <= MOST_FOLDERS
    assert len(list(PACKAGE.glob("*.py"))) <= MOST_MODULES


def test_the_stream_names_rooms_that_there_are() -> None:
    drawn = re.findall(r"│  ([a-z_.]+(?:, [a-z_.]+)*)(?:;|\s{2,}|$)", chapter("The stream"), re.MULTILINE)
    names = {name for line in drawn for name in line.split(", ")}
    assert len(names) > 8
    assert not [name for name in names if not _exists(name)]


def _exists(name: str) -> bool:
    path = PACKAGE.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def test_a_story_enters_few_rooms() -> None:
    stations = re.findall(r"^\d+\. `(\w+)`", chapter("A story's way"), re.MULTILINE)
    assert len(set(stations)) == len(stations) <= MOST_STATIONS
    assert set(stations) <= rooms()


def test_a_build_enters_the_rooms_of_the_way(tmp_path: Path) -> None:
    """Seen from a real build: the rooms whose functions run in the thread that builds."""
    entered: set[str] = set()
    inside = f"{PACKAGE}{os.sep}"

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and (name := frame.f_code.co_filename).startswith(inside):
            entered.add(name[len(inside) :].partition(os.sep)[0].removesuffix(".py"))

    source = ROOT / "issues" / "rare-names" / "2026-09-09"
    epubgen.build(source, tmp_path / "warm.epub")  # what modules do when they are first read is no work on a story
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        epubgen.build(source, tmp_path / "a.epub", cache=None, threads=1)
        epubgen.check(tmp_path / "a.epub", java=False)
    finally:
        sys.setprofile(before)
    stations = set(re.findall(r"^\d+\. `(\w+)`", chapter("A story's way"), re.MULTILINE))
    assert entered - STEER - HOLD == stations


def test_usual_changes_have_their_place() -> None:
    rows = re.findall(r"^\| (?!you want|-)[^|]+\| [^|]*`[^|]*\|", chapter("Where to change what"), re.MULTILINE)
    assert len(rows) >= 30
