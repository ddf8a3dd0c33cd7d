# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about pages with a fixed layout: each states its size (EPUB 3.3 §8.2.2.6, §F)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.startup import regex
from epubgen.validation.book import XHTML
from epubgen.validation.document import SVG, ContentDocument

__all__ = ["fixed_size"]

_NUMBER = regex(r"\d*\.?\d+")
_PAIR = regex(r"\s*([A-Za-z-]+)\s*(?:=\s*([^\s,;=]+)\s*)?\Z")


def fixed_size(document: ContentDocument) -> Iterator[Finding]:
    """B53: a page with a fixed layout states its width and height."""
    if document.item.id not in document.book.fixed_ids:
        return
    if document.item.media_type == SVG and not document.root.get("viewBox"):
        yield document.about("B53.svg", document.root)
    elif document.item.media_type == XHTML:
        yield from _viewport(document)


def _viewport(document: ContentDocument) -> Iterator[Finding]:
    metas = (meta for meta in document.named("meta") if meta.get("name", "").strip().lower() == "viewport")
    meta = next(metas, None)
    if meta is None:
        yield document.about("B53", document.root)
        return
    said = meta.get("content", "")
    pairs = [found.groups() for part in re.split(r"[,;]", said) if (found := _PAIR.match(part))]
    if len(pairs) != len(re.split(r"[,;]", said.strip().rstrip(",;"))):
        yield document.about("B53.form", meta, value=said)
        return
    count = Counter(name.lower() for name, _ in pairs)
    values = {name.lower(): value or "" for name, value in pairs}
    for name in ("width", "height"):
        right = _NUMBER.fullmatch(values.get(name, "")) or values.get(name) == f"device-{name}"
        if not right or count[name] > 1:
            yield document.about("B53.form", meta, value=said)
            return
