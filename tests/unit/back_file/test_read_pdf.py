# SPDX-License-Identifier: AGPL-3.0-or-later
"""PDFs in a library: the text of their pages is found, and what has no text is an issue all the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import epubgen
from epubgen.back_file import read_pdf
from epubgen.cli import run
from tests.unit.tiny_pdf import TinyPage, tiny_pdf

ONE = TinyPage().lines(40, 400, ["渔民把新的潮", "汐表贴在墙上。"], font="F3")
TWO = TinyPage().lines(40, 400, ["The harbour is open,", "the ferry sails again."])
SCAN = TinyPage().photo(0, 0, 400, 500)
LOCK = b"/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>/ID[<00><00>]"


def library(folder: Path, **files: bytes) -> epubgen.Library:
    """PDFs of a weekly, each with its day in a sidecar."""
    for day, (name, data) in enumerate(files.items(), start=1):
        (folder / f"{name}.pdf").write_bytes(data)
        (folder / f"{name}.pdf.yaml").write_text(f"series: 江岸周刊\ndate: 2024-03-{day:02}\n", "utf-8")
    return epubgen.Library(folder)


def test_a_page_is_an_entry_and_its_words_are_found_across_lines(tmp_path: Path) -> None:
    made = library(tmp_path, a=tiny_pdf(ONE, SCAN, TWO))
    before = (tmp_path / "a.pdf").read_bytes()
    assert [one.findings for one in made.add()] == [()]
    hit = made.search("潮汐表").hits[0]
    assert (hit.title, hit.page, hit.file, hit.path) == ("", "1", "a.pdf", "#page=1")
    assert [one.page for one in made.search("harbour").hits] == ["3"]
    assert made.search('"open the ferry"').total == made.search("潮").total == 1
    facts = made.show("a.pdf")
    assert ([story.page for story in facts.stories], facts.pages) == (["1", "3"], ("1", "2", "3"))
    assert (tmp_path / "a.pdf").read_bytes() == before


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (tiny_pdf(SCAN, SCAN), "EG130.pictures"),
        (tiny_pdf(TinyPage()), "EG130.pictures"),
        (tiny_pdf(TinyPage().text(40, 400, "lost letters", font="F5")), "EG130.pictures"),
        (tiny_pdf(ONE, extra=LOCK), "EG130.password"),
        (b"%PDF-1.7 and nothing that holds together", "EG130.damaged"),
        (tiny_pdf(ONE)[:200], "EG130.damaged"),
        (tiny_pdf(), "EG130.damaged"),
        (tiny_pdf(*[TinyPage()] * 401), "EG130.pages"),
    ],
)
def test_a_pdf_without_text_is_an_issue_all_the_same(tmp_path: Path, data: bytes, key: str) -> None:
    made = library(tmp_path, a=data, b=tiny_pdf(TWO))
    added = made.add()
    assert [one.outcome for one in added] == ["added", "added"]
    assert [found.key for found in added[0].findings] == [key]
    assert {one.file: one.stories for one in made.issues()} == {"a.pdf": 0, "b.pdf": 1}
    assert {one.outcome for one in made.add()} == {"unchanged"}


def test_without_the_extra_pdfs_are_issues_without_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_pdf, "reads_pdf", lambda: False)
    added = library(tmp_path, a=tiny_pdf(ONE)).add()
    assert [(one.outcome, one.findings[0].key) for one in added] == [("added", "EG130.extra")]


def test_a_later_pdf_of_the_same_issue_is_a_revision_another_one_is_refused(tmp_path: Path) -> None:
    made = library(tmp_path, a=_changed("20240301"))
    made.add()
    (tmp_path / "a.pdf").write_bytes(_changed("20240229", TWO))
    assert [one.outcome for one in made.add()] == ["refused"]
    (tmp_path / "a.pdf").write_bytes(_changed("20240302", TWO))
    assert [one.outcome for one in made.add()] == ["revised"]
    assert (made.search("潮汐").total, made.search("ferry").total) == (0, 1)


def _changed(day: str, page: TinyPage = ONE) -> bytes:
    """A PDF that was changed on a day."""
    data = tiny_pdf(page)
    number, before = (int(re.findall(word + rb"\s(\d+)", data)[-1]) for word in (b"/Size", b"startxref"))
    info = b"%d 0 obj<</ModDate(D:%s093000+08'00')>> endobj\n" % (number, day.encode())
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(data))
    facts = (number + 1, number, before, len(data) + len(info))
    return data + info + table + b"trailer<</Size %d/Root 1 0 R/Info %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % facts


def test_pages_of_a_pdf_are_listed_found_and_left_out_of_clips(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = library(tmp_path, a=tiny_pdf(ONE), b=tiny_pdf(SCAN), c=tiny_pdf(SCAN), d=tiny_pdf(SCAN), e=tiny_pdf(SCAN))
    assert run(["library", "add", str(tmp_path)]) == 0
    told = capsys.readouterr().err
    assert told.count("EG130") == 4, "three of a kind, and how many more"
    assert "EG130: and 1 more such files" in told
    assert run(["library", "search", str(tmp_path), "潮汐"]) == 0
    assert "a.pdf  #page=1" in capsys.readouterr().out
    key = made.titles()[0].key
    assert run(["library", "list", str(tmp_path), key]) == 0
    assert "pages with text: 1  a.pdf" in capsys.readouterr().out
    with pytest.raises(epubgen.EpubgenError) as nothing:
        made.clip(tmp_path / "c.epub", "潮汐")
    assert "EG116.pages" in {found.key for found in nothing.value.findings}


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("D:20260417093000+08'00'", "2026-04-17T01:30:00Z"),
        ("D:20260417093000-0330", "2026-04-17T13:00:00Z"),
        ("D:20260417093000Z", "2026-04-17T09:30:00Z"),
        ("D:2026", "2026-01-01T00:00:00Z"),
        ("D:20261417", ""),
        ("D:00010101000000+08'00'", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_when_a_pdf_was_changed(written: str, instant: str) -> None:
    assert read_pdf._instant(written) == instant
