# SPDX-License-Identifier: AGPL-3.0-or-later
"""Advertisements go unless they are asked for, and each is counted."""

import io
from collections.abc import Callable

import epubgen
from epubgen.model import QA, Ad, Article, Box, Issue, Paragraph, Text, Turn
from epubgen.transforms.removals import without_ads

WORDS = Paragraph(text=(Text("潮水退去。"),))
AD = Ad(body=(Paragraph(text=(Text("招收学徒。"),)),), advertiser="鲸舟船厂")


def test_stories_and_blocks_of_advertisers_go(
    make_issue: Callable[..., Issue], make_story: Callable[..., Article]
) -> None:
    stories = (
        make_story("a", body=(WORDS, AD)),
        make_story("b", kind="ad"),
        make_story("c", body=(Box(body=(WORDS, AD)), QA(turns=(Turn(who="问", text=(WORDS, AD)),)))),
        make_story("d", body=(AD,)),
        make_story("e"),
    )
    issue, gone = without_ads(make_issue(*stories))
    assert [story.id for story in issue.articles] == ["a", "c", "e"]
    assert issue.articles[0].body == (WORDS,)
    assert issue.articles[1].body == (Box(body=(WORDS,)), QA(turns=(Turn(who="问", text=(WORDS,)),)))
    assert issue.articles[2] is not None
    assert [(f.code, f.field, dict(f.args)["name"]) for f in gone] == [
        ("A11", "a", "鲸舟船厂"), ("A11", "b", "标题b"), ("A11", "c", "鲸舟船厂"), ("A11", "c", "鲸舟船厂"),
        ("A11", "d", "标题d"),
    ]  # fmt: skip


def test_a_build_leaves_them_out_unless_asked(
    make_issue: Callable[..., Issue], make_story: Callable[..., Article]
) -> None:
    issue = make_issue(make_story("a"), make_story("b", kind="ad"))
    assert epubgen.build(issue, io.BytesIO()).stories == 1
    kept = epubgen.build(issue, io.BytesIO(), keep_ads=True)
    assert kept.stories == 2
    assert not [f for f in kept.report.findings if f.code == "A11"]
