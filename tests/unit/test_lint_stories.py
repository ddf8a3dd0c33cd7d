# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules A, C, F and T: for each code a story that has the fault and a near miss that has not."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from epubgen import markup
from epubgen.errors import Finding, Location, Severity
from epubgen.files.input_tree import InputTree
from epubgen.linting import lint
from epubgen.linting.context import LintContext
from epubgen.linting.passages import bare, bare_lines
from epubgen.linting.scripts import stories_fit_readers
from epubgen.linting.stories import _in_sentences
from epubgen.model import (
    Article,
    CodeSpan,
    Column,
    Correction,
    Credit,
    Dateline,
    Footnote,
    Issue,
    List,
    NoteRef,
    Page,
    PageBreak,
    Paragraph,
    Photo,
    Poem,
    Publication,
    PullQuote,
    Ruby,
    Source,
    Strong,
    Subhead,
    Text,
    Withdrawn,
)
from epubgen.model.blocks import Block
from epubgen.options import Options

DAY = date(2026, 4, 22)
PAPER = Publication(id="xi-daily", title="汐报", language="zh-Hans")
LEAD = "潮水退去以后，滩涂上只剩下几只白鹭，渔民陆续回到岸边，开始整理当天的渔网"


def _paragraph(words: str) -> Paragraph:
    return Paragraph(text=(Text(words),))


def _body(*words: str) -> tuple[Block, ...]:
    return tuple(_paragraph(one) for one in words)


def _story(story_id: str = "a", **fields: Any) -> Article:
    base = Article(id=story_id, title=("退潮之后",), authors=(Credit(name="江予"),), body=_body(f"{LEAD}。"))
    return replace(base, **fields)


def _photo(file: str = "photos/a.jpg", **fields: Any) -> Photo:
    return replace(
        Photo(file=file, alt="几只白鹭站在滩涂上", caption="退潮后的鹭洲湾", credit=(Credit(name="何穗"),)), **fields
    )


def _found(
    *stories: Article, paper: Publication = PAPER, inputs: InputTree | None = None, **settings: Any
) -> list[Finding]:
    return list(lint(Issue(publication=paper, date=DAY, articles=stories), inputs, Options(**settings)))


def _codes(
    *stories: Article, paper: Publication = PAPER, inputs: InputTree | None = None, **settings: Any
) -> list[str]:
    return [found.key for found in _found(*stories, paper=paper, inputs=inputs, **settings)]


NOTE = Footnote(label="1", body=_body("据《海图志》。"))
MARKED = (Paragraph(text=(Text(LEAD), NoteRef("1"), Text("。"))),)
COLUMNS = replace(PAPER, columns=(Column(name="潮信"), Column(name="老街坊")))

FAULTS: list[tuple[str, Article, Publication]] = [
    ("A01", _story(body=()), PAPER),
    ("A01", _story(body=(PageBreak(page="2"),)), PAPER),
    ("A03.near", _story(column="老街房"), COLUMNS),
    ("A03", _story(column="Sport"), COLUMNS),
    ("A04", _story(body=(*_body(f"{LEAD}。"), Subhead(text=(Text("岸边"),), level=2))), PAPER),
    ("A05", _story(authors=()), PAPER),
    ("A05", _story(authors=(), kind="feature"), PAPER),
    ("A06", _story(body=_body(LEAD, "主动扛起责任。")), PAPER),
    ("A06", _story(body=_body(f"{LEAD}，", "主动扛起责任。")), PAPER),
    ("A06", _story(body=_body(f"他说{LEAD}“", "好。”")), PAPER),
    ("A07", _story(body=MARKED), PAPER),
    ("A07.near", _story(body=MARKED, footnotes=(replace(NOTE, label="10", body=(Paragraph(text=(NoteRef("10"),)),)),)), PAPER),
    ("A07.unmarked", _story(footnotes=(NOTE,)), PAPER),
    ("A07.twice", _story(body=MARKED, footnotes=(NOTE, NOTE)), PAPER),
    ("C01", _story(authors=(), byline="□本报记者 江予"), PAPER),
    ("C01.name", _story(authors=(Credit(name="本报记者 江予"),)), PAPER),
    ("C01.name", _story(authors=(Credit(name="江予、何穗"),)), PAPER),
    ("C01.name", _story(authors=(Credit(name="By Anna Reed"),)), PAPER),
    ("C02.near", _story(authors=(Credit(name="江予", role="reporterr"),)), PAPER),
    ("C02.near", _story(authors=(Credit(name="江予", role="本报记者"),)), PAPER),
    ("C02", _story(credits=(Credit(name="江予", role="xyzzy"),)), PAPER),
    ("C02.house", _story(), replace(PAPER, roles={"文": "xyzzy"})),
    ("C02.house.near", _story(), replace(PAPER, roles={"文": "记者"})),
    ("C03", _story(authors=(Credit(name="江予", role="photographer"),)), PAPER),
    ("C03", _story(authors=(Credit(name="江予", role="图"),)), replace(PAPER, roles={"图": "photographer"})),
    ("C03", _story(authors=(Credit(name="江予摄"),)), PAPER),
    ("F01.story", _story(kind="photo"), PAPER),
    ("F02", _story(photos=(_photo(alt=""),)), PAPER),
    ("F03", _story(photos=(_photo(caption="几只白鹭，站在滩涂上。"),)), PAPER),
    ("F04", _story(photos=(_photo(credit=()),)), PAPER),
    ("F06", _story(photos=(_photo(focal=(0.5, 30.0)),)), PAPER),
    ("F07", _story(photos=(_photo("photos/a.webp"),)), PAPER),
    ("T01", _story(body=_body(f"{LEAD},又下海了。")), PAPER),
    ("T01", _story(title=("退潮之后:渔民",)), PAPER),
    ("T01", _story(body=_body(f"{LEAD}(见图)。")), replace(PAPER, language="ja")),
    ("T02.open", _story(body=_body("他说：“我们先看潮，再看钟。", "第二天，“远帆”轮进港。")), PAPER),
    ("T02.open", _story(body=_body("他读《夏日，又读《谷雨》。")), PAPER),
    ("T09.plain", _story(body=_body("今天最高$38^{\\circ}C$，比昨天热得多。")), PAPER),
    ("T09", _story(body=_body("今年产量占全县的$\\frac{1}{2}$以上。")), PAPER),
    ("T02.open", _story(title=("“等风",)), PAPER),
    ("T02.close", _story(body=_body("我们先看潮，再看钟。”他说。")), PAPER),
    ("T02.close", _story(body=_body("鹭洲湾）的潮水退了。")), PAPER),
    ("T02.open", _story(photos=(_photo(caption="退潮后的鹭洲湾（何穗摄"),)), PAPER),
    ("T02.open", _story(body=_body("He said: “We watch the tide.", "Then they left for the harbour.")), replace(PAPER, language="en")),
    ("T03", _story(body=_body(f"{LEAD}\ue123。")), PAPER),
    ("T03.lost", _story(summary="白\ufffd站在滩涂上。"), PAPER),
    ("T03.control", _story(body=_body(f"{LEAD}\x92。")), PAPER),
]  # fmt: skip


@pytest.mark.parametrize(("code", "story", "paper"), FAULTS, ids=[code for code, _, _ in FAULTS])
def test_a_fault_gives_its_code_alone(code: str, story: Article, paper: Publication) -> None:
    assert _codes(story, paper=paper) == [code]


ENGLISH = replace(PAPER, language="en-GB")
LONG = "The tide went out and left a few white birds standing on the flats, while the fishermen came back to the shore"

NEAR_MISSES: list[tuple[str, Article, Publication]] = [
    ("A01", _story(body=(), photos=(_photo(),), kind="photo"), PAPER),
    ("A01", _story(body=(), withdrawn=Withdrawn(date=DAY)), PAPER),
    ("A03", _story(column="潮信"), COLUMNS),
    ("A03", _story(column="随便"), PAPER),
    ("A04", _story(body=(Subhead(text=(Text("岸"),)), Subhead(text=(Text("边"),), level=2), *_body(f"{LEAD}。"))), PAPER),
    ("A05", _story(authors=(), kind="brief"), PAPER),
    ("A05", _story(authors=(), priority="brief"), PAPER),
    ("A05", _story(authors=(), source=Source(system="东望社")), PAPER),
    ("A05", _story(authors=(), dateline=Dateline(agency="东望社")), PAPER),
    ("A06", _story(body=_body(f"{LEAD}：", "第一，不要独自下滩。")), PAPER),
    ("A06", _story(body=_body(f"他说：“{LEAD}。”")), PAPER),
    ("A06", _story(body=(_paragraph(LEAD), List(items=(_body("渔网"), _body("船"))))), PAPER),
    ("A06", _story(body=(_paragraph(LEAD), PageBreak(page="2"), _paragraph("又下海了。"))), PAPER),
    ("A06", _story(body=_body("渔家三日", f"{LEAD}。")), PAPER),
    ("A06", _story(body=(Paragraph(text=(Strong((Text(LEAD),)),)), _paragraph(f"{LEAD}。"))), PAPER),
    ("A06", _story(body=_body(f"{LEAD}。", "（作者单位：汐州海洋研究所）")), PAPER),
    ("A06", _story(body=_body("地址：汐州市潮头区灯塔路28号三楼海洋研究所档案室", f"{LEAD}。")), PAPER),
    ("A06", _story(body=_body("详情见汐州海洋研究所的网站 https://www.xizhou.example/tide", f"{LEAD}。")), PAPER),
    ("A06", _story(body=_body(f"{LEAD}——", f"{LEAD}。".replace("白鹭", "海鸥"))), PAPER),
    ("A06", _story(body=_body(f"{LEAD}。", LEAD), continues_on="a"), PAPER),
    ("A06", _story(kind="poem", body=(Poem(stanzas=(((Text(LEAD),),),)),)), PAPER),
    ("A06", _story(kind="notice", body=_body(LEAD)), PAPER),
    ("A06", _story(body=_body(f"“{LONG}.”", f"{LONG} (see page 2).")), ENGLISH),
    ("A07", _story(body=MARKED, footnotes=(NOTE,)), PAPER),
    ("C01", _story(authors=(), byline="新华社", source=Source(system="新华社")), PAPER),
    ("C01", _story(authors=(), byline="□本报记者 何龙摄", credits=(Credit(name="何龙", role="photographer"),)), PAPER),
    ("C01", _story(authors=(Credit(name="阿卜杜拉·买买提"), Credit(name="記野者"))), PAPER),
    ("C01", _story(authors=(Credit(name="Anna-Maria O’Brien"),)), ENGLISH),
    ("C02", _story(authors=(Credit(name="江予", role="见习记者"),)), replace(PAPER, roles={"见习记者": "intern"})),
    ("C03", _story(credits=(Credit(name="江予", role="photographer"),)), PAPER),
    ("F02", _story(photos=(_photo(alt="", decorative=True),)), PAPER),
    ("F02", _story(), replace(PAPER, nameplate=Photo(file="assets/nameplate.png"))),
    ("F03", _story(photos=(_photo(caption=""),)), PAPER),
    ("F04", _story(photos=(_photo(credit=(), caption="退潮后的鹭洲湾。（何穗 摄）"),)), PAPER),
    ("F04", _story(photos=(_photo(credit=()),), credits=(Credit(name="何穗", role="photographer"),)), PAPER),
    ("F06", _story(photos=(_photo(focal=(0.0, 1.0)),)), PAPER),
    ("F07", _story(photos=(_photo("photos/a.JPG"),)), PAPER),
    ("T01", _story(body=_body("潮位是3:2,即5.62米，见 https://a.example/b?c=1,2 和 Tide, Inc. 的公告。")), PAPER),
    ("T01", _story(body=_body(f"{LEAD},又下海了。")), replace(PAPER, punctuation="normalise")),
    ("T01", _story(body=(Paragraph(text=(Text("运行"), CodeSpan("汐:潮"), Text("即可。"))),)), PAPER),
    ("T01", _story(body=_body("가람재(佳嵐)에서 말했다.")), replace(PAPER, language="ko")),
    ("T02", _story(body=_body("他说：“我们先看潮，再看钟。", "“看完了钟，再看风。”")), PAPER),
    ("T02", _story(body=_body("他说：“我们先看潮，再看钟。", "看完了钟，再看风。”他笑了。")), PAPER),
    ("T02", _story(body=_body("要点有三：1）看潮；2）看钟；3）看风。", "a) 退潮；b) 涨潮。")), PAPER),
    ("T09", _story(body=_body("It cost $2.50 and $48 million, or US$5 (A$7) in all.")), ENGLISH),
    ("T02", _story(body=_body("He said: “It’s the fishermen’s boats, ’n’ the dogs’ too.”")), ENGLISH),
    ("T02", _story(body=_body("이 마을은 ’88년에 ‘가람재’라고 불렸다.")), replace(PAPER, language="ko")),
    ("T02", _story(body=_body("Er sagte: „Wir warten auf die Flut.“")), replace(PAPER, language="de")),
    ("T02", _story(title=("“天未亮", "港先醒”")), PAPER),
    ("T02", _story(body=(PullQuote(text=(Text("先看潮，再看钟"),), attribution="罗汀"), *_body(f"{LEAD}。"))), PAPER),
    ("T03", _story(body=_body(f"{LEAD}\n𠮷野家。")), PAPER),
]  # fmt: skip


@pytest.mark.parametrize(("code", "story", "paper"), NEAR_MISSES, ids=[code for code, _, _ in NEAR_MISSES])
def test_a_near_miss_is_clean(code: str, story: Article, paper: Publication) -> None:
    told = ["R05"] if story.withdrawn else []  # a withdrawn story is always told
    assert _codes(story, paper=paper) == told, code


SAID = f"{LEAD}。市气象台预计明天多云，偏东风三级，沿海有雾。渔政部门提醒大家不要独自下滩，也不要越过红色浮球。"


@pytest.mark.parametrize(
    ("codes", "first", "second"),
    [
        (["A02"], {"title": ("明后两天大潮，赶海人请看表",)}, {"title": ("明后两天大潮 赶海人请看表",), "body": _body("潮。")}),
        (["A02.text"], {"body": _body(SAID)}, {"title": ("另一个题目",), "body": _body("本报讯", SAID)}),
        ([], {"body": _body(SAID)}, {"title": ("另一个题目",), "body": _body(SAID), "continued_from": "a"}),
        ([], {"body": _body(SAID), "related": ("b",)}, {"title": ("另一个题目",), "body": _body(SAID)}),
        ([], {"title": ("更正",)}, {"title": ("更正",), "body": _body("潮。")}),
        ([], {"body": _body(SAID)}, {"title": ("另一个题目",), "body": _body(f"{LEAD}。", "这是另外一件事，和上面说的完全没有关系，只是开头相同。" * 3)}),
    ],
)  # fmt: skip
def test_the_same_story_twice(codes: list[str], first: dict[str, Any], second: dict[str, Any]) -> None:
    assert _codes(_story("a", **first), _story("b", **second)) == codes


def test_a_footnote_mark_outside_a_story() -> None:
    correction = Correction(body=MARKED)
    issue = Issue(publication=PAPER, date=DAY, articles=(_story(),), corrections=(correction,))
    assert [found.key for found in lint(issue, None, Options())] == ["A07.outside"]


def test_roles_of_pages_and_photos() -> None:
    page = Page(number="01", editors=(Credit(name="孟棠", role="xyzzy"),), articles=("a",))
    story = _story(photos=(_photo(credit=(Credit(name="何穗", role="xyzzy"),)),))
    issue = Issue(
        publication=PAPER, date=DAY, articles=(story,), pages=(page,), credits=(Credit(name="石砚", role="xyzzy"),)
    )
    found = lint(issue, None, Options())
    assert [one.field for one in found] == ["credits[0].role", "pages[0].editors[0].role", "photos[0].credit[0].role"]


FILES: dict[str, bytes | str] = {
    "i/photos/a.jpg": b"",
    "i/photos/b.png": b"",
    "i/photos/b.yaml": "",
    "i/photos/c.yaml": "",
    "i/pages/01.jpg": b"",
}


def test_files_of_photos() -> None:
    inputs = InputTree.memory(FILES, base="i")
    story = _story(photos=(_photo("i/photos/a.jpg"), _photo("i/photos/bb.png"), _photo("", data=b"x")))
    assert _codes(story, inputs=inputs) == ["F01.near", "F08.sidecar"]
    assert _codes(_story(photos=(_photo("i/photos/a.jpg"), _photo("i/photos/b.png"))), inputs=inputs) == ["F08.sidecar"]


def test_a_missing_photo_is_found_by_lint_and_by_the_photo_room_in_the_same_words() -> None:
    from epubgen.images import prepare  # noqa: PLC0415

    issue = Issue(publication=PAPER, date=DAY, articles=(_story(photos=(_photo("x.jpg"), _photo("x.jpg"))),))
    inputs = InputTree.memory({"x.md": b"", "y.jpg": b""})
    with prepare(issue, inputs, Options()) as media:
        assert [found.hint() for found in media.findings] == ["type instead: photos: y.jpg"]
        assert media.findings == lint(issue, inputs, Options())[:1]


def test_a_photo_of_a_draft_is_not_looked_at() -> None:
    assert _codes(_story(), _story("b", draft=True, photos=(_photo(alt="", credit=()),))) == []


NOTES = """\
notes:
  - code: kicker
    at: page.md:28
    text: 树立和践行正确政绩观
    chosen: kicker
  - code: role
    text: 王昱晔
    question: “王昱晔”没有写明身份
    cure: 请在稿件里写 role
  - code: level
    text: 另起一篇
    chosen: subhead
  - code: from-elsewhere
    text: 某处
    question: 这是什么？
    cure: 请看原文
  - code: page-number
files:
  articles/a.md: 0123
"""


def test_open_review_notes() -> None:
    inputs = InputTree.memory({"i/import-notes.yaml": NOTES}, base="i")
    found = _found(_story(), inputs=inputs)
    assert [one.code for one in found] == ["A08"] * 5
    assert [one.at and one.at.line for one in found] == [2, 6, 10, 13, 17]
    assert found[0].message("zh") == "导入时留下的问题（kicker）：“树立和践行正确政绩观”按下面标题的肩题处理"
    assert found[1].hint("zh").endswith("则以后不再问；处理后删去这一条")
    assert found[2].message("zh").endswith("现按小标题处理")


def test_open_review_notes_speak_the_language_of_the_command() -> None:
    """Whatever language the import spoke, and whatever its file quotes."""
    inputs = InputTree.memory({"i/import-notes.yaml": NOTES}, base="i")
    found = _found(_story(), inputs=inputs)
    assert found[1].message("en") == "an open question of the import (role): '王昱晔' is signed without a role"
    assert found[1].hint("en").startswith("add 'role:' in the story")
    assert found[1].hint("en").endswith("; delete this entry when it is settled")
    assert found[2].message("en").endswith("it is read as a subhead")


def test_an_open_note_of_an_unknown_code_is_quoted() -> None:
    inputs = InputTree.memory({"i/import-notes.yaml": NOTES}, base="i")
    found = _found(_story(), inputs=inputs)[3]
    assert (found.key, found.hint("zh")) == ("A08.cure", "请看原文；处理后删去这一条")
    assert "这是什么？" in found.message("en")


@pytest.mark.parametrize(
    "text", ["", "notes: []\n", "notes:\n", "- x\n", "notes: [x]\n", "notes: [\n", "notes: {a: b}\n"]
)
def test_no_open_review_notes(text: str) -> None:
    assert _codes(_story(), inputs=InputTree.memory({"import-notes.yaml": text})) == []


def test_places_of_blocks() -> None:
    parsed = markup.blocks_from_markdown(f"{LEAD}\n\n主动扛起责任。\n\n他说：“好。\n", at=Location("a.md", 10))
    found = _found(_story(body=parsed.blocks))
    assert [(one.key, str(one.at)) for one in found] == [("A06", "a.md:10"), ("T02.open", "a.md:14")]


ALIKE = "notes:\n" + "".join(
    f"  - code: {code}\n    at: page.md:{line}\n    text: {text}\n    chosen: {chosen}\n"
    for code, line, text, chosen in (
        ("kicker", 28, "立足本地", "kicker"),
        ("role", 30, "□甲乙", "author"),
        ("kicker", 90, "学习平台", "kicker"),
        ("level", 91, "另起一篇", "subhead"),
        ("level", 95, "又起一篇", "headline"),
        ("kicker", 99, "一行很长的肩题" * 5, "kicker"),
        ("of-a-plug-in", 100, "甲", ""),
        ("of-a-plug-in", 101, "乙", ""),
    )
)


def test_questions_of_one_kind_are_asked_once_and_name_every_place() -> None:
    """Those whose answers differ, and those that bring their own words, are kinds of their own."""
    found = _found(_story(), inputs=InputTree.memory({"i/import-notes.yaml": ALIKE}, base="i"))
    assert [len(one.each) for one in found] == [3, 0, 0, 0, 0, 0]
    assert (
        found[0]
        .message()
        .endswith(
            "3 headings above headlines are read as kickers: 2: 立足本地; 10: 学习平台; "
            "22: 一行很长的肩题一行很长的肩题一行很长的肩题一行很…"
        )
    )
    assert found[0].message("zh").startswith("导入时留下的问题（kicker）：3 个标题上方的一行按肩题处理：2: 立足本地")
    assert found[0].hint().startswith("list those that are columns under 'columns'")
    assert [single["line"] for single in found[0].as_json()["each"]] == [2, 10, 22]  # type: ignore[attr-defined]  # JSON
    assert "each" not in found[1].as_json()


def test_of_very_many_places_the_lines_stay() -> None:
    notes = "notes:\n" + "  - code: role\n    text: 甲\n" * 40
    (found,) = _found(_story(), inputs=InputTree.memory({"i/import-notes.yaml": notes}, base="i"))
    assert found.message().count("甲") == 12
    assert found.message().endswith("; 78; 80")


@pytest.mark.parametrize(
    ("text", "fields", "size"),
    [
        ("a" * 2**20, {}, ""),
        ("a" * (2**20 + 1), {}, "1024"),
        ("港" * 525_000, {}, "1538"),
        ("港" * 349_000, {}, ""),
        ("é" * 600_000, {}, "1171"),
        ("港" * 525_000, {"draft": True}, ""),
    ],
)
def test_a_story_of_more_than_a_megabyte(text: str, fields: dict[str, Any], size: str) -> None:
    """Small readers open a document as a whole; bytes count, not characters."""
    story = _story(body=(Paragraph(text=(Text(text),)),), **fields)
    issue = Issue(publication=PAPER, date=DAY, articles=(story,))
    found = list(stories_fit_readers(LintContext(issue, None, Options())))
    assert [(one.severity, dict(one.args)["size"]) for one in found] == ([(Severity.INFO, size)] if size else [])
    assert all(one.hint() and one.hint("zh") for one in found)


def test_text_is_compared_by_its_letters_and_digits() -> None:
    """Whatever is left out early for speed: the letters of form NFKC, folded (those of Turkish, too), and no more."""

    def letters(text: str) -> str:
        plain = unicodedata.normalize("NFKC", text).casefold().replace("ı", "i")
        return "".join(char for char in plain if unicodedata.category(char)[0] in "LN")

    every = [chr(number) for number in (*range(0xD800), *range(0xE000, 0x10000))]
    assert [char for char in every if bare(char) != letters(char)] == []
    for text in (
        "Ｆｕｌｌ ｗｉｄｔｈ！",
        "ｶﾞｽ，ガス",
        "Stra\u00dfe\u2014STRASSE",
        "e\u0301t\u00e9_\u00c9T\u00c9",
        "50㎏（五〇公斤）\n№ 3",
    ):
        assert bare(text) == letters(text)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("天亮了。走吧！去哪里？回家", ["天亮了", "走吧", "去哪里", "回家"]),
        ("It is day. Go! Where?Home 1.5 km.", ["It is day", "Go", " Where", "Home 1.5 km."]),
        ("One.\nTwo.\u3000Three.。Four", ["One", "Two", "Three.", "Four"]),
    ],
)
def test_sentences_end_at_their_marks(text: str, sentences: list[str]) -> None:
    assert _in_sentences(text).split("\n") == sentences


def test_a_paragraph_without_marks_ends_an_open_quotation() -> None:
    lines = ("他说：“天亮了。", "大家都走了。", "路上没有人。”")
    story = _story(body=tuple(Paragraph(text=(Text(line),)) for line in lines))
    assert [found.key for found in _found(story) if found.code == "T02"] == ["T02.open", "T02.close"]


def test_lines_are_compared_one_by_one() -> None:
    assert bare_lines("王，小芳。\n\n Ａ-b\n_") == ["王小芳", "", "ab", ""]


@pytest.mark.parametrize(
    ("base", "reading", "due"),
    [
        ("東京都", "とう きょう と", []),
        ("東京都", "とうきょう と", []),
        ("東京都", "と う きょう と", ["T15"]),
        ("汐州城", "xī zhōu", ["T15"]),
        ("汐州城", "xī zhōu chéng", []),
        ("汐州城", "xīzhōuchéng", []),
    ],
)
def test_readings_of_a_word_are_as_many_as_its_characters_or_words_of_kana(
    base: str, reading: str, due: list[str]
) -> None:
    paper = replace(PAPER, language="ja" if base == "東京都" else "zh-Hans")
    story = _story(body=(Paragraph(text=(Ruby(base=base, reading=reading), Text(f"{LEAD}。"))),))
    assert [found.key for found in _found(story, paper=paper) if found.code == "T15"] == due
