# SPDX-License-Identifier: AGPL-3.0-or-later
"""Converts a finished EPUB: to AZW3 for Kindle by cable, and to Kobo's kepub."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from epubgen import validation
from epubgen.conversion.azw3 import make_azw3
from epubgen.conversion.calibre import find_calibre
from epubgen.conversion.kepub import make_kepub
from epubgen.epub.package import drafted
from epubgen.errors import OptionsError, Report, finding
from epubgen.files.disk_errors import writing
from epubgen.files.targets import AZW3, EPUB, FileKind, is_file_name, keep_damaged, refuse_foreign
from epubgen.messages import near_word
from epubgen.startup import dataclass

__all__ = ["FORMATS", "Converted", "convert", "media_type", "need", "suffix", "target_path"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A file in another format; ``size`` is in bytes, ``report`` says what was corrected and what was lost."""

    path: Path
    size: int
    sha256: str
    report: Report


@dataclass(frozen=True, slots=True)
class _Format:
    suffix: str
    file: FileKind
    media_type: str
    make: Callable[[Path, Path], Report]


_KINDS = {
    "azw3": _Format(".azw3", AZW3, "application/vnd.amazon.mobi8-ebook", make_azw3),
    "kepub": _Format(".kepub.epub", EPUB, "application/epub+zip", make_kepub),
}
"""Media types: IANA registry."""

FORMATS = tuple(_KINDS)


def suffix(format: str) -> str:  # noqa: A002 - the word of the trade
    """Return the ending of the file name: ``.azw3``, ``.kepub.epub``.

    Raises:
        OptionsError: EG047 no such format.
    """
    return _kind(format).suffix


def media_type(format: str) -> str:  # noqa: A002 - the word of the trade
    """Return the media type of a format, for mail and web.

    Raises:
        OptionsError: EG047 no such format.
    """
    return _kind(format).media_type


def need(format: str) -> None:  # noqa: A002 - the word of the trade
    """Check that this machine can write a format, before an issue is built for it.

    Raises:
        OptionsError: EG047 no such format. ToolError: EG040 no calibre.
    """
    if _kind(format).make is make_azw3:
        find_calibre()


def target_path(output: str | os.PathLike[str] | None, epub: Path, format: str) -> Path:  # noqa: A002 - the word of the trade
    """Return the file to write: the one that was named, or one with the name of the EPUB in a folder, which is created.

    Raises:
        OptionsError: EG047 no such format. PackageError: EG020 the folder cannot be created; EG087 it is a file.
    """
    given, name = output or ".", epub.stem.removesuffix(".kepub") + suffix(format)
    if is_file_name(given, _kind(format).file.ending):
        return Path(given)
    with writing(Path(given)):
        Path(given).mkdir(parents=True, exist_ok=True)
    return Path(given) / name


def convert(epub: Path, format: str, target: Path, *, force: bool = False) -> Converted:  # noqa: A002 - the word of the trade
    """Write an EPUB in another format. An older file at ``target`` is replaced only by a complete new one.

    Args:
        epub: any EPUB.
        format: one of ``FORMATS``.
        target: the file to write.
        force: replace a file of another kind.

    Raises:
        OptionsError: EG047 no such format. CheckFailed: no readable EPUB. PackageError: EG020 the target cannot be
            written; EG072 it is a file of another kind. ToolError: EG040 to EG043 calibre is missing, failed, or wrote
            a wrong file.
    """
    kind = _kind(format)
    refuse_foreign(target, kind.file, force=force)
    if kind.file is EPUB and (source := validation.read_identity(epub)):
        validation.refuse_other_issue(target, source[0], force=force)
    with drafted(target) as path:
        report = kind.make(epub, path)
        with writing(target):
            kept = keep_damaged(target, kind.file)
        report = report.plus(kept) if kept else report
        size = path.stat().st_size
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Converted(path=target, size=size, sha256=digest, report=report)


def _kind(name: str) -> _Format:
    if name not in _KINDS:
        near = near_word(name, FORMATS)
        raise OptionsError(finding("EG047", None, "to", name=name, near=near, known=", ".join(FORMATS)))
    return _KINDS[name]
