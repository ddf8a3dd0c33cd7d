# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the template of a publication: a small, complete publication with comments."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from epubgen.errors import Location, OptionsError, finding
from epubgen.files.atomic import write_whole
from epubgen.files.disk_errors import writing
from epubgen.files.names import folded_slug
from epubgen.files.publication_place import PUBLICATION_FILE
from epubgen.model import Form
from epubgen.serialization import decode_publication, to_yaml
from epubgen.serialization.changed_yaml import with_values
from epubgen.serialization.scalars import FORMS, WrongValueError

__all__ = ["copy_template", "id_for"]


def copy_template(folder: Path, lang: str, *, title: str = "", language: str = "", paper_id: str = "") -> Path:
    """Copy the template into a folder and return the issue folder inside it.

    Args:
        folder: the new publication folder.
        lang: language of the template, ``zh`` or ``en``.
        title: name of the paper; empty keeps that of the sample.
        language: language tag of the paper; empty keeps that of the template.
        paper_id: short name of the paper; empty makes one from the folder's name, else from the title.

    Raises:
        OptionsError: EG009 the folder is not empty; EG093 no short name can be made; S02 one of the three values cannot
            be used.
        PackageError: EG020 a file cannot be written.
    """
    taken = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
    if taken or folder.is_file():
        name = taken[0] if taken else folder.name
        raise OptionsError(finding("EG009", Location(folder.as_posix()), name=name))
    own = {
        "id": _formed(Form.SLUG, paper_id or id_for(folder, title), "id"),
        "title": " ".join(title.split()),
        "language": _formed(Form.TAG, language, "language") if language else "",
    }
    if not own["id"]:
        raise OptionsError(finding("EG093", Location(folder.as_posix()), "id", name=folder.absolute().name))
    with writing(folder):
        _copy(_template(lang), folder)
        _fill_in(folder / PUBLICATION_FILE, {name: value for name, value in own.items() if value})
    return min(path.parent for path in folder.glob("*/issue.yaml"))


def id_for(folder: Path, title: str = "") -> str:
    """Return a short name made from the folder's name, else from the title.

    It is empty where neither has Latin letters or digits.
    """
    return folded_slug(folder.absolute().name) or folded_slug(title)


def _formed(form: Form, value: str, name: str) -> str:
    try:
        return FORMS[form](value) if value else ""
    except WrongValueError as wrong:
        raise OptionsError(finding(wrong.key, None, name, **wrong.facts)) from wrong


def _fill_in(path: Path, own: dict[str, str]) -> None:
    """Write the values of the paper into the sample; the sample's Latin title is removed when the title changes."""
    text = path.read_text(encoding="utf-8")
    sample, _ = decode_publication(text, Location(path.as_posix()))
    places = {name: (line, column) for name, line, column in sample.at.fields} if sample and sample.at else {}
    values: dict[tuple[int, int], str | None] = {places[name]: to_yaml(value).strip() for name, value in own.items()}
    if "title" in own and "title_latin" in places:
        values[places["title_latin"]] = None
    write_whole(path, with_values(text, values).encode())


def _template(lang: str) -> Traversable:
    """Return the template: package data of an installed package, ``issues/`` in a checkout."""
    packed = files("epubgen").joinpath("_data", f"new-{lang}")
    return packed if packed.is_dir() else Path(__file__).resolve().parents[2] / "issues" / f"new-{lang}"


def _copy(source: Traversable, target: Path) -> None:
    if source.is_file():
        target.write_bytes(source.read_bytes())
        return
    target.mkdir(parents=True, exist_ok=True)
    for entry in source.iterdir():
        _copy(entry, target / entry.name)
