# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeps an edition in memory for a preview, and updates it quickly when its source changes.

A source is read again when it has changed. If it cannot be read, the last good state is kept.
"""

from __future__ import annotations

import hashlib
import html
import time
from collections.abc import Iterator
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Literal

from epubgen.covers import make_cover
from epubgen.epub.edition import Edition, SpineDocument
from epubgen.epub.pages import Part
from epubgen.epub.theme.sheets import Sheet
from epubgen.errors import Finding, Location, MediaError
from epubgen.files.closing import Closable
from epubgen.images import Media, PhotoPreparer
from epubgen.images.encode import printed_page
from epubgen.images.uses import named_files
from epubgen.importers.open_source import IssueSource
from epubgen.issue_folder.imported_folder import ImportedFolder
from epubgen.model.blocks import PageBreak
from epubgen.model.walk import article_blocks
from epubgen.options import Options
from epubgen.pipeline.build import PartBuilder, cover_part, find_build_target, new_findings, picture_part, plan_edition
from epubgen.pipeline.finding_places import DocumentPlaces, LocatedFinding
from epubgen.pipeline.prepare import PreparedIssue, prepare_issue, stop_on_errors
from epubgen.startup import dataclass, regex

__all__ = ["MODES", "DocumentState", "LiveEdition", "LiveSource", "Mode"]

_TAG = regex(r"<[^>]*>")
_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentState:
    """A document of the spine as listed by a preview."""

    document: SpineDocument
    digest: str
    """Hash of its bytes; a different hash means that the document changed."""
    at: Location | None
    """Where the text of the document begins in the source."""
    pages: tuple[str, ...]
    """The printed pages of the document."""
    facsimiles: tuple[str, ...]
    """Those printed pages that have a picture."""
    story: str
    """Id of the story in the document; empty for other pages."""


@dataclass(frozen=True)
class LiveEdition:
    """An edition whose parts are made on request. Safe to use from several threads."""

    builder: PartBuilder
    prepared: PreparedIssue
    options: Options
    found: tuple[Finding, ...]
    """The findings of reading, lint and photos."""
    seconds: float
    """Duration of reading and planning. The parts are made later and are not included."""
    _pages: dict[str, Part] = field(default_factory=dict, repr=False)

    @property
    def edition(self) -> Edition:
        """Return the plan."""
        return self.builder.edition

    def part(self, href: str) -> Part | None:
        """Return a part of the package by its path; ``None`` if there is no such part. Pictures are not loaded."""
        document = self._documents.get(href)
        if document is None:
            return self._others.get(href) or (self._cover if href == "cover-image.jpg" else None)
        if href not in self._pages:
            self._pages[href] = self.builder.page(document)
        return self._pages[href]

    def text(self, href: str) -> str:
        """Return the plain text of a document."""
        return html.unescape(_TAG.sub("", self._bytes(href).decode()))

    @cached_property
    def documents(self) -> tuple[DocumentState, ...]:
        """Return the documents in the order of the spine."""
        return tuple(map(self._state, self.edition.documents))

    @cached_property
    def findings(self) -> tuple[LocatedFinding, ...]:
        """Return all findings with their documents; a finding about several places is returned once for each place."""
        return tuple(self.marked(single) for found in self.found for single in found.each or (found,))

    def marked(self, found: Finding) -> LocatedFinding:
        """Return any finding with its document: one of this edition, or the error of a later build."""
        return self._marks.marked(found, self.text)

    @cached_property
    def imported(self) -> ImportedFolder:
        """Return what the import left in the issue folder.

        Open questions, and positions of stories on the printed pages.
        """
        return ImportedFolder.of(self.prepared.inputs)

    @cached_property
    def hrefs(self) -> dict[str, str]:
        """Return the document of each story, by its id and by the ids of other stories that were merged into it."""
        found: dict[str, str] = {}
        for document in self.edition.documents:
            if document.kind == "article":
                story = self.edition.issue.article(document.subject)
                files = {block.at.file for block in article_blocks(story) if block.at}
                found |= {Path(file).stem: document.href for file in files} | {story.id: document.href}
        return found

    @cached_property
    def _marks(self) -> DocumentPlaces:
        return DocumentPlaces(self.prepared.issue, self.edition)

    @cached_property
    def _documents(self) -> dict[str, SpineDocument]:
        return {document.href: document for document in self.edition.documents}

    @cached_property
    def _others(self) -> dict[str, Part]:
        """Return all parts except documents and cover."""
        pictures = map(picture_part, self.builder.media.pictures)
        return {part.href: part for part in (*self.builder.leading(), *pictures)}

    @cached_property
    def _cover(self) -> Part | None:
        cover = make_cover(self.edition, self.builder.media, self.prepared.inputs, self.options)
        return cover_part(cover) if cover else None

    def _bytes(self, href: str) -> bytes:
        made = self.part(href)
        return made.data if made and isinstance(made.data, bytes) else b""

    def _state(self, document: SpineDocument) -> DocumentState:
        pages = tuple(dict.fromkeys(_pages(self.edition, document)))
        shown = {page.number for page in self.edition.issue.pages if page.facsimile}
        return DocumentState(
            document=document,
            digest=hashlib.sha256(self._bytes(document.href)).hexdigest()[:_DIGITS],
            at=_place(self.edition, document),
            pages=pages,
            facsimiles=tuple(page for page in pages if page in shown),
            story=document.subject if document.kind == "article" else "",
        )


def _place(edition: Edition, document: SpineDocument) -> Location | None:
    """Return where a document begins in the source.

    Stories from printed pages have no location of their own; the location of their first block is used.
    """
    issue = edition.issue
    if document.kind == "section":
        section = next(section for section in issue.sections if section.id == document.subject)
        return section.at.of() if section.at else None
    if document.kind == "free":
        page = issue.publication.free_pages[int(document.subject)]
        return page.at.of() if page.at else None
    if document.kind != "article":
        return None
    story = issue.article(document.subject)
    return story.at.of() if story.at else next((block.at for block in article_blocks(story) if block.at), None)


def _pages(edition: Edition, document: SpineDocument) -> Iterator[str]:
    """Yield the printed pages of a document, in order."""
    issue = edition.issue
    if document.kind == "facsimile":
        yield document.subject
    elif document.kind == "section":
        yield from next(section for section in issue.sections if section.id == document.subject).pages
    elif document.kind == "article":
        story = issue.article(document.subject)
        yield from story.page
        yield from (block.page for block in article_blocks(story) if isinstance(block, PageBreak))


Mode = Literal["horizontal-tb", "vertical-rl", "vertical-lr"]
MODES: tuple[Mode, Mode] = ("horizontal-tb", "vertical-rl")
"""The two writing modes of an issue. For the Mongolian script the second is set as ``vertical-lr``."""


@dataclass(frozen=True)
class _SourceState:
    """A source that was read successfully, and the editions made from it so far."""

    prepared: PreparedIssue
    media: Media
    own_mode: Mode
    found: tuple[Finding, ...]
    seconds: float
    editions: dict[str, LiveEdition] = field(default_factory=dict)

    @cached_property
    def files(self) -> frozenset[Path]:
        """Return the files on disk that the issue names, also missing ones.

        Cached, because a watcher calls it repeatedly.
        """
        issue, inputs = self.prepared.issue, self.prepared.inputs
        paper = issue.publication
        fonts = (*paper.fonts, *(font.file for font in paper.body_fonts))
        named = (inputs.resolve("", name) for name in (*named_files(issue), *paper.css, *fonts))
        return frozenset(path for name in named if name and (path := inputs.path(name)))


class LiveSource(Closable):
    """The editions of a source in both writing modes. A context manager: the prepared photos are removed on exit.

    Args:
        source: an issue folder, a ZIP archive, a file, printed pages, or files in memory.
        options: as for a build; ``writing_mode`` is the default mode of ``in_mode``.
    """

    def __init__(self, source: IssueSource, options: Options) -> None:
        self.source, self.options = source, options
        self._preparer = PhotoPreparer(options)
        self._state: _SourceState | None = None
        self._printed: dict[str, tuple[bytes, bytes]] = {}
        self._lock = Lock()

    def refresh(self) -> None:
        """Read the source again. Photos whose files did not change are not read again, and no page is made yet.

        Raises:
            EpubgenError: as ``api.build``; the last good state is kept.
        """
        began = time.perf_counter()
        prepared = prepare_issue(self.source, self.options)
        stop_on_errors(prepared.findings, self.options)
        planned = plan_edition(prepared, self.options)
        edition = planned[0]
        profile = find_build_target(edition.issue, self.options).profile
        media = self._preparer.prepare(edition.issue, prepared.inputs, profile)
        stop_on_errors(media.findings, self.options, MediaError)
        found = (*prepared.findings, *new_findings(media.findings, prepared.findings))
        state = _SourceState(prepared, media, MODES[edition.vertical], found, time.perf_counter() - began)
        state.editions[edition.writing_mode] = self._live(state, planned)
        self._state = state

    @property
    def own_mode(self) -> Mode:
        """Return the writing mode of the options, else of the publication; horizontal if nothing was read yet."""
        return self._state.own_mode if self._state else self.options.writing_mode or MODES[0]

    def in_mode(self, mode: Mode | Literal[""] = "") -> LiveEdition | None:
        """Return the edition of the last good state in a writing mode; ``None`` if nothing was read yet.

        Raises:
            EpubgenError: as ``api.plan``.
        """
        state = self._state
        if state is None:
            return None
        wanted = state.prepared.issue.publication.lines(mode or state.own_mode)
        with self._lock:
            if wanted not in state.editions:
                planned = plan_edition(state.prepared, replace(self.options, writing_mode=wanted))
                state.editions[wanted] = self._live(state, planned)
        return state.editions[wanted]

    def files(self) -> frozenset[Path]:
        """Return the files on disk that the issue names: photos, printed pages, style sheets, fonts."""
        return self._state.files if self._state else frozenset()

    def page_file(self, number: str) -> tuple[bytes, str] | None:
        """Return the bytes and the name of the file with a printed page; ``None`` if there is no such file."""
        if self._state is None:
            return None
        issue, inputs = self._state.prepared.issue, self._state.prepared.inputs
        file = next((page.facsimile for page in issue.pages if page.number == number and page.facsimile), "")
        name = inputs.resolve("", file) if file else None
        return None if name is None or not inputs.has(name) else (inputs.read(name), name)

    def facsimile(self, number: str) -> bytes | None:
        """Return a printed page as a JPEG; ``None`` if it has no picture.

        The JPEG is made on the first call and kept.
        """
        held = self.page_file(number)
        if held is None:
            return None
        data, name = held
        stamp = hashlib.sha256(data).digest()
        if self._printed.get(number, (b"",))[0] != stamp:
            self._printed[number] = stamp, _picture(data, name)
        return self._printed[number][1] or None

    def close(self) -> None:
        """Remove the prepared photos."""
        self._preparer.close()

    def _live(self, state: _SourceState, planned: tuple[Edition, tuple[Sheet, ...]]) -> LiveEdition:
        builder = PartBuilder(*planned, state.media, state.prepared.rare, state.prepared.text_fonts)
        return LiveEdition(builder, state.prepared, self.options, state.found, state.seconds)


def _picture(data: bytes, name: str) -> bytes:
    """Return the JPEG of a printed page; empty if the file cannot be decoded."""
    try:
        return printed_page(data, name)
    except Exception:  # noqa: BLE001 - Pillow raises any type for damaged files
        return b""
