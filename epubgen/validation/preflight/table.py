# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table of preflight rules: code, function, weight for each target. ``docs/preflight.md`` is generated from it.

E: the book may be refused or lose something important. W: it is worse to read. I: information. Codes never change their
meaning; a rule that proves wrong is retired, and its number is not used again.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from epubgen.validation.book import EpubBook
from epubgen.validation.document import ContentDocument
from epubgen.validation.picture_rules import PackagePicture
from epubgen.validation.preflight import document_rules as page
from epubgen.validation.preflight import kindle_rules as kindle
from epubgen.validation.preflight import package_rules as pack
from epubgen.validation.preflight import style_rules as style
from epubgen.validation.preflight.rule import ParsedStyles, Rule, weights
from epubgen.validation.reference_rules import BookContent

__all__ = ["BOOK", "CONTENT", "DOCUMENT", "PICTURE", "RULES", "STYLE"]

_EVERY = "generic:W kindle:W kobo:W boox:W apple:W"
_SMALL = "generic:W kindle:W kobo:W boox:W"


def _banned(key: str, words: str) -> Rule[ParsedStyles]:
    return Rule(key, partial(style.banned, key), weights(words))


BOOK: tuple[Rule[EpubBook], ...] = (
    Rule("K03", pack.language, weights("kindle:E generic:W")),
    Rule("K03.region", pack.script_tag, weights("kindle:W generic:W")),
    Rule("K08", pack.cover_named, weights("generic:W kindle:E kobo:E boox:W apple:W")),
    Rule("K08.marks", pack.cover_marks, weights("generic:W kindle:W kobo:W")),
    Rule("K08.none", pack.no_cover, weights("generic:I kindle:I kobo:I boox:I apple:I")),
    Rule("K10.case", pack.case, weights("generic:W kindle:E kobo:E boox:E apple:E")),
    Rule("K10.name", pack.names, weights("generic:W kindle:W")),
    Rule("K14", pack.file_size, weights(_EVERY)),
    Rule("K21", pack.cover_page, weights("kindle:W")),
    Rule("K26", pack.fonts, weights("generic:W kindle:W kobo:E boox:W")),
)
DOCUMENT: tuple[Rule[ContentDocument], ...] = (
    Rule("K01", page.declaration, weights("generic:W kindle:E")),
    Rule("K04", page.no_alt, weights("generic:W kindle:E kobo:W boox:W apple:W")),
    Rule("K04.src", page.no_source, weights("generic:W kindle:E kobo:W boox:W apple:W")),
    Rule("K07", page.hidden_text, weights("kindle:W")),
    Rule("K09.entity", page.external_type, weights("generic:W kindle:E")),
    Rule("K09.namespace", page.namespace, weights("generic:W kindle:E")),
    Rule("K09.nested", page.nested_paragraph, weights("generic:W kindle:E")),
    Rule("K11", page.active, weights("generic:W kindle:E kobo:W boox:W")),
    Rule("K14.page", page.heavy_page, weights(_EVERY)),
    Rule("K14.pictures", page.page_of_pictures, weights("kobo:W")),
    Rule("K15", page.wide_table, weights(_SMALL)),
    Rule("K15.rows", page.tall_table, weights(_SMALL)),
    Rule("K16", page.fragment_links, weights("generic:W kindle:W kobo:W")),
    Rule("K19", page.long_alt, weights("kindle:W")),
    Rule("K22", page.svg_picture, weights("generic:W kindle:W boox:W apple:W")),
    Rule("K28", page.presentation_forms, weights(_EVERY)),
    Rule("K34", kindle.formulas, weights("kindle:W")),
    Rule("K35", kindle.joined_emoji, weights("kindle:W")),
)
STYLE: tuple[Rule[ParsedStyles], ...] = (
    Rule("K05", style.flexible_boxes, weights("generic:W kindle:E kobo:E boox:W")),
    Rule("K06", style.custom_properties, weights("generic:W kindle:E kobo:W boox:W")),
    _banned("K17.body", "generic:W kindle:W kobo:W boox:W apple:W"),
    _banned("K17.calc", "generic:W kindle:W kobo:E boox:W"),
    _banned("K17.dark", "generic:W kindle:E boox:W"),
    _banned("K17.fixed", "generic:W kindle:E kobo:E boox:W apple:W"),
    _banned("K17.import", "generic:W kindle:E kobo:W boox:W"),
    _banned("K17.margin", "generic:W kindle:E kobo:W boox:W"),
    _banned("K17.range", "generic:W kindle:E kobo:W boox:W"),
    _banned("K17.utf8", "generic:W kindle:E kobo:W boox:W apple:W"),
    Rule("K23", style.wide_margins, weights("kobo:W")),
    Rule("K24", style.backgrounds, weights("kobo:W")),
    Rule("K27", style.fixed_pixels, weights("generic:W kobo:W")),
    Rule("K29", style.local_fonts, weights("boox:W")),
    Rule("K30", style.modes_below_root, weights("generic:W kindle:W apple:E")),
    Rule("K31", style.mode_spellings, weights(_EVERY)),
    Rule("K32", style.page_margins, weights("kindle:W")),
)
CONTENT: tuple[Rule[BookContent], ...] = (
    Rule("K02", page.body_links, weights("generic:W kindle:E")),
    Rule("K13", page.differ, weights("generic:W kindle:E")),
    Rule("K13.depth", page.deep, weights("generic:W kindle:E kobo:W")),
    Rule("K13.ids", page.ids, weights("generic:W kindle:E boox:W")),
    Rule("K13.ncx", page.no_ncx, weights("generic:W kindle:W boox:W")),
    Rule("K13.order", page.out_of_order, weights("generic:W kindle:E kobo:W")),
    Rule("K13.play_order", page.play_order, weights("generic:W kindle:E boox:W")),
    Rule("K13.uid", page.uid, weights("generic:W kindle:E")),
    Rule("K18", pack.direction, weights("generic:W kindle:E kobo:E boox:W apple:E")),
)
PICTURE: tuple[Rule[PackagePicture], ...] = (
    Rule("K10", pack.types, weights("generic:W kindle:E kobo:E boox:E apple:E")),
    Rule("K12", pack.formats, weights("generic:W kindle:E kobo:W boox:E apple:W")),
    Rule("K12.alpha", pack.transparent, weights("generic:W kindle:E kobo:W boox:W")),
    Rule("K12.animated", pack.animated, weights("generic:W kindle:E kobo:W boox:E")),
    Rule("K12.bytes", pack.heavy, weights(_SMALL)),
    Rule("K12.colours", pack.colours, weights("generic:W kindle:E kobo:E boox:W apple:W")),
    Rule("K12.metadata", pack.metadata, weights(_EVERY)),
    Rule("K12.pixels", pack.large, weights("generic:W kindle:W kobo:W boox:E")),
    Rule("K12.progressive", pack.progressive, weights("generic:W kindle:W boox:E")),
    Rule("K20", pack.cover_size, weights("generic:W kindle:W apple:W")),
    Rule("K25", pack.cover_type, weights("generic:W kindle:E kobo:E boox:W")),
    Rule("K33", pack.too_large_for_apple, weights("apple:W")),
)
RULES: tuple[Rule[Any], ...] = (*BOOK, *DOCUMENT, *STYLE, *CONTENT, *PICTURE)
"""All rules; a document that is not XML is reported as K09 in addition."""
