# SPDX-License-Identifier: AGPL-3.0-or-later
"""Preflight and the report on accessibility take any book: broken in known ways, and in three hundred random ones."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest

from epubgen.errors import EpubgenError
from epubgen.validation.accessibility import read_accessibility
from epubgen.validation.archive import open_archive
from epubgen.validation.preflight import TARGETS, preflight
from tests.conformance.tiny_epub import TinyEpub
from tests.unit.test_checks_rules import CASES
from tests.unit.test_checks_without_java import CHANGES

PIECES = (b"<p>", b"</p>", b'"', b"&", b"#x", b"{", b"}", b"\xff\xd8", b"<h1>", b"display:flex;", b"\0")


def looked_at(tiny: TinyEpub, folder: Path) -> None:
    """Look at a book in every way; a refusal is an answer, anything else that is raised is our fault."""
    path = tiny.write(folder / "t.epub")
    with suppress(EpubgenError):
        with open_archive(path) as archive:
            for target in TARGETS:
                for found in preflight(archive, target):
                    assert found.message("zh")
        assert read_accessibility(path).documents >= 0


def mutated(tiny: TinyEpub, seed: int) -> TinyEpub:
    chance = random.Random(seed)
    name = chance.choice(sorted(tiny.files))
    data = bytearray(tiny.files[name])
    for _ in range(chance.randint(1, 6)):
        place, lot = chance.randrange(len(data) + 1), chance.random()
        if lot < 0.5:
            del data[place : place + chance.randint(1, 30)]
        else:
            data[place:place] = chance.choice(PIECES)
    return tiny.put(name, bytes(data))


@pytest.mark.parametrize("name", CHANGES)
def test_a_book_that_is_broken(name: str, tmp_path: Path) -> None:
    looked_at(CHANGES[name](TinyEpub()), tmp_path)


FIFTHS = [0, *(pytest.param(start, marks=pytest.mark.slow) for start in range(1, 5))]
"""One book of five each day; the others are slow."""


@pytest.mark.parametrize("start", FIFTHS)
def test_books_that_break_our_rules(start: int, tmp_path: Path) -> None:
    for _, change in CASES[start::5]:
        looked_at(change(TinyEpub()), tmp_path)


@pytest.mark.parametrize("start", FIFTHS)
def test_mutated_books(start: int, tmp_path: Path) -> None:
    for seed in range(start, 300, 5):
        looked_at(mutated(TinyEpub(), seed), tmp_path)
