# SPDX-License-Identifier: AGPL-3.0-or-later
"""What 0.1.0 wrote is read unchanged: issues, imported folders, receipts, the cache of photos."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.compat.facts import FOLDERS, SOURCES, built, command, facts_of_epub, findings

FROZEN = Path(__file__).parent / "0.1.0"
FACTS: dict[str, dict[str, Any]] = json.loads((FROZEN / "facts.json").read_text("utf-8"))
ISSUE = "paper/2026-03-02"
RECEIPT = "out/beacon-times-2026-03-02-晨版.receipt.json"


LATER = {"N08"}
"""What has been told for information since: pages that an issue skips."""


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what 0.1.0 wrote, as the current folder; its copies of the EPUBs lie where it had delivered them."""
    folder = tmp_path / "old"
    shutil.copytree(FROZEN, folder)
    for file, edition in (("晨版", "plain"), ("晨版-vertical-rl", "small")):
        epub = folder / f"out/beacon-times-2026-03-02-{file}.epub"
        shutil.copy(epub, folder / f"shelf/灯标时报_2026-03-02-{edition}.epub")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("EPUBGEN_CACHE", str(folder / "cache"))
    monkeypatch.setenv("EPUBGEN_LANG", "en")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return folder


@pytest.mark.parametrize("source", [*SOURCES, *FOLDERS])
def test_an_input_of_0_1_0_makes_the_same_book(old: Path, source: str) -> None:
    """The masthead of a daily stands before the imprint since; every other page keeps its name and its place."""
    told = dict(FACTS[source])
    assert set(findings(source)) - LATER == set(told.pop("findings"))
    book: dict[str, Any] = built(source, old / "new")
    assert without_masthead(book) == without_masthead(told)
    assert sorted(book["documents"]) == sorted(told["documents"])


def without_masthead(book: dict[str, Any]) -> dict[str, Any]:
    return book | {"documents": [name for name in book["documents"] if name != "text/masthead.xhtml"]}


def test_the_one_file_forms_make_one_book() -> None:
    assert FACTS["one-file.yaml"] == FACTS["one-file.json"]


def notes(folder: str | Path) -> str:
    return Path(folder, FOLDERS[0].partition("/")[2], "import-notes.yaml").read_text("utf-8")


def asked(folder: str | Path) -> list[str]:
    """Places of the open questions of an imported folder."""
    head = notes(folder).partition("\njoins:")[0]
    return [line.partition("at: ")[2] for line in head.splitlines() if line.startswith("    at: ")]


def test_answered_questions_of_0_1_0_are_not_reported() -> None:
    left = [place for place in asked(FROZEN / "imported-open") if place not in asked(FROZEN / "imported-edited")]
    assert left == ["pages/01.md:27", "pages/01.md:87"]


def test_a_second_import_keeps_what_was_edited_under_0_1_0(old: Path) -> None:
    edited = {name: Path(FOLDERS[1], f"articles/{name}.md").read_bytes() for name in ("01-02", "01-04")}
    before = asked("imported-edited")
    for page, was, now in (("03", "红烧排骨8元", "红烧排骨9元"), ("01", "让“小黑板”多一点", "让“小黑板”更多一点")):
        file = Path(f"pages/{page}.md")
        text = file.read_text("utf-8")
        assert was in text
        file.write_text(text.replace(was, now), "utf-8")
    code, told = command("import", "pages", "-o", "imported-edited", "--json")
    assert code == 0, told
    assert set(asked("imported-edited")) <= set(before), "what was answered is not asked again; less is asked than then"
    articles = Path(FOLDERS[1], "articles")
    assert {name: (articles / f"{name}.md").read_bytes() for name in edited} == edited
    assert "9元" in (articles / "03-02.md").read_text("utf-8")
    assert sorted(path.name for path in articles.glob("*.new.md")) == ["01-04.new.md"]


def test_an_import_of_the_same_pages_changes_nothing(old: Path) -> None:
    folder = Path(FOLDERS[0])
    before = {path: path.read_bytes() for path in folder.rglob("*.*") if path.name != "import-notes.yaml"}
    places = asked("imported-open")
    assert command("import", "pages", "-o", "imported-open")[0] == 0
    assert {path: path.read_bytes() for path in folder.rglob("*.*") if path.name != "import-notes.yaml"} == before
    assert 0 < len(asked("imported-open")) < len(places), "less is asked than then"
    assert set(asked("imported-open")) <= set(places)


def deliveries() -> dict[str, dict[str, Any]]:
    return {entry["name"]: entry for entry in json.loads(Path(RECEIPT).read_text("utf-8"))["deliveries"]}


def test_publish_stops_where_a_withdrawn_story_said_more_under_0_1_0(old: Path) -> None:
    """0.1.0 printed the byline above the notice: the page reads otherwise now, and readers have the old one."""
    receipt, sent = deliveries(), {path: path.read_bytes() for path in Path("shelf").glob("*.epub")}
    assert command("publish", ISSUE, "-o", "out", "--no-java")[0] == 5
    assert deliveries() == receipt
    assert {path: path.read_bytes() for path in Path("shelf").glob("*.epub")} == sent


def without_the_byline(receipt: Path, work: Path) -> None:
    """Let a receipt of 0.1.0 know the words of the withdrawn story as they are printed today."""
    assert command("publish", ISSUE, "-o", str(work), "--no-java", "--no-deliver")[0] == 0
    text, told = receipt.read_text("utf-8"), json.loads(next(work.glob("*.receipt.json")).read_text("utf-8"))
    for old, new in zip(json.loads(text)["editions"], told["editions"], strict=True):
        assert (old["name"], old["identifier"]) == (new["name"], new["identifier"])
        assert text.count(old["words"]) > 1
        text = text.replace(old["words"], new["words"])
    receipt.write_text(text, "utf-8")


def test_publish_goes_on_from_a_receipt_of_0_1_0(old: Path, tmp_path: Path) -> None:
    without_the_byline(Path(RECEIPT), tmp_path / "new")
    before, sent = deliveries(), sorted(Path("shelf").glob("*.epub"))
    stamps = [path.stat().st_mtime_ns for path in sent]
    Path("shelf/shut").unlink()
    code, told = command("publish", ISSUE, "-o", "out", "--no-java")
    assert code == 0, told
    after = deliveries()
    assert after["archive"]["last"] == before["archive"]["last"], "it was delivered and is not sent again"
    assert [path.stat().st_mtime_ns for path in sent] == stamps
    assert (before["harbour"]["state"], after["harbour"]["state"]) == ("failed", "delivered")
    assert facts_of_epub(Path("shelf/shut/灯标时报_2026-03-02.epub"))["identifier"] == FACTS[ISSUE]["identifier"]
    assert not list(Path("out").glob("*receipt-old*"))


def test_a_cache_of_0_1_0_is_no_hindrance(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_old = built(ISSUE, tmp_path / "a")
    monkeypatch.setenv("EPUBGEN_CACHE", str(tmp_path / "empty"))
    assert built(ISSUE, tmp_path / "b") == with_old
    (first,), (second,) = (tmp_path / "a").glob("*.epub"), (tmp_path / "b").glob("*.epub")
    assert first.read_bytes() == second.read_bytes()
    monkeypatch.setenv("EPUBGEN_CACHE", str(old / "cache"))
    facts = json.loads(command("cache", "info", "--json")[1])
    assert facts["photos"] >= len(list((FROZEN / "cache").glob("*/*.json")))
    assert command("cache", "clear")[0] == 0
    assert not list((old / "cache").glob("*/*.png"))
