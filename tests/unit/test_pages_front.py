# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages around the stories: masthead, contents, section fronts, corrections, notices, imprint."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from epubgen.epub.pages import page_part
from epubgen.model import Contact, Correction, Credit, Ids, Issue, Numbering, Page, Photo, Publication, Rights, Section
from tests.unit.pages_sample import PAPER, View, edition_of, issue_of, media, said, story, view

FULL = replace(
    PAPER,
    title_latin="XIAO BAO",
    frequency="daily",
    authority="报业中心",
    sponsor="小报社",
    publisher="小报社",
    ids=Ids(cn="99-0017", issn="9999-0415", custom={"馆藏号": "7"}),
    postal_code="99-17",
    price="2.00元",
    motto="记人间",
    founded="1956年",
    ears=("客户端", "明日晴"),
    contacts=(
        Contact(kind="website", value="https://paper.example/"),
        Contact(kind="email", value="news@paper.example"),
        Contact(kind="hotline", value="0499-555 0117", label="新闻热线"),
        Contact(kind="address", value="灯塔路28号"),
    ),
    rights=Rights(holder="小报社", notice="不得转载。", license="CC BY 4.0", tdm="reserved"),
)


def full_issue() -> Issue:
    stories = (
        story("a", title=("头条", "第二行"), kicker=("肩题",), deck=("副题",), priority="lead", summary="头条摘要。"),
        story("b", title=("其次",), summary="其次摘要。", authors=(Credit(name="张三", role="reporter"),)),
        story("c", title=("简讯",), priority="brief", deck=("不印",)),
        story("d", title=("副刊头条",), page=("02",), column="灯下"),
        story("e", title=("不列",), page=("02",), toc=False),
    )
    editors = (Credit(name="孟棠", role="editor"), Credit(name="石砚", role="layout"))
    return issue_of(
        *stories,
        publication=FULL,
        numbering=Numbering(total="24713"),
        weekday="auto",
        lunar="auto",
        page_count=8,
        special="特刊",
        pages=(Page(number="01", name="要闻", editors=editors), Page(number="02", name="副刊")),
        credits=(Credit(name="闻秋实", printed_role="值班总编辑"),),
        corrections=(Correction(body=(said("应为一千二百亩。"),), issue_date=date(2026, 4, 15), article="春茶"),),
        notices=(said("停刊一日。"),),
        back_matter=("notices", "imprint"),
    )


def test_the_masthead_says_everything_that_a_newspaper_head_says() -> None:
    page = view(full_issue(), "masthead")
    assert page.text("//x:h1") == "小报"
    assert page.texts("//x:p[@class='ears']/x:span") == ["客户端", "明日晴"]
    assert page.texts("//x:p[@class='latin' or @class='motto']") == ["XIAO BAO", "记人间"]
    rows = dict(
        zip(page.values("//x:div[@class='folio']/x:p/@class"), page.texts("//x:div[@class='folio']/x:p"), strict=True)
    )
    assert rows == {
        "date": "2026年4月17日 星期五 农历丙午年三月初一",
        "numbers": "总第24713期 特刊 今日8版",
        "codes": "CN 99-0017 ISSN 9999-0415 邮发代号 99-17 2.00元",
        "bodies": "主管：报业中心 主办：小报社 出版：小报社",
        "reach": "网址：paper.example 新闻热线：0499-555 0117",
    }


def test_a_poor_masthead_has_no_empty_lines() -> None:
    page = view(issue_of(weekday=""), "masthead")
    assert page.texts("//x:div[@class='folio']/x:p") == ["2026年4月17日"]
    assert page.values("//x:header/*/@class") == ["nameplate"]
    assert "" not in page.texts("//x:p")


def test_the_lead_story_of_the_day_and_the_heads_of_sections_stand_under_the_masthead() -> None:
    page = view(full_issue(), "masthead")
    assert page.texts("//x:div[@class='lead-story']/*") == ["肩题", "头条第二行", "副题"]
    assert page.texts("//x:ul[@class='stories']/x:li") == ["副刊头条 第02版"]
    assert page.values("//x:nav[@class='front']//x:a/@href") == ["a-a.xhtml", "a-d.xhtml"]


def test_the_headline_article_leads() -> None:
    page = view(replace(full_issue(), headline_article="d"), "masthead")
    assert page.text("//x:h2") == "副刊头条"


NAMEPLATE = Photo(file="assets/nameplate.png", alt="小报报头")


def test_a_nameplate_is_a_picture_in_the_heading() -> None:
    issue = issue_of(publication=replace(PAPER, nameplate=NAMEPLATE))
    page = view(issue, "masthead", photos=[NAMEPLATE])
    assert page.values("//x:h1/x:img/@src | //x:h1/x:img/@alt") == ["../photos/p0.jpg", "小报报头"]


@pytest.mark.parametrize(("tone", "marked"), [("white", ["light-ground"]), ("black", [])])
def test_a_nameplate_says_that_its_ground_is_light(tone: str, marked: list[str]) -> None:
    out = BytesIO()
    Image.new("L", (600, 150), tone).save(out, "PNG")
    edition = edition_of(issue_of(publication=replace(PAPER, nameplate=NAMEPLATE)))
    held = media(NAMEPLATE)
    drawn = replace(held.pictures[0], data=out.getvalue())
    held = replace(held, pictures=(drawn,), by_key=dict.fromkeys(held.by_key, drawn))
    head = next(document for document in edition.documents if document.kind == "masthead")
    assert View(page_part(edition, held, head)).values("//x:h1/x:img/@class") == marked


def test_a_wide_nameplate_gives_way_to_type_in_vertical_lines() -> None:
    issue = issue_of(publication=replace(PAPER, nameplate=NAMEPLATE))
    page = view(issue, "masthead", photos=[NAMEPLATE], mode="vertical-rl")
    assert page.text("//x:h1") == "小报"


def test_a_missing_nameplate_gives_way_to_type() -> None:
    assert view(issue_of(publication=replace(PAPER, nameplate=NAMEPLATE)), "masthead").text("//x:h1") == "小报"


def test_contents_list_every_story_that_is_listed_under_its_section() -> None:
    page = view(full_issue(), "contents")
    assert page.text("//x:h1") == "本期导读"
    assert page.texts("//x:h2") == ["头条 第二行", "要闻", "副刊"]  # what leads stands first and is not said again
    assert page.values("//x:h2[@class='contents-section']/x:a/@href") == ["s01.xhtml", "s02.xhtml"]
    assert page.texts("//x:p[@class='teaser-title']") == ["其次", "简讯", "副刊头条"]
    facts = ["第01版", "记者 张三 第01版", "第01版", "灯下 第02版"]
    assert page.texts("//x:p[@class='facts']") == facts
    assert page.texts("//x:p[@class='digest']") == ["头条摘要。", "其次摘要。"]
    assert page.texts("//x:ul[@class='stories matter']/x:li") == ["更正", "启事", "版权信息", "报头"]
    assert not any("#" in href for href in page.values("//x:a/@href"))


def test_a_section_front_has_its_pages_editors_and_stories() -> None:
    page = view(full_issue(), "section")
    assert page.text("//x:h1") == "要闻"
    assert page.texts("//x:p[@class='section-page']") == ["第01版 责任编辑：孟棠 版式：石砚"]
    assert page.values("//x:ul/x:li/@class") == ["teaser lead", "teaser", "teaser brief"]
    assert page.texts("//x:li[1]/*") == ["肩题", "头条 第二行", "头条摘要。", "第01版"]
    assert page.texts("//x:li[3]/*") == ["简讯", "第01版"]


def test_a_section_shows_its_picture() -> None:
    image = Photo(file="s.jpg", alt="图")
    issue = issue_of(story(section="x"), sections=(Section(id="x", name="专题", image=image),), pages=())
    assert view(issue, "section", photos=[image]).values("//x:section//x:img/@src") == ["../photos/p0.jpg"]


def test_sections_lead_to_each_other_and_to_the_contents() -> None:
    assert view(full_issue(), "section", "page-02").texts("//x:nav[contains(@class,'bar')]//x:a") == [
        "上一版块",
        "总目录",
    ]


def test_only_the_long_name_of_a_section_may_break_in_the_row_of_sections() -> None:
    names = ("要闻", "07 副刊", "长得在小屏幕上一行放不下的版块名称")
    sections = tuple(Section(id=f"x{number}", name=name) for number, name in enumerate(names))
    stories = [story(f"s{number}", section=section.id) for number, section in enumerate(sections)]
    page = view(issue_of(*stories, sections=sections, pages=()), "contents")
    assert page.texts("//x:nav[contains(@class,'leaps')]//x:a[not(@class)]") == list(names[:2])
    assert page.texts("//x:nav[contains(@class,'leaps')]//x:a[@class='long']") == [names[2]]


def test_corrections_cite_the_original_without_a_link() -> None:
    page = view(full_issue(), "corrections")
    assert page.text("//x:p[@class='cited']") == "2026年4月15日《春茶》"
    assert page.texts("//x:div[@class='correction']/x:p[@class='para']") == ["应为一千二百亩。"]
    assert page.values("//x:a[not(ancestor::x:nav)]/@href") == []
    assert page.values("//x:nav[@class='bar bar-end']//x:a/@href") == ["contents.xhtml"]


def test_notices_have_a_page() -> None:
    page = view(full_issue(), "notices")
    assert page.texts("//x:h1 | //x:p") == ["启事", "停刊一日。"]


def test_the_imprint_has_everything_the_publication_says() -> None:
    lines = view(full_issue(), "imprint").texts("//x:p[@class='imprint-line']")
    for said_there in (
        "主管： 报业中心",
        "创刊： 1956年",
        "国内统一连续出版物号 CN 99-0017",
        "馆藏号： 7",
        "值班总编辑：闻秋实",
        "第01版 要闻： 责任编辑：孟棠 版式：石砚",
        "© 2026 小报社",
        "不得转载。",
        "许可协议： CC BY 4.0",
        "保留文本与数据挖掘的权利。",
        "社址： 灯塔路28号",
    ):
        assert said_there in lines


def test_only_what_can_be_followed_is_a_link() -> None:
    links = view(full_issue(), "imprint").values("//x:a/@href")
    assert links == ["https://paper.example/", "mailto:news@paper.example", "tel:0499-5550117"]


@pytest.mark.parametrize("value", ["paper.example", "https://a b", "热线（白天）"])
def test_a_contact_that_is_no_address_stays_text(value: str) -> None:
    kind = "hotline" if "热线" in value else "website"
    paper = replace(PAPER, contacts=(Contact(kind=kind, value=value),))  # type: ignore[arg-type]
    assert view(issue_of(publication=paper), "imprint").values("//x:a/@href") == []


@pytest.mark.parametrize(
    ("language", "title"),
    [("zh-Hant-TW", "本期導讀"), ("ja", "今号の紙面"), ("ko", "이번 호 차례"), ("en-GB", "In this issue")],
)
def test_the_paper_speaks_its_language(language: str, title: str) -> None:
    paper = Publication(id="p", title="P", language=language)
    page = view(issue_of(publication=paper), "contents")
    assert page.text("//x:h1") == title
    assert page.root.get("lang") == language
