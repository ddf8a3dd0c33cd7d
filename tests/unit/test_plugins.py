# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a plug-in needs is in one module, and its messages meet none of ours."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from epubgen import messages, plugins
from epubgen.errors import Finding, OptionsError, Severity, finding
from epubgen.messages.row import Explanation
from epubgen.plugins import Row, register_messages

E = Severity.ERROR
GOOD = Row("PIGEON-01", E, "{bird} is away", "{bird} 不在", "wait for {bird}", "请等 {bird}")


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages of one test are none of the next."""
    monkeypatch.setattr(messages, "_ADDED", {})
    monkeypatch.setattr(messages, "_ADDED_EXPLANATIONS", {})


def test_every_name_is_there_and_documented() -> None:
    assert [name for name in plugins.__all__ if not getattr(plugins, name).__doc__] == []
    assert not hasattr(plugins, "Pigeon")


def test_type_checkers_see_the_names_of_the_table() -> None:
    tree = ast.parse(Path(plugins.__file__).read_text("utf-8")).body
    block = next(node for node in tree if isinstance(node, ast.If))
    seen = {alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert seen == set(plugins._HOME)
    assert seen <= set(plugins.__all__)


def test_a_finding_of_a_plug_in_says_its_own_sentence_in_both_languages() -> None:
    register_messages(GOOD, explanations=[Explanation("PIGEON-01", "Away", "不在", "No bird.", "没有鸽子。")])
    found = finding("PIGEON-01", None, "to", bird="Ada")
    assert (found.code, found.severity) == ("PIGEON-01", E)
    assert str(found) == "PIGEON-01 Ada is away (to)\n  hint: wait for Ada"
    assert found.text("zh") == "PIGEON-01 Ada 不在 (to)\n  提示: 请等 Ada"
    assert messages.explain("PIGEON-01", "en") == "PIGEON-01: Away\n\nNo bird."
    assert messages.nearest_code("PIGION-01") == "PIGEON-01"


def test_the_same_row_may_come_again() -> None:
    register_messages(GOOD)
    register_messages(GOOD)
    assert messages.row("PIGEON-01") is GOOD


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (Row("S01", E, "a", "甲", "b", "乙"), "EG071.code"),
        (Row("EG001.mine", E, "a", "甲", "b", "乙"), "EG071.code"),
        (Row("ui.hint", E, "a", "甲", "b", "乙"), "EG071.code"),
        (Row("pigeon-01", E, "a", "甲", "b", "乙"), "EG071.code"),
        (Row("PIGEON-01.", E, "a", "甲", "b", "乙"), "EG071.code"),
        (Row("PIGEON-01", E, "a {x}", "甲", "b", "乙"), "EG071.words"),
        (Row("PIGEON-01", E, "a", "", "b", "乙"), "EG071.words"),
        (Row("PIGEON-01", E, "a", "甲", "b"), "EG071.words"),
        (Row("PIGEON-01", E, "a", "甲"), "EG071.words"),
    ],
)
def test_rows_that_cannot_be_registered(row: Row, key: str) -> None:
    with pytest.raises(OptionsError) as caught:
        register_messages(Row("PIGEON-09", Severity.INFO, "a", "甲"), row)
    assert [f.key for f in caught.value.findings] == [key]
    assert not messages.is_worded("PIGEON-09")


def test_another_sentence_for_the_same_code_is_refused() -> None:
    register_messages(GOOD)
    with pytest.raises(OptionsError) as caught:
        register_messages(Row("PIGEON-01", E, "other", "别的", "b", "乙"))
    assert caught.value.findings[0].key == "EG071.taken"
    assert messages.row("PIGEON-01") is GOOD


def test_no_code_of_ours_has_the_form_of_a_plug_in_s() -> None:
    assert [key for key in messages.table() if messages.PLUGIN_CODE.fullmatch(key.partition(".")[0])] == []


def test_a_finding_of_a_plug_in_that_is_gone_can_still_be_printed() -> None:
    found = Finding(key="PIGEON-77.x", severity=E)
    assert str(found) == "PIGEON-77 a message of a plug-in that is not loaded"
    with pytest.raises(KeyError):
        messages.row("X99")
