# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules D, L, P, N and R: for each code an issue that has the fault and a near miss that has not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from epubgen.errors import Finding
from epubgen.linting import lint
from epubgen.model import (
    A11y,
    Article,
    Correction,
    Ids,
    Issue,
    Link,
    Page,
    Paragraph,
    Publication,
    Section,
    SectionName,
    Text,
)
from epubgen.model.values import SourceSpan
from epubgen.options import Options

DAY = date(2026, 4, 22)
PAPER = Publication(id="xi-daily", title="汐报", language="zh-Hans", kind="newspaper", frequency="daily")
SENTENCES = (
    "潮水退去以后，滩涂上只剩下几只白鹭。",
    "校车绕过新修的石桥，比往常早到了七分钟。",
    "老街的面馆今天重新开门，门口排起了长队。",
)


def _story(story_id: str, **fields: Any) -> Article:
    number = sum(story_id.encode()) % len(SENTENCES)
    words = f"{story_id}说：{SENTENCES[number]}"
    base = Article(id=story_id, title=(f"{story_id}的标题",), kind="brief", body=(Paragraph(text=(Text(words),)),))
    return replace(base, **fields)


def _issue(*stories: Article, paper: Publication = PAPER, **fields: Any) -> Issue:
    return replace(Issue(publication=paper, date=DAY, articles=stories or (_story("a"), _story("b"))), **fields)


def _codes(issue: Issue, **settings: Any) -> list[str]:
    return [found.key for found in lint(issue, None, Options(**settings))]


def _linked(href: str) -> Article:
    return _story("a", body=(Paragraph(text=(Text("见"), Link((Text("这里"),), href), Text("。"))),))


PAGES = (Page(number="01", articles=("a",)), Page(number="02", articles=("b",)))
TWO = (_story("a", page=("01",)), _story("b", page=("02",)))
NEWS, LOCAL = Section(id="yaowen", name="要闻"), Section(id="bendi", name="本地")


def test_a_plain_issue_is_clean() -> None:
    assert _codes(_issue()) == []


FAULTS: list[tuple[list[str], Callable[[], Issue]]] = [
    (["D02"], lambda: _issue(weekday="星期四")),
    (["D02"], lambda: _issue(weekday="周四")),
    (["D02"], lambda: _issue(weekday="木曜日")),
    (["D02"], lambda: _issue(weekday="목요일")),
    (["D02"], lambda: _issue(weekday="THURSDAY")),
    (["D03"], lambda: _issue(lunar="丙午年三月初七")),
    (["D05"], lambda: _issue(_story("a", date=date(2026, 4, 21)), _story("b", date=date(2026, 4, 21)), _story("c"))),
    (
        ["D05"],
        lambda: _issue(
            _story("a", date=date(2025, 1, 1)),
            _story("b", date=date(2025, 6, 1)),
            paper=replace(PAPER, frequency="monthly"),
        ),
    ),
    (["D08"], lambda: _issue(paper=replace(PAPER, ids=Ids(issn="1234-5678")))),
    (["D08.form"], lambda: _issue(paper=replace(PAPER, ids=Ids(eissn="1234")))),
    (["D09"], lambda: _issue(date_end=date(2026, 4, 21))),
    (["L01"], lambda: _issue(paper=replace(PAPER, language="zh"))),
    (["L01"], lambda: _issue(_story("a", lang="zh"))),
    (["P01"], lambda: _issue(*TWO, pages=PAGES, page_count=8)),
    (["P01.more"], lambda: _issue(*TWO, page_count=1)),
    (["P02.near"], lambda: _issue(TWO[0], _story("b", page=("2",)), pages=PAGES)),
    (["P02"], lambda: _issue(TWO[0], _story("b", page=("iv",)), pages=PAGES)),
    (["P02.section"], lambda: _issue(*TWO, pages=PAGES, sections=(replace(NEWS, articles=("a", "b"), pages=("iv",)),))),
    (["P03"], lambda: _issue(*TWO, pages=(*PAGES, Page(number="03")))),
    (["P04"], lambda: _issue(*TWO, pages=(*PAGES, Page(number="01")))),
    (["P05"], lambda: _issue(TWO[0], _story("b"))),
    (
        ["P06"],
        lambda: _issue(
            _story("a", page=("01",), section="本地"),
            _story("b", section="yaowen", page=("01",)),
            _story("c", section="本地", page=("02",)),
            sections=(NEWS, LOCAL),
            pages=(Page(number="01", section="要闻"), Page(number="02", section="bendi")),
        ),
    ),
    (
        ["P06"],
        lambda: _issue(
            _story("a", page=("01",), section="本地"),
            _story("b", page=("02",), section="本地"),
            pages=(Page(number="01", name="要闻"), Page(number="02", name="本地")),
        ),
    ),
    (["N01"], lambda: _issue(sections=(replace(NEWS, articles=("a",)),))),
    (["N01"], lambda: _issue(*TWO, _story("c", page=("02",)), pages=PAGES)),
    (["N02"], lambda: _issue(sections=(replace(NEWS, articles=("a", "b", "zzzz")),))),
    (["N02.near"], lambda: _issue(_story("bridge"), sections=(replace(NEWS, articles=("bridge", "bridgw")),))),
    (["N02"], lambda: _issue(headline_article="zzzz")),
    (["N02"], lambda: _issue(sections=(replace(NEWS, articles=("a", "b"), lead="zzzz"),))),
    (["N03"], lambda: _issue(sections=(replace(NEWS, articles=("a", "b", "a")),))),
    (["N03"], lambda: _issue(sections=(replace(NEWS, articles=("a", "b")), replace(LOCAL, articles=("c", "b"))), articles=(_story("a"), _story("b"), _story("c")))),
    (["N03"], lambda: _issue(*TWO, pages=(PAGES[0], Page(number="02", articles=("b", "a"))))),
    (["N04"], lambda: _issue(sections=(replace(NEWS, articles=("a", "b")), LOCAL))),
    (["N05"], lambda: _issue(_story("a", section="股市"), paper=replace(PAPER, sections=(SectionName(id="yaowen", name="要闻"),)))),
    (["N05.near"], lambda: _issue(_story("a", section="今日要闻"), paper=replace(PAPER, sections=(SectionName(id="yaowen", name="要闻"),)))),
    (["N05"], lambda: _issue(_story("a", section="bendi"), sections=(LOCAL,), paper=replace(PAPER, sections=(SectionName(id="yaowen", name="要闻"),)))),
    (["N06"], lambda: _issue(_linked("article:zzzz"))),
    (["N06.near"], lambda: _issue(_linked("article:bridgw"), _story("bridge"))),
    (["N06.place"], lambda: _issue(_linked("article:a#end"))),
    (["N06.address"], lambda: _issue(_linked("www.example.cn/a"))),
    (["N06"], lambda: _issue(_story("a", related=("zzzz",)))),
    (["N06"], lambda: _issue(_story("a", continues_on="zzzz"))),
    (["N06"], lambda: _issue(corrections=(Correction(body=_linked("article:zzzz").body),))),
    (["N07"], lambda: _issue(_story("a"), _story("a", title=("另一个",), body=_story("b").body))),
    (["N07.section"], lambda: _issue(sections=(replace(NEWS, articles=("a", "b")), replace(NEWS, name="要")))),
]  # fmt: skip


@pytest.mark.parametrize(("codes", "make"), FAULTS, ids=[codes[0] for codes, _ in FAULTS])
def test_a_fault_gives_its_code_alone(codes: list[str], make: Callable[[], Issue]) -> None:
    assert _codes(make()) == codes


NEAR_MISSES: list[tuple[str, Callable[[], Issue]]] = [
    ("D02", lambda: _issue(weekday="星期三")),
    ("D02", lambda: _issue(weekday="Wed")),
    ("D02", lambda: _issue(weekday="谷雨")),
    ("D02", lambda: _issue(weekday="星期四", date_end=date(2026, 4, 23))),
    ("D02", lambda: _issue(weekday="星期天", date=date(2026, 4, 26))),
    ("D03", lambda: _issue(lunar="（農曆三月初六）")),
    ("D03", lambda: _issue(lunar="auto")),
    ("D05", lambda: _issue(_story("a", date=date(2026, 4, 21)), _story("b"))),
    ("D05", lambda: _issue(_story("a", date=date(2026, 4, 2)), _story("b", date=date(2026, 4, 3)), paper=replace(PAPER, frequency="monthly"))),
    ("D05", lambda: _issue(_story("a", date=DAY), _story("b", date=date(2026, 4, 23)), date_end=date(2026, 4, 23))),
    ("D08", lambda: _issue(paper=replace(PAPER, ids=Ids(issn="1234-5679", eissn="ISSN 2434-561X")))),
    ("D09", lambda: _issue(date_end=date(2026, 4, 23))),
    ("L01", lambda: _issue(_story("a", lang="zh-Hant"))),
    ("P01", lambda: _issue(*TWO, pages=PAGES, page_count=2)),
    ("P01", lambda: _issue(page_count=8)),
    ("P01", lambda: _issue(*TWO, pages=PAGES, page_count=64, paper=replace(PAPER, kind="magazine"))),
    ("P02", lambda: _issue(*TWO)),
    ("P03", lambda: _issue(*TWO, pages=PAGES)),
    ("P03", lambda: _issue(*TWO, _story("c", draft=True), pages=(*PAGES, Page(number="03", articles=("c",))))),
    ("P05", lambda: _issue(_story("a"), _story("b"), pages=PAGES)),
    ("P06", lambda: _issue(*TWO, sections=(replace(NEWS, articles=("a", "b")),), pages=PAGES)),
    ("P06", lambda: _issue(_story("a", section="头条", page=("01",)), paper=replace(PAPER, sections=(SectionName(id="yaowen", name="要闻", aliases=("头条",)),)), sections=(NEWS,), pages=(Page(number="01", section="要闻"),))),
    ("N01", lambda: _issue(_story("a"), _story("b", section="本地"), sections=(replace(NEWS, articles=("a",)), LOCAL))),
    ("N02", lambda: _issue(_story("a"), _story("b", draft=True), sections=(replace(NEWS, articles=("a", "b")),))),
    ("N03", lambda: _issue(_story("a", page=("01", "02")), _story("b", page=("02",)), pages=(PAGES[0], Page(number="02", articles=("b", "a"))))),
    ("N03", lambda: _issue(*TWO, sections=(replace(NEWS, articles=("a", "b")),), pages=PAGES)),
    ("N05", lambda: _issue(_story("a", section="随便"))),
    ("N05", lambda: _issue(_story("a", section="头条"), paper=replace(PAPER, sections=(SectionName(id="yaowen", name="要闻", aliases=("头条",)),)))),
    ("N06", lambda: _issue(_linked("article:b"), _story("b"))),
    ("N06", lambda: _issue(_linked("https://example.org/a.md"))),
    ("N06", lambda: _issue(_linked("mailto:a@example.org"))),
    ("N06", lambda: _issue(_story("a", related=("b",)), _story("b", draft=True))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "make"), NEAR_MISSES, ids=[code for code, _ in NEAR_MISSES])
def test_a_near_miss_is_clean(code: str, make: Callable[[], Issue]) -> None:
    assert _codes(make()) == [], code


def test_a_left_out_story_is_known_but_not_read() -> None:
    faulty = _story("b", related=("zzzz",))
    sections = (replace(NEWS, articles=("a", "b")),)
    assert _codes(_issue(_story("a"), faulty, sections=sections), leave_out=("b",)) == []
    assert _codes(_issue(_story("a", related=("b",)), sections=sections), leave_out=("b",)) == []


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar(day: date) -> None:
    assert _codes(_issue(date=day, date_end=day, lunar="auto")) == []


NOW = datetime(2026, 4, 22, 0, 0, tzinfo=UTC)
LATER = datetime(2026, 4, 22, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("codes", "story", "now"),
    [
        (["R01"], {"embargo_until": LATER}, NOW),
        ([], {"embargo_until": LATER}, LATER),
        ([], {"embargo_until": LATER}, None),
        (["R01"], {"embargo_until": LATER.replace(tzinfo=None)}, NOW),
        (["R02"], {"expires": date(2026, 4, 21)}, NOW),
        ([], {"expires": DAY}, NOW),
        ([], {"expires": date(2026, 4, 21)}, None),
    ],
)
def test_release(codes: list[str], story: dict[str, Any], now: datetime | None) -> None:
    assert _codes(_issue(_story("a", **story)), now=now) == codes


def test_embargo_of_the_issue() -> None:
    assert _codes(_issue(embargo_until=LATER), now=NOW) == ["R01.issue"]


@pytest.mark.parametrize(
    ("claim", "certifier", "codes"),
    [
        ("EPUB Accessibility 1.1 - WCAG 2.1 Level AA", "海滨日报社", []),
        ("EPUB Accessibility 1.1 - WCAG 2.1 Level AA", "", ["R04.certifier"]),
        ("WCAG 2.1 AA", "海滨日报社", ["R04"]),
        ("", "", []),
    ],
)
def test_a_claim_of_accessibility_is_whole(claim: str, certifier: str, codes: list[str]) -> None:
    issue = _issue()
    paper = replace(issue.publication, a11y=A11y(conforms_to=claim, certifier=certifier))
    assert _codes(replace(issue, publication=paper)) == codes


def test_a_finding_says_where_and_what_to_type() -> None:
    at = SourceSpan("issue.yaml", 1, (("weekday", 4, 10),))
    found: Finding = lint(_issue(weekday="星期四", at=at), None, Options())[0]
    assert found.text("zh") == (
        "issue.yaml:4:10: D02 星期写的是“星期四”，与 2026-04-22 不符 (weekday)\n  提示: 写 星期三 或 auto；若星期没错，请改日期"
    )


def test_a_finding_without_a_file_names_the_story() -> None:
    found = lint(_issue(_story("a", related=("zzzz",))), None, Options())[0]
    assert found.field == "articles[a].related[0]"
