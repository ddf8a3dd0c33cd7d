# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command line: words on stderr, answers on stdout, exit codes as documented."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import epubgen
from epubgen.cli import cli, run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EPUBGEN_LANG", "en")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A copy of the template; the current folder is the one that holds it."""
    shutil.copytree(ROOT / "issues" / "new-en", tmp_path / "paper")
    return next((tmp_path / "paper").glob("*/issue.yaml")).parent.relative_to(tmp_path)


def called(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = run([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


EVERY_HELP = """
import sys
from epubgen.cli import cli, run
for name in sorted(cli.commands):
    assert run([name, "--help"]) == 0
    sys.stdout.write("\\f")
"""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_command_has_help(lang: str) -> None:
    """In a process of its own: help is worded when the commands are made."""
    found = subprocess.run(
        [sys.executable, "-c", EVERY_HELP],
        capture_output=True, encoding="utf-8", check=True, env=os.environ | {"EPUBGEN_LANG": lang, "PYTHONUTF8": "1"},
    )  # fmt: skip
    pages = found.stdout.split("\f")[:-1]
    assert len(pages) == len(cli.commands)
    for name, page in zip(sorted(cli.commands), pages, strict=True):
        assert f"epubgen {name} " in page.splitlines()[0]
        assert any("\u4e00" <= c <= "\u9fff" for c in page) is (lang == "zh"), page


def test_build_prints_the_path_and_nothing_else_on_stdout(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = called(capsys, "build", paper, "-o", "a.epub")
    assert (code, out) == (0, "a.epub\n")
    assert "3 stories" in err
    assert Path("a.epub").is_file()


@pytest.mark.tools
def test_build_to_standard_output_is_the_epub_and_nothing_else(paper: Path) -> None:
    build = [sys.executable, "-m", "epubgen", "build", str(paper), "-o", "-"]
    made = subprocess.run(build, capture_output=True, check=True)
    assert run(["build", str(paper), "-o", "a.epub"]) == 0
    assert made.stdout == Path("a.epub").read_bytes()
    assert b"3 stories" in made.stderr
    assert not Path("-").exists()


@pytest.mark.parametrize(
    ("more", "terminal", "says"),
    [
        ([], True, "epubgen build … -o - > issue.epub"),
        (["--json"], False, "EG015"),
        (["--writing-mode", "both"], False, "name a folder with -o"),
    ],
)
def test_standard_output_is_refused_with_what_to_type(
    paper: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    more: list[str],
    terminal: bool,
    says: str,
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    code, out, err = called(capsys, "build", paper, "-o", "-", *more)
    assert code == 2
    assert says in (out if "--json" in more else err)
    assert not Path("-").exists()


def test_build_as_json(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = called(capsys, "build", paper, "-o", "a.epub", "--json", "--writing-mode", "vertical")
    facts = json.loads(out)
    assert (code, err) == (0, "")
    assert (facts["path"], facts["stories"], facts["ok"]) == ("a.epub", 3, True)


def test_quiet(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(capsys, "build", paper, "-o", "a.epub", "--quiet") == (0, "a.epub\n", "")


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        (["build"], 2, "epubgen: ‘SOURCE’ is missing\n  hint: ‘epubgen build --help’ shows how it is used\n"),
        (["buld"], 2, "epubgen: there is no command ‘buld’\n  hint: did you mean build?\n"),
        (["build", "--them", "x"], 2, "epubgen: there is no option --them\n  hint: did you mean --theme?\n"),
        (
            ["build", "x", "--writing-mode", "vertcal"], 2,
            ("epubgen: --writing-mode cannot be ‘vertcal’; it may be: horizontal, vertical, both\n"
            "  hint: did you mean vertical?\n"),
        ),
        (["build", "papr"], 2, "papr: EG003 there is no such file or folder\n  hint: did you mean ‘paper’?\n"),
        (["check", "none.epub"], 7, ""),
        (["lint"], 2, "epubgen: ‘SOURCE’ is missing\n  hint: ‘epubgen lint --help’ shows how it is used\n"),
        (["new", "paper"], 2, None),
    ],
)  # fmt: skip
def test_wrong_use(
    paper: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, text: str | None
) -> None:
    found, _, err = called(capsys, *arguments)
    assert found == code
    assert text is None or err == text
    assert "Traceback" not in err


def test_errors_have_the_exit_code_of_their_family(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (paper / "issue.yaml").write_text("date: 2026-1-5\n", "utf-8")
    code, out, err = called(capsys, "build", paper, "-o", "a.epub")
    assert (code, out) == (3, "")
    assert err.startswith(f"{paper.as_posix()}/issue.yaml:1:7: S02")
    assert not Path("a.epub").exists()


def test_errors_as_json(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (paper / "issue.yaml").write_text("date: 2026-1-5\n", "utf-8")
    code, out, _ = called(capsys, "build", paper, "-o", "a.epub", "--json")
    facts = json.loads(out)
    assert code == 3
    assert (facts["ok"], facts["findings"][0]["code"], facts["findings"][0]["line"]) == (False, "S02", 1)


def test_our_own_bugs_are_one_sentence(
    paper: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("epubgen.api.build", lambda *_, **__: dict[str, int]()["x"])
    code, out, err = called(capsys, "build", paper)
    assert (code, out) == (1, "")
    assert err.startswith("EG999 epubgen itself failed: KeyError")


def test_ctrl_c(paper: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("epubgen.api.build", stop)
    assert called(capsys, "build", paper) == (130, "", "\nstopped\n")


def test_lint_exit_codes(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(capsys, "lint", paper)[:2] == (0, "nothing to report\n")
    for path in paper.rglob("*.jpg"):
        path.unlink()
    assert called(capsys, "lint", paper)[0] == 0
    assert called(capsys, "lint", paper, "--strict")[0] == 3


def test_lint_explains_a_code_in_both_languages(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    english = called(capsys, "lint", "--explain", "A06")[1]
    monkeypatch.setenv("EPUBGEN_LANG", "zh")
    chinese = called(capsys, "lint", "--explain", "a06")[1]
    assert english.startswith("A06")
    assert chinese.startswith("A06")
    assert english != chinese
    assert called(capsys, "lint", "--explain", "Z99")[0] == 2


def test_check(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["build", str(paper), "-o", "a.epub", "--quiet"])
    capsys.readouterr()
    assert called(capsys, "check", "--no-java", "a.epub")[0] == 0
    Path("a.epub").write_bytes(Path("a.epub").read_bytes()[:-100])
    code, out, _ = called(capsys, "check", "--no-java", "--json", "a.epub")
    assert (code, json.loads(out)["ok"]) == (7, False)


def test_inspect_an_issue_and_an_epub(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = called(capsys, "inspect", paper)
    assert code == 0
    assert "└─ " in out
    run(["build", str(paper), "-o", "a.epub", "--quiet"])
    capsys.readouterr()
    tree = json.loads(called(capsys, "inspect", "--json", "a.epub")[1])
    assert {branch["label"] for branch in tree["below"]} >= {"metadata", "contents", "spine", "files"}


def test_new(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = called(capsys, "new", "mine", "--lang", "zh")
    assert code == 0
    assert f"epubgen build {out.strip()}" in err
    assert called(capsys, "build", out.strip(), "-o", "a.epub", "--strict")[0] == 0
    assert called(capsys, "new", "mine")[0] == 2


@pytest.mark.parametrize(("options", "said"), [((), True), (("--title", "Hill Times"), False)])
def test_new_says_which_words_are_the_samples(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, options: tuple[str, ...], said: bool
) -> None:
    assert (
        "title, language" in called(capsys, "new", str(tmp_path / "hill-times"), "--lang", "en", *options)[2]
    ) == said


@pytest.mark.parametrize(
    ("folder", "options", "facts"),
    [
        ("Harbour News", (), ("harbour-news", "The Millbrook Weekly", "en-GB")),
        ("Café", ("--title", "Le Café"), ("cafe", "Le Café", "en-GB")),
        ("港湾报", ("--title", "港湾 #1: 日报", "--id", "gangwan"), ("gangwan", "港湾 #1: 日报", "en-GB")),
        ("港湾报", ("--title", "Gangwan 日报", "--language", "zh-hant-tw"), ("gangwan", "Gangwan 日报", "zh-Hant-TW")),
        ("a/b/2nd", ("--language", "ja", "--lang", "zh"), ("2nd", "石桥周报", "ja")),
        ("x", ("--title", "  yes  ", "--lang", "zh"), ("x", "yes", "zh-Hans-CN")),
    ],
)
def test_new_is_the_paper_of_its_folder(
    capsys: pytest.CaptureFixture[str], folder: str, options: tuple[str, ...], facts: tuple[str, str, str]
) -> None:
    issue = called(capsys, "new", folder, *options)[1].strip()
    paper = epubgen.load(issue).publication
    assert (paper.id, paper.title, paper.language) == facts
    assert bool(paper.title_latin) == (paper.title == "石桥周报")


@pytest.mark.parametrize(
    ("folder", "options", "key"),
    [
        ("港湾报", (), "EG093"),
        ("港湾报", ("--title", "港湾报"), "EG093"),
        ("x", ("--id", "Harbour News"), "S02"),
        ("x", ("--language", "klingon"), "S02"),
    ],
)
def test_new_refuses_before_it_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: str, options: tuple[str, ...], key: str
) -> None:
    code, _, err = called(capsys, "new", folder, *options)
    assert (code, key in err, Path(folder).exists()) == (2, True, False)


def test_new_asks_at_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["港湾日报", "zh-Hant-TW", ""])
    monkeypatch.setattr("epubgen.cli.folder_commands.is_asked", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    issue = called(capsys, "new", "gangwan")[1].strip()
    paper = epubgen.load(issue).publication
    assert (paper.id, paper.title, paper.language) == ("gangwan", "港湾日报", "zh-Hant-TW")


@pytest.mark.parametrize("part", ["file", "issue", "publication", "article"])
def test_schema(capsys: pytest.CaptureFixture[str], part: str) -> None:
    code, out, _ = called(capsys, "schema", "--part", part)
    assert code == 0
    assert json.loads(out)["$schema"].startswith("https://json-schema.org/")


@pytest.mark.parametrize("held", ["", "{}", '{"editor.tabSize": 2, "yaml.schemas": {"a.json": "b.yaml"}}'])
def test_schemas_for_editors(capsys: pytest.CaptureFixture[str], held: str) -> None:
    settings = Path(".vscode/settings.json")
    if held:
        settings.parent.mkdir()
        settings.write_text(held, "utf-8")
    code, out, err = called(capsys, "schema", "--write", ".")
    assert (code, out.split()[-1]) == (0, ".vscode/settings.json")
    assert "yaml-language-server" in err
    now = json.loads(settings.read_text("utf-8"))
    assert {**json.loads(held or "{}"), "yaml.schemas": None} == {**now, "yaml.schemas": None}
    for name in now["yaml.schemas"].keys() - {"a.json"}:
        assert json.loads(Path(name).read_text("utf-8"))["$schema"].startswith("https://json-schema.org/")
    assert now["yaml.schemas"]["./.schemas/issue.schema.json"] == ["**/issue.yaml"]
    assert ("a.json" in now["yaml.schemas"]) == ("a.json" in held)
    if not held:
        assert called(capsys, "schema", "--write", ".")[1] == out
        assert called(capsys, "schema", "--write", "nowhere")[0] == 2


def test_settings_with_comments_are_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    settings = Path(".vscode/settings.json")
    settings.parent.mkdir()
    settings.write_text("{ // mine\n}", "utf-8")
    code, out, err = called(capsys, "schema", "--write", ".")
    assert (code, "settings.json" in out, '"yaml.schemas": {"./.schemas/' in err) == (0, False, True)
    assert settings.read_text("utf-8") == "{ // mine\n}"


def test_sources(capsys: pytest.CaptureFixture[str]) -> None:
    names = json.loads(called(capsys, "sources", "--json")[1])["sources"]
    assert {"native", "one_file", "collector", "printed_page"} <= set(names)
    assert called(capsys, "sources")[1].count("\n") == len(names)


@pytest.mark.tools
@pytest.mark.parametrize("encoding", ["ascii", *(pytest.param(e, marks=pytest.mark.slow) for e in ("cp1252", "gbk"))])
def test_a_console_that_cannot_show_a_character_ends_nothing(encoding: str, paper: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "epubgen", "build", "papr潮"],
        capture_output=True, check=False, env=os.environ | {"PYTHONIOENCODING": encoding, "EPUBGEN_LANG": "zh"},
    )  # fmt: skip
    assert found.returncode == 2
    assert b"EG003" in found.stderr
    assert b"Traceback" not in found.stderr


@pytest.mark.tools
@pytest.mark.skipif(os.name != "posix", reason="shells of other systems cannot close a stream")
def test_a_closed_output_is_no_error(paper: Path) -> None:
    command = f'"{sys.executable}" -m epubgen build "{paper}" -o a.epub >&-'
    found = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert (found.returncode, "EG999" in found.stderr) == (0, False)
    assert Path("a.epub").is_file()


@pytest.mark.tools
def test_a_closed_pipe_is_no_error(paper: Path) -> None:
    command = f"{sys.executable} -m epubgen schema | head -n 1"
    found = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in found.stderr
    assert "EG999" not in found.stderr


def test_help_cuts_no_sentence_and_speaks_one_language() -> None:
    """A command is listed with a whole sentence; what click adds to an option has the language of the user."""
    shown = "from epubgen.cli import run; run(['--help']); run(['bag', '--help'])"
    said = subprocess.run(
        [sys.executable, "-c", shown],
        capture_output=True, encoding="utf-8", check=True, env=os.environ | {"EPUBGEN_LANG": "zh", "PYTHONUTF8": "1"},
    ).stdout  # fmt: skip
    assert "  build     把 SOURCE 做成 EPUB\n" in said
    assert "...\n  " not in said.partition("命令：")[2]
    assert "[必填]" in said
    assert "required" not in said
