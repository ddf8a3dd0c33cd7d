# SPDX-License-Identifier: AGPL-3.0-or-later
"""Receipt ↔ JSON: the dataclasses of ``receipt`` as they are; a sentence stands beside its key."""

from __future__ import annotations

from typing import Any, TypeAlias

from epubgen import messages
from epubgen.errors import Finding
from epubgen.publishing.receipt import MessageRef, Receipt
from epubgen.serialization.dataclass_json import DataclassJson, JsonForm, JsonShapeError, finding_form

__all__ = ["decode", "phrase", "receipt_json", "schema"]

Json: TypeAlias = Any


def phrase(words: MessageRef, lang: str) -> str:
    """The sentence; that of a plug-in may name no row of ours."""
    if not messages.is_worded(words.key):
        return messages.label("receipt.sent", lang)
    try:
        return messages.message(words.key, words.args, lang)
    except (KeyError, IndexError, ValueError):
        return messages.label("receipt.sent", lang)


def receipt_json(receipt: Receipt, lang: str) -> dict[str, Json]:
    """The receipt as a JSON object, with its sentences in the given language."""
    found: dict[str, Json] = _form(lang).encode(receipt)
    return found


def decode(raw: Json) -> Receipt:
    """The receipt that a JSON value holds. Keys that are not known are passed over: a newer program may add some.

    Raises:
        JsonShapeError: it holds none; with the path of the first wrong value.
    """
    return _form("en").decode(Receipt, raw)


def schema() -> dict[str, Json]:
    """The JSON Schema of a receipt."""
    return _form("en").schema(Receipt, "Receipt of epubgen publish")


def _form(lang: str) -> DataclassJson:
    def written(words: MessageRef) -> Json:
        return {"key": words.key, "args": dict(words.args), "text": phrase(words, lang)}

    words_form = JsonForm(written, _words, _WORDS)
    return DataclassJson({Finding: finding_form(lang), MessageRef: words_form}, ignore_unknown=True)


def _words(raw: Json, path: str) -> MessageRef:
    if not isinstance(raw, dict) or not isinstance(raw.get("key", ""), str):
        raise JsonShapeError(path, "object with a key expected")
    args = raw.get("args", {})
    if not isinstance(args, dict):
        raise JsonShapeError(f"{path}.args", "object expected")
    return MessageRef(key=raw.get("key", ""), args=tuple((str(name), str(value)) for name, value in args.items()))


_WORDS = {
    "type": "object",
    "properties": {
        "key": {"type": "string"},
        "args": {"type": "object", "additionalProperties": {"type": "string"}},
        "text": {"type": "string"},
    },
    "required": ["key", "args", "text"],
    "additionalProperties": False,
}
