# SPDX-License-Identifier: AGPL-3.0-or-later
"""Completes the photos of a native issue: paths, sidecars, and photos that belong to a story by their number alone.

Paths become names within the tree. A sidecar fills the fields that a use leaves empty. A file such as
``photos/01-05.jpg`` that no story names goes to the story with this number if the story has no photo.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import field, fields, replace
from typing import TypeVar

from epubgen.errors import EpubgenError, Finding, Location, finding
from epubgen.files.input_tree import InputTree
from epubgen.images.embedded_metadata import names_of, origin_of_words, with_embedded_metadata
from epubgen.images.uses import is_picture, named_files, photo_number
from epubgen.markup.picture_addresses import picture_address
from epubgen.model import Article, Issue, Page, Photo, Publication, SourceSpan
from epubgen.model.walk import article_photos, issue_photos
from epubgen.serialization import decode_photo, with_photos
from epubgen.startup import dataclass

__all__ = ["Photos", "with_distinct_files", "with_loose_photos"]

T = TypeVar("T")


@dataclass(slots=True)
class Photos:
    """Completes every photo of a value. Findings are collected; each sidecar is read once."""

    inputs: InputTree
    encoding: str = ""
    language: str = ""
    """Of the publication: it tells the encoding of old captions in photo files."""
    findings: list[Finding] = field(default_factory=list)
    _sidecars: dict[str, Photo | None] = field(default_factory=dict)

    def complete(self, value: T, name: str) -> T:
        """Return a value read from file ``name``, with each of its photos completed."""
        return with_photos(value, lambda photo: self.photo(photo, name))

    def publication(self, value: Publication, name: str) -> Publication:
        """Return the publication with the paths of its nameplate, cover, style sheets and fonts."""
        self.language = value.language
        place = value.at or SourceSpan(self.inputs.at(name).file)
        nameplate = self.photo(value.nameplate, name, own_words=False) if value.nameplate else None
        cover = replace(value.cover, file=self._path(value.cover.file, name, place, "cover.file"))
        css = tuple(self._path(path, name, place, f"css[{index}]") for index, path in enumerate(value.css))
        fonts = tuple(self._path(path, name, place, f"fonts[{index}]") for index, path in enumerate(value.fonts))
        body_fonts = tuple(
            replace(font, file=self._path(font.file, name, place, f"body_fonts[{index}]"))
            for index, font in enumerate(value.body_fonts)
        )
        return replace(value, nameplate=nameplate, cover=cover, css=css, fonts=fonts, body_fonts=body_fonts)

    def issue(self, value: Issue, name: str) -> Issue:
        """Return the issue with its own photos, those of its stories, and the facsimiles of its pages completed."""
        return replace(self.complete(value, name), pages=tuple(self._page(page, name) for page in value.pages))

    def _page(self, page: Page, name: str) -> Page:
        place = page.at or SourceSpan(self.inputs.at(name).file)
        pdf = self._path(page.pdf, name, place, "pdf")
        return replace(page, facsimile=self._path(page.facsimile, name, place, "facsimile") or pdf, pdf=pdf)

    def _path(self, written: str, name: str, place: SourceSpan, path: str) -> str:
        """Return the name in the tree of the file that ``written`` means in file ``name``."""
        return self._inside(self.inputs.resolve(name, written), place.of(path), path, written) if written else ""

    def photo(self, photo: Photo, name: str, *, own_words: bool = True) -> Photo:
        """Complete one photo that file ``name`` names."""
        place = photo.at or SourceSpan(self.inputs.at(name).file)
        found = self._path(photo.file, name, place, "file")
        use = replace(photo, file=found)
        if use.focal and not all(0 <= part <= 1 for part in use.focal):
            self.findings.append(finding("F06", place.of("focal"), "focal", value=" ".join(map(str, use.focal))))
        sidecar = self._sidecar(found)
        known = _overlaid(use, sidecar) if sidecar else use
        return self._with_own_words(known) if own_words else known

    def _with_own_words(self, photo: Photo) -> Photo:
        """Return the photo with the caption and credit embedded in its file, where the newsroom wrote none."""
        if photo.decorative or (photo.caption and photo.credit) or photo.data is not None:
            return photo
        with self.inputs.open_or_empty(photo.file) as file:
            known = with_embedded_metadata(photo, file, self.language)
        if key := origin_of_words(photo, known):
            at = photo.at.of() if photo.at else self.inputs.at(photo.file)
            self.findings.append(finding(key, at, "", file=photo.file, caption=known.caption, credit=names_of(known)))
        return known

    def _inside(self, found: str | None, at: Location, path: str, written: str) -> str:
        if found is None:
            self.findings.append(finding("S08", at, path, path=written))
        return found or written

    def _sidecar(self, file: str) -> Photo | None:
        name = posixpath.splitext(file)[0] + ".yaml"
        if file not in self._sidecars:
            self._sidecars[file] = self._read(name, file) if self.inputs.has(name) else None
        return self._sidecars[file]

    def _read(self, name: str, file: str) -> Photo | None:
        try:
            text = self.inputs.text(name, self.encoding)
        except EpubgenError as error:
            self.findings += error.findings
            return None
        photo, findings = decode_photo(text, self.inputs.at(name), file)
        self.findings += findings
        return photo


def with_distinct_files(issue: Issue) -> Issue:
    """Return the issue with a separate file for each picture address.

    Files are named by the last part of the address. Stories read from separate HTML may each have a ``photo.jpg`` from
    different addresses.
    """
    addresses: dict[str, set[str]] = {}
    for photo in issue_photos(issue):
        if photo.url and photo.data is None:
            addresses.setdefault(photo.file, set()).add(photo.url)

    def told_apart(photo: Photo) -> Photo:
        address = picture_address(photo.url) if len(addresses.get(photo.file, ())) > 1 else None
        if address is None or photo.data is not None or posixpath.basename(photo.file) != address.file:
            return photo
        return replace(photo, file=posixpath.join(posixpath.dirname(photo.file), address.distinct))

    return with_photos(issue, told_apart)


def _overlaid(use: Photo, sidecar: Photo) -> Photo:
    """Return the photo of a use. Fields that the use leaves empty come from the sidecar."""
    said = {path for path, _, _ in use.at.fields} if use.at else set()
    names = [f.name for f in fields(Photo) if f.compare and f.name != "file" and f.name not in said]
    silent = [name for name in names if getattr(use, name) == getattr(_BLANK, name)]
    return replace(use, **{name: getattr(sidecar, name) for name in silent})


_BLANK = Photo(file="")


Filed = tuple[str, Article]
"""A story and the name of its file."""


def with_loose_photos(stories: Sequence[Filed], issue: Issue, photos: Photos) -> list[Filed]:
    """Return the stories; each story without a photo gets the photos with its number.

    ``photos/01-05.jpg``, ``01-05-2.jpg``.

    A number that several stories share gives no photo; lint asks which story is meant (F08).
    """
    used = set(named_files(replace(issue, articles=tuple(story for _, story in stories))))
    files = photos.inputs.under(posixpath.join(photos.inputs.base, "photos"))
    loose = [name for name in files if is_picture(name) and name not in used and photo_number(name)]
    keys = [_key(name) for name, _ in stories] if loose else []
    return [
        (name, story)
        if not loose or any(article_photos(story)) or keys.count(_key(name)) != 1
        else (name, _given(story, name, list(_of(name, loose)), photos))
        for name, story in stories
    ]


def _key(name: str) -> tuple[str, int] | None:
    found = photo_number(name)
    return found.key if found else None


def _of(story: str, loose: Sequence[str]) -> Iterator[str]:
    """Return the photos with the number of a story, in order."""
    numbered = [(found.number, name) for name in loose if (found := photo_number(name)) and found.key == _key(story)]
    yield from (name for _, name in sorted(numbered))


def _given(story: Article, file: str, names: Sequence[str], photos: Photos) -> Article:
    taken = []
    for name in names:
        facts = {"file": posixpath.basename(name), "story": story.id, "title": story.headline}
        photos.findings.append(finding("F16", photos.inputs.at(name), story.id, **facts))
        taken.append(photos.photo(Photo(file=posixpath.relpath(name, posixpath.dirname(file) or ".")), file))
    return replace(story, lead_photo=taken[0], photos=tuple(taken[1:])) if taken else story
