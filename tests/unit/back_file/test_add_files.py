# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files into a library and out of it: new, changed, moved, doubled, foreign, damaged; and what goes wrong on the way."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

import epubgen
from epubgen.back_file.database import DATABASE_NAME, LibraryDatabase, SearchQuery, revisions_of, search
from tests.unit.back_file.foreign_epubs import paper

ROOT = Path(__file__).resolve().parents[3]
TIDE = ("潮汐表", "今天大潮。")


def outcomes(made: tuple[epubgen.AddedFile, ...]) -> dict[str, str]:
    return {one.file: one.outcome for one in made}


def codes(made: tuple[epubgen.AddedFile, ...]) -> list[str]:
    return [found.key for one in made for found in one.findings]


def found(folder: Path, text: str) -> list[str]:
    with epubgen.Library(folder) as library:
        return [hit.file for hit in library.search(text).hits]


def test_new_files_are_added_and_known_ones_cost_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper(tmp_path / "2024" / "a.epub", TIDE)
    library = epubgen.Library(tmp_path)
    assert outcomes(library.add()) == {"2024/a.epub": "added"}
    assert found(tmp_path, "潮汐") == ["2024/a.epub"]
    paper(tmp_path / "2024" / "b.epub", TIDE, date="2024-03-06")
    monkeypatch.chdir(tmp_path)
    assert outcomes(library.add(["2024/b.epub"])) == {"2024/b.epub": "added"}
    read: list[object] = []
    monkeypatch.setattr("epubgen.back_file.add_files.read_library_file", lambda *_: read.append(1))
    assert set(outcomes(library.add()).values()) == {"unchanged"}
    assert read == []


def test_a_later_content_is_a_revision_and_an_older_one_is_refused(tmp_path: Path) -> None:
    library, file = epubgen.Library(tmp_path), tmp_path / "a.epub"
    paper(file, TIDE, identifier="urn:x:1")
    library.add()
    first = library.issues()[0]
    paper(file, ("潮汐表更正", "今天小潮。"), identifier="urn:x:1", modified="2024-03-06T00:00:00Z")
    made = library.add()
    assert (outcomes(made), codes(made)) == ({"a.epub": "revised"}, ["EG112.revision"])
    assert found(tmp_path, "大潮") == []
    assert found(tmp_path, "小潮") == ["a.epub"]
    with LibraryDatabase(tmp_path) as database:
        assert [one.sha256 for one in revisions_of(database, "urn:x:1")] == [first.sha256]
    paper(file, TIDE, identifier="urn:x:1")
    made = library.add()
    assert (outcomes(made), codes(made)) == ({"a.epub": "refused"}, ["EG112"])
    assert found(tmp_path, "小潮") == ["a.epub"]
    assert outcomes(library.add(replace=True)) == {"a.epub": "revised"}
    assert found(tmp_path, "大潮") == ["a.epub"]


def test_an_issue_that_another_replaces_in_its_file_is_no_revision_of_it(tmp_path: Path) -> None:
    library = epubgen.Library(tmp_path)
    paper(tmp_path / "a.epub", TIDE, identifier="urn:x:1")
    paper(tmp_path / "b.epub", ("雾", "今天有雾。"), identifier="urn:x:2", date="2024-03-06")
    library.add()
    (tmp_path / "b.epub").unlink()
    paper(
        tmp_path / "a.epub",
        ("雾", "今天散雾。"),
        identifier="urn:x:2",
        date="2024-03-06",
        modified="2024-03-07T00:00:00Z",
    )
    made = library.add(["a.epub"])
    assert outcomes(made) == {"a.epub": "revised"}
    with LibraryDatabase(tmp_path) as database:
        assert [len(revisions_of(database, name)) for name in ("urn:x:1", "urn:x:2")] == [0, 1]


def test_the_same_stories_in_other_bytes_are_taken(tmp_path: Path) -> None:
    library = epubgen.Library(tmp_path)
    paper(tmp_path / "a.epub", TIDE, identifier="urn:x:1")
    library.add()
    paper(tmp_path / "a.epub", TIDE, identifier="urn:x:1", number="7")
    assert outcomes(library.add()) == {"a.epub": "revised"}
    assert library.issues()[0].number == "7"


def test_a_moved_file_is_known_again_and_a_copy_is_held_once(tmp_path: Path) -> None:
    library, file = epubgen.Library(tmp_path), tmp_path / "a.epub"
    paper(file, TIDE)
    library.add()
    copy = tmp_path / "copy.epub"
    copy.write_bytes(file.read_bytes())
    made = library.add()
    assert (outcomes(made)["copy.epub"], codes(made)) == ("unchanged", ["EG112.same"])
    copy.unlink()
    file.rename(tmp_path / "moved.epub")
    assert outcomes(library.add()) == {"moved.epub": "moved"}
    assert [one.file for one in library.issues()] == ["moved.epub"]


def test_two_epubs_of_one_issue_are_told(tmp_path: Path) -> None:
    paper(tmp_path / "a.epub", TIDE)
    paper(tmp_path / "b.epub", ("别的", "别的。"))
    made = epubgen.Library(tmp_path).add()
    assert (sorted(outcomes(made).values()), codes(made)) == (["added", "added"], ["EG112.double"])


def test_an_identifier_that_all_issues_share_is_found_out(tmp_path: Path) -> None:
    for day in (5, 6, 7):
        paper(tmp_path / f"{day}.epub", (f"第{day}天", "文。"), identifier="GAZETTE", date=f"2024-03-0{day}")
    library = epubgen.Library(tmp_path)
    assert set(outcomes(library.add()).values()) == {"added"}
    assert len({one.identifier for one in library.issues()}) == 3
    assert set(outcomes(library.rebuild()).values()) == {"added"}


def test_a_damaged_file_stops_no_other(tmp_path: Path) -> None:
    paper(tmp_path / "a.epub", TIDE)
    (tmp_path / "b.epub").write_bytes(b"PK\x03\x04 no")
    (tmp_path / "c.pdf").write_bytes(b"no")
    made = epubgen.Library(tmp_path).add()
    assert outcomes(made) == {"a.epub": "added", "b.epub": "refused", "c.pdf": "refused"}
    assert codes(made) == ["B18", "EG111.damaged"]
    assert all(one.at and one.at.file.endswith(file.file) for file in made for one in file.findings)


def test_files_elsewhere_and_of_other_kinds_are_refused(tmp_path: Path) -> None:
    library, inside = epubgen.Library(tmp_path / "lib"), tmp_path / "lib"
    inside.mkdir()
    (inside / "a.txt").write_text("a")
    (inside / "link.epub").symlink_to(paper(tmp_path / "out.epub", TIDE))
    for file, key in ((tmp_path / "out.epub", "EG111"), (inside / "a.txt", "EG111.kind"), (inside / "no.epub", "EG003"),
                      (inside / "link.epub", "EG111")):  # fmt: skip
        with pytest.raises(epubgen.SourceError) as refused:
            library.add([file])
        assert [one.key for one in refused.value.findings] == [key]
    assert library.add() == ()


def test_a_sidecar_and_a_rule_say_what_a_pdf_does_not(tmp_path: Path) -> None:
    for name in ("gazette/2024/0305.pdf", "gazette/2024/0306-extra.pdf", "loose.pdf", "unknown.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"%PDF-1.7 " + name.encode())
    (tmp_path / "loose.pdf.yaml").write_text("series: 江岸周刊\ndate: 2024-03-07\nnumber: 12-13\n", "utf-8")
    (tmp_path / "library.yaml").write_text(
        textwrap.dedent("""\
            titles:
              - id: gazette
                name: The Gazette
                kind: newspaper
                files: ["gazette/{year}/{month}{day}*.pdf"]
            """),
        "utf-8",
    )
    made = epubgen.Library(tmp_path).add()
    assert (outcomes(made)["unknown.pdf"], codes(made)) == ("refused", [*["EG130.damaged"] * 3, "EG114"])
    held = {one.file: (one.series_name, str(one.date), one.number) for one in epubgen.Library(tmp_path).issues()}
    assert held == {
        "gazette/2024/0305.pdf": ("The Gazette", "2024-03-05", ""),
        "gazette/2024/0306-extra.pdf": ("The Gazette", "2024-03-06", ""),
        "loose.pdf": ("江岸周刊", "2024-03-07", "12-13"),
    }


def test_a_changed_sidecar_is_read_again(tmp_path: Path) -> None:
    paper(tmp_path / "a.epub", TIDE, date="")
    library = epubgen.Library(tmp_path)
    assert codes(library.add()) == ["EG114.date"]
    (tmp_path / "a.epub.yaml").write_text("date: 2024-05-01\n", "utf-8")
    library.add()
    assert str(library.issues()[0].date) == "2024-05-01"
    assert len(library.issues()) == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("titles: [{id: a, name: A}, {id: a, name: B}]", "EG118.twice"),
        ("titles: [{id: a, name: A, periods: [{since: 2020-01-01}, {since: 2019-01-01}]}]", "EG118.periods"),
        ("titles: [{id: a, name: A, files: ['{yaer}.pdf']}]", "EG118.rule"),
        ("titles: [{id: a, name: A, issn: 2049-3631}]", "EG118.issn"),
        ("titles: [{id: a, name: A, frequency: dayly}]", "S02.choice"),
        ("titles: [{id: a}]", "S03"),
        ("title: []", "S01"),
    ],
)
def test_faults_of_the_titles_are_told_by_line(tmp_path: Path, text: str, key: str) -> None:
    (tmp_path / "library.yaml").write_text(text, "utf-8")
    with pytest.raises(epubgen.SourceError) as refused:
        epubgen.Library(tmp_path).add()
    one = refused.value.findings[0]
    assert one.code == key.partition(".")[0]
    assert str(one.at).partition(":")[0].endswith("library.yaml")


def test_issues_are_taken_out_by_file_or_identifier_all_or_none(tmp_path: Path) -> None:
    for day in (5, 6, 7):
        paper(tmp_path / f"{day}.epub", (f"第{day}天", "潮汐。"), identifier=f"urn:x:{day}", date=f"2024-03-0{day}")
    library = epubgen.Library(tmp_path)
    library.add()
    with pytest.raises(epubgen.SourceError):
        library.remove(["5.epub", "nothing.epub"])
    assert len(library.issues()) == 3
    assert [one.file for one in library.remove(["5.epub", "urn:x:6"])] == ["5.epub", "6.epub"]
    assert found(tmp_path, "潮汐") == ["7.epub"]
    (tmp_path / "7.epub").unlink()
    assert [one.file for one in library.remove(missing=True)] == ["7.epub"]
    assert library.titles() == ()


@pytest.mark.parametrize("damage", [b"", b"this is no database" * 200, None])
def test_a_damaged_database_is_made_again_by_one_command(tmp_path: Path, damage: bytes | None) -> None:
    for day in range(1, 6):
        paper(
            tmp_path / f"{day}.epub", *[(f"第{day}天{n}", f"潮汐{n}。" * 50) for n in range(5)], date=f"2024-03-0{day}"
        )
    library, file = epubgen.Library(tmp_path), tmp_path / DATABASE_NAME
    library.add()
    library.close()
    if damage is None:
        data = bytearray(file.read_bytes())
        data[4096:] = b"\xff" * (len(data) - 4096)
        damage = bytes(data)
    file.write_bytes(damage)
    with pytest.raises(epubgen.PackageError) as refused:
        library.search("潮汐")
    (told,) = refused.value.findings
    assert told.code == "EG110"
    assert f"epubgen library {'add' if not damage else 'rebuild'} {tmp_path}" in told.hint()
    assert set(outcomes(library.rebuild()).values()) == {"added"}
    assert len(found(tmp_path, "潮汐")) == 20


def test_a_database_with_damaged_pages_is_told_by_every_command(tmp_path: Path) -> None:
    """Its head is whole, so that it opens; what it holds cannot be read."""
    paper(tmp_path / "a.epub", TIDE)
    library = epubgen.Library(tmp_path)
    library.add()
    library.close()
    data = bytearray((tmp_path / "library.sqlite").read_bytes())
    data[16384 * 3 : 16384 * 12] = bytes(range(1, 256)) * 578 + bytes(66)
    (tmp_path / "library.sqlite").write_bytes(data)
    for ask in (
        library.add, library.titles, library.issues, library.holdings, lambda: library.remove(["a.epub"]),
        lambda: library.show("a.epub"), lambda: library.search("潮汐"), lambda: library.clip(tmp_path / "c.epub", "潮汐"),
    ):  # fmt: skip
        with pytest.raises(epubgen.PackageError) as damaged:
            ask()
        assert [found.key for found in damaged.value.findings] == ["EG110"]
    assert outcomes(library.rebuild()) == {"a.epub": "added"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere names are Unicode")
def test_a_name_that_is_not_utf8_is_refused_and_stops_no_other(tmp_path: Path) -> None:
    paper(tmp_path / "b.epub", TIDE)
    shutil.copyfile(tmp_path / "b.epub", os.fsencode(tmp_path) + b"/\xb3\xb1.epub")
    made = epubgen.Library(tmp_path).add()
    assert outcomes(made) == {"b.epub": "added", "\ufffd\ufffd.epub": "refused"}
    assert codes(made) == ["EG111.name"]
    assert "\ufffd" in made[-1].findings[0].text()


def test_a_reader_goes_over_to_a_database_that_was_made_again(tmp_path: Path) -> None:
    paper(tmp_path / "a.epub", TIDE)
    library = epubgen.Library(tmp_path)
    library.add()
    with LibraryDatabase(tmp_path) as reader:
        assert search(reader, SearchQuery(text="潮汐")).total == 1
        (tmp_path / "a.epub").unlink()
        paper(tmp_path / "b.epub", TIDE)
        library.rebuild()
        assert [hit.file for hit in search(reader, SearchQuery(text="潮汐")).hits] == ["b.epub"]


def test_a_database_of_another_program_or_version_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / DATABASE_NAME
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE mine (a)")
    with pytest.raises(epubgen.PackageError, match="another program"):
        epubgen.Library(tmp_path).add()
    with sqlite3.connect(file) as other:
        other.execute("PRAGMA user_version = 999")
    with pytest.raises(epubgen.SourceError, match="later version"):
        epubgen.Library(tmp_path).add()


def test_a_rebuild_makes_room_for_more_stories_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        paper(tmp_path / f"{number}.epub", TIDE, number=str(number), series=f"报{number}")
    monkeypatch.setattr("epubgen.back_file.add_files.DAY_BITS", 6)
    assert set(outcomes(epubgen.Library(tmp_path).rebuild()).values()) == {"added"}
    assert len(found(tmp_path, "潮汐")) == 5


WRITER = """
import sys, epubgen
sys.path.insert(0, {root!r})
print("ready", flush=True)
epubgen.Library({folder!r}).add()
"""


@pytest.mark.parametrize(
    "moment",
    [pytest.param(place, marks=() if place == 3 else pytest.mark.slow) for place in range(20)],
)
def test_a_killed_writer_leaves_whole_issues(tmp_path: Path, moment: int) -> None:
    for number in range(30):
        stories = [(f"篇{n}", "潮汐。" * 40) for n in range(8)]
        paper(tmp_path / f"{number:02}.epub", *stories, number=str(number), series=f"报{number}")
    script = WRITER.format(root=str(ROOT), folder=str(tmp_path))
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=env) as writer:
        assert writer.stdout
        writer.stdout.readline()
        while not (tmp_path / DATABASE_NAME).exists():
            time.sleep(0.005)
        time.sleep(moment * 0.05)
        writer.send_signal(signal.SIGKILL)
    library = epubgen.Library(tmp_path)
    with LibraryDatabase(tmp_path, write=True) as database:
        connection = database.connection
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        whole = connection.execute("SELECT count(*) FROM issues").fetchone()[0]
        assert connection.execute("SELECT count(*) FROM stories").fetchone()[0] == 8 * whole
    assert set(outcomes(library.add()).values()) <= {"added", "unchanged"}
    assert (len(library.issues()), library.search("潮汐", limit=1).total) == (30, 240)


FULL = """
import resource, epubgen
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    epubgen.Library({folder!r}).add()
except epubgen.PackageError as error:
    print([found.key for found in error.findings])
"""


def test_a_disk_that_is_full_harms_nothing(tmp_path: Path) -> None:
    paper(tmp_path / "a.epub", TIDE)
    library = epubgen.Library(tmp_path)
    library.add()
    paper(
        tmp_path / "b.epub",
        *[(f"篇{n}", "".join(map(chr, range(0x4E00 + n * 400, 0x5200 + n * 400)))) for n in range(30)],
        series="大报",
    )
    size = (tmp_path / DATABASE_NAME).stat().st_size
    script = FULL.format(folder=str(tmp_path), limit=size + 50_000)
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
    assert "EG020" in told.stdout, told.stderr
    assert found(tmp_path, "潮汐") == ["a.epub"]
    assert outcomes(library.add())["b.epub"] == "added"
