# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sorts printed pages into issues by paper, day and page, from what they print and from their file names.

File names and print are two sources of evidence. If they disagree, the majority of an issue's pages decides, and each
doubt is counted as a question of that issue. Of a page that occurs twice, the better reading is taken.
"""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from epubgen.back_file.batch.fingerprint import file_hash
from epubgen.back_file.batch.sources import BatchSource, found_sources
from epubgen.errors import EpubgenError, Finding, Location, finding
from epubgen.files.regular import files_below
from epubgen.importers.printed_page.printed_dates import date_in
from epubgen.options import Options
from epubgen.pipeline.prepare import read_source
from epubgen.startup import dataclass, regex
from epubgen.transforms.reading_time import measure

__all__ = ["PageFacts", "page_facts", "page_files", "sorted_pages"]

_PAGES = (".md", ".markdown", ".pdf", ".json", ".xml")
_NO_DAY = "1000-01-01"
"""Given as the day of a page, it makes the reading tell the day that the page prints."""
_NUMBER = regex(r"(?:^|[_.\-\s第pP版])(?P<n>[A-Z]?\d{1,3})(?:版)?\Z")
_MADE = regex(r"paper-[0-9a-f]{8}")
_DIGITS = regex(r"\d+")
_UNNAMED = ("fact.no-title",)
_KNOWN = ("fact.publication-file", "fact.option")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """The facts that one file of pages states."""

    path: str
    sha256: str
    title: str = ""
    """Of the paper, as printed or as ``publication.yaml`` says; empty: not found."""
    paper: str = ""
    """Id of the paper."""
    is_known: bool = False
    """Whether a ``publication.yaml`` says which paper it is."""
    printed: date | None = None
    """The day that it prints."""
    named: date | None = None
    """The day in the name of the file or of a folder above it."""
    numbers: tuple[str, ...] = ()
    """The pages in it; empty where it does not say."""
    letters: int = 0
    doubts: int = 0
    """Readings that are in doubt."""


def page_files(sources: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """Return the page files below the sources, sorted by name, without hidden files.

    Raises:
        OptionsError: EG003 a source does not exist.
    """
    for source in sources:
        path = Path(source)
        if not path.exists():
            next(found_sources(source), None)  # EG003 with the nearest name
        if path.is_dir():
            yield from sorted(files_below(path, *_PAGES))
        else:
            yield path


def page_facts(path: str, options: Options) -> PageFacts:
    """Read the facts of one file. A file that cannot be read has only the facts of its name."""
    named = _named_day(Path(path))
    number = _NUMBER.search(Path(path).stem)
    plain = PageFacts(
        path=path, sha256=file_hash(Path(path)), named=named, numbers=(number["n"].zfill(2),) if number else ()
    )
    try:
        reading = read_source(path, replace(options, date=_NO_DAY))[0]
    except EpubgenError:
        return plain
    said = {fact.name: fact.origin for fact in reading.facts}
    issue = reading.issue
    days = [note.text for note in reading.notes if note.key == "note.date"]
    numbers = [page.number for page in issue.pages if "fact.position" not in said.values()]
    return PageFacts(
        path=path,
        sha256=plain.sha256,
        title="" if said.get("publication.id") in _UNNAMED else issue.publication.title,
        paper=issue.publication.id,
        is_known=said.get("publication.id") in _KNOWN,
        printed=date.fromisoformat(days[0]) if days else None,
        named=named,
        numbers=tuple(numbers) or plain.numbers,
        letters=sum(sum(measure(story)) for story in issue.articles),
        doubts=sum(note.key.startswith("note.misread") for note in reading.notes),
    )


def _named_day(path: Path) -> date | None:
    """Return the day in the file name, or else in the name of its folder, or else of the folder above."""
    places = (path.stem, path.parent.name, path.parent.parent.name, "-".join(path.parts[-4:-1]))
    return next(filter(None, map(date_in, places)), None)


@dataclass(slots=True)
class _Sorted:
    """Collects the pages of one issue."""

    title: str
    paper: str
    day: date
    pages: list[PageFacts] = field(default_factory=list)
    told: list[Finding] = field(default_factory=list)


def sorted_pages(facts: Sequence[PageFacts]) -> Iterator[BatchSource]:
    """Return the issues of the pages, by paper and day. Each page without a day is an issue of its own that fails."""
    titles, papers = _titles(facts), _papers(facts)
    groups: dict[tuple[str, str, date | None], list[PageFacts]] = defaultdict(list)
    for page in facts:
        groups[titles[page.path], _series(page), page.named or page.printed].append(page)
    issues: dict[tuple[str, date], _Sorted] = {}
    for (title, _, _), pages in sorted(groups.items(), key=lambda group: str(group[0])):
        day, told = _day(pages)
        if day is None:
            yield from (BatchSource(Path(os.path.realpath(page.path)).as_posix(), page.path) for page in pages)
            continue
        issue = issues.setdefault((title, day), _Sorted(title, papers.get(title, ""), day))
        issue.pages += pages
        issue.told += told
    for _, issue in sorted(issues.items()):
        yield _source(issue)


def _series(page: PageFacts) -> str:
    """Return what the files of one paper have in common: folder and name without digits."""
    path = Path(page.path)
    return f"{_DIGITS.sub('', path.parent.as_posix())}/{_DIGITS.sub('', path.stem)}"


def _titles(facts: Sequence[PageFacts]) -> dict[str, str]:
    """Return the paper of each page: the printed name; or that of files with similar names; or the only paper."""
    alike: dict[str, Counter[str]] = defaultdict(Counter)
    every: Counter[str] = Counter()
    for page in facts:
        if page.title:
            alike[_series(page)][page.title] += 1
            every[page.title] += 1
    only = next(iter(every)) if len(every) == 1 else ""
    found = {}
    for page in facts:
        common = alike[_series(page)].most_common(1)
        found[page.path] = page.title or (common[0][0] if common else only)
    return found


def _papers(facts: Sequence[PageFacts]) -> dict[str, str]:
    """Return the id of each paper: the id of most of its pages, a word before a number."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for page in facts:
        if page.title:
            votes[page.title][page.paper] += 1
    best = {title: max(ids, key=lambda one: (not _MADE.fullmatch(one), ids[one], one)) for title, ids in votes.items()}
    return {title: name for title, name in best.items() if name}


def _day(pages: Sequence[PageFacts]) -> tuple[date | None, list[Finding]]:
    """Return the day of pages that are named for one day, and a question for each page that prints another day."""
    named = pages[0].named
    printed = Counter(page.printed for page in pages if page.printed)
    best, votes = printed.most_common(1)[0] if printed else (None, 0)
    misnamed = best is not None and best != named and votes > 1 and votes * 2 > len(pages)
    day = best if named is None or misnamed else named
    if day is None:
        return None, []
    told = [
        finding("EG109.day", Location(page.path), "", day=day, other=other)
        for page in pages
        for other in dict.fromkeys((page.printed, page.named))
        if other and other != day and not (misnamed and other == named)
    ]
    if misnamed:
        told.append(finding("EG109.name", Location(pages[0].path), "", day=day, other=named))
    return day, told


def _source(issue: _Sorted) -> BatchSource:
    """Return an issue to build, with each page once in its best reading."""
    best: dict[tuple[str, ...], PageFacts] = {}
    told = list(issue.told)
    for page in sorted(issue.pages, key=lambda page: page.path):
        key = page.numbers or (page.path,)
        other = best.setdefault(key, page)
        if other is page:
            continue
        better = max((other, page), key=lambda one: (one.letters - 20 * one.doubts, one is other))
        worse = page if better is other else other
        best[key] = better
        row = "EG109.copy" if better.sha256 == worse.sha256 else "EG109.double"
        told.append(finding(row, Location(worse.path), "", page=", ".join(key), kept=better.path))
    pages = sorted(best.values(), key=lambda page: (page.numbers, page.path))
    numbers = [number for page in pages for number in page.numbers]
    folder = Path(os.path.realpath(os.path.commonpath([Path(page.path).parent for page in pages])))
    words = [("date", issue.day.isoformat())]
    if issue.title and not any(page.is_known for page in pages):
        words += [("title", issue.title), ("id", issue.paper)]
    return BatchSource(
        key=f"pages:{issue.title or folder.as_posix()}/{issue.day.isoformat()}",
        source=tuple(page.path for page in pages),
        settings=tuple(words),
        told=tuple(told),
        missing=tuple(_missing(numbers)),
        is_pages=True,
    )


def _missing(numbers: Sequence[str]) -> Iterator[str]:
    """Return the page numbers missing between the first and the last page, for each letter separately."""
    parts: dict[str, set[int]] = defaultdict(set)
    for number in numbers:
        if found := re.fullmatch(r"([A-Z]?)0*(\d+)", number):
            parts[found[1]].add(int(found[2]))
    for letter, present in sorted(parts.items()):
        yield from (f"{letter}{number:02}" for number in range(1, max(present)) if number not in present)
