# SPDX-License-Identifier: AGPL-3.0-or-later
"""A type checker sees the public library as a client does: what is right passes, what is wrong is refused."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

RIGHT = """
import io
from datetime import UTC, datetime
from pathlib import Path

import epubgen
from epubgen.plugins import Row, Severity, finding, register_messages


def told(stage: str, done: int, total: int) -> None: ...


options: epubgen.Options = epubgen.Options(writing_mode="vertical", max_size="25MB", css="house.css", page=3)
issue: epubgen.Issue = epubgen.load("issue", options=options)
epub: epubgen.Epub = epubgen.build(issue, io.BytesIO(), theme="plain", fonts=["a.otf", Path("b.otf")], progress=told)
pair: tuple[epubgen.Epub, epubgen.Epub] = epubgen.build_twins(issue, "out", options=options, keep_ads=True)
edition: epubgen.Edition = epubgen.plan(issue, writing_mode="horizontal", leave_out="story")
reading: epubgen.Reading = epubgen.read(["01.md", "02.md"], publication="publication.yaml", encoding="gb18030")
report: epubgen.Report = epubgen.lint(issue, clock=datetime.now(UTC), release_check=True)
report = epubgen.check("a.epub", target="kindle")
tree: epubgen.OutlineNode = epubgen.inspect(Path("a.epub"))
other: epubgen.Converted = epubgen.export(issue, to="kepub", cover="none")
result: epubgen.ImportResult = epubgen.import_pages("01.md", "paper", punctuation="normalise")
receipt: epubgen.Receipt = epubgen.publish("issue", lang="zh", cache="photos")
with epubgen.preview("issue", target="kobo") as shown:
    preview: epubgen.Preview = shown
drawn: epubgen.Snapshots = epubgen.snapshot(issue, "pictures", device="libra", rare="image")
facts: epubgen.CacheFacts = epubgen.cache_facts()
access: epubgen.Accessibility = epubgen.accessibility("a.epub")
formats: tuple[epubgen.SourceFormat, ...] = epubgen.sources()
words: dict[str, object] = epubgen.schema("article")
parsed: epubgen.Parsed = epubgen.blocks_from_html("<p>a</p>")
register_messages(Row("OURS-01", Severity.ERROR, "a", "\u7532", "b", "\u4e59"))
found: epubgen.Finding = finding("OURS-01")
"""
WRONG = """
import epubgen

epubgen.build("issue", writting_mode="vertical")
epubgen.build("issue", writing_mode="verticl")
epubgen.build("issue", theme=3)
epubgen.build("issue", threads="many")
epubgen.lint("issue", strict="yes")
epubgen.load("issue", private_use="yes")
epubgen.read("issue", punctuation="normalize")
epubgen.plan("issue", cover="nope")
epubgen.build_twins("issue", now="today")
epubgen.import_pages("issue", "folder", css=3)
epubgen.export("issue", to="kepub", target="kindel")
epubgen.publish("issue", cache=True)
epubgen.snapshot("issue", "folder", progress=3)
epubgen.preview("issue", rare="fonts")
epubgen.inspect("issue", options={"theme": "plain"})
epubgen.Options(leave_out=3)
epubgen.Options(them="plain")
epubgen.check("a.epub", target="tablet")
epubgen.schema("stories")
"""


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[int, str]]:
    """What mypy says of both files, by line: it runs once."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "right.py").write_text(RIGHT, "utf-8")
    (folder / "wrong.py").write_text(WRONG, "utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", str(ROOT / "pyproject.toml"), "--no-pretty"]
    done = subprocess.run(
        [*command, str(folder / "right.py"), str(folder / "wrong.py")],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    said: dict[str, dict[int, str]] = {"right.py": {}, "wrong.py": {}}
    for name, line, words in re.findall(r"(\w+\.py):(\d+): error: (.*)", done.stdout):
        said.setdefault(name, {})[int(line)] = words
    assert "error" in done.stdout, done.stderr
    return said


def test_what_is_right_passes(faults: dict[str, dict[int, str]]) -> None:
    assert faults["right.py"] == {}


def test_every_misspelled_or_mistyped_option_is_refused(faults: dict[str, dict[int, str]]) -> None:
    calls = [number for number, line in enumerate(WRONG.splitlines(), start=1) if line.startswith("epubgen.")]
    assert len(calls) >= 12
    assert sorted(faults["wrong.py"]) == calls


def test_a_misspelled_option_is_told_its_nearest(faults: dict[str, dict[int, str]]) -> None:
    assert 'did you mean "writing_mode"' in faults["wrong.py"][4]
