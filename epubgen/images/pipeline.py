# SPDX-License-Identifier: AGPL-3.0-or-later
"""Encodes all photos of an issue in threads; a photo that fails becomes a finding, never a traceback."""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from io import BytesIO
from os import SEEK_END
from pathlib import Path
from typing import IO

from epubgen.errors import EpubgenError, Finding, Location, MediaError, SourceError, finding
from epubgen.files.disk_errors import disk_finding
from epubgen.files.input_tree import InputTree
from epubgen.images.encode import Encoded, encode
from epubgen.images.hash_cache import HashCache
from epubgen.images.media import Media, PhotoFacts, Picture, photo_key, small_key
from epubgen.images.picture_store import PictureStore, picture_key, trim_cache
from epubgen.images.pixels import pixels_reused
from epubgen.images.profile import GENERIC, Profile
from epubgen.images.source import PictureRefusedError, check_size
from epubgen.images.uses import PhotoUse, leads, missing, uses
from epubgen.model import Issue, Photo
from epubgen.options import Options
from epubgen.startup import dataclass

MOST_THREADS = 8


@dataclass(frozen=True, slots=True)
class PhotoJob:
    """One photo to encode, with all the places that show it."""

    photo: Photo
    uses: tuple[PhotoUse, ...]
    small: bool = False
    """The picture is a small one for a section front. Findings are reported by the job of the full picture only."""

    @property
    def name(self) -> str:
        """Return the name of the photo in findings: its file, or the field that holds it."""
        return self.photo.file or self.uses[0].path


@dataclass(frozen=True, slots=True)
class PhotoResult:
    """The result of a job."""

    picture: Picture | None
    finding: Finding | None = None
    source_size: int = 0
    """Bytes of the source file."""


def prepare(issue: Issue, inputs: InputTree, options: Options, profile: Profile = GENERIC) -> Media:
    """Encode every photo that the issue uses, into the cache of the options or into a temporary folder.

    A missing photo (F01) and a refused photo (F11) have no picture; the findings name the stories that use them.

    Raises:
        MediaError: EG050 encoded photos cannot be written.
    """
    preparer = PhotoPreparer(options)
    try:
        media = preparer.prepare(issue, inputs, profile)
    except BaseException:
        preparer.close()
        raise
    return replace(media, spool=preparer.store)


class PhotoPreparer:
    """Prepares the photos of an issue repeatedly; files that did not change are neither read nor decoded again.

    All its pictures stay on disk until it is closed, also those of earlier calls. Use it from one thread at a time.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.store = PictureStore(options.cache)
        self.hashes = HashCache(self.store.cache)

    def prepare(self, issue: Issue, inputs: InputTree, profile: Profile = GENERIC) -> Media:
        """Encode every photo that the issue uses now.

        Raises:
            MediaError: EG050 encoded photos cannot be written.
        """
        jobs, before = photo_jobs(issue, self.options), self.store.stored
        encoder = PhotoEncoder(inputs, self.store, self.hashes, profile)
        with warnings.catch_warnings(), encoder.memory:  # Pillow warns about metadata, which is dropped
            warnings.simplefilter("ignore")
            outcomes = tuple(run_jobs(encoder, jobs, self.options))
        self.hashes.keep()
        if self.store.cache is not None and self.store.stored > before:
            trim_cache(self.store.cache, self.options.cache_limit)
        return _media(jobs, outcomes, self.store.problem)

    def close(self) -> None:
        """Remove the pictures. Pictures in the cache stay."""
        self.store.close()


def _media(jobs: Mapping[str, PhotoJob], outcomes: tuple[PhotoResult, ...], problem: str) -> Media:
    unique: dict[str, Picture] = {}
    by_key = {
        key: unique.setdefault(outcome.picture.name, outcome.picture)
        for key, outcome in zip(jobs, outcomes, strict=True)
        if outcome.picture
    }
    findings = [o.finding for job, o in zip(jobs.values(), outcomes, strict=True) if o.finding and not job.small]
    if problem:
        findings.append(finding("F14", why=problem))
    facts = tuple(
        _facts(job, outcome.picture, outcome.source_size)
        for job, outcome in zip(jobs.values(), outcomes, strict=True)
        if outcome.picture and not job.small
    )
    return Media(pictures=tuple(unique.values()), findings=tuple(findings), by_key=by_key, facts=facts)


def _facts(job: PhotoJob, picture: Picture, source_size: int) -> PhotoFacts:
    return PhotoFacts(
        file=job.name,
        used_in=tuple(dict.fromkeys(use.owner for use in job.uses)),
        bytes_in=source_size,
        bytes_out=picture.size,
        width=picture.width,
        height=picture.height,
        quality=picture.quality,
        name=picture.name,
    )


class PhotoWorker:
    """Opens the photo of each job and reports a photo that cannot be used. Subclasses process the open photo.

    Safe to call from several threads.
    """

    def __init__(self, inputs: InputTree, hashes: HashCache) -> None:
        self.inputs, self.hashes = inputs, hashes
        self.one_heavy = threading.Lock()
        """Held while much memory is needed."""

    def outcome(self, job: PhotoJob) -> PhotoResult:
        """Process a job. A photo that cannot be used gives a finding."""
        try:
            return self._located(job)
        except PictureRefusedError as error:
            return PhotoResult(None, _about(f"F11.{error.reason}", job, **error.facts))
        except EpubgenError:
            raise
        except MemoryError:
            return PhotoResult(None, _about("F11.memory", job))
        except Exception:  # noqa: BLE001 - Pillow raises any type for damaged files
            return PhotoResult(None, _about("F11.broken", job))

    def _located(self, job: PhotoJob) -> PhotoResult:
        if job.photo.data is not None:
            return self.work(job, BytesIO(job.photo.data), None)
        name = self.inputs.resolve("", job.photo.file)
        if name is None:
            return PhotoResult(None, _about("S08.photo", job))
        if not self.inputs.has(name):
            key, facts = missing(job.uses[0], name, self.inputs)
            return PhotoResult(None, _about(key, job, **facts))
        with self._open(name) as file:
            return self.work(job, file, self.inputs.path(name))

    def _open(self, name: str) -> IO[bytes]:
        try:
            return self.inputs.open(name)
        except SourceError as error:
            raise PictureRefusedError("unreadable") from error

    def work(self, job: PhotoJob, file: IO[bytes], path: Path | None) -> PhotoResult:
        """Process an open photo.

        Args:
            job: the job of the photo.
            file: the open photo.
            path: of the photo on disk; ``None`` for a photo in memory.

        Raises:
            PictureRefusedError: a guard refuses the file.
            Exception: whatever Pillow raises for a damaged file.
        """
        raise NotImplementedError


class PhotoEncoder(PhotoWorker):
    """A worker that makes the picture of each photo."""

    def __init__(self, inputs: InputTree, store: PictureStore, hashes: HashCache, profile: Profile) -> None:
        super().__init__(inputs, hashes)
        self.store, self.profile = store, profile
        self.memory = ExitStack()
        """Closed after the last photo."""
        self._first = threading.Lock()
        self._decodes = False

    def work(self, job: PhotoJob, file: IO[bytes], path: Path | None) -> PhotoResult:
        """Make the picture of a photo, or take it from the store."""
        profile = self.profile.in_gray(job.photo.color == "gray")
        profile = profile.small(job.photo.focal) if job.small else profile
        size = file.seek(0, SEEK_END)
        check_size(size)
        key = picture_key(self.hashes.digest(file, path), profile)
        known = self.store.recall(key)
        if known is None:
            self._reuse_memory()
            made = encode(file, job.photo.file, profile, self.one_heavy)
            known = self._stored(key, made), made.moving
        picture, moving = known
        return PhotoResult(picture, _about("F12", job) if moving else _strip(job, picture, profile), size)

    def _reuse_memory(self) -> None:
        """Keep the memory of pixels from the first photo on that the store does not have.

        A rebuild has all of them, and does not wait for Pillow.
        """
        with self._first:
            if not self._decodes:
                self.memory.enter_context(pixels_reused())
                self._decodes = True

    def _stored(self, key: str, made: Encoded) -> Picture:
        try:
            return self.store.store(key, made)
        except OSError as error:
            at = Location(self.store.folder.as_posix())
            raise MediaError(disk_finding("EG050", error, at)) from error


def photo_jobs(issue: Issue, options: Options) -> dict[str, PhotoJob]:
    """Return one job for each key of a photo, in the order of first use."""
    shown: dict[str, list[PhotoUse]] = {}
    for use in uses(issue, ads=options.keep_ads):
        shown.setdefault(photo_key(use.photo), []).append(use)
    jobs = {key: PhotoJob(places[0].photo, tuple(places)) for key, places in shown.items()}
    small = {
        small_key(photo): PhotoJob(photo, jobs[photo_key(photo)].uses, small=True) for photo in _leads(issue, jobs)
    }
    return jobs | small


def _leads(issue: Issue, jobs: Mapping[str, PhotoJob]) -> Iterator[Photo]:
    return (photo for photo in leads(issue) if photo_key(photo) in jobs)


def run_jobs(worker: PhotoWorker, jobs: Mapping[str, PhotoJob], options: Options) -> Iterator[PhotoResult]:
    """Yield the results in the order of the jobs. Each thread holds the bytes of one photo at a time."""
    if not jobs:
        return
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - an issue without photos does not need it

    threads = options.threads or min(os.cpu_count() or 1, MOST_THREADS)
    with ThreadPoolExecutor(max_workers=threads) as pool:
        try:
            for done, outcome in enumerate(pool.map(worker.outcome, jobs.values()), start=1):
                options.progress("photos", done, len(jobs))
                yield outcome
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


_TALL, _WIDE = 3, 6
"""A picture whose sides differ by more than this factor is a strip: tall, or wide."""


def _strip(job: PhotoJob, picture: Picture, profile: Profile) -> Finding | None:
    """Report F28: a very tall or wide picture that was reduced to fit a page, so that its text is illegible.

    A nameplate is wide by nature and is not reported.
    """
    width, height = picture.width, picture.height
    tall, wide = height > _TALL * width, width > _WIDE * height
    room = profile.height if tall else profile.width
    full = max(width, height) >= min(room, SCREEN) * _NEARLY
    if not full or not (tall or wide) or all(use.path.endswith("nameplate") for use in job.uses):
        return None
    parts = -(-height // (_TALL * width)) if tall else -(-width // (_WIDE // 2 * height))
    return _about("F28.tall" if tall else "F28.wide", job, width=width, height=height, parts=parts)


SCREEN = 1264
"""Pixels of a 7-inch screen. A picture smaller than this was not reduced to fit the screen."""
_NEARLY = 0.98


def _about(key: str, job: PhotoJob, /, **facts: object) -> Finding:
    first = job.uses[0]
    owners = ", ".join(dict.fromkeys(use.owner for use in job.uses))
    return finding(key, first.at, first.path, file=job.name, use=owners, **facts)
