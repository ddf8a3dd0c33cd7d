# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands around the stories: bars, indexes, facsimiles, free pages, imprint; labels of the contents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from epubgen.epub.edition import authors, columns
from epubgen.images.uses import facsimile, uses
from epubgen.languages.tags import LANGUAGES
from epubgen.model import (
    Column,
    Correction,
    Credit,
    FreePage,
    Nav,
    Page,
    Photo,
    Poem,
    PullQuote,
    Revision,
    Section,
    Table,
    Text,
    Withdrawn,
)
from epubgen.transforms.reading_time import measure, minutes
from tests.unit.pages_sample import NAMES, PAPER, edition_of, issue_of, said, story, view

TWO = (story("a"), story("b", page=("02",)))


@pytest.mark.parametrize(
    ("bars", "shown"),
    [
        ("auto", ["bar bar-end"]),
        ("both", ["bar bar-top", "bar bar-end"]),
        ("top", ["bar bar-top"]),
        ("bottom", ["bar bar-end"]),
        ("none", []),
    ],
)
def test_bars_stand_where_they_are_wanted(bars: str, shown: list[str]) -> None:
    nav = Nav(bars=bars)  # type: ignore[arg-type]
    for issue in (issue_of(*TWO, nav=nav), issue_of(*TWO, publication=replace(PAPER, nav=nav))):
        assert view(issue, subject="a").values("//x:nav/@class") == shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_has_four_ways_in_every_language(language: str) -> None:
    stories = (story("a"), story("b"), story("c"))
    page = view(issue_of(*stories, publication=replace(PAPER, language=language)), subject="b")
    ways = page.values("//x:nav[contains(@class,'bar-end')]/x:p/x:a/@class")
    assert ways == ["to-previous", "to-section", "to-contents", "to-next"]
    targets = ["a-a.xhtml", "s01.xhtml", "contents.xhtml", "a-c.xhtml"]
    assert page.values("//x:nav[contains(@class,'bar-end')]/x:p/x:a/@href") == targets
    assert all(page.texts("//x:nav/x:p/x:a"))


@pytest.mark.parametrize(
    ("group_by", "labels"),
    [
        ("section", ["要闻", "副刊"]),
        ("page", ["第01版 要闻", "第02版 副刊"]),
        ("page+section", ["01 要闻", "02 副刊"]),
    ],
)
def test_the_first_level_of_the_contents(group_by: str, labels: list[str]) -> None:
    edition = edition_of(issue_of(*TWO, nav=Nav(group_by=group_by, fronts="all")))  # type: ignore[arg-type]
    assert [item.label for item in edition.toc if item.children] == labels


def test_sections_over_several_pages_are_pages_where_these_are_wanted() -> None:
    sections = (Section(id="x", name="专题", articles=("b", "a"), pages=("01", "02")),)
    issue = issue_of(*TWO, sections=sections)
    both = edition_of(replace(issue, nav=Nav(group_by="page+section", fronts="all")))
    assert [(i.label, len(i.children)) for i in both.toc if i.children] == [("01–02 专题", 2)]
    pages = edition_of(replace(issue, nav=Nav(group_by="page", fronts="all")))
    assert [(i.label, len(i.children)) for i in pages.toc if i.children] == [("第01版 要闻", 1), ("第02版 副刊", 1)]


def test_an_index_of_columns_comes_from_four_on_in_the_order_of_the_paper() -> None:
    paper = replace(PAPER, columns=(Column(name="丁"), Column(name="甲")))
    stories = tuple(story(f"s{n}", column=name) for n, name in enumerate("甲乙丙丁"))
    issue = issue_of(*stories, publication=paper)
    assert [name for name, _ in columns(issue)] == ["丁", "甲", "乙", "丙"]
    assert view(issue, "columns").values("//x:li//x:a/@href")[0] == "a-s3.xhtml"
    assert columns(replace(issue, articles=stories[1:])) == ()
    assert columns(replace(issue, nav=Nav(columns=False))) == ()


def test_an_index_of_authors_comes_when_it_is_wanted_and_helps() -> None:
    people = [(Credit(name=name, role="reporter"), Credit(name="新华社", role="agency")) for name in "辛庚己戊丁丙乙甲"]
    issue = issue_of(*(story(f"s{n}", authors=who) for n, who in enumerate(people)), nav=Nav(authors=True))
    assert [name for name, _ in authors(issue)] == sorted("辛庚己戊丁丙乙甲")
    assert "authors" in [d.kind for d in edition_of(issue).documents]
    assert authors(replace(issue, nav=Nav())) == ()
    assert authors(replace(issue, articles=issue.articles[1:])) == ()


PRINTED = (Page(number="01", name="要闻", facsimile="pages/01.jpg"), Page(number="02", name="副刊"))


def test_a_facsimile_stands_after_the_front_of_its_section_and_leads_to_its_stories() -> None:
    issue = issue_of(story("a"), story("b", page=("02", "01")), pages=PRINTED, nav=Nav(facsimiles=True))
    edition = edition_of(issue)
    assert [d.kind for d in edition.documents][2:5] == ["section", "facsimile", "article"]
    page = view(issue, "facsimile", photos=[facsimile(PRINTED[0])])
    assert page.text("//x:h1") == "第01版 版面图"
    assert page.values("//x:img/@src") == ["../photos/p0.jpg"]
    assert page.values("//x:li//x:a/@href") == ["a-a.xhtml", "a-b.xhtml"]
    assert page.values("//x:nav//x:a/@class") == ["to-section", "to-contents"]
    assert next(p.href for p in edition.page_list) == "text/s01.xhtml#page-01"  # the text, not the picture
    assert [use.photo.file for use in uses(issue)] == ["pages/01.jpg"]


def test_facsimiles_are_shown_only_when_they_are_wanted() -> None:
    issue = issue_of(*TWO, pages=PRINTED)
    assert "facsimile" not in [d.kind for d in edition_of(issue).documents]
    assert list(uses(issue)) == []


def test_free_pages_stand_in_front_and_at_the_back() -> None:
    free = (
        FreePage(title="读者服务", body=(said("订报电话。"),)),
        FreePage(title="启告", place="front", body=(said("改版。"),)),
        FreePage(title="空", place="front"),
    )
    issue = issue_of(*TWO, publication=replace(PAPER, free_pages=free))
    edition = edition_of(issue)
    assert [d.title for d in edition.documents if d.kind == "free"] == ["启告", "读者服务"]
    assert [d.kind for d in edition.documents][:3] == ["masthead", "contents", "free"]
    assert [d.kind for d in edition.documents][-2:] == ["free", "imprint"]
    assert view(issue, "free", "0").texts("//x:h1 | //x:p") == ["读者服务", "订报电话。"]


def test_the_imprint_has_rights_of_photos_and_revisions() -> None:
    photos = [Photo(file=f"{n}.jpg", credit=(Credit(name=n),), rights=r) for n, r in (("甲", ""), ("甲", "图虫授权"))]
    photos[1] = replace(photos[1], file="b.jpg")
    lines = (Revision(text="更正头条人名。", date=date(2026, 4, 18)), Revision(text="补图。"))
    issue = issue_of(story("a", photos=tuple(photos)), revisions=lines)
    page = view(issue, "imprint", photos=photos)
    texts = page.texts("//x:section[@class='imprint-group']/x:h2 | //x:section[@class='imprint-group']/x:p")
    wanted = ["图片版权", "甲", "图虫授权", "修订", "2026年4月18日： 更正头条人名。", "2026年4月17日： 补图。"]
    assert [t for t in texts if t.replace("：", "： ").replace("  ", " ") in wanted or t in wanted] == texts[-6:]
    assert len(texts[-6:]) == 6


@pytest.mark.parametrize(
    ("named", "day", "linked"),
    [("a", None, True), ("甲 题", None, True), ("甲题", date(2026, 4, 17), True), ("甲题", date(2026, 4, 15), False),
     ("别题", None, False)],
)  # fmt: skip
def test_a_correction_links_to_a_story_of_the_same_issue_only(named: str, day: date | None, linked: bool) -> None:
    line = Correction(article=named, issue_date=day, body=(said("应为乙。"),))
    page = view(issue_of(story("a", title=("甲题",)), corrections=(line,)), "corrections")
    assert page.values("//x:p[@class='cited']/x:a/@href") == (["a-a.xhtml"] if linked else [])


def test_a_corrected_story_says_so() -> None:
    issue = issue_of(story("a"), story("b", kind="correction", title=("更正",), correction_of="a"))
    assert view(issue, subject="a").texts("//x:nav[@class='related']/*") == ["更正见", "更正"]
    assert view(issue, subject="b").values("//x:nav[@class='related']//x:a/@href") == ["a-a.xhtml"]


def test_a_withdrawn_story_is_announced_as_such() -> None:
    gone = story("b", withdrawn=Withdrawn(date=date(2026, 4, 17), reason="图片有误。"), summary="摘要。")
    page = view(issue_of(story("a", related=("b",)), gone), "contents")
    assert page.texts("//x:li[2]/*") == ["标题", "第01版 已撤回"]
    assert view(issue_of(story("a", related=("b",)), gone)).values("//x:nav[@class='related']//x:a/@href") == [
        "a-b.xhtml"
    ]


def test_pictures_and_pages_are_told_in_the_contents() -> None:
    photos = [Photo(file="1.jpg"), Photo(file="2.jpg"), Photo(file="lost.jpg")]
    issue = issue_of(story("a", lead_photo=photos[0], photos=tuple(photos), page=("01", "02")))
    shown = view(replace(issue, nav=Nav(minutes=True, photo_marks=True)), "contents", photos=photos[:2])
    assert shown.text("//x:p[@class='facts']") == "第01版、第02版 约1分钟 2图"
    assert view(issue, "contents", photos=photos[:2]).text("//x:p[@class='facts']") == "第01版、第02版"


@pytest.mark.parametrize(
    ("text", "language", "taken"),
    [("字" * 400, "zh-Hans", 1), ("字" * 1000, "zh-Hant-TW", 2), ("字" * 1000, "ja", 2), ("word " * 460, "en", 2),
     ("가" * 1500, "ko", 3), ("", "zh", 0), ("短", "zh", 1)],
)  # fmt: skip
def test_minutes_of_reading(text: str, language: str, taken: int) -> None:
    assert minutes(story(body=(said(text),)), language) == taken


def test_what_is_read_is_counted_once() -> None:
    body = (said("正文四字"), PullQuote(text=(Text("正文"),)), Poem(stanzas=(((Text("一行"),), (Text("two words"),)),)))
    assert measure(story(body=(*body, Table(rows=(((Text("格"),),),))))) == (7, 2)


@pytest.mark.parametrize(
    ("credit", "line"),
    [
        ((Credit(name="霍青摄"),), "霍青"),
        ((Credit(name="资料图片"),), "资料图片"),
        ((Credit(name="Photograph by Mei Carrow"),), "Mei Carrow"),
        (
            (Credit(name="霍青", role="photographer"), Credit(name="范一粟", role="illustrator")),
            "摄影：霍青 绘图：范一粟",
        ),
    ],
)
def test_the_imprint_says_whom_a_picture_is_from(credit: tuple[Credit, ...], line: str) -> None:
    photo = Photo(file="a.jpg", credit=credit)
    page = view(issue_of(story("a", photos=(photo,))), "imprint", photos=[photo])
    assert page.texts("//x:section[x:h2='图片版权']/x:p")[0].replace("　", " ") == line


@pytest.mark.parametrize("mode", ["horizontal", "vertical"])
def test_every_row_of_links_says_that_it_is_one(mode: str) -> None:
    """What extractors of text and read-aloud leave out: the headlines elsewhere than over their stories, and the bars."""
    pages = (Page(number="01", facsimile="p.jpg"), Page(number="02"))
    stories = (story("a", related=("b",), priority="lead"), story("b"), story("c", page=("02",)))
    issue = issue_of(*stories, pages=pages, nav=Nav(facsimiles=True))
    for kind in ("masthead", "contents", "section", "facsimile", "article"):
        page = view(issue, kind, photos=[facsimile(issue.pages[0])], mode=mode)
        ways = page.root.xpath("//x:nav", namespaces=NAMES)
        assert ways, kind
        assert all(nav.get("aria-label") and nav.get("role") in ("navigation", "doc-toc") for nav in ways)
        lists = "//x:a[substring(@href, string-length(@href) - 5) = '.xhtml'][not(ancestor::x:nav)]"
        assert page.texts(lists) == [], kind
    assert [nav.get("class") for nav in ways] == ["related", "bar bar-end"]
