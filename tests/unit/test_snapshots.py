# SPDX-License-Identifier: AGPL-3.0-or-later
"""Snapshots without a browser: which pages are chosen, what a strange EPUB gives, what is written when something fails."""

from __future__ import annotations

import json
import os
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import pytest

import epubgen
from epubgen.cli import run
from epubgen.errors import CheckFailed, EpubgenError, OptionsError, PackageError, ToolError, finding
from epubgen.live_preview.browser import ScriptError
from epubgen.live_preview.snapshots import Screenshot, make, snapshot
from epubgen.live_preview.snapshots.book import unpack
from epubgen.live_preview.snapshots.pages import PageSelection, choose

PNG = b"\x89PNG\r\n\x1a\n" + b"".join(
    struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    for kind, data in (
        (b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\0")),
        (b"IEND", b""),
    )
)
CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
OPF = """<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="u"><metadata
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="u">x</dc:identifier><dc:title>An Old Book</dc:title>
<dc:language>en</dc:language><meta name="cover" content="pic"/></metadata><manifest>%s</manifest><spine%s>%s</spine></package>"""


def html(title: str, body: str = "<p>words</p>") -> str:
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}</title></head><body>{body}</body></html>'


def book(
    path: Path, documents: Mapping[str, str | bytes], *, spine: str = "", direction: str = "", **more: str | bytes
) -> Path:
    """An EPUB 2 by hand; documents that are no ``.html`` or ``.svg`` are plain members."""
    types = {".html": "application/xhtml+xml", ".svg": "image/svg+xml", ".png": "image/png"}
    shown = {name: types[Path(name).suffix] for name in documents if Path(name).suffix in types}
    items = "".join(
        f'<item id="{"pic" if name == "front.png" else f"i{n}"}" href="{name}" media-type="{kind}"/>'
        for n, (name, kind) in enumerate(shown.items())
    )
    refs = spine or "".join(f'<itemref idref="i{n}"/>' for n, name in enumerate(shown) if not name.endswith(".png"))
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("mimetype", "application/epub+zip")
        pack.writestr("META-INF/container.xml", CONTAINER)
        pack.writestr("b.opf", OPF % (items, direction, refs))
        for name, content in (*documents.items(), *more.items()):
            pack.writestr(name, content)
    return path


@pytest.fixture
def old_book(tmp_path: Path) -> Path:
    documents: dict[str, str | bytes] = {
        "one.html": html("The First"),
        "front.png": PNG,
        "part/two.html": html("The Second"),
    }
    return book(tmp_path / "old.epub", documents)


class FakePage:
    """A page that counts two pages to a document and draws a dot; ``told`` is what it was asked."""

    told: list[str]
    sheets: list[str]
    fail_at = 0

    def __init__(self) -> None:
        self.told, self.sheets, self.shots = [], [], 0

    def resize(self, width: int, height: int, ratio: float = 1.0) -> None:
        self.told.append(f"resize {width} {height}")

    def forbid_scripts(self) -> None:
        self.told.append("forbid")

    def stay_in(self, folder: Path) -> None:
        self.told.append(f"stay in {folder.name}")

    def go(self, url: str) -> None:
        self.told.append(url.rsplit("/", 1)[1])
        if "contact-sheet" in url:
            self.sheets.append(Path(url.removeprefix("file://")).read_text("utf-8"))

    def evaluate(self, script: str) -> Any:
        return [10, 10] if "offsetWidth" in script else 2

    def screenshot(self, *, scale: float = 1.0) -> bytes:
        self.shots += 1
        if self.shots == self.fail_at:
            raise ToolError(finding("EG031.lost", None, "", why="gone"))
        return PNG


class FakeBrowser:
    """Gives the fake page."""

    sole = FakePage()

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing to end."""

    def page(self, width: int, height: int, *, ratio: float) -> FakePage:
        self.sole.told.append(f"page {width} {height} {ratio}")
        return self.sole


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakePage:
    monkeypatch.setattr(make, "Browser", FakeBrowser)
    monkeypatch.setattr(FakeBrowser, "sole", FakePage())
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return FakeBrowser.sole


def code(error: pytest.ExceptionInfo[EpubgenError]) -> str:
    return error.value.findings[0].key


def test_the_pictures_of_an_epub_that_is_not_ours(page: FakePage, old_book: Path, tmp_path: Path) -> None:
    made = snapshot(old_book, tmp_path / "out")
    assert isinstance(made, epubgen.Snapshots)
    names = ["001-cover.png", "002-one-1.png", "003-one-2.png", "004-two-1.png", "005-two-2.png"]
    assert [shot.path for shot in made.pages] == [tmp_path / "out" / name for name in names]
    assert [shot.label for shot in made.pages] == [
        "1 An Old Book", "2 The First", "3 The First (2)", "4 The Second", "5 The Second (2)",
    ]  # fmt: skip
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [*names, "contact-sheet.png"]
    documents = [".epubgen-cover.xhtml", "one.html.xhtml", "two.html.xhtml"]
    assert page.told[:6] == ["page 536 724 2.0", "forbid", "stay in book", *documents]
    assert not [*(tmp_path / "temporary").iterdir()]


def test_labels_of_a_sheet_fall_back_to_the_fonts_of_the_book(page: FakePage, tmp_path: Path) -> None:
    """A title in a script that the computer has no font for is shown in the one that the book brings."""
    more: dict[str, str | bytes] = {"fonts/b.TTF": b"b", "fonts/a.woff2": b"a", "fonts/readme.txt": b"c"}
    snapshot(book(tmp_path / "b.epub", {"one.html": html("One"), **more}), tmp_path / "out", pages=False)
    (sheet,) = page.sheets
    assert 'url("font-0.woff2")' in sheet
    assert 'figcaption { font-family: sans-serif, "font-0.woff2", "font-1.ttf" }' in sheet
    assert re.search(r"figcaption \{[^}]*unicode-bidi: plaintext", sheet), "a title runs as its letters do"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["contact-sheet.png"]


def test_a_document_that_shows_the_cover_is_the_cover(page: FakePage, tmp_path: Path) -> None:
    first = html("Cover", '<div><img src="front.png" alt=""/></div>')
    path = book(tmp_path / "b.epub", {"one.html": first, "front.png": PNG, "two.html": html("Two")})
    made = snapshot(path, tmp_path / "out", pages=False)
    assert [shot.part for shot in made.pages] == ["cover", "cover", "two", "two"]
    assert [shot.path for shot in made.pages] == [None] * 4
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["contact-sheet.png"]


def test_documents_of_one_name_a_drawing_and_asides(tmp_path: Path) -> None:
    documents = {
        "a/x.html": html("A"), "b/x.html": html("B"), "draw.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "aside.html": html("Aside"),
    }  # fmt: skip
    spine = '<itemref idref="i0"/><itemref idref="i1"/><itemref idref="i2"/><itemref idref="i3" linear="no"/><itemref idref="i9"/>'
    found = unpack(book(tmp_path / "b.epub", documents, spine=spine), tmp_path / "out")
    assert [(part.name, part.title, part.is_page) for part in found.parts] == [
        ("x", "A", False), ("x.2", "B", False), ("draw", "draw", True),
    ]  # fmt: skip


def test_a_page_that_is_no_xml_is_left_to_the_browser(tmp_path: Path) -> None:
    found = unpack(book(tmp_path / "b.epub", {"x.html": "<p>&nbsp;<br></p"}), tmp_path / "out")
    assert [part.title for part in found.parts] == ["x.html"]


@pytest.mark.parametrize(
    "name", ["../evil.html", "{here}/evil.html", "a/../../evil.html", "C:evil.html", "a\\..\\evil.html"]
)
def test_no_member_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    path = book(tmp_path / "b.epub", {"x.html": html("X"), name.replace("html", "txt").format(here=tmp_path): "evil"})
    inner = tmp_path / "deep" / "er"
    unpack(path, inner)
    assert sorted(p.name for p in (tmp_path / "deep").rglob("*") if p.is_file()) == [
        "b.opf", "container.xml", "mimetype", "x.html", "x.html.xhtml",
    ]  # fmt: skip
    assert not [*tmp_path.glob("evil*")]


def test_nothing_to_show(tmp_path: Path) -> None:
    with pytest.raises(CheckFailed) as error:
        unpack(
            book(tmp_path / "b.epub", {"gone.html": html("x")}, spine='<itemref idref="none"/>'),
            tmp_path / "o",
        )
    assert code(error) == "EG024"


@pytest.mark.parametrize(("content", "expected"), [(b"no zip", "B18"), (None, "B18.missing")])
def test_no_epub(page: FakePage, tmp_path: Path, content: bytes | None, expected: str) -> None:
    path = tmp_path / "x.epub"
    if content:
        path.write_bytes(content)
    with pytest.raises(CheckFailed) as error:
        snapshot(path, tmp_path / "out")
    assert code(error) == expected
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("fail_at", [1, 4, 11])
def test_a_failure_leaves_the_folder_as_it_was(page: FakePage, old_book: Path, tmp_path: Path, fail_at: int) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name in ("001-cover.png", "mine.txt"):
        (out / name).write_text("older")
    page.fail_at = fail_at
    with pytest.raises(ToolError):
        snapshot(old_book, out)
    assert {path.name: path.read_text() for path in out.iterdir()} == {"001-cover.png": "older", "mine.txt": "older"}
    assert not [*(tmp_path / "temporary").iterdir()]
    page.fail_at = 0
    snapshot(old_book, out)
    assert (out / "001-cover.png").read_bytes() == PNG
    assert (out / "mine.txt").read_text() == "older"


def test_a_disk_that_fills_up_changes_no_picture(
    page: FakePage, old_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "001-cover.png").write_text("older")
    monkeypatch.setattr(
        make, "draft_name", lambda target: tmp_path / ("gone/x" if "004" in target.name else target.name)
    )
    with pytest.raises(PackageError) as error:
        snapshot(old_book, out)
    assert code(error) == "EG020.missing"
    assert [(path.name, path.read_text()) for path in out.iterdir()] == [("001-cover.png", "older")]
    assert not (tmp_path / "002-one-1.png").exists()


def test_a_document_that_cannot_be_laid_out(
    page: FakePage, old_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: str) -> None:
        raise ScriptError("TypeError: no body\n    at epubgenPages")

    monkeypatch.setattr(page, "evaluate", fail)
    with pytest.raises(ToolError) as error:
        snapshot(old_book, tmp_path / "out")
    assert code(error) == "EG031.page"
    assert "TypeError: no body" in error.value.text()
    assert "epubgenPages" not in error.value.text()


def test_a_file_stands_where_the_folder_should_go(page: FakePage, old_book: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    for folder in (tmp_path / "out", tmp_path / "out" / "below"):
        with pytest.raises(PackageError) as error:
            snapshot(old_book, folder)
        assert code(error) == "EG020.file"
    assert page.told == []  # nothing was drawn in vain


def test_a_folder_that_may_not_be_written(
    page: FakePage, old_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != tmp_path / "closed")
    with pytest.raises(PackageError) as error:
        snapshot(old_book, tmp_path / "closed" / "new" / "out")
    assert code(error) == "EG020.denied"
    assert str(tmp_path / "closed") in error.value.text()
    assert page.told == []


PARTS = ("cover", "masthead", "contents", "a-tram", "a-7")


@pytest.mark.parametrize(
    ("only", "parts", "numbers"),
    [
        (("cover,contents",), {"cover", "contents"}, set()),
        (("tram", "a-tram"), {"a-tram"}, set()),
        (("3, 5-7",), set(), {3, 5, 6, 7}),
        (("7",), {"a-7"}, set()),  # a story of this name comes before the number
        ((), set(), set()),
    ],
)
def test_what_is_chosen(only: tuple[str, ...], parts: set[str], numbers: set[int]) -> None:
    found = choose(only, PARTS)
    assert (set(found.parts), set(found.numbers)) == (parts, numbers)


def test_all_unknown_names_are_told_at_once() -> None:
    with pytest.raises(OptionsError) as error:
        choose(("mastheed,trem,zzz,0,9-7",), PARTS)
    assert [dict(found.args) for found in error.value.findings] == [
        {"name": "mastheed", "near": "masthead"}, {"name": "trem", "near": "tram"}, {"name": "zzz"},
        {"name": "0"}, {"name": "9-7", "near": "a-7"},
    ]  # fmt: skip


def test_only_some_pages_keep_their_numbers(page: FakePage, old_book: Path, tmp_path: Path) -> None:
    made = snapshot(old_book, tmp_path / "out", only=("one", "1"))
    assert [shot.file_name for shot in made.pages] == ["001-cover.png", "002-one-1.png", "003-one-2.png"]
    assert "two.html.xhtml" not in page.told


@pytest.mark.parametrize("number", ["6", "2-9", "1-999999"])
def test_a_number_that_no_page_has(page: FakePage, old_book: Path, tmp_path: Path, number: str) -> None:
    with pytest.raises(OptionsError) as error:
        snapshot(old_book, tmp_path / "out", only=(number,))
    assert code(error) == "EG023.page"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"device": "clarra"}, "EG022"), ({"font_size": 5}, "EG025"), ({"font_size": -1}, "EG025"),
        ({"columns": 51}, "EG025"), ({"nonsense": 1}, "EG001"),
    ],
)  # fmt: skip
def test_options_that_cannot_be_used(page: FakePage, tmp_path: Path, settings: dict[str, Any], expected: str) -> None:
    with pytest.raises(OptionsError) as error:
        snapshot({"issue.yaml": ""}, tmp_path / "out", **settings)
    assert code(error) == expected


@pytest.mark.parametrize(("direction", "expected"), [("", "ltr"), (' page-progression-direction="rtl"', "rtl")])
def test_sheets_are_ordered_as_they_are_read(page: FakePage, tmp_path: Path, direction: str, expected: str) -> None:
    path = book(
        tmp_path / "b.epub",
        {f"p{n:02}.html": html(f"<{n}>".replace("<", "&lt;")) for n in range(30)},
        direction=direction,
    )
    made = snapshot(path, tmp_path / "out", columns=5, pages=False)
    assert made.vertical is (expected == "rtl")
    assert [sheet.name for sheet in made.sheets] == ["contact-sheet.png", "contact-sheet-2.png"]
    assert f'<main dir="{expected}">' in page.sheets[0]
    assert 'lang="en"' in page.sheets[0]
    assert "repeat(5, 240px)" in page.sheets[0]
    assert page.sheets[0].count("<figure>") == 50
    assert page.sheets[1].count("<figure>") == 10
    assert "59 &lt;29&gt;" in page.sheets[1]
    assert page.sheets[0].index("small-2.png") < page.sheets[0].index("small-10.png")


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("cover", "007-cover.png"),
        ("../x/é 版", "007-x-é-版-2.png"),
        ("...", "007-part-2.png"),
        ("x" * 99, f"007-{'x' * 60}-2.png"),
    ],
)
def test_names_of_files(part: str, expected: str) -> None:
    assert Screenshot(number=7, part=part, title="", page=2, pages=2).file_name == expected


def test_the_command_tells_as_json(
    page: FakePage, old_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["snapshot", str(old_book), "-o", str(tmp_path / "out"), "--device", "small", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["device"] == {"name": "small", "width": 600, "height": 800}
    assert told["contact_sheets"] == [str(tmp_path / "out" / "contact-sheet.png")]
    assert [entry["number"] for entry in told["pages"]] == [1, 2, 3, 4, 5]


def test_the_command_builds_and_prints_the_sheet(
    page: FakePage, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EPUBGEN_LANG", "en")
    source = Path(__file__).resolve().parents[2] / "issues" / "new-en" / "2026-01-05"
    out = tmp_path / "out"
    assert (
        run(
            [
                "snapshot",
                str(source),
                "-o",
                str(out),
                "--writing-mode",
                "vertical",
                "--only",
                "cover,masthead",
                "--no-pages",
            ]
        )
        == 0
    )
    told = capsys.readouterr()
    assert told.out == f"{out / 'contact-sheet.png'}\n"
    assert "3 pages at 1072 × 1448 pixels" in told.err
    assert 'dir="rtl"' in page.sheets[0]


def test_a_browser_that_is_named_and_not_there(
    old_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EPUBGEN_CHROMIUM", str(tmp_path / "nowhere"))
    assert run(["snapshot", str(old_book), "-o", str(tmp_path / "out")]) == ToolError.exit_code
    assert "EG030" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_options_of_a_build_are_refused_for_an_epub(page: FakePage, old_book: Path, tmp_path: Path) -> None:
    with pytest.raises(OptionsError) as error:
        snapshot(old_book, tmp_path / "out", theme="plain", writing_mode="vertical-rl", css=(), cache=tmp_path)
    assert code(error) == "EG026"
    assert "theme, writing_mode" in error.value.text()


def test_progress_is_told_part_by_part(page: FakePage, old_book: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    snapshot(old_book, tmp_path / "out", progress=lambda *step: told.append(step))
    assert told == [("draw", 1, 3), ("draw", 2, 3), ("draw", 3, 3)]


def test_a_selection_wants_what_it_names_and_all_when_it_names_nothing() -> None:
    parts, numbers = PageSelection(parts=frozenset({"cover"})), PageSelection(numbers=frozenset({2}))
    assert [PageSelection().wants(part, 1) for part in ("cover", "contents")] == [True, True]
    assert [parts.wants(part, 2) for part in ("cover", "contents")] == [True, False]
    assert [numbers.wants("cover", number) for number in (1, 2)] == [False, True]
