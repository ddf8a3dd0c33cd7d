# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules of CJK text as pure functions.

Two streams, each from left to right. As typed → as meant, once, on request, in the stories themselves::

    issue ─punctuation─▶ issue

As meant → as set, on every page, for a language and a writing mode (``make``)::

    runs ─joined─▶ addresses ─▶ forms ─▶ hanzi ─▶ dashes ─▶ middle dots ─▶ quotes ─▶ units ─▶ digits ─▶ letters ─▶ runs
         line: all words in a row       └────── change characters ──────────────┘  └── stand them up, vertical ──┘

A rule sees a ``TypesetLine`` and yields edits; it looks through tags and never touches code, readings, cells that are
set already or runs in Latin languages. Only visible text comes here: never ``alt``, ids, metadata or the navigation.
"""

from __future__ import annotations

from epubgen.typesetting.make import Typesetter, make
from epubgen.typesetting.punctuation import Counts, normalise, normalise_issue

__all__ = ["Counts", "Typesetter", "make", "normalise", "normalise_issue"]
