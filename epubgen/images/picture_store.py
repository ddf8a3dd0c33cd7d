# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stores encoded pictures in the user's cache or in a temporary folder.

Each file is named by its key, written atomically.
"""

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
from dataclasses import asdict
from pathlib import Path

import PIL

from epubgen.files.atomic import write_whole
from epubgen.files.disk_errors import reason
from epubgen.files.sealed_json import UNUSABLE, sealed, unsealed
from epubgen.images.encode import MEDIA_TYPES, Encoded
from epubgen.images.hash_cache import NOTES
from epubgen.images.media import Picture
from epubgen.images.profile import Profile
from epubgen.startup import dataclass, regex

__all__ = [
    "CacheFacts",
    "cache_facts",
    "clear_cache",
    "trim_cache",
]

RECIPE = "3"
"""Increase this number when the same source and profile give other bytes than before."""
WHOLE = "whole"
"""Folder of the cache that marks photos that can be decoded; it holds an empty file for each."""
SPOOL = ".build-"
"""Prefix of the folders of running builds, inside the cache."""


class PictureStore:
    """The encoded pictures of one build, in a folder that is removed on close or on garbage collection.

    With a cache, the folder is inside the cache, and each picture is in both by a hard link. So a build does not lose
    pictures that another build or ``epubgen cache clear`` removes. A cache that cannot be written is not used.
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
        """Remove the folder. Pictures in the cache stay."""
        self._remove()

    def recall(self, key: str) -> tuple[Picture, bool] | None:
        """Return the stored picture of a key, and whether its source is animated.

        ``None`` if absent, damaged or unreadable.
        """
        if self.cache is None or key in self._made:
            return self._made.get(key)
        try:
            card = unsealed(key, self._card(key))
            held = self.folder / f"{key}.{_ending(card['extension'])}"
            if not held.exists():  # several photos may have the same key
                os.link(self._kept(key, held), held)
            picture = _checked(_picture(held, **card["picture"]))
            if not _whole(picture):
                held.unlink()
                return None
            os.utime(self._card(key))  # the least recently used entries are removed first
            self._made[key] = picture, card["moving"] is True
        except UNUSABLE:
            return None
        return self._made[key]

    def store(self, key: str, made: Encoded) -> Picture:
        """Store a picture. The cache gets its bytes first, then the card with the hash of the bytes.

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
        twin.unlink(missing_ok=True)  # ``replace`` leaves both links if they are one file
        write_whole(self._card(key), card)
        self.stored += held.stat().st_size

    def _card(self, key: str) -> Path:
        return (self.cache or self.folder) / key[:2] / f"{key}.json"

    def _kept(self, key: str, held: Path) -> Path:
        return (self.cache or self.folder) / key[:2] / held.name


def _ending(extension: str) -> str:
    """Return the file name extension of a picture.

    Raises:
        KeyError: no stored picture has this extension.
    """
    return extension if MEDIA_TYPES[extension] else ""


_NAME = regex(r"photos/[0-9a-f]{16}\.[a-z]{3,4}", re.ASCII)


def _checked(picture: Picture) -> Picture:
    """Return the picture if the facts from its card are plausible.

    Raises:
        ValueError: they are not.
    """
    ending = picture.name.rpartition(".")[2]
    named = _NAME.fullmatch(picture.name) and picture.media_type == MEDIA_TYPES.get(ending)
    numbers = (picture.width, picture.height, picture.size)
    if not named or not all(type(number) is int and number > 0 for number in numbers):
        raise ValueError("no card of a picture")
    return picture


def picture_key(digest: bytes, profile: Profile) -> str:
    """Return the key of an encoded picture, made of all it depends on.

    These are the SHA-256 of the source, the profile, the version of Pillow and ``RECIPE``.
    """
    recipe = json.dumps([RECIPE, PIL.__version__, asdict(profile)], sort_keys=True)
    return hashlib.sha256(digest + recipe.encode()).hexdigest()


def _picture(path: Path, **facts: object) -> Picture:
    return Picture(path=path, **facts)  # type: ignore[arg-type]  # ``_checked`` and ``_whole`` reject a wrong card


def _whole(picture: Picture) -> bool:
    """Return whether the picture is a regular file with the size and the hash on its card.

    Links and pipes are refused.
    """
    facts = picture.path.lstat() if picture.path else None
    if facts is None or not stat.S_ISREG(facts.st_mode) or facts.st_size != picture.size:
        return False
    return hashlib.sha256(picture.read()).hexdigest() == picture.sha256


RECENT = 3600
"""Seconds. Entries used within this time before the newest entry stay, because a running build may need them."""
_KEEP = 0.9
"""A cache over its limit is trimmed to this share of the limit, so that not every build has to trim."""
_FOLDER_NAME = 2


@dataclass(frozen=True, slots=True)
class CacheFacts:
    """The contents of a cache in numbers."""

    folder: Path
    photos: int
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class _CacheEntry:
    used: float
    size: int
    files: tuple[Path, ...]
    """The card comes first, because an entry without its card is no longer found."""


def cache_facts(folder: Path) -> CacheFacts:
    """Count the photos of a cache and their bytes."""
    entries = list(_entries(folder))
    return CacheFacts(folder, len(entries), sum(entry.size for entry in entries))


def clear_cache(folder: Path) -> CacheFacts:
    """Empty a cache and return the facts of what was removed. Running builds keep their pictures."""
    removed = cache_facts(folder)
    for entry in _entries(folder):
        _drop(entry)
    with suppress(OSError):
        (folder / NOTES).unlink(missing_ok=True)
    shutil.rmtree(folder / WHOLE, ignore_errors=True)
    return removed


def trim_cache(folder: Path, limit: int) -> None:
    """Remove the least recently used pictures until the cache is below its limit. Never raises."""
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
            with suppress(OSError):  # another build may be trimming the cache
                facts = [file.stat() for file in files]
                cards_first = tuple(sorted(files, key=lambda file: file.suffix != ".json"))
                yield _CacheEntry(max(f.st_mtime for f in facts), sum(f.st_size for f in facts), cards_first)


def _drop(entry: _CacheEntry) -> None:
    for file in entry.files:
        with suppress(OSError):
            file.unlink(missing_ok=True)


def _sweep(folder: Path, settled: float) -> None:
    """Remove the folders that killed builds left behind."""
    for left in folder.glob(f"{SPOOL}*"):
        if left.stat().st_mtime < settled:
            shutil.rmtree(left, ignore_errors=True)
