# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the JSON Schemas into a publication folder, and registers in VS Code which schema describes which file."""

from __future__ import annotations

import json
from pathlib import Path

from epubgen.errors import Location, OptionsError, finding
from epubgen.files.atomic import write_whole
from epubgen.files.disk_errors import writing
from epubgen.serialization import json_schema

__all__ = ["SCHEMA_FILES", "write_editor_schemas"]

SCHEMA_FILES = {
    "publication": ("**/publication.yaml",),
    "issue": ("**/issue.yaml",),
    "sidecar": ("**/photos/*.yaml", "**/photos/*.yml"),
    "library": ("**/library.yaml",),
    "library-sidecar": ("**/*.epub.yaml", "**/*.pdf.yaml"),
}
"""Part of the format → patterns of the files that it describes, in the syntax of VS Code.

The front matter of Markdown files is missing: no text editor checks it against a schema.
"""
_FOLDER = ".schemas"
"""A hidden folder, so that it is no part of the publication."""
_KEY = "yaml.schemas"


def write_editor_schemas(folder: Path) -> tuple[Path, ...]:
    """Write the schemas, and associate them with files in ``.vscode/settings.json``; other settings there stay.

    Returns:
        The files that were written. The settings come last; they are missing where the settings file has comments,
            since it is then left alone.

    Raises:
        OptionsError: EG003 no such folder. PackageError: EG020 a file cannot be written.
    """
    if not folder.is_dir():
        raise OptionsError(finding("EG003", Location(folder.as_posix()), near=""))
    home = folder / _FOLDER
    written = [home / f"{part}.schema.json" for part in SCHEMA_FILES]
    with writing(home):
        home.mkdir(exist_ok=True)
        for part, path in zip(SCHEMA_FILES, written, strict=True):
            write_whole(path, _text(json_schema(part)))
    settings = folder / ".vscode" / "settings.json"
    with writing(settings):
        held = _held(settings)
        if held is not None:
            settings.parent.mkdir(exist_ok=True)
            write_whole(settings, _text(_with_association(held)))
            written.append(settings)
    return tuple(written)


def _with_association(held: dict[str, object]) -> dict[str, object]:
    """Return the settings with our schemas added to those of others."""
    others = held.get(_KEY)
    ours = {f"./{_FOLDER}/{part}.schema.json": list(names) for part, names in SCHEMA_FILES.items()}
    return held | {_KEY: (others if isinstance(others, dict) else {}) | ours}


def _held(settings: Path) -> dict[str, object] | None:
    """Return the present settings; ``None`` where the file has comments or is no JSON object."""
    if not settings.exists():
        return {}
    try:
        held = json.loads(settings.read_bytes())
    except ValueError:
        return None
    return held if isinstance(held, dict) else None


def _text(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
