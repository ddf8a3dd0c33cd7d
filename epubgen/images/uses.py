# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds every photo that an issue uses, at any depth of its text."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator

from epubgen.errors import Location
from epubgen.files.input_tree import InputTree
from epubgen.messages import near_word
from epubgen.model import Ad, Article, Issue, Page, Photo
from epubgen.model.lead import section_lead
from epubgen.model.walk import article_photos, instances
from epubgen.startup import dataclass, regex

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
    """A photo and the place that shows it."""

    photo: Photo
    owner: str
    """Id of the story, section or publication that shows the photo."""
    path: str
    """The field that holds the photo, such as ``body[3].items[0]``."""

    @property
    def at(self) -> Location | None:
        """Return where the input names the photo."""
        if self.photo.at is None:
            return None
        return self.photo.at.of("facsimile" if self.path.endswith("facsimile") else "file")


def uses(issue: Issue, *, ads: bool = False) -> Iterator[PhotoUse]:
    """Yield every use of a photo, in the order of the issue; photos of advertisements only with ``ads``."""
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
    """Return the picture of a printed page as a photo. It is decorative, because the stories have the same text."""
    return Photo(file=page.facsimile, decorative=True, width="full", at=page.at)


def nearest(name: str, inputs: InputTree) -> str:
    """Return the file of the input whose name is closest to the name of a missing photo; empty if none is close."""
    candidates = [file for file in inputs.names if not file.endswith((".md", ".yaml"))]
    return near_word(name, candidates)


def missing(use: PhotoUse, name: str, inputs: InputTree) -> tuple[str, dict[str, str]]:
    """Return the key and the facts of the finding about a missing photo: the line to type, or where to put the file."""
    if inputs.is_device(name):
        return "F01.device", {}
    near = nearest(name, inputs)
    if not near:
        return "F01", {"place": inputs.at(name).file}
    place = use.at.file if use.at else ""
    inside = place.removeprefix(f"{inputs.label}/") if inputs.label else place
    return "F01.near", {"line": _line(use.path, posixpath.relpath(near, posixpath.dirname(inside) or "."))}


def missing_cover(file: str, inputs: InputTree) -> tuple[str, dict[str, str]]:
    """Return the key and the facts of the finding about a missing picture of the cover."""
    near = nearest(inputs.resolve("", file) or file, inputs) if file else ""
    return ("F22.file.near", {"file": file, "near": near}) if near else ("F22.file", {"file": file or "?"})


def _line(path: str, file: str) -> str:
    """Return the line that an editor types to show a file in that field."""
    field = re.split(r"[.\[]", path.removeprefix("publication."))
    name = next((word for word in ("lead_photo", "photos", "nameplate", "image") if word in field[:1] + field[-1:]), "")
    return f"{name}: {file}" if name and field[0] != "body" else f"![]({file})"


def _of_story(story: Article, ads: bool) -> Iterator[PhotoUse]:
    if story.withdrawn:  # only its notice is shown
        return
    for name in ("lead_photo", "photos", "body", "footnotes"):
        yield from _walk(getattr(story, name), story.id, name, ads)


def _walk(value: object, owner: str, path: str, ads: bool) -> Iterator[PhotoUse]:
    for photo, where in instances(value, Photo, path, () if ads else (Ad,)):
        yield PhotoUse(photo, owner, where)


def named_files(issue: Issue) -> Iterator[str]:
    """Yield every file that the issue names, also those of drafts, advertisements and facsimiles."""
    yield from (use.photo.file for use in uses(issue, ads=True))
    for story in issue.articles:
        yield from (photo.file for photo in article_photos(story))  # includes withdrawn stories
    yield from (name for page in issue.pages for name in (page.facsimile, page.pdf) if name)
    if issue.publication.cover.file:
        yield issue.publication.cover.file


_NAME = regex(r"(?P<page>[A-Za-z]{0,2}\d{1,3})[-_](?P<story>\d{1,2})(?:[-_](?P<number>\d{1,2}))?(?:[-_ ]\D.*)?")
_PICTURES = (".jpg", ".jpeg", ".jpe", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp", ".avif", ".heic", ".heif")


@dataclass(frozen=True, slots=True)
class PhotoNumber:
    """A photo by printed page, number of the story on the page, and number of the photo in the story."""

    page: str
    story: int
    number: int = 1

    @property
    def key(self) -> tuple[str, int]:
        """Return page and story number."""
        return self.page, self.story


def photo_number(name: str) -> PhotoNumber | None:
    """Return the number in a file name or story id, such as ``A03-2-1``; ``None`` if the name has no such number."""
    found = _NAME.fullmatch(stem(name))
    return PhotoNumber(page_number(found["page"]), int(found["story"]), int(found["number"] or 1)) if found else None


def page_number(page: str) -> str:
    """Return a page number in one form: ``01`` becomes ``1``, ``a03`` becomes ``A3``."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", page.upper())


def stem(name: str) -> str:
    """Return the file name without folder and extension; full-width digits become ASCII digits."""
    return unicodedata.normalize("NFKC", posixpath.splitext(posixpath.basename(name))[0]).strip()


def is_picture(name: str) -> bool:
    """Return whether the extension of a file is that of a picture."""
    return posixpath.splitext(name)[1].lower() in _PICTURES


def leads(issue: Issue) -> Iterator[Photo]:
    """Yield the first photo of the leading story of each section. Briefs are skipped."""
    for section in issue.sections:
        story = section_lead(issue, section)
        if story and story.priority != "brief":
            yield from list(article_photos(story))[:1]
