# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks a finished EPUB, ours or any other: with numbered rules of our own, and with EPUBCheck.

::

    archive (limits) ─▶ book (container, manifest, spine) ─▶ documents, sheets, pictures ─▶ rules ─▶ Report
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from epubgen.validation.accessibility import Accessibility, read_accessibility
    from epubgen.validation.archive import Archive, open_archive
    from epubgen.validation.book import TocEntry
    from epubgen.validation.package_view import PackageMember, PackageView, read_package
    from epubgen.validation.revision import (
        EditionFingerprint,
        EditionText,
        changes,
        read_edition,
        read_fingerprint,
        read_identity,
        read_page,
        refuse_other_issue,
        silent,
        silent_change,
    )
    from epubgen.validation.run import check_archive, check_file

_HOMES = {
    "accessibility": ("Accessibility", "read_accessibility"),
    "archive": ("Archive", "open_archive"),
    "book": ("TocEntry",),
    "package_view": ("PackageMember", "PackageView", "read_package"),
    "revision": (
        "EditionFingerprint",
        "EditionText",
        "changes",
        "read_edition",
        "read_fingerprint",
        "read_identity",
        "read_page",
        "refuse_other_issue",
        "silent",
        "silent_change",
    ),
    "run": ("check_archive", "check_file"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Accessibility",
    "Archive",
    "EditionFingerprint",
    "EditionText",
    "PackageMember",
    "PackageView",
    "TocEntry",
    "changes",
    "check_archive",
    "check_file",
    "open_archive",
    "read_accessibility",
    "read_edition",
    "read_fingerprint",
    "read_identity",
    "read_package",
    "read_page",
    "refuse_other_issue",
    "silent",
    "silent_change",
]


def __getattr__(name: str) -> object:
    """Import a public name on first use: a build without checks imports no rules."""
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f"epubgen.validation.{_HOME[name]}"), name)
