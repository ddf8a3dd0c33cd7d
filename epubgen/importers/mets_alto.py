# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads digitised newspapers of libraries: METS with ALTO, or ALTO alone, in a folder or an archive.

If the METS file has a logical structure, its stories are taken as they are. If it lists only pages, or if there is no
METS file, the stories are found as on any printed page.
"""

from __future__ import annotations

import os
import posixpath
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from epubgen.errors import Finding, SourceError, finding
from epubgen.files.input_tree import InputTree
from epubgen.importers.page_boxes.alto import AltoPage, alto_pages
from epubgen.importers.page_boxes.bibliographic_records import BibliographicRecord, bibliographic_record
from epubgen.importers.page_boxes.bounded_xml import parsed, root_name
from epubgen.importers.page_boxes.elements import BoxedPage, LaidBlock
from epubgen.importers.page_boxes.mets import MetsIssue, MetsPart, MetsStory, matching, mets_issue
from epubgen.importers.page_boxes.paragraphs import divided
from epubgen.importers.page_boxes.whole import PagesOfFile, in_page_order, read_boxed
from epubgen.importers.reading import Reading, page_order
from epubgen.model import Numbering
from epubgen.options import Options
from epubgen.startup import dataclass

__all__ = ["IMPORTER"]

_HEAD = 8192
_RECORD = 2**20
"""Bytes of the largest record of an issue that is looked at."""
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
"""Endings of pictures that a preview can show; the TIFF and JPEG 2000 of libraries it cannot."""
_NAMED = 5
"""So many names of one kind are told."""


class MetsAlto:
    """The importer of METS and ALTO."""

    name: str = "mets_alto"

    def recognises(self, inputs: InputTree) -> bool:
        """Return whether the named file, or a file in the folder, is METS or ALTO."""
        return any(root in ("mets", "alto") for _, root in _roots(inputs))

    def read(self, inputs: InputTree, options: Options) -> Reading:
        """Read the issue.

        Raises:
            SourceError: S38 XML cannot be read; S39 no page was found; S43 no text; S03 no date.
        """
        roots = dict(_roots(inputs))
        if not options.format and not roots:
            raise SourceError(finding("S43", inputs.at(inputs.base)))
        mets = [name for name, root in roots.items() if root == "mets"]
        read = _LibraryIssue(inputs)
        files = (
            read.with_structure(mets) if mets else read.alone([name for name, root in roots.items() if root == "alto"])
        )
        if not any(page.blocks for file in files for page in file.pages):
            raise SourceError(
                *read.findings,
                finding("S43", inputs.at(inputs.base or "".join(inputs.entry[:1]))),
            )
        reading = read_boxed(files, inputs, options, read.findings, counts=read.counts)
        return replace(reading, issue=replace(reading.issue, numbering=_numbered(reading.issue.numbering, read.issue)))


IMPORTER = MetsAlto()


def _stem(place: str) -> str:
    return posixpath.splitext(posixpath.basename(place))[0]


def _roots(inputs: InputTree) -> Iterator[tuple[str, str]]:
    """Return the XML files that were named or lie in the folder, each with its root element."""
    names = inputs.entry or inputs.under(inputs.base)
    for name in names:
        if name.lower().endswith((".xml", ".mets", ".alto")):
            with inputs.open_or_empty(name) as file:
                if (root := root_name(file.read(_HEAD))) in ("mets", "alto"):
                    yield name, root


def _numbered(numbering: Numbering, issue: MetsIssue | None) -> Numbering:
    if issue is None:
        return numbering
    return replace(numbering, issue=numbering.issue or issue.number, volume=numbering.volume or issue.volume)


@dataclass(slots=True)
class _LibraryIssue:
    """Reads one issue."""

    inputs: InputTree
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    issue: MetsIssue | None = None

    def alone(self, names: Sequence[str]) -> list[PagesOfFile]:
        """Return the pages of ALTO files without a METS file, by name."""
        facts = self._facts_beside(names)
        files = []
        for name in in_page_order(names):
            pages = [_with_paragraphs(one.page) for one in self._alto(name)]
            files.append(PagesOfFile(name, tuple(pages), facts))
        return files

    def _facts_beside(self, names: Sequence[str]) -> dict[str, object]:
        """Return title, day and language of a record that lies beside the pages: DIDL, MODS, Dublin Core.

        Nothing where several records tell several issues.
        """
        folders = {posixpath.dirname(name) for name in names}
        found = {record for name in self._records(folders) if (record := self._record(name)).title and record.day}
        if len(found) != 1:
            return {}
        record = found.pop()
        return {"title": record.title, "day": record.day, "language": record.language}

    def _records(self, folders: Collection[str]) -> Iterator[str]:
        """Return the small XML files that lie in some folders, or in those above them, and are no pages."""
        above = {*folders, *map(posixpath.dirname, folders)}
        for name in self.inputs.under(self.inputs.base):
            beside = posixpath.dirname(name) in above and name.lower().endswith(".xml")
            if beside and self._size(name) <= _RECORD and self._root(name) not in ("alto", "mets", ""):
                yield name

    def _record(self, name: str) -> BibliographicRecord:
        try:
            return bibliographic_record(parsed(self.inputs.read(name), self.inputs.at(name)))
        except SourceError:
            return BibliographicRecord()

    def with_structure(self, mets: Sequence[str]) -> list[PagesOfFile]:
        """Return the pages that a METS file names, with its stories."""
        name, issue = self._issue(mets)
        self.issue = issue
        folder = posixpath.dirname(name)
        names = self.inputs.under(folder if self.inputs.entry else self.inputs.base)
        found = {place: matching(place, names, folder) for place in issue.files}
        texts = self._texts(name, issue, found, names)
        pages = [_PageOfIssue(file, at, one) for file, read in texts.items() for at, one in enumerate(read)]
        stories = _Structure(pages, found)
        stories.lay(issue)
        if stories.missing:
            shown = ", ".join(list(dict.fromkeys(stories.missing))[:_NAMED])
            self.findings.append(finding("S40", self.inputs.at(name), "", n=len(stories.missing), names=shown))
        facts = {"title": issue.title, "day": issue.day, "language": issue.language}
        labels = self._labels(issue, found)
        made = [(file, [page for page in pages if page.file == file]) for file in texts]
        structured = any(story.parts for story in issue.stories)
        pictures = self._pictures(issue, found)
        return [
            PagesOfFile(
                file,
                tuple(one.boxed(labels.get(file, ""), structured=structured) for one in own),
                facts,
                facsimile=pictures.get(file, "") if len(own) == 1 else "",
            )
            for file, own in made
        ]

    def _pictures(self, issue: MetsIssue, found: Mapping[str, str]) -> dict[str, str]:
        """Return the picture that shows each page, by its text.

        The largest of those that METS names for the page, or else of those whose names are that of the text.
        """
        shows = {place: file for place, file in found.items() if file.lower().endswith(_PICTURES)}
        lying = {place: file for place, file in shows.items() if self.inputs.has(file)}
        named: dict[str, list[str]] = {}
        for place, file in lying.items():
            named.setdefault(_stem(place), []).append(file)
        shown: dict[str, str] = {}
        for page in issue.pages:
            pictures = [lying[place] for place in page.files if place in lying]
            for text in (found[place] for place in page.files if place not in shows):
                if own := pictures or named.get(_stem(text), []):
                    shown[text] = max(own, key=self._size)
        return shown

    def _size(self, file: str) -> int:
        with self.inputs.open_or_empty(file) as opened:
            return opened.seek(0, os.SEEK_END)

    def _issue(self, mets: Sequence[str]) -> tuple[str, MetsIssue]:
        """Return the METS file of the issue: the one that lists pages.

        Files of reels and years list other METS files.
        """
        found = [(name, mets_issue(parsed(self.inputs.read(name), self.inputs.at(name)))) for name in mets]
        issues = [(name, issue) for name, issue in found if issue.pages or issue.stories] or found
        days = {issue.day for _, issue in issues}
        if len(issues) > 1 and len(days) > 1:
            shown = ", ".join(name for name, _ in issues[:_NAMED])
            raise SourceError(
                finding(
                    "S39.several", self.inputs.at(self.inputs.base), "", n=len(issues), names=shown, one=issues[0][0]
                )
            )
        return issues[0]

    def _texts(
        self, name: str, issue: MetsIssue, found: Mapping[str, str], names: Sequence[str]
    ) -> dict[str, list[AltoPage]]:
        """Return the ALTO files of the pages, in the order of the pages."""
        listed = [place for page in issue.pages for place in page.files]
        listed += issue.files
        texts: dict[str, list[AltoPage]] = {}
        gone, wanted = [], 0
        for place in dict.fromkeys(listed):
            if not place.lower().endswith((".xml", ".alto")):
                continue
            wanted += 1
            file = found[place]
            if not file or not self.inputs.has(file):
                gone.append(place)
            elif file not in texts and self._root(file) == "alto":
                texts[file] = self._alto(file)
        if not wanted and not texts:  # addresses without a name: the pages that lie here, by name
            texts = {
                one: self._alto(one)
                for one in in_page_order(names)
                if one.lower().endswith(".xml") and self._root(one) == "alto"
            }
        at = self.inputs.at(name)
        if not texts:
            key = "S39.none" if gone else "S39.pictures"
            raise SourceError(finding(key, at, "", n=len(gone), names=", ".join(gone[:_NAMED])))
        if gone:
            self.findings.append(finding("S39", at, "", n=len(gone), names=", ".join(gone[:_NAMED])))
        return texts

    def _labels(self, issue: MetsIssue, found: Mapping[str, str]) -> dict[str, str]:
        """Return the number of each page: its label if that is a number, or else its position."""
        labels: dict[str, str] = {}
        for number, page in enumerate(issue.pages, 1):
            label = page.label.strip() if page_order(page.label.strip())[0] != "~" else str(number)
            for place in page.files:
                if file := found[place]:
                    labels[file] = f"{int(label):02d}" if label.isdecimal() else label.upper()
        return labels if len(set(labels.values())) == len(labels) else {}

    def _root(self, name: str) -> str:
        with self.inputs.open_or_empty(name) as file:
            return root_name(file.read(_HEAD))

    def _alto(self, name: str) -> list[AltoPage]:
        pages = alto_pages(parsed(self.inputs.read(name), self.inputs.at(name)), self.inputs.at(name))
        for one in pages:
            self.counts += one.counts
        return pages


def _with_paragraphs(page: BoxedPage) -> BoxedPage:
    """Return the page with its blocks divided into paragraphs, numbered anew."""
    parts = [part for block in page.blocks for part in _parted(block)]
    return page.with_blocks(replace(part, order=number) for number, part in enumerate(parts))


def _parted(block: LaidBlock) -> Iterable[LaidBlock]:
    return divided(block) if block.role in ("", "paragraph") and block.kind == "text" else (block,)


@dataclass(slots=True)
class _PageOfIssue:
    """Collects the blocks of the stories on one page."""

    file: str
    at: int
    alto: AltoPage
    laid: list[LaidBlock] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def boxed(self, number: str, *, structured: bool) -> BoxedPage:
        """Return the page: the blocks of stories in order, then all others."""
        page = self.alto.page
        if not structured:
            return replace(_with_paragraphs(page), number=number)
        rest = [_unclaimed(block, page, f"{self.file} rest") for block in page.blocks if block.place not in self.taken]
        return replace(_with_paragraphs(page.with_blocks([*self.laid, *rest])), number=number)


_EDGE = 0.06
"""Part of a page above and below which a short line belongs to the page itself."""
_FEW = 40


def _unclaimed(block: LaidBlock, page: BoxedPage, key: str) -> LaidBlock:
    """Return a block that belongs to no story as a running head if it lies at the edge of the page, or else as text."""
    short = sum(len(line.text) for line in block.lines) <= _FEW
    edge = block.box.bottom <= _EDGE * page.height or block.box.top >= (1 - _EDGE) * page.height
    if short and edge:
        return replace(block, kind="furniture", role="running-head")
    return replace(block, story=key, role=block.role or "paragraph", kind="text")


class _Structure:
    """Assigns the blocks of pages to the stories of a METS file."""

    def __init__(self, pages: Sequence[_PageOfIssue], names: dict[str, str]) -> None:
        self.pages, self.names = pages, names
        self.missing: list[str] = []
        self.blocks = {(page.file, block.place): (page, block) for page in pages for block in page.alto.page.blocks}

    def lay(self, issue: MetsIssue) -> None:
        """Assign the blocks of the masthead, then those of every story."""
        for part in issue.masthead:
            for page, block in self._blocks(part):
                self._put(page, replace(block, role="masthead", kind="text"))
        for number, story in enumerate(issue.stories, 1):
            self._story(story, f"s{number}")

    def _story(self, story: MetsStory, key: str) -> None:
        named = [(part.role or block.role, page, block) for part in story.parts for page, block in self._blocks(part)]
        heads = _headline_blocks(story, named)
        for number, (said, page, block) in enumerate(named):
            role = said or ("headline" if number < heads else "ad" if story.kind == "ad" else "paragraph")
            heading = role in ("headline", "deck", "kicker", "subhead")
            level = {"headline": 1, "kicker": 2, "deck": 2, "subhead": 4}.get(role, 0)
            self._put(page, replace(block, story=key, role=role, kind="heading" if heading else "text", level=level))

    def _put(self, page: _PageOfIssue, block: LaidBlock) -> None:
        if block.place not in page.taken:
            page.taken.add(block.place)
            page.laid.append(block)

    def _blocks(self, part: MetsPart) -> Iterator[tuple[_PageOfIssue, LaidBlock]]:
        """Return the blocks that a pointer names."""
        file = self.names.get(part.file, "")
        own = [page for page in self.pages if page.file == file]
        if not own:
            return
        if part.coords:
            yield from ((page, block) for page in own for block in page.alto.page.blocks if _inside(block, part.coords))
            return
        if not part.begin:
            yield from ((page, block) for page in own for block in page.alto.page.blocks)
            return
        found = False
        for page in own:
            for name in _named(page.alto, part):
                found = True
                yield self.blocks[file, name]
            found = found or part.begin in page.alto.members
        if not found:
            self.missing.append(part.begin)


def _named(page: AltoPage, part: MetsPart) -> Iterator[str]:
    """Return the ids of the blocks between two ids, both included."""
    first = page.members.get(part.begin, ())
    last = page.members.get(part.end, ()) if part.end else ()
    order = [block.place for block in page.page.blocks]
    if first and last and first != last and first[0] in order and last[-1] in order:
        start, end = order.index(first[0]), order.index(last[-1])
        yield from order[start : end + 1]
        return
    yield from first


_CORNERS = 4


def _inside(block: LaidBlock, coords: Sequence[float]) -> bool:
    x, y = (block.box.left + block.box.right) / 2, (block.box.top + block.box.bottom) / 2
    return len(coords) >= _CORNERS and coords[0] <= x <= coords[2] and coords[1] <= y <= coords[3]


def _headline_blocks(story: MetsStory, named: Sequence[tuple[str, _PageOfIssue, LaidBlock]]) -> int:
    """Return how many of the first blocks of a story print what the file calls it, where no block has a role."""
    if any(said in ("headline", "deck", "kicker") for said, _, _ in named):
        return 0
    printed = ""
    for number, (_, _, block) in enumerate(named, 1):
        printed += _letters(" ".join(line.text for line in block.lines))
        if any(printed == _letters(label) for label in story.labels):
            return number if number < len(named) else 0
    return 0


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
