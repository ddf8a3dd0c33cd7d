# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the XHTML documents of an edition, one at a time.

``context`` has what every page needs, and the document around the content. ``masthead``, ``contents``, ``story`` and
``back_matter`` make the documents. ``people`` makes the bylines and credits that they share.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from epubgen.epub.edition import DocumentKind, Edition, SpineDocument
from epubgen.epub.pages.back_matter import (
    authors_page,
    columns_page,
    corrections_page,
    free_page,
    imprint_page,
    notices_page,
)
from epubgen.epub.pages.contents import contents_page, facsimile_page, section_page
from epubgen.epub.pages.context import PageContext, Part, Typeset
from epubgen.epub.pages.masthead import masthead_page
from epubgen.epub.pages.story import story_page
from epubgen.images import Media
from epubgen.markup.tree import NO_GLYPHS, Glyphs
from epubgen.model import Inlines

__all__ = ["Part", "page_part"]

_PAGES: Mapping[DocumentKind, Callable[[PageContext], Part]] = {
    "masthead": masthead_page,
    "contents": contents_page,
    "free": free_page,
    "section": section_page,
    "facsimile": facsimile_page,
    "article": story_page,
    "corrections": corrections_page,
    "notices": notices_page,
    "columns": columns_page,
    "authors": authors_page,
    "imprint": imprint_page,
}


def _as_typed(_language: str) -> Callable[[Inlines], Inlines]:
    return lambda inlines: inlines


def page_part(
    edition: Edition, media: Media, document: SpineDocument, *, typeset: Typeset = _as_typed, glyphs: Glyphs = NO_GLYPHS
) -> Part:
    """Return one document of the spine as a part of the EPUB.

    Args:
        edition: the plan; its paths, titles and style sheets are used as they are.
        media: finds the prepared picture of a photo.
        document: a document of the plan.
        typeset: language → a function that typesets visible text in this language.
        glyphs: how rare characters are shown.
    """
    return _PAGES[document.kind](PageContext.of(edition, media, typeset, document, glyphs))
