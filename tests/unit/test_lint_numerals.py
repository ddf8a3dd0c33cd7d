# SPDX-License-Identifier: AGPL-3.0-or-later
"""The change log of numbers in Han characters."""

from __future__ import annotations

from typing import Any

import pytest

from epubgen.linting import lint
from epubgen.model import Paragraph, Photo, Text, Typography
from epubgen.options import Options
from tests.conftest import MakeIssue, MakeStory

HANZI = Typography(numerals="hanzi")


def _log(make_issue: MakeIssue, make_story: MakeStory, paper: dict[str, Any], **settings: Any) -> list[str]:
    story = make_story(
        "a",
        title="3月看潮",
        body=(Paragraph(text=(Text("2026年3月15日，增长5.3%，歼-20。"),)),),
        photos=(Photo(file="a.jpg", caption="5月", alt="8月"),),
    )
    issue = make_issue(story, paper={"typography": HANZI, "writing_mode": "vertical-rl"} | paper)
    return [dict(f.args)["changes"] for f in lint(issue, None, Options(**settings)) if f.key == "T04"]


def test_each_change_is_listed_once_with_its_count(make_issue: MakeIssue, make_story: MakeStory) -> None:
    assert _log(make_issue, make_story, {}) == ["3 → 三 (×2), 5 → 五, 2026 → 二〇二六, 15 → 十五, 5.3% → 百分之五点三"]


@pytest.mark.parametrize(
    ("paper", "settings"),
    [
        ({"typography": Typography()}, {}),
        ({"writing_mode": "horizontal-tb"}, {}),
        ({}, {"writing_mode": "horizontal-tb"}),
        ({"language": "ko"}, {}),
    ],
)
def test_nothing_is_listed_where_nothing_changes(
    make_issue: MakeIssue, make_story: MakeStory, paper: dict[str, Any], settings: dict[str, Any]
) -> None:
    assert _log(make_issue, make_story, paper, **settings) == []


@pytest.mark.parametrize(
    ("language", "mode", "told"),
    [
        ("en-GB", "vertical-rl", True),
        ("fr", "vertical-rl", True),
        ("ru", "vertical-rl", True),
        ("en-GB", "horizontal-tb", False),
        ("ja", "vertical-rl", False),
        ("ko", "vertical-rl", False),
        ("zh-Hant-TW", "vertical-rl", False),
    ],
)
def test_vertical_lines_suit_the_script(make_issue: MakeIssue, language: str, mode: Any, told: bool) -> None:
    found = lint(make_issue(paper={"language": language}), None, Options(writing_mode=mode))
    assert any(entry.key == "T13" for entry in found) is told
