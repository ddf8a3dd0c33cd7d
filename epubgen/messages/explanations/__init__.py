# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each code means and why it is there: for ``epubgen lint --explain CODE`` and for ``docs/errors.md``.

A code of the message table has exactly one entry here; a review note of an importer goes by its whole key
(``note.kicker``). The entries stand in files by family, in the order of the documentation.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from epubgen.messages.explanations import (
    batches,
    boxed_pages,
    built,
    catalog,
    delivery,
    device,
    failure,
    foreign,
    import_notes,
    issue,
    library_database,
    reading,
    story,
)
from epubgen.messages.row import Explanation, Row

__all__ = ["FAMILIES", "Explanation", "code_of", "explanation", "explanations"]

FAMILIES: tuple[tuple[str, str, str, tuple[Explanation, ...]], ...] = (
    ("S", "Reading the files", "读取文件", (*reading.FILES, *boxed_pages.ENTRIES)),
    (
        "D L P N R",
        "The issue: dates, language, pages, order, release",
        "一期：日期、语言、版面、次序、发布",
        issue.ENTRIES,
    ),
    ("A C F T", "Stories, people, photos, words", "稿件、署名、图片、文字", story.ENTRIES),
    ("H", "Foreign HTML", "外来的 HTML", reading.FOREIGN_HTML),
    ("note", "Questions of an import: the notes that A08 counts", "导入时的问题：A08 所计的各项", import_notes.ENTRIES),
    ("B", "The built EPUB", "生成的 EPUB", (*built.ENTRIES, *foreign.ENTRIES)),
    ("K", "Devices: preflight", "设备：送出前的检查", device.ENTRIES),
    (
        "EG",
        "Options, tools, writing",
        "选项、工具、写入",
        (*failure.ENTRIES, *delivery.ENTRIES, *batches.ENTRIES, *catalog.ENTRIES, *library_database.ENTRIES),
    ),
)
"""Letters, heading in English and Chinese, entries."""


@cache
def explanations() -> Mapping[str, Explanation]:
    """Return every entry by its code."""
    return {entry.code: entry for _, _, _, entries in FAMILIES for entry in entries}


def explanation(code: str) -> Explanation:
    """Return the entry of a code (``A06``) or of a row (``S02.date``).

    Raises:
        KeyError: there is no such code.
    """
    known = explanations()
    return known[code] if code in known else known[code.partition(".")[0]]


def code_of(row: Row) -> str:
    """Return the code of a row; empty for words of the interface and of facts, which report nothing."""
    family, _, _ = row.key.partition(".")
    if family in ("ui", "fact"):
        return ""
    return ".".join(row.key.split(".")[:2]) if family == "note" else family
