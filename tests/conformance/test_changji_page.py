# SPDX-License-Identifier: AGPL-3.0-or-later
"""The reference page gives exactly the facts of its README.

The page is not ours and is not in this repository: its facts are read from the tables of the README beside it.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from epubgen.importers.printed_page import read_pages
from epubgen.importers.reading import Reading
from epubgen.model import Article, Paragraph, Subhead, plain
from epubgen.options import Options

REAL = Path(__file__).resolve().parents[2] / ".." / "shared" / "real"
PAGE = REAL / "changji-daily-2026-04-22-p1.md"
README = REAL / "README.md"

pytestmark = pytest.mark.skipif(not PAGE.is_file(), reason="the reference page is not beside the repository")


def rows(title: str) -> list[list[str]]:
    """The cells of the first table below a heading of the README, without the head."""
    text = README.read_text(encoding="utf-8").partition(f"### {title}")[2]
    lines = [line for line in text.split("\n### ")[0].split("\n") if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def quoted(cell: str) -> list[str]:
    """The code spans of a cell."""
    return re.findall(r"`([^`]*)`", cell)


@pytest.fixture(scope="module")
def kept() -> Reading:
    """The page before punctuation is normalised: so the README states its facts."""
    return read_pages([(PAGE.name, PAGE.read_text(encoding="utf-8"))], options=Options(punctuation="keep"))


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_pages([(PAGE.name, PAGE.read_text(encoding="utf-8"))])


def test_the_page_is_the_one_of_the_readme() -> None:
    digest = hashlib.sha256(PAGE.read_bytes()).hexdigest()
    assert digest in README.read_text(encoding="utf-8")


def test_masthead(reading: Reading) -> None:
    facts = {row[0].split(" (")[0]: quoted(row[1]) for row in rows("Masthead")}
    issue, paper = reading.issue, reading.issue.publication
    printed = {fact.name: fact.value for fact in reading.facts}
    contacts = {contact.kind: (contact.value, contact.label) for contact in paper.contacts}
    assert paper.ears == tuple(facts["ear"])
    assert [paper.authority, paper.sponsor] == [facts["authority"][0]] * 2
    assert paper.publisher == facts["publisher"][0]
    assert paper.title == facts["title"][0]
    assert paper.title_latin == facts["latin title"][0]
    assert issue.date.isoformat() == facts["date"][0]
    assert issue.weekday == facts["weekday"][0]
    assert issue.lunar == facts["lunar date"][0]
    assert issue.numbering.total == facts["total number"][0]
    assert str(issue.page_count) == facts["page count"][0]
    assert [printed["printed.cn"], paper.ids.cn] == facts["CN number"]
    assert [printed["printed.postal_code"], paper.postal_code] == facts["postal code"]
    assert contacts["website"] == tuple(facts["website"])
    assert contacts["email"] == tuple(facts["email"])
    assert contacts["hotline"] == tuple(facts["hotline"])
    assert len(facts) == 15


def test_derived_facts_are_facts_and_no_notes(reading: Reading) -> None:
    issue = reading.issue
    assert [page.number for page in issue.pages] == ["01"]
    assert [section.name for section in issue.sections] == ["第01版"]
    names = {fact.name: fact.origin for fact in reading.facts}
    assert names["publication.id"] == "fact.latin-title"
    assert names["publication.language"] == "fact.script"
    assert issue.publication.language == "zh-Hans"
    assert issue.publication.id == issue.publication.title_latin.lower().replace(" ", "-")
    assert not reading.findings


def story(kept: Reading, row: list[str]) -> Article:
    return kept.issue.articles[int(row[0]) - 1]


ROLE = {"reporter": "reporter", "correspondent": "correspondent", "photographer": "photographer"}


def people(cell: str) -> list[tuple[str, str]]:
    """``reporter 甲; correspondent 乙`` → role and name of each; ``甲, no printed role`` → a name alone."""
    found = re.findall(r"(reporter|correspondent|photographer) ([^\s;,(]+)", cell)
    return found or [("", cell.partition(",")[0])]


@pytest.mark.parametrize("slot", range(6))
def test_story(kept: Reading, slot: int) -> None:
    row = rows("Stories")[slot]
    _, lines, kicker, column, headline, deck, byline, kind, subheads, count = row
    found = story(kept, row)
    assert found.at is None or found.at
    assert found.kicker == tuple(quoted(kicker))
    assert found.column == "".join(quoted(column))
    assert found.title == tuple(quoted(headline))
    assert found.deck == tuple(quoted(deck))[:1] if found.deck else deck == "-"
    assert found.kind == kind
    assert sum(isinstance(block, Subhead) for block in found.body) == int(subheads)
    named = people(byline)
    if named[0][0] == "photographer":
        assert found.authors == ()
        assert found.lead_photo is not None
        assert [(one.role, one.name) for one in found.lead_photo.credit] == named
        assert found.lead_photo.credit[0].printed_role in byline
        assert found.lead_photo.caption
        assert count == "1 → 1"
    else:
        assert [(one.role, one.name) for one in found.authors] == named
        paragraphs = sum(isinstance(block, Paragraph) for block in found.body)
        joined = sum(join.story == found.id for join in kept.joins)
        assert f"{paragraphs + joined} → {paragraphs}" == count
    assert lines


def test_all_six_and_no_more(kept: Reading) -> None:
    assert len(kept.issue.articles) == len(rows("Stories")) == 6


def test_first_words_after_the_run_in_bylines(kept: Reading) -> None:
    said = README.read_text(encoding="utf-8").partition("after it their text begins")[2].partition(".")[0]
    openings = quoted(said)
    assert len(openings) == 3
    for slot, opening in zip((1, 2, 5), openings, strict=True):
        article = kept.issue.articles[slot]
        first = article.body[0]
        assert isinstance(first, Paragraph)
        assert plain(first.text).startswith(opening)
        assert article.dateline is not None
        assert article.dateline.label == "本报讯"
        assert article.byline_at == "run-in"
        assert article.byline.endswith("报道:")


def test_subheads_of_story_1(kept: Reading) -> None:
    said = README.read_text(encoding="utf-8").partition("Subheads of story 1")[2].partition("\n\n")[0]
    body = kept.issue.articles[0].body
    assert [plain(block.text) for block in body if isinstance(block, Subhead)] == quoted(said)
    counts = [0]
    for block in body:
        counts.append(0) if isinstance(block, Subhead) else None
        counts[-1] += isinstance(block, Paragraph)
    assert " + ".join(map(str, counts)) in said


def test_joins(kept: Reading) -> None:
    expected = rows("Joins")
    assert len(expected) == len(kept.joins) == 7
    for row, join in zip(expected, kept.joins, strict=True):
        _, number, lines, first, second, pair = row
        assert f"{join.first.line}+{join.second.line}" == lines
        assert join.story == kept.issue.articles[int(number) - 1].id
        start, end = quoted(first)
        begin, finish = quoted(second)
        assert join.ends.endswith(end)
        assert join.starts.startswith(begin)
        assert join.open_pair == "".join(quoted(pair))
        assert join.confidence == (0.98 if join.open_pair else 0.9)
        texts = [plain(block.text) for block in kept.issue.article(join.story).body if isinstance(block, Paragraph)]
        whole = [text for text in texts if text.startswith(start) and end + begin in text]
        assert len(whole) == 1
        assert finish in whole[0]


def test_punctuation(reading: Reading) -> None:
    assert {name: count for name, count in reading.counts if name.startswith("punctuation.")} == {
        "punctuation.comma": 236,
        "punctuation.colon": 8,
        "punctuation.semicolon": 8,
        "punctuation.question": 7,
        "punctuation.parentheses": 4,
    }
    text = everything(reading)
    said = README.read_text(encoding="utf-8").partition("decimal points (")[2].partition(")")[0]
    decimals = quoted(said)
    assert len(decimals) == 4
    assert all(decimal in text for decimal in decimals)
    assert text.count("——") == 2
    assert not re.search(r"[,:;?()]", text.replace("http:", ""))


def everything(reading: Reading) -> str:
    """All text of the stories."""
    parts: list[str] = []
    for article in reading.issue.articles:
        parts.extend((*article.kicker, article.column, *article.title, *article.deck, article.byline))
        parts.extend(plain(block.text) for block in article.body if isinstance(block, Paragraph | Subhead))
        parts.append(article.lead_photo.caption if article.lead_photo else "")
    return "\n".join(parts)


def test_review_notes(reading: Reading) -> None:
    """Headers 1, 3, 4 and 6, headlines 2 and 5, the missing role of story 4, the missing photo of story 5."""
    notes = {(note.key, note.story[-1]) for note in reading.notes}
    assert notes == {
        ("note.kicker", "1"),
        ("note.headline-lines", "2"),
        ("note.column-kicker", "3"),
        ("note.column", "4"),
        ("note.role", "4"),
        ("note.headline-lines", "5"),
        ("note.photo", "5"),
        ("note.kicker", "6"),
    }
    assert len(reading.notes) == 8
    assert all(note.confidence < 0.8 for note in reading.notes)
    first = {row[0]: row[1].partition("-")[0] for row in rows("Stories")}
    headers = [note for note in reading.notes if note.key != "note.role"]
    assert {str(note.at.line) for note in headers} == set(first.values())


def test_no_text_is_lost(kept: Reading) -> None:
    issue = kept.issue
    mast = repr(issue) + repr(kept.facts)
    lines = PAGE.read_text(encoding="utf-8").split("\n")
    kept_text = re.sub(r"\W", "", everything(kept) + mast)
    for line in lines[27:]:
        for part in re.findall(r"[^\W]+", line.replace("何龙摄", "何龙")):
            assert part in kept_text, part
