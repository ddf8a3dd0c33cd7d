# SPDX-License-Identifier: AGPL-3.0-or-later
"""An issue made in Python: a slip is a finding with its path and cure, and what is right passes as it is."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import epubgen
from epubgen.errors import Location, Report, SourceError
from epubgen.languages.characters import visible_text
from epubgen.model import (
    Article,
    Box,
    Contact,
    Credit,
    Em,
    Foreign,
    Ids,
    Issue,
    LangStr,
    List,
    Nav,
    Numbering,
    Page,
    Paragraph,
    Photo,
    Publication,
    Quote,
    Section,
    SourceSpan,
    Strong,
    Table,
    Text,
)
from epubgen.options import WritingMode
from epubgen.serialization import decode_issue, validate_issue
from tests.conftest import EpubOf, in_modes
from tests.counted import assert_linear, calls, examples

Make = Callable[..., Any]
WORDS = (Text("潮水退去。"),)


def deep(cls: Any, part: str, inner: Any, levels: int = 600) -> Any:
    for _ in range(levels):
        inner = cls(**{part: (inner,)})
    return inner


def in_body(block: object) -> dict[str, object]:
    return {"body": (block,)}


ODD_STORIES: list[tuple[dict[str, object], str, str]] = [
    ({"title": None}, "S02.python", "title"),
    ({"title": (None,)}, "S02.python", "title[0]"),
    ({"title": ("a", 5)}, "S02.python", "title[1]"),
    ({"title": "一个字符串"}, "S02.python", "title"),
    ({"title": ["a list"]}, "S02.python", "title"),
    ({"title": ()}, "S03.python", "title"),
    ({"title": ("",)}, "S03.python", "title"),
    ({"title": ("　", " ")}, "S03.python", "title"),
    ({"title": ("a\ud800",)}, "S07.surrogate", "title[0]"),
    ({"id": ""}, "S03.python", "id"),
    ({"id": 7}, "S02.python", "id"),
    ({"id": "a/b"}, "S02.story_id", "id"),
    ({"id": "..\\b"}, "S02.story_id", "id"),
    ({"kicker": "肩题"}, "S02.python", "kicker"),
    ({"kind": "消息"}, "S02.choices", "kind"),
    ({"kind": "fetaure"}, "S02.choice", "kind"),
    ({"kind": None}, "S02.python", "kind"),
    ({"kind": ["news"]}, "S02.python", "kind"),
    ({"lang": "cn"}, "S02.tag", "lang"),
    ({"lang": None}, "S02.python", "lang"),
    ({"weight": "3"}, "S02.python", "weight"),
    ({"weight": True}, "S02.python", "weight"),
    ({"toc": 1}, "S02.python", "toc"),
    ({"authors": ("王五",)}, "S02.python", "authors[0]"),
    ({"authors": Credit(name="王五")}, "S02.python", "authors"),
    ({"authors": (Credit(name=None),)}, "S02.python", "authors[0].name"),  # type: ignore[arg-type]  # the slip
    ({"dateline": "本报讯"}, "S02.python", "dateline"),
    ({"date": datetime(2026, 1, 5, tzinfo=UTC)}, "S02.python", "date"),
    ({"embargo_until": date(2026, 1, 5)}, "S02.python", "embargo_until"),
    ({"embargo_until": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=8)))}, "S02.day", "embargo_until"),
    ({"at": "a.md"}, "S02.python", "at"),
    ({"photos": ("a.jpg",)}, "S02.python", "photos[0]"),
    ({"photos": (Photo(file=""),)}, "S03.python", "photos[0].file"),
    ({"photos": (Photo(file="a", focal=(0.5, 2)),)}, "F06", "photos[0].focal"),
    ({"photos": (Photo(file="a", focal=(0.5, float("nan"))),)}, "F06", "photos[0].focal"),
    ({"photos": (Photo(file="a", focal=(0.5,)),)}, "S02.python", "photos[0].focal"),  # type: ignore[arg-type]
    ({"photos": (Photo(file="a", data="x"),)}, "S02.python", "photos[0].data"),  # type: ignore[arg-type]
    ({"body": None}, "S02.python", "body"),
    ({"body": "text"}, "S02.python", "body"),
    ({"body": ("text",)}, "S02.python", "body[0]"),
    (in_body(Text("a run is no block")), "S02.python", "body[0]"),
    (in_body(Paragraph), "S02.python", "body[0]"),
    (in_body(Paragraph(text="x")), "S02.python", "body[0].text"),  # type: ignore[arg-type]
    (in_body(Paragraph(text=("x",))), "S02.python", "body[0].text[0]"),  # type: ignore[arg-type]
    (in_body(Paragraph(text=(Text(None),))), "S02.python", "body[0].text[0].text"),  # type: ignore[arg-type]
    (in_body(Paragraph(text=(Foreign(WORDS, "方言"),))), "S02.tag_form", "body[0].text[0].lang"),
    (in_body(List(items=(Paragraph(text=WORDS),))), "S02.python", "body[0].items[0]"),  # type: ignore[arg-type]
    (in_body(Table(rows=((WORDS, "x"),))), "S02.python", "body[0].rows[0][1]"),  # type: ignore[arg-type]
    (in_body(deep(Quote, "body", Paragraph(text=WORDS))), "S09.levels", "body[0]" + ".body[0]" * 40),
    (
        in_body(Paragraph(text=(deep(Strong, "children", WORDS[0]),))),
        "S09.levels",
        "body[0].text[0]" + ".children[0]" * 40,
    ),
]
ODD_ISSUES: list[tuple[dict[str, object], str, str]] = [
    ({"date": "2026-01-05"}, "S02.python", "date"),
    ({"date": None}, "S02.python", "date"),
    ({"numbering": Numbering(total=5)}, "S02.python", "numbering.total"),  # type: ignore[arg-type]
    ({"numbering": Numbering(total="总第5期")}, "S02.number", "numbering.total"),
    ({"numbering": None}, "S02.python", "numbering"),
    ({"articles": [1]}, "S02.python", "articles"),
    ({"sections": (Section(id="a", name=" "),)}, "S03.python", "sections[0].name"),
    ({"pages": (Page(number="01", articles="a"),)}, "S02.python", "pages[0].articles"),  # type: ignore[arg-type]
    ({"nav": Nav}, "S02.python", "nav"),
    ({"nav": Nav(group_by="pages")}, "S02.choice", "nav.group_by"),  # type: ignore[arg-type]
    ({"front_matter": ("cover",)}, "S02.choices", "front_matter[0]"),
    ({"publication": None}, "S02.python", "publication"),
    ({"root": Path("x")}, "S02.python", "root"),
]
ODD_PAPERS: list[tuple[dict[str, object], str, str]] = [
    ({"language": None}, "S02.python", "language"),
    ({"language": ""}, "S03.python", "language"),
    ({"language": "cn"}, "S02.tag", "language"),
    ({"title": ""}, "S03.python", "title"),
    ({"id": ""}, "S03.python", "id"),
    ({"id": "../x"}, "S02.slug", "id"),
    ({"id": "报"}, "S02.slug_form", "id"),
    ({"roles": {"记者": 1}}, "S02.python", "roles.记者"),
    ({"roles": {1: "a"}}, "S02.python", "roles.1"),
    ({"roles": ()}, "S02.python", "roles"),
    ({"ids": Ids(custom={"k": "\udfff"})}, "S07.surrogate", "ids.custom.k"),
    ({"title": LangStr("Post", "cn")}, "S02.tag", "title.lang"),
    ({"contacts": (Contact(value="", kind="email"),)}, "S03.python", "contacts[0].value"),
]


def named(table: list[tuple[dict[str, object], str, str]]) -> list[str]:
    return [f"{number}-{key}-{path[:30]}" for number, (_, key, path) in enumerate(table)]


def found_in(issue: Issue) -> list[tuple[str, str]]:
    with pytest.raises(SourceError) as caught:
        epubgen.build(issue, io.BytesIO())
    assert caught.value.text("zh") != caught.value.text("en")
    return [(entry.key, entry.field) for entry in caught.value.findings]


@pytest.mark.parametrize(("odd", "key", "path"), ODD_STORIES, ids=named(ODD_STORIES))
def test_odd_values_of_a_story(make_issue: Make, make_story: Make, odd: dict[str, object], key: str, path: str) -> None:
    story = replace(make_story("b"), **odd)
    assert found_in(make_issue(make_story("a"), story)) == [(key, f"articles[1].{path}")]


@pytest.mark.parametrize(("odd", "key", "path"), ODD_ISSUES, ids=named(ODD_ISSUES))
def test_odd_values_of_an_issue(make_issue: Make, odd: dict[str, object], key: str, path: str) -> None:
    assert found_in(replace(make_issue(), **odd)) == [(key, path)]


@pytest.mark.parametrize(("odd", "key", "path"), ODD_PAPERS, ids=named(ODD_PAPERS))
def test_odd_values_of_a_publication(make_issue: Make, odd: dict[str, object], key: str, path: str) -> None:
    assert found_in(make_issue(paper=odd)) == [(key, f"publication.{path}")]


CURES: dict[str, dict[str, Any]] = {
    'title=("一个字符串",)': {"title": "一个字符串"},
    'title=("…",)': {"title": None},
    'Credit(name="王五")': {"authors": ("王五",)},
    "date=date(2026, 1, 5)": {"date": "2026-01-05"},
    "updated=date(2026, 1, 6)": {"updated": datetime(2026, 1, 6, tzinfo=UTC)},
    'dateline=Dateline(label="本报讯")': {"dateline": "本报讯"},
    'body=(Paragraph(text=(Text("x"),)),)': {"body": "x"},
    'text=(Text("x"),)': {"body": (Paragraph(text="x"),)},  # type: ignore[arg-type]
    "embargo_until=datetime(2026, 4, 22, 6, 30, tzinfo=UTC)": {"embargo_until": ""},
    'kind="news"': {"kind": None},
    "withdrawn=Withdrawn(date=date(2026, 4, 22))": {"withdrawn": True},
}


@pytest.mark.parametrize("cure", CURES)
def test_the_hint_is_what_to_write(make_issue: Make, make_story: Make, cure: str) -> None:
    _, found = validate_issue(make_issue(replace(make_story("a"), **CURES[cure])))
    assert [entry.hint("en") for entry in found] == [f"write {cure}"]
    assert [entry.hint("zh") for entry in found] == [f"写成 {cure}"]


def test_all_faults_come_at_once_in_order(make_issue: Make, make_story: Make) -> None:
    stories = (make_story("a", kind="x"), make_story("b", authors=(None, "王五")))
    issue = make_issue(*stories, numbering=Numbering(total="No. 3"), paper={"title": ""})
    assert found_in(issue) == [
        ("S03.python", "publication.title"),
        ("S02.number", "numbering.total"),
        ("S02.choices", "articles[0].kind"),
        ("S02.python", "articles[1].authors[0]"),
        ("S02.python", "articles[1].authors[1]"),
    ]


def test_lint_reports_what_build_refuses(make_issue: Make, make_story: Make) -> None:
    report = epubgen.lint(make_issue(make_story("a", body="x")))
    assert isinstance(report, Report)
    assert [entry.field for entry in report.errors] == ["articles[0].body"]


def test_two_stories_of_one_id_stop_the_build(make_issue: Make, make_story: Make) -> None:
    assert [key for key, _ in found_in(make_issue(make_story("a"), make_story("a", "另一标题")))] == ["N07"]


def test_the_place_of_a_value_that_was_read_is_told(make_issue: Make, make_story: Make) -> None:
    at = SourceSpan("a.md", 1, (("title", 3, 8),))
    _, found = validate_issue(make_issue(make_story("a", at=at, kind="x"), replace(make_story("b", at=at), title=(5,))))
    assert [entry.at for entry in found] == [Location("a.md", 1), Location("a.md", 3, 8)]


def test_characters_that_no_epub_may_hold_are_taken_out(make_issue: Make, make_story: Make, tmp_path: Path) -> None:
    story = make_story("a", "标\x00题", body=(Paragraph(text=(Strong((Text("a\x0bb\ufdd0"),)),)),))
    issue, found = validate_issue(make_issue(story, paper={"roles": {"k": "a\x07"}}))
    assert [(entry.key, entry.field) for entry in found] == [
        ("T03.removed", "publication.roles.k"),
        ("T03.removed", "articles[0].title[0]"),
        ("T03.removed", "articles[0].body[0].text[0].children[0].text"),
    ]
    assert issue.articles[0].title == ("标题",)
    assert issue.articles[0].body == (Paragraph(text=(Strong((Text("a b"),)),)),)
    assert issue.publication.roles == {"k": "a"}
    assert validate_issue(issue)[0] is issue
    report = epubgen.build(make_issue(story), tmp_path / "a.epub").report
    assert [entry.code for entry in report.findings if entry.code == "T03"] == ["T03", "T03"]
    assert epubgen.check(tmp_path / "a.epub", java=False).ok


def test_depth_that_markdown_has_is_no_fault(make_issue: Make, make_story: Make) -> None:
    words = deep(Em, "children", Text("x"), 39)
    body = deep(Box, "body", Paragraph(text=(words,)), 39)
    issue = make_issue(make_story("a", body=(body,)))
    assert validate_issue(issue) == (issue, ())
    epubgen.build(issue, io.BytesIO())


def test_the_first_year_has_four_digits(make_issue: Make, tmp_path: Path) -> None:
    epubgen.build(make_issue(date=date(1, 1, 1)), tmp_path / "a.epub")
    with ZipFile(tmp_path / "a.epub") as archive:
        assert b">0001-01-01T00:00:00Z</meta>" in archive.read("EPUB/content.opf")
    assert epubgen.check(tmp_path / "a.epub", java=False).ok


@pytest.mark.tools
@pytest.mark.parametrize(
    ("sample", "mode"), in_modes({("shiomi-shimpo", "vertical-rl"), ("rare-names", "horizontal-tb")})
)
def test_a_loaded_sample_builds_the_same_bytes(sample: Path, mode: WritingMode, epub_of: EpubOf) -> None:
    issue = epubgen.load(sample)
    assert validate_issue(issue)[0] is issue
    stream = io.BytesIO()
    epubgen.build(issue, stream, writing_mode=mode, keep_ads=True)
    assert stream.getvalue() == epub_of(sample, mode).read_bytes()


def test_a_daily_costs_what_its_stories_cost(make_issue: Make, make_story: Make) -> None:
    body = tuple(Paragraph(text=(Text(f"第{n}段。" * 40), Strong(WORDS), Text("完。"))) for n in range(12))

    def daily(stories: int) -> None:
        validate_issue(
            make_issue(*(make_story(f"s{n}", body=body, summary="提要", page=("01",)) for n in range(stories)))
        )

    assert_linear(daily, 24)
    assert calls(lambda: daily(24)) < 100_000


NUMBERS = {
    "第1期": "1", "总第12482期": "12482", "No. 12": "12", "no.12": "12", "12期": "12", "第7号": "7", "제3호": "3",
    "Vol. 3": "3", "Issue 4": "4", "第十二卷": "十二",
}  # fmt: skip


@pytest.mark.parametrize("typed", NUMBERS)
def test_a_number_stands_without_the_words_around_it(typed: str) -> None:
    paper = Publication(id="p", title="P", language="en")
    text = f'date: 2026-01-05\nnumbering:\n  total: "{typed}"\n'
    _, found = decode_issue(text, Location("issue.yaml"), paper)
    assert [(f.key, f.field, dict(f.args)["right"]) for f in found] == [
        ("S02.number", "numbering.total", NUMBERS[typed])
    ]


@pytest.mark.parametrize("typed", ["012482", "12-13", "增刊2", "IV", "3/4", "nova 2", "十二", "", "期"])
def test_other_numbers_stay(make_issue: Make, typed: str) -> None:
    issue = make_issue(numbering=Numbering(total=typed, volume=typed, issue=typed, year_issue=typed))
    assert validate_issue(issue) == (issue, ())


@pytest.mark.parametrize("typed", ['""', '"　"', "[]", '["", " "]'])
def test_a_title_in_a_file_needs_a_word_too(typed: str) -> None:
    from epubgen.serialization import decode_article  # noqa: PLC0415 - only here

    _, found = decode_article(f"---\ntitle: {typed}\n---\n", Location("a.md"), "a")
    assert [(f.key, f.field) for f in found] == [("S03", "title")]


def test_language_tags_become_the_usual_ones() -> None:
    run = Foreign((Text("mot"),), "fra")
    paper = Publication(id="p", title=LangStr("Post", "eng"), language="zho", dc_language="zh_tw")
    story = Article(id="a", title=("A",), lang="yue-Hant-HK", body=(Paragraph(text=(run,)),))
    made, found = validate_issue(Issue(publication=paper, date=date(2026, 1, 5), articles=(story,)))
    assert not found
    assert (made.publication.language, made.publication.dc_language) == ("zh", "zh-TW")
    assert isinstance(made.publication.title, LangStr)
    assert made.publication.title.lang == "en"
    assert made.articles[0].lang == "zh-Hant-HK"
    assert made.articles[0].body == (Paragraph(text=(Foreign((Text("mot"),), "fr"),)),)


def test_the_language_of_a_run_is_a_tag_in_markdown_too() -> None:
    parsed = epubgen.blocks_from_markdown("[a]{lang=方言} [b]{lang=ja}")
    assert [(f.key, dict(f.args)["value"]) for f in parsed.findings] == [("S02.attribute", "方言")]


def test_the_language_of_a_text_is_a_tag_in_files_too() -> None:
    paper = Publication(id="p", title="P", language="en")
    text = "date: 2026-01-05\nspecial: {text: 特刊, lang: cn}\nedition: {text: x, lang: ja}\n"
    issue, found = decode_issue(text, Location("issue.yaml"), paper)
    assert [(f.key, f.field) for f in found] == [("S02.tag", "special.lang")]
    assert issue is not None
    assert getattr(issue.edition, "lang", "") == "ja"


texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=8).map(visible_text)
lines = st.tuples(st.just("题"), texts)
runs = st.recursive(
    texts.map(Text), lambda inner: st.lists(inner, max_size=3).map(lambda kept: Strong(tuple(kept))), max_leaves=5
)
paragraphs = st.lists(runs, max_size=3).map(lambda kept: Paragraph(text=tuple(kept)))
blocks = st.recursive(
    paragraphs,
    lambda inner: st.lists(inner, max_size=3).flatmap(
        lambda kept: st.sampled_from([Quote(body=tuple(kept)), Box(body=tuple(kept)), List(items=(tuple(kept),))])
    ),
    max_leaves=5,
)
stories = st.builds(
    Article,
    id=st.from_regex(r"[a-z]{1,5}", fullmatch=True),
    title=lines,
    kind=st.sampled_from(["news", "poem"]),
    weight=st.none() | st.integers(),
    authors=st.lists(st.builds(Credit, name=texts), max_size=2).map(tuple),
    date=st.none() | st.dates(),
    summary=texts,
    body=st.lists(blocks, max_size=3).map(tuple),
    toc=st.booleans(),
)


@pytest.mark.tools
@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(told=st.lists(stories, max_size=3), day=st.dates(), price=texts, roles=st.dictionaries(texts, texts, max_size=2))
def test_what_is_right_passes_unchanged(told: list[Article], day: date, price: str, roles: dict[str, str]) -> None:
    paper = Publication(id="p", title="P", language="ja", price=price, roles=roles)
    issue = Issue(publication=paper, date=day, articles=tuple(told))
    passed, found = validate_issue(issue)
    assert passed is issue
    assert found == ()
