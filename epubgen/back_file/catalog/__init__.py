# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue of a folder of EPUBs: feeds for reading apps, web pages for people.

::

    epub_files ─▶ IssueFacts ─▶ cards ─▶ feeds, web_pages, other_lists ─▶ CatalogDocument ─▶ writer ─▶ files
                                (state keeps them for the next run)        (lines: atom, opds2, web_issue …)

A run reads only EPUBs that are new, makes only the lines of their issues, and writes only files whose bytes are new.
"""

from __future__ import annotations

from epubgen.back_file.catalog.make_catalog import Catalogue, catalog

__all__ = ["Catalogue", "catalog"]
