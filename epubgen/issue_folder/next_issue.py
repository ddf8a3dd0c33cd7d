# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the folder of the next issue from the last one: lasting fields are copied, dates and numbers advance."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
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
from epubgen.serialization import decode_issue, decode_publication, loose_date, to_yaml
from epubgen.serialization.changed_yaml import differing_values, field_value, with_values
from epubgen.startup import dataclass, regex
from epubgen.transforms.following_issue import dated_anew, following_issue, is_regular, next_day

__all__ = ["NextIssue", "issue_folders", "write_next"]

_FILE = "issue.yaml"
_READ = 12
"""How many earlier issues are read: a year of a monthly."""
_COUNTED = ("date", "numbering.total", "numbering.volume", "numbering.issue", "numbering.year_issue",
            "numbering.position", "weekday", "lunar")  # fmt: skip
_LEFT = ("date_end", "special", "headline_article", "corrections", "notices", "embargo_until", "updated", "subjects",
         "revisions", "source")  # fmt: skip
"""Fields that belong to one issue alone and are not copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextIssue:
    """The folder of the next issue: which fields were advanced, and which the editor has to fill in."""

    folder: Path
    """The new folder, with ``issue.yaml`` and empty folders for stories and photos."""
    after: Path
    """The folder of the issue from which the new one was made."""
    issue: Issue
    """The issue as ``issue.yaml`` holds it now, without stories."""
    changed: tuple[tuple[str, str, str], ...]
    """Name, old value and new value of each field that was advanced."""
    findings: tuple[Finding, ...]
    """What the editor has to fill in or check, each with its line in the new file."""

    def as_json(self, lang: str = "en") -> dict[str, object]:
        """Return the facts for ``--json``."""
        changed = {name: {"old": old, "new": new} for name, old, new in self.changed}
        head = {"folder": self.folder.as_posix(), "after": self.after.as_posix(), "date": self.issue.date.isoformat()}
        return head | {"changed": changed, "findings": [entry.as_json(lang) for entry in self.findings]}

    def text(self, lang: str = "en") -> str:
        """Return the facts as sentences."""
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
        folder: a publication folder (its newest issue counts as the last one; with ``day`` the newest before that day),
            or the folder of the last issue.
        day: the day of the new issue; ``None`` for the next day on which the publication appears.

    Raises:
        OptionsError: EG003 no such folder; EG089 the new folder exists, EG090 there is no earlier issue, EG091 the next
            day is unknown, EG092 ``day`` is not later.
        SourceError: ``publication.yaml`` or the last ``issue.yaml`` cannot be read.
        PackageError: EG020 the folder cannot be written.
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
    """An issue of the series with the text of its ``issue.yaml``."""

    folder: Path
    text: str
    issue: Issue


@dataclass(frozen=True, slots=True)
class _Series:
    """The issue folders of one publication that lie in one folder."""

    root: Path
    publication: Publication
    folders: tuple[Path, ...]
    """Oldest first."""
    named: Path | None
    """The issue folder that the user named; ``None`` where she named the publication folder."""

    @classmethod
    def of(cls, folder: Path) -> _Series:
        """Return the series in a publication folder, or the series to which an issue folder belongs."""
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
        """Return the issue that counts as the last one.

        It is the named one, else the newest regular one, before ``day`` if given.
        """
        if self.named:
            return _read(self.named, self.publication)
        newest = self._newest(day)
        return next((held for held in newest if is_regular(held.issue)), newest[0])

    def others(self, last: _Held) -> tuple[Issue, ...]:
        """Return the readable issues around the last one."""
        there = self.folders.index(last.folder) + 1 if last.folder in self.folders else 0
        near = self.folders[max(0, there - _READ) : there + (0 if self.named else _READ)]
        return tuple(held.issue for one in near if one != last.folder and (held := _tried(one, self.publication)))

    def _newest(self, day: date | None) -> list[_Held]:
        """Return issues, the newest first; only the newest one must be readable."""
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
    """Return the issue folders in a publication folder or in its ``issues/``, the oldest first.

    The date comes from the name of the folder, else from ``issue.yaml``.
    """
    inner = [*folder.glob(f"*/{_FILE}"), *folder.glob(f"issues/*/{_FILE}")]
    found = [path.parent for path in inner]
    days = {path: _dated(path) or _stated_day(path) for path in found}
    return tuple(sorted(found, key=lambda path: (days[path] or date.min, path.name)))


_ISO = regex(r"(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)", re.ASCII)


def _dated(folder: Path) -> date | None:
    """Return the date in the name of a folder; ``None`` without one."""
    found = _ISO.search(folder.name)
    return loose_date("-".join(found.groups())) if found else None


_DAY = regex(r"(?:date|日期)\s*:\s*['\"]?(\d{4}-\d\d-\d\d)", re.ASCII)


def _stated_day(folder: Path) -> date | None:
    """Return the date in an ``issue.yaml``, without reading the rest; ``None`` without one."""
    with suppress(OSError):
        found = _DAY.search((folder / _FILE).read_text(encoding="utf-8", errors="replace"))
        return loose_date(found[1]) if found else None
    return None


def _beside(folder: Path, name: str) -> Path:
    """Return the folder of that name beside another one, relative where the user typed a relative path."""
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
    """Return the name of the new folder, in the pattern of the old name: with the date, else with the number.

    Where neither fits, the name is the date.
    """
    if (dated := dated_anew(name, last.date, issue.date)) != name:
        return dated
    for old, new in ((last.numbering.total, issue.numbering.total), (last.numbering.issue, issue.numbering.issue)):
        found = re.search(rf"(?<!\d)0*{re.escape(old)}(?!\d)", name) if old else None
        if found and new:
            return name[: found.start()] + new.zfill(len(found[0])) + name[found.end() :]
    return issue.date.isoformat()


def _issue_file(last: _Held, issue: Issue, at: Location) -> tuple[str, Issue]:
    """Return the text of the new ``issue.yaml`` and the issue that it gives.

    It is the old text with other values where that gives the issue, else it is written anew.
    """
    text = with_values(last.text, _values(last.issue, issue))
    made, findings = decode_issue(text, at, issue.publication) if text else (None, ())
    if made is None or made != issue or not Report(findings).ok:
        text = to_yaml(issue, leave=("publication", "articles"))
        made, _ = decode_issue(text, at, issue.publication)
    return text, made or issue


def _values(last: Issue, issue: Issue) -> dict[tuple[int, int], str | None]:
    """Return the values that differ, by the place of the old value."""
    values = dict(differing_values(last, issue, (*_COUNTED, *_LEFT)))
    for old_page, page in zip(last.pages, issue.pages, strict=True):
        values |= differing_values(old_page, page, ("articles", "facsimile", "pdf"))
    for old_section, section in zip(last.sections, issue.sections, strict=True):
        values |= differing_values(old_section, section, ("articles", "lead", "image"))
    return values


def _write(target: Path, text: str) -> None:
    """Create the folder with everything that belongs into it, or nothing."""
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
    """Return the line of a field of the issue."""
    return issue.at.of(path) if issue.at else None


def _changed(last: Issue, issue: Issue) -> tuple[tuple[str, str, str], ...]:
    pairs = ((path, field_value(last, path), field_value(issue, path)) for path in _COUNTED)
    return tuple((path, str(old), str(new)) for path, old, new in pairs if old != new and new)


def _to_fill_in(issue: Issue, last: Issue) -> Iterator[Finding]:
    """Yield the fields that the editor has to fill in, in the order of the file."""
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
    """Report the empty lists of stories, at the first list.

    Without lists, say that stories name their page or section.
    """
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
    """Report a day that was given although the publication does not appear on it (D14)."""
    if is_day_off(issue.date, issue.publication.days_off):
        yield finding("D14", _place(issue, "date"), "date", date=issue.date)
