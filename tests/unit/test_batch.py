# SPDX-License-Identifier: AGPL-3.0-or-later
"""Batches: what is built, what is left as it was, names, and what is left by one that is stopped at any moment."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import pytest

import epubgen
from epubgen.back_file.batch import journal as journals
from epubgen.back_file.batch import output_folder
from epubgen.back_file.batch import work as works
from epubgen.back_file.batch.built import Built
from epubgen.back_file.batch.fingerprint import settings_hash
from epubgen.cli import run
from epubgen.errors import finding
from epubgen.files import atomic
from epubgen.files.disk_errors import writing
from epubgen.options import Options
from epubgen.pipeline.build import build_editions
from tests.unit.many_issues import files, issue, journal, paper


@pytest.fixture(scope="module")
def thread() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


Build = Callable[..., list[Built]]


@pytest.fixture
def build(thread: ThreadPoolExecutor) -> Build:
    """A batch without covers in this process."""

    def build_all(sources: Any, folder: Path, **settings: Any) -> list[Built]:
        return list(epubgen.build_many(sources, folder, executor=thread, **{"cover": "none", **settings}))

    return build_all


def results(built: list[Built]) -> list[str]:
    return [one.result for one in built]


def test_a_publication_is_built_once(tmp_path: Path, build: Build) -> None:
    home = paper(tmp_path / "paper", 3)
    first = build(home, tmp_path / "out")
    assert results(first) == ["built"] * 3
    assert [line["path"] for line in journal(tmp_path / "out")] == [
        f"bay-post-2026-04-{day}.epub" for day in (17, 18, 19)
    ]
    before = files(tmp_path / "out")
    assert results(build(home, tmp_path / "out")) == ["unchanged"] * 3
    assert files(tmp_path / "out") == before
    alone = epubgen.build(home / "issues" / "2026-04-17", tmp_path / "alone.epub", cover="none")
    assert alone.sha256 == first[0].sha256


@pytest.mark.parametrize(
    ("change", "built"),
    [
        ("issues/2026-04-18/articles/bridge.md", 1),
        ("issues/2026-04-18/articles/second.md", 1),
        ("publication.yaml", 3),
        ("issues/publication.yaml", 3),
        ("issues/2026-04-20", 1),
    ],
)
def test_only_what_changed_is_built_again(tmp_path: Path, build: Build, change: str, built: int) -> None:
    home = paper(tmp_path / "paper", 3)
    build(home, tmp_path / "out")
    place = home / change
    if change.endswith("2026-04-20"):
        issue(place)
    elif change == "issues/publication.yaml":
        shutil.copyfile(home / "publication.yaml", place)
    elif place.exists():
        place.write_text(place.read_text("utf-8").replace("Bay", "Sea").replace("noon", "dawn"), "utf-8")
    else:
        place.write_text("---\ntitle: Second\n---\n\nMore of it.\n", "utf-8")
    again = build(home, tmp_path / "out")
    assert results(again).count("built") == built
    assert results(again).count("unchanged") == len(again) - built
    assert files(tmp_path / "out") == files(_fresh(home, tmp_path / "fresh", build))


def _fresh(home: Path, folder: Path, build: Build, **settings: Any) -> Path:
    build(home, folder, **settings)
    return folder


def test_options_and_damage_are_changes(tmp_path: Path, build: Build) -> None:
    home, out = paper(tmp_path / "paper", 2), tmp_path / "out"
    build(home, out)
    assert results(build(home, out, writing_mode="vertical")) == ["built"] * 2
    assert results(build(home, out, writing_mode="vertical", threads=3)) == ["unchanged"] * 2
    path = next(out.glob("*.epub"))
    path.write_bytes(path.read_bytes()[:-1])
    assert sorted(results(build(home, out, writing_mode="vertical"))) == ["built", "unchanged"]
    sheet = tmp_path / "my.css"
    sheet.write_text("p { margin: 0 }", "utf-8")
    assert results(build(home, out, css=sheet)) == ["built"] * 2
    sheet.write_text("p { margin: 1em }", "utf-8")
    assert results(build(home, out, css=sheet)) == ["built"] * 2


@pytest.mark.parametrize(
    ("settings", "counts"), [({}, False), ({"release_check": True}, True), ({"revision": "A name was wrong."}, True)]
)
def test_the_clock_is_a_change_only_where_it_is_used(settings: dict[str, Any], counts: bool) -> None:
    hours = [datetime(2026, 4, 17, hour, tzinfo=UTC) for hour in (6, 7)]
    first, second = (settings_hash(Options(clock=now, **settings), "") for now in hours)
    assert (first != second) == counts


def test_a_broken_issue_stops_no_other(tmp_path: Path, build: Build) -> None:
    home, out = paper(tmp_path / "paper", 3), tmp_path / "out"
    build(home, out)
    issue_file = home / "issues" / "2026-04-18" / "issue.yaml"
    whole = issue_file.read_text("utf-8")
    issue_file.write_text("date: tomorrow\n", "utf-8")
    made = epubgen.build_many(home, out, executor=_inline(), cover="none")
    assert sorted(results(list(made))) == ["failed", "unchanged", "unchanged"]
    assert made.summary.failed == 1
    assert "S02" in made.summary.text()
    line = journal(out)[1]
    assert line["result"] == "failed"
    assert line["path"] == "bay-post-2026-04-18.epub", "the older copy stays"
    assert (out / "bay-post-2026-04-18.epub").is_file()
    issue_file.write_text(whole, "utf-8")
    assert sorted(results(build(home, out))) == ["built", "unchanged", "unchanged"]
    assert files(out) == files(_fresh(home, tmp_path / "fresh", build))


def _inline() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1)


def test_sources_of_every_kind(tmp_path: Path, build: Build) -> None:
    home = paper(tmp_path / "in" / "paper", 2)
    issue(tmp_path / "in" / "more" / "2026-05-01")
    shutil.copyfile(home / "publication.yaml", tmp_path / "in" / "more" / "publication.yaml")
    shutil.make_archive(str(tmp_path / "in" / "old"), "zip", home)  # the archive of a paper with two issues
    shutil.rmtree(home / "issues" / "2026-04-18")
    (tmp_path / "in" / "notes.json").write_text("{}", "utf-8")
    assert len(build(tmp_path / "in", tmp_path / "a")) == 4
    assert len(build(str(tmp_path / "in" / "*" / "2026-*"), tmp_path / "b")) == 1
    assert len(build(str(tmp_path / "in" / "**" / "issue.yaml"), tmp_path / "b")) == 2
    assert len(build([home / "publication.yaml", home, home / "issues" / "2026-04-17"], tmp_path / "c")) == 1
    listed = tmp_path / "in" / "all.txt"
    listed.write_text("# two papers\npaper\n\nmore/2026-05-01\n", "utf-8")
    assert len(build(listed, tmp_path / "d")) == 2
    assert len(build(epubgen.load(home / "issues" / "2026-04-17"), tmp_path / "e")) == 1
    assert results(build(epubgen.load(home / "issues" / "2026-04-17"), tmp_path / "e")) == ["unchanged"]


def test_an_archive_of_several_issues_loses_none(tmp_path: Path, build: Build) -> None:
    home = paper(tmp_path / "paper", 2)
    archive = Path(shutil.make_archive(str(tmp_path / "old"), "zip", home))
    assert results(build(archive, tmp_path / "a")) == ["built", "built"]
    assert results(build(archive, tmp_path / "a")) == ["unchanged", "unchanged"]
    build(home, tmp_path / "b")
    assert files(tmp_path / "a").keys() == files(tmp_path / "b").keys()
    one = archive / "issues" / "2026-04-18"
    assert [Path(built.path or "").name for built in build(one, tmp_path / "c")] == ["bay-post-2026-04-18.epub"]
    with pytest.raises(epubgen.OptionsError) as several:
        epubgen.load(archive)
    assert several.value.findings[0].key == "EG002.archive"
    assert str(one) in several.value.findings[0].text()
    with pytest.raises(epubgen.OptionsError) as none:
        build(archive / "issues" / "2026-04-19", tmp_path / "c")
    assert none.value.findings[0].code == "EG003"
    story = home / "issues" / "2026-04-18" / "articles" / "bridge.md"
    story.write_text(story.read_text("utf-8").replace("noon", "dawn"), "utf-8")
    shutil.make_archive(str(tmp_path / "old"), "zip", home)
    build(archive, tmp_path / "a")
    build(home, tmp_path / "b")
    here, there = files(tmp_path / "a"), files(tmp_path / "b")
    assert {n: here[n] for n in here if n.endswith(".epub")} == {n: there[n] for n in there if n.endswith(".epub")}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere names are Unicode")
def test_a_name_that_is_not_utf8_is_told_before_anything_is_built(tmp_path: Path, build: Build) -> None:
    home = paper(tmp_path / "paper", 1)
    shutil.copytree(home / "issues" / "2026-04-17", str(home / "issues") + os.fsdecode(b"/\xb3\xb1"))
    with pytest.raises(epubgen.OptionsError) as refused:
        build(home, tmp_path / "out")
    assert refused.value.findings[0].key == "EG105.name"
    assert "issues/\ufffd\ufffd" in refused.value.findings[0].text()
    assert not list((tmp_path / "out").glob("*.epub"))


def test_what_is_not_there_is_said_first(tmp_path: Path, build: Build) -> None:
    home = paper(tmp_path / "paper", 1)
    with pytest.raises(epubgen.OptionsError) as missing:
        build([home, tmp_path / "papers"], tmp_path / "out")
    assert missing.value.findings[0].code == "EG003"
    (tmp_path / "all.txt").write_text("paper\npapre\n", "utf-8")
    with pytest.raises(epubgen.OptionsError) as listed:
        build(tmp_path / "all.txt", tmp_path / "out")
    assert str(listed.value.findings[0].at).endswith("all.txt:2")
    assert "paper" in listed.value.findings[0].hint()
    (tmp_path / "empty").mkdir()
    with pytest.raises(epubgen.OptionsError) as nothing:
        build(tmp_path / "empty", tmp_path / "out")
    assert nothing.value.findings[0].code == "EG098"
    assert not list((tmp_path / "out").glob("*.epub"))


def test_two_issues_of_one_name_are_both_kept(tmp_path: Path, build: Build) -> None:
    first, second = paper(tmp_path / "a", 1), paper(tmp_path / "b", 1)
    other = second / "issues" / "2026-04-17" / "articles" / "bridge.md"
    other.write_text(other.read_text("utf-8").replace("noon", "dawn"), "utf-8")
    build([second, first], tmp_path / "out")
    lines = journal(tmp_path / "out")
    assert [line["path"] for line in lines] == ["bay-post-2026-04-17.epub", "bay-post-2026-04-17-2.epub"]
    assert [[f["code"] for f in line["findings"] if f["code"] == "EG096"] for line in lines] == [["EG096"]] * 2  # type: ignore[attr-defined]
    assert str(second) in str(lines[0]["findings"])
    for line in lines:
        assert Path(tmp_path / "out" / str(line["path"])).stat().st_size == line["size"]
    assert files(tmp_path / "out") == files(_fresh([first, second], tmp_path / "fresh", build))  # type: ignore[arg-type]
    assert results(build([second, first], tmp_path / "out")) == ["unchanged"] * 2
    shutil.move(first, tmp_path / "c")
    build([tmp_path / "c", second], tmp_path / "out")
    assert len(journal(tmp_path / "out")) == 2, "a source that has moved keeps no name"


def test_the_same_issue_twice_is_one_file(tmp_path: Path, build: Build) -> None:
    first, second = paper(tmp_path / "a", 1), paper(tmp_path / "b", 1)
    build([first, second], tmp_path / "out")
    assert len(list((tmp_path / "out").glob("*.epub"))) == 1
    assert {line["path"] for line in journal(tmp_path / "out")} == {"bay-post-2026-04-17.epub"}


def test_another_pattern_leaves_no_old_names(tmp_path: Path, build: Build) -> None:
    home, out = paper(tmp_path / "paper", 2), tmp_path / "out"
    build(home, out, name="{id}/{date:%Y}/{id}-{date}.epub")
    assert (out / "bay-post" / "2026" / "bay-post-2026-04-17.epub").is_file()
    kept = out / "bay-post" / "2026" / "bay-post-2026-04-18.epub"
    kept.write_bytes(kept.read_bytes() + b"read and marked by somebody")
    build(home, out, name="{date:%Y%m%d}")
    left = "bay-post/2026/bay-post-2026-04-18.epub"
    assert set(files(out)) == {"batch.jsonl", "20260417.epub", "20260418.epub", left}, "a file that was touched stays"


def test_a_foreign_file_is_not_replaced(tmp_path: Path, build: Build) -> None:
    home, out = paper(tmp_path / "paper", 2), tmp_path / "out"
    out.mkdir()
    epubgen.build(home / "issues" / "2026-04-18", out / "bay-post-2026-04-17.epub", cover="none")
    built = build(home, out)
    assert sorted(results(built)) == ["built", "failed"]
    assert [one.findings[0].code for one in built if one.result == "failed"] == ["EG086"]
    assert sorted(results(build(home, out, force=True))) == ["built", "unchanged"]


def copies(task: works.BatchTask, own: str) -> Built:
    """Stands for the build where only names, journal and disk are looked at."""
    article = Path(str(task.source.source), "articles", "bridge.md").read_bytes()
    Path(task.draft).write_bytes(article)
    sha256 = hashlib.sha256(article).hexdigest()
    facts: dict[str, Any] = {"size": len(article), "sha256": sha256, "fingerprint": own, "name": "post.epub"}
    return Built(source=task.source.key, result="built", identifier=f"urn:x:{sha256}", **facts)


class Killed(BaseException):
    """As if the machine had lost its power."""


@pytest.mark.parametrize("moment", range(14))
def test_a_batch_that_was_killed_goes_on(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    """The batch is cut off before or after each of its changes to the disk."""
    homes = [paper(tmp_path / name, 1) for name in "ab"]
    other = homes[1] / "issues" / "2026-04-17" / "articles" / "bridge.md"
    other.write_text(other.read_text("utf-8").replace("noon", "dawn"), "utf-8")
    out, steps = tmp_path / "out", iter(range(100))
    monkeypatch.setattr(works, "_built", copies)
    monkeypatch.setattr(works, "fingerprint", lambda source, own, *more: own)

    def cut(step: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*args: Any) -> Any:
            if next(steps) == moment:
                raise Killed
            done = step(*args)
            if next(steps) == moment:
                raise Killed
            return done

        return stepped

    with monkeypatch.context() as patched:
        patched.setattr(journals.Journal, "add", cut(journals.Journal.add))
        patched.setattr(journals.Journal, "rewrite", cut(journals.Journal.rewrite))
        patched.setattr(output_folder, "put_in_place", cut(atomic.put_in_place))
        with pytest.raises(Killed):
            build(homes[::-1], out)
    (out / ".epubgen-batch-dead").mkdir()
    (out / ".epubgen-batch-dead" / "0.epub").write_bytes(b"half")
    with (out / "batch.jsonl").open("a") as file:
        file.write('{"source": "torn')
    build(homes[::-1], out)
    build(homes[::-1], out)
    assert files(out) == files(_fresh(homes, tmp_path / "fresh", build))  # type: ignore[arg-type]


def test_a_full_disk_ends_the_batch_and_keeps_what_is_done(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, out = paper(tmp_path / "paper", 3), tmp_path / "out"
    whole, count = build_editions, iter(range(9))

    def full(*args: Any) -> Any:
        if next(count) == 1:
            full_disk = OSError(errno.ENOSPC, "No space left on device")
            with writing(Path(args[1])):
                raise full_disk
        return whole(*args)

    monkeypatch.setattr(works, "build_editions", full)
    with pytest.raises(epubgen.PackageError) as stopped:
        build(home, out)
    assert stopped.value.findings[0].key == "EG020.full"
    assert str(out) in stopped.value.findings[0].message()
    assert len(journal(out)) == 1
    assert sorted(results(build(home, out))) == ["built", "built", "unchanged"]


def test_a_journal_that_cannot_grow_stays_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = journals.Journal(tmp_path / "batch.jsonl")
    made.add(Built(source="/a", result="failed"))

    size = (tmp_path / "batch.jsonl").stat().st_size

    class Full:
        def __init__(self, file: Any) -> None:
            self.file = file

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def __getattr__(self, name: str) -> Any:
            return getattr(self.file, name)

        def write(self, data: bytes) -> int:
            if self.file.tell() > size:
                raise OSError(errno.ENOSPC, "full")
            return int(self.file.write(data[:9]))

    opened = Path.open
    monkeypatch.setattr(
        Path,
        "open",
        lambda self, mode="r", *a, **k: (
            Full(opened(self, mode, *a, **k)) if mode == "ab" else opened(self, mode, *a, **k)
        ),
    )
    with pytest.raises(epubgen.PackageError):
        made.add(Built(source="/b", result="failed"))
    assert [line["source"] for line in journal(tmp_path)] == ["/a"]
    made.close()


def test_two_batches_on_one_folder_keep_each_others_lines(tmp_path: Path) -> None:
    homes = [paper(tmp_path / name, 2, f"paper-{name}") for name in "ab"]
    out = tmp_path / "out"
    first, second = (epubgen.build_many(home, out, executor=_inline(), cover="none") for home in homes)
    next(first)
    next(second)
    assert results(list(second)) == ["built"]
    assert results(list(first)) == ["built"]
    assert len(journal(out)) == 4
    assert len(list(out.glob("*.epub"))) == 4
    assert {path.suffix for path in out.iterdir()} == {".epub", ".jsonl"}


def test_a_process_that_dies_fails_one_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In processes of our own: one issue kills them, those beside it are built all the same."""
    home = paper(tmp_path / "paper", 3)
    monkeypatch.setattr("epubgen.back_file.batch.run.build_one", dies_of_the_second)
    built = list(epubgen.build_many(home, tmp_path / "out", jobs=1, cover="none"))
    assert {Path(one.source).name: one.result for one in built} == {
        "2026-04-17": "built",
        "2026-04-18": "failed",
        "2026-04-19": "built",
    }
    assert [found.code for one in built for found in one.findings if one.result == "failed"] == ["EG097"]
    assert "2026-04-18" in next(one.findings[0].hint() for one in built if one.result == "failed")


def dies_of_the_second(task: works.BatchTask) -> works.BatchOutcome:
    """As the system ends a process that takes too much memory."""
    if task.source.key.endswith("2026-04-18"):
        os._exit(9)
    return works.build_one(task)


def test_every_line_can_be_read_again() -> None:
    built = Built(source="/a", result="built", path="a.epub", findings=(finding("EG098"),), infos=2)
    assert Built.read(built.line()) == built
    assert Built.read(built.line("zh")) == built
    for torn in (
        "",
        "{",
        "[]",
        "null",
        '{"source": 1}',
        '{"result": "built"}',
        built.line()[:40],
        '{"source": "a", "x": 1}',
    ):
        assert Built.read(torn) is None


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPUBGEN_LANG", "en")
    monkeypatch.setattr("epubgen.back_file.batch.run.process_pool", ThreadPoolExecutor)
    home, out = paper(tmp_path / "paper", 2), tmp_path / "out"
    words = ["batch", str(home), "-o", str(out), "--cover", "none", "--no-cache"]
    assert run(words) == 0
    told = capsys.readouterr()
    assert "issues built: 2, unchanged: 0, failed: 0" in told.out
    assert "\033" not in told.err
    (home / "issues" / "2026-04-18" / "issue.yaml").write_text("date: tomorrow\n", "utf-8")
    assert run(words) == 10
    told = capsys.readouterr()
    assert "EG099" in told.err
    assert "tomorrow" in told.err
    assert run([*words, "--json"]) == 10
    assert json.loads(capsys.readouterr().out) | {"faults": 0} == {
        "ok": False, "built": 0, "unchanged": 1, "failed": 1, "faults": 0, "journal": f"{out}/batch.jsonl",
        "size": sum(path.stat().st_size for path in out.glob("*.epub")),
    }  # fmt: skip
    assert run(["batch", str(home), "-o", str(out), "--name", "{nmae}"]) == 2
    assert "{name}" not in capsys.readouterr().out


def test_results_compare_by_content() -> None:
    one = Built(source="/a", result="built")
    assert replace(one, seconds=0.0) == one
