# SPDX-License-Identifier: AGPL-3.0-or-later
"""Shows an issue in the browser, on the page of an e-ink screen, and again whenever a file is saved.

::

    files ─watch─▶ Preview ─▶ LiveSource ─▶ state ─▶ server ─▶ ui/ (plain HTML, CSS and JavaScript)
"""

from __future__ import annotations

from epubgen.live_preview.preview import Preview

__all__ = ["Preview"]
