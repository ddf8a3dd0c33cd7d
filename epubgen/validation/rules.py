# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table of our own rules: what each looks at, in the order in which they run. One function a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from epubgen.errors import Finding
from epubgen.validation import (
    archive_rules,
    claim_rules,
    css_rules,
    link_rules,
    markup_rules,
    nav_rules,
    package_rules,
    picture_rules,
    text_rules,
    vocabulary_rules,
)
from epubgen.validation.book import EpubBook
from epubgen.validation.document import ContentDocument
from epubgen.validation.link_rules import BookContent
from epubgen.validation.picture_rules import PackagePicture

BOOK_RULES: tuple[Callable[[EpubBook], Iterator[Finding]], ...] = (
    archive_rules.mimetype,
    archive_rules.traversal,
    archive_rules.long_names,
    archive_rules.reserved_names,
    archive_rules.illegal_names,
    package_rules.version,
    vocabulary_rules.parts,
    vocabulary_rules.properties,
    vocabulary_rules.metadata_form,
    package_rules.metadata,
    package_rules.modified,
    package_rules.manifest,
    package_rules.spine,
    package_rules.unlisted,
    css_rules.sheets,
)
DOCUMENT_RULES: tuple[Callable[[ContentDocument], Iterator[Finding]], ...] = (
    markup_rules.external_doctype,
    markup_rules.head,
    markup_rules.repeated_ids,
    markup_rules.properties,
    markup_rules.grammar,
    markup_rules.missing_alt,
    markup_rules.huge_page,
    text_rules.private_use,
    text_rules.bidi_controls,
    text_rules.c1_controls,
    text_rules.noncharacters,
)
CONTENT_RULES: tuple[Callable[[BookContent], Iterator[Finding]], ...] = (
    link_rules.script_links,
    link_rules.remote,
    link_rules.targets,
    link_rules.unused,
    nav_rules.nav,
    nav_rules.ncx,
    nav_rules.same_contents,
    nav_rules.direction,
    nav_rules.page_list,
    claim_rules.conformance,
    claim_rules.alternative_text,
    claim_rules.page_claims,
)
PICTURE_RULES: tuple[Callable[[PackagePicture], Iterator[Finding]], ...] = (
    picture_rules.truncated,
    picture_rules.cmyk,
    picture_rules.huge,
    picture_rules.wrong_type,
    picture_rules.metadata,
)
