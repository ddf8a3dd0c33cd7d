# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the files of an issue: ``publication.yaml``, ``issue.yaml``, stories, photo sidecars, an issue in one file.

Each function returns the value and all findings of the file. The value is ``None`` when something required is missing;
when a finding is an error, the value may be incomplete and only serves for further checks.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal, TypeVar

from epubgen import markup
from epubgen.errors import Finding, Location, Severity, finding
from epubgen.languages.characters import broken
from epubgen.model import Article, Footnote, FreePage, Issue, Photo, Publication
from epubgen.serialization.convert import NodeReader
from epubgen.serialization.nodes import Tree, cleaned, parse_json
from epubgen.serialization.yaml_nodes import parse_yaml
from epubgen.startup import dataclass

__all__ = [
    "decode",
    "decode_article",
    "decode_free_page",
    "decode_issue",
    "decode_one_file",
    "decode_photo",
    "decode_publication",
    "parse",
]

T = TypeVar("T")
Findings = tuple[Finding, ...]
Given = dict[type[Any], dict[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneFileIssue:
    """The keys of a file that holds a whole issue."""

    format: Literal["epubgen-issue/1"]
    publication: Publication
    issue: Issue
    articles: tuple[Article, ...] = ()


def parse(text: str, at: Location) -> Tree:
    """Read a data file into a tree: as JSON when its name ends in ``.json``, else as YAML."""
    return parse_json(text, at) if posixpath.splitext(at.file)[1].lower() == ".json" else parse_yaml(text, at)


def decode(cls: Callable[..., T], text: str, at: Location) -> tuple[T | None, Findings]:
    """Read a file that holds one object of the dataclass ``cls``."""
    return _decode(cls, parse(text, at), NodeReader(at.file))


def decode_publication(text: str, at: Location) -> tuple[Publication | None, Findings]:
    """Read ``publication.yaml``."""
    return _decode(Publication, parse(text, at), NodeReader(at.file))


def decode_issue(text: str, at: Location, publication: Publication) -> tuple[Issue | None, Findings]:
    """Read ``issue.yaml``. The issue has no stories yet: each has its own file."""
    given: Given = {Issue: {"publication": publication, "articles": ()}}
    return _decode(Issue, parse(text, at), NodeReader(at.file, given=given))


def decode_photo(text: str, at: Location, file: str) -> tuple[Photo | None, Findings]:
    """Read the sidecar of a photo: every field except ``file``, which is given."""
    return _decode(Photo, parse(text, at), NodeReader(at.file, given={Photo: {"file": file}}))


def decode_article(text: str, at: Location, article_id: str) -> tuple[Article | None, Findings]:
    """Read a story: front matter between ``---`` lines, then Markdown.

    ``article_id`` is the id of a story whose front matter names none.
    """
    text, removed = cleaned(text, at)
    front, body, line, faults = _split(text, at)
    if faults:
        return None, (*removed, *faults)
    parsed = markup.blocks_from_markdown(broken(body, "\\\n"), at=Location(at.file, line))
    given: Given = {Article: {"body": parsed.blocks, "footnotes": parsed.footnotes}}
    reader = NodeReader(at.file, given=given, fallback={Article: {"id": article_id}})
    article, findings = _decode(Article, parse_yaml(front, Location(at.file, 2)), reader)
    return article, (*removed, *findings, *parsed.findings)


def decode_free_page(text: str, at: Location) -> tuple[FreePage | None, Findings]:
    """Read a page that is no story: front matter with ``title`` and ``place``, then Markdown without footnotes."""
    text, removed = cleaned(text, at)
    front, body, line, faults = _split(text, at)
    if faults:
        return None, (*removed, *faults)
    reader = NodeReader(at.file, given={FreePage: {"body": (), "file": ""}})
    page, findings = _decode(FreePage, parse_yaml(front, Location(at.file, 2)), reader)
    parsed = markup.blocks_from_markdown(broken(body, "\\\n"), at=Location(at.file, line))
    stray = (finding("S09.notes", _first(note), "", label=note.label) for note in parsed.footnotes)
    findings = (*removed, *findings, *parsed.findings, *stray)
    return (replace(page, body=parsed.blocks) if page else None), findings


def decode_one_file(text: str, at: Location) -> tuple[Issue | None, Findings]:
    """Read a whole issue from one file; the stories keep the order of the file."""
    stand_in = Publication(id="none", title="none", language="und")
    given: Given = {Issue: {"publication": stand_in, "articles": ()}}
    whole, findings = _decode(OneFileIssue, parse(text, at), NodeReader(at.file, given=given))
    if whole is None:
        return None, findings
    return replace(whole.issue, publication=whole.publication, articles=whole.articles), findings


def _decode(cls: Callable[..., T], tree: Tree, reader: NodeReader) -> tuple[T | None, Findings]:
    root = tree.root
    if root is None or root.value is None:
        cut = any(f.severity is Severity.ERROR for f in tree.findings)
        nothing = () if cut else (finding("S02.nothing", tree.at),)
        return None, (*tree.findings, *nothing)
    value: Any = reader.read(cls, root)
    stray = (finding("S09.notes", _first(note), "", label=note.label) for note in reader.notes)
    findings = (*tree.findings, *reader.findings, *stray)
    return (value if isinstance(value, cls) else None), findings  # type: ignore[arg-type]


def _first(note: Footnote) -> Location | None:
    return note.body[0].at if note.body else None


def _split(text: str, at: Location) -> tuple[str, str, int, Findings]:
    """Return front matter, body, the line on which the body begins (from 1), and findings."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", "", 1, (finding("S02.front", Location(at.file, 1)),)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        return "", "", 1, (finding("S02.front_end", Location(at.file, 1)),)
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2, ()
