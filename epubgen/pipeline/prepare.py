# SPDX-License-Identifier: AGPL-3.0-or-later
"""Prepares a source for planning: reads the issue, checks it, adds a correction, and removes what is not shown."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import datetime, timedelta
from functools import cached_property

from epubgen.epub.edition.identity import modified, stamp
from epubgen.epub.fonts.body_fonts import BodyFonts, body_fonts
from epubgen.epub.fonts.rare_characters import RareCharacters, rare_glyphs
from epubgen.epub.theme.sheets import PublisherCss, read_publisher_css
from epubgen.errors import (
    EpubgenError,
    Finding,
    Location,
    OptionsError,
    Severity,
    SourceError,
    asked_once,
    finding,
)
from epubgen.files.input_tree import InputTree
from epubgen.files.publication_place import publication_in_tree
from epubgen.importers import find_importer, named_importer
from epubgen.importers.open_source import IssueSource, open_source, reopen
from epubgen.importers.photos import with_distinct_files
from epubgen.importers.reading import Fact, OpenQuestion, Reading
from epubgen.importers.wrong_source import refuse_part_of_issue
from epubgen.languages.characters import comparable
from epubgen.languages.time_zones import instant_words, local
from epubgen.linting import lint as lint_issue
from epubgen.messages import near_word
from epubgen.model import Issue, Revision
from epubgen.options import Options
from epubgen.serialization import admitted
from epubgen.startup import dataclass
from epubgen.transforms.complete import complete
from epubgen.transforms.continuations import merge_jumps
from epubgen.transforms.matching_names import with_matching_names
from epubgen.transforms.people import with_people
from epubgen.transforms.removals import instant, without_ads, without_expired
from epubgen.typesetting import normalise_issue
from epubgen.typesetting.characters import map_leftovers
from epubgen.typesetting.smart import smarten_issue

__all__ = ["EarlierCopy", "PreparedIssue", "prepare_issue", "read_source", "stop_on_errors", "with_revision"]

_OWN_FORMATS = frozenset({"native", "one_file", "collector"})
"""Importers of text that an editor typed in its final form.

The text of other importers was converted from encodings.
"""

_WITH_PUBLICATION = frozenset({"native", "one_file"})
"""Importers of issues that always state their own publication."""


@dataclass(frozen=True, slots=True)
class EarlierCopy:
    """Facts about the copies of an issue that were published, or that are in the target folder."""

    modified: str = ""
    """The latest date of modification of a copy, in the form of ``stamp``; empty if there is no copy."""
    revisions: tuple[Revision, ...] = ()
    """The lines about corrections in its imprint."""
    again: bool = False
    """The correction itself was published and is built again; it keeps the instant that the options give."""
    stories: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)
    """For each identifier the texts of the latest copy: file of a story → its title and text."""


@dataclass(frozen=True)
class PreparedIssue:
    """An issue that is ready to be planned, with its files and findings."""

    issue: Issue
    inputs: InputTree
    findings: tuple[Finding, ...]
    derived: tuple[Fact, ...]
    publisher_css: PublisherCss
    rare: RareCharacters
    text_fonts: BodyFonts = field(default_factory=BodyFonts)
    earlier: EarlierCopy = EarlierCopy()
    """Facts about the copy that is corrected; filled with ``revision`` only."""

    @cached_property
    def completed(self) -> Issue:
        """Return the issue with implied sections, pages and order filled in. Every edition is planned from it."""
        return complete(self.issue)


def read_source(source: IssueSource, options: Options, photos: InputTree | None = None) -> tuple[Reading, InputTree]:
    """Read a source; return what the importer read, and the tree of the source's files.

    Raises:
        OptionsError, SourceError: as ``api.read``.
    """
    inputs = open_source(source, options.encoding)
    if not options.format:
        refuse_part_of_issue(source)
    left = _outside(inputs)
    try:
        importer = find_importer(inputs, options.format)
        reading = importer.read(inputs, options)
    except SourceError as error:
        raise SourceError(*left, *error.findings) from error
    unused = _unused_publication(reading, importer.name, inputs, options)
    reading = replace(reading, findings=(*left, *unused, *reading.findings))
    if importer.name not in _OWN_FORMATS or photos is not None:
        from epubgen.issue_folder.photo_matching import PhotoFiles, attach_photos  # noqa: PLC0415 - needed by imports only

        reading = attach_photos(reading, PhotoFiles(inputs, photos))
    if options.private_use == "map" or (not options.private_use and importer.name not in _OWN_FORMATS):
        reading = _mapped(reading)
    return replace(reading, issue=replace(with_matching_names(with_people(reading.issue)), root=_root(inputs))), inputs


_NAMED = 5
"""A finding lists this many names at most."""


def _outside(inputs: InputTree) -> tuple[Finding, ...]:
    """Report S31: members of an archive whose paths lead out of it."""
    gone = inputs.left_out
    shown = ", ".join(gone[:_NAMED]) + (" …" if len(gone) > _NAMED else "")
    return (finding("S31", Location(inputs.label), "", n=len(gone), names=shown),) if gone else ()


def _unused_publication(reading: Reading, importer: str, inputs: InputTree, options: Options) -> tuple[Finding, ...]:
    """Report EG076: the option names a publication file, but the issue states its own publication."""
    named = options.publication
    if named is None or importer not in _WITH_PUBLICATION:
        return ()
    own = publication_in_tree(inputs) if importer == "native" else None
    if own and inputs.root and named.resolve() == (inputs.root / own).resolve():
        return ()
    span = reading.issue.publication.at
    at = inputs.at(own) if own else span.of() if span else Location(inputs.label)
    return (finding("EG076", at, "publication", named=named.as_posix(), used=posixpath.basename(at.file)),)


def _mapped(reading: Reading) -> Reading:
    """Replace the private-use characters that remain from GB 18030 by the real characters.

    Typed text is replaced on request only. Text that was decoded from GB 18030 may have these characters from the
    codec.
    """
    issue, count = map_leftovers(reading.issue)
    found = (finding("T08", None, "", n=count),) if count else ()
    return replace(reading, issue=issue, findings=(*reading.findings, *found))


def _root(inputs: InputTree) -> str:
    """Return the path by which the photos are found again: the folder or the archive; empty for files in memory."""
    return str(inputs.root) if inputs.root else inputs.label


def _no_copy(_: Issue) -> EarlierCopy:
    return EarlierCopy()


def prepare_issue(
    source: Issue | IssueSource, options: Options, earlier: Callable[[Issue], EarlierCopy] = _no_copy
) -> PreparedIssue:
    """Read, check and complete the issue of a source. Errors are returned as findings.

    Args:
        source: an ``Issue``, or any source that ``read`` accepts.
        options: of the run.
        earlier: with ``revision``, called to find the copy that is corrected.

    Raises:
        OptionsError, SourceError: the source cannot be read at all.
    """
    if isinstance(source, Issue):
        if options.format:  # not used for an issue, but a wrong name is refused
            named_importer(options.format)
        own_issue, removed = admitted(source)
        own_issue = with_distinct_files(own_issue)
        own_issue = with_matching_names(own_issue)
        reading = Reading(issue=own_issue, findings=removed)
        inputs = reopen(own_issue.root, options.encoding) if own_issue.root else InputTree.memory({})
    else:
        reading, inputs = read_source(source, options)
        if any(
            one.code == "EG076" for one in reading.findings
        ):  # style sheets are relative to the issue's own publication
            options = replace(options, publication=None)
    issue, left = _left_out(reading, options.leave_out)
    copy = earlier(issue) if options.revision else EarlierCopy()
    issue, dated = _revised(issue, options, copy)
    own = read_publisher_css(issue.publication, inputs, options)
    style_findings = own.findings(options.theme or issue.publication.theme)
    linted = (*lint_issue(issue, inputs, options), *style_findings)
    found = (*reading.findings, *_asked(reading.notes), *left, *dated, *linted)
    issue, marks = _punctuated(issue, options)
    issue, ads = (issue, ()) if options.keep_ads else without_ads(issue)
    issue = _arranged(issue, options)
    rare, fonts = rare_glyphs(issue, inputs, options), body_fonts(issue, inputs)
    return PreparedIssue(
        issue,
        inputs,
        (*_released(found, options), *marks, *ads, *dict.fromkeys((*rare.findings, *fonts.findings))),
        reading.facts,
        own,
        rare,
        fonts,
        copy,
    )


def with_revision(issue: Issue, text: str) -> Issue:
    """Return the issue with a line about a correction, without a date; unchanged if the text is empty."""
    return replace(issue, revisions=(*issue.revisions, Revision(text=text))) if text else issue


def _revised(issue: Issue, options: Options, copy: EarlierCopy) -> tuple[Issue, tuple[Finding, ...]]:
    """Return the issue with a line about the correction and a new date: now, or one second after the corrected copy.

    Lines about earlier corrections are kept; a line with the same text is not added again. The day is that of the
    newsroom's time zone.

    Raises:
        OptionsError: EG014 no instant is known.
    """
    if not options.revision:
        return issue, ()
    at = options.clock or options.now
    if at is None:
        raise OptionsError(finding("EG014", None, "revision"))
    zone = issue.publication.time_zone
    old = max(copy.modified, modified(issue, None))
    new = stamp(at) if copy.again else max(stamp(at), stamp(datetime.fromisoformat(old) + timedelta(seconds=1)))
    day = (local(at, zone) if zone else instant(at)).date()
    known = {story.id for story in issue.articles}
    earlier = (replace(line, articles=tuple(s for s in line.articles if s in known)) for line in copy.revisions)
    lines = (*issue.revisions, *earlier, Revision(text=options.revision, date=day))
    by_text = {str(line.text): line for line in reversed(lines)}
    kept = tuple(by_text[text] for text in dict.fromkeys(str(line.text) for line in lines))
    told = finding("D13", None, "", now=instant_words(new, zone), modified=instant_words(old, zone))
    return replace(issue, updated=datetime.fromisoformat(new), revisions=kept), () if copy.again else (told,)


def _arranged(issue: Issue, options: Options) -> Issue:
    """Return the issue without expired stories, and with continued stories merged if the publication wants that."""
    issue = without_expired(issue, options.clock or options.now)
    return merge_jumps(issue) if issue.navigation.jumps == "merge" else issue


def _released(found: Iterable[Finding], options: Options) -> Iterator[Finding]:
    """Turn R01 (embargo) and R02 (expired) into errors with ``release_check``; pass on all other findings."""
    for entry in found:
        stops = options.release_check and entry.code in ("R01", "R02")
        yield replace(entry, severity=Severity.ERROR) if stops else entry


_PUNCTUATION = {"normalise": (normalise_issue, "T05"), "smart": (smarten_issue, "T10")}


def _punctuated(issue: Issue, options: Options) -> tuple[Issue, tuple[Finding, ...]]:
    """Return the issue with full-width or typographic punctuation, if wanted; and a finding with the count."""
    asked = options.punctuation or issue.publication.punctuation
    if asked not in _PUNCTUATION:
        return issue, ()
    change, key = _PUNCTUATION[asked]
    changed, counts = change(issue)
    total = sum(count for _, count in counts)
    return changed, (finding(key, None, "", count=total),) if total else ()


_SAID_BY_LINT = ("note.photo", "note.formula")
"""Questions of importers that lint reports as well, as F01 and T09."""


def _asked(notes: Iterable[OpenQuestion]) -> tuple[Finding, ...]:
    """Return the questions of the importer as findings, when no import folder keeps the questions for the editor.

    Questions that a rule of lint reports as well are left out.
    """
    asked = (note for note in notes if note.key not in _SAID_BY_LINT)
    return asked_once(finding(note.row, note.at, note.story, **note.args) for note in asked)


def _left_out(reading: Reading, leave_out: tuple[str, ...]) -> tuple[Issue, tuple[Finding, ...]]:
    """Return the issue without the stories that the user excludes. The importer may have skipped some of them already.

    Raises:
        OptionsError: EG005 no story has this id.
    """
    stories = {story.id: story for story in reading.issue.articles}
    spelled = {comparable(story_id): story_id for story_id in stories}
    leave_out = tuple(spelled.get(comparable(story_id), story_id) for story_id in leave_out)
    skipped = {f.field for f in reading.findings if f.code == "A10"}
    if unknown := [story_id for story_id in leave_out if story_id not in stories and story_id not in skipped]:
        raise OptionsError(*(_unknown_story(story_id, stories) for story_id in unknown))
    kept = tuple(story for story in reading.issue.articles if story.id not in leave_out)
    gone = [stories[story_id] for story_id in leave_out if story_id in stories]
    left = tuple(finding("A10", story.at.of() if story.at else None, story.id, title=story.headline) for story in gone)
    return replace(reading.issue, articles=kept), left


def _unknown_story(story_id: str, stories: Iterable[str]) -> Finding:
    return finding("EG005", None, "", id=story_id, near=near_word(story_id, stories))


def stop_on_errors(findings: tuple[Finding, ...], options: Options, family: type[EpubgenError] = SourceError) -> None:
    """Raise if there are errors, or with ``strict`` also warnings.

    Raises:
        EpubgenError: of the class ``family``, with these findings.
    """
    if fatal := _fatal(findings, options):
        raise family(*fatal)


def _fatal(findings: tuple[Finding, ...], options: Options) -> list[Finding]:
    weights = (Severity.ERROR, Severity.WARNING) if options.strict else (Severity.ERROR,)
    return [f for f in findings if f.severity in weights]
