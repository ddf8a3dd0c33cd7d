# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where encoded pictures lie: in the cache of the user, else in a temporary spool; filed by content, written whole."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import PIL

from epubgen.files.atomic import write_whole
from epubgen.files.disk_errors import reason
from epubgen.files.sealed_json import UNUSABLE, sealed, unsealed
from epubgen.images.encode import MEDIA_TYPES, Encoded
from epubgen.images.hash_cache import NOTES
from epubgen.images.media import Picture
from epubgen.images.profile import Profile
from epubgen.patterns import regex

__all__ = [
    "CacheFacts",
    "cache_facts",
    "clear_cache",
    "trim_cache",
]

RECIPE = "3"
"""Raised when the same source and profile would give other bytes than before."""
WHOLE = "whole"
"""The folder of the cache that remembers which photos can be decoded: an empty file for each."""
SPOOL = ".build-"
"""Folders of builds that run now, inside the cache."""


class PictureStore:
    """The encoded pictures of one build: a folder that is removed when it is closed or forgotten.

    With a cache, the folder lies inside it and pictures stand in both by hard links: nothing that another build or
    ``epubgen cache clear`` removes is missed here. A cache that cannot be written is done without.
    """

    def __init__(self, cache: Path | None) -> None:
        self.cache, self.problem = cache, ""
        self.folder = self._spool()
        self._remove = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self.stored = 0
        """Bytes that this build added to the cache."""
        self._made: dict[str, tuple[Picture, bool]] = {}

    def _spool(self) -> Path:
        if self.cache is not None:
            try:
                self.cache.mkdir(parents=True, exist_ok=True)
                return Path(tempfile.mkdtemp(prefix=SPOOL, dir=self.cache))
            except OSError as error:
                self.cache, self.problem = None, reason(error)
        return Path(tempfile.mkdtemp(prefix="epubgen-"))

    def close(self) -> None:
        """Remove the folder. What the cache holds stays."""
        self._remove()

    def recall(self, key: str) -> tuple[Picture, bool] | None:
        """The picture filed under a key and whether its source moves; nothing when absent, harmed or unreadable."""
        if self.cache is None or key in self._made:
            return self._made.get(key)
        try:
            card = unsealed(key, self._card(key))
            held = self.folder / f"{key}.{_ending(card['extension'])}"
            if not held.exists():  # two photos may have one key
                os.link(self._kept(key, held), held)
            picture = _checked(_picture(held, **card["picture"]))
            if not _whole(picture):
                held.unlink()
                return None
            os.utime(self._card(key))  # the least recently used one leaves the cache first
            self._made[key] = picture, card["moving"] is True
        except UNUSABLE:
            return None
        return self._made[key]

    def store(self, key: str, made: Encoded) -> Picture:
        """Keep a picture; the cache gets its bytes first, then the card that vouches for them.

        Raises:
            OSError: the folder cannot be written.
        """
        digest = hashlib.sha256(made.data).hexdigest()
        facts = {
            "name": f"photos/{digest[:16]}.{made.extension}",
            "media_type": MEDIA_TYPES[made.extension],
            "width": made.width,
            "height": made.height,
            "sha256": digest,
            "size": len(made.data),
            "quality": made.quality,
        }
        held = self.folder / f"{key}.{made.extension}"
        write_whole(held, made.data)
        card = {"picture": facts, "extension": made.extension, "moving": made.moving}
        if self.cache is not None:
            with suppress(OSError):  # the picture is safe; the next build encodes it again
                self._keep(key, held, sealed(key, card))
        self._made[key] = _picture(held, **facts), made.moving
        return self._made[key][0]

    def _keep(self, key: str, held: Path, card: bytes) -> None:
        kept = self._kept(key, held)
        kept.parent.mkdir(exist_ok=True)
        twin = held.with_suffix(".link")
        os.link(held, twin)
        twin.replace(kept)
        twin.unlink(missing_ok=True)  # renaming a link onto another one of the same file leaves both
        write_whole(self._card(key), card)
        self.stored += held.stat().st_size

    def _card(self, key: str) -> Path:
        return (self.cache or self.folder) / key[:2] / f"{key}.json"

    def _kept(self, key: str, held: Path) -> Path:
        return (self.cache or self.folder) / key[:2] / held.name


def _ending(extension: str) -> str:
    """The ending of a picture; KeyError: no picture of ours has it."""
    return extension if MEDIA_TYPES[extension] else ""


_NAME = regex(r"photos/[0-9a-f]{16}\.[a-z]{3,4}", re.ASCII)


def _checked(picture: Picture) -> Picture:
    """The picture, if what its card says of it can be true.

    Raises:
        ValueError: it cannot.
    """
    ending = picture.name.rpartition(".")[2]
    named = _NAME.fullmatch(picture.name) and picture.media_type == MEDIA_TYPES.get(ending)
    numbers = (picture.width, picture.height, picture.size)
    if not named or not all(type(number) is int and number > 0 for number in numbers):
        raise ValueError("no card of a picture")
    return picture


def picture_key(digest: bytes, profile: Profile) -> str:
    """What an encoded picture depends on: SHA-256 of the source, profile, the version of Pillow, and our own recipe."""
    recipe = json.dumps([RECIPE, PIL.__version__, asdict(profile)], sort_keys=True)
    return hashlib.sha256(digest + recipe.encode()).hexdigest()


def _picture(path: Path, **facts: object) -> Picture:
    return Picture(path=path, **facts)  # type: ignore[arg-type]  # a wrong card is caught by its hash


def _whole(picture: Picture) -> bool:
    """Whether a picture is a file of the bytes that its card vouches for: no link, no pipe, nothing larger."""
    facts = picture.path.lstat() if picture.path else None
    if facts is None or not stat.S_ISREG(facts.st_mode) or facts.st_size != picture.size:
        return False
    return hashlib.sha256(picture.read()).hexdigest() == picture.sha256


RECENT = 3600
"""Seconds: what was used so shortly before the newest entry stays, for a build may be running."""
_KEEP = 0.9
"""A cache that is over its limit is cut to this share of it, so that not every build has to cut."""
_FOLDER_NAME = 2


@dataclass(frozen=True, slots=True)
class CacheFacts:
    """What a cache holds."""

    folder: Path
    photos: int
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class _CacheEntry:
    used: float
    size: int
    files: tuple[Path, ...]
    """The card first: what loses it is no longer found."""


def cache_facts(folder: Path) -> CacheFacts:
    """How many photos a cache holds, and their bytes."""
    entries = list(_entries(folder))
    return CacheFacts(folder, len(entries), sum(entry.size for entry in entries))


def clear_cache(folder: Path) -> CacheFacts:
    """Empty a cache; builds that run keep their pictures. Gives what was removed."""
    removed = cache_facts(folder)
    for entry in _entries(folder):
        _drop(entry)
    with suppress(OSError):
        (folder / NOTES).unlink(missing_ok=True)
    shutil.rmtree(folder / WHOLE, ignore_errors=True)
    return removed


def trim_cache(folder: Path, limit: int) -> None:
    """Remove what was used least recently until the cache keeps its limit; never raises."""
    with suppress(OSError):
        entries = sorted(_entries(folder), key=lambda entry: entry.used)
        total = sum(entry.size for entry in entries)
        if total <= limit or not entries:
            return
        settled = entries[-1].used - RECENT
        for entry in entries:
            if total <= limit * _KEEP or entry.used >= settled:
                break
            _drop(entry)
            total -= entry.size
        _sweep(folder, settled)


def _entries(folder: Path) -> Iterator[_CacheEntry]:
    for shard in folder.glob("?" * _FOLDER_NAME):
        by_key: dict[str, list[Path]] = {}
        for file in shard.iterdir() if shard.is_dir() else ():
            by_key.setdefault(file.stem, []).append(file)
        for files in by_key.values():
            with suppress(OSError):  # another build may be cutting, too
                facts = [file.stat() for file in files]
                cards_first = tuple(sorted(files, key=lambda file: file.suffix != ".json"))
                yield _CacheEntry(max(f.st_mtime for f in facts), sum(f.st_size for f in facts), cards_first)


def _drop(entry: _CacheEntry) -> None:
    for file in entry.files:
        with suppress(OSError):
            file.unlink(missing_ok=True)


def _sweep(folder: Path, settled: float) -> None:
    """Remove what killed builds left."""
    for left in folder.glob(f"{SPOOL}*"):
        if left.stat().st_mtime < settled:
            shutil.rmtree(left, ignore_errors=True)
