# SPDX-License-Identifier: AGPL-3.0-or-later
"""PDF of printed pages: lines and paragraphs by place, order and stories by geometry, photos, and files that are refused."""

from __future__ import annotations

import gc
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

import epubgen
from epubgen.errors import SourceError
from epubgen.images import pdf_file, pdf_pages
from epubgen.images.pdf_file import PdfFile
from epubgen.images.pdf_pages import PdfCharacter, PdfPage
from epubgen.importers import pdf as pdf_importer
from epubgen.importers.page_boxes.elements import BoxedPage
from epubgen.importers.page_boxes.lines import lines_of
from epubgen.importers.page_boxes.pdf_boxes import boxed_page
from epubgen.importers.reading import Reading
from epubgen.model import Article, Image, Paragraph
from epubgen.model.inlines import plain
from epubgen.model.walk import article_photos
from tests.unit.tiny_pdf import TinyPage, jpeg, tiny_pdf

pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")


def read(*pages: TinyPage, name: str = "2026-05-12.pdf", data: bytes = b"") -> Reading:
    return epubgen.read({name: data or tiny_pdf(*pages)}, format="pdf")


def lines(page: TinyPage) -> list[tuple[str, str]]:
    with PdfFile(tiny_pdf(page)) as pdf:
        return [(line.text, line.direction) for one in pdf.pages() for line in lines_of(one.characters, one.fonts)]


def texts(story: Article) -> list[str]:
    return [plain(block.text) for block in story.body if isinstance(block, Paragraph)]


def codes(*pages: TinyPage, data: bytes = b"") -> list[str]:
    with pytest.raises(SourceError) as caught:
        read(*pages, data=data)
    assert all(found.message("zh") and found.hint("en") for found in caught.value.findings)
    return [found.key for found in caught.value.findings]


def column(page: TinyPage, x: float, y: float, *paragraphs: Sequence[str]) -> TinyPage:
    """Paragraphs below each other, each set in."""
    for words in paragraphs:
        for number, line in enumerate(words):
            page.text(x + (10 if number == 0 else 0), y, line)
            y -= 12
    return page


LONG = ["Water rose in the old harbour of", "Millbrook on Monday night, and the", "boats broke loose from the quay."]
NEXT = [
    "Nobody was hurt, the harbour com-",
    "mission said. Repairs will begin on",
    "Tuesday and last for several weeks.",
]


def test_lines_are_read_where_the_pen_stood() -> None:
    page = (
        TinyPage()
        .text(40, 450, "Water rises")
        .text(300, 450, "\u201cElsewhere\u201d")
        .text(40, 430, "汐州日报 第01版", font="F3")
    )
    page.text(350, 400, "横浜港で、工事。", font="F4").text(30, 100, "Photo: Ann Bell", 7, turn=90)
    assert lines(page) == [
        ("Water rises", "right"),
        ("\u201cElsewhere\u201d", "right"),
        ("汐州日报 第01版", "right"),
        ("横浜港で、工事。", "down"),
        ("Photo: Ann Bell", "up"),
    ]


def test_letters_set_apart_are_one_word() -> None:
    page = TinyPage()
    for number, char in enumerate("潮水退去"):
        page.text(50 + 40 * number, 400, char, 20, "F3")
    assert lines(page) == [("潮水退去", "right")]


def placed(text: str, x: float, y: float, *, em: float = 10, wide: float = 1.0) -> PdfCharacter:
    """An upright character whose pen stood at a place, ``wide`` ems wide."""
    return PdfCharacter(text, x, y - 0.88 * em, x + wide * em, y + 0.12 * em, x, y, em, 0, 0, 0, hyphen=False)


def across(text: str, x: float, y: float) -> list[PdfCharacter]:
    return [placed(char, x + 10 * number, y) for number, char in enumerate(text)]


def down(text: str, x: float, y: float, step: float = 10) -> list[PdfCharacter]:
    return [placed(char, x, y + step * number) for number, char in enumerate(text)]


def laid(letters: Sequence[PdfCharacter]) -> list[tuple[str, str]]:
    return [(line.text, line.direction) for line in lines_of(letters, ())]


@pytest.mark.parametrize("apart", [10.0, 12.0, 16.0], ids=["no room between", "a little", "more"])
def test_letters_of_one_height_in_two_vertical_lines_stay_apart(apart: float) -> None:
    """A program may sort the letters of a page by their height."""
    tall = [*down("港では工事が始まった", 300, 100), *down("重機の音が響いている", 280, 100)]
    sorted_by_height = [
        letter
        for first, second in zip(down("完成は来年の", 100, 100), down("不安の声もあ", 100 + apart, 100), strict=True)
        for letter in (first, second)
    ]
    found = dict(laid([*tall, *sorted_by_height]))
    assert found == dict.fromkeys(
        ("港では工事が始まった", "重機の音が響いている", "完成は来年の", "不安の声もあ"), "down"
    )


def test_letters_side_by_side_on_a_page_of_horizontal_lines_are_one_line() -> None:
    rows = [across("港では工事が始まった", 100, 100), across("重機の音が響いている", 100, 110)]
    assert laid([*rows[0], *rows[1]]) == [("港では工事が始まった", "right"), ("重機の音が響いている", "right")]


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        ("一二", ["一港では工事が", "二重機の音が響"]),
        ("一二三", ["一港では工事が", "二重機の音が響", "三完成は来年の"]),
        ("一二三四", ["一二三四", "港では工事が", "重機の音が響", "完成は来年の"]),
    ],
)
def test_a_few_letters_below_each_other_are_no_vertical_line_by_chance(marks: str, wanted: list[str]) -> None:
    """Marks of items that a file holds before the lines which they begin; four below each other are a line."""
    lines_beside = ["港では工事が", "重機の音が響", "完成は来年の"]
    letters = down(marks, 40, 100, step=15)
    for number, words in enumerate(lines_beside):
        letters += across(words, 50, 100 + 15 * number)
    letters += across("横に並ぶ長い行がここにある", 200, 300)
    found = [text for text, _ in laid(letters)]
    assert [text for text in found if text in wanted] == wanted
    assert "".join(sorted("".join(found))) == "".join(sorted(letter.text for letter in letters))


@pytest.mark.parametrize(("pair", "text"), [("12", "第12版は明日"), ("05", "第05版は明日"), ("!?", "第!?版は明日")])
def test_two_narrow_characters_side_by_side_stand_in_a_vertical_line(pair: str, text: str) -> None:
    first, second = (placed(char, 100 + 5 * number, 110, wide=0.5) for number, char in enumerate(pair))
    letters = [placed("第", 100, 100), first, second, *down("版は明日", 100, 120)]
    assert laid([*letters, *down("港では工事が始まった", 80, 100)]) == [
        (text, "down"),
        ("港では工事が始まった", "down"),
    ]


def test_a_short_vertical_line_on_a_page_of_vertical_lines_stays_one() -> None:
    uneven = [placed(char, 200, y) for char, y in zip("記者席", (100, 110, 127), strict=True)]
    assert ("記者席", "down") in laid([*down("港では工事が始まった", 300, 100), *down("重機の音", 280, 100), *uneven])


def test_the_pen_may_stand_a_little_aside_in_a_vertical_line() -> None:
    tall = [*down("港では工事が始まった", 300, 100), *down("重機の音が響いている", 280, 100)]
    aside = [placed(char, 100 + 1.5 * (number % 2), 100 + 10 * number) for number, char in enumerate("完成は来年の")]
    beside = down("不安の声もあ", 113, 100)
    rows = [letter for pair in zip(aside, beside, strict=True) for letter in pair]
    assert {("完成は来年の", "down"), ("不安の声もあ", "down")} <= set(laid([*tall, *rows]))


def test_full_width_letters_do_not_share_a_place_in_a_vertical_line() -> None:
    letters = [placed("第", 100, 100), placed("甲", 100, 110), placed("乙", 110.5, 110)]
    assert ("第甲", "down") in laid([*letters, *down("港では工事が始まった", 60, 100)])


def test_digits_that_stand_apart_are_none_of_a_vertical_line() -> None:
    far = [placed("1", 100, 110, wide=0.5), placed("2", 130, 110, wide=0.5)]
    letters = [placed("第", 100, 100), *far, *down("港では工事が始まった", 80, 100)]
    assert ("第12", "down") not in laid(letters)


def test_a_page_is_read_column_by_column_and_headlines_begin_stories() -> None:
    page = TinyPage().text(20, 460, "Water in the harbour", 24, "F2").text(20, 445, "By Ann Bell")
    column(page, 20, 430, LONG, ["The bridge stays closed until the", "water falls, and ferries run from"])
    column(page, 200, 430, ["", "the new pier every hour until then."], NEXT)
    page.rule(20, 330, 380, 330).text(20, 300, "Library closes early", 16, "F2")
    column(page, 20, 280, ["The library closes at four o'clock", "for repairs."])
    first, second = read(page).issue.articles
    assert (first.title, second.title) == (("Water in the harbour",), ("Library closes early",))
    assert (
        texts(first)[0]
        == "Water rose in the old harbour of Millbrook on Monday night, and the boats broke loose from the quay."
    )
    assert texts(first)[-1].startswith("Nobody was hurt, the harbour commission said.")
    assert texts(second) == ["The library closes at four o'clock for repairs."]


def test_a_hyphen_that_the_word_has_elsewhere_stays() -> None:
    page = TinyPage().text(20, 460, "Plans", 24, "F2")
    column(
        page,
        20,
        430,
        [
            "A well-known plan was never told to",
            "anybody who is not himself a well-",
            "known planner, or the com-",
            "mission of planners of the town.",
        ],
    )
    (story,) = read(page).issue.articles
    assert "a well-known planner, or the commission" in texts(story)[0]


def test_kicker_headline_and_deck_are_told_by_size() -> None:
    page = (
        TinyPage()
        .text(20, 470, "AT THE PORT", 12, "F2")
        .text(20, 440, "Water rises", 26, "F2")
        .text(20, 420, "Boats break loose", 14)
    )
    column(page, 20, 400, LONG, NEXT)
    (story,) = read(page).issue.articles
    assert (story.kicker, story.title, story.deck) == (("AT THE PORT",), ("Water rises",), ("Boats break loose",))


def test_a_framed_story_does_not_break_the_one_around_it() -> None:
    page = TinyPage().text(20, 460, "Water in the harbour", 24, "F2")
    column(page, 20, 430, LONG)
    page.frame(15, 300, 185, 385).text(20, 368, "In brief", 14, "F2")
    column(page, 20, 350, ["Ferries run every hour."])
    column(page, 200, 430, NEXT)
    first, second = read(page).issue.articles
    assert (first.title, second.title) == (("Water in the harbour",), ("In brief",))
    assert len(texts(first)) == 2
    assert texts(second) == ["Ferries run every hour."]


def test_a_photo_comes_with_its_words_and_its_bytes() -> None:
    shown = jpeg((10, 200, 90))
    page = TinyPage().text(20, 460, "Water in the harbour", 24, "F2")
    column(page, 20, 430, LONG, NEXT)
    page.photo(200, 340, 360, 438, shown).text(200, 328, "Boats on Monday night.", 8)
    (story,) = read(page).issue.articles
    (photo,) = article_photos(story)
    assert (photo.caption, photo.data) == ("Boats on Monday night.", shown)
    assert len(texts(story)) == 2


def test_vertical_tiers_are_read_from_the_right() -> None:
    page = TinyPage().text(370, 480, "港に防波堤", 28, "F4")
    for number, line in enumerate(["工事が始まった港では、", "重機の音が響いている。", "完成は来年の予定だ。"]):
        page.text(330 - 16 * number, 480, line, 10, "F4")
    for number, line in enumerate(["漁業関係者からは、", "不安の声も聞かれた。"]):
        page.text(330 - 16 * number, 330, line, 10, "F4")
    (story,) = read(page).issue.articles
    assert story.title == ("港に防波堤",)
    assert (
        "".join(texts(story))
        == "工事が始まった港では、重機の音が響いている。完成は来年の予定だ。漁業関係者からは、不安の声も聞かれた。"
    )


def test_a_turned_page_reads_like_an_upright_one() -> None:
    page = TinyPage(width=500, height=400, rotate=90)
    page.text(20, 20, "Water rises", 24, "F2", turn=90)
    for number, line in enumerate(LONG):
        page.text(50 + 12 * number, 20, line, turn=90)
    (story,) = read(page).issue.articles
    assert (story.title, len(texts(story))) == (("Water rises",), 1)


def test_a_photo_on_a_turned_page_stands_upright() -> None:
    page = TinyPage(rotate=90).text(20, 460, "Water in the harbour", 24, "F2").photo(100, 100, 300, 240)
    with PdfFile(tiny_pdf(page)) as pdf:
        (one,) = pdf.pages()
    (photo,) = one.pictures
    assert (round(photo.right - photo.left), round(photo.bottom - photo.top)) == (140, 200)
    assert photo.data[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0")


def test_what_stands_between_stories_goes_to_the_nearest_one() -> None:
    page = TinyPage().text(20, 460, "Water rises", 20, "F2")
    column(page, 20, 440, LONG)
    page.rule(20, 395, 380, 395).photo(20, 300, 150, 385).text(20, 280, "Fair opens", 20, "F2")
    column(page, 20, 262, NEXT)
    first, second = read(page).issue.articles
    assert (len(list(article_photos(first))), len(list(article_photos(second)))) == (0, 1)
    assert any(isinstance(block, Image) for block in second.body) or second.lead_photo


LOCKED = (
    b"/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>/ID[<00><00>]"
)


def test_a_file_that_asks_for_a_password_is_told_apart_from_a_damaged_one() -> None:
    whole = tiny_pdf(TinyPage().text(40, 400, "Water"))
    assert codes(data=tiny_pdf(TinyPage(), extra=LOCKED)) == ["S34.password"]
    assert codes(data=b"%PDF-1.7\nnothing") == ["S34.damaged"]
    assert codes(data=whole[: len(whole) // 5]) == ["S34.damaged"]
    assert codes(data=tiny_pdf()) in (["S34.empty"], ["S34.damaged"])


def test_streams_that_unfold_too_far_are_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_file, "MAX_STREAM", 5000)
    page = TinyPage().text(40, 400, "Water")
    page.content.append("% " + "x" * 6000)
    assert codes(page) == ["S34.big"]
    twice = zlib.compress(zlib.compress(b"\0" * 400_000))
    assert codes(data=tiny_pdf(TinyPage()) + b"stream\n" + twice + b"\nendstream") == ["S34.big"]


def test_pages_of_pictures_say_what_to_do() -> None:
    picture = TinyPage().photo(0, 0, 400, 500)
    assert codes(picture, picture) == ["S35"]
    reading = read(TinyPage().text(20, 460, "Water rises", 20, "F2").text(20, 440, "It rose on Monday night."), picture)
    assert [found.key for found in reading.findings] == ["S35.pages"]


def test_a_scan_behind_text_is_no_photo() -> None:
    page = (
        TinyPage()
        .photo(0, 0, 400, 500)
        .text(20, 460, "Water rises", 20, "F2")
        .text(20, 440, "It rose on Monday night.")
    )
    (story,) = read(page).issue.articles
    assert not list(article_photos(story))


def test_fonts_without_meanings_are_told() -> None:
    heading = TinyPage().text(20, 460, "Water rises", 20, "F2")
    few = column(heading, 20, 440, LONG, NEXT).text(20, 300, "lost", 10, "F5")
    assert "S36" in [found.key for found in read(few).findings]
    assert codes(TinyPage().lines(20, 440, ["nothing of this can be read"] * 5, font="F5")) == ["S36.unreadable"]


def test_more_than_a_page_can_hold_is_left_out_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "MAX_CHARACTERS", 120)
    page = TinyPage().text(20, 460, "Water rises", 20, "F2")
    reading = read(column(page, 20, 440, LONG, NEXT))
    assert "S37" in [found.key for found in reading.findings]


def test_one_file_a_page_and_many_pages_a_file_are_one_issue() -> None:
    first = TinyPage().text(20, 460, "Water rises", 20, "F2").text(20, 440, "It rose on Monday night.")
    second = TinyPage().text(20, 460, "Fair opens", 20, "F2").text(20, 440, "It opens on Tuesday at noon.")
    together = read(first, second).issue
    apart = epubgen.read({"2026-05-12-01.pdf": tiny_pdf(first), "2026-05-12-02.pdf": tiny_pdf(second)}).issue
    assert [page.number for page in together.pages] == [page.number for page in apart.pages] == ["01", "02"]
    assert [story.title for story in together.articles] == [story.title for story in apart.articles]


def test_the_file_of_a_page_is_its_facsimile() -> None:
    page = TinyPage().text(20, 460, "Water rises", 20, "F2").text(20, 440, "It rose on Monday night.")
    assert read(page, name="2026-05-12-03.pdf").issue.pages[0].facsimile == "2026-05-12-03.pdf"
    assert not read(page, page).issue.pages[0].facsimile


def test_without_the_extra_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("epubgen.importers.pdf.reads_pdf", lambda: False)
    assert codes(TinyPage().text(40, 400, "Water")) == ["S34.extra"]


def test_files_of_a_folder_are_read_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for number in (9, 10, 11):
        page = column(TinyPage().text(20, 460, f"Sheet {number}", 24, "F2"), 20, 430, LONG)
        (tmp_path / f"scan{number}.pdf").write_bytes(tiny_pdf(page))
    issue = epubgen.read(tmp_path, format="pdf", date="2026-05-12").issue
    assert [story.title for story in issue.articles] == [("Sheet 9",), ("Sheet 10",), ("Sheet 11",)]


def test_the_letters_of_one_page_are_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page has ten thousand letters with boxes: a paper of forty pages must not hold them all."""
    held: list[int] = []
    made = boxed_page

    def counting(page: PdfPage) -> BoxedPage:
        held.append(sum(type(one) is PdfPage for one in gc.get_objects()))
        return made(page)

    monkeypatch.setattr(pdf_importer, "boxed_page", counting)
    pages = [
        TinyPage().text(50, 700, f"Page {number} May 12, 2026").text(50, 600, "The harbour is busy this morning.")
        for number in range(1, 9)
    ]
    assert len(read(*pages).issue.pages) == len(held) == 8
    assert max(held) <= 2, "the page that is read, and the one before"
