"""Structure of printed pages: mastheads, headers, subheads, captions, torn paragraphs, pages that disagree."""

from __future__ import annotations

from epubgen.importers.printed_page import read_pages
from epubgen.importers.reading import Reading
from epubgen.model import Image, Paragraph, Subhead, plain
from epubgen.options import Options
from tests.input_cases.case import InputCase

NAME = "2026-05-08-03.md"


def page(text: str) -> Reading:
    return read_pages([(NAME, text.replace("|", "\n\n"))], options=Options(punctuation="keep"))


def header(text: str) -> tuple[str, str, str, str]:
    """Column, kicker, headline and deck of the last story; a byline and a text follow the header."""
    story = page(
        f"03 综合 2026年5月8日|# 旧闻|本报讯 文。|{text}|本报记者 王小芳|今天上午，首班车从北站发车。"
    ).issue.articles[-1]
    return story.column, "/".join(story.kicker), "/".join(story.title), "/".join(story.deck)


def stories(text: str) -> list[tuple[str, list[str]]]:
    """Each headline with its subheads."""
    return [
        ("/".join(one.title), [plain(block.text) for block in one.body if isinstance(block, Subhead)])
        for one in page(text).issue.articles
    ]


def asked(text: str) -> list[str]:
    """The kinds of questions, in order, each with the passage where it is about a text that breaks off."""
    notes = page(text).notes
    return [f"{one.key}: {one.text}" if one.key == "note.breaks-off" else one.key for one in notes]


def paper(text: str) -> tuple[str, str, int]:
    """Title of the paper, number of the page, count of stories; no title where the pages name none."""
    reading = page(text)
    unnamed = any(fact.origin == "fact.no-title" for fact in reading.facts)
    issue = reading.issue
    return "" if unnamed else issue.publication.title, issue.pages[0].number, len(issue.articles)


def texts(text: str) -> list[list[str]]:
    """The paragraphs of each story."""
    found = page(text).issue.articles
    return [[plain(block.text) for block in one.body if isinstance(block, Paragraph)] for one in found]


def captions(text: str) -> list[list[str]]:
    """The captions of each story."""
    found = page(text).issue.articles
    return [[block.photo.caption for block in one.body if isinstance(block, Image)] for one in found]


def codes(text: str) -> list[str]:
    """The findings of two pages, divided by ``||``, in files ``a-….md`` and ``b-….md``."""
    first, second = text.split("||")
    pages = [("a-2026-05-08-01.md", first.replace("|", "\n\n")), ("b-2026-05-08-02.md", second.replace("|", "\n\n"))]
    return [found.key for found in read_pages(pages).findings]


MAST = "2026年5月8日 星期五 总第1203期 今日4版"
CASES: list[InputCase] = [
    InputCase("masthead by evidence", f"# 晴川日报|{MAST}|# 新桥通车|本报讯 通车。", paper, ("晴川日报", "01", 1)),
    InputCase("masthead by evidence", f"晴川日报|{MAST}|# 新桥通车|本报讯 通车。", paper, ("晴川日报", "01", 1)),
    InputCase("masthead by evidence", "03 副刊 2026年5月8日|# 春夜|灯还亮着|等一个人|# 英语角|ENGLISH CORNER|欢迎来稿。",
        paper, ("", "03", 2)),
    InputCase("masthead by evidence", "# 文化|CULTURE|2026年5月8日 责任编辑:王小芳|# 书市开张|本报讯 开张。", paper, ("", "03", 1)),
    InputCase("masthead by evidence", "# The Harbour Record|Friday, August 26, 1898|## Ferry sinks|The ferry sank at noon.",
        paper, ("The Harbour Record", "01", 1)),
    InputCase("masthead by evidence", "# 青葉日報|令和8年5月8日 金曜日|第12345号|# 港まつり来月開催|花火は二千発。",
        paper, ("青葉日報", "01", 1)),
    InputCase("masthead by evidence", "# 头条|本报讯 文。|# 某城日报开张|LENA MOOR|本报讯 今天开张。", paper, ("", "03", 2)),
    InputCase("masthead by evidence", "晴川日报 2026年5月8日 第3版 综合|# 夜校开课|本报讯 开课。", paper, ("晴川日报", "03", 1)),
    InputCase("parts of a header", "# 青溪首条智轨线路开通|## 全程42公里 票价两元起", header,
        ("", "", "青溪首条智轨线路开通", "全程42公里/票价两元起")),
    InputCase("parts of a header", "市委书记在调研企业时强调|# 当好店小二|# 跑出加速度|力争年内再落地十个项目", header,
        ("", "市委书记在调研企业时强调", "当好店小二/跑出加速度", "力争年内再落地十个项目")),
    InputCase("parts of a header", "### 一位修表师傅的四十年|## 慢一点,准一点", header,
        ("", "一位修表师傅的四十年", "慢一点,准一点", "")),
    InputCase("parts of a header", "# 老渡口今天退役|水文站下月进驻旧码头", header, ("", "", "老渡口今天退役", "水文站下月进驻旧码头")),
    InputCase("parts of a header", "社评|# 规划要看见人", header, ("社评", "", "规划要看见人", "")),
    InputCase("parts of a header", "# 市參議會昨日閉幕|# 通過議案12件", header, ("", "", "市參議會昨日閉幕", "通過議案12件")),
    InputCase("parts of a header", "## 乡村新事|### 柳桥县建起蔬菜冷库|# 早上摘的菜 晚上不发愁", header,
        ("乡村新事", "柳桥县建起蔬菜冷库", "早上摘的菜/晚上不发愁", "")),
    InputCase("parts of a header", "# “小饭桌”撑起大民生|## 白石县老年食堂见闻", header,
        ("", "", "“小饭桌”撑起大民生", "白石县老年食堂见闻")),
    InputCase("flat subheads", "# 老街怎么活过来|本报记者 王小芳|老街长四百米。|# 先修水管|水管修好了。|# 再请匠人|匠人回来了。",
        stories, [("老街怎么活过来", ["先修水管", "再请匠人"])]),
    InputCase("flat subheads", "# 甲闻|一段。|# 乙闻|二段。|# 丙闻|三段。", stories, [("甲闻", []), ("乙闻", []), ("丙闻", [])]),
    InputCase("flat subheads", "# 老街怎么活过来|本报记者 王小芳|老街长。|# 先修水管|修好了。|# 粮库改成书店|本报记者 李大力|变了。",
        stories, [("老街怎么活过来", ["先修水管"]), ("粮库改成书店", [])]),
    InputCase("flat subheads", "# 甲闻|本报记者 王小芳|一段。|# 城北粮库昨天变成了一家书店|二段。|# 丙闻|本报讯 三段。",
        stories, [("甲闻", []), ("城北粮库昨天变成了一家书店", []), ("丙闻", [])]),
    InputCase("flat subheads", "# 甲闻记|本报记者 王小芳|一段。|# 一、修水管|二段。|# 二、请匠人|三段。|# 乙闻记|本报讯 文。",
        stories, [("甲闻记", ["一、修水管", "二、请匠人"]), ("乙闻记", [])]),
    InputCase("flat subheads", "# 街头即景|邮局背后有小巷。|王小芳|# 会理薄片|薄片像春卷。|李大力",
        stories, [("街头即景", []), ("会理薄片", [])]),
    InputCase("captions", "# 夜校开课|本报讯 开课。|![](b.jpg)|图为新桥。 木棉 摄|# 新桥通车|本报讯 通车。",
        captions, [[], ["图为新桥。"]]),
    InputCase("captions", "# 夜校开课|本报讯 开课。|![](b.jpg)|图为夜校。 木棉 摄|# 新桥通车|本报讯 通车。",
        captions, [["图为夜校。"], []]),
    InputCase("captions", "# 夜校开课|![](b.jpg)|俯瞰夜校一角。 木棉 摄|本报记者 王小芳|今天开课。|报名从速。", captions, [["俯瞰夜校一角。"]]),
    InputCase("captions", "# 夜校开课|本报讯 开课。|▲市民清晨到场。（记者王小芳摄）|![](b.jpg)|下月再开一班。", captions, [["市民清晨到场。"]]),
    InputCase("captions", "# 夜校开课|本报讯 开课。|![](b.jpg)|▲市民清晨到场。|下月再开一班，报名从速。|另有夏令班。", captions,
        [["市民清晨到场。"]]),
    InputCase("captions", "# Ferry strike off|By Anna Kirk|Crews go back.|![](b.jpg)|Crews board the first ferry.|## Weather|Rain.",
        captions, [["Crews board the first ferry."], []]),
    InputCase("torn paragraphs", "# 甲闻|本报记者 王小芳|这片盐碱地有三千亩，十年前连草都不长，改良要挖|沟排盐。", texts,
        [["这片盐碱地有三千亩，十年前连草都不长，改良要挖沟排盐。"]]),
    InputCase("torn paragraphs", "# 甲闻|本报讯 开课。|俯瞰夜校一角|报名从速。", texts, [["开课。", "俯瞰夜校一角", "报名从速。"]]),
    InputCase("torn paragraphs", "# 甲闻|本报讯 他说：“天晴|了。”", texts, [["他说：“天晴了。”"]]),
    InputCase("torn paragraphs", "# Wall|By Anna Kirk|The wall will run from Mill Street to the light-|house and cost $48 million.",
        texts, [["The wall will run from Mill Street to the lighthouse and cost $48 million."]]),
    InputCase("torn paragraphs", "# 甲闻|本报讯 甲事。|据介绍，项目总投资5亿元，全市三年内要建|# 乙闻|本报讯 乙事。|昨晚乙事在剧院落幕。|设周期为24个月。",
        texts, [["甲事。", "据介绍，项目总投资5亿元，全市三年内要建设周期为24个月。"], ["乙事。", "昨晚乙事在剧院落幕。"]]),
    InputCase("torn paragraphs", "# 甲闻|本报记者 王小芳|一荤两素一汤，菜是村里合作社种的，每餐只要三|下一段从这里开始。", texts,
        [["一荤两素一汤，菜是村里合作社种的，每餐只要三下一段从这里开始。"]]),
    InputCase("pages that disagree", f"# 晴川日报|{MAST}|# 甲|本报讯 文。||澄江晚报 2026年5月8日 第2版|# 乙|本报讯 文。",
        codes, ["D07.page-paper"]),
    InputCase("pages that disagree", f"# 晴川日报|{MAST}|# 甲|本报讯 文。||晴川日报 2026年5月8日 第2版|# 乙|本报讯 文。", codes, []),
    InputCase("pages that disagree", "第5版 2026年5月8日|# 甲|本报讯 文。||第5版 2026年5月8日|# 乙|本报讯 文。", codes,
        ["P04.page-twice"]),
    InputCase("pages that disagree", "第5版 2026年5月8日|# 甲|本报讯 文。||第6版 2026年5月8日|# 乙|本报讯 文。", codes, []),
    InputCase("pages that disagree", "第5版 2026年5月8日|# 甲|本报讯 文。||第6版 2026年5月9日|# 乙|本报讯 文。", codes,
        ["D07.page-date"]),
    InputCase("pages that disagree", "# The Harbour Record|Friday, May 8, 2026|## A|Text.||# Daily Herald|Friday, May 8, 2026|## B|Text.",
        codes, ["D07.page-paper", "P04.page-twice"]),
    *(
        InputCase("numbered subheads", f"05 深度 2026年5月8日|## 老街|记者 王小芳|铺子空了。|## {one}|甲事。|## {two}|乙事。", asked, found)
        for one, two, found in (
            ("第一步，让房子说话", "第二步，让村民当主人", []),
            ("一、修水管", "二、请匠人来", []),
            ("（一）修水管", "（二）请匠人", []),
            ("第一站：古镇码头", "第二站：渔村祠堂", []),
            ("1．修水管", "2．请匠人", []),
            ("九、修水管", "十、请匠人", []),
            ("第一書記駐村", "第一批物資裝車", ["note.level"]),
            ("第一书记进村来", "第二批物资装车", ["note.level"]),
            ("第一中学开学", "第二中学迁址", ["note.level"]),
            ("第一步，修水管", "第一步，请匠人", ["note.level"]),
            ("一、修水管", "（二）请匠人", ["note.level"]),
            ("3.15晚会后整改", "4.22读书周启幕", ["note.level"]),
            ("后厨有多远", "平台有多难", ["note.level"]),
            ("先修水管", "再请匠人", ["note.level"]),
            ("先修水管", "匠人陆续回来", ["note.level"]),
            ("一、修水管", "匠人陆续回来", ["note.level"]),
        )
    ),
    InputCase("numbered subheads", "05 深度 2026年5月8日|## 老街|记者 王小芳|文。|## 先修水管|甲。|## 再请匠人|乙。|## 后迎客商|丙。", asked,
        ["note.level"]),
    *(
        InputCase("text that breaks off inside a story", f"03 综合 2026年5月8日|# 夜校开课|本报记者 王小芳|{text}", asked, found)
        for text, found in (
            ("今天开课了。|街道办事处正牵头商量|夜市的公约已经公布。", ["note.breaks-off: 街道办事处正牵头商量"]),
            ("今天开课了。|报名的人很多。", []),
            ("今天开课了。|王小芳|报名从速。", []),
            ("今天开课了。|联系电话：5550188|报名从速。", []),
            ("水道料金を上げる条例改正案は|議会で議論になった。", ["note.breaks-off: 水道料金を上げる条例改正案は"]),
            ("수도 요금을 올리는|조례 개정안.", ["note.breaks-off: 수도 요금을 올리는"]),
        )
    ),
    *(
        InputCase("what the print says itself is not asked", f"03 综合 2026年5月8日|# 夜校开课|本报讯 开课。|{text}", asked, found)
        for text, found in (
            ("# 广告|春茶上市，电话5550188", []),
            ("# 公益广告|节约用水", []),
            ("广告|春茶上市", []),
            ("# 遗失声明|木棉遗失身份证，声明作废。", []),
            ("# 公告|某路封闭", []),
            ("# 天气预报|今天多云", []),
            ("# 关于停水的公告|某路停水", ["note.notice"]),
            ("# 广告|本报讯 桥通了。", ["note.ad"]),
            ("# 广告|" + "山里的民宿已经订满，三年前这里的房子一半锁着门。" * 8, ["note.ad"]),
        )
    ),
    *(
        InputCase("captions below their pictures", f"03 综合 2026年5月8日|# 夜校开课|本报讯 开课。|{text}|# 新桥通车|本报讯 通车。", captions, found)
        for text, found in (
            ("![图](b.jpg)|图为夜校。", [["图为夜校。"], []]),
            ("![image](b.jpg)|▲市民清晨到场。", [["市民清晨到场。"], []]),
            ("![](b.jpg)|Crews repair the old pier at HARBOUR CITY on Wednesday. Photo by Siobhan O'Dell/Harbour Gazette",
                [["Crews repair the old pier at HARBOUR CITY on Wednesday."], []]),
            ("![](b.jpg)|은빛마을 북항에서 시민들이 축제를 즐기고 있다. 홍길동 기자|☞ 3면으로 이어짐",
                [["은빛마을 북항에서 시민들이 축제를 즐기고 있다."], []]),
            ("![](b.jpg)|市民清晨到场。|市委书记在调研时强调", [["市民清晨到场。"], []]),
            ("![图1](b.jpg)|▲市民清晨到场。|（下转第3版）", [["市民清晨到场。"], []]),
        )
    ),
    *(
        InputCase("torn lines of a page without headings", f"05 综合 2026年5月8日|夜校开课|本报记者 王小芳|今天开课了。|{text}", texts, found)
        for text, found in (
            ("书店收藏图书七千余册，其中三分之一是地|方文献。", [["今天开课了。", "书店收藏图书七千余册，其中三分之一是地方文献。"]]),
            ("“不光要建好，更要管好。”|木棉告诉记者，志愿者已经到了。", [["今天开课了。", "“不光要建好，更要管好。”木棉告诉记者，志愿者已经到了。"]]),
            ("新桥通车|本报记者 木棉|桥通了。", [["今天开课了。"], ["桥通了。"]]),
            ("全市晨练点增至一百处|本报讯 桥通了。", [["今天开课了。"], ["桥通了。"]]),
        )
    ),
    InputCase("torn lines of a page without headings", "# 図書館|【中村翔】|「静かなところです」|と笑う。", texts, [["「静かなところです」と笑う。"]]),
    InputCase("torn lines of a page without headings", "# 野球|【中村翔】|決勝が6日行われ、|青葉が北浜を下し、<br>優勝した。", texts,
        [["決勝が6日行われ、青葉が北浜を下し、優勝した。"]]),
    InputCase("parts of a header", "# 첫 트램 개통|# 출근길 20분 줄어|## 요금 1500원… 6월까지 무료", header,
        ("", "", "첫 트램 개통/출근길 20분 줄어", "요금 1500원… 6월까지 무료")),
    InputCase("parts of a header", "EDITORIAL|# A library is not a luxury", header, ("EDITORIAL", "", "A library is not a luxury", "")),
]  # fmt: skip
