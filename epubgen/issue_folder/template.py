# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the template of a publication: a small, complete, commented place to start from."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from epubgen.errors import Location, OptionsError, finding
from epubgen.files.disk_errors import writing

__all__ = ["copy_template"]


def copy_template(folder: Path, lang: str) -> Path:
    """Copy the template in ``zh`` or ``en`` into a folder and give the issue folder inside it.

    Raises:
        OptionsError: EG009 the folder already holds something. PackageError: EG020 it cannot be written.
    """
    taken = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
    if taken or folder.is_file():
        name = taken[0] if taken else folder.name
        raise OptionsError(finding("EG009", Location(folder.as_posix()), name=name))
    with writing(folder):
        _copy(_template(lang), folder)
    return min(path.parent for path in folder.glob("*/issue.yaml"))


def _template(lang: str) -> Traversable:
    """Package data in an installed package; the samples' folder in a checkout."""
    packed = files("epubgen").joinpath("_data", f"new-{lang}")
    return packed if packed.is_dir() else Path(__file__).resolve().parents[2] / "issues" / f"new-{lang}"


def _copy(source: Traversable, target: Path) -> None:
    if source.is_file():
        target.write_bytes(source.read_bytes())
        return
    target.mkdir(parents=True, exist_ok=True)
    for entry in source.iterdir():
        _copy(entry, target / entry.name)
