# SPDX-License-Identifier: AGPL-3.0-or-later
"""``epubgen export``: from an issue or an EPUB, to a file or a folder, in words and as JSON; kepubs as archives."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Literal

import click
import pytest

import epubgen
from epubgen import api
from epubgen.cli import run
from epubgen.cli.build_commands import export
from epubgen.conversion import FORMATS, calibre, convert, media_type, suffix
from epubgen.conversion.azw3 import read_facts
from epubgen.conversion.epub_copy import copy_for_calibre
from epubgen.epub.theme.css_syntax import without_dark_rules
from epubgen.errors import CheckFailed, OptionsError, ToolError
from epubgen.options import TargetName, WritingMode

ROOT = Path(__file__).resolve().parents[2]
ISSUE = ROOT / "issues" / "new-zh" / "2026-01-05"
VERTICAL = ROOT / "issues" / "jipan-monthly" / "2026-03-01"
LEFTWARD = ROOT / "issues" / "al-marsa" / "2026-09-13"


@pytest.fixture(scope="session")
def epub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small EPUB."""
    path = tmp_path_factory.mktemp("epub") / "issue.epub"
    epubgen.build(ISSUE, path, cover="none")
    return path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EPUBGEN_LANG", "en")
    return tmp_path


def with_members(epub: Path, target: Path, **members: bytes) -> Path:
    """A copy of an EPUB with more members."""
    with zipfile.ZipFile(epub) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry))
        for name, data in members.items():
            new.writestr(f"EPUB/{name.replace('_', '.')}", data, compresslevel=1)
    return target


def test_names_and_types() -> None:
    assert [suffix(name) for name in FORMATS] == [".azw3", ".kepub.epub"]
    assert [media_type(name) for name in FORMATS] == ["application/vnd.amazon.mobi8-ebook", "application/epub+zip"]
    with pytest.raises(OptionsError):
        suffix("mobi")


def test_the_command_knows_every_format() -> None:
    """The command line does not load the room for its help."""
    to = next(option for option in export.params if option.name == "to")
    assert isinstance(to.type, click.Choice)
    assert tuple(to.type.choices) == FORMATS


class StoppedError(Exception):
    """Ends an export where its EPUB would be built."""


@pytest.mark.parametrize(
    ("to", "asked", "due"), [("azw3", "", "kindle"), ("kepub", "", "kobo"), ("azw3", "small", "small")]
)
def test_an_issue_is_built_for_the_device_of_its_format(
    to: str, asked: TargetName | Literal[""], due: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(_source: object, _folder: object, *, options: epubgen.Options) -> None:
        assert options.target == due
        raise StoppedError

    monkeypatch.setattr("epubgen.api.issues.build", build)
    monkeypatch.setattr("epubgen.conversion.need", lambda _: None)
    with pytest.raises(StoppedError):
        epubgen.export(ISSUE, to=to, options=epubgen.Options(target=asked))


def test_a_kepub_is_the_same_archive_with_other_documents(epub: Path, tmp_path: Path) -> None:
    made = convert(epub, "kepub", tmp_path / "issue.kepub.epub")
    with zipfile.ZipFile(epub) as old, zipfile.ZipFile(made.path) as new:
        assert new.namelist() == old.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        first = new.infolist()[0]
        stamps = {entry.date_time for entry in new.infolist()}
        stored = {Path(e.filename).suffix for e in new.infolist() if e.compress_type == zipfile.ZIP_STORED}
    assert changed
    assert all(name.startswith("EPUB/text/") for name in changed)
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert stamps == {(1980, 1, 1, 0, 0, 0)}
    assert stored <= {"", ".jpg", ".png"}
    assert made.size == made.path.stat().st_size


def test_a_kepub_has_the_same_bytes_again_and_of_itself(epub: Path, tmp_path: Path) -> None:
    one = convert(epub, "kepub", tmp_path / "one.kepub.epub")
    two = convert(epub, "kepub", tmp_path / "two.kepub.epub")
    again = convert(one.path, "kepub", one.path)
    assert one.sha256 == two.sha256 == again.sha256


def test_a_document_that_cannot_be_read_stops_a_kepub(epub: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.epub"
    with zipfile.ZipFile(epub) as old, zipfile.ZipFile(broken, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, data[:-20] if entry.filename.endswith("contents.xhtml") else data)
    old_file = tmp_path / "issue.kepub.epub"
    old_file.write_bytes(b"yesterday")
    with pytest.raises(CheckFailed) as error:
        convert(broken, "kepub", old_file)
    assert error.value.findings[0].code == "B21"
    assert old_file.read_bytes() == b"yesterday"
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("damage", [b"\xff" * 12, b"\0" * 12])
def test_a_damaged_member_stops_a_kepub(damage: bytes, epub: Path, tmp_path: Path) -> None:
    book = with_members(epub, tmp_path / "book.epub")
    with zipfile.ZipFile(book) as archive:
        entry = next(entry for entry in archive.infolist() if entry.filename.endswith(".css"))
    data = bytearray(book.read_bytes())
    start = entry.header_offset + 30 + len(entry.filename.encode())
    data[start : start + len(damage)] = damage
    book.write_bytes(data)
    with pytest.raises(CheckFailed) as error:
        convert(book, "kepub", tmp_path / "book.kepub.epub")
    assert error.value.findings[0].key == "B18.member"
    assert [path.name for path in tmp_path.iterdir()] == ["book.epub"]


def test_export_of_an_epub_into_a_folder(epub: Path, tmp_path: Path) -> None:
    made = epubgen.export(epub, tmp_path, to="kepub")
    assert made.path == tmp_path / "issue.kepub.epub"
    assert made.path.is_file()


def test_the_name_of_an_epub_that_is_written_large(epub: Path, tmp_path: Path) -> None:
    (tmp_path / "NIGHT.EPUB").write_bytes(epub.read_bytes())
    assert epubgen.export(tmp_path / "NIGHT.EPUB", tmp_path, to="kepub").path.name == "NIGHT.kepub.epub"


def test_export_of_an_issue_is_built_for_the_device(tmp_path: Path) -> None:
    made = epubgen.export(ISSUE, tmp_path, to="kepub", cover="none")
    assert made.path.name.endswith("-2026-01-05.kepub.epub")
    with zipfile.ZipFile(made.path) as archive:
        assert "EPUB/css/profile-kobo.css" in archive.namelist()


def test_the_target_that_was_asked_for_holds(tmp_path: Path) -> None:
    made = epubgen.export(ISSUE, tmp_path / "x.kepub.epub", to="kepub", cover="none", target="generic")
    with zipfile.ZipFile(made.path) as archive:
        assert "EPUB/css/profile-kobo.css" not in archive.namelist()


def test_options_of_building_are_refused_for_an_epub(epub: Path, tmp_path: Path) -> None:
    with pytest.raises(OptionsError) as error:
        epubgen.export(epub, tmp_path, to="kepub", writing_mode="vertical-rl")
    assert error.value.findings[0].code == "EG048"


def test_the_command_prints_the_path(epub: Path, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(epub), "--to", "kepub"]) == 0
    said = capsys.readouterr()
    assert said.out == "issue.kepub.epub\n"
    assert "kepub" in said.err
    assert (desk / "issue.kepub.epub").is_file()


def test_the_command_in_json(epub: Path, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(epub), "--to", "kepub", "-o", "a.kepub.epub", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["path"], said["format"], said["ok"]) == ("a.kepub.epub", "kepub", True)
    assert said["media_type"] == "application/epub+zip"
    assert said["size"] == (desk / "a.kepub.epub").stat().st_size


def test_without_calibre_nothing_is_built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(calibre, "_PLACES", {})
    monkeypatch.setattr(api, "build", lambda *_, **__: pytest.fail("built in vain"))
    with pytest.raises(ToolError) as error:
        epubgen.export(ISSUE, tmp_path, to="azw3")
    assert error.value.findings[0].key == "EG040"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["none.epub", "--to", "kepub"], 7, "B18"),
        (["none", "--to", "kepub"], 2, "EG003"),
        (["none.epub", "--to", "mobi"], 2, "azw3, kepub"),
        (["none.epub"], 2, "--to"),
        (["none.epub", "--to", "kepub", "--target", "kobo"], 2, "EG048"),
    ],
)
def test_wrong_use(desk: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str) -> None:
    assert run(["export", *arguments]) == code
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("css", "plain"),
    [
        ("p { margin: 0 }", "p { margin: 0 }"),
        ("a {} @media (prefers-color-scheme: dark) { p { color: red } } b {}", "a {}  b {}"),
        ("@media screen and (Prefers-Color-Scheme : Dark) { @page { margin: 0 } p {} }", ""),
        ("@media (prefers-color-scheme: light) { p {} }", "@media (prefers-color-scheme: light) { p {} }"),
        ("@media not all and (prefers-color-scheme: dark) {}", "@media not all and (prefers-color-scheme: dark) {}"),
        ("@import url(n.css) (prefers-color-scheme: dark); p {}", " p {}"),
        ("@import 'a.css'; @media (prefers-color-scheme: dark) {} p {}", "@import 'a.css';  p {}"),
        ("p {} @import 'n.css' (prefers-color-scheme: dark)", "p {} @import 'n.css' (prefers-color-scheme: dark)"),
        ("@media (min-width: 30em) { p {} }", "@media (min-width: 30em) { p {} }"),
        ("/* @media (prefers-color-scheme: dark) { */ p {}", "/* @media (prefers-color-scheme: dark) { */ p {}"),
        ("@media (prefers-color-scheme: dark) { p::before { content: '}' } } b {}", " b {}"),
        ("@media (prefers-color-scheme: dark) { p {", ""),
    ],
)
def test_rules_for_dark_screens(css: str, plain: str) -> None:
    assert without_dark_rules(css) == plain


@pytest.mark.parametrize(
    "piece", ["<style>", "<link ", "<style", "@media ", '"\\', "/*", "@media (prefers-color-scheme: dark) {"]
)
def test_rubbish_is_read_in_one_go(piece: str, epub: Path, tmp_path: Path) -> None:
    """Each of these took minutes where a search began anew at every place."""
    rubbish = (piece * 100_000).encode()
    book = with_members(epub, tmp_path / "rubbish.epub", a_css=rubbish, b_xhtml=rubbish)
    assert len(copy_for_calibre(book, tmp_path / "plain.epub")) <= 2


def test_the_sheet_with_rules_for_dark_screens_is_named(epub: Path, tmp_path: Path) -> None:
    dark = b"@media (prefers-color-scheme: dark) { body { color: white } }"
    book = with_members(epub, tmp_path / "dark.epub", night_css=dark)
    assert [f.text() for f in copy_for_calibre(epub, tmp_path / "plain.epub")] == []
    found = copy_for_calibre(book, tmp_path / "plain.epub")
    assert [(f.code, dict(f.args)["sheet"]) for f in found] == [("EG046", "EPUB/night.css")]
    with zipfile.ZipFile(tmp_path / "plain.epub") as archive:
        assert archive.read("EPUB/night.css") == b""


@pytest.mark.parametrize(
    ("head", "plain"),
    [
        ("<style>p {} @media (prefers-color-scheme: dark) { p { color: #fff } }</style>", "<style>p {} </style>"),
        ("<STYLE type='text/css'>p {}</STYLE >", "<STYLE type='text/css'>p {}</STYLE >"),
        (
            '<style media="(prefers-color-scheme:dark)">p {}</style>',
            '<style media="(prefers-color-scheme:dark)"></style>',
        ),
        ('<link href="a.css"/><link href="n.css" media="(prefers-color-scheme: dark)"/>', '<link href="a.css"/>'),
        ("<pre>@media (prefers-color-scheme: dark) { }</pre>", "<pre>@media (prefers-color-scheme: dark) { }</pre>"),
    ],
)
def test_rules_for_dark_screens_in_a_document(head: str, plain: str, epub: Path, tmp_path: Path) -> None:
    book = with_members(epub, tmp_path / "dark.epub", more_xhtml=head.encode())
    found = copy_for_calibre(book, tmp_path / "plain.epub")
    assert [dict(f.args)["sheet"] for f in found] == ([] if head == plain else ["EPUB/more.xhtml"])
    with zipfile.ZipFile(tmp_path / "plain.epub") as archive:
        assert archive.read("EPUB/more.xhtml").decode() == plain


@pytest.mark.parametrize(
    ("typed", "copied"),
    [
        ('<html dir="rtl"><body class="a">', '<html dir="rtl"><body dir="rtl" class="a">'),
        ("<html lang='ar' dir='rtl'><body>", "<html lang='ar' dir='rtl'><body dir=\"rtl\">"),
        ('<html dir="ltr"><body>', '<html dir="ltr"><body dir="ltr">'),
        ('<html dir="rtl"><body dir="ltr">', None),
        ('<html><body class="a">', None),
        ('<html><body><p dir="rtl">', None),
        ('<HTML DIR="RTL"><BODY>', '<HTML DIR="RTL"><body dir="rtl">'),
    ],
)
def test_calibre_is_told_the_direction_on_the_body(typed: str, copied: str | None, epub: Path, tmp_path: Path) -> None:
    """It drops the attributes of ``html``."""
    book = with_members(epub, tmp_path / "rtl.epub", more_xhtml=typed.encode())
    assert copy_for_calibre(book, tmp_path / "plain.epub") == ()
    with zipfile.ZipFile(tmp_path / "plain.epub") as archive:
        assert archive.read("EPUB/more.xhtml").decode() == (copied or typed)


@pytest.mark.parametrize(
    ("source", "mode", "facts"),
    [
        (ISSUE, "", ("zh-CN", "horizontal-lr", "ltr")),
        (VERTICAL, "", ("zh-TW", "vertical-rl", "rtl")),
        (VERTICAL, "horizontal-tb", ("zh-TW", "horizontal-lr", "ltr")),
        (LEFTWARD, "", ("ar", "horizontal-rl", "rtl")),
    ],
)
def test_the_facts_of_an_epub(source: Path, mode: WritingMode, facts: tuple[str, str, str], tmp_path: Path) -> None:
    made = epubgen.build(source, tmp_path / "issue.epub", writing_mode=mode)
    assert made.path
    found = read_facts(made.path)
    assert (found.language, found.mode, found.direction) == facts
    assert f"urn:uuid:{found.uuid}" == made.identifier
    assert (found.title, found.cover) == (made.title, True)
    with zipfile.ZipFile(made.path) as archive:
        package = archive.read("EPUB/content.opf").decode()
        assert found.contents == archive.read("EPUB/toc.ncx").count(b"<navPoint")
    assert ('name="primary-writing-mode" content="vertical-rl"' in package) == (found.mode == "vertical-rl")


def test_the_mode_of_an_epub_that_does_not_name_it(tmp_path: Path) -> None:
    """Pages turn from right to left and the styles are vertical: so are the lines; without such styles they are not."""
    made = epubgen.build(VERTICAL, tmp_path / "issue.epub")
    assert made.path
    for sheets, mode in ((b"vertical-rl", "vertical-rl"), (b"horizontal-tb", "horizontal-rl")):
        path = tmp_path / "copy.epub"
        with zipfile.ZipFile(made.path) as old, zipfile.ZipFile(path, "w") as new:
            for entry in old.infolist():
                data = old.read(entry).replace(b'<meta name="primary-writing-mode" content="vertical-rl"/>', b"")
                new.writestr(entry, data.replace(b"vertical-rl", sheets) if entry.filename.endswith(".css") else data)
        found = read_facts(path)
        assert (found.mode, found.direction) == (mode, "rtl")
