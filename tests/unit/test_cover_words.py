# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of the front page: no more than it can hold, however long the story is."""

from __future__ import annotations

from datetime import date

from epubgen.covers.words import front_of
from epubgen.epub.edition import plan
from epubgen.model import Article, Issue, Paragraph, Publication, Section, Text, Withdrawn
from epubgen.options import Options
from epubgen.transforms.complete import complete


def test_a_paragraph_without_end_is_cut_before_it_is_measured() -> None:
    """Each line is measured from the start of what is left, so a whole book in one paragraph took minutes."""
    story = Article(id="a", title=("题",), body=(Paragraph(text=(Text(text="潮，" * 50_000),)),))
    issue = Issue(
        publication=Publication(id="p", title="报", language="zh-Hans"), date=date(2026, 1, 5), articles=(story,)
    )
    front = front_of(plan(complete(issue), Options()))
    assert 0 < sum(map(len, front.text)) < 5_000
    assert len(front.deck) < 5_000


def test_beside_the_lead_stand_stories_and_no_advertisement_even_where_it_is_kept() -> None:
    day = date(2026, 1, 5)
    stories = (
        Article(id="lead", title=("头条",)),
        Article(id="ad", title=("广告",), kind="ad"),
        Article(id="gone", title=("撤稿",), withdrawn=Withdrawn(date=day)),
        Article(id="hidden", title=("目录外",), toc=False),
        Article(id="brief", title=("简讯",), priority="brief"),
        Article(id="news", title=("新闻",)),
    )
    sections = (Section(id="s", name="要闻", articles=("ad", "gone", "news")),)
    paper = Publication(id="p", title="报", language="zh-Hans")
    issue = Issue(publication=paper, date=day, articles=stories, sections=sections, headline_article="lead")
    front = front_of(plan(complete(issue), Options(keep_ads=True)))
    assert [other.title for other in front.others] == ["新闻"]
