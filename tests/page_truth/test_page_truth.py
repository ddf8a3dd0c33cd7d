"""The floor under the figures of ``measure``: no change may read the known pages worse."""

from __future__ import annotations

from tests.page_truth.measure import MANNERS, measured, total
from tests.page_truth.single_pages import PAGES

HEADLINES, BYLINES, RIGHT = 95, 95, 90
"""Shares in per cent of what is read rightly on two pages of each style."""
VAIN, ASKED = 2.0, 70
"""Questions in vain a page, and the share in per cent of wrong stories that are asked about."""
SINGLE = 65
"""Share in per cent of the stories of single pages that are wholly right."""


def test_pages_are_read_as_well_as_they_were() -> None:
    figures = total(one for pages in measured(pages=2).values() for one in pages)

    assert figures.vain < VAIN * figures.pages
    assert 100 * figures.asked >= ASKED * (figures.stories - figures.right)
    assert figures.lost == 0
    assert 100 * figures.headlines / figures.stories >= HEADLINES
    assert 100 * figures.bylines[0] / figures.bylines[1] >= BYLINES
    assert 100 * figures.right / figures.stories >= RIGHT


def test_single_pages_of_other_manners_are_read_as_well_as_they_were() -> None:
    figures = total(page.score() for page in PAGES)

    assert figures.lost == 0
    assert 100 * figures.right / figures.stories >= SINGLE


def test_the_same_page_comes_out_every_time() -> None:
    assert [one.page(3).text for one in MANNERS] == [one.page(3).text for one in MANNERS]


def test_the_halves_share_no_headline_of_a_topic() -> None:
    told = {
        held: {story.headline for one in MANNERS for story in one.page(0, held_out=held).stories}
        for held in (False, True)
    }

    assert not told[False] & told[True]
