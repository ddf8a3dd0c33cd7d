"""People and numbers: names in every field for people, roles as printed, digits where digits are meant."""

from dataclasses import replace
from datetime import date

from epubgen.errors import Finding, Location
from epubgen.model import Article, Credit, Issue, Publication
from epubgen.options import Options
from epubgen.pipeline.prepare import read_source
from epubgen.serialization import decode_article, decode_issue, decode_publication
from epubgen.transforms.people import with_people
from tests.input_cases.case import InputCase

_PAPER = Publication(id="p", title="P", language="zh-Hans", roles={"主笔": "commentator"})


def _credits(story: Article, language: str = "zh-Hans") -> list[tuple[str, str, str]]:
    issue = Issue(publication=replace(_PAPER, language=language), date=date(2026, 4, 22), articles=(story,))
    made = with_people(issue).articles[0]
    return [(one.name, one.role, one.printed_role) for one in (*made.authors, *made.credits)]


def _people(front: str) -> list[tuple[str, str, str]]:
    story, _ = decode_article(f"---\ntitle: T\n{front}\n---\n正文。\n", Location("a.md"), "a")
    return _credits(story) if story else []


def _fields(front: str) -> dict[str, object]:
    """The fields that the front matter fills, or the codes that refuse it."""
    story, found = decode_article(f"---\n{front}\n---\n正文。\n", Location("a.md"), "a")
    if story is None or found:
        return {"refused": [one.code for one in found]}
    names = ("title", "deck", "kicker", "column", "summary", "keywords")
    filled = {name: getattr(story, name) for name in names if getattr(story, name)}
    kind = {"kind": story.kind} if "體裁" in front else {}
    photos = {"photos": tuple((one.file, one.caption) for one in story.photos)} if story.photos else {}
    return filled | kind | photos


def _names(typed: str) -> list[str]:
    """The names in ``language: names``."""
    language, _, names = typed.partition(": ")
    story = Article(id="a", title=("T",), authors=(Credit(name=names),))
    return [name for name, _, _ in _credits(story, language)]


def _collected(author: str) -> list[str]:
    text = (
        '{"source": "潮报", "date": "2026-04-22", "pages": [{"page": "01", "page_name": "要闻", "articles": '
        f'[{{"title": "题", "author": "{author}", "content": "正文。"}}]}}]}}'
    )
    reading, _ = read_source({"a.json": text}, Options())
    return [one.name for one in reading.issue.articles[0].authors]


def _told(value: object, found: tuple[Finding, ...]) -> object:
    return [f"{f.key} {dict(f.args).get('right', '')}".strip() for f in found] or value


def _issue(line: str) -> object:
    issue, found = decode_issue(f"date: 2026-04-22\n{line}\n", Location("issue.yaml"), _PAPER)
    assert issue
    return _told((issue.numbering.total, [page.number for page in issue.pages], issue.page_count), found)


def _date(typed: str) -> object:
    issue, found = decode_issue(f"date: {typed}\n", Location("issue.yaml"), _PAPER)
    return _told(issue.date.isoformat() if issue else "", found)


def _kind(typed: str) -> object:
    story, found = decode_article(f"---\ntitle: T\n{typed}\n---\n正文。\n", Location("a.md"), "a")
    assert story
    return _told((story.kind, story.priority, story.byline_at), found)


def _paper(line: str) -> object:
    paper, found = decode_publication(f"id: p\ntitle: P\nlanguage: zh\n{line}\n", Location("publication.yaml"))
    assert paper
    name = line.partition(":")[0]
    return _told(getattr(paper, name), found)


def _number(line: str) -> object:
    paper, found = decode_publication(f"id: p\ntitle: P\nlanguage: zh\n{line}\n", Location("publication.yaml"))
    assert paper
    return _told((paper.ids.cn, paper.ids.issn, paper.postal_code), found)


CASES: list[InputCase] = [
    *(
        InputCase("role keys of other scripts", front, _people, right)
        for front, right in {
            "記者: 何小雨、羅月": [("何小雨", "reporter", ""), ("羅月", "reporter", "")],
            "通訊員: 何小雨": [("何小雨", "correspondent", "")],
            "責任編輯: 何小雨": [("何小雨", "editor", "責任編輯")],
            "攝影: 何小雨": [("何小雨", "photographer", "")],
            "校對: 何小雨": [("何小雨", "proofreader", "校對")],
            "写真: 田中一郎": [("田中一郎", "photographer", "写真")],
            "撮影: 田中一郎": [("田中一郎", "photographer", "")],
            "編集: 田中一郎": [("田中一郎", "editor", "編集")],
            "翻訳: 田中一郎": [("田中一郎", "translator", "翻訳")],
            "기자: 김영수": [("김영수", "reporter", "")],
            "사진: 김영수": [("김영수", "photographer", "")],
            "편집: 김영수": [("김영수", "editor", "편집")],
            "번역: 김영수": [("김영수", "translator", "번역")],
            "기자: 김영수\n사진: 이철수": [("김영수", "reporter", ""), ("이철수", "photographer", "")],
            "写真: photos/a.jpg": [],
            "사진: [a.PNG, b.png]": [],
        }.items()
    ),
    *(
        InputCase("fields in traditional characters", front, _fields, right)
        for front, right in {
            "標題: 港口": {"title": ("港口",)},
            "標題: 港口\n副題: 明日\n肩題: 昨日": {"title": ("港口",), "deck": ("明日",), "kicker": ("昨日",)},
            "標題: 港口\n欄目: 評論\n體裁: 新聞": {"title": ("港口",), "column": "評論", "kind": "news"},
            "標題: 港口\n導讀: 摘要\n關鍵詞: [港, 船]": {"title": ("港口",), "summary": "摘要", "keywords": ("港", "船")},
            "標題: 港口\n圖片: [{file: a.jpg, 圖片說明: 說}]": {"title": ("港口",), "photos": (("a.jpg", "說"),)},
            "標題: 港口\n写真: a.jpg": {"title": ("港口",), "photos": (("a.jpg", ""),)},
            "標題: 港口\n标题: 港口": {"refused": ["S06"]},
            "标題: 港口": {"refused": ["S01"]},
        }.items()
    ),
    *(
        InputCase("fields for people", typed, _people, right)
        for typed, right in {
            "作者: 何小雨、罗月": [("何小雨", "", ""), ("罗月", "", "")],
            "记者: 何小雨 罗月": [("何小雨", "reporter", ""), ("罗月", "reporter", "")],
            "责任编辑: 甲、乙": [("甲", "editor", "责任编辑"), ("乙", "editor", "责任编辑")],
            "authors: [何小雨、罗月, 陈潮]": [("何小雨", "", ""), ("罗月", "", ""), ("陈潮", "", "")],
            "authors: {name: 何小雨、罗月, role: 记者}": [("何小雨", "reporter", ""), ("罗月", "reporter", "")],
            "authors: {name: 何小雨, role: 本报记者}": [("何小雨", "reporter", "本报记者")],
            "authors: {name: 何小雨, role: 주필}": [("何小雨", "주필", "")],
            "authors: {name: 何小雨, role: 主笔}": [("何小雨", "主笔", "")],
            "authors: {name: 김민수, role: 기자}": [("김민수", "reporter", "")],
            "credits: {name: 何小雨，罗月, role: 责编}": [("何小雨", "editor", "责编"), ("罗月", "editor", "责编")],
            "通讯员: 何小雨，罗月": [("何小雨", "correspondent", ""), ("罗月", "correspondent", "")],
            "作者: 本报记者 何小雨 通讯员 罗月": [("何小雨", "reporter", "本报记者"), ("罗月", "correspondent", "")],
            "作者: 记者何小雨、罗月": [("何小雨", "reporter", ""), ("罗月", "reporter", "")],
            "作者: 何小雨 摄": [("何小雨 摄", "", "")],
            "作者: 何小雨 文/图": [("何小雨", "reporter", "文/图")],
            "作者: 文/何小雨 图/罗月": [("何小雨", "reporter", ""), ("罗月", "photographer", "")],
            "作者: 何小雨 文 罗月 图": [("何小雨", "reporter", ""), ("罗月", "photographer", "")],
            "作者: 何小雨、罗月 编译": [("何小雨", "compiled", ""), ("罗月", "compiled", "")],
            "作者: 本报记者何小雨 通讯员罗月 文/图": [("本报记者何小雨 通讯员罗月 文/图", "", "")],
            "作者: 新华社记者 李明 王芳": [("李明", "reporter", "新华社记者"), ("王芳", "reporter", "新华社记者")],
            "作者: 本报记者何小雨 实习生罗月": [("何小雨", "reporter", "本报记者"), ("罗月", "intern", "实习生")],
            "记者: 见习记者何小雨": [("何小雨", "intern", "见习记者")],
            "通讯员: 何小雨 文/图": [("何小雨", "reporter", "文/图")],
            "作者: 记者 何小雨 罗月 北京报道": [("记者 何小雨 罗月 北京报道", "", "")],
            "作者: 김민수 기자·이영희 기자": [("김민수", "reporter", ""), ("이영희", "reporter", "")],
            "authors: [{name: 何小雨, role: 文/图}]": [("何小雨", "reporter", "文/图")],
        }.items()
    ),
    *(
        InputCase("names in one field", typed, _names, right)
        for typed, right in {
            "zh: 何小雨、罗月": ["何小雨", "罗月"], "zh: 何小雨 罗月": ["何小雨", "罗月"], "zh: 李 明": ["李明"],
            "zh: 何小雨,罗月": ["何小雨", "罗月"], "zh: 何小雨　罗月": ["何小雨", "罗月"], "zh: 何小雨/罗月": ["何小雨", "罗月"],
            "zh: 买买提·艾力": ["买买提·艾力"], "zh: 买买提·艾力 罗月": ["买买提·艾力", "罗月"],
            "zh: 昌吉州 融媒体中心": ["昌吉州 融媒体中心"], "zh: 何小雨、罗月等": ["何小雨、罗月等"],
            "ja: リサ・スミス": ["リサ・スミス"], "ja: 山田 太郎": ["山田 太郎"], "ja: 山田太郎、鈴木花子": ["山田太郎", "鈴木花子"],
            "ja: 山田太郎 鈴木花子": ["山田太郎", "鈴木花子"], "ko: 김민수, 이영희": ["김민수", "이영희"],
            "ko: 김민수·이영희 기자": ["김민수", "이영희"], "ko: 도널드 트럼프": ["도널드 트럼프"],
            "ug: ئابدۇللا، گۈلنار": ["ئابدۇللا", "گۈلنار"],
            "en: A. Smith and B. Jones": ["A. Smith", "B. Jones"], "en: John Smith, Jr.": ["John Smith, Jr."],
            "en: Jane Doe, Ann Lee and Carl van der Berg": ["Jane Doe", "Ann Lee", "Carl van der Berg"],
            "en: Smith, John": ["Smith, John"], "en: Marks & Spencer": ["Marks & Spencer"],
            "en: Smith, J.; Doe, A.": ["Smith, J.", "Doe, A."], "de: Anna Ott und Kai Lenz": ["Anna Ott", "Kai Lenz"],
            "sv: Karl Melander/TT": ["Karl Melander/TT"], "es: José Ortega y Gasset": ["José Ortega y Gasset"],
            "zh: 全国人大代表、作家 李明": ["全国人大代表、作家 李明"], "zh: 李明 教授": ["李明 教授"],
            "zh: 记者站 李明": ["记者站 李明"], "zh: 文/何小雨": ["何小雨"], "ja: 山田太郎、鈴木花子記者": ["山田太郎", "鈴木花子"],
            "ja: 朝日新聞 山田太郎": ["朝日新聞 山田太郎"], "ja: 文・山田太郎、写真・鈴木花子": ["山田太郎", "鈴木花子"],
            "ko: 김민수 이영희 기자": ["김민수", "이영희"], "ko: 김민수 기자, 이영희 기자": ["김민수", "이영희"],
            "en: John Smith, Staff Writer": ["John Smith, Staff Writer"], "en: Jane Doe, New York": ["Jane Doe, New York"],
            "th: สมชาย ใจดี, สมหญิง รักเรียน": ["สมชาย ใจดี", "สมหญิง รักเรียน"],
            "hi: राम शर्मा, सीता वर्मा": ["राम शर्मा", "सीता वर्मा"],
            "en: Ministry of Health and Social Care": ["Ministry of Health and Social Care"],
        }.items()
    ),
    *(
        InputCase("authors of a collector", typed, _collected, right)
        for typed, right in {
            "何小雨 罗月": ["何小雨", "罗月"], "何小雨、罗月": ["何小雨", "罗月"], "何小雨": ["何小雨"],
            "John Smith": ["John Smith"], "John Smith and Ann Lee": ["John Smith", "Ann Lee"],
            "买买提·艾力": ["买买提·艾力"], "": [],
        }.items()
    ),
    *(
        InputCase("numbers of an issue", typed, _issue, right)
        for typed, right in {
            "pages: [{number: “02”}]": ("", ["02"], None), "pages: [{number: ０２}]": ("", ["02"], None),
            "pages: [{number: Ａ１}]": ("", ["A1"], None), "pages: [{number: iv}, {number: 封面}]": ("", ["iv", "封面"], None),
            "pages: [{number: 第02版}]": ["S02.number 02"], "pages: [{number: 第二版}]": ["S02.number 2"],
            "pages: [{number: '02版：要闻'}]": ["S02.number 02"], "pages: [{number: 1l}]": ["S02.int 11"],
            "numbering: {total: 6I3}": ["S02.int 613"], "总期号: 1O5": ["S02.int 105"],
            "numbering: {total: 第6I3期}": ["S02.number 613"], "numbering: {total: “６１３”}": ("613", [], None),
            "numbering: {total: 12-13}": ("12-13", [], None), "numbering: {total: 增刊2}": ("增刊2", [], None),
            "numbering: {total: 十二}": ("十二", [], None), "numbering: {total: XIV}": ("XIV", [], None),
            "numbering: {total: 1S3}": ["S02.int 153"], "numbering: {total: O13}": ["S02.int 013"],
            "pages: [{number: A0I}]": ["S02.int A01"], "pages: [{number: AO1}]": ["S02.int A01"],
            "pages: [{number: B12}]": ("", ["B12"], None), "pages: [{number: 12B}]": ("", ["12B"], None),
            "pages: [{number: T2}]": ("", ["T2"], None), "pages: [{number: O2}]": ("", ["O2"], None),
            "page_count: 八": ("", [], 8), "版数: ８": ("", [], 8), "page_count: 二十四": ("", [], 24),
            "page_count: 8版": ["S02.int 8"], "page_count: 八版": ["S02.int 8"], "page_count: 1O": ["S02.int 10"],
            "page_count: many": ["S02.int_form"], "page_count: 1,200": ["S02.int 1200"],
        }.items()
    ),
    *(
        InputCase("dates", typed, _date, right)
        for typed, right in {
            "“2026-04-22”": "2026-04-22", "2026-04-22": "2026-04-22", "２０２６-０４-２２": "2026-04-22",
            "2026年4月22日": ["S02.date 2026-04-22"], "二〇二六年四月二十二日": ["S02.date 2026-04-22"],
            "2026-4-22": ["S02.date 2026-04-22"], "2026-02-30": ["S02.day"],
        }.items()
    ),
    *(
        InputCase("words of enumerations", typed, _kind, right)
        for typed, right in {
            "kind: 消息": ("news", "normal", "above"), "体裁: 评论": ("commentary", "normal", "above"),
            "kind: 社説": ("editorial", "normal", "above"), "kind: 사설": ("editorial", "normal", "above"),
            "kind: 評論": ("commentary", "normal", "above"), "kind: News": ("news", "normal", "above"),
            "priority: 头条": ("news", "lead", "above"), "byline_at: 文末": ("news", "normal", "end"),
            "kind: “通讯”": ("feature", "normal", "above"), "kind: op-ed": ("commentary", "normal", "above"), "kind: 深度报道": ("feature", "normal", "above"),
            "kind: 消": ["S02.choices"], "kind: nws": ["S02.choice"],
        }.items()
    ),
    *(
        InputCase("words of a publication", typed, _paper, right)
        for typed, right in {
            "kind: 报纸": "newspaper", "kind: 雑誌": "magazine", "frequency: 日报": "daily", "frequency: 双月刊": "bimonthly",
            "writing_mode: 竖排": "vertical-rl", "writing_mode: 縦書き": "vertical-rl", "frequency: 매주": "weekly",
            "punctuation: 规范": "normalise", "targets: [通用, 平板]": ("generic", "tablet"),
        }.items()
    ),
    *(
        InputCase("numbers of a publication", typed, _number, right)
        for typed, right in {
            "ids: {cn: CN 65-0010}": ("65-0010", "", ""), "ids: {cn: 国内统一刊号：CN65—0010}": ("65-0010", "", ""),
            "国内统一刊号: CN 65—0010": ("65-0010", "", ""), "ids: {cn: 65-0010/F}": ("65-0010/F", "", ""),
            "ids: {issn: ISSN 1000-1232}": ("", "1000-1232", ""), "ids: {issn: １０００-１２３２}": ("", "1000-1232", ""),
            "ids: {cn: 国内刊号：CN 65-0010}": ("65-0010", "", ""), "ids: {cn: 刊号 65-0010}": ("65-0010", "", ""),
            "ids: {issn: 'ISSN (Print) 1000-1232'}": ("", "1000-1232", ""), "ids: {issn: e-ISSN 1000-1232}": ("", "1000-1232", ""),
            "ids: {issn: ISSN-L 1000-1232}": ("", "1000-1232", ""), "postal_code: 国外发行代号 D123": ("", "", "D123"),
            "邮发代号: 57—103": ("", "", "57-103"), "postal_code: 邮发代号：57-103": ("", "", "57-103"),
        }.items()
    ),
]  # fmt: skip
"""What is typed → the people, the number, the word, or the finding with what it says to type."""
