# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sheets that are not ours: themes beside ``publication.yaml``, sheets that it names, sheets of the user."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from epubgen.epub.theme.css_rules import css_findings
from epubgen.errors import Finding, Location, OptionsError, SourceError, finding
from epubgen.files.input_tree import InputTree
from epubgen.model import Publication
from epubgen.options import Options

__all__ = ["PublisherCss", "PublisherSheet", "read_publisher_css"]

_FOLDER = "themes"
_LEVELS = 3
"""``publication.yaml`` stands in the folder of the issue or up to two above it; ``themes/`` stands beside it."""


@dataclass(frozen=True, slots=True)
class PublisherSheet:
    """A sheet of the publisher: where it lies and its bytes."""

    at: Location
    data: bytes


@dataclass(frozen=True, slots=True)
class PublisherCss:
    """What a publisher brings along. A theme of the house comes before one of ours with the same name."""

    themes: Mapping[str, PublisherSheet] = field(default_factory=dict)
    css: tuple[PublisherSheet, ...] = ()
    """In link order: those of ``publication.yaml``, then those of the user."""

    def findings(self, theme: str) -> Iterator[Finding]:
        """K17: what a device does not bear, in the sheets that are used. Only warnings: it is the publisher's paper."""
        used = [self.themes[theme]] if theme in self.themes else []
        for sheet in (*used, *self.css):
            yield from css_findings(sheet.data, sheet.at)


def read_publisher_css(paper: Publication, inputs: InputTree, options: Options) -> PublisherCss:
    """The sheets of a publisher.

    Raises:
        OptionsError: EG008 a sheet cannot be read.
    """
    tree = InputTree.folder(options.publication.parent) if options.publication else inputs
    return PublisherCss(
        themes=dict(_themes(tree)),
        css=(*(_named(tree, name) for name in paper.css), *map(_given, options.css)),
    )


def _themes(tree: InputTree) -> Iterator[tuple[str, PublisherSheet]]:
    """The themes of the nearest folder that has some."""
    folder = tree.base
    for _ in range(_LEVELS):
        inner = posixpath.join(folder, _FOLDER)
        found = [name for name in tree.under(inner) if posixpath.dirname(name) == inner and name.endswith(".css")]
        if found:
            yield from ((posixpath.basename(name).removesuffix(".css"), _named(tree, name)) for name in found)
            return
        if not folder:
            return
        folder = posixpath.dirname(folder)


def _named(tree: InputTree, name: str) -> PublisherSheet:
    try:
        return PublisherSheet(tree.at(name), tree.read(name))
    except SourceError as error:
        raise OptionsError(finding("EG008.house", tree.at(name))) from error


def _given(path: Path) -> PublisherSheet:
    at = Location(path.as_posix())
    try:
        return PublisherSheet(at, path.read_bytes())
    except OSError as error:
        raise OptionsError(finding("EG008", at, why=error.strerror or "")) from error
