# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every XHTML document of the edition, made when it is asked for.

``context`` has what a page needs and the frame around each; ``masthead``, ``contents``, ``story`` and ``back_matter``
make the documents; ``people`` has the names that they share.
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
    """One document of the spine.

    Args:
        edition: the plan; its hrefs, titles and sheets are used as they are.
        media: finds the prepared picture of a photo.
        document: one of the plan.
        typeset: language → what is done to visible text before it is set.
        glyphs: how rare characters are shown.
    """
    return _PAGES[document.kind](PageContext.of(edition, media, typeset, document, glyphs))
