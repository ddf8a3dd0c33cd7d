# SPDX-License-Identifier: AGPL-3.0-or-later
"""Shows an issue in the browser, on the page of an e-ink screen, and again whenever a file is saved.

::

    files ─watch─▶ Preview ─▶ LiveSource ─▶ state ─▶ server ─▶ ui/ (plain HTML, CSS and JavaScript)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from epubgen.live_preview.preview import Preview

__all__ = ["Preview"]


def __getattr__(name: str) -> object:
    """``Preview`` from its module: help that lists the screens loads neither the server nor what builds pages."""
    if name != "Preview":
        raise AttributeError(name)
    from epubgen.live_preview import preview  # noqa: PLC0415 - see above

    return preview.Preview
