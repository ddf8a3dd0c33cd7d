"""The second night: only what is new is read, made and written, and nothing that is not ours is touched."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import epubgen
from epubgen.back_file.catalog import writer as writer_module
from epubgen.back_file.catalog.make_catalog import write_catalogue
from epubgen.back_file.catalog.places import CatalogPlaces, checked_address
from epubgen.errors import EpubgenError, OptionsError
from epubgen.files import atomic
from epubgen.files.locks import locked
from tests.conformance.tiny_epub import OPF, TinyEpub
from tests.unit.back_file.many_issues import DAILY, MemoryLibrary, drawing, issue
from tests.unit.back_file.many_issues import daily as full_daily

PLACES = CatalogPlaces(base_url="https://news.example/lib/", files_url="https://news.example/lib/")
FIRST = dt.date(2027, 1, 1)
daily = partial(full_daily, stories=2)
MEMORY = (".epubgen-catalog.json", ".epubgen-catalog.begun")


def tiny(folder: Path, name: str) -> Path:
    """A small EPUB with an identifier of its own."""
    return TinyEpub().edit(OPF, "urn:uuid:", f"urn:x-test:{name[0]}:").write(folder / name)


def files(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if name not in MEMORY}


def times(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_mtime_ns for name in files(folder)}


def test_a_run_without_news_writes_nothing_and_reads_nothing(tmp_path: Path) -> None:
    library = MemoryLibrary(daily(FIRST, 40), drawing())
    write_catalogue(library, tmp_path, PLACES)
    before = times(tmp_path)
    library.reads = []
    again = write_catalogue(library, tmp_path, PLACES)
    assert (again.written, again.removed, again.rendered, library.reads) == ((), (), 0, [])
    assert times(tmp_path) == before


def test_a_new_day_is_read_once_and_costs_one_line_in_each_file(tmp_path: Path) -> None:
    library = MemoryLibrary(daily(FIRST, 120), drawing())
    write_catalogue(library, tmp_path, PLACES)
    before = files(tmp_path)
    library.add(*daily(FIRST + dt.timedelta(days=120), 1))
    made = write_catalogue(library, tmp_path, PLACES)
    assert library.reads == ["haibin-daily/haibin-daily-2027-05-01.epub"]
    assert made.read == 1
    assert made.rendered < 15  # one each of atom, json, rss, page, search …; nothing of any other issue
    closed = [name for name in before if "/2027/0" in name and "/2027/05" not in name]
    assert len(closed) > 10
    assert not set(made.written) & {*closed}, "a month that is over is never written again"
    changed = {name for name, data in before.items() if (tmp_path / name).read_bytes() != data}
    assert changed < set(made.written)
    assert not [name for name in changed if name.endswith((".jpg", ".png"))]


def test_the_next_night_gives_the_bytes_of_a_run_from_nothing(tmp_path: Path) -> None:
    library = MemoryLibrary(daily(FIRST, 1), drawing())
    for day in range(70):
        library.add(*daily(FIRST + dt.timedelta(days=day), 1))
        if day in (0, 1, 30, 31, 58, 59):
            write_catalogue(library, tmp_path / "grown", PLACES)
    write_catalogue(library, tmp_path / "grown", PLACES)
    write_catalogue(library, tmp_path / "fresh", PLACES)
    assert files(tmp_path / "grown") == files(tmp_path / "fresh")


def test_old_entries_and_addresses_stay_when_an_issue_is_added(tmp_path: Path) -> None:
    library = MemoryLibrary(daily(FIRST, 45))
    write_catalogue(library, tmp_path, PLACES)
    old = [line for line in (tmp_path / "all/complete.atom").read_bytes().splitlines() if line.startswith(b"<entry")]
    library.add(*daily(FIRST + dt.timedelta(days=45), 3))
    write_catalogue(library, tmp_path, PLACES)
    new = [line for line in (tmp_path / "all/complete.atom").read_bytes().splitlines() if line.startswith(b"<entry")]
    assert new[3:] == old
    assert (
        gzip.decompress((tmp_path / "all/complete.atom.gz").read_bytes())
        == (tmp_path / "all/complete.atom").read_bytes()
    )


def test_a_closed_page_is_written_once_more_when_it_learns_of_the_next(tmp_path: Path) -> None:
    library = MemoryLibrary(daily(FIRST, 30))
    seen: dict[str, set[str]] = {}
    for day in range(30, 94, 8):
        library.add(*daily(FIRST + dt.timedelta(days=day), 8))
        write_catalogue(library, tmp_path, PLACES)
        for path in (tmp_path / "all").glob("2027-*.atom"):
            seen.setdefault(path.name, set()).add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(seen) > 1
    assert max(len(versions) for versions in seen.values()) <= 2


def test_a_correction_moves_only_its_own_entry(tmp_path: Path) -> None:
    library = MemoryLibrary(daily(FIRST, 60))
    write_catalogue(library, tmp_path, PLACES)
    before = (tmp_path / "titles/haibin-daily/2027/01/index.atom").read_bytes().splitlines()
    corrected = replace(daily(FIRST, 1)[0], modified="2027-06-01T08:00:00+08:00", title="更正", size=7)
    library.add(corrected)
    made = write_catalogue(library, tmp_path, PLACES)
    after = (tmp_path / "titles/haibin-daily/2027/01/index.atom").read_bytes().splitlines()
    assert [a != b for a, b in zip(before, after, strict=True)].count(True) == 2  # the feed's own date, and the entry
    assert b"<updated>2027-06-01T00:00:00Z</updated>" in after[-2]
    assert "titles/haibin-daily/2027/02/index.atom" not in made.written
    assert (tmp_path / "all/index.atom").read_bytes().count("更正".encode()) == 1


def test_an_issue_that_is_gone_leaves_no_file(tmp_path: Path) -> None:
    library = MemoryLibrary([*daily(FIRST, 3), issue(DAILY, dt.date(2026, 2, 1), number="1")], drawing())
    write_catalogue(library, tmp_path, PLACES)
    del library.facts["haibin-daily/haibin-daily-2026-02-01.epub"]
    made = write_catalogue(library, tmp_path, PLACES)
    assert made.removed
    assert not (tmp_path / "titles/haibin-daily/2026").exists()
    assert not [name for name, data in files(tmp_path).items() if b"2026-02-01" in data]


@pytest.mark.parametrize("lost", ["memory", "manifest", "pages", "both"])
def test_a_lost_memory_costs_time_and_nothing_else(lost: str, tmp_path: Path) -> None:
    library = MemoryLibrary(daily(FIRST, 9), drawing())
    write_catalogue(library, tmp_path, PLACES)
    before = files(tmp_path)
    if lost in ("memory", "both"):
        (tmp_path / MEMORY[0]).write_bytes(b'{"seal": "0"' if lost == "both" else b"")
    if lost == "manifest":
        (tmp_path / "manifest.json").unlink()
    if lost == "pages":
        (tmp_path / "titles/haibin-daily/2027/01/index.atom").unlink()
        (tmp_path / "new.json").write_bytes(b"{}")
        next(tmp_path.rglob("*-small.*")).unlink()
    write_catalogue(library, tmp_path, PLACES)
    assert files(tmp_path) == before


@pytest.mark.parametrize("after", [1, 12, 25])
def test_a_run_that_was_cut_short_is_made_good_by_the_next(
    after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = MemoryLibrary(daily(FIRST, 33), drawing())
    write_catalogue(library, tmp_path / "cut", PLACES)
    library.add(*daily(FIRST + dt.timedelta(days=33), 3))
    count, whole = iter(range(1000)), atomic.write_whole

    def failing(target: Path, data: bytes) -> None:
        if next(count) >= after:
            raise KeyboardInterrupt
        whole(target, data)

    with monkeypatch.context() as patch:
        patch.setattr(writer_module, "write_whole", failing)
        with pytest.raises(KeyboardInterrupt):
            write_catalogue(library, tmp_path / "cut", PLACES)
    library.add(*daily(FIRST + dt.timedelta(days=36), 1))
    write_catalogue(library, tmp_path / "cut", PLACES)
    write_catalogue(library, tmp_path / "whole", PLACES)
    assert files(tmp_path / "cut") == files(tmp_path / "whole")


@pytest.mark.parametrize(
    "name", ["index.html", "catalog.atom", "manifest.json", "titles/haibin-daily/2027/01/index.json"]
)
def test_a_file_of_somebody_else_is_never_replaced(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(OptionsError) as caught:
        write_catalogue(MemoryLibrary(daily(FIRST, 2)), tmp_path, PLACES)
    assert [found.key for found in caught.value.findings] == ["EG121"]
    assert (tmp_path / name).read_bytes() == b"mine"
    assert not [path for path in files(tmp_path) if path != name and path.endswith((".atom", ".html"))]


def test_the_manifest_tells_every_file_by_its_bytes(tmp_path: Path) -> None:
    library = MemoryLibrary(daily(FIRST, 3), drawing())
    write_catalogue(library, tmp_path, PLACES)
    listed = {one["path"]: one for one in json.loads((tmp_path / "manifest.json").read_bytes())["files"]}
    assert list(listed) == sorted(listed)
    for name, data in files(tmp_path).items():
        if name != "manifest.json":
            assert (listed[name]["size"], listed[name]["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert len([name for name in listed if name.endswith(".epub")]) == 3


def test_two_files_of_one_issue_are_told_and_the_later_one_is_shown(tmp_path: Path) -> None:
    one = daily(FIRST, 1)[0]
    late = replace(one, file="new/corrected.epub", modified="2027-01-02T00:00:00Z", title="更正版")
    made = write_catalogue(MemoryLibrary([one, late]), tmp_path, PLACES)
    assert [(found.key, str(found.at)) for found in made.report.findings] == [("EG124", one.file)]
    assert made.issues == 1
    assert "更正版".encode() in (tmp_path / "new.atom").read_bytes()


@pytest.mark.parametrize(
    ("change", "found"),
    [({}, 1), ({"twin": False}, 1), ({"edition": "晚报"}, 2), ({"number": "8"}, 2), ({"vertical": False}, 2)],
)
def test_the_shelf_finds_an_issue_of_both_writing_modes_once(
    change: dict[str, Any], found: int, tmp_path: Path
) -> None:
    flat = issue(DAILY, dt.date(2027, 3, 5), number="7", stories=2)
    said: dict[str, Any] = {"vertical": True, "twin": True} | change
    tall = replace(flat, identifier="urn:x:tall", file="a-tall.epub", sha256="ff", **said)
    write_catalogue(MemoryLibrary([tall, flat]), tmp_path, PLACES)
    (data,) = tmp_path.glob("titles/*/2027/search.js")
    assert data.read_text("utf-8").count('"2027-03-05"') == found
    assert (tmp_path / "all" / "index.atom").read_text("utf-8").count("<entry") == 2  # both files can be had


def test_no_epub_leaves_the_old_catalogue_alone(tmp_path: Path) -> None:
    library = MemoryLibrary(daily(FIRST, 2))
    write_catalogue(library, tmp_path, PLACES)
    before = files(tmp_path)
    library.facts = {}
    with pytest.raises(OptionsError, match="EG122"):
        write_catalogue(library, tmp_path, PLACES)
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("news.example/lib", "EG120"),
        ("ftp://news.example/", "EG120"),
        ("https://", "EG120"),
        ("https://news.example:99999/", "EG120"),
        ("https://news.example/a b/", "EG120"),
        ("", "EG120"),
        ("file:///srv/lib/", "EG120"),
        ("https://me:secret@news.example/", "EG120.more"),
        ("https://news.example/?lib=1", "EG120.more"),
        ("https://news.example/#top", "EG120.more"),
        ("https://news.example/?", "EG120.more"),
    ],
)
def test_an_address_that_is_none_is_refused_and_no_password_is_repeated(typed: str, key: str, tmp_path: Path) -> None:
    with pytest.raises(EpubgenError) as caught:
        epubgen.catalog(tmp_path, base_url=typed)
    assert [found.key for found in caught.value.findings] == [key]
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("https://news.example", "https://news.example/"),
        ("HTTPS://News.Example/Lib", "https://news.example/Lib/"),
        ("http://127.0.0.1:8000//", "http://127.0.0.1:8000/"),
        ("https://报.example/书库/", "https://xn--4ru.example/%E4%B9%A6%E5%BA%93/"),
        ("https://news.example/a%20b", "https://news.example/a%20b/"),
        (" https://news.example/x/ ", "https://news.example/x/"),
    ],
)
def test_an_address_is_written_as_addresses_are(typed: str, base: str) -> None:
    assert checked_address("base_url", typed) == base


def test_a_folder_of_real_files(tmp_path: Path) -> None:
    home, out = tmp_path / "lib", tmp_path / "out"
    (home / "深 层").mkdir(parents=True)
    file = tiny(home / "深 层", "期 #1?.epub")
    (home / "broken.epub").write_bytes(b"PK no")
    tiny(home, ".hidden.epub")
    made = epubgen.catalog(home, out, base_url="https://news.example/lib/")
    assert [found.key for found in made.report.findings] == ["EG123"]
    assert made.issues == 1
    placed = out / "深 层" / "期 #1?.epub"
    assert placed.read_bytes() == file.read_bytes()
    assert placed.stat().st_mtime_ns == file.stat().st_mtime_ns
    assert b"https://news.example/lib/%E6%B7%B1%20%E5%B1%82/%E6%9C%9F%20%231%3F.epub" in (out / "new.atom").read_bytes()
    assert epubgen.catalog(home, out, base_url="https://news.example/lib/").written == ()


def test_a_library_that_is_its_own_catalogue_keeps_its_epubs(tmp_path: Path) -> None:
    home, out = tmp_path / "lib", tmp_path / "out"
    home.mkdir()
    for name in ("a.epub", "b.epub"):
        tiny(home, name)
    epubgen.catalog(home, out, base_url="https://news.example/")
    (out / "b.epub").write_bytes(b"damaged")
    (out / "a.epub").touch()
    made = epubgen.catalog(out, base_url="https://news.example/")
    assert (out / "a.epub").is_file()
    assert (out / "b.epub").is_file()
    assert "a.epub" not in made.removed


def test_files_may_be_published_elsewhere(tmp_path: Path) -> None:
    home, out = tmp_path / "lib", tmp_path / "out"
    home.mkdir()
    tiny(home, "a.epub")
    epubgen.catalog(home, out, base_url="https://news.example/", files_url="https://cdn.example/e")
    assert not (out / "a.epub").exists()
    assert b'href="https://cdn.example/e/a.epub"' in (out / "new.atom").read_bytes()


def test_a_pdf_is_an_issue_as_soon_as_its_sidecar_says_so(tmp_path: Path) -> None:
    home, out = tmp_path / "lib", tmp_path / "out"
    home.mkdir()
    tiny(home, "a.epub")
    (home / "1951-03-02.pdf").write_bytes(b"%PDF-1.4 scan")
    made = epubgen.catalog(home, out, base_url="https://news.example/")
    assert [found.key for found in made.report.findings] == ["EG123"]
    (home / "1951-03-02.pdf.yaml").write_text("series: 海滨新闻\ndate: 1951-03-02\n", "utf-8")
    made = epubgen.catalog(home, out, base_url="https://news.example/")
    assert (made.issues, made.report.findings) == (2, ())
    assert b'type="application/pdf"' in (out / "new.atom").read_bytes()
    (home / "1951-03-02.pdf.yaml").write_text("series: 海滨旧闻\ndate: 1951-03-02\n", "utf-8")
    made = epubgen.catalog(home, out, base_url="https://news.example/")
    assert made.read == 1
    assert "海滨旧闻" in (out / "index.html").read_text("utf-8")


@pytest.mark.slow
def test_a_day_among_ten_years_costs_less_than_a_fiftieth(tmp_path: Path) -> None:
    counts = {}
    for days in (365, 3650):
        home = tmp_path / str(days)
        library = MemoryLibrary(full_daily(dt.date(2017, 1, 1), days))
        whole = write_catalogue(library, home, PLACES)
        library.add(*full_daily(dt.date(2017, 1, 1) + dt.timedelta(days=days), 1))
        day = write_catalogue(library, home, PLACES)
        assert (whole.read, day.read, len(library.reads)) == (days, 1, 1)
        counts[days] = (len(whole.written), whole.rendered, len(day.written), day.rendered)
        heavy = [
            path.name
            for path in home.rglob("*")
            if path.suffix in (".atom", ".json") and path.stat().st_size >= 100_000
        ]
        assert {*heavy} <= {"complete.atom", "complete.json", "manifest.json", ".epubgen-catalog.json"}
    files, lines, new_files, new_lines = counts[3650]
    assert new_files < 0.02 * files
    assert new_lines < 0.02 * lines
    assert files <= 10.5 * counts[365][0]
    assert lines <= 10.5 * counts[365][1]
    assert counts[3650][2:] <= (counts[365][2] + 2, counts[365][3] + 2), (
        "a day costs what it costs, however long the back file"
    )


def test_two_runs_do_not_write_at_once(tmp_path: Path) -> None:
    tiny(tmp_path, "a.epub")
    with locked(tmp_path / ".epubgen-catalog.lock"), pytest.raises(OptionsError) as caught:
        epubgen.catalog(tmp_path, base_url="https://news.example/")
    assert [found.key for found in caught.value.findings] == ["EG126"]
    assert epubgen.catalog(tmp_path, base_url="https://news.example/").issues == 1


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tiny(tmp_path, "a.epub")
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(EpubgenError) as caught:
        epubgen.catalog(tmp_path, tmp_path / "out", base_url="https://news.example/")
    assert caught.value.findings[0].code == "EG020"
