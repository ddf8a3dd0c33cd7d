# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cover picture: the front of the paper, composed from nameplate, day, headline, photo and text.

``words`` says what stands there; ``across`` and ``down`` print it, by the direction of the lines, on the ``press`` with
its ``type``; ``pictures`` crops and encodes; ``make`` chooses the way and falls back.
"""

from __future__ import annotations

from epubgen.covers.make import Cover, make_cover
from epubgen.covers.pictures import thumbnail

__all__ = ["Cover", "make_cover", "thumbnail"]
