# SPDX-License-Identifier: AGPL-3.0-or-later
"""The wheel, in an environment that has nothing of the checkout: sheets and template are inside, the commands work."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(python: Path, folder: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    found = subprocess.run(
        [str(python), *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert found.returncode == 0, found.stderr
    return found.stdout.strip()


def test_contents(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    sheets = {f"epubgen/_data/css/{path.name}" for path in (ROOT / "css").glob("*.css")}
    templates = {
        f"epubgen/_data/{path.relative_to(ROOT / 'issues').as_posix()}"
        for path in (ROOT / "issues").glob("new-*/**/*")
        if path.is_file()
    }
    inside = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "epubgen").rglob("*")
        if path.suffix in (".js", ".css", ".html", ".svg", ".txt")
    }
    assert sheets
    assert templates
    assert {"epubgen/cli/help_pages/zh-80.txt", "epubgen/live_preview/ui/panels.css"} <= inside
    assert sheets | templates | inside | {"epubgen/py.typed"} <= names
    assert not [name for name in names if name.startswith(("tests", "issues", "scripts", "docs"))]


def test_the_package_is_the_one_of_the_wheel(clean_python: Path, tmp_path: Path) -> None:
    place = run(clean_python, tmp_path, "-c", "import epubgen; print(epubgen.__file__)")
    assert ROOT not in Path(place).parents


def test_new_build_and_check(clean_python: Path, tmp_path: Path) -> None:
    issue = run(clean_python, tmp_path, "-m", "epubgen", "new", "paper", "--lang", "en")
    run(clean_python, tmp_path, "-m", "epubgen", "build", issue, "-o", "today.epub", "--strict")
    run(clean_python, tmp_path, "-m", "epubgen", "check", "--no-java", "today.epub")
