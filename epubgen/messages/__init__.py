# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one table of every sentence that epubgen says, in English and Chinese.

A row's key is a stable code (``S01``) or a code with a variant (``S02.date``). Codes never change meaning. Each file of this
package holds the rows of one subject, and ``table`` lists the files; nothing else in the project words a message. The rows
are read on the first message, so that a command that says nothing does not wait for them.
"""

from __future__ import annotations

import os
import string
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module

from epubgen.messages.row import Row, Severity

__all__ = [
    "LANGUAGES",
    "Row",
    "Severity",
    "explain",
    "hint",
    "label",
    "language",
    "message",
    "row",
    "size_words",
    "table",
    "visible",
]

LANGUAGES = ("en", "zh")

FILES = (
    *("syntax", "fields", "files", "markdown", "issue", "story", "photos"),
    "notes",
    *("built_archive", "built_package", "built_content", "device_documents", "device_limits"),
    *("failure", "live_preview", "publishing", "delivery", "storage"),
    "interface",
)
"""The files of rows."""

Args = Iterable[tuple[str, str]]


@cache
def table() -> Mapping[str, Row]:
    """Every row by its key, in the order of the stream: input, import, built EPUB, devices, failures, delivery, interface."""
    return {entry.key: entry for name in FILES for entry in import_module(f"epubgen.messages.{name}").ROWS}


def row(key: str) -> Row:
    """The row of a key; a missing one is our bug (``KeyError``)."""
    return table()[key]


def message(key: str, args: Args, lang: str) -> str:
    """The sentence of a row with its placeholders filled; nothing in it can act on a terminal."""
    return _fill(_pick(row(key).en, row(key).zh, lang), args)


def hint(key: str, args: Args, lang: str) -> str:
    """The hint of a row; empty when it has none or when one of its placeholders has nothing to say."""
    words = _pick(row(key).hint_en, row(key).hint_zh, lang)
    given = dict(args)
    needed = [name for _, name, _, _ in string.Formatter().parse(words) if name]
    return _fill(words, given.items()) if all(given.get(name) for name in needed) else ""


def label(key: str, lang: str, /, **args: object) -> str:
    """A word or sentence of the interface, such as ``hint`` or ``summary.errors``."""
    return message(f"ui.{key}", [(name, str(value)) for name, value in args.items()], lang)


def explain(code: str, lang: str) -> str:
    """What a code (``A06``) or a row (``S02.date``) means, in a heading and a paragraph; for an unknown one, all codes."""
    from epubgen.messages.explanations import explanation, explanations  # noqa: PLC0415 - read on first use

    try:
        entry = explanation(code if code.startswith("note.") else code.upper())
    except KeyError:
        return label("explain.unknown", lang, code=code, known=", ".join(explanations()))
    title, text = _pick(entry.title_en, entry.title_zh, lang), _pick(entry.text_en, entry.text_zh, lang)
    return f"{entry.code}: {title}\n\n{text}"


def language(environ: Mapping[str, str] | None = None) -> str:
    """``zh`` or ``en``, by ``EPUBGEN_LANG``, else by the locale variables in their usual order."""
    settings = os.environ if environ is None else environ
    for name in ("EPUBGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := settings.get(name, ""):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def size_words(size: int) -> str:
    """Bytes as people say them: ``812 KB``, ``3.4 MB`` (1 MB = 1,000,000 bytes, as shops and mail servers count)."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} KB"  # noqa: PLR2004


def visible(text: str) -> str:
    r"""Text that is safe on a terminal: control and bidirectional characters are shown as ``\u{NN}``."""
    return "".join(f"\\u{{{ord(c):X}}}" if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in text)


def _pick(en: str, zh: str, lang: str) -> str:
    return zh if lang == "zh" and zh else en


def _fill(words: str, args: Args) -> str:
    return words.format_map({name: visible(value) for name, value in args})
