# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looks into every photo of an issue without encoding one: which of them will be left out, and why."""

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
"""A JPEG is decoded at this part of its size: all its data are read, few pixels are made."""
_MOST_MARKS = 20_000
"""Photos that are remembered as whole; above, all are looked at again."""


def examine(issue: Issue, inputs: InputTree, options: Options) -> tuple[Finding, ...]:
    """F01, F11 and S08 for every photo that will be left out, F22.broken for the picture of the cover.

    A photo is decoded once; the cache of the options remembers by its bytes that it is whole.
    """
    marks = _WholePhotos(options.cache)
    hashes = HashCache(options.cache)
    examiner = _PhotoExaminer(inputs, hashes, marks)
    jobs = {key: job for key, job in photo_jobs(issue, options).items() if not job.small}
    with warnings.catch_warnings():  # Pillow warns about metadata that we drop
        warnings.simplefilter("ignore")
        found = [outcome.finding for outcome in run_jobs(examiner, jobs, options)]
        found += _cover(issue, inputs, options, examiner)
    hashes.keep()
    return tuple(entry for entry in found if entry)


class _PhotoExaminer(PhotoWorker):
    """Finds what the encoder finds, and makes no picture."""

    def __init__(self, inputs: InputTree, hashes: HashCache, marks: _WholePhotos) -> None:
        super().__init__(inputs, hashes)
        self._marks = marks

    def work(self, job: PhotoJob, file: IO[bytes], path: Path | None) -> PhotoResult:
        """Nothing where the photo is whole."""
        self.decode(file, job.photo.file, path)
        return PhotoResult(None)

    def decode(self, file: IO[bytes], name: str, path: Path | None) -> None:
        """Decode a picture that is not known to be whole.

        Raises:
            PictureRefusedError: it must not be decoded. Exception: whatever Pillow raises for a damaged file.
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
    """Photos that were decoded before, by the hash of their bytes: empty files in the cache, so nothing is believed."""

    def __init__(self, cache: Path | None) -> None:
        self._new: set[bytes] = set()
        self._folder = cache / WHOLE if cache else None
        if self._folder and self._folder.is_dir() and sum(1 for _ in self._folder.iterdir()) > _MOST_MARKS:
            shutil.rmtree(self._folder, ignore_errors=True)

    def knows(self, digest: bytes) -> bool:
        """Whether the photo was whole."""
        return digest in self._new or (self._folder is not None and (self._folder / _mark(digest)).is_file())

    def add(self, digest: bytes) -> None:
        """Remember a whole photo; a cache that cannot be written is done without."""
        self._new.add(digest)
        if self._folder is not None:
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                (self._folder / _mark(digest)).touch()


def _mark(digest: bytes) -> str:
    """What is decoded depends on the bytes and on Pillow."""
    return hashlib.sha256(digest + PIL.__version__.encode()).hexdigest()


def _cover(issue: Issue, inputs: InputTree, options: Options, examiner: _PhotoExaminer) -> Iterator[Finding]:
    """The picture of the cover, where it is a file of its own."""
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
    """Whether a file can be decoded as a picture."""
    try:
        with inputs.open(name) as file:
            examiner.decode(file, name, inputs.path(name))
    except Exception:  # noqa: BLE001 - damaged pictures raise every type there is
        return False
    return True
