# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about ``epub:type``: where it may stand, and its prefixes (EPUB 3.3 §6.1.3.1, §D.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from epubgen.errors import Finding
from epubgen.validation import xml
from epubgen.validation.book import EPUB_TYPE
from epubgen.validation.document import SVG, ContentDocument

__all__ = ["semantics", "undeclared_prefixes"]

_PREFIX = f"{xml.OPS}prefix"
_RESERVED = frozenset({"a11y", "dcterms", "marc", "media", "onix", "rendition", "schema", "xsd", "msv", "prism"})
_HEAD = frozenset({"head", "title", "meta", "link", "style", "script", "base", "html", "template", "noscript"})
_SVG_NONE = frozenset(
    {
        "defs", "desc", "title", "metadata", "style", "script", "linearGradient", "radialGradient", "stop", "clipPath",
        "mask", "filter", "pattern", "marker", "animate", "set", "font", "font-face", "glyph",
    }
)  # fmt: skip


def semantics(document: ContentDocument) -> Iterator[Finding]:
    """B61: no ``epub:type`` stands on metadata, and none has an undeclared prefix."""
    if not document.book.is_epub3 or xml.OPS[1:-1] not in document.source:
        return
    nowhere = _SVG_NONE if document.item.media_type == SVG else _HEAD
    for element in document.having(EPUB_TYPE):
        if xml.local(element) in nowhere:
            yield document.about("B61", element, element=xml.local(element))
    for word in undeclared_prefixes(document.root, document.having(EPUB_TYPE)):
        yield document.about("B61.prefix", word=word)


def undeclared_prefixes(root: xml.Element, elements: Iterable[xml.Element]) -> tuple[str, ...]:
    """Yield values of ``epub:type`` whose prefix is neither declared at the root nor reserved."""
    known = _RESERVED | set(re.findall(r"([^\s:]+):\s", root.get(_PREFIX, "")))
    words = {word for e in elements for word in e.get(EPUB_TYPE, "").split() if ":" in word}
    return tuple(sorted(word for word in words if word.partition(":")[0] not in known))
