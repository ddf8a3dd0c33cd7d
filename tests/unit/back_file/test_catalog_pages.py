"""The pages for people: what an issue says keeps its language and its direction, in a page of another one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from epubgen.back_file.catalog.make_catalog import write_catalogue
from epubgen.back_file.catalog.places import CatalogPlaces
from epubgen.back_file.facts import AccessibilityMetadata, IssueFacts, SeriesFacts, StoryFacts
from tests.unit.back_file.many_issues import MONTHLY, MemoryLibrary, issue

PLACES = CatalogPlaces(base_url="https://x.example/", files_url="https://x.example/")
HARBOUR = SeriesFacts(id="al-marsa", name="المرسى!", kind="newspaper")
DAY = dt.date(2026, 9, 13)


def told(series: SeriesFacts, language: str, *headlines: str) -> IssueFacts:
    """An issue without a description, its first story by two people."""
    stories = tuple(
        StoryFacts(position=n, title=title, path=f"{n}.xhtml", authors=("Ann Farrow", "Li He"), section="S", page="1")
        for n, title in enumerate(headlines, start=1)
    )
    own = replace(issue(series, DAY), languages=(language,), stories=stories, description="", rights="© المرسى.")
    return replace(own, accessibility=AccessibilityMetadata(summary="وصف."))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue in English with a paper in Arabic."""
    folder = tmp_path_factory.mktemp("catalogue")
    issues = [told(HARBOUR, "ar", "خمسة أسئلة؟", "A letter"), told(MONTHLY, "en", "Tides", "Boats")]
    write_catalogue(MemoryLibrary(issues), folder, PLACES, language="en")
    return folder


def found(home: Path, pattern: str, path: str) -> list[Any]:
    """What an XPath finds in the only page of that name."""
    (page,) = home.glob(pattern)
    return list(html.fromstring(page.read_text("utf-8")).xpath(path))  # type: ignore[arg-type]


ARABIC = "titles/al-marsa/2026/2026-*.html"


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("index.html", "//span[@class='paper']"),
        ("index.html", "//span[@class='lead']"),
        ("titles/al-marsa/index.html", "//h1"),
        ("titles/al-marsa/index.html", "//p[@class='about']"),
        ("titles/al-marsa/index.html", "//ul[@class='headlines']"),
        ("titles/al-marsa/2026/index.html", "//h1/span"),
        ("titles/al-marsa/2026/09/index.html", "//h1/span"),
        (ARABIC, "//h1/span"),
        (ARABIC, "//dt[.='Rights']/following-sibling::dd"),
        (ARABIC, "//dt[.='Accessibility']/following-sibling::dd"),
        (ARABIC, "//section[@class='contents']/ul"),
    ],
)
def test_arabic_runs_from_the_right_on_an_english_page(pattern: str, path: str, home: Path) -> None:
    said = [(one.get("lang"), one.get("dir")) for one in found(home, pattern, path)]
    assert {("ar", "rtl")} == {one for one in said if one[0] != "en"}


def test_the_head_of_a_section_stands_on_the_side_of_its_stories(home: Path) -> None:
    (head,) = found(home, ARABIC, "//section[@class='contents']/h3")
    assert (head.get("lang"), head.get("dir"), head.text_content()) == (None, "rtl", "Page 1 S")


def test_english_says_no_direction_on_an_english_page(home: Path) -> None:
    assert found(home, "titles/tide-review/2026/2026-*.html", "//body//@dir") == []


def test_the_only_issue_of_a_title_leads_to_no_other(home: Path) -> None:
    assert found(home, ARABIC, "//nav[@class='around']") == []


@pytest.mark.parametrize(
    ("language", "names", "summary"),
    [("en", "Ann Farrow and Li He", "Tides; Boats"), ("zh-Hans", "Ann Farrow Li He", "Tides；Boats"),
     ("ja", "Ann Farrow、Li He", "Tides；Boats"), ("ko", "Ann Farrow·Li He", "Tides · Boats"),
     ("ru", "Ann Farrow и Li He", "Tides; Boats"), ("tr", "Ann Farrow ve Li He", "Tides; Boats")],
)  # fmt: skip
def test_names_and_headlines_are_joined_as_the_language_of_the_issue_joins_them(
    language: str, names: str, summary: str, tmp_path: Path
) -> None:
    write_catalogue(MemoryLibrary([told(MONTHLY, language, "Tides", "Boats")]), tmp_path, PLACES)
    assert names in (tmp_path / "titles/tide-review/2026/search.js").read_text("utf-8")
    (about,) = set(found(tmp_path, "titles/tide-review/2026/2026-*.html", "//li/span[@class='number']/text()"))
    assert about == names
    assert f"<summary>{summary}</summary>" in (tmp_path / "new.atom").read_text("utf-8")
