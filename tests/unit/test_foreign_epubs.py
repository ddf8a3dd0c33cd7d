# SPDX-License-Identifier: AGPL-3.0-or-later
"""EPUB files of other makers, class by class: legal ones have no error, wrong ones are named without Java.

EPUBCheck is the judge: one run of Java looks at all of them (marked ``tools``).
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from epubgen.validation import check_file
from epubgen.validation.epubcheck import find_jar
from tests.conformance import (
    foreign_legal,
    foreign_legal_package,
    foreign_legal_pages,
    foreign_wrong,
    foreign_wrong_containers,
    foreign_wrong_package,
    foreign_wrong_pages,
)
from tests.conformance.foreign_codes import CODES
from tests.conformance.foreign_epub import ForeignEpub

LEGAL = {**foreign_legal.RESOURCES, **foreign_legal_pages.PAGES, **foreign_legal_package.PACKAGE}
"""Class → the EPUB. EPUBCheck says nothing of the weight of an error on any of them."""
PARTS = {
    "resource": foreign_wrong.RESOURCES,
    "container": foreign_wrong_containers.CONTAINERS,
    "package": foreign_wrong_package.PACKAGE,
    "page": foreign_wrong_pages.PAGES,
}

WRONG: dict[str, ForeignEpub] = {
    f"{part}: {name}": book for part, table in PARTS.items() for name, book in table.items()
}
UNDECIDED = {
    "package: link to a missing file",
    "package: media type in no form",
    "page: time that does not exist",
    "page: time without a form",
    "page: empty lang",
    "page: index in text",
}
"""EPUBCheck says less than an error of these."""
MISSED = {"resource: remote sheet of svg", "page: link to a symbol"}
"""Wrong ones that only EPUBCheck names."""
EVERY = {**{f"legal: {name}": book for name, book in LEGAL.items()}, **WRONG}

JUDGE = """
import com.adobe.epubcheck.tool.EpubChecker;
import java.io.*; import java.nio.file.*;
public class Judge {
  public static void main(String[] given) throws Exception {
    for (String name : Files.readAllLines(Path.of(given[0]))) {
      PrintStream none = new PrintStream(OutputStream.nullOutputStream());
      System.setOut(none); System.setErr(none);
      new EpubChecker().run(new String[]{name, "--json", name + ".json", "-q", "--locale", "en"});
    }
  }
}
"""


def errors(book: ForeignEpub, folder: Path) -> list[str]:
    report = check_file(book.write(folder / "t.epub"), java=False)
    return [found.key for found in report.findings if found.severity.value == "error"]


@pytest.mark.parametrize("name", LEGAL)
def test_a_legal_epub_has_no_error(name: str, tmp_path: Path) -> None:
    assert not errors(LEGAL[name], tmp_path)


@pytest.mark.parametrize("name", sorted(CODES))
def test_a_wrong_epub_is_named_without_java(name: str, tmp_path: Path) -> None:
    assert CODES[name] in errors(WRONG[name], tmp_path)


def test_a_picture_without_an_address_is_said_once(tmp_path: Path) -> None:
    for body in ('<p><img alt="A hill"/></p>', '<p><picture><img alt="A hill"/></picture></p>'):
        assert errors(ForeignEpub(body=body), tmp_path) == ["B39.missing"], body


def test_every_wrong_class_has_its_code() -> None:
    assert set(CODES) == set(WRONG) - MISSED - UNDECIDED


@pytest.mark.parametrize("name", sorted(MISSED))
def test_what_is_missed_is_known(name: str, tmp_path: Path) -> None:
    """A rule that comes to name it takes it off the list."""
    assert not errors(WRONG[name], tmp_path)


@pytest.mark.tools
@pytest.mark.slow
def test_epubcheck_judges_every_class_in_the_same_way(tmp_path: Path) -> None:
    jar, java = find_jar(), Path("/usr/bin/java")
    if jar is None or not java.is_file():
        pytest.skip("the jar of EPUBCheck and a Java with a compiler are needed")
    files = {name: EVERY[name].write(tmp_path / f"{number}.epub") for number, name in enumerate(EVERY)}
    (tmp_path / "list").write_text("\n".join(map(str, files.values())))
    (tmp_path / "Judge.java").write_text(JUDGE)
    command = [str(java), "-cp", str(jar), str(tmp_path / "Judge.java"), str(tmp_path / "list")]
    if subprocess.run(command, check=False, capture_output=True, timeout=900).returncode:
        pytest.skip("this Java has no compiler")
    verdicts = {name: _is_wrong(file) for name, file in files.items()}
    assert {n for n, wrong in verdicts.items() if wrong} == set(WRONG) - UNDECIDED


def _is_wrong(file: Path) -> bool:
    report = json.loads(Path(f"{file}.json").read_bytes())
    return any(found["severity"] in ("ERROR", "FATAL") for found in report["messages"])
