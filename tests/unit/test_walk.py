# SPDX-License-Identifier: AGPL-3.0-or-later
"""The walks over the model reach into every container, and change no more than they must."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, get_args

import pytest

from epubgen.epub.nav import nav_document
from epubgen.model import (
    QA,
    Ad,
    Block,
    Box,
    Dialogue,
    Em,
    Footnote,
    Gallery,
    Image,
    LangStr,
    List,
    MarkedStr,
    Note,
    PageBreak,
    Paragraph,
    Photo,
    Quote,
    Ruby,
    Strong,
    Text,
    Turn,
)
from epubgen.model.walk import (
    blocks_within,
    change_strings,
    has_ruby,
    instances,
    photos_within,
    rebuilt,
    strings,
    texts,
)
from tests.unit.pages_sample import edition_of, issue_of, said, story, view

MARK = PageBreak(page="07")
INSIDE = (said("前。"), MARK, said("后。"))
CONTAINERS: dict[type[Block], Block] = {
    Quote: Quote(body=INSIDE),
    Box: Box(body=INSIDE, title="附"),
    List: List(items=((said("一。"),), INSIDE)),
    QA: QA(turns=(Turn(who="问", text=INSIDE),)),
    Dialogue: Dialogue(turns=(Turn(who="甲", text=(said("一。"),)), Turn(who="乙", text=INSIDE))),
    Note: Note(body=INSIDE),
    Ad: Ad(body=INSIDE),
}
NESTED = {f"{kind.__name__}-in-List": List(items=((block,),)) for kind, block in CONTAINERS.items()}


def test_every_block_that_holds_blocks_is_in_the_table() -> None:
    holding = {kind for kind in get_args(Block) if any(f.name in ("body", "turns") for f in fields(kind))} | {List}
    assert holding == set(CONTAINERS)


@pytest.mark.parametrize("block", [*CONTAINERS.values(), *NESTED.values()], ids=[*map(str, CONTAINERS), *NESTED])
def test_a_page_break_in_a_container_is_in_the_list_of_pages(block: Block) -> None:
    issue = issue_of(story(body=(said("头。"), block)))
    edition = edition_of(issue)
    (target,) = [page for page in edition.page_list if page.label == "07"]
    href, _, mark = target.href.partition("#")
    page = view(issue)
    assert page.part.href == href
    assert page.values("//*[@role='doc-pagebreak']/@id") == ["page-01", mark] or mark in page.values("//@id")
    assert f"{href}#{mark}".encode() in nav_document(edition)


def test_a_page_break_in_a_footnote_is_in_the_list_of_pages() -> None:
    issue = issue_of(story(footnotes=(Footnote(label="1", body=INSIDE),)))
    (target,) = [page for page in edition_of(issue).page_list if page.label == "07"]
    assert target.href.partition("#")[2] in view(issue).values("//@id")


@pytest.mark.parametrize("block", CONTAINERS.values(), ids=map(str, CONTAINERS))
def test_walks_reach_into_containers(block: Block) -> None:
    assert MARK in list(blocks_within([block]))
    assert next(path for _, path in instances(block, PageBreak)).endswith("[1]")
    photo = Photo(file="a.jpg")
    inner = rebuilt(block, lambda part: Image(photo=photo) if part == MARK else part)
    assert list(photos_within([inner])) == [photo]


def test_photos_of_galleries_count_each() -> None:
    first, second = Photo(file="a.jpg"), Photo(file="b.jpg")
    assert list(photos_within([Gallery(items=(first, second)), Image(photo=first)])) == [first, second, first]


def test_texts_are_those_of_strings() -> None:
    issue = issue_of(story("a", title=(MarkedStr((Ruby("桥", "qiáo"), Text("通了"))),)))
    assert texts(issue) == [text for text, _, _ in strings(issue)]
    assert "qiáo" in texts(issue)
    assert texts(issue, {"a"}) == [text for text, _, _ in strings(issue, {"a"})]


@pytest.mark.parametrize(
    "change",
    [
        {"body": (Paragraph(text=(Strong((Ruby("桥", "qiáo"),)),)),)},
        {"body": (Quote(body=(Paragraph(text=(Ruby("桥", "qiáo"),)),)),)},
        {"title": (MarkedStr((Em((Ruby("桥", "qiáo"),)),)),)},
        {"photos": (Photo(file="a.jpg", alt="桥", caption=MarkedStr((Ruby("桥", "qiáo"),))),)},
    ],
)
def test_a_reading_is_found_wherever_it_stands(change: dict[str, Any]) -> None:
    assert has_ruby(issue_of(replace(story("a"), **change)))
    assert not has_ruby(issue_of(story("a", title=(MarkedStr((Strong((Text("桥"),)),)),))))


def test_what_does_not_change_stays_the_same_object() -> None:
    body = (said("甲"), Quote(body=(said("乙"), said("丙"))))
    assert rebuilt(body, lambda part: part) is body
    new = change_strings(body, lambda text: text.replace("丙", "丁"))
    assert new[0] is body[0]
    assert new[1] == Quote(body=(said("乙"), said("丁")))
    assert isinstance(body[1], Quote)
    assert isinstance(new[1], Quote)
    assert new[1].body[0] is body[1].body[0]


def test_changed_texts_keep_their_language() -> None:
    (new,) = change_strings((LangStr("a", "en"),), str.upper)
    assert (new, new.lang) == ("A", "en")


def test_what_is_left_out_leaves_its_tuple() -> None:
    runs = (Text("a"), Strong((Text("b"),)))
    made = rebuilt((Paragraph(text=runs),), lambda part: None if isinstance(part, Strong) else part)
    assert made == (Paragraph(text=(Text("a"),)),)


def test_a_kept_type_is_not_entered() -> None:
    quote = Quote(body=(said("甲"),))
    assert rebuilt(
        (quote,), lambda part: replace(part, text=()) if isinstance(part, Paragraph) else part, keep=(Quote,)
    ) == (quote,)
