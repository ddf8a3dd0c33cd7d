# SPDX-License-Identifier: AGPL-3.0-or-later
"""The input as a read-only tree of files: a folder, a ZIP archive, or files in memory. Nothing outside it can be read.

Names inside a tree are POSIX paths relative to its root (the publication folder), in the spelling that the file system
gives. ``base`` is the folder of the issue inside the tree.
"""

from __future__ import annotations

import errno
import io
import os
import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path, PurePath
from typing import IO, BinaryIO, cast
from urllib.parse import unquote

from epubgen.errors import Location, SourceError, finding
from epubgen.files.archives import ARCHIVE_FAILURES, kind_of_document, read_member, refuse_overlaps, stated_directory
from epubgen.files.disk_errors import disk_finding
from epubgen.files.member_names import members_by_name
from epubgen.files.publication_place import PUBLICATION_FILE, folders_above
from epubgen.files.regular import is_irregular, open_regular, read_regular, regular_files
from epubgen.languages.encodings import stated_language, suggested_encoding, text_of, utf16_without_mark
from epubgen.startup import dataclass, regex

__all__ = ["InputTree"]

MAX_FILE = 200 * 2**20
"""Bytes of one input file: more is no article and no photo of a newspaper."""
MAX_FILES = 50_000
MAX_ARCHIVE = 10 * MAX_FILE
"""Bytes of all files of an archive, unpacked."""
MAX_DIRECTORY = 16 * 2**20
"""Bytes of the table of contents of an archive."""
BOMB_BYTES = 32 * 2**20
BOMB_RATIO = 20
"""An archive that unpacks to more than ``BOMB_BYTES`` and this many times its own size holds no issue: photos hardly
get smaller, and text shrinks to a third."""
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_ARCHIVES = (
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x1f\x8b", "gzip (.tar.gz)"),
    (b"BZh", "bzip2 (.tar.bz2)"),
    (b"\xfd7zXZ\0", "xz (.tar.xz)"),
    (b"\x28\xb5\x2f\xfd", "Zstandard (.tar.zst)"),
    (b"MSCF", "CAB"),
)
"""How archives begin that are no ZIP."""
_TAR_MARK = slice(257, 262)


@dataclass(frozen=True)
class InputTree:
    """A read-only tree of input files. Create one with ``folder``, ``archive`` or ``memory``."""

    root: Path | None
    label: str
    """What is printed before each file name: the root as the user typed it."""
    base: str = ""
    """Folder of the issue inside the tree; empty for the root itself."""
    entry: tuple[str, ...] = ()
    """The files that the user named, when the input is one or more files rather than a folder."""
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Contents in memory; empty for a folder."""
    left_out: tuple[str, ...] = ()
    """Names of members of an archive that would lie outside it: they are not read."""

    @classmethod
    def folder(cls, root: Path, base: str = "", entry: tuple[str, ...] = ()) -> InputTree:
        """Return the tree below a folder. Symbolic links that lead out of it do not count as its files."""
        return cls(root=root, label=root.as_posix() if str(root) != "." else "", base=base, entry=entry)

    @classmethod
    def memory(
        cls, files: Mapping[str, bytes | str], label: str = "", base: str = "", entry: tuple[str, ...] = ()
    ) -> InputTree:
        """Return a tree of files given as bytes or text."""
        raw = {name: data.encode() if isinstance(data, str) else data for name, data in files.items()}
        return cls(root=None, label=label, base=base, entry=entry, files=raw)

    @classmethod
    def archive(cls, path: Path, base: str = "", encoding: str = "") -> InputTree:
        """Return the tree inside a ZIP archive, held in memory.

        Args:
            path: the archive.
            base: folder of the issue inside it.
            encoding: encoding of names that are not marked as UTF-8; without one, the publication's language decides.

        Raises:
            SourceError: S11 not a readable ZIP, a damaged member, or more than an issue holds; S24 names that cannot be
                read, or two equal names.
        """
        at = Location(path.as_posix())
        if kind := foreign_archive(path):
            raise SourceError(finding("S11.kind", at, kind=kind))
        try:
            with open_regular(path) as file:
                files = _unpacked(file, at, encoding)
        except UnicodeDecodeError as error:  # the directory gives the bytes of the name that it calls UTF-8
            name = error.object.decode("utf-8", "backslashreplace")
            raise SourceError(finding("S11.name", at, name=name)) from error
        except ARCHIVE_FAILURES as error:
            raise SourceError(finding("S11", at, why=error)) from error
        inside = {name: data for name, data in files.items() if _inside(name)}
        gone = tuple(name for name in files if name not in inside and not _is_clutter(name))
        return cls(root=None, label=path.as_posix(), base=base, files=inside, left_out=gone)

    def at(self, name: str, line: int | None = None, column: int | None = None) -> Location:
        """Return the location of a file as the user would open it."""
        return Location(posixpath.join(self.label, name) if self.label else name, line, column)

    def under(self, folder: str) -> tuple[str, ...]:
        """Return the files below a folder of the tree, sorted.

        Only that folder is walked: a tree may hold years of issues.
        """
        if self.root is None:
            start = f"{folder}/" if folder else ""
            return tuple(sorted(name for name in self.files if name.startswith(start)))
        found: list[str] = []
        for name, is_link in regular_files(self.root, folder):
            if self._stays(name, is_link=is_link):
                found.append(name)
            if len(found) > MAX_FILES:
                raise SourceError(finding("S11.big", self.at(folder)))
        return tuple(sorted(found))

    def devices(self, folder: str) -> tuple[str, ...]:
        """Return the devices, pipes and sockets in a folder of the tree, sorted; no other method lists them."""
        return tuple(sorted(name for name in self.beside(posixpath.join(folder, "x")) if self.is_device(name)))

    def is_device(self, name: str) -> bool:
        """Return whether a device, a pipe or a socket has this name."""
        return self.root is not None and _inside(name) and is_irregular(self.root / name)

    @cached_property
    def stated_language(self) -> str:
        """Return the language in the nearest ``publication.yaml`` or in the issue's file.

        Empty if neither states one.
        """
        names = [posixpath.join(folder, PUBLICATION_FILE) for folder in folders_above(self.base)]
        stated = (stated_language(self.read(name)) for name in (*names, *self.entry[:1]) if self.has(name))
        return next(filter(None, stated), "")

    @property
    def names(self) -> tuple[str, ...]:
        """Return the files of the issue: those below ``base``."""
        return self.under(self.base)

    @cached_property
    def asked(self) -> set[str]:
        """The names of files that were asked for, whether they are there or not: what was made depends on them."""
        return set()

    def has(self, name: str) -> bool:
        """Return whether the tree has this file."""
        self.asked.add(name)
        if self.root is None:
            return name in self.files
        return _inside(name) and (self.root / name).is_file() and self._stays(name)

    def may_hold(self, name: str) -> bool:
        """Return whether a file of this name, there or not, would lie in the tree after all links are followed."""
        return _inside(name) and (self.root is None or self._below(self.root / name))

    def path(self, name: str) -> Path | None:
        """Return the path of the file on disk; ``None`` in an archive or in memory."""
        return None if self.root is None else self.root / name

    def read(self, name: str) -> bytes:
        """Read a file.

        Raises:
            SourceError: S10 no such file or unreadable, S08 outside the tree.
        """
        at = self.at(name)
        if not self.has(name):
            raise self._missing(name)
        if self.root is None:
            return self.files[name]
        try:
            return read_regular(self.root / name, MAX_FILE)
        except OSError as error:
            key = "S11.big" if error.errno == errno.EFBIG else "S10.unreadable"
            raise SourceError(disk_finding(key, error, at)) from error

    def open(self, name: str) -> IO[bytes]:
        """Open a file that need not be held in memory.

        Raises:
            SourceError: S10 no such file or unreadable.
        """
        if not self.has(name):
            raise self._missing(name)
        if self.root is None:
            return io.BytesIO(self.files[name])
        try:
            return open_regular(self.root / name)
        except OSError as error:
            raise SourceError(disk_finding("S10.unreadable", error, self.at(name))) from error

    def _missing(self, name: str) -> SourceError:
        """Make S10: there is no such file, or it cannot be read."""
        return SourceError(finding("S10.unreadable.device" if self.is_device(name) else "S10", self.at(name)))

    def open_or_empty(self, name: str) -> IO[bytes]:
        """Open a file; an empty one if it is missing or cannot be read."""
        try:
            return self.open(name)
        except SourceError:
            return io.BytesIO()

    def text(self, name: str, encoding: str = "") -> str:
        """Read a file as text: byte-order mark, strict UTF-8, else ``encoding``. Every line end becomes LF.

        Raises:
            SourceError: S07 with the line of the first wrong byte.
        """
        return decode_text(self.read(name), self.at(name), encoding, self.stated_language)

    def resolve(self, base: str, reference: str) -> str | None:
        """Return the name that a reference in file ``base`` means; ``None`` if it leads out of the tree.

        Percent escapes, backslashes, absolute paths, drive letters, UNC names, URLs and NUL are refused, also after
        decoding. A file that exists under another Unicode normal form is found.
        """
        for spelling in (reference, unquote(unquote(reference))):
            plain = spelling.replace("\\", "/")
            if "\0" in plain or plain.startswith(("/", "~")) or ":" in plain.split("/", 1)[0]:
                return None
            joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), plain))
            if joined == ".." or joined.startswith("../"):
                return None
        name = posixpath.normpath(posixpath.join(posixpath.dirname(base), reference))
        if self.root is not None and (self.root / name).exists() and not self._stays(name):
            return None
        return name if self.has(name) else self._twin(name)

    def _twin(self, name: str) -> str:
        """Return the file whose name differs only in its Unicode normal form, else the name itself."""
        wanted = unicodedata.normalize("NFC", name)
        return next((n for n in self.beside(name) if unicodedata.normalize("NFC", n) == wanted), name)

    def beside(self, name: str) -> Iterator[str]:
        """Return the entries of the folder that a file is in, whether or not the file exists."""
        folder = posixpath.dirname(name)
        if self.root is None:
            yield from (other for other in self.files if posixpath.dirname(other) == folder)
        elif os.access(self.root / folder, os.R_OK | os.X_OK) and (self.root / folder).is_dir():
            yield from (posixpath.join(folder, path.name) for path in (self.root / folder).iterdir())

    def _stays(self, name: str, *, is_link: bool | None = None) -> bool:
        """Return whether a file of a tree on disk lies below its root after all symbolic links are followed."""
        path = cast("Path", self.root) / name
        if path.is_symlink() if is_link is None else is_link:
            return self._below(path)
        folder = os.path.dirname(name)  # noqa: PTH120 - on Windows a name may have backslashes; a Path takes longer
        if folder not in self._folders:  # an issue names the same few folders a thousand times
            self._folders[folder] = self._below(path.parent)
        return self._folders[folder]

    def _below(self, path: Path) -> bool:
        return PurePath(os.path.realpath(path)).is_relative_to(self._real_root)

    @cached_property
    def _real_root(self) -> str:
        return os.path.realpath(self.root or "")

    @cached_property
    def _folders(self) -> dict[str, bool]:
        return {}


def _unpacked(file: BinaryIO, at: Location, encoding: str) -> dict[str, bytes]:
    """Unpack the members of an archive; those outside of it are listed without their bytes.

    Neither the stated sizes nor the real ones may exceed the limits.
    """
    count, directory = stated_directory(file)
    if count > MAX_FILES or directory > MAX_DIRECTORY:
        raise SourceError(finding("S11.big", at))
    with zipfile.ZipFile(file) as pack:
        members = [member for member in pack.infolist() if not member.is_dir()]
        size = file.seek(0, os.SEEK_END)
        refuse_overlaps(members, size)
        _guard([member.file_size for member in members], size, at)
        return _contents(pack, members, at, encoding)


def _guard(stated: list[int], size: int, at: Location) -> None:
    """Refuse an archive by its stated sizes; ``size`` is the size of the file in bytes."""
    total = sum(stated)
    bomb = total > max(BOMB_BYTES, BOMB_RATIO * size)
    if bomb or len(stated) > MAX_FILES or total > MAX_ARCHIVE or max(stated, default=0) > MAX_FILE:
        raise SourceError(finding("S11.big", at))


def _contents(pack: zipfile.ZipFile, members: list[zipfile.ZipInfo], at: Location, encoding: str) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for name, member in members_by_name(pack, members, at, encoding):
        if not _inside(name):
            files[name] = b""
            continue
        try:
            data = read_member(pack, member, MAX_FILE)
        except ARCHIVE_FAILURES as error:
            raise SourceError(finding("S11.member", at, name=name, why=error)) from error
        if files.setdefault(name, data) != data:
            raise SourceError(finding("S24.twice", at, name=name))
    return files


def foreign_archive(path: Path) -> str:
    """Return the type of an archive that is not ZIP; empty for a ZIP and for everything else."""
    try:
        with open_regular(path) as file:
            head = file.read(_TAR_MARK.stop)
    except OSError:
        return ""
    if head[_TAR_MARK] == b"ustar":
        return "TAR"
    return next((kind for mark, kind in _ARCHIVES if head.startswith(mark)), "LZH" if head[2:5] == b"-lh" else "")


def decode_text(data: bytes, at: Location, encoding: str = "", language: str = "") -> str:
    """Decode text without guessing.

    Args:
        data: the bytes.
        at: where they are from.
        encoding: encoding of text that is not UTF-8: a label of the Encoding Standard, or a name that Python knows.
        language: language of the publication; it decides which encoding the message proposes.

    Raises:
        SourceError: S07 not UTF-8 (with the line), or not text at all (with its type); S07.encoding the given encoding
            fails; S07.utf-16 UTF-16 without a byte-order mark.
    """
    if kind := kind_of_document(data):
        raise SourceError(finding(f"S07.{kind}", at))
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name, at)
    wide = utf16_without_mark(data)
    if wide and not encoding:
        raise SourceError(finding("S07.utf-16", at, encoding=wide))
    try:
        return _strict(data, encoding, at) if wide else _lines(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if encoding:
            return _strict(data, encoding, at)
        line = data.count(b"\n", 0, error.start) + 1
        likely = suggested_encoding(data, language)
        raise SourceError(
            finding(
                "S07" if likely else "S07.unknown",
                Location(at.file, line),
                byte=f"0x{data[error.start]:02X}",
                encoding=likely,
            )
        ) from error


def _strict(data: bytes, encoding: str, at: Location) -> str:
    try:
        return _lines(text_of(data, encoding))
    except (UnicodeDecodeError, LookupError) as error:
        raise SourceError(finding("S07.encoding", at, name=encoding)) from error


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _inside(name: str) -> bool:
    plain = name.replace("\\", "/")
    return not plain.startswith("/") and ".." not in plain.split("/") and ":" not in plain and "\0" not in plain


_CLUTTER = regex(r"(?:^|/)__MACOSX/|(?:^|/)(?:\._[^/]*|\.DS_Store|Icon\r|Thumbs\.db|desktop\.ini)\Z", re.IGNORECASE)
"""What macOS and Windows lay beside files."""


def _is_clutter(name: str) -> bool:
    return _CLUTTER.search(name) is not None
