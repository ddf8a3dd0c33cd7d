# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where an issue uses photos: every one, however deep it stands in a body."""

from __future__ import annotations

import difflib
import posixpath
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from epubgen.errors import Location
from epubgen.files.input_tree import InputTree
from epubgen.model import Ad, Article, Issue, Page, Photo
from epubgen.model.lead import section_lead
from epubgen.model.walk import article_photos, instances
from epubgen.patterns import regex

__all__ = [
    "PhotoNumber",
    "is_picture",
    "leads",
    "page_number",
    "photo_number",
    "stem",
]


@dataclass(frozen=True, slots=True)
class PhotoUse:
    """A photo in its place."""

    photo: Photo
    owner: str
    """Id of the story, section or publication that shows it."""
    path: str
    """The field that holds it: ``body[3].items[0]``."""

    @property
    def at(self) -> Location | None:
        """Where the photo is named in the input."""
        if self.photo.at is None:
            return None
        return self.photo.at.of("facsimile" if self.path.endswith("facsimile") else "file")


def uses(issue: Issue, *, ads: bool = False) -> Iterator[PhotoUse]:
    """Every use of a photo, in the order of the issue; those of advertisements only when these are kept."""
    yield from _walk(issue.publication.nameplate, issue.publication.id, "publication.nameplate", ads)
    for number, section in enumerate(issue.sections):
        yield from _walk(section.image, section.id, f"sections[{number}].image", ads)
    for story in issue.articles:
        yield from _of_story(story, ads)
    for number, correction in enumerate(issue.corrections):
        yield from _walk(correction.body, correction.article or "corrections", f"corrections[{number}].body", ads)
    yield from _walk(issue.notices, "notices", "notices", ads)
    for number, free in enumerate(issue.publication.free_pages):
        yield from _walk(free.body, free.title, f"publication.free_pages[{number}].body", ads)
    if issue.navigation.facsimiles:
        for number, page in enumerate(issue.pages):
            if page.facsimile:
                yield PhotoUse(facsimile(page), f"page-{page.number}", f"pages[{number}].facsimile")


def facsimile(page: Page) -> Photo:
    """The picture of a printed page. The stories stand beside it in text: for those who listen it says nothing new."""
    return Photo(file=page.facsimile, decorative=True, width="full", at=page.at)


def nearest(name: str, inputs: InputTree) -> str:
    """The file of the tree that was probably meant by the name of a missing photo; empty when none is close."""
    candidates = [file for file in inputs.names if not file.endswith((".md", ".yaml"))]
    return "".join(difflib.get_close_matches(name, candidates, n=1))


def missing(use: PhotoUse, name: str, inputs: InputTree) -> tuple[str, dict[str, str]]:
    """Key and facts of the finding about a photo that is not there: the line to type instead, or where to put it."""
    if inputs.is_device(name):
        return "F01.device", {}
    near = nearest(name, inputs)
    if not near:
        return "F01", {"place": inputs.at(name).file}
    place = use.at.file if use.at else ""
    inside = place.removeprefix(f"{inputs.label}/") if inputs.label else place
    return "F01.near", {"line": _line(use.path, posixpath.relpath(near, posixpath.dirname(inside) or "."))}


def missing_cover(file: str, inputs: InputTree) -> tuple[str, dict[str, str]]:
    """Key and facts of the finding about a picture of the cover that is not there."""
    near = nearest(inputs.resolve("", file) or file, inputs) if file else ""
    return ("F22.file.near", {"file": file, "near": near}) if near else ("F22.file", {"file": file or "?"})


def _line(path: str, file: str) -> str:
    """What an editor types for a photo in that field."""
    field = re.split(r"[.\[]", path.removeprefix("publication."))
    name = next((word for word in ("lead_photo", "photos", "nameplate", "image") if word in field[:1] + field[-1:]), "")
    return f"{name}: {file}" if name and field[0] != "body" else f"![]({file})"


def _of_story(story: Article, ads: bool) -> Iterator[PhotoUse]:
    if story.withdrawn:  # a notice stands in its place
        return
    for name in ("lead_photo", "photos", "body", "footnotes"):
        yield from _walk(getattr(story, name), story.id, name, ads)


def _walk(value: object, owner: str, path: str, ads: bool) -> Iterator[PhotoUse]:
    for photo, where in instances(value, Photo, path, () if ads else (Ad,)):
        yield PhotoUse(photo, owner, where)


def named_files(issue: Issue) -> Iterator[str]:
    """Every file that the issue names, those of drafts, ads and facsimiles too."""
    yield from (use.photo.file for use in uses(issue, ads=True))
    for story in issue.articles:
        yield from (photo.file for photo in article_photos(story))  # those of a withdrawn story too
    yield from (name for page in issue.pages for name in (page.facsimile, page.pdf) if name)
    if issue.publication.cover.file:
        yield issue.publication.cover.file


_NAME = regex(r"(?P<page>[A-Za-z]{0,2}\d{1,3})[-_](?P<story>\d{1,2})(?:[-_](?P<number>\d{1,2}))?(?:[-_ ]\D.*)?")
_PICTURES = (".jpg", ".jpeg", ".jpe", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp", ".avif", ".heic", ".heif")


@dataclass(frozen=True, slots=True)
class PhotoNumber:
    """A story by its page and its place on it, and which of its photos is meant."""

    page: str
    story: int
    number: int = 1

    @property
    def key(self) -> tuple[str, int]:
        """The story alone."""
        return self.page, self.story


def photo_number(name: str) -> PhotoNumber | None:
    """What a file, or the id of a story, is numbered; ``None`` when its name says nothing of the kind."""
    found = _NAME.fullmatch(stem(name))
    return PhotoNumber(page_number(found["page"]), int(found["story"]), int(found["number"] or 1)) if found else None


def page_number(page: str) -> str:
    """``01`` and ``1``, ``A3`` and ``a03`` are one page."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", page.upper())


def stem(name: str) -> str:
    """The name without folder and ending; full-width digits count as digits."""
    return unicodedata.normalize("NFKC", posixpath.splitext(posixpath.basename(name))[0]).strip()


def is_picture(name: str) -> bool:
    """Whether a file is a picture by its ending."""
    return posixpath.splitext(name)[1].lower() in _PICTURES


def leads(issue: Issue) -> Iterator[Photo]:
    """The first photo of the story that leads each section."""
    for section in issue.sections:
        story = section_lead(issue, section)
        if story and story.priority != "brief":
            yield from list(article_photos(story))[:1]
