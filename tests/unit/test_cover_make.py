# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cover: its size, its marks in the package, its ways and their fallbacks; the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import epubgen
from epubgen.covers import make, thumbnail
from epubgen.covers.canvas import Canvas
from epubgen.covers.cropping import cropped, trimmed
from epubgen.epub.fonts import FontChain
from epubgen.images import jpeg as jpeg_reader
from epubgen.options import WritingMode
from tests.unit.test_cover_shaping import needs_extra
from tests.unit.test_font_files import needs_fonts

ISSUES = Path(__file__).resolve().parents[2] / "issues"
PAPER = "id: p\ntitle: 海滨日报\nlanguage: zh-Hans\n"
STORY = "---\ntitle: 潮水退去\nlead_photo: ../photos/a.jpg\n---\n\n正文。\n"
BARE = "---\ntitle: 潮水退去\n---\n\n正文。\n"


def picture(left: str = "red", right: str = "blue", size: tuple[int, int] = (800, 600)) -> bytes:
    """Two halves of one colour each."""
    image = Image.new("RGB", size, left)
    image.paste(right, (size[0] // 2, 0, *size))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


def files(paper: str = "", story: str = STORY, **more: bytes) -> dict[str, bytes | str]:
    named = {name.replace("__", "/").replace("_jpg", ".jpg"): data for name, data in more.items()}
    return {
        "publication.yaml": PAPER + paper,
        "2026-01-05/issue.yaml": "date: 2026-01-05\nweekday: auto\n",
        "2026-01-05/articles/a.md": story,
        "2026-01-05/photos/a.jpg": picture(),
        **named,
    }


def built(source: Mapping[str, bytes | str] | Path, **settings: Any) -> tuple[epubgen.Epub, zipfile.ZipFile]:
    stream = io.BytesIO()
    epub = epubgen.build(source, stream, **settings)
    return epub, zipfile.ZipFile(stream)


def cover_of(source: Mapping[str, bytes | str] | Path, **settings: Any) -> tuple[list[str], Image.Image | None]:
    """Codes of findings about it, and the cover."""
    epub, book = built(source, **settings)
    keys = [f.key for f in epub.report.findings if f.code in ("F20", "F22", "F26", "F27")]
    if "EPUB/cover-image.jpg" not in book.namelist():
        return keys, None
    return keys, Image.open(io.BytesIO(book.read("EPUB/cover-image.jpg"))).convert("RGB")


def share(image: Image.Image, colour: str) -> float:
    """How much of a picture is nearly of a colour."""
    want = Image.new("RGB", (1, 1), colour).getpixel((0, 0))
    assert isinstance(want, tuple)
    raw = image.resize((60, 80)).tobytes()
    pixels = zip(raw[::3], raw[1::3], raw[2::3], strict=True)
    near = [pixel for pixel in pixels if max(abs(a - b) for a, b in zip(pixel, want, strict=True)) < 60]
    return len(near) / (60 * 80)


def test_the_picture_and_its_two_marks() -> None:
    _, book = built(files())
    opf = book.read("EPUB/content.opf").decode()
    assert opf.count('properties="cover-image"') == 1
    assert '<meta name="cover" content="cover-image"/>' in opf
    assert 'id="cover-image"' in opf
    assert not [name for name in book.namelist() if "cover" in name and name.endswith(".xhtml")]
    data = book.read("EPUB/cover-image.jpg")
    assert jpeg_reader.is_baseline(data)
    with Image.open(io.BytesIO(data)) as image:
        assert (image.size, image.mode, image.format) == ((1200, 1600), "RGB", "JPEG")
        assert not image.getexif()
        assert "icc_profile" not in image.info


@needs_fonts
@pytest.mark.parametrize("mode", ["horizontal-tb", "vertical-rl"])
def test_a_composed_cover_has_photo_type_and_paper(mode: str) -> None:
    keys, image = cover_of(files(), writing_mode=mode)
    assert keys == []
    assert image
    assert 0.1 < share(image, "red") < 0.3
    assert 0.1 < share(image, "blue") < 0.3
    assert share(image, "white") > 0.3
    assert share(image, "#8c1c1c") > 0.005


@pytest.mark.tools
@needs_fonts
@pytest.mark.usefixtures("encoded_anew")
def test_the_two_directions_look_different_and_each_is_the_same_twice() -> None:
    for mode in ("horizontal-tb", "vertical-rl"):
        one, two = (built(ISSUES / "shiomi-shimpo" / "2026-10-25", writing_mode=mode)[1] for _ in range(2))
        assert one.read("EPUB/cover-image.jpg") == two.read("EPUB/cover-image.jpg")
    _, across = cover_of(files(), writing_mode="horizontal-tb")
    _, down = cover_of(files(), writing_mode="vertical-rl")
    assert across != down


@needs_fonts
def test_a_latin_paper_has_no_vertical_cover() -> None:
    source = files() | {"publication.yaml": "id: p\ntitle: The Post\nlanguage: en\n"}
    assert cover_of(source, writing_mode="vertical-rl")[1] == cover_of(source, writing_mode="horizontal-tb")[1]


@needs_fonts
def test_a_cached_cover_has_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, first = (built(files(), cache=cache)[1].read("EPUB/cover-image.jpg") for cache in (None, tmp_path / "c"))
    monkeypatch.setattr(make, "_jpeg", lambda image: pytest.fail("drawn again"))
    assert built(files(), cache=tmp_path / "c")[1].read("EPUB/cover-image.jpg") == plain == first


def test_none_makes_no_cover() -> None:
    epub, book = built(files(), cover="none")
    assert "cover" not in "".join(book.namelist())
    assert "cover" not in book.read("EPUB/content.opf").decode().replace("coverDate", "")
    assert "F22" not in {f.code for f in epub.report.findings}


def test_the_lead_photo_around_its_focal_point() -> None:
    story = STORY.replace("../photos/a.jpg", "{file: ../photos/a.jpg, focal: 0.9 0.5}")
    keys, image = cover_of(files(story=story), cover="lead-photo")
    assert keys == []
    assert image
    assert image.size == (1200, 1600)
    assert share(image, "blue") > share(image, "red") * 3


def test_a_picture_of_the_publication() -> None:
    paper = "cover:\n  mode: image\n  file: assets/front.jpg\n"
    keys, image = cover_of(files(paper, assets__front_jpg=picture("green", "green", (600, 800))))
    assert keys == []
    assert image
    assert image.size == (600, 800)
    assert share(image, "green") == 1


@needs_fonts
@pytest.mark.parametrize(
    ("paper", "story", "key"),
    [
        ("cover:\n  mode: image\n  file: assets/none.jpg\n", STORY, "F22.file"),
        ("cover:\n  mode: image\n", STORY, "F22.file"),
        ("cover:\n  mode: image\n  file: assets/broken.jpg\n", STORY, "F22.broken"),
        ("cover:\n  mode: facsimile\n", STORY, "F22.facsimile"),
        ("cover:\n  mode: lead-photo\n", BARE, "F22.photo"),
        ('cover:\n  colors: ["reddish"]\n', STORY, "F22.color"),
    ],
)
def test_what_is_missing_is_told_and_a_front_page_stands_in(paper: str, story: str, key: str) -> None:
    source = files(paper, story, assets__broken_jpg=b"\xff\xd8\xff no")
    keys, image = cover_of(source)
    assert keys == [key]
    assert image
    assert image.size == (1200, 1600)


@needs_fonts
def test_the_colours_of_the_publication() -> None:
    _, image = cover_of(files('cover:\n  colors: ["#0000c8", "#ffe08c"]\n', BARE))
    assert image
    assert share(image, "#ffe08c") > 0.5
    assert share(image, "#0000c8") > 0.005


def test_without_a_font_the_pictures_alone_and_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "font_chain", lambda *_: FontChain())
    for mode in ("horizontal-tb", "vertical-rl"):
        keys, image = cover_of(files(), writing_mode=mode)
        assert keys == ["F22.font"]
        assert image
        assert share(image, "red") + share(image, "blue") > 0.3


def test_without_font_and_picture_no_cover(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "font_chain", lambda *_: FontChain())
    keys, image = cover_of(files(story=BARE))
    assert (keys, image) == (["F22.empty"], None)


@pytest.mark.parametrize(("focal", "first"), [((0.1, 0.5), "red"), ((0.9, 0.5), "blue")])
def test_a_crop_keeps_its_focal_point(focal: tuple[float, float], first: str) -> None:
    with Image.open(io.BytesIO(picture())) as image:
        made = cropped(image.convert("RGB"), (150, 300), focal)
    assert made.size == (150, 300)
    assert share(made, first) > 0.95


def test_a_margin_is_trimmed() -> None:
    page = Image.new("RGB", (100, 100), "white")
    page.paste("black", (20, 30, 60, 50))
    assert trimmed(page).size == (40, 20)
    assert trimmed(Image.new("RGB", (9, 9), "white")).size == (9, 9)


def test_a_thumbnail_is_small() -> None:
    data = thumbnail(picture(size=(1200, 1600)), 300)
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (225, 300)
    with Image.open(io.BytesIO(thumbnail(picture(size=(90, 120)), 300))) as image:
        assert image.size == (90, 120)
    assert thumbnail(picture(), 100) == thumbnail(picture(), 100)


@needs_fonts
@pytest.mark.parametrize("mode", ["horizontal-tb", "vertical-rl"])
def test_long_words_break_nothing(mode: WritingMode) -> None:
    issue = epubgen.load(files())
    story = replace(
        issue.articles[0],
        title=("很长的标题" * 20, "Donaudampfschifffahrtsgesellschaftskapitän" * 4),
        kicker=("肩题" * 40,),
        deck=("副题，" * 60,),
        byline="记者" * 30,
    )
    paper = replace(
        issue.publication, title="名字很长的一份日报与周末增刊合订本", motto="口号" * 40, title_latin="LONG " * 20
    )
    made = io.BytesIO()
    epubgen.build(replace(issue, articles=(story,), publication=paper), made, writing_mode=mode)
    assert "EPUB/cover-image.jpg" in zipfile.ZipFile(made).namelist()


@needs_fonts
def test_a_headline_that_cannot_be_set_is_named_where_it_stands_and_the_rest_stays() -> None:
    epub, _ = built(files(story=STORY.replace("潮水退去", "潮水退去🎉")))
    (found,) = [f for f in epub.report.findings if f.code in ("F26", "F27")]
    assert (found.key, str(found.at)) == ("F26.lead", "2026-01-05/articles/a.md:2:8")
    assert "U+1F389" in found.message("en")
    assert "--font" in found.hint("zh")
    keys, image = cover_of(files(story=STORY.replace("潮水退去", "潮水退去🎉")))
    assert keys == ["F26.lead"]
    assert image
    assert 0.1 < share(image, "red") < 0.4
    assert share(image, "#8c1c1c") > 0.005  # the name of the paper


@needs_fonts
@pytest.mark.parametrize(
    ("story", "keys", "drawn"),
    [(STORY, ["F26.font"], True), (BARE, ["F26.font", "F26.empty"], False)],
)
def test_a_name_that_cannot_be_set_gives_a_cover_of_pictures_or_none(story: str, keys: list[str], drawn: bool) -> None:
    source = files(story=story) | {"publication.yaml": "id: p\ntitle: བོད་ལྗོངས\nlanguage: bo\n"}
    found, image = cover_of(source)
    assert (found, image is not None) == (keys, drawn)


@needs_fonts
@pytest.mark.parametrize("title", ["ᠰᠣᠨᠢᠨ", "ཉིན་རེའི་གསར་འགྱུར"])
@pytest.mark.parametrize("mode", ["horizontal-tb", "vertical-rl"])
def test_without_a_letter_of_the_name_a_cover_has_no_empty_frame(title: str, mode: WritingMode) -> None:
    paper = f"id: p\ntitle: {title}\nlanguage: mn-Mong\n"
    story = f"---\ntitle: {title}\nlead_photo: ../photos/a.jpg\n---\n\n{title}\n"
    keys, image = cover_of(files(story=story) | {"publication.yaml": paper}, writing_mode=mode)
    assert keys == ["F26.font"]
    assert image
    assert share(image, "red") + share(image, "blue") > 0.7, "the photo fills the page"
    assert share(image, "#8c1c1c") < 0.03


@needs_fonts
@needs_extra
def test_a_paper_from_right_to_left_has_its_words_on_the_right() -> None:
    paper = "id: p\ntitle: المرسى\nlanguage: ar\nmotto: أسبوعية\n"
    keys, image = cover_of(files(story="---\ntitle: القارب\n---\n\nعاد.\n") | {"publication.yaml": paper})
    assert not keys
    assert image
    dark = image.convert("L").point(lambda value: 255 * (value < 128))
    motto = dark.crop((0, 0, 1200, 76)).getbbox()
    assert motto
    assert 1130 <= motto[2] <= 1146
    assert motto[0] > 900


@needs_fonts
@pytest.mark.usefixtures("encoded_anew")
@pytest.mark.parametrize("mode", ["horizontal-tb", "vertical-rl"])
def test_no_part_of_a_long_headline_is_dropped(mode: WritingMode, monkeypatch: pytest.MonkeyPatch) -> None:
    headline = "全市目标是确保轨道交通网络在2030年以前基本建成并投入运营，" * 4 + "完"
    drawn: list[str] = []
    centred, down_cells = Canvas.centred, Canvas.down_cells

    def across(canvas: Canvas, text: str, *rest: Any, **more: Any) -> None:
        drawn.append(text)
        centred(canvas, text, *rest, **more)

    def down(canvas: Canvas, cells: Any, *rest: Any, **more: Any) -> float:
        drawn.append("".join(cell.text for cell in cells))
        return down_cells(canvas, cells, *rest, **more)

    monkeypatch.setattr(Canvas, "centred", across)
    monkeypatch.setattr(Canvas, "down_cells", down)
    cover_of(files(story=BARE.replace("潮水退去", headline)), writing_mode=mode)
    assert headline in "".join(drawn)
