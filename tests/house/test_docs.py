# SPDX-License-Identifier: AGPL-3.0-or-later
"""The documents say what the code does: their tables are written from it, and their links lead somewhere."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import epubgen

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md"), ROOT / "issues" / "README.md"])
LINK = re.compile(r"(?<!\\)\]\(([^()\s]+)\)")
CODE = re.compile(r"^(`{3,}).*?^\1$|`[^`\n]+`", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(
    ("script", "document"),
    [
        ("write_field_docs.py", "issue-format.md"),
        ("write_field_docs.py", "library.md"),
        ("write_preflight_docs.py", "preflight.md"),
        ("write_language_docs.py", "languages.md"),
    ],
)
def test_the_tables_are_up_to_date(script: str, document: str) -> None:
    writer = importlib.import_module(script.removesuffix(".py"))
    text = (DOCS / document).read_text(encoding="utf-8")
    assert writer.page(text) == text, f"run: python scripts/{script}"


def test_the_tables_of_options_are_up_to_date() -> None:
    """In a process of its own: the command line takes its language when it is imported."""
    command = [sys.executable, str(ROOT / "scripts" / "write_cli_docs.py"), "--print"]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    assert made == (DOCS / "cli.md").read_text(encoding="utf-8"), "run: python scripts/write_cli_docs.py"


def test_every_command_has_a_chapter() -> None:
    from epubgen.cli import cli  # noqa: PLC0415 - only this test needs it

    text = (DOCS / "cli.md").read_text(encoding="utf-8")
    chapters = {part.partition("\n")[0]: part for part in text.split("\n## ")[1:]}
    assert [name for name in cli.commands if f"<!-- options: {name} -->\n" not in chapters.get(name, "")] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    text = CODE.sub("", document.read_text(encoding="utf-8"))
    broken = [target for target in LINK.findall(text) if not _leads(document, target)]
    assert not broken


def _leads(document: Path, target: str) -> bool:
    if re.match(r"[a-z]+:", target):
        return True
    name, _, anchor = target.partition("#")
    path = (document.parent / name).resolve() if name else document
    return path.exists() and (not anchor or anchor in _anchors(path))


@cache
def _anchors(path: Path) -> set[str]:
    """The names that a heading can be reached by, as GitHub makes them, and those given by hand."""
    text = path.read_text(encoding="utf-8")
    headings = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    made = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return made | set(re.findall(r'<a id="([^"]+)"', text))


def test_the_tree_in_the_readme_is_that_of_the_sample() -> None:
    shown = re.findall(r"^(?:│  )?[├└]─ (.*)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    toc = epubgen.plan(ROOT / "issues/xizhou-daily/2026-04-17").toc
    labels = {item.label: item.children for item in toc} | {c.label: () for item in toc for c in item.children}
    for line in shown:
        label, _, count = line.partition("      ")
        assert label in labels
        assert not count or count == f"{len(labels[label])} stories"
    assert [line for line in shown if line.partition("      ")[0] in {item.label for item in toc}][-1] == toc[-1].label


PROMISE = re.compile(r"`(tests/[\w/.]+\.py)::(test_\w+)`")


def test_every_promise_has_its_test() -> None:
    text = (
        (DOCS / "reliability.md")
        .read_text(encoding="utf-8")
        .partition("<!-- promises -->")[2]
        .partition("<!-- end -->")[0]
    )
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 15
    assert [row for row in rows if not PROMISE.search(row)] == []
    named = set(PROMISE.findall(text))
    assert [name for name in named if f"def {name[1]}(" not in (ROOT / name[0]).read_text(encoding="utf-8")] == []
