# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where encoded pictures lie: in the cache of the user, else in a temporary spool; filed by content, written whole."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import weakref
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import PIL

from epubgen.files.atomic import write_whole
from epubgen.images.encode import MEDIA_TYPES, Encoded
from epubgen.images.media import Picture
from epubgen.images.profile import Profile

RECIPE = "2"
"""Raised when the same source and profile would give other bytes than before."""
SPOOL = ".build-"
"""Folders of builds that run now, inside the cache."""


class Shelf:
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
                self.cache, self.problem = None, error.strerror or str(error)
        return Path(tempfile.mkdtemp(prefix="epubgen-"))

    def close(self) -> None:
        """Remove the folder. What the cache holds stays."""
        self._remove()

    def recall(self, key: str) -> tuple[Picture, bool] | None:
        """The picture filed under a key and whether its source moves; nothing when absent, harmed or unreadable."""
        if self.cache is None or key in self._made:
            return self._made.get(key)
        try:
            card = json.loads(self._card(key).read_bytes())
            held = self.folder / f"{key}.{_ending(card['extension'])}"
            if not held.exists():  # two photos may have one key
                os.link(self._kept(key, held), held)
            picture = _picture(held, **card["picture"])
            if not _whole(picture):
                held.unlink()
                return None
            os.utime(self._card(key))  # the least recently used one leaves the cache first
            self._made[key] = picture, card["moving"]
        except (OSError, ValueError, KeyError, TypeError):
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
                self._keep(key, held, json.dumps(card).encode())
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
    return extension if extension in MEDIA_TYPES else "jpg"


def shelf_key(digest: bytes, profile: Profile) -> str:
    """What an encoded picture depends on: SHA-256 of the source, profile, the version of Pillow, and our own recipe."""
    recipe = json.dumps([RECIPE, PIL.__version__, asdict(profile)], sort_keys=True)
    return hashlib.sha256(digest + recipe.encode()).hexdigest()


def _picture(path: Path, **facts: object) -> Picture:
    return Picture(path=path, **facts)  # type: ignore[arg-type]  # a wrong card is caught by its hash


def _whole(picture: Picture) -> bool:
    return hashlib.sha256(picture.read()).hexdigest() == picture.sha256
