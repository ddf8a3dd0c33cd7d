# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the documents tell people to type is typed here: commands, Python, Markdown and data."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.request import urlopen

import click
import pytest

import epubgen
from epubgen import cli
from epubgen.back_file.serving.serve import LibraryServer
from epubgen.errors import ToolError
from epubgen.live_preview.browser import find_browser
from epubgen.live_preview.preview import Preview
from tests.unit.test_layout_tools import content_list, paddle
from tests.unit.test_mets_alto import PAGE, STORIES, mets, mods
from tests.unit.tiny_pdf import TinyPage, jpeg, tiny_pdf

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "tests" / "fixtures" / "pages" / "chengxi-daily"
DOCUMENTS = sorted([*ROOT.glob("README*.md"), ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"(?P<before>(?:[A-Z_]+=\S+ )*)epubgen (?P<rest>.*?)(?:\s+#\s*(?P<comment>.*))?$")


ELSEWHERE = {"from-a-cms.md"}
"""Documents whose code a test of its own runs: ``tests/journeys/test_programmer.py``."""
DAILY = {"README.md", "cli.md", "publishing.md", "printed-pages.md"}
"""Documents whose commands run every day: among them is every command; the others have those of one subject."""
DAILY_PYTHON = {"README.md", "issue-format.md"}
"""Documents whose Python runs every day; that of the others starts a browser, or publishes."""


def fences(document: Path, kind: str) -> list[str]:
    return [body for name, body in FENCE.findall(document.read_text(encoding="utf-8")) if name == kind]


def lines(document: Path) -> list[str]:
    return [line.strip() for body in fences(document, "sh") for line in body.splitlines() if line.strip()]


def with_lines(start: str) -> list[Path]:
    return [document for document in DOCUMENTS if any(re.match(start, line) for line in lines(document))]


def name_of(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with what the documents speak of: the samples, two printed pages, and what other tools make of pages."""
    shutil.copytree(ROOT / "issues", tmp_path / "issues")
    for number in ("01", "02"):
        shutil.copy(PAGES / f"{number}.md", tmp_path / f"page-{number}.md")
    page = TinyPage().text(40, 440, "Storm closes the harbour", 24).text(40, 410, "No ship left port on Monday.")
    made: dict[str, bytes | str] = {
        "2026-05-14.pdf": tiny_pdf(page),
        "mineru-output/2026-05-15_content_list.json": json.dumps(content_list()),
        "mineru-output/images/a.jpg": jpeg(),
        "paddle-output/2026-05-16-01.json": json.dumps(paddle()),
        "1821-08-01/mets.xml": mets(mods(), STORIES),
        "1821-08-01/ALTO/0001.xml": PAGE,
    }
    for name, data in made.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return tmp_path


@dataclass(frozen=True)
class Outcome:
    """What a command line said."""

    code: int
    said: str


Run = Callable[[str], Outcome]


@pytest.fixture
def run(desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run what stands behind ``epubgen`` in the folder, in this process: what starting one is like, test_cli.py knows."""
    monkeypatch.chdir(desk)
    monkeypatch.setenv("EPUBGEN_LANG", "en")
    monkeypatch.setattr(Preview, "wait", look_at)
    monkeypatch.setattr(LibraryServer, "wait", look_at_library)

    def command(line: str) -> Outcome:
        before, _, rest = line.partition("epubgen ")
        rest, _, target = rest.partition(" > ")
        words = [*shlex.split(rest), *MORE.get(rest.partition(" ")[0], ())]
        with pytest.MonkeyPatch.context() as patch:
            for name, _, value in (setting.partition("=") for setting in before.split()):
                patch.setenv(name, value)
            code = cli.run(words)
        out, err = capsys.readouterr()
        if target:
            Path(target).write_text(out, "utf-8")
        return Outcome(code, out + err)

    return command


MORE = {"preview": ("--no-open",), "serve": ("--port", "0")}
"""What a command is given here beside the words of the page: no browser, any port."""


def look_at_library(shown: LibraryServer) -> None:
    """A server ends when somebody ends it: read its root, then it may stop."""
    with urlopen(f"http://127.0.0.1:{shown.port}/catalog.atom", timeout=60) as answer:
        assert shown.address.encode() in answer.read()


def look_at(shown: Preview) -> None:
    """A preview ends when somebody ends it: look at its page, then it may stop."""
    assert shown.address.startswith("http://127.0.0.1:")
    with urlopen(f"{shown.address}state.json", timeout=60) as answer:
        state = json.load(answer)
    assert state["documents"]
    assert state["error"] is None


def lacks(words: str) -> str:
    """The program that the machine lacks for a command or a piece of Python; empty where all is there."""
    if "snapshot" in words and not find_browser():
        return "no Chromium on this machine"
    return "no calibre on this machine" if "azw3" in words and not shutil.which("ebook-convert") else ""


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(document, marks=() if document.name in DAILY else pytest.mark.slow, id=name_of(document))
        for document in with_lines(r"(?:[A-Z_]+=\S+ )*epubgen ")
    ],
)
@pytest.mark.usefixtures("java_finds_nothing")
def test_commands_of_a_document_run_in_order(document: Path, run: Run) -> None:
    """All that can be run; a command whose program is missing must say so with the code for it."""
    refused = ""
    for line in lines(document):
        found = COMMAND.fullmatch(line)
        if not found:
            continue
        due = re.search(r"exits (\d+)", found["comment"] or "")
        done = run(f"{found['before']}epubgen {found['rest']}")
        code = ToolError.exit_code if (lack := lacks(found["rest"])) else int(due[1] if due else 0)
        assert done.code == code, f"{line}\n{done.said}"
        refused = refused or lack
    if refused:
        pytest.skip(f"{refused}: some commands of {name_of(document)} were only refused")


@pytest.mark.parametrize("document", with_lines(r"(?:[A-Z_]+=\S+ )*epubgen "), ids=name_of)
def test_commands_of_a_document_are_understood(document: Path) -> None:
    """Every day for every document: the command is there, and so are its options and their words."""
    unknown = []
    for found in filter(None, map(COMMAND.fullmatch, lines(document))):
        command: click.Command = cli.cli
        words = [word for word in shlex.split(found["rest"].partition(" > ")[0]) if word != "--version"]
        try:
            while words and isinstance(command, click.Group):
                command = command.commands[words.pop(0)]
            if not isinstance(command, click.Group):
                command.make_context(found[0], words)
        except (KeyError, click.ClickException) as error:
            unknown.append(f"{found[0]}: {error}")
    assert unknown == []


@pytest.mark.parametrize("document", with_lines("(?:python )?scripts/"), ids=name_of)
def test_scripts_of_a_document_are_there(document: Path) -> None:
    for line in lines(document):
        if found := re.match(r"(?:python )?(scripts/[\w./-]+)", line):
            assert (ROOT / found[1]).is_file(), line


@pytest.mark.parametrize("document", with_lines(r"python -m tests\."), ids=name_of)
def test_modules_of_a_document_are_there(document: Path) -> None:
    for line in lines(document):
        if found := re.match(r"python -m (tests[\w.]+)", line):
            assert find_spec(found[1]), line


def test_no_line_is_left_out() -> None:
    """A line that no test above looks at would be promised and never tried."""
    known = re.compile(r"(?:[A-Z_]+=\S+ )*epubgen |(?:python )?scripts/|pip |code |python (?:examples/|-m tests\.)")
    strays = [f"{name_of(document)}: {line}" for document in DOCUMENTS for line in lines(document)]
    assert not [line for line in strays if not known.match(line.split(": ", 1)[1])]


def _python() -> Iterator[tuple[Path, str]]:
    for document in DOCUMENTS:
        if document.name not in ELSEWHERE:
            yield from ((document, body) for body in fences(document, "python"))


@pytest.mark.parametrize(
    ("document", "body"),
    [
        pytest.param(document, body, marks=() if document.name in DAILY_PYTHON else pytest.mark.slow)
        for document, body in _python()
    ],
    ids=lambda value: "" if isinstance(value, str) else name_of(value),
)
@pytest.mark.usefixtures("java_finds_nothing")
def test_python_of_a_document_runs(
    document: Path, body: str, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if lack := lacks(body):
        pytest.skip(lack)
    monkeypatch.chdir(desk)
    monkeypatch.setenv("EPUBGEN_LANG", "en")
    exec(compile(body, name_of(document), "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out, "each prints what it found"


@pytest.mark.parametrize("body", fences(ROOT / "docs" / "issue-format.md", "markdown"))
def test_markdown_of_the_format_is_read_without_a_word(body: str) -> None:
    parsed = epubgen.blocks_from_markdown(body)
    assert parsed.blocks
    assert not parsed.findings


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_whole_files_of_the_format_are_read(kind: str) -> None:
    whole = [
        body for body in fences(ROOT / "docs" / "issue-format.md", kind) if re.search("epubgen-issue|page_name", body)
    ]
    assert whole
    for body in whole:
        assert epubgen.lint({f"whole.{kind}": body}).findings == ()
