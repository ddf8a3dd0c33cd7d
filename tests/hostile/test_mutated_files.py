# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every reader takes or refuses whatever comes: a sample each day, a thousand files a reader in the slow run."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.hostile.readers import ARCHIVES, BOXES, READERS, TEXTS, Reader, mutated

SEEDS = Path(__file__).parent / "seeds"
KEPT = sorted(path for path in SEEDS.glob("*/*") if path.is_file())
DAILY, SLOW, STEP = 10, 1000, 100


def outcomes(reader: Reader, numbers: range, folder: Path) -> int:
    """How many of the files are read; a fault ends the test with the number of the file."""
    seeds = reader.seeds()
    return sum(reader(mutated(seeds[n % len(seeds)], random.Random(n)), folder) for n in numbers)


@pytest.mark.parametrize("name", READERS)
def test_whole_files_are_read(name: str, tmp_path: Path) -> None:
    assert [READERS[name](seed, tmp_path) for seed in READERS[name].seeds()] == [True] * len(READERS[name].seeds())


@pytest.mark.parametrize("name", READERS)
def test_a_few_damaged_files(name: str, tmp_path: Path) -> None:
    assert 0 <= outcomes(READERS[name], range(DAILY), tmp_path) <= DAILY


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, SLOW, STEP))
@pytest.mark.parametrize("name", [*ARCHIVES, *TEXTS, *BOXES])
def test_a_thousand_damaged_files(name: str, start: int, tmp_path: Path) -> None:
    assert 0 <= outcomes(READERS[name], range(start, start + STEP), tmp_path) <= STEP


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_file_that_broke_a_reader_once(path: Path, tmp_path: Path) -> None:
    assert READERS[path.parent.name](path.read_bytes(), tmp_path) in (True, False)
