# SPDX-License-Identifier: AGPL-3.0-or-later
"""A story that runs on to another page is one story: nothing is lost but the pointers, and every link finds it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from epubgen.model import (
    Credit,
    Footnote,
    Image,
    Issue,
    Link,
    Nav,
    NoteRef,
    PageBreak,
    Paragraph,
    Photo,
    Section,
    Subhead,
    Text,
    Withdrawn,
    plain,
)
from epubgen.transforms.continuations import merge_jumps
from tests.unit.pages_sample import issue_of, said, story, view

FIRST = story("a", title=("电车开门",), body=(said("正文。（下转第3版）"),), continues_on="b")
SECOND = story(
    "b", title=("一趟电车",), kicker=("（上接第1版）",), page=("03",), body=(said("余下。"),), continued_from="a"
)
OTHER = story("c", body=(Paragraph(text=(Link((Text("看"),), "article:b"),)),), related=("b", "a"))


def merged(*stories: Any, **fields: Any) -> Issue:
    return merge_jumps(issue_of(*stories, **fields))


def test_the_parts_are_one_story_with_both_pages() -> None:
    whole = merged(FIRST, SECOND, OTHER).article("a")
    assert whole.page == ("01", "03")
    assert (whole.continues_on, whole.continued_from) == ("", "")
    shown = [getattr(block, "page", "") or plain(getattr(block, "text", ())) for block in whole.body]
    assert shown == ["正文。", "03", "一趟电车", "余下。"]
    assert isinstance(whole.body[1], PageBreak)
    assert isinstance(whole.body[2], Subhead)


def test_whatever_named_a_part_names_the_whole() -> None:
    sections = (Section(id="x", name="版", articles=("a", "c"), lead="b"), Section(id="y", name="三", articles=("b",)))
    issue = merged(FIRST, SECOND, OTHER, sections=sections, headline_article="b")
    other = issue.article("c")
    assert [story.id for story in issue.articles] == ["a", "c"]
    assert other.related == ("a",)
    assert other.body[0] == Paragraph(text=(Link((Text("看"),), "article:a"),))
    assert [s.articles for s in issue.sections] == [("a", "c"), ()]
    assert (issue.sections[0].lead, issue.headline_article) == ("a", "a")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"continues_on": "b"}, {"continued_from": ""}),
        ({"continues_on": ""}, {"continued_from": "a"}),
        ({"continues_on": "b"}, {"continued_from": "a"}),
    ],
)
def test_one_of_the_two_need_name_the_other(first: dict[str, Any], second: dict[str, Any]) -> None:
    assert len(merged(replace(FIRST, **first), replace(SECOND, **second)).articles) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"continues_on": "b"}, {"continued_from": "z"}),  # they do not agree
        ({"continues_on": "b", "continued_from": "b"}, {"continues_on": "a", "continued_from": "a"}),  # a ring
        ({"withdrawn": Withdrawn(date=issue_of().date)}, {}),
        ({}, {"draft": True}),
        ({"continues_on": "a"}, {"continued_from": "b"}),  # itself
    ],
)
def test_what_does_not_fit_stays_apart(first: dict[str, Any], second: dict[str, Any]) -> None:
    assert len(merged(replace(FIRST, **first), replace(SECOND, **second), OTHER).articles) == 3


def test_three_parts_make_one() -> None:
    third = story("d", page=("04",), title=("电车开门",), continued_from="b", body=(said("完。"),))
    whole = merged(third, SECOND, FIRST)
    assert [s.id for s in whole.articles] == ["a"]
    assert whole.articles[0].page == ("01", "03", "04")


def test_notes_photos_people_and_words_of_every_part_are_kept() -> None:
    note = Footnote(label="1", body=(said("甲注。"),))
    first = replace(FIRST, body=(Paragraph(text=(Text("文"), NoteRef("1"))),), footnotes=(note,))
    first = replace(first, lead_photo=Photo(file="a.jpg"), authors=(Credit(name="甲"),))
    second = replace(
        SECOND, body=first.body, footnotes=(replace(note, body=(said("乙注。"),)),), lead_photo=Photo(file="b.jpg"),
        authors=(Credit(name="甲", role="reporter"), Credit(name="乙")), deck=("副题",),
    )  # fmt: skip
    whole = merged(first, second).article("a")
    assert [n.label for n in whole.footnotes] == ["1", "1-2"]
    assert whole.body[-1] == Paragraph(text=(Text("文"), NoteRef("1-2")))
    assert [a.name for a in whole.authors] == ["甲", "乙"]
    assert whole.lead_photo == Photo(file="a.jpg")
    assert Image(photo=Photo(file="b.jpg")) in whole.body
    assert Paragraph(text=(Text("副题"),), lede=True) in whole.body


@pytest.mark.parametrize(
    "pointer",
    [
        "（下转第3版）",
        "(下转三版)",
        "▶下转第3版",
        "（下轉A3版）",
        "(Continued on page 3)",
        "（3面に続く）",
        "（下转4版《名单》）",
    ],
)
def test_pointers_of_print_go(pointer: str) -> None:
    whole = merged(replace(FIRST, body=(said(f"正文。{pointer}"),)), SECOND).article("a")
    assert plain(whole.body[0].text) == "正文。"  # type: ignore[union-attr, arg-type]


@pytest.mark.parametrize("words", ["请转告他。", "详见第3版。", "我们转身离开。", "接第三版稿的编辑走了"])
def test_other_words_stay(words: str) -> None:
    assert plain(merged(replace(FIRST, body=(said(words),)), SECOND).article("a").body[0].text) == words  # type: ignore[union-attr, arg-type]


def test_a_merged_story_says_on_which_pages_it_was_printed() -> None:
    page = view(merged(FIRST, SECOND, OTHER), subject="a")
    assert page.texts("//x:p[@class='origin']") == ["原载第01版、第03版"]
    assert page.texts("//x:p[@class='jump']") == []


def test_parts_that_stay_apart_lead_to_each_other() -> None:
    issue = issue_of(FIRST, SECOND, OTHER, nav=Nav(jumps="apart"))
    assert view(issue, subject="a").texts("//x:p[@class='jump']") == ["下转第03版《一趟电车》"]
    assert view(issue, subject="b").values("//x:p[@class='jump']/x:a/@href") == ["a-a.xhtml"]
