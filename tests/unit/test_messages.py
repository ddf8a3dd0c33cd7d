# SPDX-License-Identifier: AGPL-3.0-or-later
"""One table words everything, in two languages."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from epubgen import messages
from epubgen.errors import Finding, Location, Report, Severity, asked_once, finding

ROWS = [row for name in messages.FILES for row in import_module(f"epubgen.messages.{name}").ROWS]


def test_every_file_of_rows_is_in_the_table() -> None:
    here = {file.stem for file in Path(messages.__file__).parent.glob("*.py")}
    assert here - {"__init__", "row"} == set(messages.FILES)
    assert len(messages.table()) == len(ROWS)


def test_keys_are_unique() -> None:
    assert [key for key, count in Counter(row.key for row in ROWS).items() if count > 1] == []


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE", "EPUBGEN_LANG": "zh"}, "zh"),
        ({"LANG": "zh_TW", "EPUBGEN_LANG": "en"}, "en"),
        ({"LC_ALL": "", "LANG": "zh"}, "zh"),
    ],
)
def test_language(environ: dict[str, str], lang: str) -> None:
    assert messages.language(environ) == lang


def test_the_printed_form() -> None:
    found = finding("EG005", Location("a.md", 6, 5), "sections[0].articles", id="tram", near="trams")
    assert found.text() == (
        "a.md:6:5: EG005 no story has the id ‘tram’, so it cannot be left out (sections[0].articles)\n"
        "  hint: did you mean ‘trams’?"
    )
    assert found.text("zh").splitlines()[1] == "  提示: 是不是想写“trams”？"


def test_a_hint_without_its_words_is_not_shown() -> None:
    assert finding("EG005", None, "", id="tram", near="").hint() == ""


@pytest.mark.parametrize("evil", ["a\x1b[31mb", "a\nb", "a\u202eb", "a\u2066b", "a\x9bb", "a\rb"])
def test_nothing_acts_on_the_terminal(evil: str) -> None:
    shown = finding("EG005", Location(evil), evil, id=evil, near=evil).text()
    assert not [c for c in shown.replace("\n  hint", "") if ord(c) < 32 or ord(c) in (0x202E, 0x2066, 0x9B)]


def test_json_form() -> None:
    facts = finding("EG005", Location("a.md", 6), "", id="x", near="").as_json("en")
    assert facts == {
        "code": "EG005",
        "key": "EG005",
        "severity": "error",
        "file": "a.md",
        "line": 6,
        "message": "no story has the id ‘x’, so it cannot be left out",
    }


def test_a_report_counts_by_weight() -> None:
    weights = (Severity.ERROR, Severity.WARNING, Severity.WARNING, Severity.INFO)
    report = Report(findings=tuple(Finding(key="EG004", severity=weight) for weight in weights))
    assert (report.ok, len(report.errors), len(report.warnings), report.count(Severity.INFO)) == (False, 1, 2, 1)


def test_places_in_other_files_are_named_with_them() -> None:
    asked = [
        finding("note.role", Location(f"in/{file}.md", 7), file, text="甲", chosen="") for file in ("01", "02", "01")
    ]
    (found,) = asked_once(asked)
    assert found.text() == (
        "in/01.md:7: A08 3 stories are signed without a role: 7: 甲; 02.md:7: 甲; 7: 甲 (01, 02)\n  hint: "
        + found.hint()
    )
    assert asked_once(asked[:1]) == (asked[0],)


def test_every_question_of_an_import_has_words_for_many() -> None:
    single = [row for row in ROWS if row.key.startswith("note.") and not row.key.endswith(".many")]
    many = {row.key: row for row in ROWS}
    for row in single:
        other = many[f"{row.key}.many"]
        for words, cure in ((other.en, other.hint_en), (other.zh, other.hint_zh)):
            assert set(re.findall(r"(?<!{){(\w+)}", words)) == {"count", "places"}, (
                "the words of one place are not of all"
            )
            assert cure
            assert not re.findall(r"(?<!{){(\w+)}", cure)
