# SPDX-License-Identifier: AGPL-3.0-or-later
"""Shows an issue in the browser on the screen of an e-reader, and again whenever a file is saved.

::

    files ─watch─▶ Preview ─▶ LiveSource ─▶ state ─▶ server ─▶ ui/ (plain HTML, CSS and JavaScript)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from epubgen.live_preview.preview import Preview

__all__ = ["Preview"]


def __getattr__(name: str) -> object:
    """Import ``Preview`` on first use: a help page that lists the screens needs neither the server nor the build."""
    if name != "Preview":
        raise AttributeError(name)
    from epubgen.live_preview import preview  # noqa: PLC0415 - see the docstring

    return preview.Preview
