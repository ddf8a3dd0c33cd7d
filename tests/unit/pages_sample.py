# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small issue, and a way to look at one of its pages as a tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from lxml import etree

from epubgen.epub.edition import Edition, plan
from epubgen.epub.pages import Part, page_part
from epubgen.images import Media, Picture, photo_key
from epubgen.model import Article, Issue, Page, Paragraph, Photo, Publication, Text
from epubgen.options import Options
from epubgen.transforms.complete import complete

NAMES = {"x": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}
PAPER = Publication(id="xiao-bao", title="小报", language="zh-Hans-CN")


class View:
    """A page as a tree; paths have ``x:`` before the names of elements."""

    def __init__(self, part: Part) -> None:
        assert isinstance(part.data, bytes)
        self.part = part
        self.data = part.data
        self.root: Any = etree.fromstring(part.data)

    def texts(self, path: str) -> list[str]:
        """The words of the elements there, white space made single."""
        found = self.root.xpath(path, namespaces=NAMES)
        return [" ".join("".join(node.itertext()).split()) for node in found]

    def text(self, path: str) -> str:
        """The words of the only element there."""
        (found,) = self.texts(path)
        return found

    def values(self, path: str) -> list[str]:
        """Attribute values, or classes of elements."""
        return [str(value) for value in self.root.xpath(path, namespaces=NAMES)]


def media(*photos: Photo) -> Media:
    """Every photo as a picture of 600 by 400 pixels: ``photos/p0.jpg`` and on."""
    made = {
        photo_key(photo): Picture(
            name=f"photos/p{n}.jpg", media_type="image/jpeg", width=600, height=400, sha256="", size=1, data=b"x"
        )
        for n, photo in enumerate(photos)
    }
    return Media(pictures=tuple(made.values()), by_key=made)


def said(words: str) -> Paragraph:
    return Paragraph(text=(Text(words),))


def story(story_id: str = "s1", **fields: Any) -> Article:
    return Article(**({"id": story_id, "title": ("标题",), "page": ("01",), "body": (said("正文。"),)} | fields))


def issue_of(*stories: Article, **fields: Any) -> Issue:
    pages = (Page(number="01", name="要闻"), Page(number="02", name="副刊"))
    made = Issue(publication=PAPER, date=date(2026, 4, 17), articles=stories or (story(),), pages=pages)
    return replace(made, **fields)


def edition_of(issue: Issue, css: Sequence[str] = (), mode: Any = "") -> Edition:
    return plan(complete(issue), Options(writing_mode=mode), css=css)


def view(
    issue: Issue,
    kind: str = "article",
    subject: str = "",
    *,
    photos: Sequence[Photo] = (),
    css: Sequence[str] = (),
    mode: str = "",
) -> View:
    """One page of an issue: the first of its kind, or the one of a subject."""
    edition = edition_of(issue, css, mode)
    wanted = next(d for d in edition.documents if d.kind == kind and subject in ("", d.subject))
    parts = {document.id: page_part(edition, media(*photos), document) for document in edition.documents}
    assert list(parts) == [document.id for document in edition.documents]
    return View(parts[wanted.id])
