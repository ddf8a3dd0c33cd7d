# SPDX-License-Identifier: AGPL-3.0-or-later
"""Style sheets as calibre may see them: without rules for dark screens, which it would apply to every screen."""

from __future__ import annotations

import re
from pathlib import Path

from epubgen.checks import Archive, open_archive
from epubgen.checks.archive import MAX_TEXT, UnreadableError
from epubgen.errors import CheckFailed, Finding, Location, finding
from epubgen.formats.container import Change, rewrite

__all__ = ["without_dark", "without_dark_rules"]

_MEDIA = re.compile(r"@media\b([^{};]*)\{", re.IGNORECASE)
_HIDDEN = re.compile(r"/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)


def without_dark(epub: Path, target: Path) -> tuple[Finding, ...]:
    """Write a copy of an EPUB without ``@media (prefers-color-scheme: …)``; EG046 names each sheet that had one.

    The copy has a plain name, too, whatever the EPUB is called.

    Raises:
        CheckFailed: no readable EPUB.
    """
    changes: dict[str, Change] = {}
    with open_archive(epub) as archive:
        for entry in archive.entries:
            if entry.name.lower().endswith(".css"):
                css = _sheet(archive, entry.name)
                if (plain := without_dark_rules(css)) != css:
                    changes[entry.name] = plain.encode("utf-8", "surrogateescape")
        with target.open("wb") as stream:
            rewrite(archive, stream, changes)
    return tuple(finding("EG046", Location(f"{epub.name}/{name}"), sheet=name) for name in changes)


def _sheet(archive: Archive, name: str) -> str:
    try:
        return archive.read(name, MAX_TEXT).decode("utf-8-sig", "surrogateescape")
    except UnreadableError as error:
        raise CheckFailed(finding("B18.member", archive.at(name), name=name)) from error


def without_dark_rules(css: str) -> str:
    """A style sheet without its blocks for a colour scheme."""
    masked = _HIDDEN.sub(lambda found: " " * len(found.group()), css)
    kept, place = [], 0
    for found in _MEDIA.finditer(masked):
        if found.start() >= place and "prefers-color-scheme" in found[1].lower():
            kept.append(css[place : found.start()])
            place = _after_block(masked, found.end())
    return "".join((*kept, css[place:]))


def _after_block(masked: str, place: int) -> int:
    """The place behind the bracket that closes the block which begins before ``place``."""
    depth = 1
    while depth and place < len(masked):
        depth += {"{": 1, "}": -1}.get(masked[place], 0)
        place += 1
    return place
