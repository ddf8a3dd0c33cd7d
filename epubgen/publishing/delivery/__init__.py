# SPDX-License-Identifier: AGPL-3.0-or-later
"""The exporters, which send a finished issue somewhere.

Our own, and those of the entry point group ``epubgen.exporters``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from importlib.metadata import EntryPoint
from importlib.util import find_spec

from epubgen.errors import Location, OptionsError, finding
from epubgen.files.entry_points import PluginError, added_entries, load_plugin
from epubgen.messages import near_word
from epubgen.publishing.delivery.exporter import (
    Artifact,
    Delivery,
    DeliverySetting,
    Exporter,
    PartwiseExporter,
    Secrets,
    Sent,
    SentPart,
    complete,
    keyring_name,
    missing_secret,
    secret_variable,
)

__all__ = [
    "GROUP",
    "Artifact",
    "Delivery",
    "DeliverySetting",
    "Exporter",
    "PartwiseExporter",
    "Secrets",
    "Sent",
    "SentPart",
    "complete",
    "exporters",
    "find_exporter",
    "keyring_name",
    "missing_secret",
    "secret_variable",
]

GROUP = "epubgen.exporters"
BUILT_IN = ("folder", "mail", "webdav", "s3")
"""Modules of this package, each with its ``EXPORTER``. Packages of others add to them and replace none."""
_SHAPE = ("name", "settings", "secrets", "check", "deliver")


class _Exporters(Mapping[str, Exporter]):
    """The exporters by name; each one is imported when it is first asked for."""

    def __init__(self) -> None:
        self._own = tuple(name for name in BUILT_IN if find_spec(f"{__name__}.{name}"))

    @cached_property
    def _added(self) -> dict[str, EntryPoint]:
        """Return the exporters of other packages. They are looked up only for a name that is not one of ours."""
        return added_entries(GROUP, BUILT_IN)

    def __getitem__(self, name: str) -> Exporter:
        if name in self._own:
            found: Exporter = import_module(f"{__name__}.{name}").EXPORTER
            return found
        return _plugged(self._added[name])

    def __iter__(self) -> Iterator[str]:
        yield from (*self._own, *self._added)

    def __len__(self) -> int:
        return len(self._own) + len(self._added)


def exporters() -> Mapping[str, Exporter]:
    """Return every exporter that ``to:`` can name: our own, then those of other packages by name.

    Looking one up raises OptionsError (EG060.broken) when its package cannot be used.
    """
    return _Exporters()


def find_exporter(name: str, at: Location | None = None) -> Exporter:
    """Return the exporter with a name.

    Args:
        name: the value of ``to:``.
        at: where it stands in the file.

    Raises:
        OptionsError: EG060 no exporter has that name; EG060.broken its package cannot be used.
    """
    known = exporters()
    if name in known:
        return known[name]
    near = near_word(name, known)
    raise OptionsError(finding("EG060", at, "to", name=name, known=", ".join(known), near=near))


def _plugged(entry: EntryPoint) -> Exporter:
    """Import the exporter of another package; whatever fails there becomes EG060.broken."""
    try:
        loaded: Exporter = load_plugin(entry, _lacking)  # type: ignore[assignment]  # _lacking has checked it
    except PluginError as error:
        raise OptionsError(finding("EG060.broken", None, "to", **error.facts)) from error
    return loaded


def _lacking(loaded: object) -> Iterator[str]:
    """Name the parts that an exporter lacks, or that have the wrong type."""
    yield from (part for part in _SHAPE if not hasattr(loaded, part))
    yield from (part for part in ("check", "deliver") if not callable(getattr(loaded, part, len)))
    if not all(isinstance(one, DeliverySetting) for one in getattr(loaded, "settings", ())):
        yield "settings"
    if not all(isinstance(one, str) for one in getattr(loaded, "secrets", ())):
        yield "secrets"
