# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the writer writes, the reader reads back as the equal issue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from epubgen.files.input_tree import InputTree
from epubgen.importers.native import IMPORTER
from epubgen.importers.open_source import open_source
from epubgen.model import Article, Footnote, Image, Issue, NoteRef, Page, Paragraph, Photo, Publication, Section, Text
from epubgen.options import Options
from epubgen.serialization.issue_files import issue_files

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted(path.parent for path in (ROOT / "issues").rglob("issue.yaml"))
PAPER = Publication(id="p", title="P", language="en")
DAY = date(2026, 4, 22)


def story(name: str, title: str = "The bridge is open", **more: object) -> Article:
    return replace(Article(id=name, title=(title,), body=(Paragraph(text=(Text("Text."),)),)), **more)  # type: ignore[arg-type]


def issue(*stories: Article, **more: object) -> Issue:
    return replace(Issue(publication=PAPER, date=DAY, articles=stories), **more)  # type: ignore[arg-type]


def back(files: dict[str, bytes], folder: str = "2026-04-22") -> Issue:
    return IMPORTER.read(InputTree.memory(files, base=folder), Options()).issue


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda path: path.relative_to(ROOT / "issues").as_posix())
def test_every_sample_comes_back_equal(folder: Path) -> None:
    inputs = open_source(folder)
    read = IMPORTER.read(inputs, Options()).issue
    files = issue_files(read, folder=inputs.base)
    again = back(files, inputs.base)
    for old, new in zip(read.articles, again.articles, strict=True):
        assert new == old
    assert again == read
    assert issue_files(again, folder=inputs.base) == files


def test_names_say_page_slot_and_words() -> None:
    stories = (
        story("a", page=("01",)),
        story("01-02-tram", page=("01",)),
        story("x", "大桥通车", page=("A2",)),
        story("大桥", "大桥通车"),
        story("long", "one two three four five six seven eight nine ten"),
    )
    pages = (Page(number="01", articles=("a", "01-02-tram")), Page(number="A2", articles=("x", "大桥", "long")))
    files = issue_files(issue(*stories, pages=pages))
    assert [name.rpartition("/")[2] for name in files if name.endswith(".md")] == [
        "01-01-the-bridge-is-open.md",
        "01-02-tram.md",
        "01-f1297e48.md",
        "02-one-two-three-four-five-six-seven-eight.md",
        "a2-01-x.md",
    ]
    assert back(files) == issue(*stories, pages=pages)


def test_an_order_that_no_list_says_is_kept_by_the_names() -> None:
    stories = tuple(story(name, page=(page,)) for name, page in zip("cab", "213", strict=True))
    assert back(issue_files(issue(*stories))) == issue(*stories)
    sections = (Section(id="s", name="S", articles=("b",)),)
    mixed = (stories[2], *stories[:2])
    assert back(issue_files(issue(*mixed, sections=sections))) == issue(*mixed, sections=sections)


def test_equal_headlines_get_names_of_their_own() -> None:
    stories = (*tuple(story(name, page=("1",)) for name in ("a", "b")), story("1-01-the-bridge-is-open", page=("1",)))
    files = issue_files(issue(*stories))
    assert len([name for name in files if name.endswith(".md")]) == len(stories)
    assert back(files) == issue(*stories)


def test_photos_are_named_from_the_file_that_uses_them() -> None:
    photo = Photo(file="2026-04-22/photos/a.jpg", caption="C", rights="R", focal=(0.1, 0.2))
    plate = Photo(file="assets/n.png", alt="N")
    body = (Image(photo=photo), Paragraph(text=(Text("x"), NoteRef("1"))))
    notes = (Footnote(label="1", body=(Paragraph(text=(Text("n"),)),)),)
    whole = issue(
        story("a", lead_photo=photo, body=body, footnotes=notes),
        publication=replace(PAPER, nameplate=plate),
        sections=(Section(id="s", name="S", image=photo, articles=("a",)),),
        pages=(Page(number="1", facsimile="2026-04-22/pages/1.jpg"),),
        notices=(Image(photo=photo),),
    )
    files = issue_files(whole)
    assert b"file: ../photos/a.jpg" in files["2026-04-22/articles/01-the-bridge-is-open.md"]
    assert b"facsimile: pages/1.jpg" in files["2026-04-22/issue.yaml"]
    assert b"file: assets/n.png" in files["publication.yaml"]
    assert back(files) == whole


def test_photos_in_memory_become_files() -> None:
    photo = Photo(file="2026-04-22/photos/a.jpg", data=b"jpeg")
    files = issue_files(issue(story("a", lead_photo=photo)))
    assert files["2026-04-22/photos/a.jpg"] == b"jpeg"
    assert back(files).articles[0].lead_photo == replace(photo, data=None)


def test_the_issue_may_go_anywhere() -> None:
    assert back(issue_files(issue(story("a")), folder="issues/2026-04-22"), "issues/2026-04-22") == issue(story("a"))
    assert back(issue_files(issue(story("a")), folder=""), "") == issue(story("a"))
