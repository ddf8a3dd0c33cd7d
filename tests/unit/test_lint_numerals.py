# SPDX-License-Identifier: AGPL-3.0-or-later
"""The change log of numbers in Han characters."""

from __future__ import annotations

from typing import Any

import pytest

from epubgen.languages.words import keys, term
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
        ("en-GB", "vertical-rl", "T13"),
        ("fr", "vertical-rl", "T13"),
        ("ru", "vertical-rl", "T13"),
        ("mn", "vertical-rl", "T13"),
        ("bo", "vertical-rl", "T13"),
        ("zh-Latn", "vertical-rl", "T13"),
        ("en-GB", "horizontal-tb", ""),
        ("ja", "vertical-rl", ""),
        ("ko", "vertical-rl", ""),
        ("zh-Hant-TW", "vertical-rl", ""),
        ("mn-Mong", "vertical-rl", ""),
        ("mn-Mong", "vertical-lr", ""),
        ("mn-CN", "horizontal-tb", "T13.mongolian"),
        ("zh-Hans", "vertical-lr", "T14.lines"),
        ("en", "vertical-lr", "T14.lines"),
        ("ug", "vertical-rl", "T14"),
        ("he", "vertical-lr", "T14"),
        ("kk-Arab", "vertical-rl", "T14"),
        ("ug-Latn", "vertical-rl", "T13"),
        ("ar", "horizontal-tb", ""),
    ],
)
def test_vertical_lines_suit_the_script(make_issue: MakeIssue, language: str, mode: Any, told: str) -> None:
    typed = lint(make_issue(paper={"language": language, "writing_mode": mode}), None, Options())
    assert "".join(entry.key for entry in typed if entry.code in ("T13", "T14")) == told
    asked = lint(make_issue(paper={"language": language}), None, Options(writing_mode=mode))
    option = "T14.option" if told == "T14" else told
    assert "".join(entry.key for entry in asked if entry.code in ("T13", "T14")) == option


@pytest.mark.parametrize(
    ("language", "words", "told"),
    [
        ("en", {"next": "On"}, []),
        ("en", {"nxt": "On"}, ["S46.near"]),
        ("en", {"zzzzzz": "On"}, ["S46"]),
        ("en", {"page": "Leaf {number}"}, []),
        ("en", {"page": "Leaf"}, ["S47"]),
        ("en", {"page": "Leaf {nummer}"}, ["S47.unknown"]),
        ("en", {"next": "On {number}"}, ["S47.unknown"]),
        ("fi", {}, ["S48"]),
        ("ug", {}, []),
        ("ug-Latn", {}, ["S48"]),
        ("fr", {}, []),
        ("zh-TW", {}, []),
        ("fi", {key: term(key, "en") for key in keys()}, []),
    ],
)
def test_words_of_a_publication(make_issue: MakeIssue, language: str, words: dict[str, str], told: list[str]) -> None:
    found = lint(make_issue(paper={"language": language, "words": words}), None, Options())
    assert [entry.key for entry in found if entry.code in ("S46", "S47", "S48")] == told
