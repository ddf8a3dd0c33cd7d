# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the issues whose folders lie beside an issue folder: their ``issue.yaml`` and the files of their stories."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator

from epubgen.errors import EpubgenError
from epubgen.files.input_tree import InputTree
from epubgen.model import Article, Issue, Publication
from epubgen.serialization import decode_article, decode_issue
from epubgen.startup import dataclass

__all__ = ["Neighbour", "neighbours", "passages_of"]

REACH = 4
"""How many folders on either side are read; there may be ten thousand."""


@dataclass(frozen=True)
class Neighbour:
    """An issue beside this one. ``issue`` has no stories; ``is_earlier`` compares the names of the folders."""

    folder: str
    issue: Issue
    inputs: InputTree
    is_earlier: bool

    def story_hashes(self) -> frozenset[str]:
        """Return the SHA-256 of each article file, in hex."""
        return frozenset(hashlib.sha256(data).hexdigest() for _, data in self._files())

    def passages(self) -> dict[str, frozenset[str]]:
        """Return the paragraphs of each article file, by its name without the ending; see ``passages_of``."""
        return {stem: passages_of(data) for stem, data in self._files()}

    def withdrawn(self) -> Iterator[Article]:
        """Yield the stories of this issue that were withdrawn."""
        for stem, data in self._files():
            if b"withdrawn" in data or "撤".encode() in data:
                story, _ = decode_article(data.decode(errors="replace"), self.inputs.at(stem), stem)
                if story and story.withdrawn:
                    yield story

    def _files(self) -> Iterator[tuple[str, bytes]]:
        for name in self.inputs.under(posixpath.join(self.folder, "articles")):
            if name.endswith(".md") and not name.endswith(".new.md"):
                yield posixpath.basename(name).removesuffix(".md"), self.inputs.read(name)


def passages_of(data: bytes) -> frozenset[str]:
    """Return the paragraphs of an article file without its front matter, each on one line."""
    text = data.decode(errors="replace").replace("\r\n", "\n")
    body = text.split("\n---", 1)[-1] if text.startswith("---") else text
    parts = (" ".join(part.split()) for part in body.split("\n\n"))
    return frozenset(part for part in parts if part.strip("- "))


def neighbours(inputs: InputTree, publication: Publication) -> tuple[Neighbour, ...]:
    """Return the issues beside that of ``inputs``, on each side the nearest first; an unreadable one is skipped."""
    names = _folders(inputs)
    before = [name for name in reversed(names) if name < inputs.base]
    after = [name for name in names if name > inputs.base]
    return (*_read(before, inputs, publication, earlier=True), *_read(after, inputs, publication, earlier=False))


def _folders(inputs: InputTree) -> list[str]:
    """Return the folders beside that of the issue, sorted; none where the issue is the root itself."""
    parent = posixpath.dirname(inputs.base)
    if not inputs.base:
        return []
    if inputs.root is not None:
        return sorted(inputs.beside(inputs.base))
    folders = {posixpath.dirname(name) for name in inputs.files if posixpath.basename(name) == "issue.yaml"}
    return sorted(folder for folder in folders if posixpath.dirname(folder) == parent)


def _read(folders: list[str], inputs: InputTree, publication: Publication, *, earlier: bool) -> Iterator[Neighbour]:
    found = (folder for folder in folders if inputs.has(posixpath.join(folder, "issue.yaml")))
    for _, folder in zip(range(REACH), found, strict=False):
        name = posixpath.join(folder, "issue.yaml")
        try:
            issue, _ = decode_issue(inputs.text(name), inputs.at(name), publication)
        except EpubgenError:
            continue
        if issue is not None:
            yield Neighbour(folder, issue, inputs, earlier)
