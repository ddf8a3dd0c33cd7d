# SPDX-License-Identifier: AGPL-3.0-or-later
"""Printed pages sorted into issues: paper, day, doubles, gaps; how well they were read; the worst first."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

import epubgen
from epubgen.back_file.batch.built import Built
from epubgen.back_file.batch.page_quality import worst_issues
from epubgen.back_file.batch.page_sorting import PageFacts, sorted_pages
from epubgen.cli import run
from tests.page_truth.back_file import BackFile, back_file
from tests.unit.many_issues import journal


def built(made: BackFile, out: Path) -> dict[date, Built]:
    with ThreadPoolExecutor(1) as pool:
        done = list(epubgen.build_many(made.folder, out, pages=True, executor=pool, cover="none"))
    return {date.fromisoformat(one.source[-10:]): one for one in done}


def keys(one: Built) -> set[str]:
    return {found.key for found in one.findings if found.code == "EG109"}


def hold(made: BackFile, done: dict[date, Built]) -> None:
    """Hold what was built against the truth."""
    assert set(done) == set(made.issues)
    for day, one in done.items():
        assert one.ok, one.findings
        assert one.quality is not None
        assert one.quality["missing_pages"] == len(made.gaps.get(day, ())), day
        assert ("EG109.double" in keys(one)) == (day in made.doubles), day
        assert ("EG109.day" in keys(one)) == (day in made.misprinted), day
        assert ("EG109.name" in keys(one)) == (day in made.misnamed), day


def test_a_back_file_with_gaps_doubles_and_wrong_dates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = back_file(tmp_path / "pages", 6, pages=3)
    done = built(made, tmp_path / "out")
    hold(made, done)
    lines = journal(tmp_path / "out")
    assert {str(line["path"]) for line in lines} == {f"qingchuan-ribao-{day}.epub" for day in made.issues}, (
        "one paper, although only front pages print its name"
    )
    worst = worst_issues(tmp_path / "out", 1)
    assert worst[0].source.endswith(str(next(iter(made.gaps))))
    assert run(["library", "review", str(tmp_path / "out"), "--worst", "2"]) == 0
    assert len([line for line in capsys.readouterr().out.splitlines() if ".epub" in line]) == 2
    assert run(["library", "review", str(tmp_path)]) == 2
    with ThreadPoolExecutor(1) as pool:
        again = list(epubgen.build_many(made.folder, tmp_path / "out", pages=True, executor=pool, cover="none"))
    assert {one.result for one in again} == {"unchanged"}
    one = made.folder / "202601" / "20260101-02.md"
    one.unlink()
    with ThreadPoolExecutor(1) as pool:
        again = list(epubgen.build_many(made.folder, tmp_path / "out", pages=True, executor=pool, cover="none"))
    assert sorted(one.result for one in again) == ["built", *["unchanged"] * 5]
    assert len(journal(tmp_path / "out")) == 6, "a page that comes or goes makes no other issue"


def test_a_page_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    made = back_file(tmp_path / "pages", 1, pages=3)
    (made.folder / "202601" / "20260101-02.md").write_bytes(b"# \xfd\xfe not text \xff\n")
    done = built(made, tmp_path / "out")[date(2026, 1, 1)]
    assert done.result == "built"
    assert done.quality is not None
    assert done.quality["missing_pages"] == 1
    assert "EG109.left" in keys(done)
    assert any(found.code == "S07" for found in done.findings)
    assert done.fingerprint == "", "it is tried again"


def page(path: str, **facts: object) -> PageFacts:
    return PageFacts(**{"path": path, "sha256": path, **facts})  # type: ignore[arg-type]


def sorted_into(pages: Sequence[PageFacts]) -> dict[str, list[str]]:
    return {
        source.key.removeprefix("pages:"): [Path(path).name for path in source.source]
        for source in sorted_pages(pages)
        if isinstance(source.source, tuple)
    }


DAY, NEXT = date(2026, 4, 17), date(2026, 4, 18)


@pytest.mark.parametrize(
    ("pages", "issues"),
    [
        ([page("a-1.md", title="A", named=DAY), page("b-1.md", title="B", named=DAY)], {"A/2026-04-17": ["a-1.md"], "B/2026-04-17": ["b-1.md"]}),
        ([page("a-1.md", title="A", printed=DAY), page("a-2.md", printed=DAY)], {"A/2026-04-17": ["a-1.md", "a-2.md"]}),
        ([page("a-1.md", title="A", named=DAY), page("b-1.md", title="B", named=DAY), page("b-2.md", named=DAY)], {"A/2026-04-17": ["a-1.md"], "B/2026-04-17": ["b-1.md", "b-2.md"]}),
        ([page("a-1.md", title="A", named=DAY, printed=NEXT)], {"A/2026-04-17": ["a-1.md"]}),
        ([page(f"a-{n}.md", title="A", named=DAY, printed=NEXT, numbers=(f"0{n}",)) for n in (1, 2, 3)], {"A/2026-04-18": ["a-1.md", "a-2.md", "a-3.md"]}),
        ([page("a-1.md", title="A", named=DAY, numbers=("01",)), page("x/a-1.md", title="A", named=DAY, numbers=("01",), letters=9)], {"A/2026-04-17": ["a-1.md"]}),
        ([page("a-2.md", title="A", named=DAY, numbers=("02",)), page("a-1.md", title="A", named=DAY, numbers=("01",))], {"A/2026-04-17": ["a-1.md", "a-2.md"]}),
        ([page("a.md", title="A")], {}),
    ],
)  # fmt: skip
def test_pages_are_sorted(pages: list[PageFacts], issues: dict[str, list[str]]) -> None:
    assert sorted_into(pages) == issues


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        (("01", "02", "04"), ("03",)),
        (("A1", "A3", "B01", "B02"), ("A02",)),
        (("03",), ("01", "02")),
        (("iv", "v"), ()),
        (("01", "02"), ()),
        ((), ()),
    ],
)
def test_missing_pages_are_counted(numbers: tuple[str, ...], missing: tuple[str, ...]) -> None:
    pages = [page(f"{number}.md", title="A", named=DAY, numbers=(number,)) for number in numbers]
    pages = pages or [page("a.md", title="A", named=DAY)]
    assert next(sorted_pages(pages)).missing == missing


@pytest.mark.slow
def test_a_year_of_four_pages_a_day(tmp_path: Path) -> None:
    made = back_file(tmp_path / "pages", 365)
    batch = epubgen.build_many(made.folder, tmp_path / "out", pages=True, cover="none")
    hold(made, {date.fromisoformat(one.source[-10:]): one for one in batch})
    worst = worst_issues(tmp_path / "out", len(made.gaps))
    assert {date.fromisoformat(one.source[-10:]) for one in worst} == set(made.gaps)
