# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading by boxes loses no letter and adds none, whatever the layout: blocks, stories, captions and furniture hold all."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from epubgen.importers.page_boxes.elements import BoxedPage, LaidBlock, LaidLine, LaidPicture, PrintedRule
from epubgen.importers.page_boxes.paragraphs import paragraphs_of
from epubgen.importers.page_boxes.printed import printed_pages
from epubgen.importers.page_boxes.regions import Item, leaves_of
from epubgen.importers.printed_page import read_printed_pages
from epubgen.importers.printed_page.page_block import PageBox
from epubgen.model.walk import strings
from epubgen.options import Options

WORDS = (
    "Water rose",
    "汐州日报讯",
    "港の工事",
    "바다가",
    "boats-",
    "well-known",
    "2026",
    "（记者）",
    "A.",
    "«quai»",
    "*star*",
    "[a](b)",
)
places = st.integers(0, 900).map(float)
boxes = st.builds(
    lambda x, y, w, h: PageBox(x, y, x + w, y + h), places, places, st.integers(20, 400), st.integers(8, 60)
)
laid = st.builds(
    LaidLine,
    st.sampled_from(WORDS),
    boxes,
    st.sampled_from((8.0, 10.0, 10.0, 10.0, 14.0, 30.0)),
    bold=st.booleans(),
    direction=st.sampled_from(("right", "right", "right", "down", "up")),
)
separators = st.builds(PrintedRule, boxes, frame=st.booleans())
pictures = st.builds(lambda box: LaidPicture(box=box, file="a.jpg"), boxes)


def letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(laid, max_size=30), st.lists(separators, max_size=6), st.lists(pictures, max_size=3))
def test_no_letter_is_lost_between_lines_and_stories(
    lines: list[LaidLine], rules: list[PrintedRule], shown: list[LaidPicture]
) -> None:
    blocks = paragraphs_of(lines, rules, 1000, 1000)
    assert sorted(line.text for block in blocks for line in block.lines) == sorted(line.text for line in lines)
    assert [block.order for block in blocks] == list(range(len(blocks)))
    page = BoxedPage(width=1000, height=1000, blocks=blocks, pictures=tuple(shown), separators=tuple(rules))
    written = printed_pages("2026-05-12-01.pdf", [page], "p")
    (printed,) = written.pages
    wanted = letters("".join(line.text for line in lines))
    assert letters("".join(block.text for block in printed.blocks)) == wanted
    assert sum(block.kind == "image" for block in printed.blocks) == len(shown)
    reading = read_printed_pages(written.pages, None, Options(punctuation="keep"))
    held = letters("".join(text for value in (reading.issue, reading.facts) for text, _, _ in strings(value)))
    assert not wanted - held


@settings(max_examples=100, deadline=None)
@given(st.lists(boxes, max_size=40), st.lists(boxes, max_size=8))
def test_every_item_is_in_one_leaf(placed: list[PageBox], bars: list[PageBox]) -> None:
    items = [Item(box, at, head=at % 3 == 0) for at, box in enumerate(placed)]
    leaves = leaves_of(items, bars, 10.0)
    assert sorted(item.at for leaf in leaves for item in leaf.items) == list(range(len(placed)))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), boxes), min_size=1, max_size=12))
def test_blocks_of_a_tool_keep_their_letters(given_blocks: list[tuple[str, PageBox]]) -> None:
    blocks = tuple(
        LaidBlock(lines=(LaidLine(text, box, box.height),), box=box, order=at)
        for at, (text, box) in enumerate(given_blocks)
    )
    written = printed_pages("x.json", [BoxedPage(width=1000, height=1000, blocks=blocks)], "p")
    text = "".join(block.text for page in written.pages for block in page.blocks)
    assert letters(text) == letters("".join(text for text, _ in given_blocks))
