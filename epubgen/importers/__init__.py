# SPDX-License-Identifier: AGPL-3.0-or-later
"""The importers: the built-in ones by name, others through the entry point group ``epubgen.sources``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from epubgen import messages
from epubgen.errors import Finding, Location, OptionsError, SourceError, finding
from epubgen.files.input_tree import InputTree
from epubgen.importers.reading import Importer

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["GROUP", "SourceFormat", "find_importer", "importer_names", "source_formats"]

GROUP = "epubgen.sources"
BUILT_IN = ("native", "one_file", "collector", "printed_page")
"""Modules of this package, each with its ``IMPORTER``; the order settles which of several takes an input."""
_RENAMED = {"newspaper_page": "printed_page"}
"""Names of 0.1.0 that are still accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFormat:
    """A format that can be read, or a plug-in that was to read one and cannot be used."""

    name: str
    """What the option ``format`` takes."""
    about: tuple[tuple[str, str], ...] = ()
    """What it reads, by language."""
    package: str = ""
    """The distribution of the plug-in; empty for the formats of epubgen."""
    fault: Finding | None = None
    """Why the plug-in cannot be used."""

    def description(self, lang: str = "en") -> str:
        """What it reads, in a few words; English where there are no words in that language."""
        words = dict(self.about)
        return words.get(lang) or words.get("en", "")


def source_formats() -> tuple[SourceFormat, ...]:
    """Every format, those of epubgen first. Plug-ins are loaded; one that is broken harms no other."""
    known = messages.table()
    own = {name: known[f"ui.source.{name}"] for name in _built_in()}
    listed = [SourceFormat(name=name, about=(("en", row.en), ("zh", row.zh))) for name, row in own.items()]
    entries = _entries()
    return (*listed, *(_plugged(entries[name]) for name in _added()))


def _plugged(entry: EntryPoint) -> SourceFormat:
    package = entry.dist.name if entry.dist else entry.value.partition(":")[0]
    try:
        words = getattr(entry.load(), "description", "")
    except (Exception, SystemExit) as error:  # noqa: BLE001 - it may be at fault in any way
        why = f"{type(error).__name__}: {error}"
        fault = finding("EG018", None, "", name=entry.name, package=package, why=why)
        return SourceFormat(name=entry.name, package=package, fault=fault)
    about = words.items() if isinstance(words, Mapping) else [("en", str(words))]
    return SourceFormat(name=entry.name, package=package, about=tuple((str(lang), str(text)) for lang, text in about))


def importer_names() -> tuple[str, ...]:
    """Every name that ``--source`` takes."""
    return (*_built_in(), *_added())


def find_importer(inputs: InputTree, name: str = "") -> Importer:
    """The importer of that name; without a name the first that recognises the input.

    Raises:
        OptionsError: S12.name no such importer.
        SourceError: S12 nothing recognises the input.
    """
    name = _RENAMED.get(name, name)
    if name:
        if name not in importer_names():
            raise OptionsError(finding("S12.name", None, "", name=name, known=", ".join(importer_names())))
        return _load(name)
    for importer in _all():
        if importer.recognises(inputs):
            return importer
    looked = ", ".join(importer_names())
    place = (
        inputs.at(next(iter(inputs.entry), inputs.base))
        if inputs.entry or inputs.base
        else Location(inputs.label or ".")
    )
    raise SourceError(finding("S12", place, "", looked=looked))


def _all() -> Iterator[Importer]:
    """Every importer; installed packages are searched only for an input that none of ours takes."""
    for names in (_built_in, _added):
        yield from map(_load, names())


def _built_in() -> Iterator[str]:
    return (name for name in BUILT_IN if _here(name))


def _added() -> Iterator[str]:
    return (name for name in sorted(_entries()) if name not in BUILT_IN)


def _entries() -> dict[str, EntryPoint]:
    """What other packages bring."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - hardly anybody needs it, and it is slow to import

    return {entry.name: entry for entry in entry_points(group=GROUP)}


def _load(name: str) -> Importer:
    """Only the importers that are asked are read from disk."""
    if name in BUILT_IN:
        found: Importer = import_module(f"{__name__}.{name}").IMPORTER
        return found
    loaded: Importer = _entries()[name].load()
    return loaded


def _here(name: str) -> bool:
    return find_spec(f"{__name__}.{name}") is not None
