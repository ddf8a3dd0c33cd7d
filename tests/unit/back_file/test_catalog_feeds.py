"""The feeds of a catalogue: every promise of docs/catalog.md about OPDS, by its files alone."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree

from epubgen.back_file.catalog.make_catalog import write_catalogue
from epubgen.back_file.catalog.places import CatalogPlaces
from epubgen.back_file.facts import SeriesFacts
from tests.unit.back_file.many_issues import DAILY, MONTHLY, MemoryLibrary, daily, drawing, issue

BASE = "https://news.example/lib/"
PLACES = CatalogPlaces(base_url=BASE, files_url=BASE)
ATOM = "{http://www.w3.org/2005/Atom}"
OPDS, DC = "{http://opds-spec.org/2010/catalog}", "{http://purl.org/dc/terms/}"
NEW, CRAWL = "http://opds-spec.org/sort/new", "http://opds-spec.org/crawlable"
OPEN = "http://opds-spec.org/acquisition/open-access"
APRIL, MAY = dt.date(2027, 4, 1), dt.date(2027, 5, 1)


def library() -> MemoryLibrary:
    monthly = [issue(MONTHLY, dt.date(2027, month, 1), number=str(month), stories=3) for month in (3, 4, 5)]
    odd = issue(SeriesFacts(id="Straße & 報/2", name="<Straße & 報>"), None, title="]]> & < \x07 é", stories=1)
    return MemoryLibrary([*daily(dt.date(2027, 3, 15), 70), *monthly, odd], drawing())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("catalog")
    write_catalogue(library(), made, PLACES)
    return made


def feed(home: Path, stem: str) -> etree._Element:
    return etree.parse(str(home / f"{stem}.atom")).getroot()


def twin(home: Path, stem: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / f"{stem}.json").read_bytes())
    return found


def links(element: etree._Element) -> dict[str, str]:
    return {link.get("rel", ""): link.get("href", "") for link in element.findall(f"{ATOM}link")}


def stem(address: str) -> str:
    return unquote(address.removeprefix(BASE)).rpartition(".")[0]


def entries(element: etree._Element) -> list[etree._Element]:
    return element.findall(f"{ATOM}entry")


def led(home: Path, at: str) -> dict[str, str]:
    """Title → stem of the feeds that a navigation feed leads to."""
    found = entries(feed(home, at))
    return {str(entry.findtext(f"{ATOM}title")): stem(next(iter(links(entry).values()))) for entry in found}


def walked(home: Path, at: str = "catalog") -> Iterator[tuple[str, etree._Element]]:
    """Every feed that a reader comes to from the root."""
    seen, ways = set[str](), [at]
    while ways:
        name = ways.pop()
        if name in seen:
            continue
        seen.add(name)
        found = feed(home, name)
        yield name, found
        around = [
            *found.findall(f"{ATOM}link"),
            *(link for entry in entries(found) for link in entry.findall(f"{ATOM}link")),
        ]
        ways += [stem(str(link.get("href"))) for link in around if "profile=opds-catalog" in str(link.get("type"))]


def test_the_tree_leads_from_title_to_year_to_month(home: Path) -> None:
    assert list(led(home, "catalog")) == ["最新", "<Straße & 報>", "海滨日报", "The Tide Review", "全部各期"]
    title = led(home, "catalog")["海滨日报"]
    assert title == "titles/haibin-daily/catalog"
    year = led(home, title)["2027年"]
    months = led(home, year)
    assert list(months) == ["2027-05", "2027-04", "2027-03"]
    month = feed(home, months["2027-04"])
    days = [str(entry.findtext(f"{DC}issued")) for entry in entries(month)]
    assert days == sorted(days, reverse=True)
    assert len(days) == 30


def test_every_feed_is_reached_and_names_itself_its_start_and_what_is_above(home: Path) -> None:
    found = dict(walked(home))
    files = {path.relative_to(home).as_posix().removesuffix(".atom") for path in home.rglob("*.atom")}
    assert set(found) == files
    for name, element in found.items():
        own = links(element)
        assert own["self"] == element.findtext(f"{ATOM}id") == f"{BASE}{name}.atom"
        assert own["start"] == f"{BASE}catalog.atom"
        assert ("up" in own) == (name != "catalog")
        assert own["alternate"] == f"{BASE}{name}.json"


def test_every_address_of_a_feed_is_a_file_that_is_there(home: Path) -> None:
    for name, element in walked(home):
        for link in element.iter(f"{ATOM}link"):
            address = str(link.get("href"))
            assert address.startswith(BASE)
            if link.get("rel") != OPEN:
                assert (home / unquote(address.removeprefix(BASE))).is_file(), (name, address)


def test_a_feed_says_how_new_its_newest_entry_is(home: Path) -> None:
    for name, element in walked(home):
        newest = max(str(entry.findtext(f"{ATOM}updated")) for entry in entries(element))
        assert element.findtext(f"{ATOM}updated") == newest, name


def test_navigation_feeds_hold_no_issues_and_facets_stand_in_acquisition_feeds_alone(home: Path) -> None:
    for _, element in walked(home):
        kinds = {"publication" if entry.find(f"{DC}identifier") is not None else "way" for entry in entries(element)}
        assert len(kinds) == 1
        facets = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "http://opds-spec.org/facet"]
        assert not facets or kinds == {"publication"}
        assert all(link.get(f"{OPDS}facetGroup") for link in facets)
        rels = {next(iter(links(entry))) for entry in entries(element)} if kinds == {"way"} else set()
        assert rels <= {"subsection", NEW, CRAWL}  # KOReader follows no other


def test_each_feed_has_a_twin_with_the_same_issues(home: Path) -> None:
    for name, element in walked(home):
        other = twin(home, name)
        ids = [str(entry.findtext(f"{ATOM}id")) for entry in entries(element)]
        if "publications" in other:
            assert [one["metadata"]["identifier"] for one in other["publications"]] == ids
        else:
            assert [one["href"].removesuffix("json") for one in other["navigation"]] == [
                i.removesuffix("atom") for i in ids
            ]
        rels = [link["rel"] for link in other["links"]]
        assert {"self", "start", "alternate"} <= set(rels)
        assert "download" not in json.dumps(other)


def test_the_complete_feed_holds_every_issue_once_and_the_last_changed_first(home: Path) -> None:
    root = links(feed(home, "catalog"))
    whole = feed(home, stem(root[CRAWL]))
    assert whole.find("{http://purl.org/syndication/history/1.0}complete") is not None
    found = [str(entry.findtext(f"{ATOM}id")) for entry in entries(whole)]
    updated = [str(entry.findtext(f"{ATOM}updated")) for entry in entries(whole)]
    assert sorted(found) == sorted({one.identifier for one in library().facts.values()})
    assert updated == sorted(updated, reverse=True)
    paged = [str(entry.findtext(f"{ATOM}id")) for element in pages(home) for entry in entries(element)]
    assert paged == found


def pages(home: Path) -> Iterator[etree._Element]:
    """The pages of all issues as a machine follows them, from the newest to the oldest."""
    name = "all/index"
    while name:
        element = feed(home, name)
        yield element
        name = stem(links(element)["next"]) if "next" in links(element) else ""


def test_pages_lead_to_one_another(home: Path) -> None:
    found = list(pages(home))
    assert len(found) > 2
    assert links(found[0])["last"] == links(found[-1])["self"]
    for newer, older in pairwise(found):
        assert links(older)["previous"] == links(newer)["self"]
        assert links(older)["first"] == links(found[0])["self"]


def test_an_entry_says_what_the_package_document_says(home: Path) -> None:
    entry = next(
        e for e in entries(feed(home, "titles/haibin-daily/2027/04/index")) if e.findtext(f"{DC}issued") == "2027-04-30"
    )
    said = {child.tag.rpartition("}")[2]: (child.text or child.get("term") or "") for child in entry}
    assert (said["language"], said["isPartOf"], said["issueNumber"]) == ("zh-CN", "urn:issn:1234-5679", "8046")
    assert said["category"] == "newspaper"
    assert said["conformsTo"] == "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"
    for space in ("http://schema.org/", "http://schema.org"):
        series = entry.find(f"{{{space}}}Series")
        assert series is not None
        assert (series.get(f"{{{space}}}name"), series.get(f"{{{space}}}position")) == ("海滨日报", "8046")
    rels = [link.get("rel") for link in entry.findall(f"{ATOM}link")]
    assert rels[:3] == ["http://opds-spec.org/image/thumbnail", "http://opds-spec.org/image", OPEN]
    file = next(link for link in entry.findall(f"{ATOM}link") if link.get("rel") == OPEN)
    assert (file.get("length"), file.get("type")) == ("480000", "application/epub+zip")


def test_a_publication_says_it_in_json(home: Path) -> None:
    found = twin(home, "titles/haibin-daily/2027/04/index")["publications"][0]
    said = found["metadata"]
    assert said["belongsTo"]["newspaper"]["issue"] == {"position": 8046}
    assert said["belongsTo"]["series"] == {"name": "海滨日报", "identifier": "urn:issn:1234-5679", "position": 8046}
    assert said["readingProgression"] == "rtl"
    assert said["accessibility"]["conformsTo"] == "https://www.w3.org/TR/epub-a11y-11#wcag-2.1-aa"
    assert said["accessibility"]["feature"] == ["tableOfContents", "alternativeText", "verticalWriting"]
    assert said["accessibility"]["accessModeSufficient"] == ["textual", ["textual", "visual"]]
    assert len(said["contains"]["article"]) == 12
    assert found["images"][0]["rel"] == "thumbnail"


def test_what_a_file_does_not_say_is_left_out(home: Path) -> None:
    way = led(home, led(home, led(home, "catalog")["<Straße & 報>"])["日期不详"])["日期不详"]
    entry = entries(feed(home, way))[0]
    assert entry.findtext(f"{ATOM}title") == "]]> & < é"
    assert entry.find(f"{DC}issued") is None
    said = twin(home, way)["publications"][0]["metadata"]
    assert "published" not in said
    assert set(said["belongsTo"]) == {"series"}
    assert "position" not in said["belongsTo"]["series"]


@pytest.mark.parametrize("number", ["12-13", "增刊", "٣", "", "8642B"])
def test_a_number_that_is_none_is_no_position(number: str, tmp_path: Path) -> None:
    write_catalogue(MemoryLibrary([issue(DAILY, APRIL, number=number)]), tmp_path, PLACES)
    said = twin(tmp_path, "new")["publications"][0]["metadata"]["belongsTo"]
    assert "issue" not in said["newspaper"]
    assert "position" not in said["series"]


def test_a_feed_weighs_less_than_100_kb_whatever_issues_say(tmp_path: Path) -> None:
    long = "潮水退去之后码头醒来" * 400
    facts = [
        issue(SeriesFacts(id=DAILY.id, name=long, kind="newspaper"), MAY, number=str(n), stories=200, title=long)
        for n in range(60)
    ]
    renamed = {f"{n}/{'长' * 60}.epub": one for n, one in enumerate(facts)}
    write_catalogue(
        MemoryLibrary(replace(one, file=name, description=long) for name, one in renamed.items()), tmp_path, PLACES
    )
    sizes = {path.name: path.stat().st_size for path in tmp_path.rglob("*") if path.suffix in (".atom", ".json")}
    heavy = [name for name, size in sizes.items() if size >= 100_000]
    assert set(heavy) <= {"complete.atom", "complete.json", "manifest.json", ".epubgen-catalog.json"}
    assert sum(len(entries(element)) for element in pages(tmp_path)) == 60


def koreader(element: etree._Element) -> list[tuple[str, str]]:
    """File and thumbnail of each issue as KOReader takes them: the first acquisition link, the first picture."""
    found = []
    for entry in entries(element):
        own = [(str(link.get("rel")), str(link.get("href"))) for link in entry.findall(f"{ATOM}link")]
        file = next(href for rel, href in own if rel.startswith("http://opds-spec.org/acquisition"))
        found.append((file, next((href for rel, href in own if "image" in rel), "")))
    return found


def test_koreader_fetches_what_is_new_and_nothing_twice(tmp_path: Path) -> None:
    source = MemoryLibrary(daily(APRIL, 20), drawing())
    write_catalogue(source, tmp_path, PLACES)
    first = koreader(feed(tmp_path, "new"))
    last_fetched = first[0][0]
    source.add(*daily(APRIL, 22)[20:])
    write_catalogue(source, tmp_path, PLACES)
    again = [file for file, _ in koreader(feed(tmp_path, "titles/haibin-daily/new"))]
    assert [name.rpartition("/")[2] for name in again[: again.index(last_fetched)]] == [
        "haibin-daily-2027-04-22.epub",
        "haibin-daily-2027-04-21.epub",
    ]
    assert all("-small." in picture for _, picture in first)
    assert {file for file, _ in first} <= {*again}


@pytest.mark.parametrize(
    ("typed", "lang", "words"),
    [
        ("", "zh-Hans", "最新"),
        ("zh-Hant-TW", "zh-Hant-TW", "最新"),
        ("en-GB", "en-GB", "Newest issues"),
        ("ja", "ja", "新着"),
        ("中文", "zh-Hans", "最新"),
        ("ug", "en", "Newest issues"),
        ("xx-yy", "zh-Hans", "最新"),
    ],
)
def test_a_catalogue_speaks_a_language_that_it_has_words_in(typed: str, lang: str, words: str, tmp_path: Path) -> None:
    write_catalogue(MemoryLibrary(daily(APRIL, 1, 1)), tmp_path, PLACES, language=typed, title="<b>\ufdd0&")
    page = (tmp_path / "index.html").read_text("utf-8")
    assert f'<html lang="{lang}" dir="ltr">' in page
    assert f"<h2>{words}</h2>" in page
    assert "<h1>&lt;b&gt;&amp;</h1>" in page
