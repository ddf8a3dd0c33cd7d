"""Pages of print: who signed, where a story was sent from, what a tool put round it, what a scan got wrong."""

from __future__ import annotations

from epubgen.importers.printed_page.bylines import bare_signature, closing, signature
from epubgen.importers.printed_page.datelines import opening
from epubgen.importers.printed_page.dialects import normalised_pages
from epubgen.importers.printed_page.people import People
from epubgen.languages.misreadings import likely_misreadings
from tests.input_cases.case import InputCase

Who = list[tuple[str, str, str]]


def named(found: People | None) -> Who | None:
    """Name, role and house of each; ``None`` for no byline."""
    return [(one.name, one.role, one.org) for one in found.credits] if found else None


def line(source: str) -> object:
    return named(signature(source, {}))


def placed(source: str) -> object:
    found = signature(source, {})
    return (named(found), found.dateline.place) if found and found.dateline else named(found)


def doubts(source: str) -> object:
    found = signature(source, {})
    return [other for doubt in found.doubts for other in doubt.alternatives if other != "text"] if found else None


def bare(source: str) -> object:
    return [name for name, _, _ in named(bare_signature(source, {})) or []]


def begun(source: str) -> object:
    found = opening(source, {})
    dateline = found.dateline if found else None
    at = (dateline.place, dateline.date, dateline.agency) if dateline else None
    return (at, named(found.who), source[found.length :]) if found else None


def ended(source: str) -> object:
    found = closing(source, {})
    return (source[: found[0]].rstrip(), named(found[1])) if found else None


def plain_page(source: str) -> object:
    return ["\n".join(text for _, text in page.lines).strip() for page in normalised_pages(source)]


def likely(source: str) -> object:
    return [one.likely for one in likely_misreadings(source, "zh-Hans")]


REPORTER, AUTHOR, PHOTO = "reporter", "", "photographer"

LINES: dict[str, object] = {
    "晨报记者 李大力": [("李大力", REPORTER, "晨报")],
    "某报记者 王小芳": [("王小芳", REPORTER, "某报")],
    "新晚报·客户端记者 王小芳": [("王小芳", REPORTER, "新晚报·客户端")],
    "新华社记者 王小芳、李大力": [("王小芳", REPORTER, "新华社"), ("李大力", REPORTER, "新华社")],
    "本报驻青溪记者 王小芳": [("王小芳", REPORTER, "")],
    "文/王小芳": [("王小芳", AUTHOR, "")],
    "作者：王小芳": [("王小芳", AUTHOR, "")],
    "撰文：王小芳": [("王小芳", AUTHOR, "")],
    "文/王小芳 图/李大力": [("王小芳", AUTHOR, ""), ("李大力", PHOTO, "")],
    "文/图 王小芳": [("王小芳", AUTHOR, ""), ("王小芳", PHOTO, "")],
    "采写：本报记者 王小芳": [("王小芳", REPORTER, "")],
    "記者：陳嵐　攝影：何詠詩": [("陳嵐", REPORTER, ""), ("何詠詩", PHOTO, "")],
    "（王小芳）": [("王小芳", AUTHOR, "")],
    "本报评论员": [("本报评论员", "commentator", "")],
    "新华社发（王小芳摄）": [("王小芳", PHOTO, "")],
    "【山田太郎】": [("山田太郎", AUTHOR, "")],
    "記者・山田太郎": [("山田太郎", REPORTER, "")],
    "文・写真　山田太郎": [("山田太郎", AUTHOR, ""), ("山田太郎", PHOTO, "")],
    "홍길동 기자": [("홍길동", REPORTER, "")],
    "홍길동·김서연 기자": [("홍길동", REPORTER, ""), ("김서연", REPORTER, "")],
    "글·사진 홍길동 기자": [("홍길동", REPORTER, ""), ("홍길동", PHOTO, "")],
    "홍길동 기자 hong@example.kr": [("홍길동", REPORTER, "")],
    "By Anna Kirk": [("Anna Kirk", REPORTER, "")],
    "BY SIOBHAN O'DELL": [("Siobhan O'Dell", REPORTER, "")],
    "By ANNA KIRK\nStaff Writer": [("Anna Kirk", REPORTER, "")],
    "By Anna Kirk | Harbour Gazette": [("Anna Kirk", REPORTER, "Harbour Gazette")],
    "By Anna Kirk and Ned Frost": [("Anna Kirk", REPORTER, ""), ("Ned Frost", REPORTER, "")],
    "By Anna Kirk/AP": [("Anna Kirk", REPORTER, ""), ("AP", "agency", "")],
    "Anna Kirk, Staff Reporter": [("Anna Kirk", REPORTER, "")],
    "VON PETRA FROST": [("Petra Frost", REPORTER, "")],
    "Par Anne Kerléo": [("Anne Kerléo", REPORTER, "")],
    "Photo by Tom Vale/Harbour Gazette": [("Tom Vale", PHOTO, "Harbour Gazette")],
    # No bylines.
    "记者手记": None,
    "记者从水务集团获悉": None,
    "by the transit agency on Thursday.": None,
    "기자 회견": None,
    "Council backs flood wall": None,
    "今天下雨": None,
}

PLACED: dict[str, object] = {
    "記者陳嵐／台北報導": ([("陳嵐", REPORTER, "")], "台北"),
    "記者陳嵐/新竹縣報導": ([("陳嵐", REPORTER, "")], "新竹縣"),
    "【記者陳嵐、王明/台北報導】": ([("陳嵐", REPORTER, ""), ("王明", REPORTER, "")], "台北"),
    "陳嵐／台北報導": ([("陳嵐", AUTHOR, "")], "台北"),
    "【記者歐陽敏花蓮報導】": ([("歐陽敏", REPORTER, "")], "花蓮"),
    "本报记者 王小芳 青溪报道": ([("王小芳", REPORTER, "")], "青溪"),
    "本报记者 王小芳 发自北京": ([("王小芳", REPORTER, "")], "北京"),
}

DOUBTS: dict[str, object] = {
    "记者 晨报": ["org: 晨报"],
    "记者 青溪县": ["place: 青溪县"],
    "本报记者 陳嵐台北": ["byline: 陳嵐, place: 台北"],
    "通讯员 融媒中心": ["org: 融媒中心"],
    "記者 台北": ["place: 台北"],
    "记者 王小芳": [],
    "晨报记者 李大力": [],
    "□ 阿依古丽·买买提": [],
}

BARE: dict[str, object] = {
    "王小芳": ["王小芳"],
    "李大力 王小芳": ["李大力", "王小芳"],
    "王 芳": ["王芳"],
    "山田太郎": ["山田太郎"],
    "김서연": ["김서연"],
    "LENA MOOR": ["Lena Moor"],
    "LENA MOOR\nASSOCIATED PRESS": ["Lena Moor", "Associated Press"],
    "RUTH McALLISTER": ["RUTH McALLISTER"],
    "春夜": [],
    "新桥通车": [],
    "白石县": [],
    "Weather": [],
}

OPENINGS: dict[str, object] = {
    "本报青溪5月8日电 （记者王小芳）近日": (("青溪", "5月8日", ""), [("王小芳", REPORTER, "")], "近日"),
    "本报北京5月8日电　近日": (("北京", "5月8日", ""), None, "近日"),
    "【本報南京八日專電】據聞": (("南京", "八日", ""), None, "據聞"),
    "（中央社記者陳嵐台北8日電）昨": (("台北", "8日", "中央社"), [("陳嵐", REPORTER, "")], "昨"),
    "（中央社台北8日電）昨": (("台北", "8日", "中央社"), None, "昨"),
    "【本報台北訊】昨": (("台北", "", ""), None, "昨"),
    "〔記者陳嵐／台北報導〕昨": (("台北", "", ""), [("陳嵐", REPORTER, "")], "昨"),
    "本报讯 （王小芳 李大力）近日": (("", "", ""), [("王小芳", AUTHOR, ""), ("李大力", AUTHOR, "")], "近日"),
    "人民网北京5月8日电（记者 王小芳）近日": (("北京", "5月8日", "人民网"), [("王小芳", REPORTER, "")], "近日"),
    "【ワシントン＝山田太郎】米": (("ワシントン", "", ""), [("山田太郎", REPORTER, "")], "米"),
    "【ロンドン共同】英": (("ロンドン", "", "共同"), None, "英"),
    "[청하=뉴스온] 홍길동 기자 = 시는": (("청하", "", "뉴스온"), [("홍길동", REPORTER, "")], "시는"),
    "HARBOUR CITY — The council": (("HARBOUR CITY", "", ""), None, "The council"),
    "WASHINGTON, May 8 (Reuters) - The": (("WASHINGTON", "", "Reuters"), None, "The"),
    "Hafenstadt (dpa). Der Rat": (("Hafenstadt", "", "dpa"), None, "Der Rat"),
    "THE END — that is all": None,
    "本报电话今天开通": None,
    "本报记者昨日走访": None,
    "Yes. It is so.": None,
}

ENDS: dict[str, object] = {
    "开放。（王小芳）": ("开放。", [("王小芳", AUTHOR, "")]),
    "开放。（本报记者 王小芳 通讯员 李大力）": ("开放。", [("王小芳", REPORTER, ""), ("李大力", "correspondent", "")]),
    "目指す。（鈴木一郎）": ("目指す。", [("鈴木一郎", AUTHOR, "")]),
    "目指す。＝鈴木一郎": ("目指す。", [("鈴木一郎", AUTHOR, "")]),
    "밝혔다. 홍길동 기자": ("밝혔다.", [("홍길동", REPORTER, "")]),
    "The end. (Anna Kirk)": ("The end.", [("Anna Kirk", AUTHOR, "")]),
    "港で、伊藤健撮影": ("港で", [("伊藤健", PHOTO, "")]),
    "說。（中央社）": ("說。", [("中央社", "agency", "")]),
    "说。（笑）": None,
    "待续。（未完待续）": None,
    "う。（敬称略）": None,
    "The vote (7 to 4)": None,
}

STORY = "# 夜校开课\n\n夜校今天开课。"
DIALECTS: dict[str, object] = {
    f"```markdown\n{STORY}\n```": [STORY],
    f"~~~\n{STORY}\n~~~": [STORY],
    "# 致 读 者\n\n文。": ["# 致读者\n\n文。"],
    "**渡口今天退役**\n\n文。": ["## 渡口今天退役\n\n文。"],
    "**一行**\n**又一行**\n\n文。": ["## 一行<br>又一行\n\n文。"],
    f"{STORY}\n\n<!-- Page 2 -->\n\n# 书市": [STORY, "# 书市"],
    f"{STORY}\n\n{{1}}----------------\n\n# 书市": [STORY, "# 书市"],
    "<table><tr><td>甲</td><td>乙</td></tr></table>": ["| 甲 | 乙 |\n|---|---|"],
    "|甲|乙|\n|-|-|": ["|甲|乙|\n|---|---|"],
    "正文里的**重点**。": ["正文里的**重点**。"],
    "- 一\n- 二": ["- 一\n- 二"],
}

MISREADINGS: dict[str, object] = {
    "20l6年的事": ["2016"],
    "1O0万元": ["100"],
    "二O二六年": ["二〇二六"],
    "巳经完工": ["已经"],
    "末来五年": ["未来"],
    "到本周未。": ["周未。".replace("未", "末")],
    "人囗普查": ["人口普"],
    "锟斤拷": [""],
    "名单□□□待补": [""],
    "2月30日": [""],
    "O2O模式": [],
    "乙巳年": [],
    "周末来临": [],
    "来自已有线路": [],
}

CASES: list[InputCase] = [
    InputCase(kind, source, read, expected)
    for kind, read, table in (
        ("bylines", line, LINES),
        ("bylines with a place", placed, PLACED),
        ("names that may be none", doubts, DOUBTS),
        ("bare names", bare, BARE),
        ("datelines", begun, OPENINGS),
        ("names behind a text", ended, ENDS),
        ("habits of scanning tools", plain_page, DIALECTS),
        ("misread words", likely, MISREADINGS),
    )
    for source, expected in table.items()
]
