# SPDX-License-Identifier: AGPL-3.0-or-later
"""Packs an edition into one file, always with the same bytes (EPUB 3.3 §4.2, OCF ZIP).

EbookLib, which only this module imports, writes the container, the package document and the order of the files. This
module does the rest: each ZIP entry has a fixed date and mode; ``mimetype`` comes first and uncompressed; pictures are
stored uncompressed and streamed from disk; the file gets its name only when it is complete.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Self

from ebooklib import epub
from lxml import etree

from epubgen.epub.edition import Edition
from epubgen.epub.pages.context import Part
from epubgen.errors import Location, PackageError, Report, finding
from epubgen.files import atomic
from epubgen.files.disk_errors import reason, writing
from epubgen.files.regular import refuse_irregular
from epubgen.files.targets import aside_name, keep_aside
from epubgen.images.media import PhotoFacts
from epubgen.importers.reading import Fact
from epubgen.languages.directions import direction
from epubgen.model import Revision
from epubgen.startup import dataclass
from epubgen.version import __version__

__all__ = ["EPOCH", "Drafts", "Epub", "drafted", "pack", "zip_entry"]

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP archive can hold; used for every entry, so that no clock changes the file."""
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
STORED = frozenset({"image/jpeg", "image/png"})
PREFIXES = ["prism: http://prismstandard.org/namespaces/basic/3.0/", "tdm: http://www.w3.org/ns/tdmrep#"]


Verify = Callable[[Path], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Epub:
    """A built EPUB. ``path`` is ``None`` if it was written to a stream; ``size`` is in bytes."""

    path: Path | None
    identifier: str
    title: str
    size: int
    sha256: str
    stories: int = 0
    photos: int = 0
    pictures: tuple[PhotoFacts, ...] = ()
    """The size in bytes of each photo before and after, its pixels and its quality."""
    report: Report = field(default_factory=Report)
    """Every finding that did not stop the build."""
    derived: tuple[Fact, ...] = ()
    """Facts that the input implies but does not print, and their origin."""
    revisions: tuple[Revision, ...] = ()
    """The lines about corrections that the EPUB prints."""


def pack(edition: Edition, parts: Iterable[Part], target: Path | IO[bytes], verify: Verify | None = None) -> Epub:
    """Write the EPUB and return its description; see ``Drafts``.

    Raises:
        PackageError: EG020 the target cannot be written (full disk, no permission, a folder); EG021 a name occurs
            twice.
    """
    with Drafts() as drafts:
        return drafts.pack(edition, parts, target, verify)


class Drafts:
    """Drafts of EPUBs that get their names together, at the end of a ``with`` block without an error.

    A file is replaced only by a complete file that passed verification. If the block raises an error, every older file
    stays as it was and no part of a new one is left.
    """

    def __init__(self) -> None:
        self._drafts: dict[Path, Path] = {}
        self._streams: list[tuple[Path, IO[bytes]]] = []
        self._aside: dict[Path, Path] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            for target, draft in self._drafts.items() if kind is None else ():
                with writing(target):
                    if target in self._aside:
                        keep_aside(target, self._aside[target])
                    atomic.put_in_place(draft, target)
            for draft, stream in self._streams if kind is None else ():
                with draft.open("rb") as source, _writing_to_stream():
                    shutil.copyfileobj(source, stream)
                    stream.flush()
        finally:
            self.discard()

    def discard(self) -> None:
        """Remove all drafts. No target is changed."""
        for draft in (*self._drafts.values(), *(draft for draft, _ in self._streams)):
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        self._drafts.clear()
        self._streams.clear()
        self._aside.clear()

    def keep_older(self, target: Path) -> Path:
        """Keep the damaged file at a target when it is replaced; return the path that it gets."""
        place = _place(target)
        self._aside[place] = aside_name(place)
        return self._aside[place]

    def pack(
        self, edition: Edition, parts: Iterable[Part], target: Path | IO[bytes], verify: Verify | None = None
    ) -> Epub:
        """Write the draft of an EPUB beside its target, one part after the other.

        A symbolic link is kept: the file that it points to is replaced. The draft for a stream is in the folder for
        temporary files, because the ZIP writer seeks in its file and a stream may not allow this.

        Raises:
            PackageError: as ``pack``.
        """
        if isinstance(target, Path):
            place = _place(target)
            _check(place)
            draft = self._drafts[place] = atomic.draft_name(place)
        else:
            draft = atomic.draft_name(Path(tempfile.gettempdir()) / "epubgen.epub")
            self._streams.append((draft, target))
        with writing(target if isinstance(target, Path) else draft):
            with draft.open("x+b") as stream:
                _write(edition, parts, stream)
                stream.flush()
                os.fsync(stream.fileno())
                size = _length(stream)
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            atomic.sweep_drafts(draft)
            if verify:
                verify(draft)
        path = target if isinstance(target, Path) else None
        return Epub(path=path, identifier=edition.identifier, title=edition.title, size=size, sha256=sha256)


@contextmanager
def drafted(target: Path) -> Iterator[Path]:
    """Yield a file beside ``target`` to write to; it replaces the target at the end, unless the block raises an error.

    Raises:
        PackageError: EG020 the target cannot be written.
    """
    place = _place(target)
    _check(place)
    with writing(target), atomic.drafted(place) as draft:
        yield draft


def _place(target: Path) -> Path:
    """Return the file that a target names; a symbolic link is followed."""
    return Path(os.path.realpath(target)) if target.is_symlink() else target


def _check(target: Path) -> None:
    """Refuse a target that must not be replaced: a folder or a special file."""
    if target.is_dir():
        raise PackageError(finding("EG020.folder", Location(str(target))))
    with writing(target):
        refuse_irregular(target)


@contextmanager
def _writing_to_stream() -> Iterator[None]:
    """Turn an ``OSError`` of a stream into EG020. A broken pipe passes through, because its reader has left.

    Raises:
        PackageError: EG020.stream.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise PackageError(finding("EG020.stream", None, "", why=reason(error))) from error


def _write(edition: Edition, parts: Iterable[Part], stream: IO[bytes]) -> None:
    with _Zip(stream) as archive:
        _PackageWriter(_book(edition, parts), archive).write()


def _book(edition: Edition, parts: Iterable[Part]) -> epub.EpubBook:
    book = epub.EpubBook()
    book.metadata = {}  # EbookLib begins with a random identifier and its own version
    book.IDENTIFIER_ID = "issue-id"
    book.uid, book.title, book.language = edition.identifier, edition.title, edition.language
    book.direction = edition.progression
    book.runs = direction(edition.language)
    book.prefixes = PREFIXES
    for number, entry in enumerate(edition.metadata):
        attributes = {_XML_LANG if name == "xml:lang" else name: value for name, value in entry.attrs}
        if entry.name == "meta":
            book.add_metadata("OPF", f"meta-{number}", entry.text, attributes)
        else:
            book.add_metadata("DC", entry.name, entry.text, attributes)
    version = {"name": "generator", "content": f"epubgen {__version__}"}
    book.add_metadata("OPF", "generator", "", version)
    items = {part.id: book.add_item(_PackageItem(part)) for part in parts}
    book.spine = [items[document.id] for document in edition.documents]  # EbookLib searches its list for an id
    book.guide = [{"type": "toc", "title": d.title, "href": d.href} for d in edition.documents if d.kind == "contents"]
    book.modified = datetime.fromisoformat(edition.modified)
    book.stamp = edition.modified
    return book


class _PackageItem(epub.EpubItem):  # type: ignore[misc]  # EbookLib has no types
    """A part as an EbookLib item. Its bytes are read when they are written."""

    def __init__(self, part: Part) -> None:
        super().__init__(uid=part.id, file_name=part.href, media_type=part.media_type)
        self.part = part
        self.properties = list(part.properties)


class _PackageWriter(epub.EpubWriter):  # type: ignore[misc]  # EbookLib has no types
    """EbookLib's writer with an archive of epubgen.

    EbookLib's own ``write`` opens a file and stores the current time in it.
    """

    def __init__(self, book: epub.EpubBook, archive: _Zip) -> None:
        super().__init__("", book, {"epub2_guide": True, "mtime": book.modified})
        self.out = archive

    def write(self) -> None:
        self.out.writestr("mimetype", "application/epub+zip", stored=True)
        self._write_container()
        self._write_opf()
        for item in self.book.get_items():
            self.out.add(f"{self.book.FOLDER_NAME}/{item.part.href}", item.part)

    def _write_opf_file(self, root: Any) -> None:  # noqa: ANN401 - an lxml element
        """Write the package document with what EbookLib has no options for.

        This is the language of the package, which Ace needs, and an id of each ``itemref``.

        A reading position names a document by its number in the spine. The id leads to the same story after another
        story was inserted before it (EPUB CFI 1.1 §3.1.2, §3.5).
        """
        for stamp in root.iterfind(".//{*}meta[@property='dcterms:modified']"):
            stamp.text = self.book.stamp  # EbookLib uses strftime, which drops the zeros of early years
        for ref in root.iterfind("{*}spine/{*}itemref"):
            ref.set("id", f"ref-{ref.get('idref')}")
        root.set(_XML_LANG, self.book.language)
        if self.book.runs == "rtl":
            root.set("dir", self.book.runs)
        data = etree.tostring(root, pretty_print=True, encoding="utf-8", xml_declaration=True)
        self.out.writestr(f"{self.book.FOLDER_NAME}/content.opf", data)


class _Zip:
    """An archive in which every entry has the same date and mode, and every name is unique."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(stream, "w")
        self._names: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._zip.close()
        else:
            self._zip.fp = None  # a failed archive gets no directory: closing would write to a full disk again

    def writestr(self, name: str, data: str | bytes, *, stored: bool = False) -> None:
        """Add a small file."""
        raw = data.encode() if isinstance(data, str) else data
        self._zip.writestr(self._entry(name, stored=stored), raw)

    def add(self, name: str, part: Part) -> None:
        """Add a part. A file on disk is streamed."""
        entry = self._entry(name, stored=part.media_type in STORED)
        with _open(part) as source:
            entry.file_size = _length(source)
            with self._zip.open(entry, "w") as sink:
                shutil.copyfileobj(source, sink, 1 << 16)

    def _entry(self, name: str, *, stored: bool) -> zipfile.ZipInfo:
        if name in self._names:
            raise PackageError(finding("EG021", Location(name)))
        self._names.add(name)
        return zip_entry(name, stored=stored)


def zip_entry(name: str, *, stored: bool) -> zipfile.ZipInfo:
    """Return an entry of an archive without the current time or system; ``stored`` means uncompressed."""
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    entry.create_system = 3  # the same on every system
    entry.external_attr = 0o644 << 16
    return entry


def _open(part: Part) -> IO[bytes]:
    return part.data.open("rb") if isinstance(part.data, Path) else io.BytesIO(part.data)


def _length(source: IO[bytes]) -> int:
    size = source.seek(0, os.SEEK_END)
    source.seek(0)
    return size
