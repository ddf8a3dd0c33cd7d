# SPDX-License-Identifier: AGPL-3.0-or-later
"""From one issue to ten thousand: batches, the database of a library, catalogues, records, a server.

::

    sources ─▶ batch ─▶ EPUBs ─▶ read_epub ─▶ IssueFacts ─▶ database (search, holdings, clips)
                                                    └──────▶ catalog (OPDS, web pages), records (MARC, KBART, BagIt)

The EPUBs are the original: everything else can be made from them again.
"""

from __future__ import annotations
