# SPDX-License-Identifier: AGPL-3.0-or-later
"""Public functions beside the build: issue folders, JSON Schemas, input formats, explanations of codes."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date as Date  # noqa: N812 - a parameter is called date
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Unpack, get_args

from epubgen import messages
from epubgen.errors import OptionsError, finding
from epubgen.files.entry_points import load_every_plugin
from epubgen.importers.open_source import IssueSource, open_source
from epubgen.options import OptionKeywords, Options, choice, make_options, with_option_words
from epubgen.pipeline.prepare import read_source

if TYPE_CHECKING:
    from epubgen.importers import SourceFormat
    from epubgen.issue_folder import ImportResult, NextIssue

__all__ = ["SchemaPart", "explain", "import_pages", "new", "next_issue", "schema", "sources", "write_schemas"]


@with_option_words
def import_pages(
    source: IssueSource,
    folder: str | os.PathLike[str],
    *,
    photos: str | os.PathLike[str] | None = None,
    options: Options | None = None,
    **settings: Unpack[OptionKeywords],
) -> ImportResult:
    """Read printed pages, or any other source, and write an issue folder that people can correct.

    Args:
        source: an input that ``read`` accepts.
        folder: the publication folder. The issue is written to ``issues/<date>/`` below it. Its ``publication.yaml`` is
            read and never rewritten. A second import replaces files that nobody edited and keeps those that were
            edited.
        photos: a folder of photos named by page and story (``01-05.jpg``). ``None`` means ``photos/`` beside the pages.
        options: all options as one value. ``force`` also overwrites edited files.
        settings: single options. They override ``options``.

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
    """Write a small, complete publication with comments to start from.

    Args:
        folder: the folder to write. It is created if it does not exist.
        lang: the language of the comments.
        title: the name of the paper. Empty: the name in the template.
        language: the language of the paper, such as ``zh-Hant-TW``. Empty: the language of the template.
        id: the short name for file names and identifiers. Empty: made from the folder's name, or else from the title.

    Returns:
        The folder of its one issue, which can be built at once.

    Raises:
        OptionsError: EG009 the folder is not empty; EG016 an unknown language; EG093 no Latin letters to make ``id``
            from; S02 a value of a wrong form. PackageError: EG020 a file cannot be written.
    """
    from epubgen.issue_folder.template import copy_template  # noqa: PLC0415 - no build needs it

    template = choice("lang", lang, messages.LANGUAGES)
    return copy_template(Path(folder), template, title=title, language=language, paper_id=id)


def next_issue(folder: str | os.PathLike[str] = ".", *, date: Date | str | None = None) -> NextIssue:
    """Write the folder of the next issue: date and numbers advanced, pages and sections kept, stories left out.

    Args:
        folder: a publication folder, to follow its newest issue; or an issue folder, to follow that one.
        date: the day of the new issue, as a value or as ``2026-04-22``. ``None``: the next day by ``frequency`` and
            ``days_off``.

    Returns:
        The new folder, beside that of the last issue. ``findings`` lists what to fill in, with file and line.

    Raises:
        OptionsError: EG003 no such folder; EG089 the new folder exists; EG090 no issue to follow; EG091 the day cannot
            be worked out; EG092 ``date`` is not a day or not a later one. SourceError: the last issue cannot be read.
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


SchemaPart = Literal["file", "publication", "issue", "article", "sidecar", "library", "library-sidecar"]
"""What a JSON Schema can describe: a one-file issue, ``publication.yaml``, ``issue.yaml``, an article, the sidecar of a
photo; ``library.yaml``, the sidecar of an EPUB or PDF in a library."""


def schema(part: SchemaPart = "file") -> dict[str, object]:
    """Return the JSON Schema of a file of the issue format, or of a library.

    Raises:
        OptionsError: EG016 an unknown part.
    """
    from epubgen.serialization import json_schema  # noqa: PLC0415 - no build needs it

    return json_schema(choice("part", part, get_args(SchemaPart)))


def write_schemas(folder: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Write the JSON Schemas for editors such as VS Code: of a publication's files, and of a library's.

    The schemas go into ``.schemas/``. ``.vscode/settings.json`` gets a line for each and keeps its other settings.

    Args:
        folder: a publication folder, a folder that holds several, or a library.

    Returns:
        The written files. ``settings.json`` is left alone, and missing here, if it holds comments.

    Raises:
        OptionsError: EG003 no such folder. PackageError: EG020 a file cannot be written.
    """
    from epubgen.issue_folder.editor_schemas import write_editor_schemas  # noqa: PLC0415 - no build needs it

    return write_editor_schemas(Path(folder))


def sources() -> tuple[SourceFormat, ...]:
    """List the input formats: those of epubgen, then those of plug-ins.

    A format that cannot be loaded has its fault.
    """
    from epubgen.importers import source_formats  # noqa: PLC0415 - looks for plug-ins

    return source_formats()


def explain(code: str, lang: str = "en") -> str:
    """Return what a code of a finding means: a heading and a paragraph.

    Args:
        code: ``A06``, a code with a variant such as ``S02.date``, or a code of a plug-in.
        lang: ``en`` or ``zh``.

    Raises:
        OptionsError: EG019 an unknown code; the message names the nearest one.
    """
    if not messages.is_explained(code):
        load_every_plugin()  # plug-ins word their codes when they are loaded
    if not messages.is_explained(code):
        raise OptionsError(finding("EG019", None, "code", name=code, near=messages.nearest_code(code)))
    return messages.explain(code, lang)
