# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes an import to disk as an issue folder; a second import into the same folder keeps what an editor changed.

A file that nobody edited is replaced. An edited file stays, and the new text is written beside it as ``NAME.new.md``. A
story that is no longer on the pages moves to ``dropped/``. Pages that this import does not hold stay as they are. The
result lists every such file.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Collection, Mapping
from dataclasses import field, replace
from pathlib import Path

from epubgen.errors import Location, PackageError, finding
from epubgen.files.atomic import write_whole
from epubgen.files.disk_errors import disk_finding
from epubgen.files.input_tree import InputTree
from epubgen.files.locks import LockedError, locked
from epubgen.files.names import free_name
from epubgen.importers.reading import Fact, Reading
from epubgen.issue_folder import page_blocks
from epubgen.issue_folder.edited_index import as_edited, kept_as_edited, updated_text
from epubgen.issue_folder.folder_edits import LOCK
from epubgen.issue_folder.merge import linked_late, merged, relinked, same_ids, unlinked, without
from epubgen.issue_folder.notes import FILE, Record, notes_text, read_record, unsettled
from epubgen.issue_folder.photo_matching import PhotoFiles
from epubgen.issue_folder.placed_files import moved, placed, with_own_names, with_page_pictures
from epubgen.issue_folder.result import LISTS, ImportResult
from epubgen.model import Article, Issue
from epubgen.serialization import decode_article, decode_issue, in_order
from epubgen.serialization.issue_files import article_names, issue_files
from epubgen.startup import dataclass, regex

__all__ = ["FolderWriter", "held_publication", "issue_place", "publication_in", "write_file", "write_import"]


INDEX = "issue.yaml"


@dataclass(slots=True)
class FolderWriter:
    """Writes the files of an import into an issue folder and lists what became of each."""

    home: Path
    before: Record
    force: bool
    sums: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in LISTS})

    def put(self, name: str, data: bytes, *, same: bool = False) -> None:
        """Write a file; where an editor changed it, keep hers and write the new text beside it.

        ``same``: the edited file already says everything that is new, so nothing is written beside it.
        """
        path = self.home / name
        imported, now = self.before.files.get(name), _sum(data)
        self.sums[name] = now
        if not path.is_file():
            self._fresh(name, data, gone=imported is not None)
            return
        held = _sum(path.read_bytes())
        if same and imported not in (None, held) and not self.force:
            self.sums[name] = imported or now
            self.lists["kept"].append(name)
            return
        if held == now:
            return
        if held == imported or self.force:
            write_file(path, data)
            self.lists["changed"].append(name)
            return
        self.lists["kept"].append(name)
        if imported != now:
            self._beside(name, data)

    def update(self, name: str, data: bytes) -> None:
        """Write an edited file with additions; the record still counts it as edited."""
        path = self.home / name
        self.sums[name] = self.before.files[name]
        if path.read_bytes() == data:
            self.lists["kept"].append(name)
            return
        write_file(path, data)
        self.lists["merged"].append(name)

    def _fresh(self, name: str, data: bytes, *, gone: bool) -> None:
        if gone and not self.force:
            self.lists["left_out"].append(name)
            return
        write_file(self.home / name, data)
        self.lists["new"].append(name)

    def _beside(self, name: str, data: bytes) -> None:
        stem, ending = posixpath.splitext(name)
        beside = f"{stem}.new{ending}"
        write_file(self.home / beside, data)
        self.lists["beside"].append(beside)

    def drop(self, others: Collection[str] = ()) -> None:
        """Move stories that are no longer on the pages to ``dropped/``; other old files stay.

        ``others``: files of stories on pages that this import does not hold.
        """
        tree = InputTree.folder(self.home)  # notes written by somebody else may name files outside the folder
        for name in sorted(set(self.before.files) - set(self.sums)):
            path = self.home / name
            if name not in others and not path.is_file():
                continue
            if name in others or not name.startswith("articles/") or not tree.may_hold(name):
                self.sums[name] = self.before.files[name]
                continue
            target = _free(self.home / "dropped" / posixpath.basename(name))
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
            self.lists["dropped"].append(target.relative_to(self.home).as_posix())

    def outcome(self, reading: Reading, stories: int) -> ImportResult:
        """Return the result of the import with all lists of files."""
        lists = {name: tuple(files) for name, files in self.lists.items()}
        return ImportResult(folder=self.home, reading=reading, stories=stories, **lists)


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _free(path: Path) -> Path:
    """Return the path, with a number where the name is taken."""
    return path.with_name(free_name(path.stem, lambda name: path.with_name(name).exists(), path.suffix))


def write_file(path: Path, data: bytes) -> None:
    """Write a file atomically, and create its folder where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)


_PATIENCE = 60
"""Seconds that an import waits for another one into the same issue."""
_DATE = regex(r"\d{4}-\d\d-\d\d", re.ASCII)


def publication_in(folder: Path) -> Path | None:
    """Return the ``publication.yaml`` of an output folder, which an import reuses and never rewrites.

    The result is ``None`` where the folder has none.
    """
    path = folder / "publication.yaml"
    return path if path.is_file() else None


def held_publication(reading: Reading) -> Reading:
    """Return the reading of an import that took its publication from the output folder, with that stated in its facts.

    EG076, which reports an unused ``--publication``, is removed, since nobody gave that option.
    """

    def from_folder(fact: Fact) -> Fact:
        named = (fact.name, fact.origin) == ("publication.id", "fact.option")
        return replace(fact, origin="fact.output-folder") if named else fact

    findings = tuple(one for one in reading.findings if one.code != "EG076")
    return replace(reading, facts=tuple(map(from_folder, reading.facts)), findings=findings)


def issue_place(folder: Path, issue: Issue) -> str:
    """Return the issue folder below its publication folder.

    Its name is ``<date>`` where other issues lie so, else ``issues/<date>``.
    """
    day = issue.date.isoformat()
    plain = folder.is_dir() and any(_DATE.fullmatch(path.name) and path.is_dir() for path in folder.iterdir())
    return day if plain else f"issues/{day}"


def write_import(
    reading: Reading, folder: Path, inputs: InputTree | PhotoFiles | None = None, *, force: bool = False
) -> ImportResult:
    """Write what an importer read as an issue folder below a publication folder.

    Args:
        reading: the result of any importer.
        folder: the publication folder; created when absent.
        inputs: the tree from which photos are copied.
        force: overwrite edited and deleted files.

    Raises:
        PackageError: EG020 a file cannot be written; EG053 another import into this issue does not end.
    """
    place = issue_place(folder, reading.issue)
    home = folder / place
    try:
        home.mkdir(parents=True, exist_ok=True)
        with locked(home / LOCK, _PATIENCE):
            before = _record(home)
            work = _Work(home, place, before, same_ids(reading, before), force=force)
            return work.write(folder, inputs)
    except LockedError as error:
        raise PackageError(finding("EG053.import", Location(home.as_posix()), seconds=_PATIENCE)) from error
    except OSError as error:
        at = Location(Path(error.filename or home).as_posix())
        raise PackageError(disk_finding("EG020", error, at)) from error


@dataclass(frozen=True, slots=True)
class _Work:
    """One import into one folder; ``before`` is the record that earlier imports left."""

    home: Path
    place: str
    before: Record
    reading: Reading
    force: bool = field(kw_only=True)

    def write(self, folder: Path, inputs: InputTree | PhotoFiles | None) -> ImportResult:
        """Write all files and return the result."""
        others = self.before.others(self.reading.issue)
        own, held_bytes = with_own_names(self.reading.issue)
        own, shown = with_page_pictures(own, self.reading.page_blocks, inputs)
        held_bytes |= shown
        issue, photos = placed(own, self.place, inputs, held_bytes)
        edited = self._is_edited()
        held = self._held(issue, whole=edited) if INDEX in self.before.files else None
        whole = _in_issue_order(self._merged(held, issue, edited=edited) if held else issue)
        names = article_names(whole)
        gone = self._gone(names | {one.id: one.file for one in others}, frozenset(names))
        left = without(whole, gone)
        files = issue_files(unlinked(whole, gone), folder=self.place)
        index = posixpath.join(self.place, INDEX)
        files[index] = issue_files(replace(left, articles=()), folder=self.place)[index]
        publication = files.pop("publication.yaml")
        writer = FolderWriter(self.home, self.before, force=self.force)
        if held and edited and (text := self._updated(left)):
            writer.update(INDEX, text.encode())
            del files[index]
        for name, data in files.items():
            same = name == index and held == replace(left, articles=())
            writer.put(posixpath.relpath(name, self.place), data, same=same)
        for name, source in photos.items():
            content = held_bytes[source] if source in held_bytes else inputs.read(source) if inputs else b""
            writer.put(posixpath.relpath(name, self.place), content)
        writer.drop([one.file for one in others])
        if publication_in(folder) is None:
            write_file(folder / "publication.yaml", publication)
        asked = tuple(note for note in self.reading.notes if note.story not in gone)
        reading = replace(self.reading, issue=whole, notes=asked)
        write_file(self.home / FILE, notes_text(reading, names, writer.sums, self.before, others).encode())
        self._write_page_blocks(left)
        count = len(left.articles) + sum(one.id not in gone for one in others)
        return writer.outcome(replace(reading, issue=left, notes=unsettled(reading, self.before)), count)

    def _write_page_blocks(self, issue: Issue) -> None:
        """Write where the stories stand on their pages, with the pages of earlier imports.

        Remove the file where nothing is known.
        """
        path = self.home / page_blocks.FILE
        held = page_blocks.read_page_blocks(path.read_text("utf-8", "replace")) if path.is_file() else ()
        shown = {page.number: page.facsimile for page in issue.pages if page.facsimile}
        pages = tuple(
            replace(one, picture=posixpath.relpath(shown[one.page], self.place) if one.page in shown else "")
            for one in self.reading.page_blocks
        )
        imported = {page.number for page in self.reading.issue.pages}
        if kept := page_blocks.with_kept_pages(pages, held, imported):
            write_file(path, page_blocks.page_blocks_text(kept).encode())
        elif path.is_file():
            path.unlink()

    def _is_edited(self) -> bool:
        """Return whether an editor changed ``issue.yaml`` since it was imported."""
        path = self.home / INDEX
        imported = self.before.files.get(INDEX)
        return not self.force and path.is_file() and imported not in (None, _sum(path.read_bytes()))

    def _merged(self, held: Issue, issue: Issue, *, edited: bool) -> Issue:
        """Return the issue of the folder with the imported pages.

        Jump lines are linked with pages of earlier imports.
        """
        made = merged(held, as_edited(held, issue) if edited else issue)
        if edited:
            known = {one.id for one in self.before.stories}
            made = replace(kept_as_edited(held, made, known), articles=made.articles)
        jumps = {fact.name: fact.value for fact in self.reading.facts if fact.origin == "fact.jump"}
        others = self.before.others(self.reading.issue)
        made = relinked(made, jumps.keys(), others, self._story)
        return linked_late(made, jumps, self.before, others, self._story)

    def _updated(self, left: Issue) -> str:
        """Return the editor's ``issue.yaml`` with the additions of the import.

        The text is empty where they cannot be written into it.
        """
        path = self.home / INDEX
        text = path.read_text(encoding="utf-8", errors="replace")
        held, _ = decode_issue(text, Location(path.as_posix()), left.publication)
        made = moved(replace(left, articles=()), lambda file: posixpath.relpath(file, self.place))
        return updated_text(text, held, made) if held else ""

    def _gone(self, names: Mapping[str, str], imported: Collection[str]) -> frozenset[str]:
        """Return the ids of stories whose files the editor deleted; with ``force`` not those that were imported now."""
        return frozenset(
            story
            for story, name in names.items()
            if name in self.before.files and not (self.home / name).is_file() and not (self.force and story in imported)
        )

    def _held(self, issue: Issue, *, whole: bool) -> Issue | None:
        """Return the issue in the folder, without its stories; ``None`` where all its pages were imported now.

        With ``whole`` the pages do not matter.
        """
        path = self.home / INDEX
        if not path.is_file():
            return None
        text = path.read_text(encoding="utf-8", errors="replace")
        held, _ = decode_issue(text, Location(path.as_posix()), issue.publication)
        numbers = {page.number for page in issue.pages}
        if held is None or (not whole and all(page.number in numbers for page in held.pages)):
            return None
        return moved(held, lambda file: posixpath.normpath(posixpath.join(self.place, file)))

    def _story(self, story: str) -> Article | None:
        """Read a story from the folder; ``None`` where it has no file or cannot be read."""
        name = next((one.file for one in self.before.stories if one.id == story), "")
        path = self.home / name
        if not name or not path.is_file():
            return None
        text = path.read_text(encoding="utf-8", errors="replace")
        return decode_article(text, Location(path.as_posix()), story)[0]


def _in_issue_order(issue: Issue) -> Issue:
    """Put the stories into the order of sections and pages, so that each file is named by the id of its story."""
    stories = ((story.id, story) for story in issue.articles)
    return replace(issue, articles=in_order(stories, issue.sections, issue.pages))


def _record(home: Path) -> Record:
    path = home / FILE
    return read_record(path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else Record()
