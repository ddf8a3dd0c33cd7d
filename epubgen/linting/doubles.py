# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rule A02: the same story twice, by its headline or by the sentences it shares with another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from epubgen.errors import Finding
from epubgen.linting.context import Desk, place
from epubgen.linting.script import bare, width
from epubgen.model import Article
from epubgen.model.blocks import Paragraph
from epubgen.model.inlines import plain
from epubgen.model.walk import blocks_within

_SENTENCES = re.compile(r"[。！？!?\n]|\.\s")
_TELLING = 12
"""Width of a headline or sentence that two stories do not share by chance; below stand 更正, 天气, Letters."""
_SHARE = 0.6
"""Part of the shorter text that both have."""
_LEAST = 60
"""Width of shared text below which nothing is said: a formula, an address."""


def stories_differ(desk: Desk) -> Iterator[Finding]:
    """A02: no story stands in the issue twice, unless one says that it belongs to the other."""
    texts = {index: _sentences(story) for index, story in enumerate(desk.told)}
    headlines = {index: bare(story.headline) for index, story in enumerate(desk.told)}
    suspects = {pair for group in _sharing(texts, headlines) for pair in combinations(sorted(group), 2)}
    for first, second in sorted(suspects, key=lambda pair: (pair[1], pair[0])):
        one, other = desk.told[first], desk.told[second]
        if _belong(one, other):
            continue
        where = place(one.at, "title") or one.id
        if headlines[first] == headlines[second] and width(headlines[first]) >= _TELLING:
            yield desk.about("A02", other, "title", title=other.headline, other=where)
        elif _same(texts[first], texts[second]):
            yield desk.about("A02.text", other, "body", title=other.headline, first=one.headline, other=where)


def _sharing(texts: dict[int, dict[str, int]], headlines: dict[int, str]) -> Iterator[set[int]]:
    """Groups of stories with a headline or a sentence in common."""
    groups: dict[str, set[int]] = defaultdict(set)
    for index, sentences in texts.items():
        for key in (*sentences, f"headline {headlines[index]}"):
            groups[key].add(index)
    return (group for group in groups.values() if 1 < len(group) <= 10)  # noqa: PLR2004 - more is a formula


def _sentences(story: Article) -> dict[str, int]:
    """The telling sentences of a text and their width."""
    text = "\n".join(plain(block.text) for block in blocks_within(story.body) if isinstance(block, Paragraph))
    cut = {bare(sentence) for sentence in _SENTENCES.split(text)}
    return {sentence: width(sentence) for sentence in cut if width(sentence) >= _TELLING}


def _same(one: dict[str, int], other: dict[str, int]) -> bool:
    shared = sum(one[sentence] for sentence in one.keys() & other.keys())
    return shared >= _LEAST and shared >= _SHARE * min(sum(one.values()), sum(other.values()))


def _belong(one: Article, other: Article) -> bool:
    """Whether the stories say that they belong together: a jump, a correction, a teaser and its story."""
    return any(
        b.id in (a.continues_on, a.continued_from, a.correction_of, *a.related) for a, b in ((one, other), (other, one))
    )
