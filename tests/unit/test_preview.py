# SPDX-License-Identifier: AGPL-3.0-or-later
"""A preview follows what is saved: stories, lists, styles; whatever way an editor writes them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
import watchfiles

from epubgen.live_preview import Preview
from epubgen.pipeline.live import LiveSource
from tests.conftest import ROOT
from tests.unit.previewed import ISSUE, PAPER, SECONDS, TIDE, Desk, previewed, titles, write_issue

PAGES = ROOT / "tests" / "fixtures" / "pages" / "chengxi-daily"
ONE_FILE = """\
format: epubgen-issue/1
publication: {id: haibin, title: 海滨日报, language: zh-Hans-CN}
issue: {date: 2026-04-17}
articles:
  - {id: tide, title: 潮水退去, authors: 林岸, body: 潮水退去，码头安静。}
  - {id: pier, title: 码头今日开放, authors: 何帆, body: 码头上停着三条船。}
"""


@pytest.fixture
def issue(tmp_path: Path, jpeg: bytes) -> Path:
    return write_issue(tmp_path, jpeg)


@pytest.fixture
def desk(issue: Path) -> Iterator[Desk]:
    with previewed(issue) as desk:
        yield desk


def save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def digests(state: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    return {entry["title"]: entry["digest"] for entry in state["documents"]}


def test_a_saved_story_changes_its_document_and_no_other_story(desk: Desk, issue: Path) -> None:
    before = desk.state()
    save(issue / "articles" / "tide.md", TIDE.replace("安静", "热闹"))
    after = desk.until(lambda state: state["serial"] > before["serial"])
    changed = {title for title, digest in digests(after).items() if digests(before)[title] != digest}
    assert changed == {"潮水退去"}
    href = next(entry["href"] for entry in after["documents"] if entry["title"] == "潮水退去")
    assert "码头热闹".encode() in desk.ask(f"/book/horizontal-tb/{href}")[2]
    assert "码头热闹".encode() in desk.ask(f"/book/vertical-rl/{href}")[2]


def test_a_save_by_rename_is_seen(desk: Desk, issue: Path) -> None:
    story = issue / "articles" / "tide.md"
    beside = story.with_name(".tide.md.swp")
    save(beside, TIDE.replace("潮水退去", "潮水又来"))
    beside.replace(story)
    desk.until(lambda state: titles(state) == ["潮水又来", "码头今日开放"])


def test_what_editors_and_builds_lay_beside_is_not_read(desk: Desk, issue: Path) -> None:
    for name in (".tide.md.swp", "tide.md~", "~$tide.md", "4913", "#tide.md#", "out.epub", "tide.md.tmp"):
        save(issue / "articles" / name, "x")
    (issue / ".git").mkdir()
    save(issue / ".git" / "index", "x")
    time.sleep(1)  # what is gathered with the save of a story would hide
    assert desk.preview.serial == 1
    save(issue / "articles" / "tide.md", TIDE.replace("潮水退去", "潮水又来"))
    desk.until(lambda state: titles(state) == ["潮水又来", "码头今日开放"])
    assert desk.preview.serial == 2


def test_a_broken_story_shows_its_error_and_the_last_good_page(desk: Desk, issue: Path) -> None:
    story = issue / "articles" / "tide.md"
    before = desk.state()
    save(story, "---\ntitle: [潮水\n---\n")
    broken = desk.until(lambda state: state["error"])
    (found,) = broken["error"]["findings"]
    assert found["severity"] == "error"
    assert found["file"].endswith("articles/tide.md")
    assert found["line"] == 3
    assert found["message"]
    assert found["href"] == next(entry["href"] for entry in before["documents"] if entry["title"] == "潮水退去")
    assert {key: broken[key] for key in ("documents", "toc", "title")} == {
        key: before[key] for key in ("documents", "toc", "title")
    }
    save(story, TIDE)
    mended = desk.until(lambda state: state["error"] is None)
    assert digests(mended) == digests(before)


def test_a_source_that_was_never_good_is_shown_once_it_is(issue: Path) -> None:
    save(issue / "issue.yaml", "date: someday\n")
    with previewed(issue) as desk:
        state = desk.state()
        assert state["documents"] == state["toc"] == []
        assert state["error"]["findings"][0]["file"].endswith("issue.yaml")
        assert state["mode"] == "horizontal-tb"
        assert desk.ask("/book/horizontal-tb/nav.xhtml")[0] == 404
        save(issue / "issue.yaml", ISSUE)
        desk.until(lambda state: titles(state) == ["潮水退去", "码头今日开放"])


def test_a_missing_photo_is_told_of_beside_its_story(desk: Desk, issue: Path, jpeg: bytes) -> None:
    (issue / "photos" / "pier.jpg").unlink()
    (found,) = desk.until(lambda state: state["findings"])["findings"]
    story = next(entry for entry in desk.state()["documents"] if entry["title"] == "码头今日开放")
    assert (found["code"], found["href"]) == ("F01", story["href"])
    assert (found["file"], found["line"]) == (story["file"], 5)
    (issue / "photos" / "pier.jpg").write_bytes(jpeg)
    desk.until(lambda state: state["findings"] == [])


def test_stories_come_and_go(desk: Desk, issue: Path) -> None:
    save(issue / "articles" / "wind.md", "---\ntitle: 大风\nauthors: 林岸\n---\n风大。\n")
    desk.until(lambda state: "大风" in titles(state))
    (issue / "articles" / "wind.md").unlink()
    desk.until(lambda state: "大风" not in titles(state))


def test_the_publication_above_and_its_styles_are_followed(desk: Desk, issue: Path) -> None:
    save(issue.parent / "publication.yaml", PAPER + "writing_mode: vertical-rl\n")
    desk.until(lambda state: state["own_mode"] == state["mode"] == "vertical-rl")
    (issue.parent / "themes").mkdir()
    save(issue.parent / "themes" / "salt.css", "p { color: #111 }\n")
    save(issue.parent / "publication.yaml", PAPER + "theme: salt\n")
    desk.until(lambda state: state["own_mode"] == "horizontal-tb" and not state["error"])
    assert desk.ask("/book/horizontal-tb/css/theme-salt.css")[2] == b"p { color: #111 }\n"
    save(issue.parent / "themes" / "salt.css", "p { color: #222 }\n")
    desk.until(lambda _: desk.ask("/book/horizontal-tb/css/theme-salt.css")[2] == b"p { color: #222 }\n")


def test_style_sheets_of_the_command_are_followed(issue: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    sheet = tmp_path_factory.mktemp("elsewhere") / "mine.css"
    save(sheet, "p { color: #111 }\n")
    with previewed(issue, css=(sheet,)) as desk:
        save(sheet, "p { color: #222 }\n")
        desk.until(lambda _: desk.ask("/book/horizontal-tb/css/user.css")[2] == b"p { color: #222 }\n")


def test_a_folder_that_goes_and_comes_back_is_followed(desk: Desk, issue: Path) -> None:
    kept = issue.parent.parent / f"{issue.parent.name}-kept"
    shutil.copytree(issue, kept)
    shutil.rmtree(issue)
    desk.until(lambda state: state["error"])
    assert desk.titles() == ["潮水退去", "码头今日开放"]
    shutil.copytree(kept, issue)
    desk.until(lambda state: state["error"] is None)
    save(issue / "articles" / "tide.md", TIDE.replace("潮水退去", "潮水又来"))
    desk.until(lambda state: titles(state) == ["潮水又来", "码头今日开放"])


def test_a_one_file_issue_is_followed(tmp_path: Path) -> None:
    file = tmp_path / "issue.json.yaml"
    save(file, ONE_FILE)
    with previewed(file) as desk:
        state = desk.state()
        stories = [entry for entry in state["documents"] if entry["kind"] == "article"]
        assert [entry["line"] for entry in stories] == [5, 6]
        save(file, ONE_FILE.replace("潮水退去", "潮水又来"))
        desk.until(lambda state: titles(state)[0] == "潮水又来")


def test_an_archive_is_followed(tmp_path: Path, jpeg: bytes) -> None:
    issue = write_issue(tmp_path / "in", jpeg)
    archive = tmp_path / "out" / "issue.zip"
    archive.parent.mkdir()

    def pack() -> None:
        with zipfile.ZipFile(archive, "w") as pack:
            for path in sorted(issue.parent.rglob("*")):
                pack.write(path, path.relative_to(issue.parent).as_posix())

    pack()
    with previewed(archive) as desk:
        assert desk.titles() == ["潮水退去", "码头今日开放"]
        save(archive.with_name("other.txt"), "x")
        save(issue / "articles" / "tide.md", TIDE.replace("潮水退去", "潮水又来"))
        pack()
        desk.until(lambda state: titles(state) == ["潮水又来", "码头今日开放"])
        assert desk.ask("/state.json")[0] == 200


def test_printed_pages_are_followed_and_ask_at_their_stories(tmp_path: Path) -> None:
    for name in ("01.md", "02.md", "publication.yaml"):
        shutil.copy(PAGES / name, tmp_path)
    pages = [tmp_path / "01.md", tmp_path / "02.md"]
    with previewed(pages) as desk:
        state = desk.state()
        asked = next(found for found in state["findings"] if found["quote"] == "老旧小区改造提速")
        assert asked["code"] == "A08"
        assert (Path(asked["file"]).name, asked["line"]) == ("01.md", 27)
        story = next(entry for entry in state["documents"] if entry["href"] == asked["href"])
        assert Path(story["file"]).name == "01.md"
        text = pages[0].read_text(encoding="utf-8")
        save(pages[0], text.replace("改造提速", "改造加快"))
        desk.until(lambda state: any("改造加快" in (found["quote"] or "") for found in state["findings"]))


def test_files_in_memory_are_shown(tmp_path: Path) -> None:
    files = {"publication.yaml": PAPER, "issue.yaml": "date: 2026-04-17\n", "articles/tide.md": TIDE}
    with previewed(files) as desk:
        assert desk.titles() == ["潮水退去"]


def test_where_the_system_watches_no_more_files_they_are_looked_at(
    issue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Linux allows so many watches for all programs together."""
    watch = watchfiles.watch

    def full(*paths: Path, force_polling: bool | None, **settings: Any) -> Iterator[set[tuple[Any, str]]]:
        if not force_polling:
            raise OSError("OS file watch limit reached.")
        return watch(*paths, force_polling=True, **settings)

    monkeypatch.setattr(watchfiles, "watch", full)
    with previewed(issue) as desk:
        desk.until(lambda state: state["serial"] > 1)  # the refusal
        serial = desk.state()["serial"]
        time.sleep(1.5)
        assert desk.state()["serial"] <= serial + 2, "read again and again though nothing changed"
        save(issue / "articles" / "tide.md", TIDE.replace("潮水退去", "潮水回来"))
        desk.until(lambda state: "潮水回来" in titles(state))


def test_ctrl_c_during_the_first_reading_leaves_nothing_behind(issue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[object] = []

    def stopped(proofs: LiveSource) -> None:
        raise KeyboardInterrupt

    def close(proofs: LiveSource) -> None:
        closed.append(proofs)

    monkeypatch.setattr(LiveSource, "refresh", stopped)
    monkeypatch.setattr(LiveSource, "close", close)
    preview = Preview(issue)
    with pytest.raises(KeyboardInterrupt), preview:
        pass
    assert len(closed) == 1
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("epubgen-")]
    with pytest.raises(OSError, match="refused"):
        urlopen(preview.address, timeout=SECONDS)


def test_another_port_and_mode_can_be_asked_for(issue: Path) -> None:
    with previewed(issue, writing_mode="vertical-rl") as desk:
        assert desk.state()["mode"] == desk.state()["own_mode"] == "vertical-rl"


HEARS_CTRL_C = """
import signal, sys
from epubgen.__main__ import main
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main())
"""
"""A shell may start the tests with SIGINT ignored, and a child inherits that."""


@pytest.mark.tools
@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signal to one process alone")
@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM], ids=lambda sent: sent.name)
def test_the_command_prints_its_address_and_stops_at_once(issue: Path, tmp_path: Path, signal_: signal.Signals) -> None:
    command = [sys.executable, "-c", HEARS_CTRL_C, "preview", str(issue), "--no-open", "--no-cache"]
    (tmp_path / "spool").mkdir()
    settings = {**os.environ, "TMPDIR": str(tmp_path / "spool")}
    with subprocess.Popen(
        command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            address = process.stdout.readline().strip()
            with urlopen(f"{address}state.json", timeout=SECONDS) as answer:
                assert answer.status == 200
            assert list((tmp_path / "spool").iterdir()), "the prepared photo"
            process.send_signal(signal_)
            _, said = process.communicate(timeout=SECONDS)
        finally:
            process.kill()
    assert process.returncode == 130
    assert "Traceback" not in said
    assert f"{address}?key=" in said, "the address of who may write"
    assert list((tmp_path / "spool").iterdir()) == []
