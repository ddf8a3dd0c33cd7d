# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every example runs as people would run it."""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "back_issues.py": ("{papers}", "{target}"),
    "build_folder.py": ("issues/shiomi-shimpo/2026-10-25", "{target}"),
    "issue_from_python.py": ("{target}/quay.epub",),
    "lint_issue.py": (),
    "printed_page.py": ("tests/fixtures/pages/chengxi-daily/01.md", "{target}"),
    "story_from_html.py": ("{target}/tram.epub",),
}
"""What follows the name of a script; the scripts are run from the root of the repository."""
PROCESSES = {"back_issues.py"}
"""Scripts that start processes of their own, which must find the script's functions."""
PAPERS = ("new-en", "rare-names")
WRITES = {"lint_issue.py": 0, "build_folder.py": 2, "back_issues.py": len(PAPERS)}
"""How many EPUBs a script leaves, one where nothing is said."""


def test_every_example_is_run() -> None:
    assert {path.name for path in EXAMPLES.glob("*.py")} == set(ARGUMENTS)


@pytest.mark.parametrize("name", sorted(set(ARGUMENTS) - PROCESSES))
def test_an_example_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process: to start one costs more than an example."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "argv", [name, *(word.format(target=tmp_path) for word in ARGUMENTS[name])])
    with suppress(SystemExit):  # all others are faults
        runpy.run_path(str(EXAMPLES / name), run_name="__main__")
    assert capsys.readouterr().out
    assert len(list(tmp_path.rglob("*.epub"))) == WRITES.get(name, 1)


@pytest.mark.parametrize("name", sorted(PROCESSES))
def test_an_example_of_processes_runs(name: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    papers = tmp_path_factory.mktemp("papers")
    for paper in PAPERS:
        shutil.copytree(ROOT / "issues" / paper, papers / paper)
    places = {"target": str(tmp_path), "papers": str(papers)}
    arguments = [word.format(**places) for word in ARGUMENTS[name]]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / name), *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert len(list(tmp_path.rglob("*.epub"))) == WRITES.get(name, 1)


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        pytest.param(("2026-04-22", "2026-04-23"), 0, marks=pytest.mark.slow),
        (("2026-04-22", "2026-04-22"), 1),
    ],
)
def test_back_issues_prove_their_count(dates: tuple[str, str], code: int, tmp_path: Path) -> None:
    paper = tmp_path / "papers" / "tide"
    for name, day in zip("ab", dates, strict=True):
        (paper / name / "articles").mkdir(parents=True)
        (paper / name / "issue.yaml").write_text(f"date: {day}\n", "utf-8")
        (paper / name / "articles" / "a.md").write_text("---\ntitle: Harbour\n---\n\nWater rises.\n", "utf-8")
    (paper / "publication.yaml").write_text("id: tide\ntitle: Tide\nlanguage: en\ncover: none\n", "utf-8")
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / "back_issues.py"), "papers", "out"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert f"{2 - code} EPUBs of 2 issues in out" in done.stderr
    assert ("2 issues have this one name" in done.stderr) is bool(code)
