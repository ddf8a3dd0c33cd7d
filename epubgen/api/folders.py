# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a newsroom keeps and asks beside its editions: issue folders, schemas, formats that can be read, codes."""

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
