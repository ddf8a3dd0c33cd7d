# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything that a plug-in needs: the types that importers and delivery ways take and return, and their messages.

A package adds an input format or a delivery way by an entry point::

    [project.entry-points."epubgen.sources"]
    feed = "newsroom_feed.source:IMPORTER"

    [project.entry-points."epubgen.exporters"]
    tray = "newsroom_feed.tray:EXPORTER"

An importer is an ``Importer``: ``name``, ``description``, ``recognises``, ``read``. A delivery way is an ``Exporter``:
``name``, ``settings``, ``secrets``, ``check``, ``deliver``. Both report faults as findings with codes of their own,
whose sentences they register with ``register_messages``. ``examples/plugin`` is a package with one of each. Names of
this module are imported on first use.
"""

from __future__ import annotations

import string
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING

from epubgen import messages
from epubgen.errors import Finding, OptionsError, Severity, finding
from epubgen.messages import Row

if TYPE_CHECKING:
    from epubgen.errors import DeliveryError, Location, SourceError
    from epubgen.files.input_tree import InputTree
    from epubgen.importers.publication import publication_place
    from epubgen.importers.reading import Fact, Importer, Join, OpenQuestion, Reading
    from epubgen.messages.row import Explanation
    from epubgen.options import Options
    from epubgen.publishing.delivery.exporter import (
        Artifact,
        Delivery,
        DeliverySetting,
        Exporter,
        PartwiseExporter,
        Secrets,
        Sent,
        SentPart,
    )
    from epubgen.serialization import decode_publication

_HOMES = {
    "errors": ("DeliveryError", "Location", "SourceError"),
    "files.input_tree": ("InputTree",),
    "importers.publication": ("publication_place",),
    "importers.reading": ("Fact", "Importer", "Join", "OpenQuestion", "Reading"),
    "messages.row": ("Explanation",),
    "options": ("Options",),
    "publishing.delivery.exporter": (
        "Artifact",
        "Delivery",
        "DeliverySetting",
        "Exporter",
        "PartwiseExporter",
        "Secrets",
        "Sent",
        "SentPart",
    ),
    "serialization": ("decode_publication",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Artifact",
    "Delivery",
    "DeliveryError",
    "DeliverySetting",
    "Explanation",
    "Exporter",
    "Fact",
    "Finding",
    "Importer",
    "InputTree",
    "Join",
    "Location",
    "OpenQuestion",
    "Options",
    "OptionsError",
    "PartwiseExporter",
    "Reading",
    "Row",
    "Secrets",
    "Sent",
    "SentPart",
    "Severity",
    "SourceError",
    "decode_publication",
    "finding",
    "publication_place",
    "register_messages",
]


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"epubgen.{_HOME[name]}"), name)


def register_messages(*rows: Row, explanations: Iterable[Explanation] = ()) -> None:
    """Register the sentences for a plug-in's own codes. Call it in the module of the plug-in, at import.

    ::

        register_messages(
            Row("FEED-01", Severity.ERROR, "{name} has no title", "{name} 没有标题", "type one", "请写上标题"),
        )

    Args:
        rows: key, severity, sentence in English and Chinese, hint in both. A key is a name in capitals, a hyphen and a
            number; where a code has several sentences, a dot and a word follow: ``FEED-01.date``. Errors need a hint.
        explanations: a paragraph for each code, which ``epubgen lint --explain FEED-01`` prints.

    Raises:
        OptionsError: EG071 for every row that cannot be registered. Then none is.
    """
    explained = list(explanations)
    faults = [
        *(fault for row in rows if (fault := _fault(row))),
        *(finding("EG071.code", None, "", key=e.code) for e in explained if not messages.PLUGIN_CODE.fullmatch(e.code)),
    ]
    if faults:
        raise OptionsError(*faults)
    messages.add_rows(rows, explained)


def _fault(row: Row) -> Finding | None:
    """Return a finding about a row that cannot be registered; ``None`` for any other row."""
    code, _, variant = row.key.partition(".")
    if not messages.PLUGIN_CODE.fullmatch(code) or (row.key != code and not variant):
        return finding("EG071.code", None, "", key=row.key)
    if messages.is_worded(row.key) and messages.row(row.key) != row:
        return finding("EG071.taken", None, "", key=row.key)
    pairs = ((row.en, row.zh), (row.hint_en, row.hint_zh))
    same = all(bool(en) == bool(zh) and _placeholders(en) == _placeholders(zh) for en, zh in pairs)
    if not same or not row.en or (row.severity is Severity.ERROR and not row.hint_en):
        return finding("EG071.words", None, "", key=row.key)
    return None


def _placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}
