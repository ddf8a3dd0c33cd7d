# SPDX-License-Identifier: AGPL-3.0-or-later
"""Copies an EPUB with some members changed; one kind of copy is what calibre reads rightly."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, TypeAlias

from epubgen.epub.package import zip_entry
from epubgen.epub.theme.css_syntax import is_dark, without_dark_rules
from epubgen.errors import CheckFailed, Finding, Location, finding
from epubgen.files.archives import ARCHIVE_FAILURES
from epubgen.startup import regex
from epubgen.validation import open_archive
from epubgen.validation.archive import MAX_TEXT, Archive, UnreadableMemberError

__all__ = ["Change", "copy_for_calibre", "rewrite"]

Change: TypeAlias = bytes | Callable[[], bytes]
"""The new content of a member, or what makes it when its turn has come."""

_STORED = (".jpg", ".jpeg", ".png")
_TYPE = "mimetype"


def rewrite(archive: Archive, stream: IO[bytes], changes: Mapping[str, Change]) -> None:
    """Copy an EPUB: ``mimetype`` first, then every member in its old order, changed or not; with fixed dates.

    Raises:
        CheckFailed: B18 a member cannot be read.
    """
    names = dict.fromkeys(entry.name for entry in archive.entries if not entry.name.endswith("/"))
    names.pop(_TYPE, None)
    with zipfile.ZipFile(stream, "w") as pack:
        pack.writestr(zip_entry(_TYPE, stored=True), "application/epub+zip")
        for name in names:
            entry = zip_entry(name, stored=name.lower().endswith(_STORED))
            if name in changes:
                change = changes[name]
                pack.writestr(entry, change if isinstance(change, bytes) else change())
            else:
                _copy(archive, pack, entry)


def _copy(archive: Archive, pack: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Copy a member in pieces; it must be in the table and its size within the limits."""
    entry.file_size = archive.pack.NameToInfo[entry.filename].file_size
    with pack.open(entry, "w") as sink:
        for piece in _pieces(archive, entry.filename):
            sink.write(piece)


def _pieces(archive: Archive, name: str) -> Iterator[bytes]:
    """Yield a member in pieces; a full disk at the target is not reported as a damaged member."""
    try:
        with archive.pack.open(name) as source:
            while piece := source.read(1 << 16):
                yield piece
    except ARCHIVE_FAILURES as error:
        raise CheckFailed(finding("B18.member", archive.at(name), name=name)) from error


_STYLE = regex(r"(<style\b[^<>]*>)((?:[^<]|<(?!/?style\b))*)(?=</style\b)", re.IGNORECASE)
_LINK = regex(r"<link\b[^<>]*>", re.IGNORECASE)
_DOCUMENTS = (".xhtml", ".html", ".htm", ".xml", ".svg")


def copy_for_calibre(epub: Path, target: Path) -> tuple[Finding, ...]:
    """Copy an EPUB without its rules for dark screens; EG046 names each sheet and document that had some.

    A direction that ``html`` states stands on ``body`` too: calibre drops the attributes of ``html``, and a Kindle
    would set every paragraph of an Arabic paper from the left.

    Raises:
        CheckFailed: no readable EPUB.
    """
    changes: dict[str, Change] = {}
    dark: list[str] = []
    with open_archive(epub) as archive:
        for entry in archive.entries:
            name = entry.name.lower()
            strip = _in_document if name.endswith(_DOCUMENTS) else without_dark_rules if name.endswith(".css") else None
            text = _text(archive, entry.name) if strip else ""
            plain = strip(text) if strip else ""
            if plain != text:
                dark.append(entry.name)
            if (made := _with_direction(plain)) != text:
                changes[entry.name] = made.encode("utf-8", "surrogateescape")
        with target.open("wb") as stream:
            rewrite(archive, stream, changes)
    return tuple(finding("EG046", Location(f"{epub.name}/{name}"), sheet=name) for name in dark)


_ROOT = regex(r"<html\b[^<>]*\sdir\s*=\s*[\"']?(rtl|ltr)\b", re.IGNORECASE)
_BODY = regex(r"<body(?=[\s>])(?![^<>]*\sdir\s*=)", re.IGNORECASE)


def _with_direction(text: str) -> str:
    """Return a document whose ``body`` states the direction that ``html`` states."""
    root = _ROOT.search(text)
    return _BODY.sub(f'<body dir="{root[1].lower()}"', text, count=1) if root else text


def _text(archive: Archive, name: str) -> str:
    try:
        return archive.read(name, MAX_TEXT).decode("utf-8-sig", "surrogateescape")
    except UnreadableMemberError as error:
        raise CheckFailed(finding("B18.member", archive.at(name), name=name)) from error


def _in_document(text: str) -> str:
    """Return a document without dark rules in its style elements, and without links to sheets for dark screens."""
    text = _STYLE.sub(lambda f: f[1] + ("" if is_dark(f[1]) else without_dark_rules(f[2])), text)
    return _LINK.sub(lambda f: "" if is_dark(f[0]) and f[0].endswith("/>") else f[0], text)
