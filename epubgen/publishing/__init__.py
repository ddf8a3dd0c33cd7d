# SPDX-License-Identifier: AGPL-3.0-or-later
"""Publishes an issue with one command: lint, build, check, deliver, and a receipt.

::

    issue ─▶ plan (editions, deliveries) ─▶ make (build, check, convert) ─▶ place ─▶ deliver
                        receipt: read before, written after each step that matters
"""

from __future__ import annotations

from epubgen.publishing.issue_status import IssueStatus, status
from epubgen.publishing.publish_issue import publish
from epubgen.publishing.receipt import PublishError, Receipt

__all__ = ["IssueStatus", "PublishError", "Receipt", "publish", "status"]
