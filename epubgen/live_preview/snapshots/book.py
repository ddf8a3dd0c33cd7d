# SPDX-License-Identifier: AGPL-3.0-or-later
"""Unpacks any EPUB for a browser: its documents in reading order, the cover first."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath

from epubgen.errors import CheckFailed, finding
from epubgen.markup.tree import el, write_document
from epubgen.startup import dataclass
from epubgen.validation import xml
from epubgen.validation.archive import Archive, UnreadableMemberError, open_archive
from epubgen.validation.book import (
    XHTML,
    EpubBook,
    ManifestItem,
    UnreadableDocumentError,
    flat,
    nav_toc,
    ncx_toc,
    read_book,
    read_xml,
)
from epubgen.validation.document import SVG, ContentDocument, facts_of

_NAMESPACE = "http://www.w3.org/1999/xhtml"
_COVER_CSS = (
    "html,body{margin:0;padding:0;background:#fff}html.night,.night body{background:#141414}"
    "img{display:block;width:100vw;height:100vh;object-fit:contain}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpinePart:
    """A document with pages; ``is_page`` where it is one page as a whole, as a cover picture is."""

    name: str
    title: str
    file: Path
    is_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpackedBook:
    """The folder with the files, the parts in reading order, the direction of page turns, and the language."""

    folder: Path
    parts: tuple[SpinePart, ...]
    leftward: bool
    language: str


def unpack(epub: Path, folder: Path, *, night: bool = False) -> UnpackedBook:
    """Unpack an EPUB into a folder and find its parts.

    Raises:
        CheckFailed: the file is no readable EPUB (B15, B18 to B22); EG024 none of its documents can be shown.
    """
    with open_archive(epub) as archive:
        book = read_book(archive)
        if book.package is None:
            raise CheckFailed(*book.faults)
        _write_members(archive, folder)
        parts = tuple(_unlike(_parts(book, folder, night=night)))
        if not parts:
            raise CheckFailed(finding("EG024", archive.at("")))
        leftward, language = _leftward(book.package), _dc(book, "language")
        return UnpackedBook(folder=folder, parts=parts, leftward=leftward, language=language)


def _leftward(package: xml.Element) -> bool:
    spine = next(xml.children(package, "spine"), None)
    return spine is not None and spine.get("page-progression-direction", "") == "rtl"


def _write_members(archive: Archive, folder: Path) -> None:
    """Write every member with a harmless name. One that is damaged, or that the disk cannot name, counts as missing."""
    for entry in archive.entries:
        if (target := _place(entry.name, folder)) is None:
            continue
        with suppress(UnreadableMemberError, OSError):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(entry.name))


def _place(name: str, folder: Path) -> Path | None:
    """Return where a member is written; ``None`` for a folder and for a name that leads out of the folder."""
    path = PurePosixPath(name)
    harmful = path.is_absolute() or ".." in path.parts or any(c in name for c in "\\:\0")
    return None if harmful or not path.parts or name.endswith("/") else folder.joinpath(*path.parts)


def _parts(book: EpubBook, folder: Path, *, night: bool) -> Iterator[SpinePart]:
    cover = _cover_picture(book)
    picture = folder.joinpath(*PurePosixPath(cover).parts) if cover else folder
    shown = [(item, file) for item in _linear(book) if (file := _shown_file(item, folder)) is not None]
    if picture.is_file() and not (shown and _loads(book, shown[0][0], cover)):
        yield SpinePart(
            name="cover",
            title=_dc(book, "title") or "cover",
            file=_cover_page(picture, folder, night=night),
            is_page=True,
        )
    elif picture.is_file():
        item, file = shown.pop(0)
        yield SpinePart(name="cover", title=_title(book, item), file=file)
    labels = {entry.name: entry.label for entry in reversed([*flat(nav_toc(book) or ncx_toc(book))])}
    for item, file in shown:
        title = labels.get(item.name) or _title(book, item)
        yield SpinePart(name=PurePosixPath(item.name).stem, title=title, file=file, is_page=item.media_type == SVG)


def _linear(book: EpubBook) -> Iterator[ManifestItem]:
    known = book.by_id
    for ref in book.spine:
        item = known.get(ref.idref)
        if ref.linear and item and item.media_type in (XHTML, SVG):
            yield item


def _shown_file(item: ManifestItem, folder: Path) -> Path | None:
    """Return the file under a name that makes a browser read XHTML as XHTML, not as HTML."""
    place = _place(item.name, folder) if item.name else None
    if place is None or not place.is_file():
        return None
    ending = ".svg" if item.media_type == SVG else ".xhtml"
    if place.suffix.lower() == ending:
        return place
    return Path(shutil.copyfile(place, place.with_name(place.name + ending)))


def _cover_picture(book: EpubBook) -> str:
    """Return the member of the cover picture, by its property (EPUB 3) or by ``meta name="cover"`` (EPUB 2)."""
    found = next((item for item in book.items if "cover-image" in item.properties), None)
    found = found or book.by_id.get(book.named_meta("cover"))
    return found.name if found and found.media_type.startswith("image/") else ""


def _cover_page(picture: Path, folder: Path, *, night: bool) -> Path:
    """Write a page with nothing but the cover, as shelves and lock screens show it."""
    head = el("head", el("title", "cover"), el("style", _COVER_CSS))
    body = el("body", el("img", src=picture.as_uri(), alt=""))
    page = folder / ".epubgen-cover.xhtml"
    page.write_bytes(write_document(el("html", head, body, xmlns=_NAMESPACE, class_="night" if night else None)))
    return page


def _loads(book: EpubBook, item: ManifestItem, picture: str) -> bool:
    """Return whether a document shows this picture, and so is the cover itself."""
    try:
        root = read_xml(book.archive, item.name)
    except UnreadableDocumentError:
        return False
    stem = PurePosixPath(picture).name
    links = facts_of(ContentDocument(book, item, root, 0)).links
    return any(link.loads and PurePosixPath(link.href).name == stem for link in links)


def _title(book: EpubBook, item: ManifestItem) -> str:
    """Return the title of a document, else its name."""
    try:
        root = read_xml(book.archive, item.name)
    except UnreadableDocumentError:
        return item.name
    found = next((xml.words(e) for e in xml.elements(root) if xml.local(e) == "title"), "")
    return found or PurePosixPath(item.name).stem


def _dc(book: EpubBook, name: str) -> str:
    return next((xml.words(element) for element in book.dc(name)), "")


def _unlike(parts: Iterator[SpinePart]) -> Iterator[SpinePart]:
    """Give parts unique names, since documents of one name may lie in several folders."""
    used: dict[str, int] = {}
    for part in parts:
        count = used[part.name] = used.get(part.name, 0) + 1
        yield part if count == 1 else replace(part, name=f"{part.name}.{count}")
