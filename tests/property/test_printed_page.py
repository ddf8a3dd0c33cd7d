# SPDX-License-Identifier: AGPL-3.0-or-later
"""Printed pages under change: the same stories where only the look differs; no text lost whatever comes."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epubgen.importers.printed_page import read_pages
from epubgen.importers.reading import Reading
from epubgen.model import Gallery, Image, Issue, Paragraph, Photo, Poem, Subhead, plain
from epubgen.model.blocks import Code, List, Note, Quote, Table
from epubgen.options import Options
from tests.counted import examples

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "pages"
SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "real" / "changji-daily-2026-04-22-p1.md"
PAGES = [page for page in sorted(FIXTURES.rglob("*.md")) if page.name != "README.md"]
PAGES += [SHARED] if SHARED.is_file() else []
LEVELLED = [page for page in PAGES if "equal" not in page.as_posix()]

KEEP = Options(punctuation="keep")
HEADING = re.compile(r"^(#{1,6})(?= )", re.MULTILINE)


def read(text: str, name: str, options: Options = KEEP) -> Reading:
    return read_pages([(name, text)], options=options)


def shape(reading: Reading) -> list[tuple[Any, ...]]:
    """What the stories of a page are: their headers, kinds and people, and the text of each block."""
    return [
        (one.kicker, one.column, one.title, one.deck, one.kind, one.byline, one.authors, tuple(map(words, one.body)))
        for one in reading.issue.articles
    ]


def words(block: object) -> str:
    match block:
        case Paragraph(text=text) | Subhead(text=text):
            return plain(text)
        case Poem(stanzas=stanzas):
            return "".join(plain(line) for stanza in stanzas for line in stanza)
        case Image(photo=photo):
            return photo_words(photo)
        case Gallery(items=items):
            return "".join(map(photo_words, items))
        case List(items=items):
            return "".join(words(one) for item in items for one in item)
        case Quote(body=body) | Note(body=body):
            return "".join(map(words, body))
        case Table(head=head, rows=rows):
            return "".join(plain(cell) for row in (head, *rows) for cell in row)
        case Code(text=text):
            return text
    return ""


def photo_words(photo: Photo) -> str:
    return photo.file + photo.caption + people(photo.credit)


def people(named: Any) -> str:
    return "".join(one.printed_role + one.name for one in named)


def everything(reading: Reading) -> str:
    """Every word that the reading keeps anywhere."""
    issue: Issue = reading.issue
    parts: list[str] = [repr(issue.publication), repr(reading.facts), repr(reading.notes)]
    parts += [issue.date.isoformat(), issue.weekday, issue.lunar, repr(issue.numbering), str(issue.page_count)]
    parts += [page.number + page.name + people(page.editors) for page in issue.pages]
    parts += [words(block) for block in issue.notices]
    for one in issue.articles:
        parts += [*one.kicker, one.column, *one.title, *one.deck, one.byline, people(one.authors), people(one.credits)]
        parts += [repr(one.dateline), *map(words, one.body), photo_words(one.lead_photo) if one.lead_photo else ""]
    return "\n".join(parts)


def letters(text: str) -> str:
    """Letters and digits of any script, full-width ones as their twins."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign)[0] in "LN")


FURNITURE = re.compile(
    r"第|版|年|月|日|公元|总|期|今日|国内统一|刊号|邮发代号|主管|主办|出版|摄影报道|摄影|摄|下转|上接|作者|本组图片由|热线|新闻|邮箱|电子邮箱|投稿邮箱|责编"
)


TOKEN = re.compile(r"[\u3400-\u9fff]+|[A-Za-z]+|\d+")


def lost(text: str, reading: Reading) -> list[str]:
    """Runs of letters of the input that stand nowhere; words that only say what a name does apart."""
    kept = letters(everything(reading))
    runs = [letters(run) for line in text.split("\n") for run in re.split(r"[^\w]+", line)]
    missing = [run for run in runs if run and run not in kept]
    parts = [part for run in missing for piece in FURNITURE.split(run) for part in TOKEN.findall(piece)]
    return [part for part in parts if (part.lstrip("0") if part.isdigit() else part) not in kept]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name + "/" + page.name)
def test_no_word_of_a_page_is_lost(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not lost(text, read(text, page.name))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name + "/" + page.name)
@given(blank=st.integers(1, 4), ending=st.sampled_from(["\n", "\r\n", "\r"]), tail=st.sampled_from(["", "\n", "\n\n"]))
@settings(max_examples=examples(4), deadline=None)
def test_blank_lines_and_line_ends_change_nothing(page: Path, blank: int, ending: str, tail: str) -> None:
    text = page.read_text(encoding="utf-8")
    changed = re.sub(r"\n{2,}", "\n" * (blank + 1), text.rstrip("\n")) + tail
    assert shape(read(changed.replace("\n", ending), page.name)) == shape(read(text, page.name))


FULL = str.maketrans({",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name + "/" + page.name)
def test_the_width_of_punctuation_changes_nothing(page: Path) -> None:
    """The same page with every mark after Han full-width gives the same stories once punctuation is normalised."""
    text = page.read_text(encoding="utf-8")
    wide = re.sub(r"(?<=[\u4e00-\u9fff”’》」』%℃])[,:;?!]", lambda match: match[0].translate(FULL), text)
    wide = re.sub(r"(?<=[\u4e00-\u9fff])\(([^()\n]*)\)", r"（\1）", wide)
    assert shape(read(wide, page.name, Options())) == shape(read(text, page.name, Options()))


@pytest.mark.parametrize("page", LEVELLED, ids=lambda page: page.parent.name + "/" + page.name)
@given(data=st.data())
@settings(max_examples=examples(8), deadline=None)
def test_level_maps_that_keep_subheads_deeper(page: Path, data: st.DataObject) -> None:
    """Any map of levels that keeps their order, shift and clamp among them, gives the same stories."""
    text = page.read_text(encoding="utf-8")
    used = sorted({len(match[1]) for match in HEADING.finditer(text)})
    picked = sorted(data.draw(st.lists(st.integers(1, 6), min_size=len(used), max_size=len(used), unique=True)))
    new = dict(zip(used, picked, strict=True))
    changed = HEADING.sub(lambda match: "#" * new[len(match[1])], text)
    assert shape(read(changed, page.name)) == shape(read(text, page.name))


def headings(text: str) -> dict[int, str]:
    return {
        number: match[1].strip()
        for number, line in enumerate(text.split("\n"), 1)
        if (match := re.match(r"^#{1,6} +(.*)$", line))
    }


def roles(reading: Reading) -> dict[str, str]:
    """What each lone heading became: a headline or a subhead."""
    found = {}
    for one in reading.issue.articles:
        found[re.sub(r"\s", "", "".join(one.title))] = "headline"
        for block in one.body:
            if isinstance(block, Subhead):
                found[re.sub(r"\s", "", plain(block.text))] = "subhead"
    return found


def doubtful(text: str, page: Path, reading: Reading) -> list[str]:
    """Headings that were read otherwise than in the page with its true levels, and have no note."""
    true = roles(read(page.read_text(encoding="utf-8"), page.name))
    now = roles(reading)
    noted = {note.at.line for note in reading.notes}
    return [
        title
        for line, title in headings(text).items()
        if (plainly := re.sub(r"\s", "", title)) in true and now.get(plainly) != true[plainly] and line not in noted
    ]


@pytest.mark.parametrize("page", LEVELLED, ids=lambda page: page.parent.name + "/" + page.name)
@given(level=st.integers(1, 6))
@settings(max_examples=3, deadline=None)
def test_equal_levels(page: Path, level: int) -> None:
    text = HEADING.sub("#" * level, page.read_text(encoding="utf-8"))
    reading = read(text, page.name)
    assert not lost(text, reading)
    assert not doubtful(text, page, reading)


@pytest.mark.parametrize("page", LEVELLED, ids=lambda page: page.parent.name + "/" + page.name)
@given(data=st.data())
@settings(max_examples=examples(8), deadline=None)
def test_random_levels(page: Path, data: st.DataObject) -> None:
    """No text is lost, and a heading whose role came out otherwise has a note."""
    check_random_levels(page, data)


@pytest.mark.slow
@pytest.mark.parametrize("page", LEVELLED, ids=lambda page: page.parent.name + "/" + page.name)
@given(data=st.data())
@settings(max_examples=examples(100), deadline=None)
def test_many_random_levels(page: Path, data: st.DataObject) -> None:
    check_random_levels(page, data)


def check_random_levels(page: Path, data: st.DataObject) -> None:
    text = HEADING.sub(lambda _: "#" * data.draw(st.integers(1, 6)), page.read_text(encoding="utf-8"))
    reading = read(text, page.name)
    assert not lost(text, reading)
    assert not doubtful(text, page, reading)


LINES = st.sampled_from(
    [
        "# 标题", "## 另一个标题", "### ——副题", "#### 小标题", "□本报记者 甲乙", "□丙丁", "本报讯 记者甲乙报道:今天下雨,",
        "街上的人都打着伞。", "（记者 甲乙）", "(下转第3版)", "（上接第1版）", "责任编辑:戊己 版式:庚辛", "广告", "![图](a.jpg)",
        "![](http://a.example/b.png) 图为雨中的街道。甲乙 摄", "- 一项", "1. 一项", "| 甲 | 乙 |", "|---|---|", "> 引文", "```", "***",
        "2026年5月14日", "星期四", "总第12期", "CHENGXI RIBAO", "03", "综合", "<div>网页</div>", "<table><tr><td>格</td></tr></table>",
        "一行诗\\", "另一行", "遗失声明", "身份证遗失,声明作废。", "编者按:请看。", "新华社北京1月25日电 天晴。", "**粗体**", "“未完", "下文”完。",
    ]
)  # fmt: skip
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)


@pytest.mark.tools
@given(lines=st.lists(st.one_of(LINES, st.just(""), TEXT), max_size=25))
@settings(max_examples=examples(300), deadline=None)
def test_any_markdown_is_read(lines: list[str]) -> None:
    """Nothing crashes, and every letter of the input stands somewhere."""
    text = "\n".join(lines)
    reading = read(text, "2026-05-14-03.md")
    kept = letters(everything(reading))
    for line in lines:
        if line in VOCABULARY:
            continue
        for run in re.findall(r"[\u4e00-\u9fff]+", line):
            assert letters(run) in kept or FURNITURE.search(run), (run, text)


VOCABULARY = ("广告",)


@given(text=st.text(max_size=300))
@settings(max_examples=examples(200), deadline=None)
def test_any_text_is_read(text: str) -> None:
    for options in (KEEP, Options()):
        assert read(text, "a.md", options).issue.pages
