# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules F: photos, checked by their fields and the names of their files. No picture is opened here."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from epubgen.errors import Finding, Location, finding
from epubgen.images.uses import PhotoUse, missing, named_files, nearest, photo_number
from epubgen.languages.picture_words import describes_nothing, repeats_caption
from epubgen.linting.context import LintContext, near, place
from epubgen.linting.people import story_photographers
from epubgen.model.walk import article_photos
from epubgen.startup import regex

_KEPT = (".jpg", ".jpeg", ".jpe", ".jfif", ".png")
_CONVERTED = (".webp", ".gif", ".tif", ".tiff", ".bmp", ".avif")
_PICTURES = (*_KEPT, *_CONVERTED, ".heic", ".heif", ".psd", ".svg", ".jp2")
_CREDIT_IN_CAPTION = regex(
    r"([摄攝绘繪]|摄影|攝影|撮影|提供|供图|供圖|/图|/圖|=写真|＝写真|사진)\s*[）)。]?$"
    r"|\b(photos?|photographs?|picture)( by)?[: ]|©",
    re.IGNORECASE,
)


def files_exist(context: LintContext) -> Iterator[Finding]:
    """F01: the file of each photo exists."""
    if context.inputs is None:
        return
    for shown in context.photos:
        if _missing(context, shown):
            name = context.inputs.resolve("", shown[0].photo.file) or ""
            key, facts = missing(shown[0], name, context.inputs)
            yield _about(key, shown, **facts)


def photo_stories_have_photos(context: LintContext) -> Iterator[Finding]:
    """F01: a photo story has a photo, even when the importer found only its caption."""
    for story in context.printed_stories:
        if story.kind == "photo" and story.body and not any(article_photos(story)):
            yield context.about("F01.story", story, "photos", title=story.headline, id=story.id)


def alternatives_exist(context: LintContext) -> Iterator[Finding]:
    """F02: each photo has a text alternative, for readers who cannot see it. The nameplate uses the title instead."""
    for shown in _present(context):
        if not _plain(shown) and not any(use.photo.alt.strip() for use in shown) and not _nameplate(shown):
            yield _about("F02", shown)


def alternatives_add(context: LintContext) -> Iterator[Finding]:
    """F03: a text alternative repeats the caption, so that listeners hear the same twice."""
    for shown in context.photos:
        said = [use for use in shown if repeats_caption(use.photo.alt, use.photo.caption)]
        said = [use for use in said if not describes_nothing(use.photo.alt, use.photo.file)]  # F23 says it
        if said:
            yield _about("F03", (said[0],))


def alternatives_describe(context: LintContext) -> Iterator[Finding]:
    """F23: a text alternative is only a file name, the word for a picture or one character; it counts as none."""
    for shown in context.photos:
        said = [use for use in shown if describes_nothing(use.photo.alt, use.photo.file) and not use.photo.decorative]
        if said:
            yield _about("F23", (said[0],), alt=" ".join(said[0].photo.alt.split()))


def credits_exist(context: LintContext) -> Iterator[Finding]:
    """F04: a photo names its photographer: in its credit, in its caption, or among the credits of the story."""
    signed = {story.id for story in context.stories if story_photographers(story)}
    for shown in _present(context):
        credited = any(use.photo.credit or _CREDIT_IN_CAPTION.search(use.photo.caption) for use in shown)
        if not credited and not _nameplate(shown) and not _plain(shown) and shown[0].owner not in signed:
            yield _about("F04", shown)


def focal_points_lie_inside(context: LintContext) -> Iterator[Finding]:
    """F06: a focal point lies inside the picture."""
    for use in context.uses:
        focal = use.photo.focal
        if focal and not all(0 <= part <= 1 for part in focal):
            at = place(use.photo.at, "focal")
            yield finding("F06", at, f"{use.path}.focal", value=f"{focal[0]:g} {focal[1]:g}")


def formats_fit(context: LintContext) -> Iterator[Finding]:
    """F07: photos that the build will convert, by the endings of their names."""
    for shown in context.photos:
        ending = posixpath.splitext(shown[0].photo.file)[1].lower()
        if ending in _CONVERTED and shown[0].photo.data is None:
            yield _about("F07", shown, format=ending.lstrip(".").upper())


def files_are_used(context: LintContext) -> Iterator[Finding]:
    """F08: a picture in the folder ``photos`` that the issue does not show, and a sidecar without a photo."""
    if context.inputs is None or context.inputs.entry:
        return
    names = context.inputs.under(posixpath.join(context.inputs.base, "photos"))
    pictures = {name for name in names if posixpath.splitext(name)[1].lower() in _PICTURES}
    used = {context.inputs.resolve("", file) for file in named_files(context.issue)}
    named = [*context.absent, context.issue.publication.cover.file]
    lost = [name for file in named if (name := context.inputs.resolve("", file)) and not context.inputs.has(name)]
    used |= {nearest(name, context.inputs) for name in lost}  # F01.near and F22.file.near name it
    for name in sorted(pictures - used):
        yield _unused(context, name, context.inputs.at(name))
    stems = {posixpath.splitext(name)[0] for name in pictures}
    for name in names:
        stem, ending = posixpath.splitext(name)
        if ending == ".yaml" and stem not in stems:
            guess = near(posixpath.basename(stem), [posixpath.basename(other) for other in stems])
            yield finding("F08.sidecar", context.inputs.at(name), "", file=posixpath.basename(name), near=guess)


def _unused(context: LintContext, name: str, at: Location) -> Finding:
    """Make F08 with the line to type, and with the files of stories that have the number of the photo."""
    said = photo_number(name)
    files = [
        (story, story.at.file)
        for story in context.stories
        if said and story.at and (place := photo_number(story.at.file)) and place.key == said.key
    ]
    facts = {"file": posixpath.basename(name), "path": f"../photos/{posixpath.basename(name)}"}
    if not files:
        return finding("F08", at, "", **facts)
    story, file = files[0]
    facts["path"] = posixpath.relpath(at.file, posixpath.dirname(file) or ".")
    stories = " / ".join(file for _, file in files)
    return finding("F08.more" if story.photos else "F08.story", at, "", **facts, story=stories)


def _present(context: LintContext) -> Iterator[tuple[PhotoUse, ...]]:
    """Return the uses of each photo whose file exists; for a missing one F01 is enough."""
    return (shown for shown in context.photos if not _missing(context, shown))


def _missing(context: LintContext, shown: tuple[PhotoUse, ...]) -> bool:
    photo = shown[0].photo
    return photo.data is None and photo.file in context.absent


def _about(key: str, shown: tuple[PhotoUse, ...], /, **facts: object) -> Finding:
    """Make a finding about a photo, with the arguments that findings of ``images`` have."""
    first = shown[0]
    owners = ", ".join(dict.fromkeys(use.owner for use in shown))
    return finding(key, first.at, first.path, file=first.photo.file or first.path, use=owners, **facts)


def _nameplate(shown: tuple[PhotoUse, ...]) -> bool:
    return all(use.path == "publication.nameplate" for use in shown)


def _plain(shown: tuple[PhotoUse, ...]) -> bool:
    return all(use.photo.decorative for use in shown)
