# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the JSON of collectors of dailies: ``{source, date, pages: [{page, page_name, articles: […]}]}``.

Fields have many names (``collected_names``). A field with an unknown name is reported once an issue.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from datetime import date

from epubgen.errors import Finding, Location, Severity, SourceError, finding
from epubgen.files.given_pictures import GivenPictures
from epubgen.files.input_tree import InputTree
from epubgen.files.names import slug
from epubgen.importers.collected_names import (
    AUTHOR,
    PAGE,
    ROOT,
    STORY,
    CollectedObject,
    Names,
    UnreadFields,
    letters,
    texts,
)
from epubgen.importers.collected_text import CollectedText, names_of, one_line, people, said, with_images
from epubgen.importers.data_files import asked_file, data_file
from epubgen.importers.publication import publication_place
from epubgen.importers.reading import Fact, Reading
from epubgen.languages.characters import broken, foreign_text, refused_marks
from epubgen.languages.registry import standard_tag
from epubgen.markup import file_of_address
from epubgen.markup.html_characters import without_references
from epubgen.model import Article, Block, Credit, Dateline, Issue, Page, Paragraph, Photo, Publication, Source, runs_of
from epubgen.model.walk import article_photos
from epubgen.options import Options, PictureSource
from epubgen.serialization import DataNode, decode_publication, loose_date, parse, with_photos
from epubgen.startup import dataclass, regex
from epubgen.transforms.people import with_people

__all__ = ["IMPORTER"]

_SIGNS = (
    regex(rb'"(?:pages|\xe7\x89\x88\xe9\x9d\xa2)"'),
    regex(rb'"(?:articles|items|stories|posts|\xe7\xa8\xbf\xe4\xbb\xb6|\xe6\x96\x87\xe7\xab\xa0)"'),
    regex(
        rb'"(?:content(?:_?html|_?text)?|body|text|html|article_?body|full_?text|paragraphs|'
        rb'\xe6\xad\xa3\xe6\x96\x87|\xe5\x86\x85\xe5\xae\xb9)"',
        re.IGNORECASE,
    ),
)
"""Pages, stories, text; their Chinese names in UTF-8."""
_FOLDERS = ("", "photos", "images", "img", "pics")
"""Where a picture of a web page may lie beside the file."""


class Collector:
    """The importer of collected pages."""

    name: str = "collector"

    def recognises(self, inputs: InputTree) -> bool:
        """Return whether a data file holds pages with articles that have content."""
        return data_file(inputs, _looks) is not None

    def read(self, inputs: InputTree, options: Options) -> Reading:
        """Read the file. Pictures come from ``options.images``, or from files beside the data.

        Raises:
            SourceError: the file has errors. ``findings`` holds all of them.
        """
        name = asked_file(inputs, _looks)
        at = inputs.at(name)
        tree = parse(inputs.text(name, options.encoding), at)
        root = tree.root.with_texts(lambda text: broken(foreign_text(text))) if tree.root else None
        given = GivenPictures(options.images).find if options.images else None
        read = _CollectedRead(inputs, options, at, given, (), list(tree.findings))
        issue = read.issue(root) if root else None
        if issue and root and (shared := _shared(issue)):
            read = _CollectedRead(inputs, options, at, given, shared, list(tree.findings))
            issue = read.issue(root)
        if issue is None or any(f.severity is Severity.ERROR for f in read.findings):
            raise SourceError(*(dict.fromkeys(read.findings) or [finding("S02.nothing", at)]))
        issue = with_photos(issue, lambda photo: _located(photo, inputs, name))
        found = dict.fromkeys(read.findings)  # the text of a story reports its own marks, too
        return Reading(issue=issue, findings=(*found, *read.text.unread.findings()), facts=tuple(read.facts))


IMPORTER = Collector()


def _shared(issue: Issue) -> tuple[str, ...]:
    """Return the file names at the end of several addresses of pictures, over all stories."""
    addresses = defaultdict(set)
    for story in issue.articles:
        for photo in article_photos(story):
            addresses[file_of_address(photo.url) if photo.url else photo.file].add(photo.url)
    return tuple(file for file, found in addresses.items() if len(found) > 1)


def _located(photo: Photo, inputs: InputTree, name: str) -> Photo:
    """Return the photo with the path of its file, if the file lies beside the data."""
    if photo.data is not None:
        return photo
    places = (inputs.resolve(name, posixpath.join(folder, photo.file)) for folder in _FOLDERS)
    found = [place for place in places if place]
    return replace(photo, file=next(filter(inputs.has, found), found[0] if found else photo.file))


@dataclass(slots=True)
class _CollectedRead:
    """Reads one file once."""

    inputs: InputTree
    options: Options
    at: Location
    given: PictureSource | None
    shared: Sequence[str]
    findings: list[Finding]
    facts: list[Fact] = field(default_factory=list)
    text: CollectedText = field(init=False)

    def __post_init__(self) -> None:
        self.text = CollectedText(self.at.file, self.given, self.shared, UnreadFields(self.at.file), self.findings)

    def issue(self, node: DataNode) -> Issue | None:
        """Return the issue, or ``None`` after an error."""
        self.findings += _turned(node, self.at.file)
        root = self._object(node, ROOT, "")
        day = self._date(root)
        publication = self._publication(one_line(root.one("source")))
        pages: list[Page] = []
        stories: list[Article] = []
        for index, entry in enumerate(root.entries("pages")):
            page, found = self._page(entry, f"pages[{index}]", len(pages) + 1, day)
            pages.append(page)
            stories += found
        root.close()
        if day is None or publication is None:
            return None
        return with_people(Issue(publication=publication, date=day, pages=tuple(pages), articles=tuple(stories)))

    def _object(self, node: DataNode, names: Names, path: str) -> CollectedObject:
        return CollectedObject(node, names, path, self.text.unread)

    def _date(self, root: CollectedObject) -> date | None:
        written = root.text("date")
        day = loose_date(written) or _day(written)
        if day is None:
            key = "S02.date_form" if written else "S03"
            self._refuse(key, root.first("date") or root.node, "date", name="date", value=written)
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

    def _page(self, node: DataNode, path: str, place: int, day: date | None) -> tuple[Page, list[Article]]:
        page = self._object(node, PAGE, "pages")
        number, name = one_line(page.text("number")) or str(place), one_line(page.text("name"))
        items = list(enumerate(page.entries("articles")))
        read = [self._story(item, f"{path}.articles[{index}]", number, index + 1) for index, item in items]
        stories = [_on_page(story, name, day) for story in read if story]
        editors = page.first("editors")
        page.close()
        made = Page(
            number=number,
            name=name,
            pdf=_local(page.text("pdf")),
            facsimile=_local(page.text("picture")),
            editors=tuple(Credit(name=name, role="editor") for name in _lines(editors)),
            articles=tuple(story.id for story in stories),
        )
        return made, stories

    def _story(self, node: DataNode, path: str, page: str, place: int) -> Article | None:
        story = self._object(node, STORY, "pages.articles")
        at = Location(self.at.file, node.line)
        title = self.text.lines(story.one("title"), at)
        if not title:
            self._refuse("S03", node, f"{path}.title", name="title")
            return None
        seq = story.text("seq")
        slot = f"{int(seq):02}" if re.fullmatch(r"\d{1,4}", seq, re.ASCII) else f"{place:02}"
        authors, byline = self._authors(story)
        body, photos = self._body(story)
        editors = _lines(story.first("editors"))
        source, dateline = one_line(story.one("source")), one_line(story.text("dateline"))
        made = Article(
            id=f"{_word(page)}-{slot}",
            title=title,
            kicker=self.text.lines(story.one("kicker"), at),
            deck=self.text.lines(story.one("deck"), at),
            column=one_line(story.one("column")),
            section=one_line(story.one("section")),
            page=(page,),
            authors=authors,
            credits=tuple(Credit(name=name, role="editor") for name in editors),
            byline=byline,
            dateline=Dateline(label=dateline) if dateline else None,
            source=Source(system=re.sub(r"^来源\s*[:：]\s*", "", source)) if source else None,
            urls=tuple(url for url in story.text("url").split("\n") if re.match(r"https?://[^\s/]", url)),
            date=_day(story.text("date")),
            summary=_summary(self.text.line(story.one("summary"), at), body),
            keywords=tuple(self._keywords(story)),
            lang=standard_tag(story.text("language")),
            rights=one_line(story.text("rights")),
            photos=photos,
            body=body,
            footnotes=self.text.take_footnotes(),
        )
        story.close()
        return made

    def _authors(self, story: CollectedObject) -> tuple[tuple[Credit, ...], str]:
        """Return the authors, or the printed line if it holds more than names."""
        found: list[Credit] = []
        printed: list[str] = []
        for _, node in story.all("authors"):
            for item in node.value if isinstance(node.value, list) else [node]:
                if isinstance(item.value, dict):
                    found.append(self._author(item))
                    continue
                for line in people(item):
                    found += names_of(line)
                    printed += [] if names_of(line) else [line]
        known = {person.name: person for person in reversed(found) if person.name}
        return tuple(reversed(known.values())), "、".join(dict.fromkeys(printed))

    def _author(self, node: DataNode) -> Credit:
        author = self._object(node, AUTHOR, "pages.articles.author")
        author.close()
        words = {name: one_line(author.text(name)) for name in ("name", "bio", "org")}
        return Credit(**words, printed_role=one_line(author.text("role")))

    def _keywords(self, story: CollectedObject) -> list[str]:
        words = [text for _, node in story.all("keywords") for line in people(node) for text in _names(line)]
        return list(dict.fromkeys(words))

    def _body(self, story: CollectedObject) -> tuple[tuple[Block, ...], tuple[Photo, ...]]:
        """Return the text with its lead, and the photos outside the text."""
        path = "pages.articles"
        found = story.all("content")
        body = self.text.blocks(found[0][1], f"{path}.{found[0][0]}") if found else ()
        for name, other in found[1:]:  # the same text in another form, or words of their own
            if letters(" ".join(texts(other))) not in letters(said(body)):
                self.text.unread.add(f"{path}.{name}", other)
        if lead := story.first("lead"):
            opening = self.text.blocks(lead, f"{path}.lead")
            if not letters(said(body)).startswith(letters(said(opening))):
                led = (replace(block, lede=True) if isinstance(block, Paragraph) else block for block in opening)
                body = (*led, *body)
        beside = list(self.text.images(story.all("images"), path))
        at = Location(self.at.file, story.node.line)
        words = {"caption": self.text.line(story.text("image_caption"), at), "alt": one_line(story.text("image_alt"))}
        if beside and isinstance(beside[0], Photo):
            own = beside[0]
            beside[0] = replace(own, caption=own.caption or words["caption"], alt=own.alt or words["alt"])
        elif words["caption"]:
            beside.append(Paragraph(text=runs_of(words["caption"])))
        return with_images(body, beside)

    def _refuse(self, key: str, node: DataNode, path: str, **args: object) -> None:
        self.findings.append(finding(key, Location(self.at.file, node.line, node.column), path, **args))


def _looks(data: bytes) -> bool:
    return all(sign.search(data) for sign in _SIGNS) and b"epubgen-issue/" not in data


def _on_page(story: Article, page_name: str, day: date | None) -> Article:
    """Return the story as its page has it.

    A different section name becomes a keyword; the date of the issue is dropped.
    """
    other = story.section and letters(story.section) != letters(page_name)
    keywords = (*story.keywords, *([story.section] if other and story.section not in story.keywords else []))
    near = day and story.date and abs((story.date - day).days) <= 1  # the web dates it by its own clock
    return replace(story, section="", keywords=keywords, date=None if near else story.date)


def _summary(text: str, body: tuple[Block, ...]) -> str:
    """Return the summary, or nothing if it only repeats the beginning of the text."""
    return "" if letters(said(body)).startswith(letters(text)) else text


def _day(text: str) -> date | None:
    """Return the date of a date or of a time such as ``2026-04-22 08:00:00``."""
    found = re.match(r"\s*(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:[T\s].*)?\Z", text, re.ASCII | re.DOTALL)
    return loose_date(text) or (loose_date(found[1]) if found else None)


def _local(path: str) -> str:
    """Return a path, or nothing for a web address."""
    return "" if "://" in path or path.startswith("//") else path


def _lines(node: DataNode | None) -> list[str]:
    return list(people(node)) if node else []


def _names(line: str) -> list[str]:
    """Return the parts of a line that lists several names. Spaces are part of a name."""
    return [name for name in re.split(r"\s*[、，,;；|\n]+\s*", line.strip()) if name]


def _word(number: str) -> str:
    """Return a page number as a part of an id."""
    return slug(number) or "p"


def _language(title: str) -> str:
    if re.search("[\u3040-\u30ff]", title):
        return "ja"
    if re.search("[\uac00-\ud7af]", title):
        return "ko"
    if re.search("[\u4e00-\u9fff]", title):
        return "zh-Hant" if re.search("[報聞國灣臺蘋華時]", title) else "zh-Hans"
    return "en"


def _turned(node: DataNode, file: str) -> Iterator[Finding]:
    """Yield S28 for references such as ``&#8238;`` to characters that reverse the order of the text, in any field."""
    waiting = [node]
    while waiting:
        value = waiting[-1].value
        place = waiting.pop().line
        if isinstance(value, str) and "&" in value:
            yield from refused_marks(without_references(value), Location(file, place))
        elif isinstance(value, (list, dict)):
            waiting += reversed(list(value.values() if isinstance(value, dict) else value))
