# SPDX-License-Identifier: AGPL-3.0-or-later
"""An issue is completed from what it says."""

from collections.abc import Callable

from epubgen.model import Article, Issue, Page, Publication, Section, SectionName
from epubgen.transforms.complete import complete

Make = Callable[..., Issue]
Story = Callable[..., Article]


def shape(issue: Issue) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(section.id, section.name, section.articles) for section in issue.sections]


def test_pages_become_sections(make_issue: Make, make_story: Story) -> None:
    pages = (Page(number="01", name="要闻"), Page(number="02"))
    issue = complete(make_issue(make_story("a", page=("02",)), make_story("b", page=("01",)), pages=pages))
    assert shape(issue) == [("page-01", "要闻", ("b",)), ("page-02", "第02版", ("a",))]
    assert [story.id for story in issue.articles] == ["b", "a"]


def test_page_lists_give_stories_their_page(make_issue: Make, make_story: Story) -> None:
    pages = (Page(number="A1", articles=("b", "a")),)
    issue = complete(make_issue(make_story("a"), make_story("b"), pages=pages))
    assert [(story.id, story.page) for story in issue.articles] == [("b", ("A1",)), ("a", ("A1",))]


def test_pages_grouped_in_declared_sections(make_issue: Make, make_story: Story) -> None:
    sections = (Section(id="local", name="本地", pages=("A1", "A2")), Section(id="sport", name="体育"))
    pages = (Page(number="A1"), Page(number="A2"), Page(number="B1", section="体育"))
    stories = (make_story("x", page=("B1",)), make_story("y", page=("A2",)), make_story("z", page=("A1",)))
    issue = complete(make_issue(*stories, sections=sections, pages=pages))
    assert shape(issue) == [("local", "本地", ("y", "z")), ("sport", "体育", ("x",))]
    assert issue.sections[1].pages == ("B1",)


def test_explicit_lists_come_first(make_issue: Make, make_story: Story) -> None:
    sections = (Section(id="s", name="版块", articles=("c", "a")),)
    stories = (make_story("a"), make_story("b", section="s"), make_story("c"))
    assert shape(complete(make_issue(*stories, sections=sections))) == [("s", "版块", ("c", "a", "b"))]


def test_section_by_alias_and_by_free_name(make_issue: Make, make_story: Story) -> None:
    paper = {"sections": (SectionName(id="culture", name="文化", aliases=("文艺",)),)}
    issue = complete(make_issue(make_story("a", section="文艺"), make_story("b", section="新鲜事"), paper=paper))
    assert shape(issue) == [("culture", "文化", ("a",)), ("新鲜事", "新鲜事", ("b",))]


def test_stories_without_any_place(make_issue: Make, make_story: Story) -> None:
    assert [section.articles for section in complete(make_issue(make_story("a"))).sections] == [("a",)]


def test_empty_sections_drafts_and_left_out_stories_go(make_issue: Make, make_story: Story) -> None:
    sections = (Section(id="s", name="甲", articles=("a",)), Section(id="t", name="乙", articles=("b", "c")))
    stories = (make_story("a"), make_story("b", draft=True), make_story("c"))
    assert shape(complete(make_issue(*stories, sections=sections), ("c",))) == [("s", "甲", ("a",))]


def test_weekday_and_lunar_date(make_issue: Make) -> None:
    issue = complete(make_issue(lunar="auto"))
    assert (issue.weekday, issue.lunar) == ("星期五", "丙午年三月初一")
    stated = complete(make_issue(weekday="周五", lunar="三月初一"))
    assert (stated.weekday, stated.lunar) == ("周五", "三月初一")


def test_completing_twice_changes_nothing(make_issue: Make, make_story: Story) -> None:
    pages = (Page(number="01", name="要闻", articles=("b",)),)
    once = complete(make_issue(make_story("a"), make_story("b"), pages=pages))
    assert complete(once) == once


def test_publication_is_kept(make_issue: Make) -> None:
    issue = make_issue()
    assert isinstance(issue.publication, Publication)
    assert complete(issue).publication is issue.publication
