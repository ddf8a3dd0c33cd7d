# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the pages of an edition as PNG in the size of a device, with a contact sheet of all pages.

::

    EPUB ─unpack─▶ parts of the spine ─Chromium─▶ pages ─▶ contact sheets ─▶ the folder, when all are there
"""

from __future__ import annotations

from epubgen.live_preview.snapshots.make import snapshot
from epubgen.live_preview.snapshots.pages import Screenshot, Snapshots

__all__ = ["Screenshot", "Snapshots", "snapshot"]
