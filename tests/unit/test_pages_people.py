# SPDX-License-Identifier: AGPL-3.0-or-later
"""People in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from epubgen.model import Credit, Nav, Publication
from tests.unit.pages_sample import PAPER, issue_of, story, view

REPORTERS = (Credit(name="甲", role="reporter"), Credit(name="乙", role="reporter"))


def bylines(language: str, *authors: Credit) -> str:
    paper = Publication(id="p", title="P", language=language)
    return view(issue_of(story(authors=authors), publication=paper)).text("//x:p[@class='byline']")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-Hans", "记者 甲 乙"),
        ("zh-Hant", "記者 甲 乙"),
        ("ja", "記者・甲、乙"),
        ("ko", "甲·乙 기자"),
        ("en", "By 甲 and 乙"),
    ],
)
def test_reporters_sign_as_their_country_does(language: str, words: str) -> None:
    assert bylines(language, *REPORTERS) == words


@pytest.mark.parametrize(
    ("authors", "words"),
    [
        ((Credit(name="甲"),), "甲"),
        ((*REPORTERS, Credit(name="丙", role="correspondent")), "记者 甲 乙 通讯员 丙"),
        ((Credit(name="甲", role="reporter", org="新华社"),), "新华社记者 甲"),
        ((Credit(name="甲", role="reporter", printed_role="本报记者"),), "本报记者 甲"),
        ((Credit(name="甲", role="特派员"),), "特派员 甲"),
        ((Credit(name="甲", role="translator"),), "甲 译"),
        ((Credit(name="甲", role="agency"),), "甲"),
    ],
)
def test_authors_are_grouped_by_what_they_did(authors: tuple[Credit, ...], words: str) -> None:
    assert bylines("zh-Hans", *authors) == words


def test_a_role_of_the_house_keeps_its_word() -> None:
    paper = replace(PAPER, roles={"见习记者": "intern"})
    page = view(issue_of(story(authors=(Credit(name="甲", role="见习记者"),)), publication=paper))
    assert page.text("//x:p[@class='byline']") == "见习记者 甲"


def test_an_author_may_be_introduced_at_the_end() -> None:
    page = view(issue_of(story(authors=(Credit(name="甲", bio="作家。"),))))
    assert page.text("//x:p[@class='bio']") == "甲：作家。"


@pytest.mark.parametrize(
    ("printed", "authors", "words"),
    [
        ("记者陆晴川报道：", (Credit(name="陆晴川", role="reporter"),), "记者 陆晴川"),
        ("（记者 周述）", (), "记者 周述"),
    ],
)
def test_a_teaser_does_not_repeat_what_was_printed_to_run_into_the_text(
    printed: str, authors: tuple[Credit, ...], words: str
) -> None:
    issue = issue_of(story(byline=printed, byline_at="run-in", authors=authors), nav=Nav(fronts="all"))
    assert view(issue, "section").texts("//x:p[@class='facts']/x:span")[0] == words
    assert view(issue).text("//x:span[@class='byline']") == printed
