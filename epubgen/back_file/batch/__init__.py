# SPDX-License-Identifier: AGPL-3.0-or-later
"""Builds many issues: in parallel, resumable, incremental.

::

    sources ─▶ journal (what is known) ─▶ work (one issue, in a process) ─▶ output_folder (its name) ─▶ journal
"""

from __future__ import annotations

from epubgen.back_file.batch.built import Built
from epubgen.back_file.batch.page_quality import worst_issues
from epubgen.back_file.batch.run import Batch, build_many
from epubgen.back_file.batch.sources import BatchInput
from epubgen.back_file.batch.summary import BatchSummary

__all__ = ["Batch", "BatchInput", "BatchSummary", "Built", "build_many", "worst_issues"]
