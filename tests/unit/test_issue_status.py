# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an issue lacks before the deadline, on one screen and as values."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import epubgen
from epubgen.cli import run

PAPER = "id: xi\ntitle: 汐报\nlanguage: zh-Hans\nfrequency: daily\n"
SHELF = "publish:\n  deliver:\n    - {to: folder, name: shelf, settings: {path: ..}}\n"
STORY = "---\ntitle: {title}\nkind: brief\npage: '{page}'\n{more}---\n\n{title}，潮水退去以后，滩涂上只剩白鹭。\n"
PAGES = "pages:\n" + "".join(f"  - number: '{n:02}'\n" for n in (1, 2, 4))


@pytest.fixture
def issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An issue of three pages, of which the third is missing and the fourth has no story."""
    monkeypatch.chdir(tmp_path)
    home = tmp_path / "xi" / "2026-04-17"
    (home / "articles").mkdir(parents=True)
    (tmp_path / "xi" / "publication.yaml").write_text(PAPER, encoding="utf-8")
    (home / "issue.yaml").write_text(f"date: 2026-04-17\nnumbering: {{total: 7}}\n{PAGES}", encoding="utf-8")
    for page, more in ((1, "lead_photo: ../photos/a.jpg\n"), (2, "")):
        _story(home, f"a{page}", f"0{page}", more)
    return Path("xi") / "2026-04-17"


def _story(home: Path, name: str, page: str, more: str = "") -> None:
    text = STORY.format(title=f"第{page}版{name}的事", page=page, more=more)
    (home / "articles" / f"{name}.md").write_text(text, encoding="utf-8")


def test_what_is_missing_is_told(issue: Path) -> None:
    _story(issue, "later", "02", "draft: true\n")
    state = epubgen.status(issue)
    assert (state.title, state.date, state.number) == ("汐报", "2026-04-17", "总第7期")
    assert (state.pages, state.missing_pages, state.empty_pages) == (("01", "02", "04"), ("03",), ("04",))
    assert (state.stories, state.drafts) == (2, ("later",))
    assert (state.photos, state.awaited_photos) == (1, ("2026-04-17/photos/a.jpg",))
    assert (state.receipt, state.changed, state.deliveries) == (None, False, ())
    assert state.text("en").splitlines()[0] == "汐报 2026-04-17 总第7期  xi/2026-04-17"
    assert "missing: 03  without stories: 04" in str(state)
    assert "缺：03  没有稿件：04" in state.text("zh")
    assert state.text("zh").endswith("下一步：epubgen build xi/2026-04-17")


def test_a_whole_issue_lacks_nothing(issue: Path) -> None:
    _story(issue, "a1", "01")
    _story(issue, "a3", "03")
    _story(issue, "a4", "04")
    (issue / "issue.yaml").write_text("date: 2026-04-17\n", encoding="utf-8")
    lines = [line for line in str(epubgen.status("xi")).splitlines() if line.startswith("  ")]
    assert lines == ["  ✓ pages     4", "  ✓ stories   4", "  ✓ photos    0", "  ✓ findings  nothing to report"]


@pytest.mark.parametrize(
    ("pages", "missing"),
    [
        ("1 2 4", ("3",)), ("01 04", ("02", "03")), ("2 3", ("1",)), ("A1 A3 B1 B2", ("A2",)), ("A01 A03", ("A02",)),
        ("3", ()), ("1 2 3", ()), ("iv v", ()), ("1 1000", tuple(map(str, range(2, 200)))),
    ],
)  # fmt: skip
def test_pages_between_others(issue: Path, pages: str, missing: tuple[str, ...]) -> None:
    listed = "".join(f"  - number: '{page}'\n" for page in pages.split())
    (issue / "issue.yaml").write_text(f"date: 2026-04-17\npages:\n{listed}", encoding="utf-8")
    for path in (issue / "articles").iterdir():
        path.unlink()
    _story(issue, "a", pages.split(maxsplit=1)[0])
    assert epubgen.status(issue).missing_pages == missing


def test_fewer_pages_than_announced(issue: Path) -> None:
    facts = (issue / "issue.yaml").read_text("utf-8")
    for announced, words in ((8, "3  8 announced"), (3, "3  missing")):
        (issue / "issue.yaml").write_text(f"{facts}page_count: {announced}\n", encoding="utf-8")
        state = epubgen.status(issue)
        assert state.announced == announced
        assert words in str(state)


def test_a_magazine_lists_only_some_pages(issue: Path) -> None:
    (issue.parent / "publication.yaml").write_text(f"{PAPER}kind: magazine\n", encoding="utf-8")
    assert epubgen.status(issue).missing_pages == ()


def test_an_issue_that_cannot_be_read_says_why(issue: Path) -> None:
    (issue / "issue.yaml").write_text("date: [\n", encoding="utf-8")
    state = epubgen.status(issue)
    assert (state.readable, [found.code for found in state.report.findings]) == (False, ["S02"])
    assert "issue.yaml:" in str(state)
    assert str(state).endswith("Next: epubgen lint xi/2026-04-17")


def test_the_newest_issue_of_a_publication(issue: Path) -> None:
    epubgen.next_issue("xi")
    state = epubgen.status("xi")
    assert (state.source, state.stories) == ("xi/2026-04-18", 0)
    assert "none yet: put them into xi/2026-04-18/articles" in str(state)
    with pytest.raises(epubgen.OptionsError):
        epubgen.status("xi/2026-04-19")


def test_open_questions_are_counted(issue: Path) -> None:
    notes = "notes:\n  - code: kicker\n    at: 01.md:3\n    text: 观察\n    chosen: kicker\n    story: a1\n"
    (issue / "import-notes.yaml").write_text(notes, encoding="utf-8")
    state = epubgen.status(issue)
    assert len(state.questions) == 1
    assert "questions  1 open, in xi/2026-04-17/import-notes.yaml" in str(state)


def test_what_was_delivered_where(issue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (issue.parent / "publication.yaml").write_text(PAPER + SHELF, encoding="utf-8")
    waiting = epubgen.status(issue)
    assert [(one.name, one.state) for one in waiting.deliveries] == [("shelf", "waiting")]
    assert str(waiting).endswith("Next: epubgen publish xi/2026-04-17")
    epubgen.publish(issue, "out", java=False)
    done = epubgen.status(issue)
    assert [(one.name, one.state) for one in done.deliveries] == [("shelf", "delivered")]
    assert (done.changed, done.receipt and done.receipt.folder) == (False, "out")
    assert "Next" not in str(done)
    assert epubgen.status(issue, "elsewhere").receipt is None
    more = "    - {to: folder, name: attic, settings: {path: .}}\n"
    (issue.parent / "publication.yaml").write_text(PAPER + SHELF + more, encoding="utf-8")
    _story(issue, "a2", "02", "deck: 新的副题\n")
    assert run(["status", "xi", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["changed"] is True
    assert {one["name"]: one["state"] for one in facts["deliveries"]} == {"shelf": "delivered", "attic": "waiting"}
    assert (facts["missing_pages"], facts["counts"]["error"]) == (["03"], 0)


def test_what_is_wrong_with_the_deliveries_is_told(issue: Path) -> None:
    asked = "publish:\n  deliver:\n    - {to: pigeon}\n"
    (issue.parent / "publication.yaml").write_text(PAPER + asked, encoding="utf-8")
    assert "EG060" in [found.code for found in epubgen.status(issue).report.errors]


def test_a_receipt_counts_for_its_own_paper_and_release(issue: Path) -> None:
    """Another release may reckon the digest in another way; another paper may have an issue of the same name."""
    (issue.parent / "publication.yaml").write_text(PAPER + SHELF, encoding="utf-8")
    epubgen.publish(issue, "out", java=False)
    (kept,) = Path("out").glob("*.receipt.json")
    facts = json.loads(kept.read_text("utf-8"))
    _story(issue, "a2", "02", "deck: 新的副题\n")
    assert epubgen.status(issue).changed
    kept.write_text(json.dumps(facts | {"program": "epubgen 0.0.1"}), "utf-8")
    assert not epubgen.status(issue).changed
    kept.write_text(json.dumps(facts | {"publication": "yi"}), "utf-8")
    assert epubgen.status(issue).receipt is None
    kept.write_text(json.dumps(facts), "utf-8")
    (issue.parent / "publication.yaml").write_text(PAPER + SHELF.replace("folder", "pigeon"), encoding="utf-8")
    assert [(one.name, one.state) for one in epubgen.status(issue).deliveries] == [("shelf", "delivered")]
