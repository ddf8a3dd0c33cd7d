# SPDX-License-Identifier: AGPL-3.0-or-later
"""Markdown as hurried hands type it: slips that are named, marks that are read, text that is no mark at all."""

from epubgen.linting.marks import unpaired
from epubgen.linting.passages import Passage
from epubgen.linting.stories import breaks_off
from epubgen.markup import blocks_from_markdown, markdown_from_blocks
from epubgen.model import Paragraph, Poem, Sub, Sup, Text, plain
from tests.input_cases.case import InputCase


def _told(body: str) -> object:
    """What is said of a body: the row, and what to type."""
    found = blocks_from_markdown(body).findings
    return [(one.key, dict(one.args).get("cure", dict(one.args).get("text", ""))) for one in found]


def _words(body: str) -> object:
    """The words of the first paragraph; the rows of the findings where there are any."""
    read = blocks_from_markdown(body)
    first = read.blocks[0]
    return [one.key for one in read.findings] or (plain(first.text) if isinstance(first, Paragraph) else first)


def _raised(body: str) -> object:
    """The runs of the first paragraph that stand higher or lower."""
    first = blocks_from_markdown(body).blocks[0]
    runs = first.text if isinstance(first, Paragraph) else ()
    return [run for run in runs if isinstance(run, (Sub, Sup))]


def _verse(body: str) -> object:
    """The lines of a poem, the same after it was written and read again."""
    read = blocks_from_markdown(f"::: poem\n{body}\n:::").blocks
    assert blocks_from_markdown(markdown_from_blocks(read)).blocks == read
    return [plain(line) for poem in read if isinstance(poem, Poem) for stanza in poem.stanzas for line in stanza]


def _lost(text: str) -> object:
    """The brackets and quotation marks without a partner; the language stands before a bar."""
    language, _, words = text.partition("|")
    return [lost.mark for _, lost in unpaired([Passage(text=words, language=language, path="")])]


BOLD = "bold that is almost typed"
ITEMS = "list items that run together"
LINES = "lines that count on"
HABITS = "marks of other programs"
SPACES = "a space between the brackets"
OPENINGS = "openings of a line"
CELLS = "cells beyond the columns"
SCRIPTS = "scripts at the start of a word"
INDENTS = "the indent of verse"
MASKED = "names that asterisks hide"
DIGITS = "numbers that asterisks hide"
ADDRESSES = "a space in an address"
TEXT = "text that is no mark"
BRACKETS = "brackets around an address"
STOPS = "the end of a sentence"

CASES = [
    InputCase(BOLD, "带好**户口本*再来", _told, [("S16.signs", "**户口本**")]),
    InputCase(BOLD, "带好*户口本**再来", _told, [("S16.signs", "**户口本**")]),
    InputCase(BOLD, "＊＊重点＊＊", _told, [("S16.signs", "**重点**")]),
    InputCase(BOLD, "** 重点 **", _told, [("S16.signs", "**重点**")]),
    InputCase(BOLD, "请看__重点__部分", _told, [("S16.signs", "**重点**")]),
    InputCase(BOLD, "请看_重点_部分", _told, [("S16.signs", "*重点*")]),
    InputCase(BOLD, "==重点==", _told, [("S16.signs", "**重点**")]),
    InputCase(BOLD, "**重点", _told, [("S16.strong", "重点")]),
    InputCase(BOLD, "**加粗*斜*字**", _told, []),
    InputCase(ITEMS, "-取消站点", _told, [("S16.dash", "- 取消站点")]),
    InputCase(ITEMS, "-取消站点\n-新增站点", _told, [("S16.list", "- 取消站点")]),
    InputCase(ITEMS, "－取消站点", _told, [("S16.dash", "- 取消站点")]),
    InputCase(ITEMS, "*取消站点\n*新增站点", _told, [("S16.list", "- 取消站点")]),
    InputCase(ITEMS, "■取消\n■新增", _told, [("S16.list", "- 取消")]),
    InputCase(ITEMS, "-5℃时停运", _told, []),
    InputCase(ITEMS, "-完-", _told, []),
    InputCase(ITEMS, "a wide\n-ism", _told, []),
    InputCase(ITEMS, "\\-取消站点", _told, []),
    InputCase(LINES, "一、甲\n二、乙", _told, [("S16.lines", "一、甲")]),
    InputCase(LINES, "（1）甲\n（2）乙", _told, [("S16.lines", "（1）甲")]),
    InputCase(LINES, "（一）甲\n（二）乙", _told, [("S16.lines", "（一）甲")]),
    InputCase(LINES, "①甲\n②乙", _told, [("S16.lines", "①甲")]),
    InputCase(LINES, "第九，甲\n第十，乙\n第十一，丙", _told, [("S16.lines", "第九，甲")]),
    InputCase(LINES, "A. 甲\nB. 乙", _told, [("S16.lines", "A. 甲")]),
    InputCase(LINES, "Ⅰ甲\nⅡ乙", _told, [("S16.lines", "Ⅰ甲")]),
    InputCase(LINES, "１．甲\n２．乙", _told, [("S16.list", "1. 甲")]),
    InputCase(LINES, "1)甲\n2)乙", _told, [("S16.list", "1. 甲")]),
    InputCase(LINES, "一、甲\n\n二、乙", _told, []),
    InputCase(LINES, "三、甲\n一、乙", _told, []),
    InputCase(HABITS, "见[[首页]]", _told, [("S16.wiki", "")]),
    InputCase(HABITS, "话^[注释]", _told, [("S16.note", "")]),
    InputCase(HABITS, "- [ ] 事\n- [x] 完", _told, [("S16.task", "- 事"), ("S16.task", "- 完")]),
    InputCase(HABITS, "标题\n===", _told, [("S16.underline", "## 标题")]),
    InputCase(HABITS, "![[a.jpg]]", _told, [("S16.embedded", "")]),
    InputCase(HABITS, "Windows ^TM^", _told, [("S16.raised", "^TM^")]),
    InputCase(HABITS, "`[[首页]]` 与 `==a==`", _told, []),
    InputCase(SPACES, "![图] (a.jpg)", _told, [("S16.space", "![图](a.jpg)")]),
    InputCase(SPACES, "![图]　(照片/a b.png)", _told, [("S16.space", "![图](照片/a b.png)")]),
    InputCase(SPACES, "[官网] (https://e.org)", _told, [("S16.space", "[官网](https://e.org)")]),
    InputCase(SPACES, "[上篇] (article:a)", _told, [("S16.space", "[上篇](article:a)")]),
    InputCase(SPACES, "![图] （a.jpg）", _told, [("S16.photo", "![图](a.jpg)")]),
    InputCase(SPACES, "[注] (见下)", _told, []),
    InputCase(OPENINGS, "#标题", _told, [("S16.subhead", "## 标题")]),
    InputCase(OPENINGS, "＃标题", _told, [("S16.subhead", "## 标题")]),
    InputCase(OPENINGS, "##标题", _told, [("S16.subhead", "## 标题")]),
    InputCase(OPENINGS, "》 引文", _told, [("S16.opening", "> 引文")]),
    InputCase(OPENINGS, "＞引文", _told, [("S16.opening", "> 引文")]),
    InputCase(OPENINGS, "[^1]：注释", _told, [("S16.opening", "[^1]: 注释")]),
    InputCase(OPENINGS, "#春节# 好", _told, []),
    InputCase(OPENINGS, "《红楼\n》梦", _told, []),
    InputCase(CELLS, "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 | 4 |", _told, [("S19", "4")]),
    InputCase(CELLS, "|a|b|\n|---|---|\n|1|2|3|4|", _told, [("S19", "3 | 4")]),
    InputCase(CELLS, "a|b\n---|---\n1|2|3", _told, [("S19", "3")]),
    InputCase(CELLS, "> | a | b |\n> |---|---|\n> | 1 | 2 | 3 |", _told, [("S19", "3")]),
    InputCase(CELLS, "| a | b |\n|---|---|\n| 1 \\| 2 | 3 |", _told, []),
    InputCase(CELLS, "| a | b |\n|---|---|\n| 1 | 2 | |", _told, []),
    InputCase(CELLS, "| a | b |\n|---|---|\n| 1 |", _told, []),
    InputCase(SCRIPTS, "(^14^C)", _raised, [Sup((Text("14"),))]),
    InputCase(SCRIPTS, "^235^U", _raised, [Sup((Text("235"),))]),
    InputCase(SCRIPTS, "用~14~C测年", _raised, [Sub((Text("14"),))]),
    InputCase(SCRIPTS, "（~6~C）", _raised, [Sub((Text("6"),))]),
    InputCase(SCRIPTS, "CO~2~", _raised, [Sub((Text("2"),))]),
    InputCase(SCRIPTS, "8~10时，12~14时", _raised, []),
    InputCase(SCRIPTS, "(^o^) (^3^)", _raised, []),
    InputCase(SCRIPTS, "约~10~12℃", _raised, []),
    InputCase(INDENTS, "I wander\n  lonely", _verse, ["I wander", "\u2003lonely"]),
    InputCase(INDENTS, "I wander\n    lonely\n  still", _verse, ["I wander", "\u2003\u2003lonely", "\u2003still"]),
    InputCase(INDENTS, "I wander\n\tlonely", _verse, ["I wander", "\u2003\u2003lonely"]),
    InputCase(INDENTS, "  I wander\n  lonely", _verse, ["I wander", "lonely"]),
    InputCase(INDENTS, "我独行\n  如云", _verse, ["我独行", "\u3000如云"]),
    InputCase(INDENTS, "我独行\n\u3000\u3000如云", _verse, ["我独行", "\u3000\u3000如云"]),
    InputCase(INDENTS, "I wander\n   lonely", _verse, ["I wander", "\u2003\u2002lonely"]),
    *(
        InputCase(MASKED, source, _told, [("S16.masked", cure)] if cure else [])
        for source, cure in {
            "某**与某**": "某[与某]{.strong}",
            "李**和王**": "李[和王]{.strong}",
            "张**、李**、王**三人": "张[、李]{.strong}",
            "张**说，李**也说。": "张[说，李]{.strong}",
            "受害人王**（女）与李**（男）": "王[（女）与李]{.strong}",
            "刘*、王*被抓": "刘[、王]{.em}",
            "- 陈*和林*": "陈[和林]{.em}",
            "김**과 이**는": "김[과 이]{.strong}",
            "J**, who met M**, left": "",
            "J** and M** left": "",
            "陈**王**": "",
            "由李**宣布明日开张**": "",
            "张**": "",
            "**老张**和**小李**": "",
            "**小张**见小王**很好**": "",
            "李[和王]{.strong}": "",
            r"李\*\*和王\*\*": "",
            "他**很**好": "",
            "`李**和王**`": "",
            "他**周一开张**": "",
        }.items()
    ),
    InputCase(MASKED, "| 甲 |\n|---|\n| 李**和王** |", _told, [("S16.masked", "李[和王]{.strong}")]),
    *(
        InputCase(DIGITS, source, _words, source)
        for source in (
            "138****0000与139****0000",
            "6501***********12与6501********34",
            "新A**12与新B**34",
            "12**34与56**78",
            "尾号8**1与8**2",
            "G**1与G**2",
        )
    ),
    InputCase(DIGITS, "A**B**C", _words, "ABC"),
    InputCase(ADDRESSES, "[官网](https://e.org/a b)", _told, [("S16.address", "[官网](https://e.org/a%20b)")]),
    InputCase(
        ADDRESSES, "见[官网](https://e.org/a b c)。", _told, [("S16.address", "[官网](https://e.org/a%20b%20c)")]
    ),
    InputCase(ADDRESSES, "[信](mailto:a @e.org)", _told, [("S16.address", "[信](mailto:a@e.org)")]),
    InputCase(ADDRESSES, "[见](article:a b)", _told, [("S16.address", "[见](article:ab)")]),
    InputCase(ADDRESSES, "[官网]( https://e.org )", _told, []),
    InputCase(ADDRESSES, "[注](见 下)", _told, []),
    InputCase(ADDRESSES, "`[官网](https://e.org/a b)`", _told, []),
    InputCase(TEXT, "-5℃，*ST股与*ST券，5*3*2", _words, "-5℃，*ST股与*ST券，5*3*2"),
    InputCase(TEXT, "昨天<NBA>总决赛与<iPhone 17>", _words, "昨天<NBA>总决赛与<iPhone 17>"),
    InputCase(TEXT, "#春节# 张** 138****0000", _words, "#春节# 张** 138****0000"),
    InputCase(TEXT, "a==b==c 与 C_1_2", _words, "a==b==c 与 C_1_2"),
    InputCase(TEXT, "【官网】（https://a.example）", _words, "【官网】（https://a.example）"),
    InputCase(TEXT, "（*）注：说明（*）", _words, "（*）注：说明（*）"),
    InputCase(TEXT, "[图] (见下) [[1]](https://e.org)", _words, "[图] (见下) [1]"),
    InputCase(BRACKETS, "zh|官网(https://e.org)已开", _lost, []),
    InputCase(BRACKETS, "zh|官网(www.e.org)已开", _lost, []),
    InputCase(BRACKETS, "zh|公告[见https://e.org]已发", _lost, []),
    InputCase(BRACKETS, "en|See (https://e.org/wiki/Bridge_(road)).", _lost, []),
    InputCase(BRACKETS, "en|Write (a@e.org) or {www.e.org}!", _lost, []),
    InputCase(BRACKETS, "en|The range is [0, 1) :) and ;-)", _lost, []),
    InputCase(BRACKETS, "en|See (https://e.org and go.", _lost, ["("]),
    InputCase(BRACKETS, "zh|官网www.e.org)已开", _lost, [")"]),
    InputCase(STOPS, "ชาวบ้านต่างดีใจและเตรียมงานฉลองริมแม่น้ำและถนน", breaks_off, False),
    InputCase(STOPS, "ແລະເຈົ້າໜ້າທີ່ຍັງຕິດຕາມຢ່າງໃກ້ຊິດທຸກວັນ", breaks_off, False),
    InputCase(STOPS, "ហើយអាជ្ញាធរនៅតែតាមដានជាប្រចាំថ្ងៃ", breaks_off, False),
    InputCase(STOPS, "ရေမျက်နှာပြင်သည်မမြင့်တက်ပါဟုဆိုသည", breaks_off, False),
    InputCase(STOPS, "མཐོ་རུ་སོང་མེད་པ་རེད་ཅེས་བཤད་པ་རེད་དགའ", breaks_off, False),
    InputCase(STOPS, "हाँ, बहुत लोग आए।", breaks_off, False),
    InputCase(STOPS, "市长说桥将于上午九时开放并且", breaks_off, True),
    InputCase(STOPS, "The council said that it would", breaks_off, True),
]
