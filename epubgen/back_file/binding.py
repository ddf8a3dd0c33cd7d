# SPDX-License-Identifier: AGPL-3.0-or-later
"""Binds issues into volumes (合订本): a week, a month, or everything named, each volume one EPUB."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Literal, Unpack, get_args
from uuid import NAMESPACE_URL, uuid5

from epubgen import validation
from epubgen.api import settled
from epubgen.back_file.batch.run import build_many
from epubgen.back_file.batch.sources import BatchInput, is_epub_source
from epubgen.back_file.bound_metadata import VolumeFacts, volume_metadata
from epubgen.back_file.bound_parts import BoundIssue, SharedFiles
from epubgen.back_file.facts import IssueFacts
from epubgen.back_file.read_epub import read_epub
from epubgen.epub.edition import Edition, Landmark, NavItem, PageTarget, SpineDocument, primary_writing_mode, with_cover
from epubgen.epub.nav import nav_document, ncx
from epubgen.epub.package import Drafts, Epub
from epubgen.epub.pages.context import Part
from epubgen.errors import CheckFailed, Finding, Location, OptionsError, Report, finding
from epubgen.files.disk_errors import writing
from epubgen.files.names import free_name
from epubgen.files.regular import files_below
from epubgen.files.targets import EPUB, is_file_name, refuse_foreign
from epubgen.languages.dates import full_date, long_date, weekday
from epubgen.languages.directions import vertical_lines
from epubgen.languages.words import term
from epubgen.model import Issue, Publication
from epubgen.options import OptionKeywords, Options, choice, with_option_words
from epubgen.startup import dataclass
from epubgen.validation.archive import open_archive
from epubgen.validation.book import read_book

__all__ = ["BindingPeriod", "bind"]

BindingPeriod = Literal["week", "month", "all"]
"""What one volume holds."""
_MARGIN = 0.97
"""Of the largest size: what a volume is planned for; package document and directory are not counted beforehand."""


@dataclass(frozen=True, slots=True)
class _IssueFile:
    """An issue to bind."""

    path: Path
    facts: IssueFacts
    weights: tuple[tuple[str, int], ...]
    """What its members weigh in an archive, by what tells them from others."""
    reserved: bool = False
    """Whether it says that its text is not to be mined."""

    @property
    def day(self) -> dt.date:
        """Return the day of issue. Sources without one are refused before."""
        return self.facts.date or dt.date.min


@dataclass(frozen=True, slots=True)
class _BoundVolume:
    """The issues of a volume in order. ``part`` counts from 1 if a period has several volumes; otherwise it is 0."""

    issues: tuple[_IssueFile, ...]
    period: str
    part: int = 0

    @property
    def name(self) -> str:
        """Return the name of the file: ``bay-post-2026-04``, ``bay-post-2026-W16-2``."""
        pieces = (self.issues[0].facts.series.id, self.period, str(self.part) if self.part else "")
        return "-".join(filter(None, pieces))


@with_option_words
def bind(
    sources: BatchInput | Iterable[BatchInput],
    output: str | os.PathLike[str] = ".",
    *,
    by: BindingPeriod = "month",
    options: Options | None = None,
    **settings: Unpack[OptionKeywords],
) -> tuple[Epub, ...]:
    """Bind issues into volumes with contents by day, section and story.

    Equal pictures, fonts and sheets are stored once.

    Args:
        sources: EPUBs, folders of EPUBs, and inputs that ``build_many`` accepts; those are built first.
        output: a folder, which is created (paper and period name the volumes); or, for one volume, a file.
        by: the period of a volume: ``month``, ``week`` or ``all``. Different papers never share a volume.
        options: all options as one value. ``max_size`` is the largest size of a volume; further issues go into the
            next.
        settings: single options. They override ``options``.

    Returns:
        The volumes by paper and day. Each has its own identifier and a place in a series of volumes.

    Raises:
        OptionsError: EG003, EG105 a source does not exist; EG098 nothing to bind; EG108 several volumes for one file;
            EG108.day an EPUB without a day. CheckFailed: an EPUB cannot be read. PackageError: EG020, EG072, EG086.
            Otherwise as ``build``, for the first issue that cannot be built.
    """
    chosen = settled(settings, options)
    period = choice("by", by, get_args(BindingPeriod))
    with tempfile.TemporaryDirectory(prefix="epubgen-") as work:
        paths = tuple(_epubs(sources, Path(work), replace(chosen, max_size=0)))
        found, told = _read(paths)
        groups = _periods(found, period)
        return _bound(groups, output, chosen, Path(work), told)


def _epubs(sources: BatchInput | Iterable[BatchInput], work: Path, options: Options) -> Iterator[Path]:
    """Yield the EPUBs among the sources, and those that are built from them.

    Raises:
        EpubgenError: as ``build_many``, with the findings of an issue that could not be built.
    """
    named: list[BatchInput] = [sources] if isinstance(sources, (str, os.PathLike, Issue)) else list(sources)
    to_build: list[BatchInput] = []
    for source in named:
        path = Path(source) if isinstance(source, (str, os.PathLike)) else None
        if path and is_epub_source(path):
            yield from (path,) if path.is_file() else sorted(files_below(path, EPUB.ending))
        else:
            to_build.append(source)
    if to_build:
        for built in build_many(to_build, work / "built", options=options):
            if not built.ok:
                raise CheckFailed(*built.findings)
        yield from sorted(files_below(work / "built", EPUB.ending))


def _read(paths: Sequence[Path]) -> tuple[list[_IssueFile], list[Finding]]:
    """Return the issues by paper and day. Of an issue that occurs twice, the later copy is taken and a finding made.

    Volumes that were bound before are skipped.

    Raises:
        CheckFailed: every EPUB that cannot be read. OptionsError: EG098, EG108.day.
    """
    faults: list[Finding] = []
    found: dict[str, _IssueFile] = {}
    told: list[Finding] = []
    for path in paths:
        try:
            source = _source(path)
        except CheckFailed as error:
            faults += error.findings
            continue
        if source is None:
            continue
        other = found.get(source.facts.identifier)
        if other:
            kept, left = sorted((other, source), key=lambda one: one.facts.modified, reverse=True)
            told.append(finding("EG108.twice", Location(left.path.as_posix()), "", kept=kept.path.as_posix()))
            source = kept
        found[source.facts.identifier] = source
    if faults:
        raise CheckFailed(*faults)
    if undated := [source for source in found.values() if source.facts.date is None]:
        raise OptionsError(*(finding("EG108.day", Location(source.path.as_posix())) for source in undated))
    if not found:
        raise OptionsError(finding("EG098"))
    order = sorted(
        found.values(),
        key=lambda one: (one.facts.series.id, one.day, one.facts.number, one.facts.edition, one.facts.identifier),
    )
    return order, told


def _source(path: Path) -> _IssueFile | None:
    """Return an EPUB as an issue; ``None`` for a bound volume.

    Raises:
        CheckFailed: the EPUB cannot be read.
    """
    facts = read_epub(path)
    with open_archive(path) as archive:
        book = read_book(archive)
        if book.metas("dcterms:hasPart"):
            return None
        reserved = "1" in book.metas("tdm:reservation")
        crc = {info.filename: f"{info.CRC:08x}-{info.file_size}" for info in archive.pack.infolist()}
        return _IssueFile(path, facts, tuple((crc[entry.name], entry.packed) for entry in archive.entries), reserved)


def _periods(sources: Sequence[_IssueFile], by: str) -> list[_BoundVolume]:
    groups: dict[tuple[str, str], list[_IssueFile]] = {}
    for source in sources:
        groups.setdefault((source.facts.series.id, _period(source.day, by)), []).append(source)
    return [_BoundVolume(tuple(members), period or _span(members)) for (_, period), members in groups.items()]


def _period(day: dt.date, by: str) -> str:
    year, week, _ = day.isocalendar()
    return {"month": f"{day.year:04}-{day.month:02}", "week": f"{year:04}-W{week:02}"}.get(by, "")


def _span(sources: Sequence[_IssueFile]) -> str:
    first, last = sources[0].day.isoformat(), sources[-1].day.isoformat()
    return first if first == last else f"{first}-{last}"


def _bound(
    groups: Sequence[_BoundVolume],
    output: str | os.PathLike[str],
    options: Options,
    work: Path,
    told: Sequence[Finding],
) -> tuple[Epub, ...]:
    """Write all volumes, which appear together. Volumes that became too large are divided again."""
    share = _MARGIN
    while True:
        volumes = [part for group in groups for part in _parts(group, int(options.max_size * share))]
        targets = _targets(volumes, output)
        with Drafts() as drafts:
            made = []
            for number, (volume, target) in enumerate(zip(volumes, targets, strict=True)):
                folder = work / f"volume-{number}-{share:.3f}"
                folder.mkdir()
                made.append(_volume(volume, target, folder, drafts, options))
            if not options.max_size or all(
                epub.size <= options.max_size or len(volume.issues) == 1
                for epub, volume in zip(made, volumes, strict=True)
            ):
                return tuple(_reported(epub, options, told) for epub in made)
            drafts.discard()
        share *= 0.9


def _reported(epub: Epub, options: Options, told: Sequence[Finding]) -> Epub:
    found = list(told)
    if options.max_size and epub.size > options.max_size:
        at = Location(str(epub.path))
        found.append(finding("EG108.large", at, "", size=epub.size, limit=options.max_size))
    return replace(epub, report=Report(findings=tuple(found)))


def _parts(volume: _BoundVolume, limit: int) -> Iterator[_BoundVolume]:
    """Divide a volume between issues so that no part is larger than ``limit`` bytes; 0: no limit."""
    cut: list[list[_IssueFile]] = []
    size, known = 0, set[str]()
    for source in volume.issues:
        fresh = sum(weight for key, weight in source.weights if key not in known)
        if not cut or (limit and size + fresh > limit):
            cut.append([])
            size, known = 0, set()
            fresh = sum(weight for _, weight in source.weights)
        cut[-1].append(source)
        size += fresh
        known |= {key for key, _ in source.weights}
    for number, issues in enumerate(cut, start=1):
        yield replace(volume, issues=tuple(issues), part=number if len(cut) > 1 else 0)


def _targets(volumes: Sequence[_BoundVolume], output: str | os.PathLike[str]) -> list[Path]:
    if is_file_name(output, EPUB.ending):
        if len(volumes) > 1:
            where = Path(output).with_suffix("").as_posix()
            raise OptionsError(finding("EG108", Location(str(output)), "", n=len(volumes), folder=where))
        return [Path(output)]
    return [Path(output) / f"{volume.name}{EPUB.ending}" for volume in volumes]


def _volume(volume: _BoundVolume, target: Path, work: Path, drafts: Drafts, options: Options) -> Epub:
    """Write the draft of a volume.

    Raises:
        PackageError: EG020, EG072, EG086.
    """
    identifier = _identifier(volume)
    refuse_foreign(target, EPUB, force=options.force)
    validation.refuse_other_issue(target, identifier, force=options.force)
    with writing(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        taken: set[str] = set()
        shared = SharedFiles(work)
        issues = []
        for source in volume.issues:
            folder = free_name(source.day.isoformat(), taken.__contains__)
            taken.add(folder)
            book = read_book(stack.enter_context(open_archive(source.path)))
            issues.append(BoundIssue(book, folder, shared))
        edition = _edition(volume, issues, identifier)
        cover = next((cover for issue in issues if (cover := issue.cover())), None)
        edition = with_cover(edition, cover.id) if cover else edition
        epub = drafts.pack(edition, _all_parts(edition, issues, cover), target)
    return replace(epub, stories=sum(len(source.facts.stories) for source in volume.issues))


def _identifier(volume: _BoundVolume) -> str:
    facts = volume.issues[0].facts
    told = f"{facts.series.id}:bound:{volume.period}:{volume.part}"
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:x-epubgen:{told}')}"


def _edition(volume: _BoundVolume, issues: Sequence[BoundIssue], identifier: str) -> Edition:
    """Plan a volume: an entry for each day in the contents, with the contents of its issue below."""
    first = volume.issues[0].facts
    language = next(iter(first.languages), "und")
    title = _title(volume, language)
    documents: list[SpineDocument] = []
    toc: list[NavItem] = []
    pages: list[PageTarget] = []
    for source, issue in zip(volume.issues, issues, strict=True):
        own = tuple(issue.documents())
        documents += own
        toc.append(NavItem(label=_day_words(source, volume, language), href=own[0].href, children=issue.contents()))
        pages += issue.pages(source.day.isoformat())
    edition = Edition(
        issue=Issue(
            publication=Publication(id=first.series.id, title=title, language=language), date=volume.issues[0].day
        ),
        language=language,
        writing_mode=(vertical_lines(language) or "vertical-rl") if first.vertical else "horizontal-tb",
        stated_progression=None if first.direction == "default" else first.direction,
        identifier=identifier,
        title=title,
        modified=max(source.facts.modified for source in volume.issues),
        file_name=f"{volume.name}{EPUB.ending}",
        documents=tuple(documents),
        toc=tuple(toc),
        page_list=tuple(pages),
        landmarks=(Landmark(type="bodymatter", label=term("bodymatter", language), href=documents[0].href),),
        metadata=volume_metadata(
            VolumeFacts(
                issues=tuple(source.facts for source in volume.issues),
                identifier=identifier,
                title=title,
                period=volume.period,
                language=language,
                has_pages=bool(pages),
                reserved=any(source.reserved for source in volume.issues),
            )
        ),
    )
    lines = primary_writing_mode(edition.writing_mode, edition.progression)
    return replace(edition, metadata=(*edition.metadata, *lines))


def _title(volume: _BoundVolume, language: str) -> str:
    name = term("bound_volume", language, title=volume.issues[0].facts.series.name)
    part = term("brackets", language, text=str(volume.part)) if volume.part else ""
    return " ".join(filter(None, (name, volume.period, part)))


def _day_words(source: _IssueFile, volume: _BoundVolume, language: str) -> str:
    """Return the day of an issue in words; for one of several issues of a day, its title."""
    if sum(other.day == source.day for other in volume.issues) > 1:
        return source.facts.title
    day = source.day
    return full_date(day, language) or f"{long_date(day, language)} {weekday(day, language)}"


def _all_parts(edition: Edition, issues: Sequence[BoundIssue], cover: Part | None) -> Iterator[Part]:
    yield Part(
        id="nav", href="nav.xhtml", media_type="application/xhtml+xml", data=nav_document(edition), properties=("nav",)
    )
    yield Part(id="ncx", href="toc.ncx", media_type="application/x-dtbncx+xml", data=ncx(edition))
    if cover:
        yield cover
    for issue in issues:
        yield from issue.parts()
