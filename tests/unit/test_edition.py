# SPDX-License-Identifier: AGPL-3.0-or-later
"""The plan of an edition: identity, names, spine, navigation, metadata."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import NAMESPACE_URL, uuid5

import pytest

from epubgen.epub.edition import Edition, file_name, identifier, issue_title, plan
from epubgen.epub.edition.identity import readable_identifier
from epubgen.epub.edition.tree import FileNames
from epubgen.errors import EditionError
from epubgen.markup import page_mark_id
from epubgen.model import (
    A11y,
    Article,
    Credit,
    Dialogue,
    Ids,
    Issue,
    List,
    Nav,
    Note,
    Numbering,
    Page,
    PageBreak,
    Paragraph,
    Photo,
    Publication,
    Quote,
    Rights,
    Ruby,
    Text,
    Turn,
)
from epubgen.options import Options
from epubgen.transforms.complete import complete

Make = Callable[..., Issue]
Story = Callable[..., Article]
OPTIONS = Options()


def planned(issue: Issue, options: Options = OPTIONS) -> Edition:
    return plan(complete(issue), options)


def metadata(edition: Edition, name: str) -> list[str]:
    """Texts of a Dublin Core element or a property."""
    return [entry.text for entry in edition.metadata if name in (entry.name, dict(entry.attrs).get("property"))]


def urn(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, 'urn:x-epubgen:' + name)}"


@pytest.mark.parametrize(
    ("fields", "mode", "name"),
    [
        ({}, "", "haibin:2026-04-17:"),
        ({}, "horizontal-tb", "haibin:2026-04-17:"),
        ({}, "vertical-rl", "haibin:2026-04-17:vertical-rl"),
        ({"edition": "早报"}, "", "haibin:2026-04-17:早报"),
        ({"edition": "早报", "special": "特刊"}, "vertical-rl", "haibin:2026-04-17:早报/特刊/vertical-rl"),
    ],
)
def test_identifier(make_issue: Make, fields: dict[str, object], mode: str, name: str) -> None:
    assert identifier(make_issue(**fields), mode) == urn(name)


@pytest.mark.parametrize(
    ("language", "fields", "title"),
    [
        ("zh-Hans-CN", {"numbering": Numbering(total="12482")}, "海滨日报 2026-04-17 总第12482期"),
        ("zh-Hans-CN", {}, "海滨日报 2026-04-17"),
        ("zh-Hans-CN", {"edition": "晨刊", "special": "特刊"}, "海滨日报 2026-04-17 （晨刊） 特刊"),
        ("en", {"numbering": Numbering(volume="3", issue="4")}, "海滨日报 2026-04-17 Vol. 3 No. 4"),
        ("ja", {"numbering": Numbering(total="12")}, "海滨日报 2026-04-17 第12号"),
        ("ko", {"numbering": Numbering(total="12")}, "海滨日报 2026-04-17 제12호"),
    ],
)
def test_title(make_issue: Make, language: str, fields: dict[str, object], title: str) -> None:
    assert issue_title(make_issue(paper={"language": language}, **fields)) == title


def test_file_name(make_issue: Make) -> None:
    assert file_name(make_issue()) == "haibin-2026-04-17.epub"
    assert file_name(make_issue(edition="早/晚: 报")) == "haibin-2026-04-17-早-晚-报.epub"
    assert file_name(make_issue(), "vertical-rl") == "haibin-2026-04-17-vertical-rl.epub"


@pytest.mark.parametrize(
    ("updated", "now", "stamp"),
    [
        (None, None, "2026-04-17T00:00:00Z"),
        (None, datetime(2026, 5, 1, tzinfo=UTC), "2026-05-01T00:00:00Z"),
        (datetime(2026, 4, 18, 6, 30, tzinfo=timezone(timedelta(hours=8))), None, "2026-04-17T22:30:00Z"),
        (datetime(2026, 4, 18, 6, 30), datetime(2026, 5, 1, tzinfo=UTC), "2026-04-18T06:30:00Z"),  # noqa: DTZ001 - a time without a zone is UTC
    ],
)
def test_modified(make_issue: Make, updated: datetime | None, now: datetime | None, stamp: str) -> None:
    assert planned(make_issue(updated=updated), Options(now=now)).modified == stamp


@pytest.mark.parametrize(
    ("language", "given", "expected"),
    [
        ("zh-Hans", "", "zh-CN"), ("zh-Hans-CN", "", "zh-CN"), ("zh-Hant-HK", "", "zh-HK"), ("zh-Hant", "", "zh-TW"),
        ("ja", "", "ja"), ("ko-KR", "", "ko-KR"), ("zh-Hant-MO", "zh-MO", "zh-MO"),
    ],
)  # fmt: skip
def test_dc_language(make_issue: Make, language: str, given: str, expected: str) -> None:
    edition = planned(make_issue(paper={"language": language, "dc_language": given}))
    assert (metadata(edition, "language"), edition.language) == ([expected], language)


def test_names_never_collide() -> None:
    names = FileNames()
    assert [names.take("a", wish) for wish in ("Tide", "tide", "潮", "汐", "01_04 Law!")] == [
        "a-tide", "a-tide-2", "a", "a-2", "a-01-04-law",
    ]  # fmt: skip
    assert len(names.take("a", "x" * 500)) < 70


def test_page_fragments() -> None:
    assert (page_mark_id("01"), page_mark_id("A1"), page_mark_id("甲")) == ("page-01", "page-A1", "page-u7532")


def test_spine_and_toc_agree(make_issue: Make, make_story: Story) -> None:
    pages = (Page(number="01", name="要闻"), Page(number="02", name="副刊"))
    stories = [make_story("a", page=("01",)), make_story("b", page=("02",)), make_story("c", page=("02",), toc=False)]
    edition = planned(make_issue(*stories, pages=pages, nav=Nav(fronts="all")))
    hrefs = [document.href for document in edition.documents]
    assert [document.kind for document in edition.documents] == [
        "masthead", "contents", "section", "article", "section", "article", "article", "imprint",
    ]  # fmt: skip
    listed = [href for item in edition.toc for href in (item.href, *(child.href for child in item.children))]
    assert listed == [href for href in hrefs if href != "text/a-c.xhtml"]
    assert [item.label for item in edition.toc] == ["报头", "本期导读", "要闻", "副刊", "版权信息"]


@pytest.mark.parametrize(
    ("matter", "kinds"),
    [
        ({}, ["masthead", "contents", "notices", "imprint"]),
        ({"back_matter": ("imprint", "notices")}, ["masthead", "contents", "imprint", "notices"]),
        ({"front_matter": ("notices",), "back_matter": ()}, ["notices"]),
    ],
    ids=["said nowhere", "last", "first"],
)
def test_notices_are_never_lost(make_issue: Make, matter: dict[str, object], kinds: list[str]) -> None:
    issue = make_issue(notices=(Paragraph(text=(Text("停刊一日。"),)),), **matter)
    documents = plan(complete(issue), Options()).documents
    assert [document.kind for document in documents if document.kind not in ("section", "article")] == kinds


def test_page_list_in_spine_order_without_doubles(make_issue: Make, make_story: Story) -> None:
    pages = (Page(number="01", name="要闻"), Page(number="02", name="综合"))
    jump = make_story("a", page=("01", "02"), body=(PageBreak(page="02"), PageBreak(page="07")))
    edition = planned(make_issue(jump, make_story("b", page=("02",)), pages=pages, nav=Nav(fronts="all")))
    assert [(page.label, page.href) for page in edition.page_list] == [
        ("01", "text/s01.xhtml#page-01"), ("07", "text/a-a.xhtml#page-07"), ("02", "text/s02.xhtml#page-02"),
    ]  # fmt: skip


def test_a_page_that_begins_inside_a_block_is_in_the_page_list(make_issue: Make, make_story: Story) -> None:
    words = Paragraph(text=(Text("潮水退去。"),))
    body = (
        List(items=((words,), (words, PageBreak(page="02")))),
        Dialogue(turns=(Turn(who="问", text=(words, PageBreak(page="03"), words)),)),
        Quote(body=(List(items=((PageBreak(page="04"), words),)),)),
        Note(body=(PageBreak(page="05"),)),
    )
    edition = planned(make_issue(make_story("a", page=("01",), body=body), pages=(Page(number="01"),)))
    assert [page.label for page in edition.page_list] == ["01", "02", "03", "04", "05"]


def test_a_short_title_is_what_the_navigation_calls_a_story(make_issue: Make, make_story: Story) -> None:
    short = make_story("a", "潮水退去之后，码头醒来", short_title="码头醒来")
    edition = planned(make_issue(short, make_story("b", "二手书市")))
    told = {document.subject: document.title for document in edition.documents if document.kind == "article"}
    assert told == {"a": "码头醒来", "b": "二手书市"}


def test_no_page_list_without_pages(make_issue: Make) -> None:
    edition = planned(make_issue())
    assert edition.page_list == ()
    assert not metadata(edition, "pageBreakSource")
    assert "pageNavigation" not in metadata(edition, "schema:accessibilityFeature")


def test_nothing_to_build(make_issue: Make, make_story: Story) -> None:
    with pytest.raises(EditionError) as caught:
        planned(make_issue(make_story("a", draft=True)))
    assert caught.value.findings[0].code == "EG010"


def test_series_metadata(make_issue: Make) -> None:
    edition = planned(make_issue(paper={"ids": Ids(issn="1234-5679", cn="65-0010")}, numbering=Numbering(total="8642")))
    assert metadata(edition, "group-position") == ["8642"]
    assert metadata(edition, "dcterms:identifier") == ["urn:issn:1234-5679", "CN65-0010"]
    assert metadata(edition, "dcterms:isPartOf") == ["urn:issn:1234-5679"]


ALT = Photo(file="a.jpg", alt="三条船", caption="码头")
BARE = Photo(file="b.jpg", caption="码头")
CLAIM = A11y(conforms_to="EPUB Accessibility 1.1 - WCAG 2.1 Level AA", certifier="海滨日报社")


@pytest.mark.parametrize(
    ("photos", "modes", "sufficient", "alternative", "claimed"),
    [
        ((ALT,), ["textual", "visual"], ["textual"], True, True),
        ((ALT, BARE), ["textual", "visual"], [], False, False),
        ((), ["textual"], ["textual"], False, True),
        ((Photo(file="c.jpg", decorative=True),), ["textual"], ["textual"], False, True),
    ],
)
def test_accessibility_is_computed(
    make_issue: Make, make_story: Story, photos: tuple[Photo, ...], modes: list[str], sufficient: list[str],
    alternative: bool, claimed: bool,
) -> None:  # fmt: skip
    edition = planned(make_issue(make_story("a", photos=photos), paper={"a11y": CLAIM}))
    assert metadata(edition, "schema:accessMode") == modes
    assert metadata(edition, "schema:accessModeSufficient") == sufficient
    assert ("alternativeText" in metadata(edition, "schema:accessibilityFeature")) is alternative
    assert bool(metadata(edition, "dcterms:conformsTo")) is claimed
    assert bool(metadata(edition, "a11y:certifiedBy")) is claimed


def test_no_conformance_claim_without_certifier(make_issue: Make) -> None:
    edition = planned(make_issue(paper={"a11y": A11y(conforms_to="EPUB Accessibility 1.1 - WCAG 2.1 Level AA")}))
    assert not metadata(edition, "dcterms:conformsTo")


def test_a_claim_in_other_words_is_not_written(make_issue: Make) -> None:
    edition = planned(make_issue(paper={"a11y": A11y(conforms_to="WCAG 2.1 AA", certifier="海滨日报社")}))
    assert not metadata(edition, "dcterms:conformsTo")
    assert not metadata(edition, "a11y:certifiedBy")


def test_what_every_epub_must_say_is_said(make_issue: Make, make_story: Story) -> None:
    edition = planned(make_issue(make_story("a", page=("01",)), pages=(Page(number="01"),)))
    features = metadata(edition, "schema:accessibilityFeature")
    assert features[:4] == ["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability"]
    assert {"pageNavigation", "pageBreakMarkers"} <= set(features)
    assert metadata(edition, "pageBreakSource")
    assert metadata(edition, "schema:accessibilityHazard") == ["none"]
    assert len(metadata(edition, "schema:accessibilitySummary")) == 1


@pytest.mark.parametrize(("language", "word"), [("zh-Hans-CN", "。"), ("ja", "。"), ("ko", "."), ("en-GB", ".")])
def test_the_summary_is_in_the_language_of_the_issue(make_issue: Make, language: str, word: str) -> None:
    (made,) = metadata(planned(make_issue(paper={"language": language})), "schema:accessibilitySummary")
    assert made.endswith(word)
    own = {"language": language, "a11y": A11y(summary="Mine.")}
    assert metadata(planned(make_issue(paper=own)), "schema:accessibilitySummary") == ["Mine."]


def test_writing_mode_and_ruby_are_declared(make_issue: Make, make_story: Story) -> None:
    ruby = make_story("a", body=(Paragraph(text=(Ruby("汐", "xī"),)),))
    features = metadata(planned(make_issue(ruby), Options(writing_mode="vertical-rl")), "schema:accessibilityFeature")
    assert {"verticalWriting", "rubyAnnotations"} <= set(features)
    plain = metadata(planned(make_issue()), "schema:accessibilityFeature")
    assert "horizontalWriting" in plain
    assert "rubyAnnotations" not in plain


def test_rights_of_the_issue_override_those_of_the_paper(make_issue: Make) -> None:
    paper = {"rights": Rights(notice="版权所有", tdm="reserved")}
    assert metadata(planned(make_issue(paper=paper)), "rights") == ["版权所有"]
    assert metadata(planned(make_issue(paper=paper)), "tdm:reservation") == ["1"]
    assert metadata(planned(make_issue(paper=paper, rights=Rights(holder="联合社"))), "rights") == ["联合社"]


def test_old_and_far_dates(make_issue: Make) -> None:
    edition = planned(make_issue(date=date(949, 10, 1)))
    assert edition.modified == "0949-10-01T00:00:00Z"
    assert metadata(edition, "group-position") == ["346524"]


def test_content_plays_no_part_in_identity(make_issue: Make, make_story: Story) -> None:
    one, other = make_issue(make_story("a")), make_issue(make_story("b"))
    assert planned(one).identifier == planned(other).identifier
    assert planned(one).identifier != planned(replace(one, date=date(2026, 4, 18))).identifier


def test_the_day_is_the_same_day_everywhere(make_issue: Make) -> None:
    (instant,) = metadata(planned(make_issue()), "date")
    moment = datetime.fromisoformat(instant)
    for hours in (-10, -8, -5, 0, 8, 13):
        assert moment.astimezone(timezone(timedelta(hours=hours))).date() == date(2026, 4, 17)


def test_subjects_are_those_of_the_issue(make_issue: Make, make_story: Story) -> None:
    stories = [make_story(f"s{n}", keywords=("渔业", f"词{n}")) for n in range(12)]
    assert metadata(planned(make_issue(*stories)), "subject") == []
    assert metadata(planned(make_issue(*stories, subjects=("地方新闻",))), "subject") == ["地方新闻"]
    wanted = planned(make_issue(*stories, subjects=("地方新闻",), paper={"story_subjects": True}))
    assert metadata(wanted, "subject")[:3] == ["地方新闻", "渔业", "词0"]
    assert len(metadata(wanted, "subject")) == 8


def test_houses_are_no_people_and_nobody_stands_twice(make_issue: Make, make_story: Story) -> None:
    photos = [Photo(file=f"{n}.jpg", alt="海", credit=(Credit(name=words),)) for n, words in enumerate(CREDITS)]
    story = make_story(
        "a",
        photos=tuple(photos),
        authors=(Credit(name="林一", role="reporter"), Credit(name="新华社", role="agency")),
        credits=(Credit(name="温澜", role="photographer"),),
    )
    edition = planned(make_issue(story))
    assert metadata(edition, "contributor") == ["林一", "温澜", "范一粟"]
    assert metadata(edition, "role") == ["ctb", "pht", "ill"]


CREDITS = ("温澜摄", "本报记者 温澜摄", "范一粟制图", "资料图片", "新华社发")


def test_a_role_of_the_house_counts_for_pictures_too(make_issue: Make, make_story: Story) -> None:
    photo = Photo(file="a.jpg", alt="海", credit=(Credit(name="范一粟", role="画师"),))
    edition = planned(make_issue(make_story("a", photos=(photo,)), paper={"roles": {"画师": "illustrator"}}))
    assert metadata(edition, "role") == ["ctb", "ill"]


def test_the_readable_identifier_tells_editions_of_a_day_apart() -> None:
    paper = Publication(id="xi", title="汐", language="zh-Hans")
    issue = Issue(publication=paper, date=date(2026, 4, 17))
    made = [
        readable_identifier(issue),
        readable_identifier(replace(issue, edition="晚报 A", special="增刊")),
        readable_identifier(issue, "vertical-rl"),
    ]
    assert made == ["epubgen:xi-2026-04-17", "epubgen:xi-2026-04-17-晚报-A-增刊", "epubgen:xi-2026-04-17-vertical-rl"]
