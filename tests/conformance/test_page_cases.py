# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small printed pages that were once read wrongly, each with its right reading.

They lie beside the repository; neighbours of our own are in ``tests/input_cases/page_structure.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from epubgen.importers.printed_page import read_pages
from epubgen.importers.reading import Reading
from epubgen.model import Article, Image, Paragraph, Poem, Subhead, Table, plain
from epubgen.options import Options

CASES = Path(__file__).resolve().parents[2] / ".." / "shared" / "cases" / "pages"

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the small pages are not beside the repository")


def read(number: str) -> Reading:
    found = min(CASES.glob(f"{number}-*"))
    files = sorted(found.glob("*.md")) if found.is_dir() else [found]
    pages = [(file.name, file.read_text(encoding="utf-8")) for file in files]
    return read_pages(pages, options=Options(punctuation="keep"))


def titles(reading: Reading) -> list[str]:
    return ["/".join(story.title) for story in reading.issue.articles]


def texts(story: Article) -> list[str]:
    return [plain(block.text) for block in story.body if isinstance(block, Paragraph)]


def named(story: Article) -> list[tuple[str, str]]:
    return [(one.role, one.name) for one in story.authors if one.role != "agency"]


def keys(reading: Reading) -> set[str]:
    return {note.key for note in reading.notes}


def test_a_line_of_capitals_names_no_paper() -> None:
    reading = read("01")
    poem, corner = reading.issue.articles
    assert (reading.issue.pages[0].number, titles(reading)) == ("08", ["春夜", "英语角"])
    (verses,) = poem.body
    assert isinstance(verses, Poem)
    assert sum(map(len, verses.stanzas)) == 4
    assert "ENGLISH CORNER" in corner.byline + "".join(texts(corner))
    assert reading.issue.publication.ears == ()


def test_a_page_name_in_two_languages() -> None:
    reading = read("02")
    (page,) = reading.issue.pages
    assert (page.number, page.name, [one.name for one in page.editors]) == ("08", "文化", ["王小芳"])
    assert titles(reading) == ["青溪书市开张"]
    assert "CULTURE" in {fact.value for fact in reading.facts}


def test_an_english_front_page() -> None:
    reading = read("03")
    issue = reading.issue
    council, ferry, weather, advert, lunch = issue.articles
    assert (issue.publication.title, str(issue.date), issue.pages[0].number) == (
        "THE HARBOUR GAZETTE", "2026-05-15", "A1"
    )  # fmt: skip
    assert (issue.numbering.volume, issue.numbering.issue) == ("112", "41")
    assert council.deck == ("Vote ends three years of delay",)
    assert [one.name for one in council.authors] == ["Anna Kirk"]
    assert council.dateline is not None
    assert council.dateline.place == "HARBOUR CITY"
    assert "lighthouse" in texts(council)[0]
    assert "wait for another study" in texts(council)[1]
    assert [one.name for one in ferry.authors] == ["Lena Moor", "Associated Press"]
    assert [(one.role, one.name, one.org) for one in ferry.credits] == [("photographer", "Tom Vale", "Harbour Gazette")]
    assert (weather.kind, texts(weather)) == ("notice", ["Rain, high 61. Low 50. Details, B8"])
    assert (advert.kind, texts(advert)) == (
        "ad", ["Big Spring Sale! All boots half price at Miller's, 12 Mill Street."]
    )  # fmt: skip
    assert [one.name for one in lunch.authors] == ["Ned Frost"]
    assert not {"note.weather", "note.ad"} & keys(reading)  # the print says itself what they are
    assert "INSIDE: Tide tables, A2" in issue.publication.ears
    jumps = {fact.name: fact.value for fact in reading.facts}
    assert (jumps[f"{council.id}.continues_on"], jumps[f"{lunch.id}.continued_from"]) == ("A6", "A1")


def test_a_deck_without_a_dash() -> None:
    first, _ = read("04").issue.articles
    assert (first.title, " ".join(first.deck)) == (("青溪首条智轨线路开通",), "全程42公里 票价两元起")


def test_a_plain_kicker_two_lines_and_a_plain_deck() -> None:
    _, second = read("05").issue.articles
    assert (second.kicker, second.title, second.deck) == (
        ("市委书记在调研企业时强调",), ("当好店小二", "跑出加速度"), ("力争年内再落地十个项目",)
    )  # fmt: skip
    assert [one.name for one in second.authors] == ["方舟"]


def test_subheads_at_the_level_of_headlines() -> None:
    reading = read("06")
    first, _ = reading.issue.articles
    assert [plain(block.text) for block in first.body if isinstance(block, Subhead)] == ["先修水管", "再请匠人"]
    assert "note.level" in keys(reading)


def test_bare_names() -> None:
    reading = read("07")
    assert [named(story) for story in reading.issue.articles] == [[("", "王小芳")], [("", "李大力")]]
    assert "note.role" in keys(reading)


def test_datelines_and_papers_of_reporters() -> None:
    first, second, third = read("08").issue.articles
    assert first.dateline is not None
    assert (first.dateline.label, named(first)) == ("本报青溪5月8日电", [("reporter", "王小芳")])
    assert [(one.name, one.org) for one in second.authors] == [("李大力", "晨报")]
    assert named(third) == [("reporter", "陳嵐")]
    assert third.dateline is not None
    assert third.dateline.place == "台北"


def test_tables_and_formulas() -> None:
    reading = read("09")
    (story,) = reading.issue.articles
    assert story.title == ("一季度菜价上涨0.7%",)
    assert "4℃" in texts(story)[0]
    (table,) = (block for block in story.body if isinstance(block, Table))
    assert (len(table.head), len(table.rows)) == (2, 2)


def test_several_pages_in_one_file() -> None:
    pages = read("10").issue.pages
    assert [(page.number, page.name, len(page.articles)) for page in pages] == [
        ("01", "", 1), ("02", "综合", 1), ("03", "文化", 1)
    ]  # fmt: skip


def test_bold_headlines() -> None:
    reading = read("11")
    assert titles(reading) == ["老厂房里开出夜校/下班后的两小时这样过", "渡口今天退役"]
    assert (reading.issue.pages[0].number, reading.issue.pages[0].name) == ("07", "民生")
    assert [named(story) for story in reading.issue.articles] == [[("reporter", "王小芳")], [("reporter", "李大力")]]


def test_print_lines_of_japanese() -> None:
    reading = read("12")
    (story,) = reading.issue.articles
    assert reading.issue.publication.language == "ja"
    assert (story.title, len(story.body)) == (("港まつり", "来月開催"), 1)
    assert "\n" not in texts(story)[0]


def test_letter_spaced_headings() -> None:
    first, second = read("13").issue.articles
    assert (first.title, second.title, second.kind) == (("致读者",), ("公告",), "notice")


def test_a_photo_above_its_headline() -> None:
    _, bridge = read("14").issue.articles
    (image,) = (block for block in bridge.body if isinstance(block, Image))
    assert (image.photo.caption, [one.name for one in image.photo.credit]) == ("图为新桥。", ["木棉"])


def test_the_same_page_twice_is_refused_and_both_files_named() -> None:
    (twice,) = (found for found in read("15").findings if found.code == "P04")
    assert twice.severity.value == "error"
    assert "a-2026-05-08-05.md" in twice.text()
    assert str(twice.at).startswith("b-2026-05-08-05.md")


def test_a_date_of_1898() -> None:
    reading = read("16")
    assert (str(reading.issue.date), reading.issue.pages[0].number, titles(reading)) == (
        "1898-08-26", "01", ["Ferry sinks"]
    )  # fmt: skip


def test_a_fence_around_the_page() -> None:
    assert titles(read("17")) == ["夜校开课", "新桥通车"]
