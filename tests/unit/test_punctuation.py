# SPDX-License-Identifier: AGPL-3.0-or-later
"""Punctuation after Han becomes full-width; what is no Chinese text stays."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from epubgen.model import (
    Article,
    CodeSpan,
    Image,
    Inlines,
    Issue,
    LangStr,
    Link,
    Paragraph,
    Photo,
    Poem,
    Publication,
    Strong,
    Text,
)
from epubgen.typesetting import normalise, normalise_issue
from epubgen.typesetting.punctuation import PrintedTexts


@pytest.mark.parametrize(
    ("text", "wanted", "counts"),
    [
        ("天晴,出门", "天晴，出门", {"comma": 1}),
        ("他说:“好”", "他说：“好”", {"colon": 1}),
        ("甲;乙", "甲；乙", {"semicolon": 1}),
        ("好吗?好!", "好吗？好！", {"question": 1, "exclamation": 1}),
        ("真的?!", "真的？！", {"question": 1, "exclamation": 1}),
        ("“好”,他说", "“好”，他说", {"comma": 1}),
        ("《书》,很好", "《书》，很好", {"comma": 1}),
        ("かな,です", "かな，です", {"comma": 1}),
        ("他说: 好", "他说：好", {"colon": 1}),
        ("共识(2025)一书", "共识（2025）一书", {"parentheses": 1}),
        ("2026(第三届)", "2026（第三届）", {"parentheses": 1}),
        ("甲(乙(丙)丁)", "甲（乙（丙）丁）", {"parentheses": 2}),
        ("是--吗", "是——吗", {"dash": 1}),
        ("是――吗", "是——吗", {"dash": 1}),
        ("等等...", "等等……", {"ellipsis": 1}),
        ("等等。。。", "等等……", {"ellipsis": 1}),
        ("等等…", "等等……", {"ellipsis": 1}),
        ("气温25℃,有风", "气温25℃，有风", {"comma": 1}),
    ],
)
def test_turned(text: str, wanted: str, counts: dict[str, int]) -> None:
    assert normalise(text) == (wanted, tuple(sorted(counts.items())))


@pytest.mark.parametrize(
    "text",
    [
        "一句。",
        "他“说”了",
        '他"说"了',
        "甲—乙",
        "甲——乙",
        "等等……",
        "1.8万",
        "1,234元",
        "8:30出发",
        "比分3:2领先",
        "见https://a.example/?a,b:c",
        "http://www.a.example:80/x,y",
        "cj,rb@a.example",
        "电话2881100,2881101",
        "Hello, world: yes; no? ok!",
        "a (b) c",
        "A,B",
        "e.g. this, that",
        "x--y",
        "Wait... what",
        "(只有左括号",
    ],
)
def test_left_alone(text: str) -> None:
    assert normalise(text) == (text, ())


def test_the_text_before_counts() -> None:
    assert normalise(",好", before="天")[0] == "，好"
    assert normalise(",好", before="x")[0] == ",好"


def test_turning_twice_is_turning_once() -> None:
    once, _ = normalise("甲,乙:丙(丁)...戊--己")
    assert normalise(once) == (once, ())


def test_runs() -> None:
    runs: Inlines = (
        Text("天"),
        Strong((Text("晴"),)),
        Text(",出"),
        CodeSpan("甲,乙"),
        Link((Text("门,口"),), "https://a.example/甲,"),
    )
    counts: Counter[str] = Counter()
    made, _ = PrintedTexts(counts).runs(runs)
    assert made == (
        Text("天"),
        Strong((Text("晴"),)),
        Text("，出"),
        CodeSpan("甲,乙"),
        Link((Text("门，口"),), "https://a.example/甲,"),
    )
    assert counts == {"comma": 2}


def test_an_issue_without_its_masthead() -> None:
    story = Article(
        id="a",
        title=(LangStr("天,地", "zh-Hans"),),
        byline="记者甲报道:",
        column="甲,乙",
        lead_photo=Photo(file="甲,乙.jpg", caption="图,文"),
        body=(
            Paragraph(text=(Text("你,我"),)),
            Poem(stanzas=(((Text("山,"),), (Text("水,"),)),)),
            Image(photo=Photo(file="b.jpg", caption="雨,雪")),
        ),
    )
    paper = Publication(id="p", title="报,纸", language="zh-Hans", ears=("天气:晴",))
    issue = Issue(
        publication=paper, date=date(2026, 4, 22), articles=(story,), notices=(Paragraph(text=(Text("甲:乙"),)),)
    )
    made, counts = normalise_issue(issue)
    new = made.articles[0]
    assert made.publication == paper
    assert new.title == ("天，地",)
    assert new.title[0].lang == "zh-Hans"  # type: ignore[attr-defined]
    assert new.byline == "记者甲报道："
    assert new.column == "甲,乙"
    assert new.lead_photo == Photo(file="甲,乙.jpg", caption="图，文")
    assert new.body[0] == Paragraph(text=(Text("你，我"),))
    assert dict(counts) == {"comma": 6, "colon": 2}
    assert replace(issue, articles=(), notices=()) == replace(made, articles=(), notices=())
