# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every page of ``tests/fixtures/pages`` gives the facts that a reader of the print wrote down beside it.

Pages of one folder that has a ``publication.yaml`` are one issue and are read together; a single page is read alone.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from epubgen.errors import Location
from epubgen.importers.printed_page import read_pages
from epubgen.importers.reading import Join, OpenQuestion, Reading
from epubgen.model import Article, Gallery, Image, Paragraph, Photo, Poem, Publication, Subhead, plain
from epubgen.options import Options
from epubgen.serialization import decode_publication

ROOT = Path(__file__).resolve().parents[1] / "fixtures" / "pages"
PAGES = sorted(page for page in ROOT.rglob("*.md") if page.name != "README.md")
IDS = [page.relative_to(ROOT).as_posix() for page in PAGES]


@cache
def facts_of(page: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(page.with_suffix(".facts.yaml").read_text(encoding="utf-8"))
    return loaded


def publication_of(folder: Path) -> Publication | None:
    path = folder / "publication.yaml"
    if not path.is_file():
        return None
    text = path.read_text(encoding="utf-8")
    found, findings = decode_publication(text, Location("publication.yaml"))
    assert not findings
    return found


@cache
def reading_of(page: Path) -> Reading:
    """The issue that the page belongs to, before punctuation is normalised."""
    publication = publication_of(page.parent)
    pages = sorted(page.parent.glob("*.md")) if publication else [page]
    texts = [(one.name, one.read_text(encoding="utf-8")) for one in pages]
    return read_pages(texts, publication, Options(punctuation="keep"))


def stories_of(page: Path) -> list[Article]:
    reading = reading_of(page)
    number = facts_of(page)["page"]
    (found,) = (one for one in reading.issue.pages if one.number == str(number).zfill(2))
    return [reading.issue.article(story) for story in found.articles]


def matches(expected: Any, value: object) -> bool:
    """Whether a value is the expected one, or one of those that the specification leaves open."""
    if isinstance(expected, dict) and "either" in expected:
        return any(matches(one, value) for one in expected["either"])
    return bool(expected == value)


def paired(page: Path) -> list[tuple[dict[str, Any], Article]]:
    """Each expected story with the one that was read; doubtful headings may have opened more."""
    read = {" ".join(story.title): story for story in stories_of(page)}
    pairs = []
    for fact in facts_of(page)["stories"]:
        titles = fact["headline"]["either"] if isinstance(fact["headline"], dict) else [fact["headline"]]
        found = next((read[" ".join(title)] for title in titles if " ".join(title) in read), None)
        assert found is not None, (fact["headline"], list(read))
        pairs.append((fact, found))
    return pairs


def paragraphs(story: Article) -> list[str]:
    texts = [plain(block.text) for block in story.body if isinstance(block, Paragraph)]
    if story.lead_photo and not texts:
        return [story.lead_photo.caption]
    return texts


def photos(story: Article) -> list[Photo]:
    found = [story.lead_photo] if story.lead_photo else []
    for block in story.body:
        found.extend([block.photo] if isinstance(block, Image) else block.items if isinstance(block, Gallery) else ())
    return found


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_page(page: Path) -> None:
    facts, reading = facts_of(page), reading_of(page)
    number = str(facts["page"]).zfill(2)
    (found,) = (one for one in reading.issue.pages if one.number == number)
    assert found.name == facts.get("page_name", "")
    assert [(one.role, one.name) for one in found.editors] == [(c["role"], c["name"]) for c in facts.get("credits", [])]
    if "date" in facts:
        assert str(reading.issue.date) == str(facts["date"])
    if "language" in facts:
        assert reading.issue.publication.language == facts["language"]
    origins = {fact.name: fact.origin for fact in reading.facts}
    if facts["page_from"] != "head":
        assert origins[f"page.{page.name}"] == f"fact.{facts['page_from'].replace('filename', 'file-name')}"


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_masthead(page: Path) -> None:
    facts = facts_of(page)["masthead"]
    if not facts:
        return
    alone = read_pages([(page.name, page.read_text(encoding="utf-8"))])
    issue, paper = alone.issue, alone.issue.publication
    printed = {fact.name: fact.value for fact in alone.facts}
    contacts = {contact.kind: contact.value for contact in paper.contacts}
    half = str.maketrans({0xFF01 + one: 0x21 + one for one in range(94)} | {0x3000: 0x20})
    read = {
        "title": paper.title,
        "title_latin": paper.title_latin,
        "date": str(issue.date),
        "weekday": issue.weekday,
        "lunar": issue.lunar,
        "total": issue.numbering.total,
        "page_count": str(issue.page_count),
        "authority": paper.authority,
        "sponsor": paper.sponsor,
        "publisher": paper.publisher,
        "cn": paper.ids.cn,
        "cn_printed": printed.get("printed.cn", paper.ids.cn),
        "postal_code": paper.postal_code,
        "postal_code_printed": printed.get("printed.postal_code", paper.postal_code),
        "ears": list(paper.ears),
        **{kind: contacts.get(kind, "") for kind in ("website", "email", "hotline")},
    }
    expected = {
        name: [str(one) for one in value] if isinstance(value, list) else str(value).translate(half)
        for name, value in facts.items()
    }
    assert {name: read[name] for name in facts} == expected


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_stories(page: Path) -> None:
    facts = facts_of(page)
    pairs = paired(page)
    if "story_count" in facts:
        assert matches(facts["story_count"], len(stories_of(page)))
    else:
        assert [story.title for story in stories_of(page)] == [story.title for _, story in pairs]
    for fact, story in pairs:
        if "must_contain" in fact:
            assert matches(fact["kind"], story.kind)
            text = "\n".join(paragraphs(story))
            assert all(line in text for line in fact["must_contain"])
            continue
        header = {"kicker": " ".join(story.kicker), "column": story.column, "deck": " ".join(story.deck)}
        assert header == {name: fact.get(name, "") for name in header}
        assert matches(fact["kind"], story.kind), (fact["headline"], story.kind)


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_bylines(page: Path) -> None:
    for fact, story in paired(page):
        authors = [(one["role"], one["name"]) for one in fact["bylines"] if one["role"] != "photographer"]
        assert [(one.role, one.name) for one in story.authors] == authors, fact["headline"]
        if authors:
            assert story.byline_at == fact["byline_at"], fact["headline"]
        shown = {one.name for photo in photos(story) for one in photo.credit}
        shown |= {one.name for one in story.credits if one.role == "photographer"}
        assert shown == set(fact.get("photo_credits", [])), fact["headline"]
        expected = [(one["role"], one["name"]) for one in fact.get("credits", [])]
        makers = [(one.role, one.name) for one in story.credits if one.role != "photographer"]
        assert makers == expected, fact["headline"]


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_datelines(page: Path) -> None:
    for fact, story in paired(page):
        expected = fact.get("dateline")
        if not expected:
            assert story.dateline is None, fact["headline"]
            continue
        line = story.dateline
        assert line is not None, fact["headline"]
        if "label" in expected:
            assert line.label == expected["label"]
        assert line.place == expected.get("place", line.place), fact["headline"]
        assert line.agency == expected.get("agency", ""), fact["headline"]
        if "date" in expected:
            month, day = re.findall(r"\d+", line.date)
            assert f"-{int(month):02d}-{int(day):02d}" in str(expected["date"])


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_bodies(page: Path) -> None:
    facts = facts_of(page)
    for fact, story in paired(page):
        if "must_contain" in fact or "story_count" in facts:
            continue
        subs = [plain(block.text) for block in story.body if isinstance(block, Subhead)]
        assert subs == fact["subheads"], fact["headline"]
        if "verse_lines" in fact:
            verses = [
                line for block in story.body if isinstance(block, Poem) for stanza in block.stanzas for line in stanza
            ]
            assert len(verses) == fact["verse_lines"], fact["headline"]
            assert plain(verses[0]).startswith(fact["opens"])
            continue
        texts = paragraphs(story)
        assert matches(fact["paragraphs"], len(texts)), (fact["headline"], len(texts))
        assert texts[0].startswith(fact["opens"]), fact["headline"]
        captions = [photo.caption for photo in photos(story) if photo is not story.lead_photo]
        assert captions == fact.get("captions", []), fact["headline"]
        for wanted in fact.get("photos", []):
            assert wanted["file"] in {photo.file for photo in photos(story)}
        for text in fact.get("lifted", []):
            assert not any(text in line for line in texts), (fact["headline"], text)


def as_join(join: Join) -> tuple[str, str, bool]:
    return join.ends, join.starts, bool(join.open_pair)


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_joins(page: Path) -> None:
    facts = facts_of(page)
    mine = {story.id for story in stories_of(page)}
    read = [as_join(join) for join in reading_of(page).joins if join.story in mine]
    due = [(one["first_ends"], one["second_starts"], one["open_pair"]) for one in facts["joins"]]
    may = [(one["first_ends"], one["second_starts"], one["open_pair"]) for one in facts.get("joins_may", [])]
    for one in due:
        assert any(
            ends.endswith(one[0]) and starts.startswith(one[1]) and pair == one[2] for ends, starts, pair in read
        )
    for ends, starts, pair in read:
        assert any(ends.endswith(a) and starts.startswith(b) and pair == c for a, b, c in (*due, *may)), (ends, starts)


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_review_notes(page: Path) -> None:
    """Every note that is due stands there, and no other."""
    facts = facts_of(page)
    read = [note for note in reading_of(page).notes if Path(note.at.file).name == page.name]
    due, may = facts["notes"], facts.get("notes_may", [])
    for one in due:
        assert any(covers(one, note) for note in read), one
    for note in read:
        assert any(covers(one, note) for one in (*due, *may)), note


def covers(fact: dict[str, Any], note: OpenQuestion) -> bool:
    return bool(fact["line"] <= (note.at.line or 0) <= fact.get("to", fact["line"]))


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_what_leaves_the_text_is_in_no_story(page: Path) -> None:
    texts = {line for story in stories_of(page) for line in (*paragraphs(story), *story.title, *story.kicker)}
    assert not texts & set(facts_of(page)["removed"])


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_jumps(page: Path) -> None:
    reading = reading_of(page)
    facts = {fact.name: fact.value for fact in reading.facts}
    inside = {story.id: story.page[0] for story in reading.issue.articles}
    for fact, story in paired(page):
        for name in ("continues_on", "continued_from"):
            linked = inside.get(getattr(story, name), "")
            assert (linked or facts.get(f"{story.id}.{name}", "")) == fact.get(name, ""), (fact["headline"], name)


def test_the_set_is_one_issue() -> None:
    folder = ROOT / "chengxi-daily"
    facts = yaml.safe_load((folder / "set.facts.yaml").read_text(encoding="utf-8"))
    reading = reading_of(folder / "01.md")
    issue = reading.issue
    assert issue.publication.id == facts["publication"]
    assert str(issue.date) == str(facts["date"])
    assert [page.number for page in issue.pages] == facts["pages"]
    assert not reading.findings
    for jump in facts["jumps"]:
        start = next(story for story in issue.articles if list(story.title) == jump["headline"])
        assert start.page[0] == jump["from"]["page"]
        assert issue.article(start.continues_on).continued_from == start.id
        assert issue.article(start.continues_on).page[0] == jump["to"]["page"]
