# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cover picture: the front of the paper, composed from nameplate, day, headline, photo and text.

``words`` takes the words of the front page from the plan; ``horizontal`` and ``vertical`` lay them out, by the
direction of the lines, on a ``canvas`` with its ``type``; ``make`` chooses what the cover shows and falls back.
"""

from __future__ import annotations

from epubgen.covers.make import CoverPicture, make_cover, thumbnail

__all__ = ["CoverPicture", "make_cover", "thumbnail"]
