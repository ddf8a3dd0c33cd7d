# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every reader of files from outside, as a function of bytes; and small files for each, from which others are made.

A reader ends with an ``EpubgenError`` or without an error. Anything else is a fault of ours.
"""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import epubgen
from epubgen.conversion import convert
from epubgen.errors import EpubgenError, Location
from epubgen.files.input_tree import InputTree
from epubgen.files.targets import EPUB, is_damaged
from epubgen.images.hash_cache import NOTES, HashCache
from epubgen.importers.printed_page import read_pages
from epubgen.markup.html import blocks_from_html
from epubgen.pipeline import outline
from epubgen.publishing.receipt_store import ReceiptStore
from epubgen.serialization import decode_article, decode_publication
from epubgen.serialization.files import decode_one_file
from epubgen.validation import check_file, read_accessibility, silent_change
from tests.conformance.tiny_epub import TinyEpub
from tests.unit.drawn import noisy, prepared, saved
from tests.unit.tiny_pdf import TinyPage, tiny_pdf

ROOT = Path(__file__).resolve().parents[2]
AT = Location("input")
HTML = (
    '<h1>题 &amp; title</h1><p style="color:red">a <b>b<i>c</b></i> <a href="http://example.org/?a=1&b">d</a></p>'
    '<table><tr><td rowspan="2">1<td>2</table><img src="a.jpg" alt="x"><ruby>漢<rt>かん</rt></ruby><!-- c --><pre>\n x</pre>'
)
PAGE = (
    "# 汐州日报\n\n2026年4月22日 星期三 第01版：要闻\n\n## 潮水退去\n\n□本报记者 林岸\n\n本报讯 清晨的码头。（下转第2版）\n"
    "\n![](p.jpg)\n\n何帆 摄\n\n## 又讯\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
)
STORY = (
    "---\ntitle: 潮水\nauthors:\n  - 林岸\npage: 01\nkeywords: [a, b]\n---\n\n第一段 **粗** ~~删~~ `a`[^1]。\n\n"
    "> 引\n\n::: box\n框\n:::\n\n1. 一\n   - 二\n\n{漢|かん} [链](article:b)\n\n[^1]: 注\n"
)
ONE_FILE = (
    '{"format": "epubgen-issue/1", "publication": {"id": "p", "title": "P", "language": "en"}, "issue": {"date": '
    '"2026-04-22"}, "articles": [{"id": "a", "title": "A", "body": [{"type": "paragraph", "text": ["x"]}]}]}'
)


@dataclass(frozen=True)
class Reader:
    """One reader."""

    read: Callable[[bytes, Path], object]
    """Takes the bytes and a folder to work in."""
    seeds: Callable[[], tuple[bytes, ...]]

    def __call__(self, data: bytes, folder: Path) -> bool:
        """Read; whether the bytes were taken. Raises what is no ``EpubgenError``."""
        try:
            self.read(data, folder)
        except EpubgenError as error:
            for found in error.findings:
                assert found.message("en")
                assert found.message("zh")
            return False
        return True


def _put(data: bytes, folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@cache
def issue_zips() -> tuple[bytes, ...]:
    """Issues as archives, packed and not."""
    files = {
        "publication.yaml": "id: paper\ntitle: Paper\nlanguage: en\n",
        "2026-04-22/issue.yaml": "date: 2026-04-22\n",
        "2026-04-22/articles/01-01.md": "---\ntitle: Harbour\n---\n\n" + "Water rises in the harbour. " * 40,
        "2026-04-22/articles/汐州.md": "---\ntitle: 汐州\n---\n\n潮水上涨。\n",
    }
    return tuple(_zipped(files, method) for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))


def _zipped(files: Mapping[str, str], method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as pack:
        for name, text in files.items():
            pack.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text, method)
    return out.getvalue()


@cache
def epubs() -> tuple[bytes, ...]:
    """A small EPUB by hand, and one of ours."""
    built = io.BytesIO()
    paper = {
        "publication.yaml": "id: paper\ntitle: Paper\nlanguage: en\ncover: none\n",
        "issue.yaml": "date: 2026-04-22\n",
        "articles/a.md": "---\ntitle: Harbour\n---\n\nWater rises.\n",
    }
    epubgen.build(paper, built)
    tiny = io.BytesIO()
    with zipfile.ZipFile(tiny, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in TinyEpub().files.items():
            pack.writestr(zipfile.ZipInfo(name), data)
    return built.getvalue(), tiny.getvalue()


def _check(data: bytes, folder: Path) -> None:
    path = _put(data, folder, "x.epub")
    assert check_file(path, java=False, target="kindle").findings is not None
    read_accessibility(path)


def _kepub(data: bytes, folder: Path) -> None:
    target = folder / "y.kepub.epub"
    target.unlink(missing_ok=True)
    convert(_put(data, folder, "x.epub"), "kepub", target)


def _older(data: bytes, folder: Path) -> None:
    """An older EPUB where a new one goes."""
    old, new = _put(data, folder, "x.epub"), _put(epubs()[0], folder, "new.epub")
    if not is_damaged(old, EPUB):
        silent_change(old, new)


def _receipt(data: bytes, folder: Path) -> None:
    _put(data, folder, "x.receipt.json")
    ReceiptStore(folder, "x", "en").read()


def _notes(data: bytes, folder: Path) -> None:
    _put(data, folder, NOTES)
    HashCache(folder)


def _issue(data: bytes, folder: Path) -> None:
    epubgen.lint(_put(data, folder, "issue.zip"))


def _photo(data: bytes, folder: Path) -> None:
    with prepared({"p.jpg": data}) as media:
        assert media.pictures or media.findings


def _text(read: Callable[[str], object]) -> Callable[[bytes, Path], object]:
    def reading(data: bytes, folder: Path) -> None:
        with suppress(UnicodeDecodeError):
            read(InputTree.memory({"x.md": data}).text("x.md"))

    return reading


def _once(*seeds: str | bytes) -> Callable[[], tuple[bytes, ...]]:
    return lambda: tuple(seed.encode() if isinstance(seed, str) else seed for seed in seeds)


def _receipts() -> tuple[bytes, ...]:
    return (b'{"version": 1, "state": "placing", "findings": [], "editions": [], "deliveries": []}',)


ARCHIVES = {
    "issue-zip": Reader(_issue, issue_zips),
    "check": Reader(_check, epubs),
    "inspect": Reader(lambda data, folder: outline.of_epub(_put(data, folder, "x.epub")), epubs),
    "export": Reader(_kepub, epubs),
    "older-epub": Reader(_older, epubs),
}
TEXTS = {
    "yaml": Reader(
        _text(lambda text: decode_publication(text, AT)),
        lambda: tuple(path.read_bytes() for path in sorted((ROOT / "issues").glob("*/publication.yaml"))[:3]),
    ),
    "json": Reader(_text(lambda text: decode_one_file(text, AT)), _once(ONE_FILE)),
    "markdown": Reader(_text(lambda text: decode_article(text, AT, "a")), _once(STORY)),
    "html": Reader(_text(blocks_from_html), _once(HTML)),
    "page": Reader(_text(lambda text: read_pages([("2026-04-22-p1.md", text)])), _once(PAGE)),
    "receipt": Reader(_receipt, _receipts),
    "cache": Reader(_notes, _once('{"seal": "0", "facts": "{\\"a\\": [[1, 2, 3, 4], \\"00\\"]}"}')),
}


def _import(name: str) -> Callable[[bytes, Path], object]:
    def reading(data: bytes, folder: Path) -> None:
        epubgen.read({name: data, "images/a.jpg": b"\xff\xd8\xff"})

    return reading


@cache
def _alto() -> tuple[bytes, ...]:
    words = '<String CONTENT="Water" HPOS="1" VPOS="1" WIDTH="9" HEIGHT="9" WC="0.3"/><SP/><HYP CONTENT="-"/>'
    line = f'<TextLine HPOS="1" VPOS="1" WIDTH="9" HEIGHT="9">{words}</TextLine>'
    page = f'<Page ID="P" WIDTH="9" HEIGHT="9"><PrintSpace><TextBlock ID="B">{line}</TextBlock></PrintSpace></Page>'
    styles = '<Styles><TextStyle ID="S" FONTSIZE="9"/></Styles>'
    return (f'<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#">{styles}<Layout>{page}</Layout></alto>'.encode(),)


@cache
def _layouts() -> tuple[bytes, ...]:
    text = {"type": "text", "bbox": [1, 2, 300, 40], "page_idx": 0}
    shown = {
        "type": "image",
        "img_path": "images/a.jpg",
        "image_caption": ["x"],
        "bbox": [1, 60, 300, 90],
        "page_idx": 0,
    }
    table = {
        "type": "table",
        "table_body": "<table><tr><td>1</td></tr></table>",
        "bbox": [1, 99, 300, 120],
        "page_idx": 0,
    }
    listed = [{**text, "text": "潮水退去", "text_level": 1}, {**text, "text": "清晨的码头上。"}, shown, table]
    line = {"bbox": [1, 2, 30, 4], "spans": [{"type": "text", "content": "潮水"}]}
    middle = {
        "pdf_info": [
            {
                "page_size": [99, 99],
                "page_idx": 0,
                "para_blocks": [{"type": "title", "bbox": [1, 2, 30, 4], "lines": [line]}],
            }
        ]
    }
    return json.dumps(listed).encode(), json.dumps(middle).encode()


@cache
def _paddles() -> tuple[bytes, ...]:
    block = {"block_label": "text", "block_content": "潮水退去。", "block_bbox": [1, 2, 30, 40]}
    return (json.dumps({"res": {"width": 99, "height": 99, "parsing_res_list": [block]}}).encode(),)


@cache
def _pdfs() -> tuple[bytes, ...]:
    page = (
        TinyPage()
        .text(20, 460, "Water rises", 20, "F2")
        .text(20, 440, "汐州日报讯。", font="F3")
        .photo(200, 100, 300, 200)
    )
    return tiny_pdf(page.frame(10, 10, 90, 90).text(300, 400, "横浜港", font="F4")), tiny_pdf(page, packed=False)


BOXES = {
    "pdf": Reader(_import("2026-04-22.pdf"), _pdfs),
    "alto": Reader(_import("2026-04-22.xml"), _alto),
    "mineru": Reader(_import("2026-04-22_content_list.json"), _layouts),
    "paddleocr": Reader(_import("2026-04-22_res.json"), _paddles),
}
"""Pages whose source says where each word stands."""
PHOTOS = {"jpeg": Reader(_photo, lambda: (saved(noisy((64, 48))), saved(noisy((64, 48)), progressive=True)))}
READERS: dict[str, Reader] = ARCHIVES | TEXTS | BOXES | PHOTOS

PIECES: tuple[bytes, ...] = (
    b"\0",
    b"\xff" * 4,
    b"[" * 3000,
    b"<" * 500,
    b"---\n",
    b"::: ",
    b"&#x",
    b"PK\1\2",
    b"PK\3\4",
    b"\xed\xa0\x80",
)
PIECES += (
    b"<table>",
    b"</p>",
    b"{",
    b'"',
    b"*" * 99,
    b"> " * 999,
    b"  - " * 50,
    b"9" * 5000,
    b"\xff\xd9",
    b"\xe2\x80\xae",
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file with a few bytes changed, taken out, doubled or put in; half of the changes near its end."""
    changed = bytearray(data)
    ways = 6 if chance.random() < 0.4 else 3  # what is moved breaks an archive at once
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(changed) + 1)
        place = max(start, chance.randrange(len(changed) + 1)) if chance.random() < 0.5 else start
        match chance.randrange(ways):
            case 0 | 1 | 2:
                changed[place : place + 1] = bytes([chance.choice((0, 0xFF, chance.randrange(256)))])
            case 3:
                del changed[place : place + chance.randint(1, 40)]
            case 4:
                changed[place:place] = changed[start : start + chance.randint(1, 200)]
            case _:
                changed[place:place] = chance.choice(PIECES)
    return bytes(changed[: chance.randrange(len(changed))] if changed and chance.random() < 0.08 else changed)
