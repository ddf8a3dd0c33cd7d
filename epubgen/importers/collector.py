# SPDX-License-Identifier: AGPL-3.0-or-later
"""The JSON that collectors of Chinese dailies write: ``{source, date, pages: [{page, page_name, articles: […]}]}``."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from epubgen import markup
from epubgen.errors import Finding, Location, Severity, SourceError, finding
from epubgen.files.input_tree import InputTree
from epubgen.files.names import slug
from epubgen.importers.data_files import data_file
from epubgen.importers.publication import publication_place
from epubgen.importers.reading import Fact, Reading
from epubgen.model import Article, Block, Credit, Issue, Page, Paragraph, Publication, Text
from epubgen.options import Options
from epubgen.serialization import DataNode, decode_publication, loose_date, parse

__all__ = ["IMPORTER"]

_SIGNS = (b'"pages"', b'"articles"', b'"content"')
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_ROLES = re.compile("记者|通讯员|评论员|编辑|摄影|文/|图/|摄$")


class Collector:
    """The importer of collected pages; fields that it does not know are left aside."""

    name: str = "collector"

    def recognises(self, inputs: InputTree) -> bool:
        """Whether one file of data has pages with articles with content."""
        return data_file(inputs, _looks) is not None

    def read(self, inputs: InputTree, options: Options) -> Reading:
        """Read the file.

        Raises:
            SourceError: with every error of the file.
        """
        name = data_file(inputs, _looks) or (*inputs.entry, inputs.base)[0]
        at = inputs.at(name)
        tree = parse(inputs.text(name, options.encoding), at)
        read = _CollectedRead(inputs, options, at, list(tree.findings))
        issue = read.issue(tree.root) if tree.root else None
        if issue is None or any(f.severity is Severity.ERROR for f in read.findings):
            raise SourceError(*(read.findings or [finding("S02.nothing", at)]))
        return Reading(issue=issue, findings=tuple(read.findings), facts=tuple(read.facts))


IMPORTER = Collector()


@dataclass(slots=True)
class _CollectedRead:
    """One read of one file."""

    inputs: InputTree
    options: Options
    at: Location
    findings: list[Finding]
    facts: list[Fact] = field(default_factory=list)

    def issue(self, root: DataNode) -> Issue | None:
        """The issue; ``None`` after an error."""
        day = self._date(root)
        publication = self._publication(_text(root, "source"))
        pages: list[Page] = []
        stories: list[Article] = []
        for index, node in enumerate(_items(root, "pages")):
            page, told = self._page(node, f"pages[{index}]", len(pages) + 1)
            pages.append(page)
            stories += told
        if day is None or publication is None:
            return None
        return Issue(publication=publication, date=day, pages=tuple(pages), articles=tuple(stories))

    def _date(self, root: DataNode) -> date | None:
        written = _text(root, "date")
        day = loose_date(written)
        if day is None:
            key = "S02.date_form" if written else "S03"
            self._refuse(key, _child(root, "date") or root, "date", name="date", value=written)
        return day

    def _publication(self, title: str) -> Publication | None:
        place = publication_place(self.inputs, self.options)
        if place:
            inputs, name = place
            publication, findings = decode_publication(inputs.text(name), inputs.at(name))
            self.findings += findings
            return publication
        if not title:
            self.findings.append(finding("S03", self.at, "source", name="source"))
            return None
        identity = f"paper-{hashlib.sha256(title.encode()).hexdigest()[:8]}"
        self.facts.append(Fact(name="publication.id", value=identity, origin="fact.title-hash"))
        language = _language(title)
        self.facts.append(Fact(name="publication.language", value=language, origin="fact.script"))
        return Publication(id=identity, title=title, language=language, kind="newspaper", frequency="daily")

    def _page(self, node: DataNode, path: str, place: int) -> tuple[Page, list[Article]]:
        number = _text(node, "page") or str(place)
        items = list(enumerate(_items(node, "articles")))
        stories = [self._story(item, f"{path}.articles[{index}]", number, index + 1) for index, item in items]
        told = [story for story in stories if story]
        pdf = _text(node, "pdf_url")
        ids = tuple(story.id for story in told)
        return Page(number=number, name=_text(node, "page_name"), articles=ids, pdf="" if "://" in pdf else pdf), told

    def _story(self, node: DataNode, path: str, page: str, place: int) -> Article | None:
        title = tuple(line.strip() for line in re.split(r"<br\s*/?>|\n", _text(node, "title")) if line.strip())
        if not title:
            self._refuse("S03", node, f"{path}.title", name="title")
            return None
        seq = _text(node, "seq")
        slot = f"{int(seq):02}" if re.fullmatch(r"\d{1,4}", seq, re.ASCII) else f"{place:02}"
        author = _text(node, "author").strip()
        people = _people(author)
        byline = "" if people else author
        identity = f"{_word(page)}-{slot}"
        return Article(id=identity, title=title, page=(page,), authors=people, byline=byline, body=self._body(node))

    def _body(self, node: DataNode) -> tuple[Block, ...]:
        content = _text(node, "content")
        at = Location(self.at.file, (_child(node, "content") or node).line)
        if _MARKUP.search(content):
            parsed = markup.blocks_from_html(content, at=at)
            self.findings += parsed.findings
            blocks: tuple[Block, ...] = parsed.blocks
            return blocks
        lines = (line.strip() for line in content.split("\n"))
        return tuple(Paragraph(text=(Text(line),), at=at) for line in lines if line)

    def _refuse(self, key: str, node: DataNode, path: str, **args: object) -> None:
        self.findings.append(finding(key, Location(self.at.file, node.line, node.column), path, **args))


def _looks(data: bytes) -> bool:
    return all(sign in data for sign in _SIGNS) and b"epubgen-issue/" not in data


def _child(node: DataNode, name: str) -> DataNode | None:
    return node.value.get(name) if isinstance(node.value, dict) else None


def _text(node: DataNode, name: str) -> str:
    child = _child(node, name)
    if child is None:
        return ""
    if isinstance(child.value, list):
        return "\n".join(item.value for item in child.value if isinstance(item.value, str))
    return child.value if isinstance(child.value, str) else ""


def _items(node: DataNode, name: str) -> Iterator[DataNode]:
    child = _child(node, name)
    if child is not None and isinstance(child.value, list):
        yield from child.value


def _word(number: str) -> str:
    """A page number as part of an id."""
    return slug(number) or "p"


def _people(author: str) -> tuple[Credit, ...]:
    """Names where nothing but names is given; a printed line with roles stays a byline."""
    if not author or _ROLES.search(author):
        return ()
    return tuple(Credit(name=name) for name in re.split(r"[、，,;；\s]+", author) if name)


def _language(title: str) -> str:
    if re.search("[\u3040-\u30ff]", title):
        return "ja"
    if re.search("[\uac00-\ud7af]", title):
        return "ko"
    if re.search("[\u4e00-\u9fff]", title):
        return "zh-Hant" if re.search("[報聞國灣臺蘋華時]", title) else "zh-Hans"
    return "en"
