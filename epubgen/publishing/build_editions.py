# SPDX-License-Identifier: AGPL-3.0-or-later
"""Builds and checks editions in a temporary folder; decides which editions of the last run can stay."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

from epubgen import conversion, validation
from epubgen.epub.edition.identity import corrected_mark
from epubgen.epub.package import Epub
from epubgen.errors import CheckFailed, EditionError, Finding, Location, Report, Severity, SourceError
from epubgen.files.input_tree import InputTree
from epubgen.images import TRANSFER_LIMITS, find_target
from epubgen.images.uses import uses
from epubgen.model import Issue, LangStr, MarkedStr, Publishing, Revision
from epubgen.options import DEVICES, Options, TargetName
from epubgen.pipeline.build import build_editions
from epubgen.pipeline.prepare import PreparedIssue, stop_on_errors
from epubgen.publishing.plan import PlannedEdition
from epubgen.publishing.receipt import BuiltEdition, ChannelFit, Receipt, SentFile, out
from epubgen.startup import dataclass
from epubgen.version import __version__

__all__ = ["BuildContext", "NewEdition", "edition_key", "is_kept", "issue_digest", "make", "must_not_change"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildContext:
    """What all editions of one run share."""

    prepared: PreparedIssue
    options: Options
    digest: str
    work: Path
    """The folder aside."""
    folder: Path
    """Where the files will lie: findings speak of them there."""
    java: bool
    now: str


@dataclass(frozen=True, slots=True)
class NewEdition:
    """A file that was just built, and its entry in the receipt."""

    made: BuiltEdition
    path: Path
    """In the folder aside."""
    revisions: tuple[Revision, ...] = ()
    """The lines about corrections that it prints."""


def make(context: BuildContext, planned_editions: Sequence[PlannedEdition]) -> list[NewEdition]:
    """Build, convert and check editions.

    Photos are prepared once for each target. An EPUB is checked once for all formats that are made from it.

    Raises:
        MediaError, EditionError, PackageError, ToolError: as ``build`` and ``export``.
        CheckFailed: with all faults of all editions.
    """
    targets = dict.fromkeys(planned.target for planned in planned_editions)
    printed = {key: epub for target in targets for key, epub in _print(context, target, planned_editions)}
    reports: dict[tuple[str, str], Report] = {}
    for done, planned in enumerate(planned_editions, start=1):
        key = planned.target, planned.mode
        if key not in reports:
            reports[key] = _checked(context, printed[key], planned)
        context.options.progress("check", done, len(planned_editions))
    found = tuple(dict.fromkeys(entry for report in reports.values() for entry in report.findings))
    counted = tuple(entry for entry in found if entry.code != "EG070")  # a missing Java is no fault of the issue
    stop_on_errors(counted, context.options, CheckFailed)
    return [_made(context, p, printed[p.target, p.mode], reports[p.target, p.mode]) for p in planned_editions]


def _print(
    context: BuildContext, target: TargetName, planned_editions: Sequence[PlannedEdition]
) -> Iterator[tuple[tuple[str, str], Epub]]:
    """Build the EPUBs of one target, one for each writing mode."""
    modes = list(dict.fromkeys(p.mode for p in planned_editions if p.target == target))
    options = replace(context.options, target=target, check=False)
    options_of_modes = [replace(options, writing_mode=mode) for mode in modes]
    folder_of_target = context.work / target
    folder_of_target.mkdir()
    for mode, epub in zip(modes, build_editions(context.prepared, folder_of_target, options_of_modes), strict=True):
        yield (target, mode), epub


def _checked(context: BuildContext, epub: Epub, planned: PlannedEdition) -> Report:
    path, label = _path(epub), (context.folder / planned.file).as_posix()
    return validation.check_file(path, java=context.java, label=label, target=_device(planned))


def _device(planned: PlannedEdition) -> str:
    return planned.target if planned.target in DEVICES else ""


def _path(epub: Epub) -> Path:
    if epub.path is None:
        raise ValueError("an edition is a file")
    return epub.path


def _made(context: BuildContext, planned: PlannedEdition, epub: Epub, report: Report) -> NewEdition:
    """Convert the EPUB to the edition's format, and describe the file for the receipt."""
    path = _path(epub)
    facts, size, sha256 = validation.read_fingerprint(path), epub.size, epub.sha256
    own = tuple(entry for entry in epub.report.findings if entry not in context.prepared.findings)
    found = (*own, *report.findings)
    if planned.format != "epub":
        other = conversion.convert(path, planned.format, context.work / planned.file)
        path, size, sha256, found = other.path, other.size, other.sha256, (*found, *other.report.findings)
    limits = find_target(planned.target)
    made = BuiltEdition(
        name=planned.name,
        wanted=planned.wanted,
        file=planned.file,
        format=planned.format,
        target=planned.target,
        writing_mode=planned.mode,
        title=epub.title,
        identifier=epub.identifier,
        size=size,
        sha256=sha256,
        warn=limits.warn,
        stop=limits.stop,
        channels=tuple(ChannelFit(name=c.name, limit=c.limit, fits=size <= c.limit) for c in TRANSFER_LIMITS),
        stories=epub.stories,
        photos=epub.photos,
        modified=facts.modified if facts else "",
        words=facts.words if facts else "",
        built=context.now,
        epubcheck=dict(report.facts).get("epubcheck", ""),
        device=_device(planned),
        key=edition_key(context.digest, planned),
        findings=tuple(dict.fromkeys(found)),
        mark=corrected_mark(context.prepared.issue),
    )
    return NewEdition(made, path, epub.revisions)


def is_kept(known: BuiltEdition | None, key: str, file: Path, *, java: bool, strict: bool) -> bool:
    """Return whether a file of the last run can stay: unchanged sources, file in place, and checked well enough.

    Args:
        known: the edition's entry in the last receipt.
        key: hash of what the edition would be built from now.
        file: where the file should be.
        java: whether EPUBCheck must have checked it, or must have been looked for.
        strict: whether warnings count as faults.
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


def must_not_change(old: Receipt | None, made: Sequence[BuiltEdition], folder: Path, zone: str = "") -> None:
    """Refuse an issue whose text differs from what was sent under the same instant.

    Text that has not been sent anywhere may change.

    Raises:
        EditionError: D06.
    """
    sent = [copy for entry in old.deliveries for copy in out(entry)] if old else []
    faults = [fault for new in made for copy in sent if (fault := _silent(copy, new, folder, zone))]
    if faults:
        raise EditionError(*dict.fromkeys(faults))


def _silent(copy: SentFile, new: BuiltEdition, folder: Path, zone: str) -> Finding | None:
    if not (copy.words and new.words):
        return None
    before, after = (validation.EditionFingerprint(e.identifier, e.modified, e.words) for e in (copy, new))
    return validation.silent(before, after, folder / copy.file, zone)


def issue_digest(prepared: PreparedIssue, options: Options) -> str:
    """Hash the issue as it was read, with its pictures, style sheets, fonts, options and the version of epubgen.

    Comments, the order of keys and the ``publish:`` section do not count.
    """
    issue = prepared.issue
    paper = replace(issue.publication, publish=Publishing())
    plain = replace(options, cache=None, cache_limit=0, threads=0, check=False, strict=False, release_check=False)
    plain = replace(plain, clock=None, revision="", replace=False)
    facts = [
        __version__,
        *_tokens(replace(issue, publication=paper, root="")),
        *_tokens(prepared.publisher_css),
        *_tokens(plain),
    ]
    made = hashlib.sha256("\0".join(facts).encode("utf-8", "surrogatepass"))
    for data in _files(issue, prepared.inputs, options):
        made.update(hashlib.sha256(data).digest())
    return made.hexdigest()


def edition_key(digest: str, planned: PlannedEdition) -> str:
    """Hash everything that one file is made from."""
    return hashlib.sha256(f"{digest} {planned.target} {planned.mode} {planned.format}".encode()).hexdigest()


def _tokens(value: object) -> Iterator[str]:
    """Flatten a model value to texts that are the same in every process; source positions are left out."""
    if isinstance(value, MarkedStr):
        yield value.lang
        yield from _tokens(value.runs)
    elif isinstance(value, LangStr):
        yield f"{value}\1{value.lang}"
    elif isinstance(value, Mapping):
        yield from _many("{", (item for pair in value.items() for item in pair))
    elif isinstance(value, tuple):
        yield from _many("(", value)
    elif is_dataclass(value):
        shown = () if isinstance(value, Location) else fields(value)
        yield from _many(type(value).__name__, (getattr(value, item.name) for item in shown if item.compare))
    else:
        yield repr(value)


def _many(opening: str, items: Iterable[object]) -> Iterator[str]:
    yield opening
    for item in items:
        yield from _tokens(item)
    yield ")"


def _files(issue: Issue, inputs: InputTree, options: Options) -> Iterator[bytes]:
    """Read the files that an issue names; a missing file counts as empty."""
    paper = issue.publication
    names = [use.photo.file for use in uses(issue, ads=True) if use.photo.data is None]
    names += [name for page in issue.pages for name in (page.facsimile, page.pdf) if name]
    names += [paper.cover.file, *paper.fonts, *(font.file for font in paper.body_fonts)]
    for name in dict.fromkeys(filter(None, names)):
        yield name.encode()
        yield _read(inputs, name)
    for path in options.fonts:
        yield path.as_posix().encode()
        yield path.read_bytes() if path.is_file() else b""


def _read(inputs: InputTree, name: str) -> bytes:
    try:
        return inputs.read(name) if inputs.has(name) else b""
    except SourceError:
        return b""
