# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ways through an issue: whoever follows "next" meets every story once, and no link leads nowhere.

The walk: a section front leads to the first of its stories, a story to the next, the last of a section to the next
front, or to the story of a section that has no front. Held over every sample and over random issues.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import epubgen
from epubgen.epub.edition import Edition, NavItem, plan
from epubgen.epub.nav import nav_document, ncx
from epubgen.epub.pages import page_part
from epubgen.images import Media
from epubgen.model import Article, Issue, Link, Nav, Page, PageBreak, Paragraph, Publication, Section, Text, Withdrawn
from epubgen.options import Options
from epubgen.transforms.complete import complete
from epubgen.transforms.continuations import merge_jumps
from epubgen.transforms.removals import without_expired
from tests.counted import examples

X = {
    "x": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
}
NOW = datetime(2026, 4, 17, tzinfo=UTC)
Trees = dict[str, etree._Element]


def trees(edition: Edition) -> Trees:
    return {d.href: etree.fromstring(page_part(edition, Media(), d).data) for d in edition.documents}  # type: ignore[arg-type]


def found(tree: etree._Element, path: str) -> list[str]:
    return [str(value) for value in tree.xpath(path, namespaces=X)]  # type: ignore[union-attr]


def from_here(here: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(here), href))


def walk(edition: Edition, pages: Trees) -> Iterator[str]:
    """The files of stories that a reader meets who presses "next"."""
    first = next(d for d in edition.documents if d.kind in ("section", "article"))
    stories = {d.href for d in edition.documents if d.kind == "article"}
    here, steps = first.href, 0
    while here and steps <= 2 * len(edition.documents):
        steps += 1
        path = "//x:nav/x:p/x:a[@class='to-next']/@href" if here in stories else "//x:ul/x:li/x:h2/x:a/@href"
        if here in stories:
            yield here
        ways = found(pages[here], path)
        here = from_here(here, ways[0]) if ways else ""


def hold(edition: Edition) -> None:
    """Everything that is promised of the ways through an edition."""
    pages, names = trees(edition), {d.href for d in edition.documents}
    stories = [d for d in edition.documents if d.kind == "article"]
    contents = edition.document("contents")
    for here, tree in pages.items():
        notes_pop_up(here, tree)
        for href in found(tree, "//x:a/@href"):
            if ":" not in href.partition("/")[0]:
                name, _, fragment = href.partition("#")
                target = from_here(here, name) if name else here
                assert target in names, f"{here} leads to {href}"
                assert not fragment or target == here, f"{here}: only notes have fragments: {href}"
    if edition.issue.navigation.bars != "none":
        assert list(walk(edition, pages)) == [d.href for d in stories]
        for number, story in enumerate(stories):
            wanted = {"to-contents"} if contents else set()
            wanted |= {"to-section"} if story.subject in fronted(edition) else set()
            wanted |= {"to-previous"} if number else set()
            wanted |= {"to-next"} if number < len(stories) - 1 else set()
            assert set(found(pages[story.href], "//x:nav/x:p/x:a/@class")) == wanted, story.href
    trees_agree(edition)
    for page in edition.page_list:
        target, _, fragment = page.href.partition("#")
        assert found(pages[target], f"//*[@id='{fragment}']/@id") == [fragment], page


def fronted(edition: Edition) -> set[str]:
    """Ids of the stories whose section has a front."""
    fronts = {d.subject for d in edition.documents if d.kind == "section"}
    return {story for section in edition.issue.sections if section.id in fronts for story in section.articles}


def notes_pop_up(here: str, tree: Any) -> None:
    """What Apple and Kobo ask of a popup: a typed link to a typed aside of the same file, further down, and a way back."""
    order = {element: number for number, element in enumerate(tree.iter())}
    for mark in tree.xpath("//x:a[@epub:type='noteref']", namespaces=X):
        name, _, fragment = str(mark.get("href")).partition("#")
        (note,) = tree.xpath(f"//x:aside[@id='{fragment}']", namespaces=X)
        assert not name, f"{here}: a note lies in the file of its mark"
        assert note.get(f"{{{X['epub']}}}type") == "footnote"
        assert (mark.get("role"), note.get("role")) == ("doc-noteref", "doc-footnote")
        assert order[note] > order[mark], f"{here}: Kobo opens only what comes later"
        assert any(f"#{mark.get('id')}" == a.get("href") for a in note.iter("{*}a")) or not mark.get("id")
        assert "".join(note.itertext()).strip()


def flat(items: tuple[NavItem, ...]) -> Iterator[str]:
    for item in items:
        yield item.href
        yield from flat(item.children)


def trees_agree(edition: Edition) -> None:
    """Navigation document, NCX and spine name the same files in the same order, two levels deep."""
    spine = [d.href for d in edition.documents]
    hidden = {d.href for d in edition.documents if d.kind == "article" and not edition.issue.article(d.subject).toc}
    listed = list(flat(edition.toc))
    assert listed == [href for href in spine if href not in hidden]
    assert not any(child.children for item in edition.toc for child in item.children)
    nav, older = etree.fromstring(nav_document(edition)), etree.fromstring(ncx(edition))
    assert found(nav, "//x:nav[@id='toc']//x:a/@href") == listed == found(older, "//n:content/@src")


def test_ways_through_every_sample(sample: Path) -> None:
    edition = epubgen.plan(sample)
    hold(edition)
    contents = edition.document("contents")
    assert contents
    linked = {from_here(contents.href, h) for h in found(trees(edition)[contents.href], "//x:a/@href")}
    own = {"contents", "facsimile"}
    hidden = {s.id for s in edition.issue.articles if not s.toc}
    before = edition.documents[: edition.documents.index(contents)]
    due = [d for d in edition.documents if d not in before and d.kind not in own and d.subject not in hidden]
    assert linked == {d.href for d in due}


IDS = [f"s{number}" for number in range(8)]
ids = st.sampled_from(IDS)
some_id = st.one_of(st.just(""), ids)


@st.composite
def stories(draw: st.DrawFn, story_id: str) -> Article:
    body: list[Paragraph | PageBreak] = [
        Paragraph(text=(Text("见"), Link((Text("另文"),), f"article:{draw(ids)}"), Text("。")))
    ]
    if draw(st.booleans()):
        body.append(PageBreak(page=draw(st.sampled_from("1234"))))
    gone = draw(st.booleans()) and draw(st.booleans())
    return Article(
        id=story_id,
        title=(draw(st.sampled_from(["甲", "乙", "甲（上接第1版）", ""])),),
        page=tuple(draw(st.lists(st.sampled_from("1234"), max_size=2, unique=True))),
        section=draw(st.sampled_from(["", "", "要闻", "副刊"])),
        column=draw(st.sampled_from(["", "甲", "乙", "丙", "丁"])),
        priority=draw(st.sampled_from(["normal", "lead", "brief"])),
        body=tuple(body),
        continues_on=draw(some_id),
        continued_from=draw(some_id),
        related=tuple(draw(st.lists(ids, max_size=2, unique=True))),
        correction_of=draw(some_id),
        toc=draw(st.booleans()) or draw(st.booleans()),
        withdrawn=Withdrawn(date=date(2026, 4, 17)) if gone else None,
        expires=draw(st.sampled_from([None, None, date(2026, 4, 16), date(2026, 4, 17)])),
    )


@st.composite
def issues(draw: st.DrawFn) -> Issue:
    chosen = draw(st.lists(ids, min_size=1, unique=True))
    nav = Nav(
        group_by=draw(st.sampled_from(["section", "page", "page+section"])),
        bars=draw(st.sampled_from(["auto", "both", "top", "bottom", "none"])),
        masthead=draw(st.sampled_from(["auto", "front", "back"])),
        fronts=draw(st.sampled_from(["auto", "all"])),
        jumps=draw(st.sampled_from(["merge", "merge", "apart"])),
        facsimiles=draw(st.booleans()),
    )
    listed = draw(st.lists(st.sampled_from(chosen), unique=True))
    return Issue(
        publication=Publication(id="bao", title="报", language="zh-Hans-CN", nav=nav),
        date=date(2026, 4, 17),
        articles=tuple(draw(stories(story_id)) for story_id in chosen),
        sections=draw(st.sampled_from([(), (Section(id="yw", name="要闻", articles=tuple(listed), lead="s1"),)])),
        pages=tuple(
            Page(number=n, name=f"名{n}", facsimile=f"{n}.jpg") for n in draw(st.sampled_from(["", "12", "31"]))
        ),
        headline_article=draw(some_id),
        front_matter=draw(st.sampled_from([("masthead", "contents"), ("masthead",)])),
    )


@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(issues())
def test_ways_through_any_issue(issue: Issue) -> None:
    shown = without_expired(issue, NOW)
    shown = merge_jumps(shown) if issue.navigation.jumps == "merge" else shown
    done = complete(shown)
    if not done.articles:
        return
    hold(plan(done, Options()))


@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(issues())
def test_merging_loses_no_page_and_no_words(issue: Issue) -> None:
    whole = merge_jumps(issue)
    assert merge_jumps(whole) == whole or any(s.continues_on or s.continued_from for s in whole.articles)
    assert sum(len(s.body) for s in whole.articles) >= sum(len(s.body) for s in issue.articles)
    assert {p for s in whole.articles for p in s.page} == {p for s in issue.articles for p in s.page}
    kept = {s.id for s in whole.articles}
    links = {run.href.removeprefix("article:") for s in whole.articles for b in s.body if isinstance(b, Paragraph)
             for run in b.text if isinstance(run, Link)}  # fmt: skip
    assert not links & ({s.id for s in issue.articles} - kept)
    assert replace(whole, articles=()).date == issue.date
