# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of bylines and datelines, and the traps among them."""

from __future__ import annotations

import pytest

from epubgen.importers.printed_page import read_pages
from epubgen.importers.printed_page.bylines import closing, editors, signature
from epubgen.importers.printed_page.datelines import opening
from epubgen.importers.printed_page.latin_bylines import house_line
from epubgen.importers.printed_page.people import People
from epubgen.model import Credit, Dateline

WHO = list[tuple[str, str]]


def named(found: People | None) -> WHO:
    return [(one.role, one.name) for one in found.credits] if found else []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("□本报记者 杨树", [("reporter", "杨树")]),
        ("□本报记者杨小树", [("reporter", "杨小树")]),
        ("本报记者　高嶼", [("reporter", "高嶼")]),
        ("记者 阮见秋", [("reporter", "阮见秋")]),
        ("□本报实习记者冉小满", [("intern", "冉小满")]),
        ("□本报记者张树本报通讯员郜小敏", [("reporter", "张树"), ("correspondent", "郜小敏")]),
        ("□本报记者 何念 通讯员 苏皖", [("reporter", "何念"), ("correspondent", "苏皖")]),
        ("□本报记者 甲一、乙二", [("reporter", "甲一"), ("reporter", "乙二")]),
        ("□王小树", [("", "王小树")]),
        ("□巴图·查干", [("", "巴图·查干")]),
        ("□杨 树", [("", "杨树")]),
        ("□本报记者 何小龙摄", [("photographer", "何小龙")]),
        ("何小龙 摄", [("photographer", "何小龙")]),
        ("甲一 乙二 摄影报道", [("photographer", "甲一"), ("photographer", "乙二")]),
        ("（本组图片由本报记者 翁小楼 摄）", [("photographer", "翁小楼")]),
        ("□本报记者 方觉 文/图", [("reporter", "方觉"), ("photographer", "方觉")]),
        ("□本报记者 方觉 文 倪放 图", [("reporter", "方觉"), ("photographer", "倪放")]),
        ("□特约评论员 甲一", [("commentator", "甲一")]),
        ("甲一 编译", []),
        ("□通讯员 查理文", [("correspondent", "查理文")]),
        ("By Anna Berg and Carl Dahl", [("reporter", "Anna Berg"), ("reporter", "Carl Dahl")]),
        ("Von Anna Berg, dpa", [("reporter", "Anna Berg"), ("agency", "dpa")]),
        ("By Xinhua", [("agency", "Xinhua")]),
        ("By Anna Berg, KYODO NEWS", [("reporter", "Anna Berg"), ("agency", "Kyodo News")]),
        ("By Anna Berg, Yonhap", [("reporter", "Anna Berg"), ("agency", "Yonhap")]),
        ("Anna Berg/TT", [("", "Anna Berg"), ("agency", "TT")]),
        ("Anna Berg / AP / NTB", [("", "Anna Berg"), ("agency", "AP"), ("agency", "NTB")]),
        # Traps.
        ("□师者离去师魂余香", []),
        ("□是老站长画在墙上的记号，空心的方框表示车来了。", []),
        ("一位老师傅向记者普及", []),
        ("记者从水务集团获悉", []),
        ("王小树", []),
        ("今天下雨", []),
    ],
)
def test_signature(text: str, wanted: WHO) -> None:
    assert named(signature(text, {})) == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [("XINHUA", [("agency", "Xinhua")]), ("Reuters", [("agency", "Reuters")]), ("AP", []), ("Harbour Gazette", [])],
)
def test_a_line_under_a_byline(line: str, wanted: WHO) -> None:
    assert named(house_line(line)) == wanted


def test_words_of_the_house_are_roles() -> None:
    assert named(signature("主笔 甲一", {"主笔": "commentator"})) == [("commentator", "甲一")]
    assert signature("主笔 甲一", {}) is None


@pytest.mark.parametrize(
    ("text", "byline", "who", "line", "rest"),
    [
        ("本报讯 记者田小雨报道:近日,", "记者田小雨报道:", [("reporter", "田小雨")], Dateline(label="本报讯"), "近日,"),
        (
            "本报讯 记者常一谊、通讯员陈小阳报道：“好",
            "记者常一谊、通讯员陈小阳报道：",
            [("reporter", "常一谊"), ("correspondent", "陈小阳")],
            Dateline(label="本报讯"),
            "“好",
        ),
        (
            "晚报讯 记者甲一、乙二报道:今",
            "记者甲一、乙二报道:",
            [("reporter", "甲一"), ("reporter", "乙二")],
            Dateline(label="晚报讯"),
            "今",
        ),
        (
            "本报讯 通讯员邵小彤报道:四月",
            "通讯员邵小彤报道:",
            [("correspondent", "邵小彤")],
            Dateline(label="本报讯"),
            "四月",
        ),
        (
            "河南日报讯 （记者 刘小辉）今天",
            "（记者 刘小辉）",
            [("reporter", "刘小辉")],
            Dateline(label="河南日报讯"),
            "今天",
        ),
        ("市场报讯 今天", "", [], Dateline(label="市场报讯"), "今天"),
        ("本报讯 记者从水务集团获悉，", "", [], Dateline(label="本报讯"), "记者从水务集团获悉，"),
        (
            "新华社北京1月25日专电 今天",
            "",
            [],
            Dateline(label="新华社北京1月25日专电", place="北京", date="1月25日", agency="新华社"),
            "今天",
        ),
        (
            "据中新社１月２６日电　今天",
            "",
            [],
            Dateline(label="据中新社１月２６日电", date="１月２６日", agency="中新社"),
            "今天",
        ),
        ("据新华社电 今天", "", [], Dateline(label="据新华社电", agency="新华社"), "今天"),
        (
            "新华社北京1月26日电（记者甲一、乙二）今天",
            "（记者甲一、乙二）",
            [("reporter", "甲一"), ("reporter", "乙二")],
            Dateline(label="新华社北京1月26日电", place="北京", date="1月26日", agency="新华社"),
            "今天",
        ),
        (
            "【記者白川／青嶼報導】今日",
            "【記者白川／青嶼報導】",
            [("reporter", "白川")],
            Dateline(place="青嶼"),
            "今日",
        ),
        (
            "記者溫若、高嶼／台北報導　今日",
            "記者溫若、高嶼／台北報導",
            [("reporter", "溫若"), ("reporter", "高嶼")],
            Dateline(place="台北"),
            "今日",
        ),
        (
            "【青嶼訊】（記者溫若）今日",
            "（記者溫若）",
            [("reporter", "溫若")],
            Dateline(label="【青嶼訊】", place="青嶼"),
            "今日",
        ),
    ],
)
def test_opening(text: str, byline: str, who: WHO, line: Dateline, rest: str) -> None:
    found = opening(text, {})
    assert found is not None
    assert (found.byline, named(found.who), found.dateline, text[found.length :]) == (byline, who, line, rest)


@pytest.mark.parametrize(
    "text",
    [
        "一位老师傅向记者普及知识。",
        "记者在候车大厅看到,地图上标出了14处热水点。",
        "通讯录里没有他。",
        "新华社区今天开门。",
        "社会各界都来了。",
        "记者获悉，今年报道：好。",
    ],
)
def test_running_text_is_no_opening(text: str) -> None:
    assert opening(text, {}) is None


@pytest.mark.parametrize(
    ("text", "kept", "who"),
    [
        ("他走了。（记者 邝野）", "他走了。", [("reporter", "邝野")]),
        ("他走了。(通讯员 卞松)", "他走了。", [("correspondent", "卞松")]),
        ("纷纷观看。翁小楼摄", "纷纷观看。", [("photographer", "翁小楼")]),
        ("村民在分拣。 本报记者 倪放 摄", "村民在分拣。", [("photographer", "倪放")]),
    ],
)
def test_closing(text: str, kept: str, who: WHO) -> None:
    found = closing(text, {})
    assert found is not None
    assert text[: found[0]].rstrip() == kept
    assert named(found[1]) == who


@pytest.mark.parametrize("text", ["他走了（见图）", "读书（录音时长约六分钟）。", "他喜欢拍摄", "共识（2025）"])
def test_no_credit_at_the_end(text: str) -> None:
    assert closing(text, {}) is None


@pytest.mark.parametrize(
    ("text", "wanted", "left"),
    [
        ("责任编辑:甲一 版式:乙二 校对:丙三", [("editor", "甲一"), ("layout", "乙二"), ("proofreader", "丙三")], ""),
        ("责编 施雨 美编 关小舟", [("editor", "施雨"), ("layout", "关小舟")], ""),
        ("責任編輯／沈默言　美術編輯／紀嵐", [("editor", "沈默言"), ("layout", "紀嵐")], ""),
        ("责编/卫南", [("editor", "卫南")], ""),
        ("2 综合 责编:甲一 邮箱:a@b.example", [("editor", "甲一")], "2 综合 邮箱:a@b.example"),
        ("编辑部的故事", [], "编辑部的故事"),
    ],
)
def test_makers(text: str, wanted: WHO, left: str) -> None:
    found, rest = editors(text)
    assert [(one.role, one.name) for one in found] == wanted
    assert rest == left


def test_the_printed_role_is_kept() -> None:
    found = signature("□本报记者 何小龙摄", {})
    assert found is not None
    assert found.credits == (Credit(name="何小龙", role="photographer", printed_role="本报记者"),)
    assert found.authors == ()


def asked(*blocks: str) -> list[tuple[str, str, tuple[str, ...]]]:
    text = "\n\n".join(("08 副刊 2026年5月8日 星期五", *blocks))
    notes = read_pages([("2026-05-08-08.md", text)]).notes
    return [(note.row, note.text, note.alternatives) for note in notes if note.key == "note.byline"]


def test_a_short_line_that_no_form_fits_is_asked_about_and_not_joined() -> None:
    body = "邮局背后有一条小巷，巷子尽头长着一棵香樟，树下坐着一位补鞋的老人。"

    assert asked("# 街头即景", "桥头人", body) == [("note.byline.text", "桥头人", ("byline: 桥头人", "deck"))]
    assert asked("# 街头即景", "王小芳", body) == []
    assert asked("# 街头即景", body) == []


def test_a_name_that_is_a_paper_is_asked_about_with_the_other_reading() -> None:
    assert asked("# 街头即景", "记者 晨报", "正文。") == [("note.byline", "晨报", ("org: 晨报", "text"))]


def test_latin_capitals_under_a_chinese_headline_sign_nothing() -> None:
    text = "08 副刊 2026年5月8日 星期五\n\n# 英语角\n\nENGLISH CORNER\n\n本栏每周一期，欢迎来稿。"
    (story,) = read_pages([("2026-05-08-08.md", text)]).issue.articles

    assert story.authors == ()
    assert "ENGLISH CORNER" in str((story.body, story.title, story.deck))
