# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules of CJK text as pure functions; each takes text and gives text."""

from __future__ import annotations

from epubgen.typeset.punctuation import Counts, normalise, normalise_inlines, normalise_issue

__all__ = ["Counts", "normalise", "normalise_inlines", "normalise_issue"]
