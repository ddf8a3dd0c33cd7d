# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds the importer of an input: those built in by name, others by the entry point group ``epubgen.sources``."""

from __future__ import annotations

import posixpath
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from epubgen import messages
from epubgen.errors import Finding, Location, OptionsError, SourceError, finding
from epubgen.files.entry_points import PluginError, added_entries, package_of
from epubgen.files.input_tree import InputTree
from epubgen.importers.plugged import PluggedImporter, fault
from epubgen.importers.reading import Importer
from epubgen.importers.wrong_source import kind_of_file
from epubgen.startup import dataclass

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["GROUP", "SourceFormat", "find_importer", "importer_names", "named_importer", "source_formats"]

GROUP = "epubgen.sources"
BUILT_IN = ("native", "one_file", "collector", "mineru", "paddleocr", "mets_alto", "printed_page", "pdf")
"""Modules of this package, each with its ``IMPORTER``; the order settles which of several takes an input."""
_ENDINGS = {
    "one_file": (".json", ".yaml", ".yml"),
    "collector": (".json", ".yaml", ".yml"),
    "mineru": (".json",),
    "paddleocr": (".json", ".jsonl", ".txt"),
    "mets_alto": (".xml", ".mets", ".alto"),
}
"""The files that an importer looks into: where none of them lies, it is not even loaded."""
_RENAMED = {"newspaper_page": "printed_page"}
"""Names of 0.1.0 that are still accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFormat:
    """An input format: one that can be read, or one whose plug-in is broken."""

    name: str
    """What the option ``format`` takes."""
    about: tuple[tuple[str, str], ...] = ()
    """What it reads, by language."""
    package: str = ""
    """The distribution of the plug-in; empty for the formats of epubgen."""
    fault: Finding | None = None
    """Why the plug-in cannot be used."""

    def description(self, lang: str = "en") -> str:
        """Describe the format in a few words; in English if the plug-in has no words in that language."""
        words = dict(self.about)
        return words.get(lang) or words.get("en", "")


def source_formats() -> tuple[SourceFormat, ...]:
    """List every format, those of epubgen first. Plug-ins are loaded; a broken one does not affect the others."""
    rows = {name: messages.row(f"ui.source.{name}") for name in _built_in()}
    own = (SourceFormat(name=name, about=(("en", row.en), ("zh", row.zh))) for name, row in rows.items())
    return (*own, *map(_described, _added().values()))


def importer_names() -> tuple[str, ...]:
    """List every name that ``--format`` accepts."""
    return (*_built_in(), *_added())


def find_importer(inputs: InputTree, name: str = "") -> Importer:
    """Return the importer with a name, or, without a name, the first importer that recognises the input.

    A plug-in that fails does not affect the others. Its fault is reported if it was named, or if no importer recognises
    the input.

    Raises:
        OptionsError: S12.name an unknown importer; S12.plugin its package cannot be used.
        SourceError: S12 no importer recognises the input; with S12.plugin-skipped for each plug-in that could not be
            tried.
    """
    if name:
        return named_importer(name)
    for known in _built_in():
        if _has_files_for(known, inputs) and (importer := _own(known)).recognises(inputs):
            return importer
    faults: list[Finding] = []
    for entry in _added().values():  # installed packages are searched only for an input that none of ours takes
        try:
            plugged = PluggedImporter(entry)
            if plugged.recognises(inputs):
                return plugged
        except PluginError as error:
            faults.append(fault("S12.plugin-skipped", error))
    raise SourceError(_unrecognised(inputs), *faults)


def _unrecognised(inputs: InputTree) -> Finding:
    """Return S12: what the input is, if its first bytes show that; otherwise the formats that were tried."""
    named = bool(inputs.entry or inputs.base)
    place = inputs.at(next(iter(inputs.entry), inputs.base)) if named else Location(inputs.label or ".")
    if kind := kind_of_file(inputs):
        return finding(f"S12.{kind}", place, "", name=posixpath.basename(place.file))
    return finding("S12", place, "", looked=", ".join(importer_names()))


def named_importer(name: str) -> Importer:
    """Return the importer with a name; a name of an earlier version is accepted.

    Raises:
        OptionsError: S12.name an unknown importer; S12.plugin its package cannot be used.
    """
    name = _RENAMED.get(name, name)
    if name in _built_in():
        return _own(name)
    added = _added()
    if name not in added:
        raise OptionsError(finding("S12.name", None, "", name=name, known=", ".join(importer_names())))
    try:
        return PluggedImporter(added[name])
    except PluginError as error:
        raise OptionsError(fault("S12.plugin", error)) from error


def _described(entry: EntryPoint) -> SourceFormat:
    package = package_of(entry)
    try:
        words = PluggedImporter(entry).description
    except PluginError as error:
        return SourceFormat(name=entry.name, package=package, fault=fault("S12.plugin", error))
    return SourceFormat(name=entry.name, package=package, about=tuple(words.items()))


def _built_in() -> tuple[str, ...]:
    return tuple(name for name in BUILT_IN if find_spec(f"{__name__}.{name}") is not None)


def _has_files_for(name: str, inputs: InputTree) -> bool:
    endings = _ENDINGS.get(name)
    return endings is None or any(file.lower().endswith(endings) for file in (*inputs.entry, *inputs.names))


def _own(name: str) -> Importer:
    """Return a built-in importer. Its module is imported only now."""
    found: Importer = import_module(f"{__name__}.{name}").IMPORTER
    return found


def _added() -> dict[str, EntryPoint]:
    """Return the entry points of other packages."""
    return added_entries(GROUP, (*BUILT_IN, *_RENAMED))
