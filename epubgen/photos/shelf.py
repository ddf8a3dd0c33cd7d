# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where encoded pictures lie: in the cache of the user, else in a temporary spool; filed by content, written whole."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import weakref
from dataclasses import asdict
from pathlib import Path

import PIL

from epubgen.photos.encode import MEDIA_TYPES, Encoded
from epubgen.photos.media import Picture
from epubgen.photos.profile import Profile

RECIPE = "1"
"""Raised when the same source and profile would give other bytes than before."""


class Shelf:
    """A folder of encoded pictures. A spool is removed when it is closed or forgotten; a cache stays."""

    def __init__(self, cache: Path | None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="epubgen-")) if cache is None else cache
        self._remove = None if cache else weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def close(self) -> None:
        """Remove a spool."""
        if self._remove:
            self._remove()

    def recall(self, key: str) -> tuple[Picture, bool] | None:
        """The picture filed under a key and whether its source moves; nothing when absent, harmed or unreadable."""
        try:
            card = json.loads(self._card(key).read_bytes())
            picture = _picture(self._file(key, card["extension"]), **card["picture"])
            return (picture, card["moving"]) if _whole(picture) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def store(self, key: str, made: Encoded) -> Picture:
        """File a picture: the bytes first, then the card that vouches for them.

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
        }
        picture = _picture(self._file(key, made.extension), **facts)
        self._write(self._file(key, made.extension), made.data)
        card = {"picture": facts, "extension": made.extension, "moving": made.moving}
        self._write(self._card(key), json.dumps(card).encode())
        return picture

    def _card(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"

    def _file(self, key: str, extension: str) -> Path:
        return self.folder / key[:2] / f"{key}.{extension if extension in MEDIA_TYPES else 'jpg'}"

    def _write(self, path: Path, data: bytes) -> None:
        """In one step, so that two runs may share a cache."""
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def shelf_key(data: bytes, profile: Profile) -> str:
    """What an encoded picture depends on: source, profile, the version of Pillow, and our own recipe."""
    recipe = json.dumps([RECIPE, PIL.__version__, asdict(profile)], sort_keys=True)
    return hashlib.sha256(hashlib.sha256(data).digest() + recipe.encode()).hexdigest()


def _picture(path: Path, **facts: object) -> Picture:
    return Picture(path=path, **facts)  # type: ignore[arg-type]  # a wrong card is caught by its hash


def _whole(picture: Picture) -> bool:
    return hashlib.sha256(picture.read()).hexdigest() == picture.sha256
