# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the folder of the next issue from the last one: what stays is taken over, what is counted is counted on."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from epubgen import messages
from epubgen.errors import Finding, Location, OptionsError, PackageError, Report, Severity, SourceError, finding
from epubgen.files.atomic import write_whole
from epubgen.files.disk_errors import disk_finding
from epubgen.files.input_tree import InputTree
from epubgen.files.publication_place import PUBLICATION_FILE, publication_on_disk
from epubgen.importers.wrong_source import refuse_part_of_issue
from epubgen.languages.days_off import is_day_off
from epubgen.model import Issue, Publication
from epubgen.patterns import regex
from epubgen.serialization import decode_issue, decode_publication, loose_date, to_yaml
from epubgen.serialization.changed_yaml import differing_values, field_value, with_values
from epubgen.transforms.following_issue import dated_anew, following_issue, is_regular, next_day

__all__ = ["NextIssue", "issue_folders", "write_next"]

_FILE = "issue.yaml"
_READ = 12
"""So many issues before are read: a year of a monthly."""
_COUNTED = ("date", "numbering.total", "numbering.volume", "numbering.issue", "numbering.year_issue",
            "numbering.position", "weekday", "lunar")  # fmt: skip
_LEFT = ("date_end", "special", "headline_article", "corrections", "notices", "embargo_until", "updated", "subjects",
         "revisions", "source")  # fmt: skip
"""Fields that belong to one issue alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextIssue:
    """The folder of an issue to come: what was counted on, and what is to be filled in."""

    folder: Path
    """The new folder, with ``issue.yaml`` and empty folders for stories and photos."""
    after: Path
    """The folder of the issue that it was counted on from."""
    issue: Issue
    """The issue as ``issue.yaml`` says it now, without stories."""
    changed: tuple[tuple[str, str, str], ...]
    """Field, old value, new value."""
    findings: tuple[Finding, ...]
    """What is to be filled in or looked at, each with its line in the new file."""

    def as_json(self, lang: str = "en") -> dict[str, object]:
        """The facts for ``--json``."""
        changed = {name: {"old": old, "new": new} for name, old, new in self.changed}
        head = {"folder": self.folder.as_posix(), "after": self.after.as_posix(), "date": self.issue.date.isoformat()}
        return head | {"changed": changed, "findings": [entry.as_json(lang) for entry in self.findings]}

    def text(self, lang: str = "en") -> str:
        """The same in words."""
        folder, after = self.folder.as_posix(), self.after.as_posix()
        lines = [messages.label("next.done", lang, folder=folder, after=after)]
        lines += [f"  {name}: {old} → {new}" for name, old, new in self.changed]
        lines += [entry.text(lang) for entry in sorted(self.findings, key=_weight)]
        return "\n".join([*lines, messages.label("next.then", lang, folder=folder)])

    def __str__(self) -> str:
        return self.text()


def _weight(entry: Finding) -> int:
    return list(Severity).index(entry.severity)


def write_next(folder: Path, day: date | None = None) -> NextIssue:
    """Write the folder of the issue after the last one.

    Args:
        folder: a publication folder: its newest issue is counted on (the newest before ``day``); or an issue folder.
        day: the day of the new issue; ``None``: the next one on which the publication appears.

    Raises:
        OptionsError: EG003 no such folder; EG089 the new folder exists, EG090 no issue to count on from, EG091 no day
            can be told, EG092 ``day`` is not later.
        SourceError: ``publication.yaml`` or the last ``issue.yaml`` cannot be read. PackageError: EG020.
    """
    refuse_part_of_issue(folder)
    series = _Series.of(folder)
    last = series.last(day)
    due = day or next_day(last.issue, series.others(last))
    if due is None:
        at = Location((series.root / PUBLICATION_FILE).as_posix())
        often = series.publication.frequency
        key = "EG091" if often == "irregular" else "EG091.off"
        raise OptionsError(finding(key, at, "frequency", date=last.issue.date, frequency=often))
    made = following_issue(last.issue, series.others(last), due)
    target = _beside(last.folder, _folder_name(last.folder.absolute().name, last.issue, made.issue))
    if target.exists():
        raise OptionsError(finding("EG089", Location(target.as_posix()), "date", date=due))
    if due <= last.issue.date:
        at = Location((last.folder / _FILE).as_posix())
        raise OptionsError(finding("EG092", at, "date", date=due, last=last.issue.date))
    text, issue = _issue_file(last, made.issue, Location((target / _FILE).as_posix()))
    _write(target, text)
    found = [replace(entry, at=_place(issue, entry.field)) for entry in made.findings]
    found += [*_to_fill_in(issue, last.issue), *_day_off(issue)]
    return NextIssue(
        folder=target, after=last.folder, issue=issue, changed=_changed(last.issue, issue), findings=tuple(found)
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """An issue of the series as its file says it."""

    folder: Path
    text: str
    issue: Issue


@dataclass(frozen=True, slots=True)
class _Series:
    """The issues beside one another that belong to one publication."""

    root: Path
    publication: Publication
    folders: tuple[Path, ...]
    """Oldest first."""
    named: Path | None
    """The issue that was asked for."""

    @classmethod
    def of(cls, folder: Path) -> _Series:
        """The series that a folder belongs to, or holds."""
        folder = Path(os.path.normpath(folder))
        folder = folder.parent if folder.name in (_FILE, PUBLICATION_FILE) and folder.is_file() else folder
        if not folder.is_dir():
            raise OptionsError(finding("EG003", Location(folder.as_posix()), near=""))
        named = folder if (folder / _FILE).is_file() else None
        folders = issue_folders(folder.absolute().parent if named else folder)
        if named:
            folders = tuple(_beside(named, one.name) for one in folders)
        if not folders:
            raise OptionsError(finding("EG090", Location(folder.as_posix())))
        root, _ = publication_on_disk(folders[-1])
        return cls(root, _publication(root), folders, named)

    def last(self, day: date | None) -> _Held:
        """The issue to count on from: the one that was named, else the newest regular one, before ``day`` if given."""
        if self.named:
            return _read(self.named, self.publication)
        newest = self._newest(day)
        return next((held for held in newest if is_regular(held.issue)), newest[0])

    def others(self, last: _Held) -> tuple[Issue, ...]:
        """The issues around it that can be read."""
        there = self.folders.index(last.folder) + 1 if last.folder in self.folders else 0
        near = self.folders[max(0, there - _READ) : there + (0 if self.named else _READ)]
        return tuple(held.issue for one in near if one != last.folder and (held := _tried(one, self.publication)))

    def _newest(self, day: date | None) -> list[_Held]:
        """Newest first; only the very newest must be readable."""
        found: list[_Held] = []
        for folder in reversed(self.folders):
            if day and (written := _dated(folder)) and written >= day:
                continue
            held = _tried(folder, self.publication) if found else _read(folder, self.publication)
            if held and not (day and held.issue.date >= day):
                found.append(held)
            if len(found) == _READ:
                break
        return found or [_read(self.folders[-1], self.publication)]


def issue_folders(folder: Path) -> tuple[Path, ...]:
    """The issue folders in a publication folder, or in its ``issues/``, oldest first by the dates in their names."""
    inner = [*folder.glob(f"*/{_FILE}"), *folder.glob(f"issues/*/{_FILE}")]
    found = [path.parent for path in inner]
    days = {path: _dated(path) or _stated_day(path) for path in found}
    return tuple(sorted(found, key=lambda path: (days[path] or date.min, path.name)))


_ISO = regex(r"(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)", re.ASCII)


def _dated(folder: Path) -> date | None:
    """The date in the name of a folder."""
    found = _ISO.search(folder.name)
    return loose_date("-".join(found.groups())) if found else None


_DAY = regex(r"(?:date|日期)\s*:\s*['\"]?(\d{4}-\d\d-\d\d)", re.ASCII)


def _stated_day(folder: Path) -> date | None:
    """The date that an ``issue.yaml`` states."""
    with suppress(OSError):
        found = _DAY.search((folder / _FILE).read_text(encoding="utf-8", errors="replace"))
        return loose_date(found[1]) if found else None
    return None


def _beside(folder: Path, name: str) -> Path:
    """The folder of that name beside another one, as the user would type it."""
    return folder if folder.absolute().name == name else Path(os.path.normpath(folder / ".." / name))


def _publication(root: Path) -> Publication:
    inputs = InputTree.folder(root)
    publication, findings = decode_publication(inputs.text(PUBLICATION_FILE), inputs.at(PUBLICATION_FILE))
    if publication is None or not Report(findings).ok:
        raise SourceError(*findings)
    return publication


def _read(folder: Path, publication: Publication) -> _Held:
    inputs = InputTree.folder(folder)
    text = inputs.text(_FILE)
    issue, findings = decode_issue(text, inputs.at(_FILE), publication)
    if issue is None or not Report(findings).ok:
        raise SourceError(*findings)
    return _Held(folder, text, issue)


def _tried(folder: Path, publication: Publication) -> _Held | None:
    try:
        return _read(folder, publication)
    except SourceError:
        return None


def _folder_name(name: str, last: Issue, issue: Issue) -> str:
    """The name that the new folder has when the old one is called so: by date, else by number, else the date."""
    if (dated := dated_anew(name, last.date, issue.date)) != name:
        return dated
    for old, new in ((last.numbering.total, issue.numbering.total), (last.numbering.issue, issue.numbering.issue)):
        found = re.search(rf"(?<!\d)0*{re.escape(old)}(?!\d)", name) if old else None
        if found and new:
            return name[: found.start()] + new.zfill(len(found[0])) + name[found.end() :]
    return issue.date.isoformat()


def _issue_file(last: _Held, issue: Issue, at: Location) -> tuple[str, Issue]:
    """The text of the new file, and the issue that it reads as; the old text with other values where that serves."""
    text = with_values(last.text, _values(last.issue, issue))
    made, findings = decode_issue(text, at, issue.publication) if text else (None, ())
    if made is None or made != issue or not Report(findings).ok:
        text = to_yaml(issue, leave=("publication", "articles"))
        made, _ = decode_issue(text, at, issue.publication)
    return text, made or issue


def _values(last: Issue, issue: Issue) -> dict[tuple[int, int], str | None]:
    """What differs, by the place of the old value."""
    values = dict(differing_values(last, issue, (*_COUNTED, *_LEFT)))
    for old_page, page in zip(last.pages, issue.pages, strict=True):
        values |= differing_values(old_page, page, ("articles", "facsimile", "pdf"))
    for old_section, section in zip(last.sections, issue.sections, strict=True):
        values |= differing_values(old_section, section, ("articles", "lead", "image"))
    return values


def _write(target: Path, text: str) -> None:
    """A folder that nobody else has made, with all that belongs into it or not at all."""
    try:
        target.mkdir()
    except FileExistsError as error:
        raise OptionsError(finding("EG089", Location(target.as_posix()), "date", date=target.name)) from error
    except OSError as error:
        raise PackageError(disk_finding("EG020", error, Location(target.as_posix()))) from error
    try:
        for name in ("articles", "photos"):
            (target / name).mkdir()
        write_whole(target / _FILE, text.encode())
    except OSError as error:
        shutil.rmtree(target, ignore_errors=True)
        raise PackageError(disk_finding("EG020", error, Location(target.as_posix()))) from error


def _place(issue: Issue, path: str) -> Location | None:
    """Where a field of the issue, of a page or of a section stands."""
    return issue.at.of(path) if issue.at else None


def _changed(last: Issue, issue: Issue) -> tuple[tuple[str, str, str], ...]:
    pairs = ((path, field_value(last, path), field_value(issue, path)) for path in _COUNTED)
    return tuple((path, str(old), str(new)) for path, old, new in pairs if old != new and new)


def _to_fill_in(issue: Issue, last: Issue) -> Iterator[Finding]:
    """The fields that wait for something of the new issue, in the order of the file."""
    if last.at and any(path == "headline_article" for path, *_ in last.at.fields):
        yield finding("EG088.headline", _place(issue, "headline_article"), "headline_article")
    yield from _lists(issue)
    files = [file for page in issue.pages for file in (page.facsimile, page.pdf) if file]
    if files:
        yield finding("EG088.pages", _place(issue, "pages"), "pages", n=len(files), file=files[0])
    left = [name for name in ("date_end", "special", "corrections", "notices") if getattr(last, name)]
    if left:
        yield finding("EG088.left", _place(issue, ""), "", fields=", ".join(left))


def _lists(issue: Issue) -> Iterator[Finding]:
    """The lists of stories, at the first of them; where there is none the stories name their page or section."""
    parts = [(f"sections[{n}].articles", part.at, str(part.name)) for n, part in enumerate(issue.sections)]
    parts += [(f"pages[{n}].articles", part.at, str(part.name) or part.number) for n, part in enumerate(issue.pages)]
    listed = [(path, at, name) for path, at, name in parts if at and any(one[0] == "articles" for one in at.fields)]
    if not listed:
        yield finding("EG088.stories.unlisted", _place(issue, ""), "")
        return
    path, at, _ = listed[0]
    names = ", ".join(f"{name} ({at.of('articles').line})" for _, at, name in listed)
    yield finding("EG088.stories", at.of("articles"), path, n=len(listed), names=names)


def _day_off(issue: Issue) -> Iterator[Finding]:
    """D14: the day was given, and the publication does not appear on it."""
    if is_day_off(issue.date, issue.publication.days_off):
        yield finding("D14", _place(issue, "date"), "date", date=issue.date)
