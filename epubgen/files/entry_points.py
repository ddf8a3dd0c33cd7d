# SPDX-License-Identifier: AGPL-3.0-or-later
"""Loads plug-ins from entry points, so that a fault of a plug-in is reported as its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["PluginError", "added_entries", "load_every_plugin", "load_plugin", "package_of", "why"]


class PluginError(Exception):
    """A plug-in that cannot be used; ``facts`` name it, its package and entry point, and the reason."""

    def __init__(self, entry: EntryPoint, reason: str) -> None:
        self.facts = {"name": entry.name, "package": package_of(entry), "entry": entry.value, "why": reason}
        super().__init__(f"{entry.name} ({entry.value}): {reason}")


def added_entries(group: str, built_in: Collection[str]) -> dict[str, EntryPoint]:
    """Return the entry points of a group by name, sorted. Other packages cannot replace a built-in name."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow to import, and seldom needed

    found = {entry.name: entry for entry in entry_points(group=group) if entry.name not in built_in}
    return dict(sorted(found.items()))


def load_plugin(entry: EntryPoint, lacking: Callable[[object], Iterable[str]]) -> object:
    """Load the object of an entry point.

    Args:
        entry: an entry point of another package.
        lacking: a function that names the parts which the object lacks or which have the wrong type.

    Raises:
        PluginError: it cannot be imported, or has the wrong shape.
    """
    try:
        loaded: object = entry.load()
        parts = list(lacking(loaded))
    except (Exception, SystemExit) as error:
        raise PluginError(entry, why(error)) from error
    if parts:
        raise PluginError(entry, f"no {', '.join(parts)}")
    return loaded


def load_every_plugin() -> None:
    """Load all importers and exporters of other packages, which registers their messages; broken ones are skipped."""
    for group in ("epubgen.sources", "epubgen.exporters"):
        for entry in added_entries(group, ()).values():
            with suppress(PluginError):
                load_plugin(entry, lambda _: ())


def package_of(entry: EntryPoint) -> str:
    """Return the distribution of an entry point, or its module if there is none."""
    return entry.dist.name if entry.dist else entry.value.partition(":")[0]


def why(error: BaseException) -> str:
    """Describe an exception of a plug-in: its type and text."""
    try:
        said = str(error)
    except Exception:  # noqa: BLE001 - even its words are foreign code
        said = ""
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
