# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table of every sentence that epubgen prints, in English and Chinese.

The key of a row is a stable code (``S01``) or a code with a variant (``S02.date``). Codes never change their meaning.
Each file of this package holds the rows of one subject, and ``table`` lists the files; no other code words a message.
Rows are read on the first message, so that a command without messages does not load them.
"""

from __future__ import annotations

import os
import re
import string
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from epubgen.messages.row import Row, Severity
from epubgen.startup import regex

if TYPE_CHECKING:
    from epubgen.messages.explanations import Explanation

__all__ = [
    "LANGUAGES",
    "PLUGIN_CODE",
    "Row",
    "Severity",
    "add_rows",
    "explain",
    "hint",
    "is_explained",
    "is_key",
    "is_worded",
    "label",
    "language",
    "message",
    "near_word",
    "nearest_code",
    "parse_size",
    "row",
    "size_words",
    "table",
    "visible",
]

LANGUAGES = ("en", "zh")

FILES = (
    *("syntax", "fields", "file_text", "files", "boxed_pages", "markdown", "near_markdown"),
    *("dates", "issue", "story", "text", "photos", "cover", "facts", "notes", "many_notes", "answers"),
    *(
        "built_archive",
        "built_package",
        "built_content",
        "built_structure",
        "built_references",
        "built_pages",
        "epubcheck",
        "device_documents",
        "device_limits",
    ),
    *(
        "failure",
        "option_values",
        "wrong_files",
        "live_preview",
        "publishing",
        "delivery",
        "storage",
        "series",
        "batches",
        "catalog",
        "library_database",
    ),
    *("interface", "commands", "accessibility_report"),
)
"""The modules with rows."""
_OF_HELP = ("interface", "commands")
"""The modules that a help page needs; it loads no others."""

Args = Iterable[tuple[str, str]]


@cache
def table() -> Mapping[str, Row]:
    """Return every row by its key, in the order of work, which begins with input and ends with the interface."""
    return {key: entry for name in FILES for key, entry in _rows(name).items()}


@cache
def _rows(file: str) -> Mapping[str, Row]:
    """Return the rows of a module by their keys."""
    return {entry.key: entry for entry in import_module(f"epubgen.messages.{file}").ROWS}


_ADDED: dict[str, Row] = {}
"""Rows of plug-ins by key."""
_ADDED_EXPLANATIONS: dict[str, Explanation] = {}
"""Explanations of plug-ins by code."""
PLUGIN_CODE = regex(r"[A-Z][A-Z0-9]+-[0-9]+", re.ASCII)
"""A code of a plug-in has a name and a hyphen before its number: ``FEED-01``. Codes of epubgen have no hyphen."""


def add_rows(rows: Iterable[Row], explanations: Iterable[Explanation] = ()) -> None:
    """Add the rows and explanations of a plug-in, which ``epubgen.plugins`` has checked."""
    _ADDED.update({entry.key: entry for entry in rows})
    _ADDED_EXPLANATIONS.update({entry.code: entry for entry in explanations})


def row(key: str) -> Row:
    """Return the row of a key.

    Raises:
        KeyError: there is no such row, and the key is not one of a plug-in; the call is at fault, not the input.
    """
    if key in _ADDED:
        return _ADDED[key]
    for file in _OF_HELP:
        if key in _rows(file):
            return _rows(file)[key]
    if asked := _open_question(key):
        return asked
    if key not in table() and is_key(key):
        return replace(table()["ui.plugin_row"], key=key)
    return table()[key]


def is_worded(key: str) -> bool:
    """Return whether a key has a row: one of ours, or one of a loaded plug-in."""
    return key in _ADDED or key in table() or _open_question(key) is not None


def _open_question(key: str) -> Row | None:
    """Return the row of an open question, ``A08.kicker``: the words of ``note.kicker`` within those of ``A08.cure``."""
    head, _, code = key.partition(".")
    asked = table().get(f"note.{code}") or _ADDED.get(f"note.{code}") or _ADDED.get(code)
    if head != "A08" or asked is None:
        return None
    frame = table()["A08.cure" if asked.hint_en else "A08"]
    return replace(
        frame,
        key=key,
        en=frame.en.replace("{question}", asked.en),
        zh=frame.zh.replace("{question}", asked.zh),
        hint_en=frame.hint_en.replace("{cure}", asked.hint_en),
        hint_zh=frame.hint_zh.replace("{cure}", asked.hint_zh),
    )


def is_key(key: str) -> bool:
    """Return whether a key is one of ours, or one of a plug-in, loaded or not."""
    return PLUGIN_CODE.fullmatch(key.partition(".")[0]) is not None or key in table()


def message(key: str, args: Args, lang: str) -> str:
    """Return the sentence of a row with its placeholders filled; control characters in values are made visible."""
    return _fill(_pick(row(key).en, row(key).zh, lang), args)


def hint(key: str, args: Args, lang: str) -> str:
    """Return the hint of a row; empty when it has none or when the value of one of its placeholders is empty."""
    words = _pick(row(key).hint_en, row(key).hint_zh, lang)
    given = dict(args)
    needed = [name for _, name, _, _ in string.Formatter().parse(words) if name]
    return _fill(words, given.items()) if all(given.get(name) for name in needed) else ""


def label(key: str, lang: str, /, **args: object) -> str:
    """Return a word or sentence of the interface, such as ``hint`` or ``summary.errors``."""
    return message(f"ui.{key}", [(name, str(value)) for name, value in args.items()], lang)


def is_explained(code: str) -> bool:
    """Return whether ``explain`` knows a code or row."""
    return _explanation(code) is not None


def nearest_code(code: str) -> str:
    """Return the code most similar to a mistyped one; empty when none is similar."""
    from epubgen.messages.explanations import explanations  # noqa: PLC0415 - read on first use

    return near_word(code.upper(), [*explanations(), *_ADDED_EXPLANATIONS])


def near_word(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the known word that is most like another, for a cure; empty if none is similar.

    ``cutoff`` runs from 0 (any word will do) to 1 (only the word itself), as in ``difflib``.
    """
    import difflib  # noqa: PLC0415 - needed for a slip alone

    return "".join(difflib.get_close_matches(word, list(known), n=1, cutoff=cutoff))


def _explanation(code: str) -> Explanation | None:
    from epubgen.messages.explanations import explanation  # noqa: PLC0415 - read on first use

    asked = code if code.startswith("note.") else code.upper()
    if (own := asked.partition(".")[0]) in _ADDED_EXPLANATIONS:
        return _ADDED_EXPLANATIONS[own]
    try:
        return explanation(asked)
    except KeyError:
        return None


def explain(code: str, lang: str) -> str:
    """Return heading and paragraph about a code (``A06``) or a row (``S02.date``).

    An unknown one gives a list of all codes.
    """
    from epubgen.messages.explanations import explanations  # noqa: PLC0415 - read on first use

    entry = _explanation(code)
    if entry is None:
        return label("explain.unknown", lang, code=code, known=", ".join(explanations()))
    title, text = _pick(entry.title_en, entry.title_zh, lang), _pick(entry.text_en, entry.text_zh, lang)
    return f"{entry.code}: {title}\n\n{text}"


def language(environ: Mapping[str, str] | None = None) -> Literal["en", "zh"]:
    """Return ``zh`` or ``en``, by ``EPUBGEN_LANG``, else by the locale variables in their usual order."""
    settings = os.environ if environ is None else environ
    for name in ("EPUBGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := settings.get(name, ""):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def size_words(size: int) -> str:
    """Return a number of bytes in words, such as ``812 KB`` or ``3.4 MB``. As in shops, 1 MB is 1,000,000 bytes."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} KB"  # noqa: PLR2004


_SIZE = regex(r"([0-9]+(?:\.[0-9]+)?) ?([kmg]?)b?", re.IGNORECASE | re.ASCII)
_FACTORS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}


def parse_size(text: str) -> int | None:
    """Return the bytes of a typed size: ``25MB``, ``800 KB``, ``1.5g``; ``None`` for other text and for 0 bytes."""
    found = _SIZE.fullmatch(text.strip())
    return round(float(found[1]) * _FACTORS[found[2].lower()]) or None if found else None


def visible(text: str) -> str:
    r"""Return text that is safe on a terminal: control and bidirectional characters are shown as ``\u{NN}``."""
    return "".join(f"\\u{{{ord(c):X}}}" if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in text)


def _pick(en: str, zh: str, lang: str) -> str:
    return zh if lang == "zh" and zh else en


def _fill(words: str, args: Args) -> str:
    return words.format_map({name: visible(value) for name, value in args})
