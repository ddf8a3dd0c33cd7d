# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every code is worded, explained and documented, in both languages."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
import write_error_docs

from epubgen import messages
from epubgen.messages import Row
from epubgen.messages.explanations import FAMILIES, code_of, explanations

ROOT = Path(__file__).resolve().parents[2]
ROWS = list(messages.table().values())
CODES = sorted({code for row in ROWS if (code := code_of(row))})


def _names(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_a_code_has_an_explanation() -> None:
    assert {*CODES} - {*explanations()} == set(), "explain it in epubgen/messages/explanations/"


def test_an_explanation_has_a_row() -> None:
    assert {*explanations()} - {*CODES} == set(), "no row has this code"


def test_no_code_is_explained_twice() -> None:
    assert len(explanations()) == sum(len(entries) for *_, entries in FAMILIES)


def _same(row: Row) -> bool:
    worded = bool(row.en and row.zh) and bool(row.hint_en) == bool(row.hint_zh)
    return worded and _names(row.en) == _names(row.zh) and _names(row.hint_en) == _names(row.hint_zh)


def test_both_languages_say_the_same() -> None:
    assert len(ROWS) > 800
    assert [row.key for row in ROWS if not _same(row)] == []


def test_chinese_is_chinese() -> None:
    plain = {row.key: re.sub(r"\{\w+\}", "", row.zh) for row in ROWS}
    assert [key for key, words in plain.items() if re.search(r"[\u4e00-\u9fff][,;!?]", words)] == []


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_the_page_of_codes_is_up_to_date(lang: str) -> None:
    assert (ROOT / "docs" / write_error_docs.FILES[lang]).read_text(encoding="utf-8") == write_error_docs.page(lang), (
        "run: python scripts/write_error_docs.py"
    )


@pytest.mark.parametrize(
    ("asked", "opening"),
    [
        ("A06", "A06: Paragraph"),
        ("a06", "A06: Paragraph"),
        ("S02.date", "S02: Wrong"),
        ("note.kicker", "note.kicker: "),
    ],
)
def test_explain(asked: str, opening: str) -> None:
    assert messages.explain(asked, "en").startswith(opening)


def test_explain_an_unknown_code() -> None:
    assert "Z99" in messages.explain("Z99", "en")
    assert "A06" in messages.explain("Z99", "zh")
