# SPDX-License-Identifier: AGPL-3.0-or-later
"""Editions made in a folder aside, each checked there before it may take the place of an older one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from epubgen import conversion, validation
from epubgen.api import DEVICES
from epubgen.epub.package import Epub
from epubgen.errors import CheckFailed, EditionError, Finding, Report, Severity
from epubgen.images import TRANSFER_LIMITS, find_target
from epubgen.options import Options, TargetName
from epubgen.pipeline.build import print_editions
from epubgen.pipeline.prepare import Stage, stop
from epubgen.publishing.digest import pressing_key
from epubgen.publishing.plan import Pressing
from epubgen.publishing.receipt import Channel, Copy, Made, Receipt, out

__all__ = ["Bench", "Fresh", "is_kept", "make", "must_not_change"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What all editions of one run share."""

    stage: Stage
    options: Options
    digest: str
    work: Path
    """The folder aside."""
    folder: Path
    """Where the files will lie: findings speak of them there."""
    java: bool
    now: str


@dataclass(frozen=True, slots=True)
class Fresh:
    """A file that was just made, and what the receipt says of it."""

    made: Made
    path: Path
    """In the folder aside."""


def make(bench: Bench, pressings: Sequence[Pressing]) -> list[Fresh]:
    """Build, convert and check editions; photos are prepared once a target, an EPUB checked once for all formats of it.

    Raises:
        MediaError, EditionError, PackageError, ToolError: as ``build`` and ``export``. CheckFailed: all faults of all.
    """
    targets = dict.fromkeys(pressing.target for pressing in pressings)
    printed = {key: epub for target in targets for key, epub in _print(bench, target, pressings)}
    reports: dict[tuple[str, str], Report] = {}
    for done, pressing in enumerate(pressings, start=1):
        key = pressing.target, pressing.mode
        if key not in reports:
            reports[key] = _checked(bench, printed[key], pressing)
        bench.options.progress("check", done, len(pressings))
    found = tuple(dict.fromkeys(entry for report in reports.values() for entry in report.findings))
    counted = tuple(entry for entry in found if entry.code != "EG070")  # a missing Java is no fault of the issue
    stop(counted, bench.options, CheckFailed)
    return [_made(bench, p, printed[p.target, p.mode], reports[p.target, p.mode]) for p in pressings]


def _print(bench: Bench, target: TargetName, pressings: Sequence[Pressing]) -> Iterator[tuple[tuple[str, str], Epub]]:
    """The EPUBs of a target, one for each writing mode."""
    modes = list(dict.fromkeys(p.mode for p in pressings if p.target == target))
    wish = replace(bench.options, target=target, check=False, replace=True)
    wishes = [replace(wish, writing_mode=mode) for mode in modes]
    shelf = bench.work / target
    shelf.mkdir()
    for mode, epub in zip(modes, print_editions(bench.stage, shelf, wishes), strict=True):
        yield (target, mode), epub


def _checked(bench: Bench, epub: Epub, pressing: Pressing) -> Report:
    path, label = _path(epub), (bench.folder / pressing.file).as_posix()
    return validation.check_file(path, java=bench.java, label=label, target=_device(pressing))


def _device(pressing: Pressing) -> str:
    return pressing.target if pressing.target in DEVICES else ""


def _path(epub: Epub) -> Path:
    if epub.path is None:
        raise ValueError("an edition is a file")
    return epub.path


def _made(bench: Bench, pressing: Pressing, epub: Epub, report: Report) -> Fresh:
    """The file in its format, and what the receipt says of it."""
    path = _path(epub)
    told, size, sha256 = validation.read_fingerprint(path), epub.size, epub.sha256
    own = tuple(entry for entry in epub.report.findings if entry not in bench.stage.findings)
    found = (*own, *report.findings)
    if pressing.format != "epub":
        other = conversion.convert(path, pressing.format, bench.work / pressing.file)
        path, size, sha256, found = other.path, other.size, other.sha256, (*found, *other.report.findings)
    aim = find_target(pressing.target)
    made = Made(
        name=pressing.name,
        wanted=pressing.wanted,
        file=pressing.file,
        format=pressing.format,
        target=pressing.target,
        writing_mode=pressing.mode,
        title=epub.title,
        identifier=epub.identifier,
        size=size,
        sha256=sha256,
        warn=aim.warn,
        stop=aim.stop,
        channels=tuple(Channel(name=c.name, limit=c.limit, fits=size <= c.limit) for c in TRANSFER_LIMITS),
        stories=epub.stories,
        photos=epub.photos,
        modified=told.modified if told else "",
        words=told.words if told else "",
        built=bench.now,
        epubcheck=dict(report.facts).get("epubcheck", ""),
        device=_device(pressing),
        key=pressing_key(bench.digest, pressing),
        findings=tuple(dict.fromkeys(found)),
    )
    return Fresh(made, path)


def is_kept(known: Made | None, key: str, file: Path, *, java: bool, strict: bool) -> bool:
    """Whether a file need not be made again: its sources are as they were, it lies there, and is checked well enough.

    Args:
        known: what the last receipt says of the edition.
        key: the hash of what it would be made from now.
        file: where it would lie.
        java: whether EPUBCheck is to have seen it, or to have been looked for.
        strict: whether it may have no warning.
    """
    if known is None or known.key != key or known.file != file.name:
        return False
    missing = any(entry.code == "EG070" for entry in known.findings)
    doubted = any(f.severity is Severity.WARNING and f.code != "EG070" for f in known.findings)
    if (java and not known.epubcheck and not missing) or (strict and doubted):
        return False
    return _sha256(file) == known.sha256


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def must_not_change(old: Receipt | None, made: Sequence[Made], folder: Path) -> None:
    """Refuse other words under the same instant once they went out; what has gone nowhere may change.

    Raises:
        EditionError: D06.
    """
    sent = [copy for entry in old.deliveries for copy in out(entry)] if old else []
    faults = [fault for new in made for copy in sent if (fault := _silent(copy, new, folder))]
    if faults:
        raise EditionError(*dict.fromkeys(faults))


def _silent(copy: Copy, new: Made, folder: Path) -> Finding | None:
    if not (copy.words and new.words):
        return None
    before, after = (validation.EditionFingerprint(e.identifier, e.modified, e.words) for e in (copy, new))
    return validation.silent(before, after, folder / copy.file)
