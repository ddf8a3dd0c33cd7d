# SPDX-License-Identifier: AGPL-3.0-or-later
"""Builds the editions of a prepared issue: prepares photos once, then plans, packs and verifies each edition."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import IO

from epubgen import validation
from epubgen.covers import CoverPicture, make_cover
from epubgen.epub import edition as editions
from epubgen.epub.edition import Edition, PageStyle, SpineDocument, file_name, identifier, page_style
from epubgen.epub.fonts.body_fonts import BodyFonts
from epubgen.epub.fonts.rare_characters import RareCharacters
from epubgen.epub.nav import nav_document, ncx
from epubgen.epub.package import Drafts, Epub
from epubgen.epub.pages import Part, page_part
from epubgen.epub.theme.sheets import Sheet, sheets
from epubgen.errors import (
    CheckFailed,
    Finding,
    Location,
    MediaError,
    OptionsError,
    Report,
    ToolError,
    finding,
)
from epubgen.files.disk_errors import writing
from epubgen.files.targets import EPUB, damage_finding, is_damaged, is_file_name, refuse_foreign
from epubgen.images import Budget, Media, Picture, Target, examine, find_target, prepare
from epubgen.languages.directions import direction
from epubgen.model import Issue
from epubgen.options import Options, WritingMode
from epubgen.pipeline.changed_stories import with_changed_stories
from epubgen.pipeline.prepare import EarlierCopy, PreparedIssue, stop_on_errors, with_revision
from epubgen.startup import dataclass
from epubgen.typesetting import make as make_typesetter

__all__ = [
    "PartBuilder",
    "build_editions",
    "copies_in_place",
    "cover_part",
    "find_build_target",
    "new_findings",
    "photo_findings",
    "picture_part",
    "plan_edition",
    "read_copies",
    "target_path",
    "twin_folder",
    "twin_modes",
]

CSS, NCX, XHTML = "text/css", "application/x-dtbncx+xml", "application/xhtml+xml"
COVER, JPEG = "cover-image", "image/jpeg"


def build_editions(
    prepared: PreparedIssue, target: str | os.PathLike[str] | IO[bytes] | None, variants: Sequence[Options]
) -> list[Epub]:
    """Build an edition for each set of options, all with the same pictures.

    If the largest EPUB exceeds the limit of its target, all are packed again with smaller pictures. Either all files
    are written, or none.

    Args:
        prepared: the issue.
        target: a file, a folder, an open file; ``None`` for the current folder.
        variants: the options of each edition; those of the first decide the target and the photos.
    """
    plans = [plan_edition(prepared, options) for options in variants]
    issue, options = plans[0][0].issue, variants[0]
    for edition, _ in plans:
        if isinstance(place := target_path(target, edition.issue, edition.writing_mode), Path):
            refuse_foreign(place, EPUB, force=options.force)
            if place.is_file():  # a first build does not import the EPUB reader
                validation.refuse_other_issue(place, edition.identifier, force=options.force)
    budget = Budget(find_build_target(issue, options), options.max_size)
    while True:
        with closing(prepare(issue, prepared.inputs, options, budget.profile)) as media:
            stop_on_errors(media.findings, options, MediaError)
            plans = [_with_changes(prepared, plan, media, options) for plan in plans]
            with Drafts() as drafts:  # either all editions are written, or none
                made = [_edition(prepared, plan, target, media, budget, options, drafts) for plan in plans]
                largest = max(epub.size for epub in made)
                if budget.fits(largest):
                    return made
                drafts.discard()
            budget.tighten(largest, media)


def copies_in_place(
    target: str | os.PathLike[str] | IO[bytes] | None, options: Options, *, twins: bool = False
) -> Callable[[Issue], EarlierCopy]:
    """Return a function that reads the EPUBs of an issue in the target folder.

    A correction must be dated later than these copies, and keeps their lines about earlier corrections.
    """

    def look(issue: Issue) -> EarlierCopy:
        first = issue.publication.lines(options.writing_mode)
        modes = twin_modes(issue, first) if twins else (first,)
        corrected = with_revision(issue, options.revision)
        names = {mode: identifier(issue, mode) for mode in modes}
        places = [(target_path(target, each, mode), names[mode]) for each in (corrected, issue) for mode in modes]
        return read_copies(dict.fromkeys((place, name) for place, name in places if isinstance(place, Path)))

    return look


def read_copies(places: Iterable[tuple[Path, str]]) -> EarlierCopy:
    """Return the latest instant, the lines about corrections and the texts of EPUBs of one issue.

    Args:
        places: files, each with the identifier that its EPUB must have; missing and other files are skipped.
    """
    read = [(validation.read_edition(place), name) for place, name in places if place.is_file()]
    found = [text for text, name in read if text and text.identifier == name]
    found.sort(key=lambda text: text.modified, reverse=True)
    lines = next((text.revisions for text in found if text.revisions), ())
    latest = {text.identifier: text.stories for text in reversed(found)}
    return EarlierCopy(found[0].modified if found else "", lines, stories=latest)


def photo_findings(prepared: PreparedIssue, options: Options) -> tuple[Finding, ...]:
    """Return the findings about photos that a build would add to those of lint."""
    return tuple(new_findings(examine(prepared.completed, prepared.inputs, options), prepared.findings))


def twin_modes(issue: Issue, first: WritingMode) -> tuple[WritingMode, WritingMode]:
    """Return the writing modes of an edition and of its twin, the same issue in the other writing mode."""
    return first, issue.publication.lines("vertical-rl") if first == "horizontal-tb" else "horizontal-tb"


def twin_folder(folder: str | os.PathLike[str] | None) -> Path:
    """Return the folder for an edition and its twin, and create it if missing; ``None`` means the current folder.

    Raises:
        OptionsError: EG011 the path is a file, or ends as an EPUB does.
        PackageError: EG020 the folder cannot be created.
    """
    home = Path(folder or ".")
    if home.is_file() or home.suffix.lower() == ".epub":
        raise OptionsError(finding("EG011", Location(home.as_posix()), folder=home.with_suffix("").as_posix()))
    with writing(home):
        home.mkdir(parents=True, exist_ok=True)
    return home


def plan_edition(prepared: PreparedIssue, options: Options) -> tuple[Edition, tuple[Sheet, ...]]:
    """Plan an edition of the issue; return the plan and the style sheets that its pages link.

    Raises:
        OptionsError: EG007, EG012; EG100 the script of the publication cannot be set in vertical lines.
        EditionError: EG010 no story is left.
    """
    issue = prepared.completed
    paper = issue.publication
    mode = paper.lines(options.writing_mode)
    if mode != "horizontal-tb" and direction(paper.language) == "rtl":
        raise OptionsError(finding("EG100", None, "writing_mode", language=paper.language))
    build_target = find_build_target(issue, options)
    theme, own = options.theme or paper.theme, prepared.publisher_css
    glyphs = prepared.rare.sheet(vertical=mode != "horizontal-tb")
    text = prepared.text_fonts.sheet
    own_fonts = [Sheet(name, data) for name, data in (("text-fonts.css", text), ("rare.css", glyphs)) if data]

    def linked(style: PageStyle) -> tuple[Sheet, ...]:
        look = sheets(style.language, style.flow.mode, theme, build_target.name, own, style.flow.runs, style.shape)
        return (*own_fonts, *look)

    stories = sorted({(story.lang or paper.language, story.writing_mode) for story in issue.articles})
    kinds = ((paper.language, ""), *stories)
    styles = dict.fromkeys(page_style(language, mode, paper.language, wish) for language, wish in kinds)
    used = {style: linked(style) for style in styles}
    first, *others = ((style, tuple(f"css/{sheet.name}" for sheet in found)) for style, found in used.items())
    every = dict.fromkeys(sheet for found in used.values() for sheet in found)
    return editions.plan(issue, options, first[1], dict(others)), tuple(every)


def _with_changes(
    prepared: PreparedIssue, plan: tuple[Edition, tuple[Sheet, ...]], media: Media, options: Options
) -> tuple[Edition, tuple[Sheet, ...]]:
    """Return the plan with the changed stories named in the line about its correction."""
    edition, style_sheets = plan
    told = prepared.earlier.stories.get(edition.identifier, {})
    page = PartBuilder(edition, style_sheets, media, prepared.rare, prepared.text_fonts).page
    return with_changed_stories(edition, told, page, options.revision), style_sheets


def _edition(
    prepared: PreparedIssue,
    planned: tuple[Edition, tuple[Sheet, ...]],
    target: str | os.PathLike[str] | IO[bytes] | None,
    media: Media,
    budget: Budget,
    options: Options,
    drafts: Drafts,
) -> Epub:
    """Pack and verify one edition as a draft. All drafts become files together."""
    edition, style_sheets = planned
    place = target_path(target, edition.issue, edition.writing_mode)
    checked: list[Finding] = []
    cover = make_cover(edition, media, prepared.inputs, options)
    stop_on_errors(cover.findings, options, MediaError)
    edition = editions.with_cover(edition, COVER) if cover else edition
    parts = _parts(PartBuilder(edition, style_sheets, media, prepared.rare, prepared.text_fonts), options, cover)
    if isinstance(place, Path) and isinstance(target, (str, os.PathLike)) and place != Path(target):
        with writing(place.parent):
            place.parent.mkdir(parents=True, exist_ok=True)
    epub = drafts.pack(edition, parts, place, _verify(budget, options, checked, place, drafts))
    fresh = (*new_findings(media.findings, prepared.findings), *cover.findings)
    found = (*prepared.findings, *fresh, *checked, *budget.findings(epub.size))
    return replace(
        epub,
        stories=len(edition.issue.articles),
        photos=len({fact.name for fact in media.facts}),
        pictures=media.facts,
        report=Report(findings=found),
        derived=prepared.derived,
        revisions=edition.issue.revisions,
    )


@dataclass(frozen=True)
class PartBuilder:
    """A planned edition with its pictures, which makes each part of the package on request, any number of times."""

    edition: Edition
    style_sheets: tuple[Sheet, ...]
    media: Media
    rare: RareCharacters
    text_fonts: BodyFonts = field(default_factory=BodyFonts)

    def leading(self) -> Iterator[Part]:
        """Yield the parts before the pages: navigation, style sheets, fonts and pictures of rare characters."""
        yield Part(id="nav", href="nav.xhtml", media_type=XHTML, data=nav_document(self.edition), properties=("nav",))
        yield Part(id="ncx", href="toc.ncx", media_type=NCX, data=ncx(self.edition))
        for number, sheet in enumerate(self.style_sheets, start=1):
            yield Part(id=f"css-{number}", href=f"css/{sheet.name}", media_type=CSS, data=sheet.data)
        for name, href, media_type, data in (*self.text_fonts.parts, *self.rare.parts):
            yield Part(id=name, href=href, media_type=media_type, data=data)

    def page(self, document: SpineDocument) -> Part:
        """Make the page of a document in the spine."""
        edition = self.edition
        mode = edition.flow(document).mode
        typeset = partial(make_typesetter, writing_mode=mode, settings=edition.issue.publication.typography)
        return page_part(edition, self.media, document, typeset=typeset, glyphs=self.rare.glyphs)


def picture_part(picture: Picture, number: int = 1) -> Part:
    """Return a prepared picture as a part. Its bytes are not loaded if it is a file."""
    content = picture.path or picture.read()
    return Part(id=f"photo-{number}", href=picture.name, media_type=picture.media_type, data=content)


def cover_part(cover: CoverPicture) -> Part:
    """Return a cover as a part."""
    return Part(id=COVER, href=f"{COVER}.jpg", media_type=JPEG, data=cover.data, properties=("cover-image",))


def _parts(builder: PartBuilder, options: Options, cover: CoverPicture) -> Iterator[Part]:
    """Yield every file of the package, except the package document, in the order of the archive."""
    yield from builder.leading()
    shown: set[str] = set()  # pictures that no page shows are left out, e.g. the nameplate of vertical pages
    documents = builder.edition.documents
    for done, part in enumerate(map(builder.page, documents), start=1):
        shown.update(part.pictures)
        yield part
        options.progress("pages", done, len(documents))
    if cover:
        yield cover_part(cover)
    used = [picture for picture in builder.media.pictures if picture.name in shown]
    yield from (picture_part(picture, number) for number, picture in enumerate(used, start=1))


def new_findings(found: tuple[Finding, ...], known: tuple[Finding, ...]) -> list[Finding]:
    """Return the findings without those that lint reported already: lint, too, looks for the files of photos."""
    said = {(f.code, dict(f.args).get("file")) for f in known}
    return [f for f in found if (f.code, dict(f.args).get("file")) not in said]


def target_path(target: str | os.PathLike[str] | IO[bytes] | None, issue: Issue, mode: str) -> Path | IO[bytes]:
    """Return the file of an edition: the named file, or a file with the default name in the named folder.

    An open file is returned as it is.

    Raises:
        PackageError: EG020.file a file exists where a folder was named.
    """
    if target is None:
        return Path(file_name(issue, mode))
    if isinstance(target, (str, os.PathLike)):
        return Path(target) if is_file_name(target, EPUB.ending) else Path(target) / file_name(issue, mode)
    return target


def find_build_target(issue: Issue, options: Options) -> Target:
    """Return the target of the options, else the first target of the publication.

    Raises:
        OptionsError: EG012 no target has this name.
    """
    paper = issue.publication
    at = paper.at.of("targets[0]") if paper.at and not options.target else None
    return find_target(options.target or "".join(paper.targets[:1]), at)


def _verify(
    budget: Budget, options: Options, checked: list[Finding], place: Path | IO[bytes], drafts: Drafts
) -> Callable[[Path], None]:
    """Return a function that checks a packed file before the file replaces an older one.

    The function compares the file with the older one, and applies all rules with ``check``. A file that is too large is
    not checked, because it is packed again with smaller pictures.
    """

    def verify(path: Path) -> None:
        if not budget.fits(path.stat().st_size):
            return
        if isinstance(place, Path):
            checked.extend(_of_older(place, path, drafts))
        if options.check:
            checked.extend(_verified(path))

    return verify


def _of_older(place: Path, new: Path, drafts: Drafts) -> Iterator[Finding]:
    """Report what changed since the older file. A damaged older file is not compared, but kept under another name."""
    if is_damaged(place, EPUB):
        yield damage_finding(place, drafts.keep_older(place), EPUB)
    elif place.is_file() and (changed := validation.changes(place, new, place)):
        yield changed


def _verified(path: Path) -> tuple[Finding, ...]:
    """Return the findings of a file without errors.

    Raises:
        CheckFailed: the file has errors.
        ToolError: EG070 EPUBCheck did not run.
    """
    report = validation.check_file(path)
    if report.errors:
        raise CheckFailed(*report.errors)
    if missing := [f for f in report.findings if f.code == "EG070"]:
        raise ToolError(*missing)
    return report.findings
