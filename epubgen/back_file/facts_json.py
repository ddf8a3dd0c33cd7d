# SPDX-License-Identifier: AGPL-3.0-or-later
"""Converts facts of the library to JSON values and back.

Days are ``2026-04-17``; everything else follows from its fields.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from epubgen.serialization.dataclass_json import DataclassJson, JsonForm

__all__ = ["facts_from_json", "facts_to_json"]

T = TypeVar("T")
_DAY = JsonForm(lambda day: day.isoformat(), lambda raw, _: dt.date.fromisoformat(raw), {"type": "string"})
_JSON = DataclassJson({dt.date: _DAY}, ignore_unknown=True)


def facts_to_json(value: object) -> Any:  # noqa: ANN401 - JSON
    """Return facts as JSON values."""
    return _JSON.encode(value)


def facts_from_json(cls: type[T], raw: Any) -> T:  # noqa: ANN401 - JSON
    """Return the facts in JSON values. Fields of a later version are ignored.

    Raises:
        JsonShapeError: the values hold no such facts.
    """
    return _JSON.decode(cls, raw)
