# SPDX-License-Identifier: AGPL-3.0-or-later
"""Books are right in readers that others wrote: every page of them, every link, and what they say of the book.

A day's run opens one book in each of two readers, with one browser. The slow run opens every book in every reader and takes
half an hour: ``scripts/test --all tests/readers``. ``python -m tests.readers.matrix`` does the same and writes the figures.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.conftest import MODES, SAMPLES, EpubOf
from tests.readers.bench import READERS, reader_bench
from tests.readers.books import Book, built, names
from tests.readers.judge import contents_faults, metadata_faults
from tests.readers.matrix import run
from tests.readers.packages import HERE, VERSIONS, manifests, missing
from tests.readers.trial import parsed_faults, tried

DAILY = (("foliate", "rare-names-vertical"), ("epubjs", "new-en-horizontal"))

needs_readers = pytest.mark.skipif(bool(missing()), reason=missing())
needs_calibre = pytest.mark.skipif(not shutil.which("calibre-debug"), reason="no calibre on this machine")


WRONG = {
    b'<img src="../photos': b'<img style="display: none !important" src="../photos',
    b'class="to-next" href="a-library.xhtml"': b'class="to-next" href="a-library.xhtml#nowhere"',
    b'role="doc-noteref">1<': b'role="doc-noteref">source<',
    b'<body class="story': b'<body onload="nothing()" class="story',
}
"""What is done to a story so that the green of the other book says something."""


@needs_readers
def test_a_book_is_right_in_the_readers_of_others(epub_of: EpubOf, tmp_path: Path) -> None:
    found = {}
    with reader_bench() as bench:
        for reader, name in DAILY:
            paper, _, mode = name.rpartition("-")
            sample = next(one for one in SAMPLES if one.parent.name == paper)
            book = Book(name, epub_of(sample, next(one for one in MODES if one.startswith(mode))))
            found[reader] = tried(bench, reader, book).faults
        wrong = tried(bench, "foliate", Book("wrong", spoiled(book.path, tmp_path / "wrong.epub"))).faults
    assert found == {reader: () for reader, _ in DAILY}
    for due in ("picture 0: has no size", "#nowhere: ", "signs of notes", "nothing is not defined"):
        assert any(due in line for line in wrong), (due, wrong)


def spoiled(book: Path, target: Path) -> Path:
    """A book with what is ``WRONG`` in the story that has all of it."""
    with zipfile.ZipFile(book) as given, zipfile.ZipFile(target, "w") as made:
        for name in given.namelist():
            data = given.read(name)
            if all(right in data for right in WRONG):
                for right, wrong in WRONG.items():
                    data = data.replace(right, wrong)
            made.writestr(name, data)
    return target


@needs_readers
@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_every_book_is_right_in_every_reader(reader: str, tmp_path: Path) -> None:
    trials = run([reader], names(), tmp_path / "results.jsonl")
    assert len(trials) == len(names())
    assert {trial.book: trial.faults for trial in trials if trial.faults} == {}


@needs_readers
@pytest.mark.slow
def test_every_book_is_right_in_the_parser_of_readium(tmp_path: Path) -> None:
    books = {book.path: book for book in (built(name, tmp_path) for name in names())}
    said = manifests(list(books))
    assert [f"{books[path].name}: {line}" for path in books for line in parsed_faults(books[path], said[path])] == []


@needs_calibre
@pytest.mark.slow
def test_every_book_is_right_in_calibre(tmp_path: Path) -> None:
    books = [built(name, tmp_path) for name in names()]
    command = ["calibre-debug", "-e", str(HERE / "calibre_facts.py"), "--", *(str(book.path) for book in books)]
    said = json.loads(subprocess.run(command, capture_output=True, timeout=600, check=True).stdout)
    found = []
    for book in books:
        facts = said[str(book.path)]
        found += [f"{book.name}: {line}" for line in metadata_faults(book, facts)]
        found += [f"{book.name}: {line}" for line in contents_faults(book, facts["toc"], None)]
    assert found == []


def test_the_page_of_readers_speaks_of_the_versions_that_are_tried() -> None:
    text = (HERE.parents[1] / "docs" / "readers.md").read_text("utf-8")
    assert [f"{name} {version}" for name, version in VERSIONS.items() if f"{name} {version}" not in text] == []
