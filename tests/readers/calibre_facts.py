# SPDX-License-Identifier: AGPL-3.0-or-later
"""What calibre makes of EPUBs: run by ``calibre-debug -e calibre_facts.py -- BOOK.epub ...``, prints one JSON object.

It runs in calibre's own Python, which has nothing of ours.
"""

import json
import posixpath
import sys
import tempfile
from typing import Any

from calibre.ebooks.metadata.meta import get_metadata  # type: ignore[import-not-found]
from calibre.ebooks.oeb.polish.container import get_container  # type: ignore[import-not-found]
from calibre.ebooks.oeb.polish.toc import get_toc  # type: ignore[import-not-found]


def facts(book: str) -> dict[str, Any]:
    """Title, series, day, people, cover, contents; targets are whole names."""
    with open(book, "rb") as stream:  # noqa: PTH123 - pathlib would do as well
        metadata = get_metadata(stream, "epub")
    with tempfile.TemporaryDirectory() as folder:
        container = get_container(book, tdir=folder)
        toc = get_toc(container)
        direction = container.opf.xpath("//*[local-name()='spine']/@page-progression-direction")
    return {
        "title": metadata.title,
        "series": metadata.series or "",
        "position": str(metadata.series_index or ""),
        "day": metadata.pubdate.date().isoformat(),
        "authors": metadata.authors,
        "languages": metadata.languages,
        "tags": metadata.tags,
        "cover": len((metadata.cover_data or (None, b""))[1] or b""),
        "direction": "".join(direction),
        "toc": [entry(item) for item in toc],
    }


def entry(item: Any) -> dict[str, Any]:
    """A line of the contents."""
    return {"label": item.title, "href": whole(item.dest, item.frag), "items": [entry(below) for below in item]}


def whole(name: str, fragment: str) -> str:
    """A target as one address."""
    return posixpath.normpath(name) + (f"#{fragment}" if fragment else "")


json.dump({book: facts(book) for book in sys.argv[1:]}, sys.stdout)
