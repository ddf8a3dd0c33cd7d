# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of foreign HTML come from a function of the caller, and keep their addresses."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from epubgen import import_pages, lint, load
from epubgen.markup import blocks_from_html, blocks_from_markdown, markdown_from_blocks
from epubgen.model import Article, Image, Issue, Photo, Publication
from epubgen.model.walk import photos_within
from tests.input_cases.photos import addressed, drawn

ADDRESS = "https://e.org/05/photo.jpg"
HTML = f'<p>一</p><img src="{ADDRESS}" alt="画">'
Given = Callable[[str], bytes | str | os.PathLike[str] | None]


def photos(html: str, images: Given | None = None) -> list[Photo]:
    return list(photos_within(blocks_from_html(html, images=images).blocks))


def test_bytes_of_the_function_are_the_photo() -> None:
    read = blocks_from_html(HTML, images={ADDRESS: b"\xff\xd8\xff"}.get)
    [photo] = photos_within(read.blocks)
    assert (photo.data, photo.url, photo.alt) == (b"\xff\xd8\xff", ADDRESS, "画")
    assert read.findings == ()


def test_a_path_on_disk_is_read_and_a_relative_name_is_a_file_of_the_issue(tmp_path: Path) -> None:
    (tmp_path / "p.jpg").write_bytes(b"JPEG")
    assert [photo.data for photo in photos(HTML, lambda _: tmp_path / "p.jpg")] == [b"JPEG"]
    assert [photo.data for photo in photos(HTML, lambda _: str(tmp_path / "p.jpg"))] == [b"JPEG"]
    [photo] = photos(HTML, lambda _: "photos/01-05.jpg")
    assert (photo.file, photo.data, photo.url) == ("photos/01-05.jpg", None, ADDRESS)


def test_without_a_picture_the_address_is_told() -> None:
    read = blocks_from_html(HTML, images=lambda _: None)
    assert [found.key for found in read.findings] == ["H04"]


def _raises(_address: str) -> bytes:
    raise TimeoutError("no answer")


@pytest.mark.parametrize(
    ("images", "why"),
    [
        (_raises, "TimeoutError: no answer"),
        (lambda _: 3, "it gave a value of the type int, not bytes or a path"),
        (lambda _: Path("/no/such/p.jpg"), "there is no file /no/such/p.jpg"),
    ],
)
def test_a_fault_of_the_function_is_a_finding(images: Given, why: str) -> None:
    read = blocks_from_html(HTML, images=images)
    assert [(found.key, dict(found.args)["why"]) for found in read.findings] == [("H09", why)]
    assert [photo.url for photo in photos_within(read.blocks)] == [ADDRESS]


def test_each_address_is_asked_once_and_relative_ones_too() -> None:
    asked: list[str] = []
    photos(f'{HTML}<img src="{ADDRESS}"><img src="img/a.png"><img src="//e.org/b.png">', asked.append)
    assert asked == [ADDRESS, "img/a.png", "https://e.org/b.png"]


def test_an_address_survives_markdown() -> None:
    block = Image(photo=Photo(file="photos/a.jpg", url="https://e.org/a.jpg?x=1&y=2"))
    assert blocks_from_markdown(markdown_from_blocks((block,))).blocks == (block,)


def test_stories_read_one_by_one_do_not_share_a_picture(tmp_path: Path) -> None:
    stories = tuple(
        Article(id=month, title=(month,), kind="brief", body=blocks_from_html(f'<img src="/{month}/photo.jpg">').blocks)
        for month in ("05", "06")
    )
    paper = Publication(id="p", title="P", language="en", kind="newspaper")
    issue = Issue(publication=paper, date=date(2026, 4, 22), articles=stories, root=str(tmp_path))
    missing = [dict(found.args)["file"] for found in lint(issue).findings if found.code == "F01"]
    assert len(set(missing)) == 2
    assert "photo.jpg" not in missing


def test_an_import_writes_the_pictures_of_the_text(tmp_path: Path) -> None:
    picture = drawn("JPEG")
    content = f'<p>一。</p><img src="{addressed("jpeg", picture)}"><img src="{ADDRESS}">'
    collected = {
        "source": "汐州日报",
        "date": "2026-04-22",
        "pages": [{"articles": [{"title": "题", "content": content}]}],
    }
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.json").write_text(json.dumps(collected), "utf-8")
    made = import_pages(tmp_path / "in" / "a.json", tmp_path / "out", images={ADDRESS: b"other"}.get)
    written = sorted(path.read_bytes() for path in (made.folder / "photos").iterdir())
    assert written == sorted([picture, b"other"])
    again = load(made.folder)
    assert [photo.url for photo in photos_within(again.articles[0].body)] == ["", ADDRESS]
