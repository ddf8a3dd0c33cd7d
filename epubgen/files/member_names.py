# SPDX-License-Identifier: AGPL-3.0-or-later
"""Decodes the names of the members of a ZIP archive, and their separators (APPNOTE 6.3.10, §4.4.4, §4.6.9, D.1).

Names are UTF-8 where the archive says so (bit 11, or the Unicode Path field of Info-ZIP). Windows writes them in the
code page of its user and does not say which; only ``--encoding`` or the language of the publication tells.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from epubgen.errors import Location, SourceError, finding
from epubgen.files.archives import ARCHIVE_FAILURES, read_member
from epubgen.languages.encodings import codec_name, page_of, stated_language

__all__ = ["members_by_name"]

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_FIELD = 4
"""Bytes of the head of an extra field: its kind and its length."""
_DOS = 0
"""The system of archives made on Windows; macOS and Linux write another number, and UTF-8."""
_TELLING = ("publication.yaml", "publication.yml", "issue.yaml", "issue.yml")
"""Files that state the language, the surest first."""
_MOST_STATEMENT = 2**20
_THREE_BYTES = "\u0800"
"""From here on a character takes three bytes in UTF-8: no code page has a word that looks like it by chance."""


def members_by_name(
    pack: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], at: Location, encoding: str = ""
) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Return each member that is a file by its decoded name, with ``/`` between folders.

    Args:
        pack: the archive.
        members: the members to name.
        at: the archive, for findings.
        encoding: encoding of names that are not marked; else the language of the publication inside decides.

    Raises:
        SourceError: S24 the names cannot be decoded, S24.encoding not with that encoding.
    """
    unsaid = [member for member in members if not _said(member) and not _raw(member).isascii()]
    codec = _codec(pack, members, unsaid, at, encoding) if unsaid else "utf-8"
    for member in members:
        name = _said(member) or _decoded(member, codec, at)
        plain = name.replace("\\", "/")
        if not plain.endswith("/"):  # an empty folder, as old Windows programs note it
            yield (posixpath.normpath(plain) if plain.startswith("./") else plain), member


def _raw(member: zipfile.ZipInfo) -> bytes:
    """Return the bytes of an unmarked name; ``zipfile`` decodes them as code page 437, which can be reversed."""
    return member.orig_filename.encode("cp437")


def _said(member: zipfile.ZipInfo) -> str:
    """Return the name if the archive states its encoding, else an empty string."""
    if member.flag_bits & _UTF8_FLAG:
        return member.orig_filename.partition("\0")[0]
    return _unicode_path(member.extra, _raw(member))


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """Return the name in the Unicode Path field, if its checksum matches the name in the directory."""
    place = 0
    while place + _FIELD <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, place)
        field = extra[place + _FIELD : place + _FIELD + length]
        place += _FIELD + length
        if kind == _UNICODE_PATH and field[:1] == b"\x01" and field[1:5] == struct.pack("<I", zlib.crc32(raw)):
            try:
                return field[5:].decode("utf-8")
            except UnicodeDecodeError:
                return ""
    return ""


def _codec(
    pack: zipfile.ZipFile,
    members: Sequence[zipfile.ZipInfo],
    unsaid: Sequence[zipfile.ZipInfo],
    at: Location,
    encoding: str,
) -> str:
    """Return the one codec for all unmarked names."""
    if encoding:
        return codec_name(encoding) or encoding
    page = page_of(_language(pack, members), east=True)
    if _are_utf8(unsaid) and (not page or any(_surely_utf8(member) for member in unsaid)):
        return "utf-8"
    if page:
        return page
    shown = _raw(unsaid[0]).decode("ascii", "replace").replace("\ufffd", "?")
    raise SourceError(finding("S24", at, n=len(unsaid), name=shown))


def _are_utf8(unsaid: Sequence[zipfile.ZipInfo]) -> bool:
    try:
        return all(_raw(member).decode("utf-8") for member in unsaid)
    except UnicodeDecodeError:
        return False


def _surely_utf8(member: zipfile.ZipInfo) -> bool:
    """Return whether valid UTF-8 was meant as such: two bytes of GBK may look like one letter of UTF-8."""
    return member.create_system != _DOS or any(char >= _THREE_BYTES for char in _raw(member).decode("utf-8"))


def _language(pack: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo]) -> str:
    """Return the language in the publication's or the issue's file of the archive; their names are ASCII."""
    lasts = {member: member.orig_filename.replace("\\", "/").rpartition("/")[2].lower() for member in members}
    for wanted in (*_TELLING, ".json", ".yaml"):
        for member, last in lasts.items():
            if last.endswith(wanted) and member.file_size <= _MOST_STATEMENT:
                try:
                    stated = stated_language(read_member(pack, member, _MOST_STATEMENT))
                except ARCHIVE_FAILURES:
                    continue
                if stated:
                    return stated
    return ""


def _decoded(member: zipfile.ZipInfo, codec: str, at: Location) -> str:
    raw = _raw(member)
    try:
        return raw.decode(codec if not raw.isascii() else "ascii").partition("\0")[0]
    except (UnicodeDecodeError, LookupError) as error:
        shown = raw.decode("ascii", "replace").replace("\ufffd", "?")
        raise SourceError(finding("S24.encoding", at, name=shown, encoding=codec)) from error
