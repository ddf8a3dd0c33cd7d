# SPDX-License-Identifier: AGPL-3.0-or-later
"""Private-use characters: those that decoding GB 18030 leaves, and what they are today.

Source: GB 18030-2022 against Python's codec of the 2000 edition. The ten vertical forms become ordinary marks: whether
a line is vertical is decided by the style sheet, not by the text.
"""

from __future__ import annotations

from epubgen.model import Issue
from epubgen.model.strings import change_strings, strings

__all__ = ["LEFTOVERS", "map_leftovers"]

LEFTOVERS = {
    **dict(zip(range(0xE78D, 0xE797), "，。、：；！？〖〗…", strict=True)),
    0xE7C7: "\u1e3f",
    0xE816: "\U00020087",
    0xE817: "\U00020089",
    0xE818: "\U000200cc",
    0xE81E: "\u9fb4",
    0xE826: "\u9fb5",
    0xE82B: "\u9fb6",
    0xE82C: "\u9fb7",
    0xE831: "\U000215d7",
    0xE832: "\u9fb8",
    0xE83B: "\U0002298f",
    0xE843: "\u9fb9",
    0xE854: "\u9fba",
    0xE855: "\U000241fe",
    0xE864: "\u9fbb",
}
"""Private-use code point → the character it stands for."""


def map_leftovers(issue: Issue) -> tuple[Issue, int]:
    """The issue with the leftovers of GB 18030 as real characters, and how many there were."""
    count = sum(ord(char) in LEFTOVERS for text, _, _ in strings(issue) for char in text)
    return (change_strings(issue, lambda text: text.translate(LEFTOVERS)), count) if count else (issue, 0)
