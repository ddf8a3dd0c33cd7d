# SPDX-License-Identifier: AGPL-3.0-or-later
"""Shows an issue or an EPUB as a tree: the output of ``epubgen inspect``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from epubgen.epub.edition import Edition, NavItem
from epubgen.startup import dataclass
from epubgen.validation.book import TocEntry
from epubgen.validation.package_view import read_package

__all__ = ["OutlineNode", "of_epub", "of_issue"]


@dataclass(frozen=True, slots=True)
class OutlineNode:
    """A line of the tree: its label, a note, and the lines below it."""

    label: str
    note: str = ""
    below: tuple[OutlineNode, ...] = ()

    def text(self) -> str:
        """Return the tree as lines with box-drawing characters."""
        return "\n".join((self._line(), *self._lines("")))

    def as_json(self) -> dict[str, object]:
        """Return the tree as nested objects; empty parts are left out."""
        facts = {"label": self.label, "note": self.note, "below": [branch.as_json() for branch in self.below]}
        return {name: value for name, value in facts.items() if value}

    def _line(self) -> str:
        return f"{self.label}  [{self.note}]" if self.note else self.label

    def _lines(self, indent: str) -> Iterator[str]:
        for number, branch in enumerate(self.below, start=1):
            last = number == len(self.below)
            yield f"{indent}{'└─ ' if last else '├─ '}{branch._line()}"  # noqa: SLF001 - the same class
            yield from branch._lines(indent + ("   " if last else "│  "))  # noqa: SLF001


def of_issue(edition: Edition) -> OutlineNode:
    """Return the plan of an issue as a tree."""
    facts = {
        "identifier": edition.identifier,
        "file": edition.file_name,
        "modified": edition.modified,
        "writing-mode": edition.writing_mode,
        "language": edition.language,
        "pages": ", ".join(page.label for page in edition.page_list),
    }
    head = [OutlineNode(f"{name}: {value}") for name, value in facts.items() if value]
    return OutlineNode(edition.title, "", (*head, *_items(edition, edition.toc)))


def of_epub(path: Path) -> OutlineNode:
    """Return the contents of an EPUB as a tree.

    Raises:
        CheckFailed: the file is not a readable EPUB.
    """
    view = read_package(path)
    title = next((value for name, value in view.metadata if name == "dc:title"), path.name)
    metadata = OutlineNode("metadata", "", tuple(OutlineNode(f"{name}: {value}") for name, value in view.metadata))
    files = OutlineNode(
        "files", f"{view.size} bytes", tuple(OutlineNode(m.name, f"{m.size} bytes") for m in view.members)
    )
    spine = OutlineNode("spine", view.direction, tuple(OutlineNode(name) for name in view.spine))
    toc = OutlineNode("contents", "", tuple(_entry(entry) for entry in view.toc))
    pages = OutlineNode("pages", ", ".join(entry.label for entry in view.pages))
    return OutlineNode(title, f"EPUB {view.version}", (metadata, toc, *([pages] if view.pages else []), spine, files))


def _items(edition: Edition, items: Iterable[NavItem]) -> tuple[OutlineNode, ...]:
    stories = {document.href: document.subject for document in edition.documents if document.kind == "article"}
    return tuple(OutlineNode(item.label, stories.get(item.href, ""), _items(edition, item.children)) for item in items)


def _entry(entry: TocEntry) -> OutlineNode:
    target = f"{entry.name}#{entry.fragment}" if entry.fragment else entry.name
    return OutlineNode(entry.label, target, tuple(_entry(child) for child in entry.children))
