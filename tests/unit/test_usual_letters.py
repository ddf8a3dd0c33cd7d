# SPDX-License-Identifier: AGPL-3.0-or-later
"""How usual the letters of a text are: the common ones are counted by runs, the others one by one."""

from __future__ import annotations

import pytest

from epubgen.languages import encodings
from epubgen.languages.encodings import usual_share


def test_the_letters_of_runs_are_the_common_ones() -> None:
    """Those of the first level of GB 2312 and of JIS, and kana."""
    runs = encodings._common_runs()
    for number in range(0x3000, 0xA000, 7):
        assert bool(runs.fullmatch(chr(number))) == (encodings._WEIGHTS[number] == "2"), hex(number)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("的一是在不了有和人这" * 6, 1.0),
        ("ニュースをお伝えします" * 6, 1.0),
        ("鼗鼙龠龢龤鼚鼜鼛鼞鼝" * 6, 0.1),
        ("的鼚" * 30, 0.5),
        ("鼚" * 12, 1.0),
        ("plain words, and no letter of the East", 1.0),
    ],
)
def test_the_share_is_that_of_all_letters_together(text: str, share: float) -> None:
    assert usual_share(text, "zh") == pytest.approx(share, abs=0.1)
