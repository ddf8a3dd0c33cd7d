# SPDX-License-Identifier: AGPL-3.0-or-later
"""BagIt 1.0 (RFC 8493): EPUBs with their records and checksums, for deposit in an archive."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from epubgen.back_file.catalog.cards import IssueCard, card_of, printable
from epubgen.back_file.catalog.epub_files import EpubFiles
from epubgen.back_file.catalog.places import title_folder
from epubgen.back_file.facts import IssueFacts
from epubgen.errors import Location, OptionsError, finding
from epubgen.files.atomic import put_in_place, write_whole
from epubgen.files.disk_errors import writing
from epubgen.files.names import free_name
from epubgen.startup import dataclass

__all__ = ["Bag", "bag"]

_HASHES = ("sha256", "sha512")
_PIECE = 2**20
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """The result of ``bag``."""

    folder: Path
    issues: int
    bytes: int
    """Of the payload."""


def bag(source: str | os.PathLike[str], output: str | os.PathLike[str], *, organization: str = "") -> Bag:
    """Put an EPUB, or all EPUBs of a folder, into a BagIt bag with a MARC record of each title.

    The same EPUBs give the same bytes. The bag appears complete: it is written beside its place and then moved.

    Args:
        source: an EPUB or a folder.
        output: the folder of the bag. It must not exist.
        organization: the organisation that delivers the bag (``Source-Organization``). Empty: the publisher, if there
            is only one.

    Raises:
        OptionsError: EG003 no such source; EG009 the folder exists; EG122 no EPUB. CheckFailed: an EPUB cannot be read.
            PackageError: EG020.
    """
    home, target = Path(source), Path(output)
    if not home.exists():
        raise OptionsError(finding("EG003", Location(str(home)), "", name=home))
    if target.exists():
        raise OptionsError(finding("EG009", Location(str(target.parent)), "", name=target.name))
    files = EpubFiles(home if home.is_dir() else home.parent, target)
    names = [one.file for one in files.found()] if home.is_dir() else [home.name]
    if not names:
        raise OptionsError(finding("EG122", Location(str(home)), ""))
    facts = [printable(files.read(name)) for name in names]
    draft = target.with_name(f".{target.name}.epubgen-{os.getpid()}.part")
    with writing(target):
        try:
            size = _fill(draft, files.folder, facts, organization)
            put_in_place(draft, target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return Bag(folder=target, issues=len(facts), bytes=size)


def _fill(draft: Path, home: Path, facts: Sequence[IssueFacts], organization: str) -> int:
    """Write payload, records and checksums into a folder. Return the bytes of the payload."""
    sums: dict[str, dict[str, str]] = {}
    size = 0
    for one in facts:
        path = _payload_path(one.file, sums)
        sums[path] = _copied(home / one.file, draft / path)
        size += (draft / path).stat().st_size
    for path, data in _records(facts):
        (draft / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(draft / path, data)
        sums[path] = {name: hashlib.new(name, data).hexdigest() for name in _HASHES}
        size += len(data)
    tags = {
        "bagit.txt": _DECLARATION,
        "bag-info.txt": _info(facts, organization, size, len(sums)),
        **{f"manifest-{name}.txt": _list(sums, name) for name in _HASHES},
    }
    told = {path: {name: hashlib.new(name, data).hexdigest() for name in _HASHES} for path, data in tags.items()}
    for path, data in (*tags.items(), *((f"tagmanifest-{name}.txt", _list(told, name)) for name in _HASHES)):
        write_whole(draft / path, data)
    return size


def _payload_path(file: str, taken: Mapping[str, object]) -> str:
    """Return the path of an EPUB, without characters that are ambiguous in checksum lists (RFC 8493 §2.1.3)."""
    stem, dot, ending = re.sub(r"[%\r\n]", "_", file).rpartition(".")
    return free_name(f"data/{stem}", taken.__contains__, f"{dot}{ending}")


def _copied(source: Path, target: Path) -> dict[str, str]:
    """Copy a file and return its checksums, computed from the bytes that were written."""
    made = {name: hashlib.new(name) for name in _HASHES}
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as read, target.open("xb") as written:
        while piece := read.read(_PIECE):
            written.write(piece)
            for one in made.values():
                one.update(piece)
    return {name: one.hexdigest() for name, one in made.items()}


def _records(facts: Sequence[IssueFacts]) -> Iterator[tuple[str, bytes]]:
    """Return the serial record of each title as MARCXML."""
    from epubgen.back_file.records.marc import marc_xml, serial_record  # noqa: PLC0415 - loads pymarc

    titles: dict[str, list[tuple[IssueCard, IssueFacts]]] = {}
    for one in facts:
        titles.setdefault(title_folder(one.series).rpartition("/")[2], []).append((card_of(one, changed=0), one))
    for name, own in sorted(titles.items()):
        ordered = sorted(own, key=lambda pair: pair[0].newest_first, reverse=True)
        record = serial_record([card for card, _ in ordered], ordered[0][1], name)
        yield f"data/records/{name}.marcxml.xml", marc_xml([record])


def _info(facts: Sequence[IssueFacts], organization: str, size: int, count: int) -> bytes:
    publishers = {one.publisher for one in facts if one.publisher}
    source = organization or (publishers.pop() if len(publishers) == 1 else "")
    days = [one.date.isoformat() for one in facts if one.date]
    said = {
        "Source-Organization": " ".join(source.split()),
        "Bagging-Date": max(card_of(one, changed=0).updated for one in facts)[:10],
        "External-Description": ", ".join(dict.fromkeys(one.series.name or one.title for one in facts))[:500],
        "External-Identifier": facts[0].identifier if len(facts) == 1 else "",
        "Payload-Oxum": f"{size}.{count}",
        "Coverage": f"{min(days)}/{max(days)}" if days else "",
    }
    return "".join(f"{name}: {value}\n" for name, value in said.items() if value).encode()


def _list(sums: Mapping[str, Mapping[str, str]], name: str) -> bytes:
    lines: Iterable[str] = (f"{one[name]}  {path}\n" for path, one in sorted(sums.items()))
    return "".join(lines).encode()
