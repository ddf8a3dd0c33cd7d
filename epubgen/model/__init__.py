# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an issue of a newspaper or magazine is: frozen dataclasses, sequences as tuples, nothing of EPUB in them.

The stream reads them from left to right::

    values (text, credit, photo)  →  inlines, blocks  →  article  →  issue (sections, pages)  →  publication

Writers and themes see only these types. Every value pickles, compares by content and can be built by hand.
"""

from __future__ import annotations

import warnings

from epubgen.model.blocks import (
    QA,
    Ad,
    Block,
    Box,
    Code,
    Dialogue,
    Footnote,
    Gallery,
    Image,
    List,
    Note,
    PageBreak,
    Paragraph,
    Poem,
    PullQuote,
    Quote,
    Separator,
    Subhead,
    Table,
    Turn,
)
from epubgen.model.inlines import (
    Abbr,
    Address,
    BookTitle,
    Break,
    CodeSpan,
    Directed,
    Dots,
    Em,
    Foreign,
    Inline,
    Inlines,
    Link,
    MarkedStr,
    NoteRef,
    ProperName,
    Ruby,
    Sideways,
    SmallCaps,
    Span,
    Strong,
    Struck,
    Sub,
    Sup,
    Tcy,
    Text,
    Upright,
    in_language,
    in_one_line,
    plain,
    runs_of,
    unstruck,
)
from epubgen.model.issue import Article, Correction, Issue, Numbering, Page, Revision, Section, Withdrawn
from epubgen.model.publication import (
    A11y,
    BodyFont,
    Column,
    Contact,
    Cover,
    FreePage,
    Ids,
    Nav,
    Publication,
    Publishing,
    Rights,
    SectionName,
    Typography,
    WantedDelivery,
    WantedEdition,
)
from epubgen.model.values import Credit, Dateline, Form, LangStr, Photo, Source, SourceSpan, Subject

__all__ = [
    "QA",
    "A11y",
    "Abbr",
    "Ad",
    "Address",
    "Article",
    "Block",
    "BodyFont",
    "BookTitle",
    "Box",
    "Break",
    "Code",
    "CodeSpan",
    "Column",
    "Contact",
    "Correction",
    "Cover",
    "Credit",
    "Dateline",
    "Dialogue",
    "Directed",
    "Dots",
    "Em",
    "Footnote",
    "Foreign",
    "Form",
    "FreePage",
    "Gallery",
    "Ids",
    "Image",
    "Inline",
    "Inlines",
    "Issue",
    "LangStr",
    "Link",
    "List",
    "MarkedStr",
    "Nav",
    "Note",
    "NoteRef",
    "Numbering",
    "Page",
    "PageBreak",
    "Paragraph",
    "Photo",
    "Poem",
    "ProperName",
    "Publication",
    "Publishing",
    "PullQuote",
    "Quote",
    "Revision",
    "Rights",
    "Ruby",
    "Section",
    "SectionName",
    "Separator",
    "Sideways",
    "SmallCaps",
    "Source",
    "SourceSpan",
    "Span",
    "Strong",
    "Struck",
    "Sub",
    "Subhead",
    "Subject",
    "Sup",
    "Table",
    "Tcy",
    "Text",
    "Turn",
    "Typography",
    "Upright",
    "WantedDelivery",
    "WantedEdition",
    "Withdrawn",
    "in_language",
    "in_one_line",
    "plain",
    "runs_of",
    "unstruck",
]

_RENAMED = {"I18n": "LangStr", "Place": "SourceSpan"}
"""Names of 0.1.0, and what they are called now."""


def __getattr__(name: str) -> object:
    """An old name still gives its class, with a warning."""
    if name not in _RENAMED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    new = _RENAMED[name]
    warnings.warn(f"epubgen.model.{name} is now epubgen.model.{new}", DeprecationWarning, stacklevel=2)
    return globals()[new]
