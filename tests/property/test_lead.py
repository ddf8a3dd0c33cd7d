# SPDX-License-Identifier: AGPL-3.0-or-later
"""One story leads, wherever an edition says so; what was withdrawn or has expired is shown nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from lxml import etree

import epubgen
from epubgen.covers.words import front_of
from epubgen.epub.edition import Edition, plan
from epubgen.epub.nav import nav_document, ncx
from epubgen.epub.pages import page_part
from epubgen.images import Media, Picture, photo_key
from epubgen.images.uses import leads, uses
from epubgen.languages.words import term
from epubgen.model import (
    Article,
    Credit,
    Image,
    Issue,
    Nav,
    Page,
    Paragraph,
    Photo,
    Publication,
    Section,
    Subject,
    Text,
    Withdrawn,
)
from epubgen.model.lead import lead_story
from epubgen.model.walk import issue_photos
from epubgen.options import Options
from epubgen.transforms.complete import complete
from epubgen.transforms.removals import without_expired
from tests.conftest import SAMPLES

NOW = datetime(2026, 4, 17, 6, tzinfo=UTC)
SECRET = ("kicker", "deck", "summary", "column", "byline", "body", "caption", "alt", "keyword", "subject", "author")
"""Words of a story that nothing prints once it is withdrawn."""
LISTS = ("contents", "section", "facsimile")
"""Pages whose entries lead to the notice of a withdrawn story."""


def word(kind: str, story_id: str) -> str:
    return f"{kind}-of-{story_id}-end"


def random_story(chance: Random, story_id: str, others: list[str]) -> Article:
    own = {kind: word(kind, story_id) for kind in SECRET}
    photo = Photo(file=f"{story_id}.jpg", caption=own["caption"], alt=own["alt"])
    body = (Paragraph(text=(Text(own["body"]),)),)
    return Article(
        id=story_id,
        title=(word("title", story_id),),
        kicker=(own["kicker"],),
        deck=(own["deck"],),
        summary=own["summary"] if chance.random() < 0.5 else "",
        column=own["column"],
        byline=own["byline"] if chance.random() < 0.3 else "",
        authors=(Credit(name=own["author"]),),
        keywords=(own["keyword"],),
        subjects=(Subject(name=own["subject"]),),
        priority=chance.choice(("normal", "normal", "lead", "brief")),
        kind="ad" if chance.random() < 0.1 else "news",
        page=(chance.choice(("01", "02", "03")),) if chance.random() < 0.7 else (),
        lead_photo=photo if chance.random() < 0.4 else None,
        body=(*body, Image(photo=photo)) if chance.random() < 0.3 else body,
        related=tuple(chance.sample(others, min(len(others), 1))),
        toc=chance.random() < 0.9,
        draft=chance.random() < 0.1,
        withdrawn=Withdrawn(date=NOW.date(), reason="reason") if chance.random() < 0.3 else None,
        expires=chance.choice((None, None, date(2026, 4, 16), date(2026, 4, 18))),
    )


def random_issue(seed: int) -> Issue:
    chance = Random(seed)
    ids = [f"s{number}" for number in range(chance.randint(1, 9))]
    stories = tuple(random_story(chance, story_id, ids) for story_id in ids)
    cuts = sorted(chance.sample(range(len(ids) + 1), min(2, len(ids))))
    groups = (ids[: cuts[0]], ids[cuts[0] :]) if chance.random() < 0.6 else ()
    sections = tuple(
        Section(
            id=f"g{number}",
            name=f"Part {number}",
            articles=tuple(group),
            lead=chance.choice([*group, ""]) if group else "",
        )
        for number, group in enumerate(groups)
    )
    return Issue(
        publication=Publication(id="paper", title="Paper", language=chance.choice(("en", "zh-Hans"))),
        date=NOW.date(),
        articles=stories,
        sections=sections,
        pages=tuple(Page(number=number, facsimile=f"{number}.jpg") for number in ("01", "02")),
        headline_article=chance.choice((*ids, "", "")),
        nav=Nav(facsimiles=chance.random() < 0.5, authors=True, group_by=chance.choice(("section", "page"))),
    )


def media(issue: Issue) -> Media:
    """A picture for every photo, those of withdrawn stories too: nothing may ask for them."""
    photos = [*issue_photos(issue), *(story.lead_photo for story in issue.articles if story.lead_photo)]
    made = {
        photo_key(photo): Picture(
            name=f"photos/{photo.file}", media_type="image/jpeg", width=600, height=400, sha256="", size=1, data=b"x"
        )
        for photo in photos
    }
    return Media(pictures=tuple(made.values()), by_key=made)


def shown_leads(edition: Edition, texts: dict[str, bytes]) -> dict[str, str]:
    """The headline of the lead as each place words it; a place that announces none is left out."""
    language, found = edition.language, dict[str, str]()
    described = next((m.text for m in edition.metadata if m.name == "description"), None)
    if described is not None:
        before, after = term("lead_story", language, title="\0").split("\0")
        found["metadata"] = described.removeprefix(before).removesuffix(after)
    for document in edition.documents:
        if document.kind in ("masthead", "contents"):
            root: Any = etree.fromstring(texts[document.href])
            heads = root.xpath("//*[contains(@class, 'lead-story')]/*[contains(@class, 'headline')]")
            if heads:
                found[document.kind] = " ".join(" ".join(head.itertext()) for head in heads)
    if headline := front_of(edition).headline:
        found["cover"] = " ".join(headline)
    return {place: "".join(words.split()) for place, words in found.items()}


def rendered(edition: Edition) -> dict[str, bytes]:
    pictures = media(edition.issue)
    made = {document.href: page_part(edition, pictures, document).data for document in edition.documents}
    return {href: data for href, data in made.items() if isinstance(data, bytes)}


def agree(edition: Edition, texts: dict[str, bytes]) -> None:
    lead = lead_story(edition.issue)
    said = shown_leads(edition, texts)
    wanted = {"masthead", "metadata", "cover"} if lead else set()
    if not any(document.kind == "masthead" for document in edition.documents):
        wanted -= {"masthead"}
    assert said.keys() - {"contents"} == wanted
    assert set(said.values()) <= {"".join(lead.headline.split()) if lead else ""}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_lead_of_a_sample_is_the_same_everywhere(sample: Path) -> None:
    edition = epubgen.plan(sample)
    agree(edition, rendered(edition))


@pytest.mark.parametrize("block", [pytest.param(n, marks=pytest.mark.slow if n > 2 else ()) for n in range(10)])
def test_the_lead_is_the_same_everywhere_and_what_is_gone_is_shown_nowhere(block: int) -> None:
    withdrawn_seen = expired_seen = 0
    for seed in range(block * 50, block * 50 + 50):
        issue = random_issue(seed)
        done = complete(without_expired(issue, NOW))
        if not done.articles:
            continue
        edition = plan(done, Options())
        texts = rendered(edition)
        agree(edition, texts)
        kept = {story.id for story in done.articles}
        gone = [story for story in issue.articles if story.id not in kept]
        withdrawn = [story for story in done.articles if story.withdrawn]
        withdrawn_seen, expired_seen = withdrawn_seen + len(withdrawn), expired_seen + len(gone)
        everything = {
            **texts,
            "nav": nav_document(edition) + ncx(edition),
            "metadata": repr(edition.metadata).encode(),
            "cover": repr(front_of(edition)).encode(),
            "photos": repr([*leads(done), *(use.photo for use in uses(done))]).encode(),
        }
        for story in gone:
            words = f"-of-{story.id}-end".encode()
            assert [name for name, data in everything.items() if words in data] == [], seed
        lists = {document.href for document in edition.documents if document.kind in LISTS}
        articles = {document.href for document in edition.documents if document.kind == "article"}
        for story in withdrawn:
            own = edition.document("article", story.id)
            assert own
            for kind in SECRET:
                secret = word(kind, story.id).encode()
                assert [name for name, data in everything.items() if secret in data] == [], (seed, kind)
            title = word("title", story.id).encode()
            named = {name for name, data in everything.items() if title in data}
            assert own.href in named, seed
            assert named <= {*lists, *articles, "nav"}, (seed, named)  # entries and links that lead to the notice
            assert f"photos/{story.id}.jpg".encode() not in b"".join(texts.values())
    assert withdrawn_seen > 10
    assert expired_seen > 10


def test_an_issue_of_withdrawn_stories_has_no_lead() -> None:
    gone = Withdrawn(date=NOW.date())
    issue = complete(replace(random_issue(3), headline_article="s0", front_matter=("masthead", "contents")))
    issue = replace(issue, articles=tuple(replace(story, withdrawn=gone) for story in issue.articles))
    edition = plan(issue, Options())
    assert lead_story(issue) is None
    assert shown_leads(edition, rendered(edition)) == {}


def test_an_advertisement_that_is_kept_leads_nowhere() -> None:
    issue = random_issue(3)
    ad, *others = (replace(story, withdrawn=None, draft=False, priority="normal") for story in issue.articles[:3])
    ad = replace(ad, kind="ad", priority="lead")
    sections = tuple(replace(section, lead=ad.id, articles=(ad.id,)) for section in issue.sections[:1])
    issue = replace(issue, articles=(ad, *others), headline_article=ad.id, sections=sections, pages=())
    assert lead_story(issue) == others[0]
    assert lead_story(replace(issue, articles=(ad,))) is None
