# SPDX-License-Identifier: AGPL-3.0-or-later
"""Screens of e-ink readers, and the layout of a document in pages of a screen, for preview and snapshots.

``paginate.js`` lays the built XHTML out in columns of a screen, as e-readers do; it adds no drawing of its own.
"""

from __future__ import annotations

from importlib import resources

from epubgen.startup import dataclass

__all__ = ["SCREENS", "Screen", "paginate_js"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A screen: the pixels of the panel, and how many of them make a CSS pixel of its reader."""

    name: str
    """The name for ``--device``."""
    title: str
    """The devices with this screen."""
    width: int
    height: int
    ratio: float = 2.0
    """Device pixels to a CSS pixel."""
    font: int = 18
    """The usual size of body text, in CSS pixels."""


SCREENS: tuple[Screen, ...] = (
    Screen(name="clara", title="Kobo Clara, Kindle 11, Paperwhite 3/4", width=1072, height=1448),
    Screen(name="paperwhite", title="Paperwhite 5, Signature", width=1236, height=1648),
    Screen(name="libra", title="Kobo Libra, Oasis 2/3", width=1264, height=1680),
    Screen(name="elipsa", title="Kobo Elipsa, Aura ONE, reMarkable 2", width=1404, height=1872),
    Screen(name="scribe", title="Kindle Scribe", width=1860, height=2480),
    Screen(name="small", title="Kindle 5/7/8/10, Kobo Touch", width=600, height=800, ratio=1.0, font=20),
    Screen(name="phone", title="Phones", width=1080, height=2160, ratio=3.0, font=17),
)
"""The first one is the default. Source of the sizes: docs/photos.md and the makers' data sheets."""


def paginate_js() -> str:
    """Return the script that lays out pages: it defines ``epubgenPages(document, screen)``."""
    return resources.files(__name__).joinpath("paginate.js").read_text(encoding="utf-8")
