# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes an EPUB of the stories that a search finds: own cover, contents by day, a source note under each story.

The stories are read from their EPUBs again, so that subheads, lists and tables stay. The rights stated in an EPUB go
into the imprint. A story with its own rights statement is left out, unless the caller has permission.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from pathlib import Path

from lxml import etree

from epubgen import api
from epubgen.back_file.database import LibraryDatabase, SearchHit, SearchPage, SearchQuery, read_issue, search
from epubgen.back_file.facts import IssueFacts, PictureFacts, StoryFacts
from epubgen.back_file.story_facts import is_left_out
from epubgen.epub.package import Epub
from epubgen.errors import CheckFailed, Finding, Location, Report, SourceError, finding
from epubgen.languages.tags import shop_language
from epubgen.markup import blocks_from_html
from epubgen.model import Article, Credit, Issue, Paragraph, Photo, Publication, Rights, Section, Source, Text
from epubgen.model.blocks import Block, Footnote
from epubgen.options import Options
from epubgen.startup import dataclass
from epubgen.validation import xml
from epubgen.validation.archive import Archive, UnreadableMemberError, open_archive
from epubgen.validation.book import EpubBook, read_book, readable_xml, resolve

__all__ = ["ClipResult", "clip_stories"]

_MOST_DAYS = 40
"""Days that stand in the contents; of more, the months, and of more months the years."""
_AROUND = frozenset({"header", "nav", "footer", "figure"})
_MOST_RIGHTS = 400
"""Characters of a statement of rights in the imprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipResult:
    """The result of a clip."""

    path: Path
    stories: int
    findings: tuple[Finding, ...] = ()
    """Stories that were left out."""
    report: Report = field(default_factory=Report)
    """Of the build."""


def clip_stories(
    database: LibraryDatabase,
    query: SearchQuery,
    output: str | os.PathLike[str],
    *,
    title: str,
    with_reserved: bool = False,
    options: Options | None = None,
) -> ClipResult:
    """Make an EPUB of the stories that a query finds, sorted by day.

    Args:
        database: the database of the library.
        query: the query. Its ``limit`` is the largest number of stories.
        output: the EPUB, or a folder for it.
        title: the title of the clip.
        with_reserved: include stories that have a rights statement of their own.
        options: the options of the build.

    Raises:
        SourceError: EG116 no story is left. PackageError: EG110, EG020. Otherwise as ``build``.
    """
    page = search(database, query)
    found: list[Finding] = list(_too_many(page, query))
    stories = list(_kept(_Stories(database).read(page.hits), found, with_reserved=with_reserved))
    if not stories:
        raise SourceError(finding("EG116", Location(database.folder.as_posix()), folder=database.folder), *found)
    issue = _issue(title, stories)
    built: Epub = api.build(issue, output, options=options)
    return ClipResult(path=Path(built.path or output), stories=len(stories), findings=tuple(found), report=built.report)


@dataclass(frozen=True, slots=True)
class _Story:
    """A story with its issue."""

    hit: SearchHit
    facts: StoryFacts
    issue: IssueFacts
    body: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]
    photos: tuple[Photo, ...]
    is_mined: bool
    """Whether its EPUB allows text and data mining, or does not speak of it."""
    language: str
    """Of its page, as a tag."""


class _Stories:
    """Reads the stories of hits from their EPUBs. Each EPUB is opened once."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def read(self, hits: Sequence[SearchHit]) -> Iterator[_Story | Finding]:
        """Return the stories by day, and a finding for each story that cannot be read."""
        ordered = sorted(hits, key=lambda hit: (hit.date or dt.date.min, hit.file, -hit.story))
        by_file: dict[str, list[SearchHit]] = {}
        for hit in ordered:
            by_file.setdefault(hit.file, []).append(hit)
        for file, mine in by_file.items():
            if file.lower().endswith(".pdf"):
                pages = ", ".join(dict.fromkeys(hit.page for hit in mine))
                yield finding(
                    "EG116.pages", Location((self._database.folder / file).as_posix()), pages=pages, file=file
                )
            else:
                yield from self._of_file(file, mine)

    def _of_file(self, file: str, hits: Sequence[SearchHit]) -> Iterator[_Story | Finding]:
        path = self._database.folder / file
        with self._database.guarded():
            facts = read_issue(self._database, hits[0].identifier)
        known = {} if facts is None else {story.path: story for story in facts.stories}
        try:
            with open_archive(path) as archive:
                book = read_book(archive)
                for hit in hits:
                    if facts and hit.path in known:
                        yield self._story(hit, known[hit.path], facts, book)
        except CheckFailed:
            yield from (finding("EG116.gone", Location(path.as_posix()), title=hit.title) for hit in hits)

    def _story(self, hit: SearchHit, facts: StoryFacts, issue: IssueFacts, book: EpubBook) -> _Story:
        name, _, fragment = facts.path.partition("#")
        root = readable_xml(book.archive, name)
        photos = tuple(_photos(facts.pictures, root, name, book))
        body: tuple[Block, ...] = ()
        notes: tuple[Footnote, ...] = ()
        article = None if root is None or fragment or not issue.ours else xml.first(root, "article")
        if article is not None:
            body, notes = _blocks(article)
        plain = tuple(Paragraph(text=(Text(line),)) for line in facts.text.split("\n") if line)
        mined = "1" not in book.metas("tdm:reservation")
        language = "" if root is None else root.get(xml.LANG) or root.get("lang") or ""
        return _Story(hit, facts, issue, body or plain, notes, photos, mined, language)


def _kept(stories: Iterable[_Story | Finding], found: list[Finding], *, with_reserved: bool) -> Iterator[_Story]:
    """Return the stories that may be taken, and findings for the others."""
    for story in stories:
        if isinstance(story, Finding):
            found.append(story)
        elif story.facts.rights and not with_reserved:
            at = Location(story.hit.file)
            found.append(finding("EG116.rights", at, title=story.hit.title, rights=story.facts.rights))
        else:
            yield story


def _too_many(page: SearchPage, query: SearchQuery) -> Iterator[Finding]:
    if page.total > len(page.hits) + query.offset:
        yield finding("EG116.many", None, "", total=page.total, limit=len(page.hits))


def _blocks(article: xml.Element) -> tuple[tuple[Block, ...], tuple[Footnote, ...]]:
    """Return the text of a story of epubgen as blocks: without header, footer, navigation and photos."""
    for part in [one for one in xml.elements(article) if xml.local(one) in _AROUND]:
        _drop(part)
    for mark in [one for one in xml.elements(article) if is_left_out(one) and xml.local(one) == "span"]:
        _drop(mark)
    parsed = blocks_from_html(etree.tostring(article, encoding="unicode"))
    return parsed.blocks, parsed.footnotes


def _drop(element: xml.Element) -> None:
    parent = element.getparent()
    if parent is not None:
        tail = element.tail
        before = element.getprevious()
        if tail and before is not None:
            before.tail = f"{before.tail or ''}{tail}"
        elif tail:
            parent.text = f"{parent.text or ''}{tail}"
        parent.remove(element)


def _photos(pictures: Sequence[PictureFacts], root: xml.Element | None, name: str, book: EpubBook) -> Iterator[Photo]:
    """Return the pictures of a story with their bytes and text alternatives."""
    alts = {}
    for element in () if root is None else root.iter("{*}img"):
        if target := resolve(name, element.get("src", "")):
            alts[target[0]] = element.get("alt", "")
    for picture in pictures:
        data = _bytes(book.archive, picture.path)
        if data and picture.media_type in ("image/jpeg", "image/png", "image/webp", "image/gif"):
            yield Photo(
                file=f"{hashlib.sha256(data).hexdigest()[:16]}{Path(picture.path).suffix}",
                data=data,
                caption=picture.caption,
                alt=alts.get(picture.path, ""),
                decorative=not alts.get(picture.path, "") and not picture.caption,
                credit=(Credit(name=picture.credit),) if picture.credit else (),
            )


def _bytes(archive: Archive, name: str) -> bytes:
    try:
        return archive.read(name)
    except UnreadableMemberError:
        return b""


def _issue(title: str, stories: Sequence[_Story]) -> Issue:
    """Return the clip as an issue: a section for each day, month or year."""
    spoken = Counter(story.language or next(iter(story.issue.languages), "und") for story in stories)
    main = spoken.most_common(1)[0][0]
    told = hashlib.sha256(
        "\0".join([title, *(f"{s.hit.identifier} {s.hit.path}" for s in stories)]).encode()
    ).hexdigest()
    articles = tuple(_article(place, story, main) for place, story in enumerate(stories, start=1))
    days = [story.hit.date for story in stories if story.hit.date]
    notices = dict.fromkeys(f"{s.hit.series_name}: {s.issue.rights[:_MOST_RIGHTS]}" for s in stories if s.issue.rights)
    reserved = not all(story.is_mined for story in stories)
    return Issue(
        publication=Publication(
            id=f"clip-{told[:12]}",
            title=title,
            language=main,
            kind="magazine",
            writing_mode="vertical-rl" if all(story.issue.vertical for story in stories) else "horizontal-tb",
            publisher="、".join(dict.fromkeys(s.issue.publisher for s in stories if s.issue.publisher)),
            rights=Rights(notice=" ".join(notices), tdm="reserved" if reserved else ""),
        ),
        date=max(days, default=dt.date(1, 1, 1)),
        sections=tuple(_sections(stories, articles)),
        articles=articles,
        headline_article=articles[0].id,
    )


def _sections(stories: Sequence[_Story], articles: Sequence[Article]) -> Iterator[Section]:
    days = {story.hit.date for story in stories}
    months = {day.isoformat()[:7] for day in days if day}
    length = (
        len("2026-04-17") if len(days) <= _MOST_DAYS else len("2026-04") if len(months) <= _MOST_DAYS else len("2026")
    )
    names: dict[str, list[str]] = {}
    for story, article in zip(stories, articles, strict=True):
        names.setdefault((story.hit.date.isoformat() if story.hit.date else "–")[:length], []).append(article.id)
    for place, (name, ids) in enumerate(names.items(), start=1):
        yield Section(id=f"d{place}", name=name, articles=tuple(ids))


def _article(place: int, story: _Story, main: str) -> Article:
    facts, hit = story.facts, story.hit
    language = story.language or next(iter(story.issue.languages), main)
    return Article(
        id=f"s{place:04}",
        title=(facts.title,),
        kicker=(facts.kicker,) if facts.kicker else (),
        deck=(facts.deck,) if facts.deck else (),
        column=facts.column,
        kind="feature",
        authors=tuple(Credit(name=name) for name in facts.authors),
        source=Source(system=_origin(hit)),
        body=story.body,
        footnotes=story.footnotes,
        photos=story.photos,
        lang="" if shop_language(language) == shop_language(main) else language,
        rights=facts.rights,
    )


def _origin(hit: SearchHit) -> str:
    """Return ``汐州日报 2026-04-17 24713, 01``: title, day, number and page of a story."""
    head = " ".join(filter(None, (hit.series_name, hit.date.isoformat() if hit.date else "", hit.number)))
    return f"{head}, {hit.page}" if hit.page else head
