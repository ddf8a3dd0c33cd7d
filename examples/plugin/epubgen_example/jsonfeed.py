# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads a JSON Feed (jsonfeed.org, 1.1) as an issue: each item with a title is a story."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import epubgen
from epubgen.model import Article, Credit, Issue, Publication, Section
from epubgen.plugins import (
    Explanation,
    Finding,
    InputTree,
    Location,
    Options,
    Reading,
    Row,
    Severity,
    SourceError,
    decode_publication,
    finding,
    publication_place,
    register_messages,
)

register_messages(
    Row(
        "JSONFEED-01",
        Severity.ERROR,
        "the feed cannot be read: {why}",
        "无法读取 feed：{why}",
        "check the file with a JSON validator",
        "请用 JSON 校验工具检查文件",
    ),
    Row(
        "JSONFEED-01.date",
        Severity.ERROR,
        "the name of the file does not begin with the date of the issue",
        "文件名没有以本期日期开头",
        "call it 2026-06-05.jsonfeed, for example",
        "例如改名为 2026-06-05.jsonfeed",
    ),
    Row(
        "JSONFEED-02",
        Severity.WARNING,
        "item {number} of the feed has no title, so it is left out",
        "feed 的第 {number} 条没有标题，未收入",
        "give it a title",
        "请加上 title",
    ),
    explanations=[
        Explanation(
            "JSONFEED-01",
            "Unreadable feed",
            "feed 无法读取",
            "The file is no JSON Feed, or its name does not begin with a date.",
            "文件不是 JSON Feed，或文件名没有以日期开头。",
        ),
        Explanation(
            "JSONFEED-02",
            "Item without a title",
            "没有标题的条目",
            "A story of a newspaper has a headline. Short posts without one are left out.",
            "报纸的稿件都有标题，没有标题的短讯不收入。",
        ),
    ],
)


class JsonFeed:
    """The importer of JSON Feed."""

    name = "jsonfeed"
    description = {"en": "JSON Feed: a file ….jsonfeed", "zh": "JSON Feed：….jsonfeed 文件"}  # noqa: RUF012 - never changed

    def recognises(self, inputs: InputTree) -> bool:
        """Whether one file was named, and its name ends as that of a feed."""
        return len(inputs.entry) == 1 and inputs.entry[0].endswith(".jsonfeed")

    def read(self, inputs: InputTree, options: Options) -> Reading:
        """Read the feed.

        Raises:
            SourceError: JSONFEED-01, and what is wrong with ``publication.yaml``.
        """
        name = inputs.entry[0]
        at = inputs.at(name)
        try:
            feed = json.loads(inputs.text(name, options.encoding))
            items: list[dict[str, Any]] = list(feed["items"])
        except (ValueError, KeyError, TypeError) as error:
            raise SourceError(finding("JSONFEED-01", at, "", why=f"{type(error).__name__}: {error}")) from error
        try:
            day = date.fromisoformat(PurePosixPath(name).name[:10])
        except ValueError as error:
            raise SourceError(finding("JSONFEED-01.date", at)) from error
        publication, found = _publication(inputs, options, feed)
        numbered = list(enumerate(items, start=1))
        found += [
            finding("JSONFEED-02", at, f"items[{n - 1}]", number=n) for n, item in numbered if not item.get("title")
        ]
        stories = [_story(item, n, at) for n, item in numbered if item.get("title")]
        section = Section(id="feed", name=str(feed.get("title", "")), articles=tuple(story.id for story, _ in stories))
        issue = Issue(
            publication=publication, date=day, sections=(section,), articles=tuple(story for story, _ in stories)
        )
        return Reading(issue=issue, findings=(*found, *(entry for _, more in stories for entry in more)))


def _publication(inputs: InputTree, options: Options, feed: dict[str, Any]) -> tuple[Publication, list[Finding]]:
    """The publication of ``publication.yaml``, else what the feed says of itself."""
    if place := publication_place(inputs, options):
        tree, name = place
        publication, found = decode_publication(tree.text(name), tree.at(name))
        if publication is None:
            raise SourceError(*found)
        return publication, list(found)
    language = str(feed.get("language", "en"))
    return Publication(id="feed", title=str(feed.get("title", "Feed")), language=language), []


def _story(item: dict[str, Any], number: int, at: Location) -> tuple[Article, tuple[Finding, ...]]:
    """A story, and what was found in its HTML."""
    parsed = epubgen.blocks_from_html(str(item.get("content_html") or f"<p>{item.get('content_text', '')}</p>"), at)
    authors = tuple(Credit(name=str(one["name"])) for one in item.get("authors", []) if one.get("name"))
    story = Article(id=f"item-{number}", title=(str(item["title"]),), authors=authors, body=parsed.blocks)
    return replace(story, footnotes=parsed.footnotes), parsed.findings


IMPORTER = JsonFeed()
