# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the catalogue of a folder of EPUBs, and updates what has changed on the next run."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import Protocol

from epubgen.back_file.catalog.atom import atom_entry
from epubgen.back_file.catalog.cards import IssueCard, card_of, printable, tidy
from epubgen.back_file.catalog.documents import LineWriters
from epubgen.back_file.catalog.epub_files import EpubFiles, FoundFile
from epubgen.back_file.catalog.feeds import CatalogSite, TitleCards, feed_documents, titles_of
from epubgen.back_file.catalog.opds2 import opds2_publication
from epubgen.back_file.catalog.other_lists import list_documents, list_writers, manifest_document
from epubgen.back_file.catalog.pictures import cover_pictures
from epubgen.back_file.catalog.places import CatalogPlaces, checked_address, picture_file
from epubgen.back_file.catalog.record_files import record_documents, record_writers
from epubgen.back_file.catalog.state import MANIFEST, CatalogState, WrittenFile, read_state, write_state
from epubgen.back_file.catalog.web_pages import page_documents, page_writers
from epubgen.back_file.catalog.writer import CatalogWriter
from epubgen.back_file.facts import IssueFacts
from epubgen.errors import EpubgenError, Finding, Location, OptionsError, Report, finding
from epubgen.files.disk_errors import writing
from epubgen.files.locks import LockedError, locked
from epubgen.languages.catalog_words import catalog_term
from epubgen.languages.registry import standard_tag
from epubgen.languages.tags import fitting
from epubgen.model.held_titles import LibraryTitles
from epubgen.options import Progress, silent
from epubgen.startup import dataclass
from epubgen.version import __version__

__all__ = ["Catalogue", "CatalogueSource", "catalog", "write_catalogue"]

_LOCK = ".epubgen-catalog.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The result of ``catalog``."""

    folder: Path
    issues: int
    titles: int
    read: int
    """EPUBs that were read: the new and the changed ones."""
    rendered: int
    """Entries of issues that were made anew, in all feeds and pages together."""
    written: tuple[str, ...]
    """Files whose bytes are new, below the folder."""
    removed: tuple[str, ...]
    report: Report


class CatalogueSource(Protocol):
    """The source of the facts of issues."""

    titles: LibraryTitles
    """What a librarian wrote of the titles."""

    def found(self) -> Sequence[FoundFile]:
        """Return the files."""

    def read(self, file: str) -> IssueFacts:
        """Return the facts of a file. Raises ``CheckFailed`` if the EPUB cannot be read."""

    def picture(self, facts: IssueFacts) -> bytes:
        """Return the bytes of its cover; empty if there is none."""


def catalog(
    folder: str | os.PathLike[str],
    output: str | os.PathLike[str] | None = None,
    *,
    base_url: str,
    files_url: str = "",
    title: str = "",
    language: str = "",
    progress: Progress = silent,
) -> Catalogue:
    """Write the catalogue of a folder of EPUBs and PDFs.

    OPDS 1.2 and 2.0, RSS, web pages, lists and records for libraries.

    Args:
        folder: a folder of EPUBs at any depth, made by epubgen or by others. ``library.yaml`` and sidecars are read; a
            PDF needs one of them.
        output: the folder to publish. ``None``: ``folder`` itself. Another folder also gets the EPUBs (as hard links if
            the disk allows), unless ``files_url`` says where they are.
        base_url: the address under which ``output`` is published.
        files_url: the address under which ``folder`` is published, if it differs.
        title: the name of the catalogue. Empty: the name of its only title, or else a general word.
        language: the language of the catalogue's own words. Empty: the language of most issues.
        progress: called with the number of EPUBs read.

    Returns:
        The result. ``report`` names EPUBs that were left out.

    Raises:
        OptionsError: EG003 no such folder; EG120 a value is no address; EG121 files of others are in the way; EG122 no
            EPUB; EG126 another run is writing there. PackageError: EG020 a file cannot be written.
    """
    home = Path(folder)
    if not home.is_dir():
        raise OptionsError(finding("EG003", Location(str(home)), "", name=home))
    target = Path(output) if output is not None else home
    base = checked_address("base_url", base_url)
    places = CatalogPlaces(base_url=base, files_url=checked_address("files_url", files_url) if files_url else base)
    with writing(target):
        target.mkdir(parents=True, exist_ok=True)
    files = EpubFiles(home, target)
    with _alone(target):
        apart = not files_url and target.resolve() != home.resolve()
        return write_catalogue(
            files, target, places, title=title, language=language, progress=progress, files=files if apart else None
        )


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    try:
        with locked(target / _LOCK):
            yield
    except LockedError as error:
        raise OptionsError(finding("EG126", Location(str(target)), "")) from error


@dataclass(slots=True)
class _CatalogRun:
    """One run, with the facts that it has read so far."""

    source: CatalogueSource
    state: CatalogState
    facts: dict[str, IssueFacts] = field(default_factory=dict)
    """Printable facts of the issues that were read, by file."""
    findings: list[Finding] = field(default_factory=list)
    read: int = 0

    def facts_of(self, card: IssueCard) -> IssueFacts:
        """Return the facts of an issue. They are read once."""
        if card.file not in self.facts:
            self.facts[card.file] = printable(self.source.read(card.file))
            self.read += 1
        return self.facts[card.file]


def write_catalogue(
    source: CatalogueSource,
    folder: Path,
    places: CatalogPlaces,
    *,
    title: str = "",
    language: str = "",
    progress: Progress = silent,
    files: EpubFiles | None = None,
) -> Catalogue:
    """Write the catalogue of a source, as ``catalog`` does. ``files`` are put into its folder, too."""
    state = read_state(folder)
    run = _CatalogRun(source, state)
    writer = CatalogWriter(folder, state, run.facts_of)
    cards = _unique(_cards(run, writer, progress), run.findings)
    if not cards:
        raise OptionsError(finding("EG122", Location(str(folder)), ""), *run.findings)
    titles = titles_of(cards)
    site = _site(titles, cards, places, title, language)
    writer.use(_writers(site), form=_form(site))
    documents = [
        *page_documents(titles, site),
        *feed_documents(titles, site),
        *list_documents(titles, site),
        *record_documents(titles, site, source.titles),
    ]
    writer.begin(documents, (MANIFEST, *(card.file for card in cards if files)))
    if files:
        _place(files, cards, writer)
    for document in documents:
        writer.write(document)
    writer.write(manifest_document(writer.written, cards))
    removed = writer.sweep(epubs=files is not None)
    if writer.changed or removed or run.read:
        with writing(folder):
            write_state(folder, cards, writer.written, (places.base_url, site.title, site.language))
    return Catalogue(
        folder=folder,
        issues=len(cards),
        titles=len(titles),
        read=run.read,
        rendered=writer.rendered,
        written=tuple(writer.changed),
        removed=tuple(removed),
        report=Report(tuple(run.findings)),
    )


def _site(
    titles: Sequence[TitleCards], cards: Sequence[IssueCard], places: CatalogPlaces, title: str, language: str
) -> CatalogSite:
    """Return name and language of the catalogue: the given ones, or else those of its issues."""
    language = _spoken_language(language) or _language(cards)
    name = tidy(title) or (titles[0].name if len(titles) == 1 else catalog_term("catalog", language))
    return CatalogSite(title=name, language=language, places=places)


def _cards(run: _CatalogRun, writer: CatalogWriter, progress: Progress) -> Iterator[IssueCard]:
    """Yield the card of every file: that of the last run if the file is unchanged, or else a new one."""
    found = run.source.found()
    for done, one in enumerate(found, start=1):
        card = run.state.cards.get(one.file)
        if card is None or not _is_same(card, one) or not _pictures_kept(card, writer):
            card = _read(run, writer, one)
        if card:
            yield card
        progress("catalog", done, len(found))


def _is_same(card: IssueCard, one: FoundFile) -> bool:
    return (card.size, card.changed, card.beside) == (one.size, one.changed, one.beside)


def _pictures_kept(card: IssueCard, writer: CatalogWriter) -> bool:
    names = (picture_file(card, small=False), picture_file(card, small=True))
    kept = [writer.kept(name, card.key) for name in names if name]
    return all(kept)


def _read(run: _CatalogRun, writer: CatalogWriter, one: FoundFile) -> IssueCard | None:
    """Read a file, write its pictures and return its card; nothing if it is no EPUB."""
    try:
        facts = run.source.read(one.file)
        picture = run.source.picture(facts)
    except EpubgenError as error:
        run.findings.append(finding("EG123", Location(one.file), "", why=error.findings[0].message()))
        return None
    except OSError as error:
        run.findings.append(finding("EG123", Location(one.file), "", why=error.strerror or str(error)))
        return None
    run.read += 1
    made = cover_pictures(picture, facts.cover)
    if facts.cover and not made.cover:
        run.findings.append(finding("EG125", Location(one.file), "", name=facts.cover))
    kept = run.facts[one.file] = printable(facts)
    card = card_of(
        kept, changed=one.changed, beside=one.beside, cover=made.cover_ending, thumbnail=made.thumbnail_ending
    )
    for data, small in ((made.cover, False), (made.thumbnail, True)):
        if data:
            writer.put(picture_file(card, small=small), data, card.key)
    return card


def _place(files: EpubFiles, cards: Sequence[IssueCard], writer: CatalogWriter) -> None:
    """Put the EPUBs into the folder of the catalogue, before anything links to them."""
    for card in cards:
        if files.place(FoundFile(card.file, card.size, card.changed), writer.folder):
            writer.changed.append(card.file)
        writer.written[card.file] = WrittenFile(card.key, card.size, card.sha256)


def _unique(cards: Iterable[IssueCard], findings: list[Finding]) -> list[IssueCard]:
    """Return one card for each issue: of several files with the same issue, that of the last changed."""
    kept: dict[str, IssueCard] = {}
    for card in cards:
        other = kept.get(card.identifier)
        if other is None:
            kept[card.identifier] = card
            continue
        best, rest = (card, other) if (card.updated, card.file) > (other.updated, other.file) else (other, card)
        kept[card.identifier] = best
        findings.append(finding("EG124", Location(rest.file), "", other=best.file))
    return list(kept.values())


def _spoken_language(typed: str) -> str:
    """Return the given language if the catalogue has words in it, or else the language used in its place."""
    tag = standard_tag(typed) if typed else ""
    served = fitting(tag) if tag else ""
    return tag if served.partition("-")[0] == tag.partition("-")[0] else served


def _language(cards: Sequence[IssueCard]) -> str:
    """Return the language of most issues, as one that the catalogue has words in."""
    counts = Counter(fitting(card.language) for card in cards)
    return min(counts, key=lambda tag: (-counts[tag], tag))


def _writers(site: CatalogSite) -> LineWriters:
    places = site.places
    return {
        "atom": lambda card, facts: atom_entry(card, facts, places, facts.series.kind),
        "json": lambda card, facts: opds2_publication(card, facts, places),
        **list_writers(site),
        **record_writers(site),
        **page_writers(site),
    }


def _form(site: CatalogSite) -> str:
    return f"{__version__} {site.language} {site.places.base_url} {site.places.files_url} "
