# SPDX-License-Identifier: AGPL-3.0-or-later
"""An edition in memory, made anew in a moment when its source changes: what a preview shows.

``proofs`` reads the source and keeps what did not change; ``proof`` is one state of one edition, its parts made when
they are asked for; ``marks`` know which document a finding speaks of.
"""

from __future__ import annotations

from epubgen.pipeline.live.edition import DocumentState, LiveEdition
from epubgen.pipeline.live.marks import Marked
from epubgen.pipeline.live.source import MODES, LiveSource, Mode

__all__ = ["MODES", "DocumentState", "LiveEdition", "LiveSource", "Marked", "Mode"]
