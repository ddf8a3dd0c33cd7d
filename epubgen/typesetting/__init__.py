# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sets CJK text by pure functions: corrects punctuation on request, and prepares each line for a writing mode.

Two sequences of steps, each from left to right. The first corrects what was typed, once, in the stories themselves::

    issue ─punctuation─▶ issue

The second changes the text of every page for a language and a writing mode (``make``)::

    runs ─joined─▶ addresses ─▶ forms ─▶ hanzi ─▶ dashes ─▶ middle dots ─▶ quotes ─▶ units ─▶ digits ─▶ letters ─▶ runs
         line: all words in a row       └────── change characters ──────────────┘  └── stand them up, vertical ──┘

A rule gets a ``TypesetLine`` and yields edits. Tags do not hide neighbouring characters from a rule. No rule changes
code, readings, characters set in one cell, or runs in languages with Latin letters. Only visible text is set: never
``alt``, ids, metadata or the navigation.
"""

from __future__ import annotations

from epubgen.typesetting.make import Typesetter, make
from epubgen.typesetting.punctuation import Counts, normalise, normalise_issue

__all__ = ["Counts", "Typesetter", "make", "normalise", "normalise_issue"]
