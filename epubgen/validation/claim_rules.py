# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about what a book claims of its accessibility: each claim must be borne out by the content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.model.publication import CONFORMANCE
from epubgen.validation.link_rules import BookContent
from epubgen.validation.toc import nav_list

_OLDER = re.compile(r"https?://(www\.)?(idpf\.org|w3\.org)/")


def conformance(web: BookContent) -> Iterator[Finding]:
    """B31: a claim of conformance is spelled as the standard does, and names who certifies it."""
    claims = [value for value in web.book.metas("dcterms:conformsTo") if "Accessibility" in value or "WCAG" in value]
    for claim in claims:
        if not CONFORMANCE.match(claim) and not _OLDER.match(claim):
            yield web.book.about_package("B31.words", claim=claim)
    if claims and not any(web.book.metas("a11y:certifiedBy")):
        yield web.book.about_package("B31")


def alternative_text(web: BookContent) -> Iterator[Finding]:
    """B32: ``alternativeText`` is claimed only where every picture has a text."""
    claimed = "alternativeText" in _features(web)
    missing = sum(facts.missing_alts for facts in web.facts.values())
    if claimed and missing:
        yield web.book.about_package("B32", count=missing)


def page_claims(web: BookContent) -> Iterator[Finding]:
    """B43: page navigation, page marks and ruby are claimed only where there are some."""
    features = _features(web)
    if "pageNavigation" in features and not nav_list(web.book, "page-list"):
        yield web.book.about_package("B43", feature="pageNavigation")
    if "pageBreakMarkers" in features and not any(facts.page_marks for facts in web.facts.values()):
        yield web.book.about_package("B43", feature="pageBreakMarkers")
    if "rubyAnnotations" in features and not any(facts.ruby for facts in web.facts.values()):
        yield web.book.about_package("B43", feature="rubyAnnotations")


def _features(web: BookContent) -> tuple[str, ...]:
    return web.book.metas("schema:accessibilityFeature")
