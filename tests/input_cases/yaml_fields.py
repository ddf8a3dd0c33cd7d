# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fields as they are typed in YAML: comments that cut a value, wrapped values, marks in one-line texts."""

from datetime import date

from epubgen.errors import Location
from epubgen.linting import lint
from epubgen.markup import line_as_markdown, line_from_markdown
from epubgen.model import (
    Article,
    CodeSpan,
    Em,
    Foreign,
    Inlines,
    Issue,
    MarkedStr,
    Publication,
    Ruby,
    Strong,
    Struck,
    Sub,
    Sup,
    Tcy,
    Text,
    runs_of,
)
from epubgen.options import Options
from epubgen.serialization import to_yaml
from epubgen.serialization.files import decode_article, decode_issue, decode_photo, decode_publication
from tests.input_cases.case import InputCase

_NOWHERE = Location("a.yaml", 1)


def _told(front: str) -> object:
    """The findings about the front matter of a story: code, line, and the line to type."""
    found = decode_article(f"---\n{front}\n---\n文。\n", Location("a.md"), "a")[1]
    return [(one.code, one.at.line if one.at else None, dict(one.args).get("cure", "")) for one in found]


def _field(front: str) -> object:
    """The field that the front matter ends with, as it was read; the findings where there are any."""
    story, found = decode_article(f"---\ntitle: 题\n{front}\n---\n文。\n", Location("a.md"), "a")
    name = [line.split(":")[0] for line in front.split("\n") if line[:1].isalpha()][-1]
    return [one.code for one in found] or getattr(story, name)


def _told_elsewhere(source: str) -> object:
    """The same of a file that its first line names."""
    kind, _, text = source.partition("\n")
    paper = Publication(id="p", title="报", language="zh")
    found = {
        "issue": lambda: decode_issue(text, _NOWHERE, paper)[1],
        "publication": lambda: decode_publication(text, _NOWHERE)[1],
        "photo": lambda: decode_photo(text, _NOWHERE, "a.jpg")[1],
    }[kind]()
    return [(one.code, dict(one.args).get("cure", "")) for one in found]


def _line(typed: str) -> object:
    """What a one-line field says: its words, its runs where it has marks, and the findings."""
    text, found = line_from_markdown(typed, _NOWHERE)
    codes = [one.key for one in found]
    return (str(text), *((text.runs,) if isinstance(text, MarkedStr) else ()), *((codes,) if codes else ()))


def _again(typed: str) -> object:
    """The runs of a one-line field, and of what is written for them and read again."""
    text = line_from_markdown(typed, _NOWHERE)[0]
    again, found = line_from_markdown(line_as_markdown(text), _NOWHERE)
    return runs_of(text) == runs_of(again) and not found


def _written(typed: str) -> object:
    """A headline of plain words as it stands in the file, and what is read from that."""
    fields = to_yaml(Article(id="a", title=(typed,)), leave=("body", "footnotes", "id"))
    story = decode_article(f"---\n{fields}---\n", Location("a.md"), "a")[0]
    return (story.title, isinstance(story.title[0], MarkedStr)) if story else None


def _printed_raw(front: str) -> object:
    """What is said of markup in fields of plain words: the field, and what to type."""
    story = decode_article(f"---\ntitle: 题\n{front}\n---\n文。\n", Location("a.md"), "a")[0]
    paper = Publication(id="p", title="报", language="zh")
    issue = Issue(publication=paper, date=date(2026, 1, 5), articles=(story,) if story else ())
    told = [one for one in lint(issue, None, Options()) if one.code == "T11"]
    return [(one.field, one.at.line if one.at else None, dict(one.args)["right"]) for one in told]


def _t(*words: str) -> Inlines:
    return tuple(map(Text, words))


CUT = "a number sign after one space"
KEPT = "a number sign that cuts nothing"
FILES = "a number sign in other files"
WRAPPED = "a wrapped value"
MARKS = "marks in a one-line field"
PLAIN = "what looks like a mark and is none"
HELD = "what cannot stand in a one-line field"
RAW = "markup in a field of plain words"
BACK = "a one-line field written and read again"
MADE = "a headline from a program"

CASES = [
    InputCase(CUT, "title: 港口 #1 泊位 明日 开放", _told, [("S20", 2, 'title: "港口 #1 泊位 明日 开放"')]),
    InputCase(CUT, "title: 题\nsummary: 去年 #话题# 今年", _told, [("S20", 3, 'summary: "去年 #话题# 今年"')]),
    InputCase(CUT, "标题: C # 入门", _told, [("S20", 2, '标题: "C # 入门"')]),
    InputCase(CUT, "title: 题\nsummary: #话题# 今年", _told, [("S20", 3, 'summary: "#话题# 今年"')]),
    InputCase(CUT, "title: 题\nkeywords:\n  - 港口 #1\n  - 二", _told, [("S20", 4, '- "港口 #1"')]),
    InputCase(CUT, "title: 题\nkeywords: [港口 #1, 泊位]", _told, [("S20", 3, 'keywords: ["港口 #1", 泊位]')]),
    InputCase(CUT, "title: [港口 #1 泊位]\nkind: brief", _told, [("S20", 2, 'title: ["港口 #1 泊位"]')]),
    InputCase(CUT, "title: 题\nauthors: 林一 #记者", _told, [("S20", 3, 'authors: "林一 #记者"')]),
    InputCase(CUT, 'title: 题\nbyline: 何 #1 "乙"', _told, [("S20", 3, "byline: '何 #1 \"乙\"'")]),
    InputCase(CUT, "title: 题\nsummary: 一 #话题\n  二\nkind: brief", _told, [("S20", 3, 'summary: "一 #话题二"')]),
    InputCase(
        CUT,
        "title: 题\nlead_photo: {file: a.jpg, caption: 图 #1}",
        _told,
        [("S20", 3, 'lead_photo: {file: a.jpg, caption: "图 #1"}')],
    ),
    InputCase(KEPT, "title: 港口  # 注释", _told, []),
    InputCase(KEPT, 'title: "港口 #1" # 注释', _told, []),
    InputCase(KEPT, "title: 题\nkind: brief # 简讯", _told, []),
    InputCase(KEPT, "title: 题\npage: 01 # 头版\ndate: 2026-01-05 # 周一", _told, []),
    InputCase(KEPT, "title: 题\nsummary: # 稍后补", _told, []),
    InputCase(KEPT, "title: >\n  港口 #1\n  泊位", _told, []),
    InputCase(KEPT, "title: 题#1\nurls: https://e.org/#top # 官网", _told, []),
    InputCase(FILES, "photo\ncaption: 图 #1", _told_elsewhere, [("S20", 'caption: "图 #1"')]),
    InputCase(FILES, "photo\ncredit: 何龙 #摄", _told_elsewhere, [("S20", 'credit: "何龙 #摄"')]),
    InputCase(
        FILES, "issue\ndate: 2026-01-05 # 周一\nedition: 早报 #2", _told_elsewhere, [("S20", 'edition: "早报 #2"')]
    ),
    InputCase(FILES, "issue\ndate: 2026-01-05\nnotices: 通知 #1", _told_elsewhere, [("S20", 'notices: "通知 #1"')]),
    InputCase(
        FILES,
        "publication\nid: p # 代号\ntitle: 报 #1\nlanguage: zh # 中文",
        _told_elsewhere,
        [("S20", 'title: "报 #1"')],
    ),
    InputCase(FILES, "publication\nid: p\ntitle: 报  # 名\nlanguage: zh", _told_elsewhere, []),
    InputCase(WRAPPED, "deck: 港口一号\n  明日开放", _field, ("港口一号明日开放",)),
    InputCase(WRAPPED, "summary: >\n  港口\n  一号", _field, "港口一号"),
    InputCase(WRAPPED, "summary: |\n  港口\n  一号\n", _field, "港口一号"),
    InputCase(WRAPPED, 'deck: "港口\n  一号"', _field, ("港口一号",)),
    InputCase(WRAPPED, "deck: '港口\n\n  一号'", _field, ("港口一号",)),
    InputCase(WRAPPED, "deck: ミナト\n  開く", _field, ("ミナト開く",)),
    InputCase(WRAPPED, "deck: 항구\n  열다", _field, ("항구 열다",)),
    InputCase(WRAPPED, "deck: The quay\n  opens", _field, ("The quay opens",)),
    InputCase(WRAPPED, "summary: >-\n  到 2030\n  年 iPhone\n  手机", _field, "到 2030年 iPhone 手机"),
    InputCase(WRAPPED, "byline: |\n  何小雨\n  罗月", _field, "何小雨罗月"),
    InputCase(WRAPPED, "rights: 版权\n  所有", _field, "版权所有"),
    InputCase(MARKS, "A &amp; B 公司 &nbsp;合并", _line, ("A & B 公司 合并",)),
    InputCase(MARKS, "R&amp;D 投入 &lt;5%", _line, ("R&D 投入 <5%",)),
    InputCase(MARKS, "5&nbsp;km", _line, ("5\xa0km",)),
    InputCase(
        MARKS, '[礁石]{ruby="jiāo shí"}的灯塔', _line, ("礁石的灯塔", (Ruby("礁石", "jiāo shí"), Text("的灯塔")))
    ),
    InputCase(MARKS, "**头条**：今日", _line, ("头条：今日", (Strong(_t("头条")), Text("：今日")))),
    InputCase(MARKS, "*强调*与`码`", _line, ("强调与码", (Em(_t("强调")), Text("与"), CodeSpan("码")))),
    InputCase(MARKS, "CO~2~与 m^2^", _line, ("CO2与 m2", (Text("CO"), Sub(_t("2")), Text("与 m"), Sup(_t("2"))))),
    InputCase(MARKS, "^14^C 测年", _line, ("14C 测年", (Sup(_t("14")), Text("C 测年")))),
    InputCase(
        MARKS,
        "[Paris]{lang=fr}[12]{.tcy}月",
        _line,
        ("Paris12月", (Foreign(_t("Paris"), "fr"), Tcy("12"), Text("月"))),
    ),
    InputCase(MARKS, "原价~~500~~300元", _line, ("原价300元", (Text("原价"), Struck(_t("500")), Text("300元")))),
    InputCase(PLAIN, "5*3*2", _line, ("5*3*2",)),
    InputCase(PLAIN, "*ST康得、*ST信威停牌", _line, ("*ST康得、*ST信威停牌",)),
    InputCase(PLAIN, "M*A*S*H 重映", _line, ("M*A*S*H 重映",)),
    InputCase(PLAIN, "价格（*）与注（*）", _line, ("价格（*）与注（*）",)),
    InputCase(PLAIN, "[图] 与 [图](注)", _line, ("[图] 与 [图](注)",)),
    InputCase(PLAIN, "C_1_2 与 8~10时，12~14时", _line, ("C_1_2 与 8~10时，12~14时",)),
    InputCase(PLAIN, "昨天<NBA>总决赛 a<b (^o^)", _line, ("昨天<NBA>总决赛 a<b (^o^)",)),
    InputCase(PLAIN, "AT&T #1", _line, ("AT&T #1",)),
    InputCase(HELD, "第<i>5</i>号", _line, ("第<i>5</i>号", ["S09.html"])),
    InputCase(HELD, "上<br>下", _line, ("上<br>下", ["S18.break"])),
    InputCase(HELD, "标题[^1]", _line, ("标题", ["S09.notes"])),
    InputCase(HELD, "见[官网](https://e.org)", _line, ("见官网", ["S18.link"])),
    InputCase(HELD, "![图](a.jpg)", _line, ("![图](a.jpg)", ["S18.image"])),
    InputCase(HELD, "**头条", _line, ("**头条", ["S16.strong"])),
    InputCase(HELD, "## 头条", _line, ("## 头条", ["S16.opening"])),
    InputCase(HELD, "> 头条", _line, ("> 头条", ["S16.opening"])),
    InputCase(
        HELD, "李**和王**被抓", _line, ("李和王被抓", (Text("李"), Strong(_t("和王")), Text("被抓")), ["S16.masked"])
    ),
    InputCase(PLAIN, "# 1 候选人", _line, ("# 1 候选人",)),
    InputCase(HELD, "＊＊头条＊＊", _line, ("＊＊头条＊＊", ["S16.signs"])),
    InputCase(RAW, "authors: A &amp; B", _printed_raw, [("authors[0].name", 3, "A & B")]),
    InputCase(RAW, "authors: {name: 何龙, org: '**本报**'}", _printed_raw, [("authors[0].org", 3, "本报")]),
    InputCase(RAW, "keywords: [渔港, <b>潮汐</b>]", _printed_raw, [("keywords[1]", 3, "潮汐")]),
    InputCase(RAW, "lead_photo:\n  file: a.jpg\n  alt: 一座<i>灯塔</i>", _printed_raw, [("alt", 5, "一座灯塔")]),
    InputCase(RAW, "credits: \"[何龙]{ruby='lóng'}\"", _printed_raw, [("credits[0].name", 3, "何龙")]),
    InputCase(RAW, "dateline: 新华社北京[^1]电", _printed_raw, [("dateline.label", 3, "新华社北京电")]),
    InputCase(RAW, "authors: AT&T 与 *ST 与 <NBA>", _printed_raw, []),
    InputCase(RAW, "summary: '**要点** &amp; \\\\**'", _printed_raw, []),
    *(
        InputCase(BACK, typed, _again, True)
        for typed in (
            "5\\*3\\*与*强*",
            '[礁石]{ruby="jiāo"}',
            "CO~2~",
            "*[ST股]{lang=en}*",
            "[]{.br}甲\\<b>",
            "a**b**c",
            "[*ST*]{.em}2*3",
            "^14^C~2~",
            "8[1与8]{.strong}1",
            "~~旧~~新",
        )
    ),
    *(
        InputCase(MADE, title, _written, ((title,), False))
        for title in (
            "5*3*2",
            "**原样**",
            "[图]{ruby=x}",
            "H~2~O",
            "A &amp; B",
            "<b>粗</b>",
            "港口 #1",
            "*ST康得",
            "[^1]",
        )
    ),
]
