# SPDX-License-Identifier: AGPL-3.0-or-later
"""No character of a printed page is ever lost, whatever its blocks are and in whatever order they come.

Random pages are laid out from blocks of every kind. Each holds signs that stand nowhere else on the page; the signs of
the input equal those of the stories, the notices, the publication and the furniture that the facts list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from epubgen.importers.printed_page import read_pages
from epubgen.importers.printed_page.words import EDITORS, ENDINGS, ROLES
from epubgen.model.walk import strings
from epubgen.options import Options
from tests.counted import examples

Words = Callable[[int], str]
TRADE = {*ROLES, *ENDINGS, *EDITORS, "接转轉版面頁页年月日第社电電讯訊报報期号號周週"}
SIGNS = [chr(sign) for sign in range(0x5000, 0x9000) if chr(sign) not in "".join(TRADE)]
"""Signs that no word of the trade has: those are kept as roles, dates and numbers."""


def page(rng: Random) -> tuple[str, Counter[str]]:
    """A random page and how often each of its signs was set in it."""
    told: Counter[str] = Counter()

    def words(count: int) -> str:
        made = "".join(rng.choice(SIGNS) for _ in range(count))
        told.update(made)
        return made

    def latin(count: int) -> str:
        made = " ".join("".join(rng.choice("bcdfghjkmpqvwxz") for _ in range(6)) for _ in range(count))
        told.update(made.replace(" ", ""))
        return made

    blocks = [rng.choice(FORMS)(rng, words, latin) for _ in range(rng.randint(1, 18))]
    return rng.choice(("", "03 综合 2026年5月8日 星期五\n\n")) + "\n\n".join(blocks), told


FORMS: tuple[Callable[[Random, Words, Words], str], ...] = (
    lambda rng, words, _: f"{'#' * rng.randint(1, 4)} {words(rng.randint(2, 20))}",
    lambda rng, words, _: f"# {words(5)} {words(5)}",
    lambda rng, words, _: f"## ——{words(9)}",
    lambda rng, words, _: words(rng.randint(2, 30)),
    lambda rng, words, _: f"{words(rng.randint(10, 60))}。",
    lambda rng, words, _: f"{words(rng.randint(10, 60))}，",
    lambda rng, words, _: f"“{words(30)}",
    lambda rng, words, _: f"{words(20)}”{words(8)}。",
    lambda rng, words, _: f"本报讯 {words(30)}。",
    lambda rng, words, _: f"本报记者 王{words(1)}",
    lambda rng, words, _: f"□{words(2)}",
    lambda rng, words, _: f"（{words(3)}）",
    lambda rng, words, _: f"{words(20)}。（记者 李{words(1)}）",
    lambda rng, words, _: f"![](a.jpg)\n\n图为{words(6)}。 王{words(1)} 摄",
    lambda rng, words, _: f"![{words(4)}](b.jpg)",
    lambda rng, words, _: f"▲{words(8)}（王{words(1)}摄）\n\n![](c.jpg)",
    lambda rng, words, _: f"{words(6)}\\\n{words(6)}\\\n{words(7)}",
    lambda rng, words, _: f"- {words(5)}\n- {words(6)}",
    lambda rng, words, _: f"| {words(2)} | {words(3)} |\n|---|---|\n| {words(2)} | {words(2)} |",
    lambda rng, words, _: f"> {words(12)}",
    lambda rng, words, _: f"**{words(7)}**",
    lambda rng, words, _: f"<div>{words(9)}</div>",
    lambda rng, words, _: f"```\n{words(9)}\n```",
    lambda rng, words, _: f"# 广告\n\n{words(12)}",
    lambda rng, words, _: f"## 公告\n\n{words(16)}。\n\n{words(6)}局",
    lambda rng, words, _: f"{words(20)}。（下转第3版）",
    lambda rng, words, _: f"问：{words(9)}？",
    lambda rng, words, latin: f"# {latin(4)}\n\n{latin(9)}",
    lambda rng, words, latin: f"{latin(3).upper().title()}",
    lambda rng, words, _: "---",
    lambda rng, words, _: f"责任编辑：王{words(1)}",
)  # fmt: skip


def missing(text: str, told: Counter[str]) -> Counter[str]:
    """The signs of a page that came out nowhere."""
    reading = read_pages([("2026-05-08-03.md", text)], None, Options(punctuation="keep"))
    shown: Counter[str] = Counter()
    for value in (reading.issue, reading.facts):
        for found, _, _ in strings(value):
            shown.update(found.lower())
    return Counter({sign: count for sign, count in told.items() if shown[sign] < (1 if sign.isascii() else count)})


def check(first: int, count: int) -> None:
    for number in range(first, first + count):
        text, told = page(Random(f"page {number}"))
        assert not missing(text, told), (number, text)


@pytest.mark.parametrize("part", range(4))
def test_no_character_is_lost(part: int) -> None:
    check(10_000 * part, examples(40))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_no_character_of_two_thousand_pages_is_lost(part: int) -> None:
    check(100_000 + 1_000 * part, 200)
