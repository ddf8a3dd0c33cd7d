# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where somebody stopped reading is found again in the corrected edition: in stories that did not change, the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import epubgen
from epubgen.model import Article, Issue, Paragraph, Text
from tests.conftest import SAMPLES, story
from tests.readers.bench import ReaderBench, reader_bench
from tests.readers.books import Book
from tests.readers.packages import missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())
WITH_CFI = ("foliate", "epubjs")
SMALL, RICH = "rare-names", "xizhou-daily"


@pytest.fixture(scope="module")
def bench() -> Iterator[ReaderBench]:
    with reader_bench() as started:
        yield started


def corrected(one: Article) -> Article:
    """A story with a paragraph more at its beginning."""
    return replace(one, body=(Paragraph(text=(Text("更正：先读这一句。"),)), *one.body))


Editions = Callable[[str], tuple[Book, Book, Book, str]]


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    """Of a paper: as it was; with the second story corrected; with a new first story besides; and the name of the corrected one."""
    return cache(lambda paper: _editions(paper, tmp_path_factory.mktemp(paper)))


def _editions(paper: str, folder: Path) -> tuple[Book, Book, Book, str]:
    issue: Issue = epubgen.load(next(one for one in SAMPLES if one.parent.name == paper))
    first, second, *rest = issue.articles
    changed = (first, corrected(second), *rest)
    front, *others = issue.pages
    pages = (replace(front, articles=("00-new", *front.articles)), *others)
    stages = {
        "old": issue,
        "corrected": replace(issue, articles=changed),
        "longer": replace(issue, articles=(story("00-new", "临时插入的一条"), *changed), pages=pages),
    }
    for name, stage in stages.items():
        epubgen.build(stage, folder / f"{name}.epub")
    old, other, longer = (Book(name, folder / f"{name}.epub") for name in stages)
    return old, other, longer, second.id


@pytest.mark.parametrize("paper", [SMALL, pytest.param(RICH, marks=pytest.mark.slow)])
def test_places_in_unchanged_stories_are_found_again(paper: str, bench: ReaderBench, editions: Editions) -> None:
    old, other, longer, changed = editions(paper)
    assert longer.parts.index(next(part for part in longer.parts if part not in old.parts)) < len(old.parts) / 2
    for reader in WITH_CFI:
        places = [one for one in bench.open(reader, old.path, old.facts).places() if changed not in one.part]
        assert len({one.part for one in places}) >= 3
        opened = bench.open(reader, other.path, other.facts)
        assert opened.found(places) == places, reader
        assert opened.found(places, by="number") == places, reader
        assert bench.open(reader, longer.path, longer.facts).found(places) == places, reader


def test_files_of_stories_keep_their_names(editions: Editions) -> None:
    """Readium and Kobo note down the name of the file and a place in it."""
    old, _, longer, _ = editions(SMALL)
    assert [part for part in longer.parts if part in old.parts] == old.parts
