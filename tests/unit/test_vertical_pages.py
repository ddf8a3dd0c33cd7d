# SPDX-License-Identifier: AGPL-3.0-or-later
"""The order of pages of vertical lines in unusual layouts: tiers (段) from top to bottom, in each from right to left."""

from __future__ import annotations

import re
from random import Random

import pytest

from epubgen.importers.page_boxes.elements import BoxedPage, LaidBlock, LaidLine, PrintedRule, around
from epubgen.importers.page_boxes.printed import printed_pages
from epubgen.importers.printed_page.page_block import PageBox

EM, LEAD = 10.0, 17.0
Blocks = list[LaidBlock]


def laid(*lines: LaidLine) -> LaidBlock:
    return LaidBlock(lines=lines, box=around(line.box for line in lines))


def down(text: str, right: float, top: float, size: float = EM) -> LaidLine:
    return LaidLine(text, PageBox(right - size, top, right, top + len(text) * size), size, direction="down")


def across(text: str, left: float, top: float, size: float) -> LaidBlock:
    return laid(LaidLine(text, PageBox(left, top, left + len(text) * size, top + size), size))


def tier(mark: str, right: float, left: float, top: float, *, lines: int = 26) -> Blocks:
    """A tier that is filled with paragraphs of one line of 26 letters: 甲一, 甲二, …"""
    count = int((right - left) / LEAD)
    return [
        laid(
            down(
                f"　{mark}{number:02d}港では工事が始まり重機の音が朝から響く。"[:lines],
                right - LEAD * (number - 1),
                top,
            )
        )
        for number in range(1, count + 1)
    ]


def read(blocks: Blocks, *separators: PrintedRule) -> str:
    """The headings, in brackets, and the marks of the paragraphs as they are read; a mark once for a run."""
    Random(7).shuffle(blocks)
    numbered = tuple(LaidBlock(lines=one.lines, box=one.box, order=at) for at, one in enumerate(blocks))
    page = BoxedPage(width=1000, height=1400, blocks=numbered, separators=separators)
    made: list[str] = []
    for block in printed_pages("p", [page]).pages[0].blocks:
        if block.kind == "heading":
            made.append(f"[{block.text}]")
            continue
        found = re.search(r"(\D)(\d\d)", block.text)
        assert found, block.text
        if not made or made[-1] != found[1]:
            assert found[2] == "01", f"{found[0]} opens a run"
            made.append(found[1])
    return "".join(made)


def tiers(marks: str, right: float, left: float, top: float) -> Blocks:
    """Tiers of 300 below each other, one for each mark."""
    return [block for at, mark in enumerate(marks) for block in tier(mark, right, left, top + 340 * at)]


def rule(left: float, top: float, right: float, bottom: float, *, frame: bool = False) -> PrintedRule:
    return PrintedRule(PageBox(left, top, right, bottom), frame=frame)


@pytest.mark.parametrize(
    ("left", "size"), [(60, 80), (150, 60), (500, 40)], ids=["whole page", "centred", "right half"]
)
def test_a_horizontal_headline_stands_over_all_its_tiers(left: float, size: float) -> None:
    page = [across("港の工事がきょう始まる", left, 50, size), *tiers("甲乙", 950, 60, 150)]
    page += [laid(down("夜の学校に百人", 950, 850, 36)), *tier("丙", 890, 60, 850)]
    assert read(page) == "[港の工事がきょう始まる]甲乙[夜の学校に百人]丙"


def test_a_horizontal_headline_over_the_tiers_of_a_story_beside_another() -> None:
    page = [laid(down("大雨で電車が止まる", 950, 60, 30)), *tier("甲", 890, 520, 60), *tier("乙", 950, 520, 400)]
    page += [across("橋が開通した", 130, 60, 50), *tiers("丙丁", 490, 60, 140)]
    assert read(page, rule(505, 50, 506, 800)) == "[大雨で電車が止まる]甲乙[橋が開通した]丙丁"


def test_a_horizontal_headline_in_the_middle_begins_a_story_without_rules() -> None:
    page = [laid(down("夜の学校に百人", 950, 60, 36)), *tier("甲", 890, 690, 60), *tier("乙", 950, 690, 400)]
    page += [across("橋が開通した", 70, 60, 90), *tiers("丙丁", 660, 60, 180)]
    assert read(page) == "[夜の学校に百人]甲乙[橋が開通した]丙丁"


def test_rules_down_the_page_part_three_stories() -> None:
    page = [laid(down("夜の学校に百人", 950, 60, 36)), *tier("甲", 890, 690, 60), *tier("乙", 950, 690, 400)]
    page += [across("橋が開通した", 360, 60, 50), *tiers("丙丁", 660, 360, 140)]
    page += [laid(down("雨の朝", 330, 60, 36)), *tier("戊", 280, 60, 60), *tier("己", 330, 60, 400)]
    found = read(page, rule(675, 60, 676, 790), rule(345, 60, 346, 790))
    assert found == "[夜の学校に百人]甲乙[橋が開通した]丙丁[雨の朝]戊己"


@pytest.mark.parametrize("horizontal", [False, True])
def test_a_box_in_the_middle_is_read_after_the_story_around_it(horizontal: bool) -> None:
    page = [laid(down("市長が辞任を表明", 950, 60, 36)), *tier("甲", 890, 60, 60)]
    page += [*tier("乙", 950, 665, 420), *tier("丙", 360, 60, 420), *tier("丁", 950, 60, 840)]
    if horizontal:
        page += [across("解説とは", 450, 410, 30), *tier("戊", 630, 390, 460)]
    else:
        page += [laid(down("解説", 630, 430, 24)), *tier("戊", 595, 390, 430)]
    name = "解説とは" if horizontal else "解説"
    assert read(page, rule(380, 400, 645, 800, frame=True)) == f"[市長が辞任を表明]甲乙丙丁[{name}]戊"


@pytest.mark.parametrize("framed", [False, True])
def test_a_strip_of_advertisements_below_stays_out_of_the_stories(framed: bool) -> None:
    page = [across("港の工事がきょう始まる", 150, 60, 60), *tiers("甲乙丙", 950, 60, 150)]
    if framed:
        page += [laid(down("汐見家具", 940, 1260, 24)), *tier("丁", 900, 780, 1270, lines=9)]
        page += [laid(down("港湾旅館", 440, 1260, 24)), *tier("戊", 400, 300, 1270, lines=9)]
        frames = (rule(520, 1250, 960, 1390, frame=True), rule(40, 1250, 500, 1390, frame=True))
        assert read(page, *frames) == "[港の工事がきょう始まる]甲乙丙[汐見家具]丁[港湾旅館]戊"
        return
    page += [across("港湾旅館", 560, 1270, 40), across("丁01二食付き", 560, 1340, EM)]
    page += [across("汐見家具店", 80, 1270, 40), across("戊01大売り出し", 80, 1340, EM)]
    assert read(page, rule(50, 1220, 950, 1221)) == "[港の工事がきょう始まる]甲乙丙[港湾旅館]丁[汐見家具店]戊"


def test_a_headline_through_two_tiers_heads_both() -> None:
    page = [laid(down("市長がきょう辞任を表明", 950, 60, 56)), *tiers("甲乙", 860, 400, 60)]
    page += [laid(down("祭り", 380, 60, 40)), *tier("丙", 320, 60, 60), *tier("丁", 380, 60, 400)]
    assert read(page, rule(390, 50, 391, 700)) == "[市長がきょう辞任を表明]甲乙[祭り]丙丁"
