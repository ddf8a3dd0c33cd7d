# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks every photo of an issue without encoding it, and reports why a build will leave a photo out."""

from __future__ import annotations

import hashlib
import shutil
import warnings
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from os import SEEK_END
from pathlib import Path
from typing import IO

import PIL

from epubgen.errors import Finding, finding
from epubgen.files.input_tree import InputTree
from epubgen.images.encode import HEAVY_PIXELS
from epubgen.images.hash_cache import HashCache
from epubgen.images.picture_store import WHOLE
from epubgen.images.pipeline import PhotoJob, PhotoResult, PhotoWorker, photo_jobs, run_jobs
from epubgen.images.source import check_size, open_picture
from epubgen.images.uses import missing_cover
from epubgen.model import Issue
from epubgen.options import Options

__all__ = ["examine"]

_FRACTION = 8
"""A JPEG is decoded at 1/8 of its size: all its data are read, but few pixels are made."""
_MOST_MARKS = 20_000
"""Maximum number of marks for whole photos; with more, all marks are removed and the photos are checked again."""


def examine(issue: Issue, inputs: InputTree, options: Options) -> tuple[Finding, ...]:
    """Report F01, F11 and S08 for photos that a build will leave out, and F22 for an unusable cover picture.

    Each photo is decoded once. The cache remembers which photos are whole, by the hash of their bytes.
    """
    marks = _WholePhotos(options.cache)
    hashes = HashCache(options.cache)
    examiner = _PhotoExaminer(inputs, hashes, marks)
    jobs = {key: job for key, job in photo_jobs(issue, options).items() if not job.small}
    with warnings.catch_warnings():  # Pillow warns about metadata, which is dropped
        warnings.simplefilter("ignore")
        found = [outcome.finding for outcome in run_jobs(examiner, jobs, options)]
        found += _cover(issue, inputs, options, examiner)
    hashes.keep()
    return tuple(entry for entry in found if entry)


class _PhotoExaminer(PhotoWorker):
    """A worker that reports the same faults as the encoder, and makes no picture."""

    def __init__(self, inputs: InputTree, hashes: HashCache, marks: _WholePhotos) -> None:
        super().__init__(inputs, hashes)
        self._marks = marks

    def work(self, job: PhotoJob, file: IO[bytes], path: Path | None) -> PhotoResult:
        """Decode the photo; return an empty result if it is whole."""
        self.decode(file, job.photo.file, path)
        return PhotoResult(None)

    def decode(self, file: IO[bytes], name: str, path: Path | None) -> None:
        """Decode a picture, unless it is known to be whole.

        Raises:
            PictureRefusedError: a guard refuses the file.
            Exception: whatever Pillow raises for a damaged file.
        """
        check_size(file.seek(0, SEEK_END))
        digest = self.hashes.digest(file, path)
        if not self._marks.knows(digest):
            self._decode(file, name)
            self._marks.add(digest)

    def _decode(self, file: IO[bytes], name: str) -> None:
        with open_picture(file, name) as image:
            image.draft(None, (max(1, image.width // _FRACTION), max(1, image.height // _FRACTION)))
            with self.one_heavy if image.width * image.height > HEAVY_PIXELS else nullcontext():
                image.load()


class _WholePhotos:
    """The set of photos that were decoded without error before.

    The cache holds an empty file for each, named by the hash of the photo's bytes. A mark has no content to trust.
    """

    def __init__(self, cache: Path | None) -> None:
        self._new: set[bytes] = set()
        self._folder = cache / WHOLE if cache else None
        if self._folder and self._folder.is_dir() and sum(1 for _ in self._folder.iterdir()) > _MOST_MARKS:
            shutil.rmtree(self._folder, ignore_errors=True)

    def knows(self, digest: bytes) -> bool:
        """Return whether the photo was decoded without error before."""
        return digest in self._new or (self._folder is not None and (self._folder / _mark(digest)).is_file())

    def add(self, digest: bytes) -> None:
        """Remember a whole photo. A cache that cannot be written is ignored."""
        self._new.add(digest)
        if self._folder is not None:
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                (self._folder / _mark(digest)).touch()


def _mark(digest: bytes) -> str:
    """Return the file name of a mark. It depends on the photo's bytes and on the version of Pillow."""
    return hashlib.sha256(digest + PIL.__version__.encode()).hexdigest()


def _cover(issue: Issue, inputs: InputTree, options: Options, examiner: _PhotoExaminer) -> Iterator[Finding]:
    """Report a missing or damaged cover picture, if the cover shows a picture file."""
    paper = issue.publication
    mode = options.cover or paper.cover.mode
    facsimile = next((page.facsimile for page in issue.pages[:1]), "")
    name = {"image": paper.cover.file, "facsimile": facsimile}.get(mode, "")
    known = inputs.resolve("", name) if name else None
    at = paper.at.of("cover.file") if paper.at else None
    if known is None or not inputs.has(known):
        if mode == "image":
            key, facts = missing_cover(name, inputs)
            yield finding(key, at, "publication.cover.file", **facts)
        return
    if not _is_picture(inputs, known, examiner):
        yield finding("F22.broken", paper.at.of("cover") if paper.at else None, "publication.cover", file=name)


def _is_picture(inputs: InputTree, name: str, examiner: _PhotoExaminer) -> bool:
    """Return whether a file can be decoded as a picture."""
    try:
        with inputs.open(name) as file:
            examiner.decode(file, name, inputs.path(name))
    except Exception:  # noqa: BLE001 - Pillow raises any type for damaged files
        return False
    return True
