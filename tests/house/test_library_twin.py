# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the command line can, the library can: each command is a public function, each option one of its parameters."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

import click
import pytest

import epubgen
from epubgen.cli import cli, run

FUNCTIONS = {
    "build": ("build", "build_twins"),
    "preview": ("preview",),
    "snapshot": ("snapshot",),
    "publish": ("publish",),
    "import": ("import_pages",),
    "check": ("check", "accessibility"),
    "lint": ("lint", "explain"),
    "inspect": ("inspect",),
    "new": ("new",),
    "next": ("next_issue",),
    "status": ("status",),
    "schema": ("schema", "write_schemas"),
    "sources": ("sources",),
    "cache info": ("cache_facts",),
    "cache clear": ("clear_cache",),
    "export": ("export",),
    "batch": ("build_many",),
    "catalog": ("catalog",),
    "bag": ("bag",),
    "bind": ("bind",),
    "library add": ("Library.add",),
    "library clip": ("Library.clip",),
    "library holdings": ("Library.holdings",),
    "library list": ("Library.titles", "Library.issues"),
    "library rebuild": ("Library.rebuild",),
    "library review": ("worst_issues",),
    "library remove": ("Library.remove",),
    "library search": ("Library.search",),
    "library show": ("Library.show",),
    "serve": ("serve",),
}
SHOWN = {"--csv", "--json", "--quiet", "--no-open", "--help", "-h"}
"""Options that say how the answer is shown, not what it is."""
RENAMED = {
    "--font": "fonts", "-o": "output or folder", "--title": "title or titles", "--from": "first", "--to": "to or last",
    "--newest": "order", "--name": "name or title", "--import": "pages",
}  # fmt: skip
ELSEWHERE = {
    ("check", "--accessibility"): "accessibility",
    ("lint", "--explain"): "explain",
    ("check", "--strict"): "check",
    ("schema", "--write"): "write_schemas",
}
"""Options that are a function of their own; ``--strict`` of ``check`` is the exit code alone: see ``Report.warnings``."""


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} ")
        else:
            yield f"{before}{name}", command


COMMANDS = dict(commands(cli))


def parameters(name: str) -> set[str]:
    """What can be given to a public function, the keywords of its options and filters among them."""
    found = set(inspect.signature(attrgetter(name)(epubgen)).parameters)
    keywords = {"settings": epubgen.OptionKeywords, "filters": epubgen.SearchFilters}
    return found.union(*(kind.__annotations__ for name, kind in keywords.items() if name in found))


def test_every_command_has_its_function() -> None:
    assert set(FUNCTIONS) == set(COMMANDS)
    assert {name.partition(".")[0] for names in FUNCTIONS.values() for name in names} <= set(epubgen.__all__)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_option_is_a_parameter(command: str) -> None:
    taken = {name for function in FUNCTIONS[command] for name in parameters(function)}
    lacking = []
    for option in COMMANDS[command].params:
        typed = option.opts[0]
        if not isinstance(option, click.Option) or typed in SHOWN:
            continue
        if (command, typed) in ELSEWHERE:
            assert ELSEWHERE[command, typed] in FUNCTIONS[command]
            continue
        words = RENAMED.get(typed, typed.removeprefix("--").removeprefix("no-").replace("-", "_")).split(" or ")
        if not taken & set(words):
            lacking.append(typed)
    assert lacking == []


def test_the_words_of_an_option_are_those_of_the_library() -> None:
    for command in COMMANDS.values():
        for option in command.params:
            if option.opts[0] in ("--cover", "--rare", "--private-use", "--punctuation", "--writing-mode"):
                assert isinstance(option.type, click.Choice)
                name = option.opts[0].removeprefix("--").replace("-", "_")
                for word in set(option.type.choices) - {"both"}:
                    given: Any = {name: word}
                    epubgen.Options(**given)


def test_the_library_makes_a_publication_and_reads_its_schema(tmp_path: Path) -> None:
    issue = epubgen.new(tmp_path / "paper", lang="zh")
    assert epubgen.load(issue).publication.language.startswith("zh")
    assert epubgen.schema("article")["title"] == "article"
    with pytest.raises(epubgen.OptionsError):
        epubgen.schema("stories")  # type: ignore[arg-type]
    with pytest.raises(epubgen.OptionsError):
        epubgen.new(tmp_path / "other", lang="fr")  # type: ignore[arg-type]


def test_the_library_knows_the_cache(tmp_path: Path) -> None:
    epubgen.build(epubgen.new(tmp_path / "paper"), tmp_path, cache=str(tmp_path / "photos"), cover="none")
    held = epubgen.cache_facts(tmp_path / "photos")
    assert held.photos
    assert epubgen.clear_cache(str(tmp_path / "photos")) == held
    assert epubgen.cache_facts(tmp_path / "photos").photos == 0


def test_the_library_lists_the_sources() -> None:
    listed = {source.name: source for source in epubgen.sources()}
    assert list(listed)[:4] == ["native", "one_file", "collector", "mineru"]
    assert listed["native"].description("zh") != listed["native"].description() != ""


def test_a_report_is_printed_as_the_command_line_prints_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EPUBGEN_LANG", "en")
    issue = epubgen.new(tmp_path / "paper")
    for path in issue.parent.rglob("*.jpg"):
        path.unlink()
    run(["lint", str(issue)])
    printed = capsys.readouterr().out
    report = epubgen.lint(issue)
    assert report.warnings
    assert f"{report}\n" == printed
    assert str(report.findings[0]) == report.findings[0].text()
    assert report.text(infos=False).splitlines()[-1] == report.summary()


def test_a_preview_of_the_library_serves(tmp_path: Path) -> None:
    pytest.importorskip("websockets")
    with pytest.raises(epubgen.OptionsError):
        epubgen.preview(tmp_path, lang="fr")  # type: ignore[arg-type]
    with epubgen.preview(epubgen.new(tmp_path / "paper"), writing_mode="vertical", cover="none") as shown:
        assert shown.address.startswith("http://127.0.0.1:")
        assert shown.errors == ()
