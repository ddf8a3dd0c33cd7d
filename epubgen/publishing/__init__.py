# SPDX-License-Identifier: AGPL-3.0-or-later
"""One command for the night: lint, build, check, deliver, and one receipt.

::

    stage ─▶ wanted (editions, deliveries) ─▶ make (build, check, convert) ─▶ place ─▶ deliver
                        receipt: read before, written after each step that matters
"""

from __future__ import annotations

from epubgen.publishing.plan import DeliverySelection
from epubgen.publishing.publish_run import PublishOptions, publish, run_publish
from epubgen.publishing.receipt import Receipt, receipt_json
from epubgen.publishing.receipt_text import receipt_text

__all__ = ["DeliverySelection", "PublishOptions", "Receipt", "publish", "receipt_json", "receipt_text", "run_publish"]
