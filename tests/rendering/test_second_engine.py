# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages in MuPDF, whose layout engine is its own: nothing is lost, nothing stands off the page, lines begin on their side.

MuPDF knows no vertical lines and gives ``dir`` to whole blocks alone, so it stands for readers that know less than
Chromium.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lxml import html

import epubgen
from epubgen.languages.directions import direction
from tests.conftest import BOOKS, EpubOf
from tests.rendering.books import unpacked

pytestmark = pytest.mark.skipif(find_spec("pymupdf") is None, reason="pymupdf is not installed")

SCREENS = {"small": (600, 800, 24), "clara": (1072, 1448, 36), "libra": (1236, 1648, 41), "phone": (390, 780, 16)}
"""Width, height and letters, in pixels."""
TEXTS = {
    "he": (
        "עיתון הבוקר",
        "גשר חדש נפתח ליד BBC",
        "הגשר נפתח ב-2026-04-22. אורכו 3-5 קילומטרים, והוא מחבר בין שני חלקי העיר. ",
    ),
    "fa": ("بامداد", "پل تازه گشوده شد", "پل تازه‌ای در شهر گشوده شد و مردم از آن گذشتند. "),
    "th": ("ข่าวเช้า", "สะพานใหม่เปิดแล้ว", "สะพานใหม่เปิดแล้วในเมืองวันนี้ ผู้คนเดินข้ามไปมา "),
    "bo": ("ཉིན་རེའི་གསར་འགྱུར", "ཟམ་པ་གསར་པ", "གྲོང་ཁྱེར་ནང་ཟམ་པ་གསར་པ་ཞིག་བཟོས་སོང་། "),
    "vi": ("Báo Sáng", "Cầu mới đã mở", "Một cây cầu mới đã mở trong thành phố hôm nay, và mọi người đi qua. "),
    "hi": ("प्रभात", "नया पुल खुला", "शहर में आज एक नया पुल खुला और लोग उस पर से गुज़रे। "),
}
"""Name of a paper, headline and a sentence, by language."""
EVERYDAY = [
    ("al-marsa horizontal-tb", "small", 2),
    ("nutug vertical-rl", "small", 1),
    ("he", "small", 2),
    ("th", "phone", 1),
]
SHELF = {f"{path.parent.name} {mode}": (path, mode) for path, mode in BOOKS}
"""The samples in each of their modes, by name."""
MATRIX = [(book, screen, times) for book in (*SHELF, *TEXTS) for screen in SCREENS for times in (1, 2)]


@dataclass(frozen=True)
class LaidOut:
    """A book in MuPDF, and the documents of its spine."""

    book: Any
    documents: list[Path]
    width: int
    height: int
    times: int

    def chapters(self) -> Iterator[tuple[Path, list[Any]]]:
        """Each document with its pages."""
        for number, document in enumerate(self.documents):
            count = self.book.chapter_page_count(number)
            yield document, [self.book.load_page((number, page)) for page in range(count)]


def story(language: str) -> dict[str, str]:
    paper, title, sentence = TEXTS[language]
    body = (
        f"{sentence * 6}\n\n## {title}\n\n- {sentence}\n- {title}\n\n| {title} | 12 |\n|---|---|\n| {paper} | 3-5 |\n"
    )
    head = f"title: {title}\nauthors: {paper}\nsource: {paper}\n"
    return {
        "publication.yaml": f"id: p\ntitle: {paper}\nlanguage: {language}\ncover: {{mode: none}}\n",
        "issue.yaml": "date: 2026-04-22\n",
        "articles/a.md": f"---\n{head}---\n{body}\n> {sentence}\n\n{sentence * 9}\n",
    }


@pytest.fixture(scope="module")
def books(epub_of: EpubOf, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A function from the name of a book to its file and its documents; each is built once."""
    made: dict[str, tuple[Path, list[Path]]] = {}

    def book(name: str) -> tuple[Path, list[Path]]:
        if name not in made:
            folder = tmp_path_factory.mktemp("second")
            if name in TEXTS:
                epub = folder / "a.epub"
                epubgen.build(story(name), epub)
            else:
                epub = epub_of(*SHELF[name])
            made[name] = epub, unpacked(epub, folder / "book")
        return made[name]

    return book


def laid_out(books: Any, name: str, screen: str, times: int) -> LaidOut:
    pymupdf = pytest.importorskip("pymupdf")  # here: it takes more than a second, and many runs do without these tests
    epub, documents = books(name)
    width, height, font = SCREENS[screen]
    book = pymupdf.open(epub)
    book.layout(width=width, height=height, fontsize=font * times)
    assert book.chapter_count == len(documents)
    return LaidOut(book, documents, width, height, times)


def letters(text: str) -> Counter[str]:
    return Counter(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def printed(document: Path) -> str:
    """The words of a document that are shown."""
    root = html.fromstring(re.sub(r"^<\?xml[^>]*>", "", document.read_text("utf-8")))
    return str(root.xpath("string(//body)"))


_UNBROKEN = re.compile('<table|class="url')
"""What MuPDF breaks nowhere, so that letters of twice the size lose some beside the page: cells and addresses."""


def faults(page: LaidOut) -> Iterator[str]:
    for document, pages in page.chapters():
        if page.times > 1 and _UNBROKEN.search(document.read_text("utf-8")):
            continue
        shown = "".join(one.get_text() for one in pages)
        if missing := letters(printed(document)) - letters(shown):
            yield f"{document.stem} has lost {dict(missing)}"
        whole = {picture["digest"] for one in pages for picture in _pictures(one) if picture["bbox"][3] <= page.height}
        for number, one in enumerate(pages, start=1):
            cut = [picture for picture in _pictures(one) if picture["digest"] not in whole]
            yield from (f"{document.stem} {number}: {fault}" for fault in _of_page(one, cut, page))


def _pictures(one: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = one.get_image_info(hashes=True)
    return found


def _of_page(one: Any, cut: list[dict[str, Any]], page: LaidOut) -> Iterator[str]:
    """Yield the faults of a page. ``cut``: pictures that are whole nowhere; MuPDF begins some in the margin below."""
    pictures, lines = (
        _pictures(one),
        [line for block in one.get_text("dict")["blocks"] for line in block.get("lines", ())],
    )
    if not pictures and not lines and page.times == 1:
        yield "an empty page"
    spare = 1 if page.times == 1 else page.width * 0.03  # a long word of large letters on a narrow page
    for box in (*(picture["bbox"] for picture in cut), *(line["bbox"] for line in lines)):
        if box[0] < -spare or box[2] > page.width + spare or box[3] > page.height + 1:
            yield f"off the page: {[round(side) for side in box]}"
    boxes = {
        chr(char[0]) for trace in one.get_texttrace() for char in trace["chars"] if char[1] == 0 and char[0] > 0x20
    }
    if boxes:
        yield f"no letters for {boxes}"


def sides(page: LaidOut) -> Iterator[tuple[str, str, str]]:
    """Document, its direction, and the side on which its lines begin."""
    for document, pages in page.chapters():
        said = re.search(r'<html[^>]* xml:lang="([^"]+)"', document.read_text("utf-8"))
        assert said
        boxes = [
            line["bbox"] for one in pages for block in one.get_text("dict")["blocks"] for line in block.get("lines", ())
        ]
        left = Counter(round(box[0] / 4) for box in boxes).most_common(1)[0][1]
        right = Counter(round(box[2] / 4) for box in boxes).most_common(1)[0][1]
        if max(left, right) > 2 * min(left, right):  # else lines are justified
            yield document.stem, direction(said[1]), "rtl" if right > left else "ltr"


def check(books: Any, name: str, screen: str, times: int) -> None:
    page = laid_out(books, name, screen, times)
    assert list(faults(page)) == []
    stories = [side for side in sides(page) if side[0].startswith("a-")]
    assert [side for side in stories if side[1] != side[2]] == []


@pytest.mark.parametrize(("name", "screen", "times"), EVERYDAY)
def test_a_page_is_whole(books: Any, name: str, screen: str, times: int) -> None:
    check(books, name, screen, times)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "screen", "times"), MATRIX)
def test_every_page_is_whole(books: Any, name: str, screen: str, times: int) -> None:
    check(books, name, screen, times)
