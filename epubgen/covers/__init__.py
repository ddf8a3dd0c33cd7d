# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the cover picture: the front page, composed of nameplate, date, headline, photo and text.

``words`` takes the texts of the front page from the plan. ``settable`` leaves out lines that the fonts cannot show.
``horizontal`` and ``vertical`` lay out the page by the direction of its lines, on a ``canvas``, with fonts from
``type``. ``make`` chooses what the cover shows, and falls back to something simpler if a part is missing.
"""

from __future__ import annotations

from epubgen.covers.make import CoverPicture, make_cover, thumbnail

__all__ = ["CoverPicture", "make_cover", "thumbnail"]
