# SPDX-License-Identifier: AGPL-3.0-or-later
"""Issues of random words: a few each day, ten thousand in the slow run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.generated_issues import hold

DAILY, SLOW, STEP = 20, 10_000, 250


def test_a_few_generated_issues(tmp_path: Path) -> None:
    assert sum(hold(number, tmp_path) for number in range(DAILY)) > 0


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, SLOW, STEP))
def test_ten_thousand_generated_issues(start: int, tmp_path: Path) -> None:
    assert sum(hold(number, tmp_path) for number in range(start, start + STEP)) > 0
