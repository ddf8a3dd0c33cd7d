# SPDX-License-Identifier: AGPL-3.0-or-later
"""The wheel, in an environment that has nothing of the checkout: sheets and template are inside, the commands work."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that sees the wheel and the dependencies, but not the checkout."""
    folder = tmp_path_factory.mktemp("env")
    venv.create(folder, with_pip=False)
    scheme = sysconfig.get_paths("venv", {"base": str(folder), "platbase": str(folder)})
    site = Path(scheme["purelib"])
    zipfile.ZipFile(wheel).extractall(site)
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", "utf-8")
    return Path(scheme["scripts"]) / ("python.exe" if sys.platform == "win32" else "python")


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
        for room in ("live_preview",)
        for path in (ROOT / "epubgen" / room).rglob("*")
        if path.suffix in (".js", ".css", ".html", ".svg")
    }
    assert sheets
    assert templates
    assert inside
    assert sheets | templates | inside | {"epubgen/py.typed"} <= names
    assert not [name for name in names if name.startswith(("tests", "issues", "scripts", "docs"))]


def test_the_package_is_the_one_of_the_wheel(python: Path, tmp_path: Path) -> None:
    place = run(python, tmp_path, "-c", "import epubgen; print(epubgen.__file__)")
    assert ROOT not in Path(place).parents


def test_new_build_and_check(python: Path, tmp_path: Path) -> None:
    issue = run(python, tmp_path, "-m", "epubgen", "new", "paper", "--lang", "en")
    run(python, tmp_path, "-m", "epubgen", "build", issue, "-o", "today.epub", "--strict")
    run(python, tmp_path, "-m", "epubgen", "check", "--no-java", "today.epub")
