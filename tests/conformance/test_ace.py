# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ace by DAISY finds nothing in any sample, horizontal or vertical (EPUB Accessibility 1.1, WCAG 2.1 by axe).

All books go through one process and one browser. A day's run looks at a small one;
the slow run looks at every book. A verdict is kept by the hash of the EPUB: what has not changed is not
checked again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.conformance import ace
from tests.conformance.tiny_epub import A, TinyEpub
from tests.conftest import BOOKS as SAMPLES_IN_MODES
from tests.conftest import EpubOf

BOOKS = {f"{sample.parent.name} {mode}": (sample, mode) for sample, mode in SAMPLES_IN_MODES}
WRONG = "a picture without words"
DAILY = ("rare-names vertical-rl", WRONG)
Verdicts = Callable[[Sequence[str]], dict[str, list[str]]]

pytestmark = pytest.mark.skipif(bool(ace.missing()), reason=ace.missing())


@pytest.fixture(scope="module")
def verdicts(epub_of: EpubOf, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Verdicts:
    """What Ace says against books of ``BOOKS``, by name."""
    return partial(_verdicts, epub_of, tmp_path_factory.mktemp("ace"), pytestconfig)


def _verdicts(epub_of: EpubOf, folder: Path, pytestconfig: pytest.Config, names: Sequence[str]) -> dict[str, list[str]]:
    wrong = TinyEpub().edit(A, ' alt="A ferry"', "")
    books = {n: epub_of(*BOOKS[n]) if n in BOOKS else wrong.write(folder / "wrong.epub") for n in names}
    keys = {name: f"ace/{ace.VERSION}-{hashlib.sha256(path.read_bytes()).hexdigest()}" for name, path in books.items()}
    cache = getattr(pytestconfig, "cache", None)
    known = {name: cache.get(key, None) if cache else None for name, key in keys.items()}
    fresh = {name: path for name, path in books.items() if known[name] is None}
    said = ace.failures(list(fresh.values()), folder / "work") if fresh else {}
    for name, path in fresh.items():
        known[name] = said[str(path)]
        if cache:
            cache.set(keys[name], known[name])
    return {name: found for name, found in known.items() if found is not None}


def test_ace_finds_what_is_wrong_and_nothing_else(verdicts: Verdicts) -> None:
    """A picture without words must fail: else the green of the sample says nothing."""
    found = verdicts(DAILY)
    assert any("image-alt" in line for line in found.pop(WRONG))
    assert found == {book: [] for book in DAILY if book != WRONG}


@pytest.mark.slow
def test_ace_finds_nothing_in_any_book(verdicts: Verdicts) -> None:
    assert verdicts(tuple(BOOKS)) == {book: [] for book in BOOKS}
