# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands beside the stories: masthead, running head, ads, notices, jumps, photos, poems; and which page it is."""

from __future__ import annotations

import pytest

from epubgen.files.input_tree import InputTree
from epubgen.files.names import folded_slug
from epubgen.importers.printed_page import IMPORTER, read_pages
from epubgen.importers.printed_page.blocks import pieces
from epubgen.importers.printed_page.facts import page_of_name
from epubgen.importers.printed_page.furniture import furniture, take_running_head
from epubgen.importers.printed_page.jumps import jump_line
from epubgen.importers.printed_page.masthead import find_masthead
from epubgen.importers.printed_page.paper_names import language_of
from epubgen.importers.printed_page.words import number
from epubgen.importers.reading import Reading
from epubgen.model import Gallery, Image, Note, Poem, Publication
from epubgen.options import Options


def read(*parts: str, name: str = "2026-05-14-03.md", options: Options | None = None) -> Reading:
    return read_pages([(name, "\n\n".join(parts))], options=options)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("广告", "ad"),
        ("【广告】", "ad"),
        ("公益广告", "ad"),
        ("遗失声明", "notice"),
        ("招租公告", "notice"),
        ("啟事", "notice"),
        ("关于封闭文庙街的通告", "notice"),
        ("天气预报", "weather"),
        ("天氣", "weather"),
        ("市政府发布公告", ""),
        ("老街換新顏", ""),
        ("广告牌倒了", ""),
    ],
)
def test_furniture(text: str, kind: str) -> None:
    assert furniture(text) == kind


@pytest.mark.parametrize(
    ("text", "page", "onward"),
    [
        ("(下转第3版)", "03", True),
        ("（下转A05版）", "A05", True),
        ("下转07版▶", "07", True),
        ("（下轉第三版）", "03", True),
        ("(上接第1版)", "01", False),
        ("（上接第一版《三十年》）", "01", False),
        ("▲ 紧接第2版", "02", False),
    ],
)
def test_jump_lines(text: str, page: str, onward: bool) -> None:
    found = jump_line(text)
    assert found is not None
    assert (found.page, found.onward) == (page, onward)


@pytest.mark.parametrize("text", ["他转到第3版去了。", "下转", "第3版", "上接市里的文件"])
def test_no_jump_lines(text: str) -> None:
    assert jump_line(text) is None


@pytest.mark.parametrize(
    ("stem", "page"),
    [
        ("2026-04-22-p1", "01"),
        ("changji-daily-2026-04-22-p1", "01"),
        ("20260514-05", "05"),
        ("2026-01-20-03", "03"),
        ("A05", "A05"),
        ("04版", "04"),
        ("第4版", "04"),
        ("page-12", "12"),
        ("2026-05-14", ""),
        ("page", ""),
    ],
)
def test_page_in_a_file_name(stem: str, page: str) -> None:
    assert page_of_name(stem) == page


@pytest.mark.parametrize(
    ("lines", "page", "name", "day"),
    [
        (["2 综合 2026年5月14日 星期四 责任编辑:周以恒"], "02", "综合", "2026-05-14"),
        (["03", "民生", "2026年5月14日", "星期四"], "03", "民生", "2026-05-14"),
        (["# 第04版:经济", "2026年5月14日 星期四"], "04", "经济", "2026-05-14"),
        (["08｜文体　2026-05-14　星期四"], "08", "文体", "2026-05-14"),
        (["A05 城事", "2026.03.08 星期日 责编:邬小山"], "A05", "城事", "2026-03-08"),
        (["B2", "## 乐活", "2026年3月8日 星期日"], "B2", "乐活", "2026-03-08"),
        (["2026年1月20日　星期二"], "", "", "2026-01-20"),
        (["二〇二六年五月十四日 星期四 第三版"], "03", "", "2026-05-14"),
        (["民國115年5月14日 星期四 B3 地方"], "B3", "地方", "2026-05-14"),
        (["08版 诗歌 2026年4月10日 星期五 农历丙午年二月廿三"], "08", "诗歌", "2026-04-10"),
        (["海州晚报 2026年3月12日 A04 副刊"], "A04", "副刊", "2026-03-12"),
        (["# 海州晚报 2026年3月12日 A04 副刊"], "A04", "副刊", "2026-03-12"),
        (["海州晚报", "2026年3月12日 A04 副刊"], "A04", "副刊", "2026-03-12"),
        (["海州晚报｜副刊｜2026年3月12日｜4版"], "04", "副刊", "2026-03-12"),
        (["A02 要闻 2026年3月12日 星期四 海州晚报 责编:甲一"], "A02", "要闻", "2026-03-12"),
        (["08版 健康周刊 2026年3月12日"], "08", "健康周刊", "2026-03-12"),
    ],
)
def test_running_heads(lines: list[str], page: str, name: str, day: str) -> None:
    head, rest = take_running_head(pieces("\n\n".join((*lines, "# 标题", "正文。"))))
    assert (head.number, head.name, str(head.day)) == (page, name, day)
    assert [piece.text for piece in rest] == ["标题", "正文。"]


@pytest.mark.parametrize(
    "lines", [["# 2026年全市粮食丰收已成定局"], ["# 标题", "2026年5月13日"], ["3月底前完成,请看。"], ["(下转第3版)"]]
)
def test_no_running_heads(lines: list[str]) -> None:
    _, rest = take_running_head(pieces("\n\n".join(lines)))
    assert len(rest) == len(lines)


def test_the_title_of_the_publication_is_no_name_of_a_page() -> None:
    head, _ = take_running_head(
        pieces("A02 要闻 2026年3月12日 星期四 海州周刊 责编:甲一\n\n# 标题\n\n正文。"), "海州周刊"
    )
    assert (head.number, head.name, head.paper) == ("A02", "要闻", "海州周刊")


def test_a_paper_that_only_a_running_head_names_is_the_publication() -> None:
    reading = read("海州晚报 2026年3月12日 A04 副刊", "# 标题", "本报讯 正文。")
    assert reading.issue.publication.title == "海州晚报"
    assert ("publication.title", "海州晚报", "fact.head") in {
        (one.name, one.value, one.origin) for one in reading.facts
    }


@pytest.mark.parametrize(
    "printed", ["农历丙午年正月廿四", "夏历丙午年正月廿四", "農曆丙午年正月廿四", "阴历丙午年正月廿四"]
)
def test_a_lunar_date_is_kept_without_the_word_for_the_calendar(printed: str) -> None:
    reading = read(f"04 副刊 2026年3月12日 星期四 {printed}", "# 标题", "本报讯 正文。")
    assert reading.issue.lunar == "丙午年正月廿四"
    assert not reading.issue.pages[0].name.startswith(("夏", "阴"))


FRONT = "# 海州晚报\n\nHAIZHOU WANBAO\n\n2026年3月12日 星期四 总第77期\n\n# 头条\n\n本报讯 文。\n\n（下转A02版）"
INSIDE = "A02 要闻 2026年3月12日\n\n# 头条（上接A01版）\n\n还有文。"


@pytest.mark.parametrize(
    ("pages", "numbers"),
    [
        ([("20260312_A01.md", FRONT)], ["A01"]),
        ([("front.md", FRONT), ("inside.md", INSIDE)], ["A01", "A02"]),
        ([("front.md", FRONT), ("inside.md", INSIDE.replace("A02", "A2"))], ["A1", "A2"]),
        ([("front.md", FRONT), ("inside.md", INSIDE.replace("A02", "02"))], ["01", "02"]),
        ([("20260312_A05.md", FRONT)], ["01"]),
    ],
)
def test_the_number_of_the_first_page(pages: list[tuple[str, str]], numbers: list[str]) -> None:
    assert [page.number for page in read_pages(pages).issue.pages] == numbers


def test_a_jump_line_leaves_the_headline() -> None:
    first, second = read_pages([("20260312_A01.md", FRONT), ("inside.md", INSIDE)]).issue.articles
    assert second.title == ("头条",)
    assert (first.continues_on, second.continued_from) == (second.id, first.id)


def test_the_foot_of_a_page() -> None:
    head, rest = take_running_head(pieces("# 标题\n\n正文。\n\n6 副刊 2026年5月14日 责任编辑:洛梅\n\n版式:林可"))
    assert (head.number, head.name) == ("06", "副刊")
    assert {(one.role, one.name) for one in head.editors} == {("editor", "洛梅"), ("layout", "林可")}
    assert len(rest) == 2


MAST = [
    "看某城客户端",
    "甲出版中心主管  \n乙传媒公司主办 丙报社出版",
    "# 某城日报",
    "MOUCHENG RIBAO",
    "2026年5月",
    "14",
    "星期四",
    "总第9137期 今日八版",
    "国内统一刊号CN 99—0088 网址: http://a.example 热线:5550123 定价:1.50元",
]


def test_masthead_in_pieces() -> None:
    mast, rest = find_masthead(pieces("\n\n".join((*MAST, "# 头条", "正文。"))))
    assert mast is not None
    assert (mast.title, mast.title_latin, str(mast.day)) == ("某城日报", "MOUCHENG RIBAO", "2026-05-14")
    assert mast.facts["主管"] == "甲出版中心"
    assert mast.facts["主办"] == "乙传媒公司"
    assert mast.facts["出版"] == "丙报社"
    assert (mast.facts["cn"], mast.facts["cn_printed"]) == ("CN 99-0088", "CN 99—0088")
    assert number(mast.facts["page_count"]) == 8
    assert mast.ears == ["看某城客户端"]
    assert [piece.text for piece in rest] == ["头条", "正文。"]


def test_one_body_for_two_functions() -> None:
    mast, _ = find_masthead(pieces("某州委员会主管主办\n\n# 某报\n\nMOU BAO\n\n总第1期"))
    assert mast is not None
    assert mast.facts["主管"] == mast.facts["主办"] == "某州委员会"


def test_the_title_is_that_of_the_publication() -> None:
    text = "总第12期\n\n### 某城日报\n\n今日4版 2026年5月14日\n\n# 头条\n\n正文。"
    mast, rest = find_masthead(pieces(text), "某城日报")
    assert mast is not None
    assert mast.title == "某城日报"
    assert len(rest) == 2


def test_a_page_without_masthead() -> None:
    mast, rest = find_masthead(pieces("# 头条\n\n本报讯 正文。"))
    assert mast is None
    assert len(rest) == 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("这个国家的报纸", "zh-Hans"),
        ("這個國家的報紙", "zh-Hant"),
        ("この国の新聞", "ja"),
        ("이 나라의 신문", "ko"),
        ("A newspaper of this country", "en"),
        ("", "zh-Hans"),
    ],
)
def test_language_by_script(text: str, language: str) -> None:
    assert language_of(text) == language


def test_identity_by_hash_where_there_is_no_latin_title() -> None:
    reading = read("# 某城日报", "总第9137期 今日八版 2026年5月14日", "# 头条", "本报讯 正文。")
    facts = {fact.name: fact for fact in reading.facts}
    assert reading.issue.publication.title == "某城日报"
    assert facts["publication.id"].origin == "fact.title-hash"
    assert reading.issue.publication.id == facts["publication.id"].value
    assert folded_slug("CHANGJI RIBAO") == "changji-ribao"


def test_a_given_publication_wins() -> None:
    paper = Publication(id="mine", title="我的报", language="zh-Hans-CN")
    reading = read_pages([("2026-05-14-03.md", "# 头条\n\n本报讯 正文。")], paper, origin="fact.option")
    assert reading.issue.publication == paper
    assert reading.facts[0].origin == "fact.option"


def test_page_numbers_and_their_source() -> None:
    text = "# 头条\n\n本报讯 正文。"
    asked = read_pages([("2026-05-14.md", text)])
    assert [note.key for note in asked.notes] == ["note.page-number"]
    given = read_pages([("2026-05-14.md", text)], options=Options(page="7"))
    assert [page.number for page in given.issue.pages] == ["07"]
    assert not given.notes


def test_no_date_and_two_dates_are_errors() -> None:
    none = read_pages([("a-03.md", "# 头条\n\n本报讯 正文。")])
    assert [one.key for one in none.findings] == ["S03.page-date"]
    two = read_pages(
        [
            ("1.md", "01 甲 2026年5月14日 星期四\n\n# 题\n\n本报讯 文。"),
            ("2.md", "02 乙 2026年5月13日\n\n# 题\n\n本报讯 文。"),
        ]
    )
    assert [one.key for one in two.findings] == ["D07.page-date"]


def test_ads_notices_and_weather_are_typed_with_a_note() -> None:
    reading = read(
        "# 头条",
        "本报讯 文。",
        "## 广告",
        "老酱园\n电话:5550188",
        "## 公告",
        "某路封闭",
        "某局",
        "## 天气预报",
        "今天多云",
    )
    kinds = [(one.title[0], one.kind) for one in reading.issue.articles]
    assert kinds == [("头条", "news"), ("广告", "ad"), ("公告", "notice"), ("天气预报", "notice")]
    assert not reading.notes  # each says itself what it is


def test_a_loose_notice_goes_to_the_notices() -> None:
    reading = read("# 头条", "本报讯 文。", "甲一遗失身份证,声明作废。")
    (block,) = reading.issue.notices
    assert isinstance(block, Note)
    assert block.kind == "notice"
    assert [note.key for note in reading.notes] == ["note.notice"]


def test_makers_of_a_story_and_of_a_page() -> None:
    reading = read("# 头条", "本报讯 文。", "(责任编辑:甲一)", "## 次条", "本报讯 文。", "本版责任编辑:乙二 校对:丙三")
    assert [one.name for one in reading.issue.articles[0].credits] == ["甲一"]
    assert [one.name for one in reading.issue.pages[0].editors] == ["乙二", "丙三"]


PHOTO = ("# 雨后", "雨停了,人们走上街头。", "□本报记者 甲一摄")


def test_a_photo_story_without_its_photo() -> None:
    reading = read(*PHOTO)
    (story,) = reading.issue.articles
    assert (story.kind, story.authors, story.body, story.byline) == ("photo", (), (), "")
    assert story.lead_photo is not None
    assert story.lead_photo.file == "photos/03-01.jpg"
    assert story.lead_photo.caption == "雨停了，人们走上街头。"
    assert story.lead_photo.credit[0].role == "photographer"
    assert [note.key for note in reading.notes] == ["note.photo"]


def test_a_photo_that_is_there_is_not_asked_about() -> None:
    text = "# 雨后\n\n![](images/a.jpg)\n\n雨停了,人们走上街头。\n\n甲一 摄"
    reading = read_pages([("pages/2026-05-14-03.md", text)], has=lambda name: name == "pages/images/a.jpg")
    (story,) = reading.issue.articles
    assert story.lead_photo is not None
    assert story.lead_photo.file == "pages/images/a.jpg"
    assert not reading.notes


@pytest.mark.parametrize(
    "caption", ["图为雨中的街道。甲一 摄", "作者:(甲一 摄) 雨中的街道。", "▲雨中的街道。 本报记者 甲一 摄"]
)
def test_captions(caption: str) -> None:
    reading = read("# 题", "本报讯 一段。", "![](a.jpg)", caption, "二段。")
    (image,) = (block for block in reading.issue.articles[0].body if isinstance(block, Image))
    assert "雨中的街道。" in image.photo.caption
    assert "摄" not in image.photo.caption
    assert [one.name for one in image.photo.credit] == ["甲一"]


def test_a_group_of_photos_with_one_credit() -> None:
    reading = read(
        "# 组图", "一段话。", "![](a.jpg)", "图①：甲。", "![](b.jpg)", "图②：乙。", "（本组图片由本报记者 甲一 摄）"
    )
    (story,) = reading.issue.articles
    (gallery,) = (block for block in story.body if isinstance(block, Gallery))
    assert [photo.caption for photo in gallery.items] == ["图①：甲。", "图②：乙。"]
    assert {one.name for photo in gallery.items for one in photo.credit} == {"甲一"}
    assert story.kind == "photo"


@pytest.mark.parametrize("file", ["http://a.example/x/b.jpg?w=3", "../../b.jpg", "/etc/b.jpg", "C:\\x\\b.jpg"])
def test_a_photo_stays_inside_the_tree(file: str) -> None:
    reading = read("# 题", "本报讯 一段。", f"![]({file})", "二段。")
    (image,) = (block for block in reading.issue.articles[0].body if isinstance(block, Image))
    assert image.photo.file == "photos/b.jpg"


@pytest.mark.parametrize(
    "lines",
    [
        ["山在水里  \n水在山里", "云在天上  \n天在云里"],
        ["山在水里", "水在山里", "云在天上", "天在云里"],
        ["山在\n水在\n云在\n天在"],
    ],
)
def test_poems(lines: list[str]) -> None:
    (story,) = read("# 诗", "□丁小山", *lines).issue.articles
    (poem,) = story.body
    assert story.kind == "poem"
    assert isinstance(poem, Poem)
    assert sum(map(len, poem.stanzas)) == 4


@pytest.mark.parametrize(
    ("pieces", "stanzas"),
    [
        (["船在岸边\n等一个人\n等到天黑", "灯亮了\n人没有来"], [3, 2]),
        (["船在岸边\n等一个人\n等到天黑", "灯亮了，\n人没有来。"], [3, 2]),
        (["船在岸边\n等一个人\n等到天黑", "水声很轻", "灯亮了\n人没有来"], [3, 1, 2]),
        (["船在岸边  \n等一个人", "灯亮了", "人没有来"], [2, 2]),
        (["船在岸边\n等一个人\n等到天黑", "灯亮了，却没有一个人从桥那头走过来\n只有风"], [3, 2]),
    ],
)
def test_further_stanzas_of_a_poem(pieces: list[str], stanzas: list[int]) -> None:
    made = read("# 渡口", "□丁小山", *pieces, "# 别的", "本报讯 文。")
    story = made.issue.articles[0]
    (poem,) = story.body
    assert isinstance(poem, Poem)
    assert (story.kind, [len(stanza) for stanza in poem.stanzas], made.joins) == ("poem", stanzas, ())


def test_stanzas_below_a_subhead_of_a_cycle() -> None:
    (story,) = read(
        "# 两题", "□丁小山", "#### 一", "船在岸边\n等一个人\n等到天黑", "#### 二", "灯亮了\n人没有来"
    ).issue.articles
    assert [type(block).__name__ for block in story.body] == ["Subhead", "Poem", "Subhead", "Poem"]


@pytest.mark.parametrize(
    "after", ["丁小山，某城人，写诗多年，著有诗集两种，现居某城。", "（作者系某城人）", "他写了很多年。"]
)
def test_prose_after_a_poem_stays_prose(after: str) -> None:
    (story,) = read("# 渡口", "□丁小山", "船在岸边\n等一个人\n等到天黑", after).issue.articles
    assert [type(block).__name__ for block in story.body] == ["Poem", "Paragraph"]


def test_jumps_find_each_other() -> None:
    one = ("1.md", "01 甲 2026年5月14日\n\n# 修桥的人 十年\n\n□本报记者 甲一\n\n一段,还没\n\n(下转第2版)")
    two = ("2.md", "02 乙 2026年5月14日\n\n# 修桥的人\n\n(上接第1版)\n\n有完。\n\n## 别的\n\n本报讯 文。")
    reading = read_pages([one, two])
    first, second = reading.issue.articles[:2]
    assert (first.continues_on, second.continued_from) == (second.id, first.id)
    assert "note.jump" not in {note.key for note in reading.notes}


def test_a_jump_without_partner() -> None:
    one = ("1.md", "01 甲 2026年5月14日\n\n# 修桥的人\n\n□本报记者 甲一\n\n一段,还没\n\n(下转第2版)")
    two = ("2.md", "02 乙 2026年5月14日\n\n# 别的\n\n本报讯 文。")
    reading = read_pages([one, two])
    assert [note.key for note in reading.notes] == ["note.jump"]
    alone = read_pages([one])
    assert not alone.notes
    assert ("01-01.continues_on", "02") in {(fact.name, fact.value) for fact in alone.facts}


def test_text_without_a_headline_is_a_story_with_a_note() -> None:
    reading = read("没有标题的文字。", "# 题", "本报讯 文。")
    assert [note.key for note in reading.notes] == ["note.untitled"]
    assert len(reading.issue.articles) == 2


def test_a_headline_without_text_is_kept() -> None:
    reading = read("# 题", "本报讯 文。", "# 请看第三版")
    assert reading.issue.articles[1].title == ("请看第三版",)
    assert reading.issue.articles[1].body
    assert "note.no-text" in {note.key for note in reading.notes}


def test_html_becomes_text_and_a_note() -> None:
    reading = read("# 题", "本报讯 一段。", "<div>二<b>段</b>。</div>")
    assert [note.key for note in reading.notes] == ["note.markup"]


def test_punctuation_is_normalised_unless_kept() -> None:
    text = ("# 题", "本报讯 天晴,出门。")
    assert dict(read(*text).counts)["punctuation.comma"] == 1
    assert "punctuation.comma" not in dict(read(*text, options=Options(punctuation="keep")).counts)


def test_the_importer_reads_the_pages_of_a_folder() -> None:
    page = "2 综合 2026年5月14日 星期四\n\n# 题\n\n本报讯 文。"
    inputs = InputTree.memory({"pages/2.md": page, "pages/README.md": "# 说明", "publication.yaml": YAML}, base="pages")
    assert IMPORTER.recognises(inputs)
    reading = IMPORTER.read(inputs, Options())
    assert reading.issue.publication.id == "mine"
    assert len(reading.issue.articles) == 1
    assert reading.facts[0].origin == "fact.publication-file"


YAML = "id: mine\ntitle: 我的报\nlanguage: zh-Hans\n"
