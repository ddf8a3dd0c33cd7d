# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lines of the cover in scripts that are shaped: their order, their glyphs, their pixels; the page seen in a mirror."""

from __future__ import annotations

import importlib.util

import pytest
from PIL import Image, ImageDraw

from epubgen.covers import settable, shaping
from epubgen.covers.breaks import pieces, units
from epubgen.covers.canvas import Canvas, CoverColours, Rect
from epubgen.covers.settable import settable_front
from epubgen.covers.shaping import Shaper, needs_shaping, shaped_by
from epubgen.covers.type import Typeface, vertical_cells
from epubgen.covers.words import FrontPage
from epubgen.epub.fonts import font_chain
from epubgen.epub.fonts.font_file import faces
from epubgen.files.input_tree import InputTree
from epubgen.model import BodyFont, Publication
from tests.unit.test_font_files import needs_fonts
from tests.unit.tiny_font import MONGOLIAN, TIBETAN, tiny_font

EXTRA = ("bidi", "pylopdf_fonts_ar", "pylopdf_fonts_he", "pylopdf_fonts_hi", "pylopdf_fonts_th")
needs_extra = pytest.mark.skipif(
    not all(map(importlib.util.find_spec, EXTRA)), reason="pip install 'epubgen-periodicals[fonts]'"
)
pytestmark = [needs_fonts, needs_extra]


def kind(language: str = "ar") -> Typeface:
    chain = font_chain(Publication(id="p", title="p", language=language), InputTree.memory({}))
    return Typeface(chain.serif, language)


def runs(text: str, language: str = "ar") -> list[str]:
    """The runs of a line from the left to the right, each as it is read."""
    shaper = Shaper(kind(language).faces, language)
    return [run.text for run in shaping._visual(list(shaper._runs(text)))]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("القارب الليلي", "ar", ["القارب الليلي"]),
        ("ستستغرق 12 دقيقة", "ar", [" دقيقة", "12", "ستستغرق "]),
        ("EPUB (نسخة)", "ar", [" (نسخة)", "EPUB"]),
        ("iPhone (Pro) جديد", "ar", [" جديد", "iPhone (Pro)"]),  # a pair of brackets goes with what it holds
        ("اتصل +971 4 555 0142", "ar", ["+971 4 555 0142", "اتصل "]),
        ("اتصل +971\u00a04\u00a0555\u00a00142", "ar", ["+971\u00a04\u00a0555\u00a00142", "اتصل "]),
        ("من 2026-09-17", "fa", ["2026-09-17", "من "]),
        ("the word שלום twice", "en", ["the word ", "שלום", " twice"]),
        ("שלום (לכם)!", "en", ["שלום (לכם)!"]),  # all letters run from the right
        ("有 المرسى 这", "zh-Hans", ["有 ", "المرسى", " 这"]),
        ("आज EPUB", "hi", ["आज ", "EPUB"]),
    ],
)
def test_the_order_of_a_line(text: str, language: str, expected: list[str]) -> None:
    assert [part.strip() for part in runs(text, language) if part.strip()] == [part.strip() for part in expected]


def test_letters_take_their_form_from_their_neighbours() -> None:
    shaper = Shaper(kind().faces, "ar")
    alone = sum(shaper.line(char).width for char in "بيت")
    assert shaper.line("بيت").width < alone * 0.9
    joined, parted = shaper.line("میخواهم"), shaper.line("می\u200cخواهم")
    assert joined.glyphs != parted.glyphs


def test_a_hebrew_line_begins_on_the_right_and_its_brackets_turn() -> None:
    shaper = Shaper(kind("he").faces, "he")
    alef, bet = (shaper.line(char).glyphs[0].number for char in "אב")
    numbers = [glyph.number for glyph in shaper.line("(אב").glyphs]
    assert numbers[:2] == [bet, alef]
    closing = Shaper(shaper.faces, "en").line("א a)").glyphs[-1].number  # in a line from the left, it does not turn
    assert numbers[2] == closing


def test_vowel_points_take_no_room() -> None:
    face = kind("he")
    assert face.width("שָׁלוֹם", 100) == pytest.approx(face.width("שלום", 100), abs=2)


@pytest.mark.parametrize("bold", [0, 0.05])
def test_the_same_line_gives_the_same_pixels_where_it_was_measured(bold: float) -> None:
    sheets = []
    for _ in range(2):
        sheet = Image.new("L", (400, 120), 255)
        face = kind()
        end = face.write(ImageDraw.Draw(sheet), (40, 10), "بيت 12", 60, 0, bold=bold)
        assert end == pytest.approx(40 + face.width("بيت 12", 60))
        left, top, right, bottom = sheet.point(lambda value: 255 - value).getbbox() or (0, 0, 0, 0)
        assert 36 <= left < right <= end + 4
        assert 10 <= top < bottom <= 100
        sheets.append(sheet.tobytes())
    assert sheets[0] == sheets[1]


def test_a_stroke_makes_letters_thicker_and_holes_stay_open() -> None:
    ink = []
    for bold in (0, 0.022):
        sheet = Image.new("L", (200, 160), 0)
        kind("he").write(ImageDraw.Draw(sheet), (20, 0), "ם", 120, 255, bold=bold)
        box = sheet.getbbox()
        assert box
        assert sheet.getpixel(((box[0] + box[2]) // 2, (box[1] + box[3]) // 2)) == 0
        ink.append(sheet.histogram()[255])
    assert 1.2 < ink[1] / ink[0] < 3


def test_a_font_that_comes_as_its_thinnest_weight_is_set_as_text() -> None:
    chain = font_chain(Publication(id="p", title="p", language="he"), InputTree.memory({}))
    face = [face for face in chain.sans if face.family == "Noto Sans Hebrew"]
    stems = []
    for text in ("ו", "l"):
        sheet = Image.new("L", (200, 160), 0)
        Typeface(face, "he").write(ImageDraw.Draw(sheet), (20, 0), text, 120, 255)
        row = sheet.crop((0, 70, 200, 71))
        stems.append(row.histogram()[255])
    assert all(stem > 7 for stem in stems)


@pytest.mark.parametrize("text", ["潮水退去", "ひらがな", "한국어", "Ğazete", "Привет", "2026"])
def test_other_scripts_are_set_as_before(text: str) -> None:
    assert not needs_shaping(text)
    assert shaped_by(text) == ()
    spread = kind("ar")
    assert spread.width(text, 50) == sum(spread._advances(spread._spread(text), 50))


def test_the_page_of_a_paper_from_right_to_left_is_mirrored() -> None:
    def boxes(language: str) -> tuple[int, int, int, int]:
        sheet = Canvas((300, 100), CoverColours("#000000", "#ffffff"), kind(language), kind(language), language)
        sheet.rule(10, 0, 60, 4)
        sheet.picture(Image.new("RGB", (40, 20), "black"), Rect(20, 10, 60, 30))
        sheet.line("بيت", 30, 40, 30)
        dark = sheet.sheet.convert("L").point(lambda value: 255 - value)
        lines = [dark.crop((0, top, 300, bottom)).getbbox() for top, bottom in ((0, 4), (10, 30), (40, 100))]
        (rule, picture, line) = (found or (0, 0, 0, 0) for found in lines)
        return rule[0], rule[2], picture[0], line[2]

    assert boxes("en")[:3] == (10, 60, 20)
    rule_left, rule_right, picture_left, line_right = boxes("ar")
    assert (rule_left, rule_right, picture_left) == (240, 290, 240)
    assert 262 <= line_right <= 273


def test_without_the_tool_that_orders_lines_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settable, "can_order", lambda: False)
    made = settable_front(FrontPage(title="أخبار"), kind(), kind())
    assert [found.key for found in made.findings] == ["F26.order"]
    assert "[fonts]" in made.findings[0].hint("en")
    assert not settable_front(FrontPage(title="समाचार"), kind("hi"), kind("hi")).findings  # runs from the left


SOUTH_EAST = {
    "ข่าวเช้าวันนี้เปิดท่าเรือใหม่": "ข่าว|เช้าวันนี้|เปิดท่า|เรือ|ใหม่",
    "ประเทศไทยและลาว": "ประ|เทศ|ไทย|และ|ลาว",
    "ນະຄອນຫຼວງວຽງຈັນ": "ນະ|ຄອນຫຼວງວຽງຈັນ",
    "ภาษา": "ภา|ษา",
    "သတင်းစာ": "သ|တင်း|စာ",
    "កាសែតថ្មី": "កា|សែ|ត|ថ្មី",
}


@pytest.mark.parametrize("phrase", SOUTH_EAST)
def test_a_phrase_without_spaces_is_parted_between_syllables(phrase: str) -> None:
    assert "|".join(pieces(phrase)) == SOUTH_EAST[phrase]
    assert list(units(phrase)) == [phrase]  # not before it must be


SYLLABLES = {
    "བོད་ལྗོངས་ཉིན་རེའི་ཚགས་པར།": "བོད་|ལྗོངས་|ཉིན་|རེའི་|ཚགས་|པར།",
    "ང་། ཁྱོད་": "ང་།| |ཁྱོད་",
    "༢༠༢༦ལོའི་གནས་ཚུལ།": "༢༠༢༦ལོའི་|གནས་|ཚུལ།",
    "ཀ་ཁ་。": "ཀ་|ཁ་。",
    "བོད།།": "བོད།།",
    "དེང་EPUBདེབ": "དེང་|EPUBདེབ",
}


@pytest.mark.parametrize("text", SYLLABLES)
def test_tibetan_breaks_behind_its_tsheg(text: str) -> None:
    assert "|".join(units(text)) == SYLLABLES[text]


def fonts(chars: str, language: str) -> Typeface:
    return Typeface(
        (
            *faces(tiny_font(chars)),
            *font_chain(Publication(id="p", title="p", language=language), InputTree.memory({})).serif,
        ),
        language,
    )


def test_words_that_are_shaped_lie_on_their_side_in_vertical_lines() -> None:
    def cells(text: str, language: str = "zh-Hans") -> list[str]:
        return [
            f"{cell.text}:{cell.way}" for cell in vertical_cells(text, fonts(MONGOLIAN + TIBETAN, language), language)
        ]

    assert cells("草原ᠨᠠᠭᠤᠷ来") == ["草:upright", "原:upright", "ᠨᠠᠭᠤᠷ:turned", "来:upright"]
    assert cells("报القارب الليلي到") == ["报:upright", "القارب الليلي:turned", "到:upright"]
    assert cells("藏བོད་ཡིག") == ["藏:upright", "བོད་:turned", "ཡིག:turned"]
    assert cells("ᠨᠠᠭᠤᠷ\u202fᠤᠨ ᠡᠬᠢ", "mn-Mong") == ["ᠨᠠᠭᠤᠷ\u202fᠤᠨ:turned", " :upright", "ᠡᠬᠢ:turned"]


def test_vertical_lines_of_mongolian_follow_each_other_from_the_left() -> None:
    def box(language: str, *, vertical: bool = True) -> tuple[int, int]:
        kind = fonts(MONGOLIAN, language)
        sheet = Canvas((300, 200), CoverColours("#000000", "#ffffff"), kind, kind, language, vertical=vertical)
        sheet.down("ᠨᠠᠭ", 280, 10, 40)
        found = sheet.sheet.convert("L").point(lambda value: 255 - value).getbbox()
        assert found
        return found[0], found[2]

    (left, right), (first, last) = box("zh-Hans"), box("mn-Mong")
    assert left > 200
    assert last < 100
    assert right - left == last - first
    assert box("mn-Mong", vertical=False) == (left, right)


@pytest.mark.parametrize(
    ("title", "language", "key"),
    [
        ("བོད་ལྗོངས", "bo", "F26.font"), ("ᠨᠤᠲᠤᠭ", "mn-Mong", "F26.font"), ("ຂ່າວ", "lo", "F26.font"), ("သတင်း", "my", "F26.font"),
        ("កាសែត", "km", "F26.font"), ("ข่าวสด", "th", ""), ("أخبار", "ar", ""), ("தமிழ்", "ta", "F26.font"),
        ("বাংলা", "bn", "F26.font"), ("ܣܘܪܝܝܐ", "syr", "F26.font"), ("समाचार", "hi", ""),
    ],
)  # fmt: skip
def test_a_script_without_a_font_is_said_and_draws_no_boxes(title: str, language: str, key: str) -> None:
    face = kind(language)
    made = settable_front(FrontPage(title=title), face, face)
    assert [found.key for found in made.findings] == [key] * bool(key)
    assert made.words is not bool(key)
    if key:
        assert "fonts: {body:" in made.findings[0].hint("en")
    own = fonts(
        TIBETAN
        + MONGOLIAN
        + title
        + "".join(map(chr, [*range(0x0E80, 0x0EE0), *range(0x1000, 0x10A0), *range(0x1780, 0x17E0)])),
        language,
    )
    assert not settable_front(FrontPage(title=title), own, own).findings


@pytest.mark.parametrize(
    ("letter", "script"), [("ত", "Bengali"), ("த", "Tamil"), ("ܣ", "Syriac"), ("ދ", "Thaana"), ("မ", "Burmese")]
)
def test_a_script_without_a_font_has_its_own_name(letter: str, script: str) -> None:
    (found,) = settable_front(FrontPage(title=letter), kind("und"), kind("und")).findings
    assert f"no font at hand has the {script} letters of" in found.message("en")


def test_the_font_of_the_text_serves_the_cover() -> None:
    house = Publication(id="p", title="p", language="mn-Mong", body_fonts=(BodyFont(file="m.ttf"),))
    chain = font_chain(house, InputTree.memory({"m.ttf": tiny_font(MONGOLIAN)}))
    assert chain.face("ᠨ")
    assert not chain.findings


def test_mongolian_keeps_what_varies_its_letters_and_other_text_does_not() -> None:
    face = fonts(MONGOLIAN.replace("\u180e", ""), "mn-Mong")
    made = settable_front(FrontPage(title="ᠳᠠᠷᠠᠭ\u180eᠠ", deck="潮\u180e水"), face, face)
    assert (made.front.title, made.front.deck) == ("ᠳᠠᠷᠠᠭ\u180eᠠ", "潮水")
    assert not made.findings
