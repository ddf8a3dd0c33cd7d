# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of a story: header, opening, photos, closing lines, ways on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from epubgen.model import (
    Box,
    Column,
    Credit,
    Dateline,
    Footnote,
    Image,
    LangStr,
    MarkedStr,
    Nav,
    NoteRef,
    PageBreak,
    Paragraph,
    Photo,
    Ruby,
    Source,
    Text,
    Withdrawn,
)
from tests.unit.pages_sample import PAPER, issue_of, said, story, view

HEAD = "//x:article/x:header[@class='story-head']"
PHOTO = Photo(file="photos/a.jpg", caption="说明", alt="图")
OTHER = Photo(file="photos/b.jpg", caption="又一张", alt="图")


def test_a_header_has_its_parts_in_the_order_of_the_paper() -> None:
    full = story(
        column="民生",
        kicker=("肩题",),
        title=("主题",),
        deck=("副题",),
        authors=(Credit(name="张三", role="reporter"),),
    )
    page = view(issue_of(full))
    assert page.values(f"{HEAD}/*/@class") == ["column", "kicker", "headline", "deck", "byline"]
    assert page.texts(f"{HEAD}/*") == ["民生", "肩题", "主题", "副题", "记者 张三"]
    assert page.values(f"{HEAD}/x:p[@role]/@class") == ["deck"]
    assert page.values(f"{HEAD}/x:p/@role") == ["doc-subtitle"]


def test_a_header_needs_nothing_but_a_headline() -> None:
    assert view(issue_of()).values(f"{HEAD}/*/@class") == ["headline"]


def test_print_lines_are_spans_with_breaks_between_and_one_line_is_plain() -> None:
    page = view(issue_of(story(title=("第一行", "第二行"), deck=("一行",))))
    assert page.values(f"{HEAD}/x:h1/*/@class") == ["line", "line"]
    assert len(page.texts(f"{HEAD}/x:h1/x:br")) == 1
    assert page.texts(f"{HEAD}/x:p[@class='deck']/*") == []


def test_a_column_brings_its_rubric() -> None:
    paper = replace(PAPER, columns=(Column(name="民生", rubric="记者在现场"),))
    page = view(issue_of(story(column="民生"), publication=paper))
    assert page.text("//x:span[@class='rubric']") == "记者在现场"


def test_a_headline_in_another_language_says_so() -> None:
    page = view(issue_of(story(title=(LangStr("Bonjour", "fr"),))))
    assert page.values("//x:h1//x:span/@lang") == ["fr"]


@pytest.mark.parametrize(
    ("line", "opening"),
    [
        (Dateline(label="本报讯"), "本报讯"),
        (Dateline(agency="新华社", place="北京", date="4月3日"), "新华社北京4月3日电"),
        (Dateline(label="本报北京讯", place="北京"), "本报北京讯"),
        (Dateline(label="本报讯", place="北京"), "本报讯 北京"),
    ],
)
def test_the_dateline_runs_into_the_first_paragraph(line: Dateline, opening: str) -> None:
    page = view(issue_of(story(dateline=line, body=(said("正文。"), said("又一段。")))))
    assert page.text("//x:span[@class='dateline']") == opening
    assert page.texts("//x:p[contains(@class,'para')]")[0] == f"{opening} 正文。"


def test_a_place_that_the_byline_says_is_said_once() -> None:
    told = story(
        dateline=Dateline(place="青嶼"), byline="【記者白川／青嶼報導】", byline_at="run-in", body=(said("正文。"),)
    )
    assert view(issue_of(told)).text("//x:p[@class='para']") == "【記者白川／青嶼報導】正文。"


def test_an_opening_waits_for_the_first_paragraph_after_a_photo() -> None:
    page = view(
        issue_of(story(dateline=Dateline(label="本报讯"), body=(Image(photo=PHOTO), said("正文。")))), photos=[PHOTO]
    )
    assert page.values("//x:span[@class='dateline']/parent::*/@class") == ["para"]
    assert page.text("//x:p[@class='para']") == "本报讯 正文。"


def test_a_story_without_text_still_has_its_dateline() -> None:
    page = view(issue_of(story(dateline=Dateline(label="本报讯"), body=(), lead_photo=PHOTO)), photos=[PHOTO])
    assert page.text("//x:p[@class='para']") == "本报讯"


@pytest.mark.parametrize(
    ("place", "path", "words"),
    [
        ("above", f"{HEAD}/x:p[@class='byline']", "记者 张三"),
        ("run-in", "//x:p[@class='para']/x:span[@class='byline']", "（记者 张三）"),
        ("end", "//x:article/x:footer/x:p[@class='byline signed']", "记者 张三"),
    ],
)
def test_the_byline_stands_where_the_paper_has_it(place: str, path: str, words: str) -> None:
    page = view(issue_of(story(authors=(Credit(name="张三", role="reporter"),), byline_at=place)))
    assert page.text(path) == words
    assert len(page.texts("//*[contains(@class,'byline')]")) == 1


def test_a_printed_byline_wins_and_is_not_touched() -> None:
    page = view(issue_of(story(byline="□ 李四 文/图", byline_at="run-in", authors=(Credit(name="张三"),))))
    assert page.text("//x:span[@class='byline']") == "□ 李四 文/图"


@pytest.mark.parametrize("words", ["□李四", "□ 李四", "▢　李四"])
def test_the_box_before_a_byline_is_set_as_an_ornament(words: str) -> None:
    page = view(issue_of(story(byline=words)))
    assert page.text("//x:header/x:p[@class='byline']") == f"{words[0]} 李四"
    assert page.text("//x:span[@class='ornament']") == words[0]


def test_the_marks_of_a_byline_stay_behind_its_box() -> None:
    marked = MarkedStr((Text("□ "), Ruby("礁", "jiāo"), Text("石")))
    page = view(issue_of(story(byline=marked)))
    assert page.text("//x:p[@class='byline']/x:span[@class='ornament']") == "□"
    assert page.text("//x:p[@class='byline']//x:rt") == "jiāo"


def test_the_lead_photo_follows_the_header_and_other_photos_the_text() -> None:
    page = view(issue_of(story(lead_photo=PHOTO, photos=(OTHER,))), photos=[PHOTO, OTHER])
    shown = page.values("//x:article//x:img/@src")
    assert shown == ["../photos/p0.jpg", "../photos/p1.jpg"]
    assert "lead" in page.values("//x:figure/@class")[0].split()
    assert page.values("//x:figure[2]/preceding-sibling::x:p/@class") == ["para"]


def test_no_photo_is_shown_twice() -> None:
    body = (Box(body=(Image(photo=PHOTO),)), said("正文。"))
    page = view(issue_of(story(lead_photo=PHOTO, photos=(PHOTO, OTHER, OTHER), body=body)), photos=[PHOTO, OTHER])
    assert sorted(page.values("//x:img/@src")) == ["../photos/p0.jpg", "../photos/p1.jpg"]


def test_a_photo_story_shows_its_photos_first() -> None:
    page = view(issue_of(story(kind="photo", photos=(PHOTO, OTHER))), photos=[PHOTO, OTHER])
    assert page.values("//x:p[@class='para']/following-sibling::x:figure/@class") == []


def test_a_photo_has_its_true_size_and_a_text_alternative() -> None:
    page = view(issue_of(story(lead_photo=PHOTO)), photos=[PHOTO])
    assert page.values("//x:img/@width | //x:img/@height") == ["600", "400"]
    assert page.values("//x:img/@alt") == ["图"]


def test_a_missing_photo_leaves_no_broken_picture() -> None:
    assert view(issue_of(story(lead_photo=PHOTO))).values("//x:img/@src") == []


def test_closing_lines_tell_credits_source_and_page() -> None:
    page = view(
        issue_of(
            story(
                credits=(Credit(name="王五", role="editor"), Credit(name="赵六", role="layout")),
                source=Source(system="汐州通讯社", url="https://news.example/1"),
                date=date(2026, 4, 15),
                page=("01", "02"),
            )
        )
    )
    assert page.text("//x:p[@class='credits']") == "责任编辑：王五 版式：赵六"
    assert page.text("//x:p[@class='origin']") == "来源：汐州通讯社 刊发日期：2026年4月15日 原载第01版、第02版"
    assert page.values("//x:p[@class='origin']//x:a/@href") == ["https://news.example/1"]


def test_a_jump_links_both_ways_to_whole_files() -> None:
    one = story("s1", continues_on="s2")
    two = story("s2", title=("下篇",), page=("02",), continued_from="s1")
    issue = issue_of(one, two)
    there, back = view(issue, "article", "s1"), view(issue, "article", "s2")
    assert there.text("//x:p[@class='jump']") == "下转第02版《下篇》"
    assert there.values("//x:p[@class='jump']/x:a/@href") == ["a-s2.xhtml"]
    assert back.text("//x:p[@class='jump']") == "上接第01版《标题》"
    assert back.values("//x:p[@class='jump']/x:a/@href") == ["a-s1.xhtml"]


def test_related_stories_are_linked_and_unknown_ones_left_out() -> None:
    page = view(issue_of(story("s1", related=("s2", "gone")), story("s2", title=("另一篇",))))
    assert page.texts("//x:nav[@class='related']//x:li") == ["另一篇"]


def test_footnotes_stand_after_the_text() -> None:
    noted = story(
        body=(Paragraph(text=(Text("正文"), NoteRef("1"))),), footnotes=(Footnote(label="1", body=(said("注文。"),)),)
    )
    page = view(issue_of(noted))
    assert page.values("//x:a[contains(@class,'noteref')]/@href") == ["#fn-1"]
    assert page.values("//x:section[@class='footnotes']//*[@id='fn-1']/@role") == ["doc-footnote"]


def test_a_withdrawn_story_keeps_its_place_but_not_its_text() -> None:
    page = view(issue_of(story(withdrawn=Withdrawn(date=date(2026, 4, 18), reason="事实有误"))))
    assert "正文。" not in "".join(page.texts("//x:body"))
    assert page.texts("//x:aside//x:p[contains(@class,'para')]") == ["本文已于2026年4月18日撤回。", "事实有误"]
    assert page.text("//x:h1") == "标题"


def test_bars_lead_on_and_never_to_a_fragment() -> None:
    nav = Nav(fronts="all", bars="both")
    issue = issue_of(story("s1"), story("s2"), story("s3", page=("02",)), nav=nav)
    first, last, end = (view(issue, "article", name) for name in ("s1", "s2", "s3"))
    assert first.texts("//x:article/x:nav//x:a") == ["本版目录", "总目录", "下一篇"]
    assert last.texts("//x:article/x:nav//x:a") == ["上一篇", "本版目录", "总目录", "下一版块"]
    assert last.values("//x:article/x:nav//x:a/@href") == ["a-s1.xhtml", "s01.xhtml", "contents.xhtml", "s02.xhtml"]
    assert end.texts("//x:article/x:nav//x:a") == ["上一篇", "本版目录", "总目录"]
    assert not any("#" in href for page in (first, last, end) for href in page.values("//x:nav//x:a/@href"))
    assert len(set(first.values("//x:nav/@aria-label"))) == 2


def test_a_page_that_begins_here_is_marked_once() -> None:
    issue = issue_of(story("s1"), story("s2"))
    assert view(issue, "section").values("//*[@role='doc-pagebreak']/@id") == ["page-01"]
    assert view(issue, "article", "s1").values("//*[@role='doc-pagebreak']/@id") == []


def test_a_story_that_runs_on_marks_only_the_pages_that_begin_in_it() -> None:
    """A page list has to lead to every mark of a page (Ace: epub-pagelist-missing-pagebreak)."""
    pages = ("01", "02", "07", "07")
    jump = story("s1", page=("01",), body=[said("一"), *(PageBreak(page=page) for page in pages), said("二")])
    issue = issue_of(jump, story("s2", page=("02",)), nav=Nav(fronts="all"))
    assert view(issue, "article", "s1").values("//*[@role='doc-pagebreak']/@id") == ["page-07"]
    assert view(issue, "section", "page-02").values("//*[@role='doc-pagebreak']/@aria-label") == ["02"]


def test_the_frame_has_language_title_sheets_in_order_and_kind() -> None:
    page = view(issue_of(story(kind="poem", priority="lead", lang="fr")), css=("css/base.css", "css/user.css"))
    assert page.data.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>')
    assert page.root.get("lang") == "fr"
    assert page.values("/x:html/@xml:lang") == ["fr"]
    assert page.text("//x:title") == "标题"
    assert page.values("//x:link/@href") == ["../css/base.css", "../css/user.css"]
    assert page.values("//x:body/@class") == ["story kind-poem priority-lead"]
    assert page.values("//x:body/@id") == []
