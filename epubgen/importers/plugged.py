# SPDX-License-Identifier: AGPL-3.0-or-later
"""Importers of other packages, each in a wrapper that reports its faults as those of the plug-in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from epubgen.errors import EpubgenError, Finding, SourceError, finding
from epubgen.files.entry_points import PluginError, load_plugin, why
from epubgen.files.input_tree import InputTree
from epubgen.importers.reading import Importer, Reading
from epubgen.options import Options

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["PluggedImporter", "fault"]


class PluggedImporter:
    """An importer of another package. ``name`` is the name of its entry point, which ``--format`` accepts."""

    def __init__(self, entry: EntryPoint) -> None:
        """Load the importer.

        Raises:
            PluginError: it cannot be imported, or is no importer.
        """
        self.name: str = entry.name
        self._entry = entry
        self._importer: Importer = load_plugin(entry, _lacking)  # type: ignore[assignment]  # _lacking has checked it
        self.description: Mapping[str, str] = _description(self._importer)

    def recognises(self, inputs: InputTree) -> bool:
        """Return whether the plug-in accepts the input.

        Raises:
            PluginError: the plug-in raised an exception, which ``recognises`` must not do.
        """
        try:
            return bool(self._importer.recognises(inputs))
        except (Exception, SystemExit) as error:
            raise PluginError(self._entry, why(error)) from error

    def read(self, inputs: InputTree, options: Options) -> Reading:
        """Read the input.

        Raises:
            SourceError: what the plug-in reports about the input; S12.plugin-read if the plug-in itself failed.
        """
        try:
            reading: object = self._importer.read(inputs, options)
        except EpubgenError:
            raise
        except (Exception, SystemExit) as error:
            raise SourceError(self._failed(why(error))) from error
        if not isinstance(reading, Reading):
            raise SourceError(self._failed(f"'read' gave {type(reading).__name__}, not Reading"))
        return reading

    def _failed(self, reason: str) -> Finding:
        return fault("S12.plugin-read", PluginError(self._entry, reason))


def fault(key: str, error: PluginError) -> Finding:
    """Return the fault of a plug-in as a finding."""
    return finding(key, None, "", **error.facts)


def _lacking(loaded: object) -> Iterator[str]:
    """List the parts of an importer that are missing or cannot be called."""
    if not isinstance(getattr(loaded, "name", None), str):
        yield "name"
    yield from (part for part in ("recognises", "read") if not callable(getattr(loaded, part, None)))
    if isinstance(loaded, type):
        yield "instance (the entry point names a class)"


def _description(importer: object) -> Mapping[str, str]:
    """Return the plug-in's description of its format by language. A plain text counts as English."""
    try:
        said = getattr(importer, "description", "")
        if isinstance(said, Mapping):
            return {str(lang): str(text) for lang, text in said.items()}
        return {"en": str(said)} if said else {}
    except Exception:  # noqa: BLE001 - a description is no reason to do without the format
        return {}
