# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks of a finished EPUB, ours or anybody's: numbered rules of our own, and EPUBCheck.

::

    archive (limits) ─▶ book (container, manifest, spine) ─▶ documents, sheets, pictures ─▶ rules ─▶ Report
"""

from __future__ import annotations

from epubgen.checks.accessibility import Accessibility, accessibility
from epubgen.checks.archive import Archive, open_archive
from epubgen.checks.revision import silent_change
from epubgen.checks.run import check_archive, check_file
from epubgen.checks.toc import Entry
from epubgen.checks.view import Member, PackageView, read_package

__all__ = [
    "Accessibility",
    "Archive",
    "Entry",
    "Member",
    "PackageView",
    "accessibility",
    "check_archive",
    "check_file",
    "open_archive",
    "read_package",
    "silent_change",
]
