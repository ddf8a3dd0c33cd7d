# SPDX-License-Identifier: AGPL-3.0-or-later
"""nav.xhtml and toc.ncx are one tree, printed twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from epubgen.epub.edition import Edition, plan
from epubgen.epub.nav import nav_document, ncx
from epubgen.model import Article, Issue, Nav, Page
from epubgen.options import Options
from epubgen.transforms.complete import complete

NS = {
    "h": "http://www.w3.org/1999/xhtml",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
    "e": "http://www.idpf.org/2007/ops",
}


def parse(data: bytes) -> Any:
    """The tree; what xpath finds is known to the tests alone."""
    return etree.fromstring(data)


@pytest.fixture
def edition(make_issue: Callable[..., Issue], make_story: Callable[..., Article]) -> Edition:
    pages = (Page(number="01", name="要闻"), Page(number="02", name="副刊"))
    stories = (make_story("a", "潮“起” & <汐>落", page=("01",)), make_story("b", page=("02",), lang="en"))
    return plan(complete(make_issue(*stories, pages=pages, nav=Nav(fronts="all"))), Options())


def entries(edition: Edition) -> tuple[list[tuple[int, str, str]], list[tuple[int, str, str]]]:
    nav, table = parse(nav_document(edition)), parse(ncx(edition))
    links = nav.xpath("//h:nav[@e:type='toc']//h:a", namespaces=NS)
    points = table.xpath("//n:navPoint", namespaces=NS)
    return (
        [(int(a.xpath("count(ancestor::h:ol)", namespaces=NS)), "".join(a.itertext()), a.get("href")) for a in links],
        [
            (
                int(p.xpath("count(ancestor-or-self::n:navPoint)", namespaces=NS)),
                p.findtext("n:navLabel/n:text", namespaces=NS),
                p.find("n:content", NS).get("src"),
            )
            for p in points
        ],
    )


def test_both_hold_the_same_entries(edition: Edition) -> None:
    nav, table = entries(edition)
    assert nav == table
    assert [depth for depth, _, _ in nav] == [1, 1, 1, 2, 1, 2, 1]
    assert (2, "潮“起” & <汐>落", "text/a-a.xhtml") in nav


def test_ncx_points_are_numbered_in_order(edition: Edition) -> None:
    points = parse(ncx(edition)).xpath("//n:navPoint", namespaces=NS)
    assert [point.get("playOrder") for point in points] == [str(n) for n in range(1, 8)]
    assert len({point.get("id") for point in points}) == 7


def test_ncx_identifier_and_depth(edition: Edition) -> None:
    root = parse(ncx(edition))
    facts = {meta.get("name"): meta.get("content") for meta in root.iterfind("n:head/n:meta", NS)}
    assert facts["dtb:uid"] == edition.identifier
    assert facts["dtb:depth"] == "2"


def test_landmarks_and_page_list(edition: Edition) -> None:
    root = parse(nav_document(edition))
    marks = root.xpath("//h:nav[@e:type='landmarks']//h:a/@e:type", namespaces=NS)
    assert marks == ["titlepage", "toc", "copyright-page", "bodymatter"]
    pages = root.xpath("//h:nav[@e:type='page-list']//h:a", namespaces=NS)
    assert [(a.text, a.get("href")) for a in pages] == [
        ("01", "text/s01.xhtml#page-01"),
        ("02", "text/s02.xhtml#page-02"),
    ]


def test_languages(edition: Edition) -> None:
    root = parse(nav_document(edition))
    assert root.get("lang") == "zh-Hans-CN"
    assert root.xpath("//h:a[@href='text/a-b.xhtml']/@lang", namespaces=NS) == ["en"]


def test_no_page_list_without_pages(make_issue: Callable[..., Issue]) -> None:
    text = nav_document(plan(complete(make_issue()), Options())).decode()
    assert "page-list" not in text
