# SPDX-License-Identifier: AGPL-3.0-or-later
"""The files of an issue in a bound volume.

Its pages in a folder of their own, pictures and sheets shared by content.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from epubgen.back_file.read_stories import page_entries
from epubgen.epub.edition import NavItem, PageTarget, SpineDocument
from epubgen.epub.pages.context import Part
from epubgen.startup import dataclass, regex
from epubgen.validation.book import EpubBook, ManifestItem, TocEntry, nav_toc, ncx_toc, resolve

__all__ = ["BoundIssue", "SharedFiles"]

_DOCUMENTS = frozenset({"application/xhtml+xml", "image/svg+xml"})
_SHEET = "text/css"
_NOT_KEPT = frozenset({"nav", "cover-image"})
_TAG = regex(r"""<[A-Za-z](?:[^"'<>]|"[^"]*"|'[^']*')*>""")
_LINK = regex(r"""(\s(?:src|href|xlink:href|poster|data|altimg)\s*=\s*)(["'])(.*?)\2""", re.DOTALL)
_SHEET_LINK = regex(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")
_ENTITIES = (("&amp;", "&"), ("&quot;", '"'), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"))


@dataclass(slots=True)
class SharedFiles:
    """Pictures, fonts and sheets of all issues of a volume, each content once."""

    work: Path
    """A folder for their bytes."""
    _known: dict[str, str] = field(default_factory=dict)

    def take(self, data: bytes, name: str, media_type: str) -> tuple[str, Part | None]:
        """Return the path of a content, and its part if the content is new."""
        digest = hashlib.sha256(data).hexdigest()
        if digest in self._known:
            return self._known[digest], None
        stem = digest[:20]
        href = self._known[digest] = f"shared/{stem}{posixpath.splitext(name)[1].lower()}"
        path = self.work / stem
        path.write_bytes(data)
        return href, Part(id=f"shared-{stem}", href=href, media_type=media_type, data=path)


class BoundIssue:
    """An issue of a volume. Links between its files keep their targets."""

    def __init__(self, book: EpubBook, folder: str, shared: SharedFiles) -> None:
        """Read the manifest.

        Args:
            book: the EPUB of the issue. Its archive stays open while parts are made.
            folder: the folder of the issue in the volume: ``2026-04-17``.
            shared: the shared files of the volume.
        """
        self._book, self._folder, self._shared = book, folder, shared
        self._top = posixpath.dirname(book.package_name)
        self._sheets = {item.name: self._text(item) for item in book.items if item.media_type == _SHEET and item.name}
        self._fixed = {name for sheet, text in self._sheets.items() for name in _sheet_links(sheet, text)}
        self._fixed |= {sheet for sheet, text in self._sheets.items() if any(_sheet_links(sheet, text))}
        self._moved: dict[str, str] = {}
        self._new: dict[str, Part] = {}
        self._wanted: dict[str, None] = {}

    def _text(self, item: ManifestItem) -> str:
        return self._book.archive.read(item.name).decode("utf-8", "replace")

    def documents(self) -> Iterator[SpineDocument]:
        """Return the spine of the issue."""
        for item in self._book.spine_items:
            yield SpineDocument(id=self._id(item), href=self.href(item.name), kind="article", title=self._folder)

    def contents(self) -> tuple[NavItem, ...]:
        """Return the contents of the issue at full depth."""
        entries = nav_toc(self._book) or ncx_toc(self._book)
        return tuple(self._entries(entries))

    def _entries(self, entries: tuple[TocEntry, ...]) -> Iterator[NavItem]:
        for entry in entries:
            children = tuple(self._entries(entry.children))
            if entry.name in self._book.by_name and entry.label:
                yield NavItem(label=entry.label, href=self._target(entry), children=children)
            else:  # a heading that leads nowhere
                yield from children

    def _target(self, entry: TocEntry) -> str:
        return self.href(entry.name) + (f"#{entry.fragment}" if entry.fragment else "")

    def pages(self, day: str) -> Iterator[PageTarget]:
        """Return the printed pages of the issue. Their labels have the day, because other issues have equal numbers."""
        for entry in page_entries(self._book):
            if entry.name in self._book.by_name:
                yield PageTarget(label=f"{day} {entry.label}", href=self._target(entry))

    def cover(self) -> Part | None:
        """Return the cover picture for the volume."""
        item = next((item for item in self._book.items if "cover-image" in item.properties and item.name), None)
        if item is None:
            return None
        data = self._book.archive.read(item.name)
        ending = posixpath.splitext(item.name)[1].lower()
        kept = ("cover-image",)
        return Part(
            id="cover-image", href=f"cover-image{ending}", media_type=item.media_type, data=data, properties=kept
        )

    def parts(self) -> Iterator[Part]:
        """Yield every file of the issue that the volume needs, without those that an earlier issue brought."""
        for item in self._book.items:
            if item.name and item.media_type in _DOCUMENTS and "nav" not in item.properties:
                if item.media_type == "image/svg+xml" and item.name not in self._book.spine_names:
                    continue
                yield self._document(item)
        for name in self._all_wanted():
            item = self._book.by_name[name]
            if (name in self._fixed or item.media_type in _DOCUMENTS) and not self._is_document(item):
                yield self._part(item, self._book.archive.read(name))
            elif part := self._new.pop(name, None):
                yield part

    def _all_wanted(self) -> Iterator[str]:
        """Return the files that pages name, then those that their style sheets name, and so on."""
        coming = list(self._wanted)
        for name in coming:
            if name in self._book.by_name:
                yield name
            found = _sheet_links(name, self._sheets.get(name, ""))
            coming += [other for other in found if other not in coming]

    def _is_document(self, item: ManifestItem) -> bool:
        return item.media_type == "application/xhtml+xml" or item.name in self._book.spine_names

    def _document(self, item: ManifestItem) -> Part:
        text = self._text(item)
        return self._part(item, _TAG.sub(lambda tag: self._relinked(tag[0], item), text).encode())

    def _relinked(self, tag: str, document: ManifestItem) -> str:
        return _LINK.sub(lambda link: self._link(link, document), tag) if "=" in tag else tag

    def _link(self, link: re.Match[str], document: ManifestItem) -> str:
        target = resolve(document.name, _plain(link[3]))
        item = self._book.by_name.get(target[0]) if target else None
        if item is None or target is None or self._is_document(item):
            return link[0]
        self._wanted[item.name] = None
        if item.name in self._fixed or item.media_type in _DOCUMENTS:
            return link[0]
        place = posixpath.relpath(self.href(item.name), posixpath.dirname(self.href(document.name)))
        fragment = f"#{target[1]}" if target[1] else ""
        return f"{link[1]}{link[2]}{place}{fragment}{link[2]}"

    def href(self, name: str) -> str:
        """Return the path of a file of the issue in the volume."""
        item = self._book.by_name[name]
        if self._is_document(item) or name in self._fixed or item.media_type in _DOCUMENTS:
            inside = posixpath.relpath(name, self._top or ".")
            return f"{self._folder}/{name if inside.startswith('..') else inside}"
        if name not in self._moved:
            self._moved[name], part = self._shared.take(self._book.archive.read(name), name, item.media_type)
            if part:
                self._new[name] = part
        return self._moved[name]

    def _part(self, item: ManifestItem, data: bytes) -> Part:
        kept = tuple(sorted(item.properties - _NOT_KEPT))
        return Part(
            id=self._id(item), href=self.href(item.name), media_type=item.media_type, data=data, properties=kept
        )

    def _id(self, item: ManifestItem) -> str:
        return f"d{self._folder}-{item.id}"


def _plain(value: str) -> str:
    for entity, char in reversed(_ENTITIES):
        value = value.replace(entity, char)
    return value


def _sheet_links(sheet: str, text: str) -> Iterator[str]:
    """Return the members that a style sheet names."""
    for found in _SHEET_LINK.finditer(text):
        target = resolve(sheet, (found[1] or found[2]).strip())
        if target:
            yield target[0]
