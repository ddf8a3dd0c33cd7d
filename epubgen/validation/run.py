# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes one report on one EPUB: our own rules, then EPUBCheck where a Java is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from epubgen.errors import CheckFailed, Finding, Report
from epubgen.validation import (
    character_rules,
    container_rules,
    direction_rules,
    document_rules,
    html_rules,
    layout_rules,
    manifest_rules,
    metadata_rules,
    nav_rules,
    overlay_rules,
    package_rules,
    picture_rules,
    reference_rules,
    resource_rules,
    semantics,
    sheet_rules,
)
from epubgen.validation.archive import Archive, open_archive
from epubgen.validation.book import EpubBook, read_book
from epubgen.validation.document import ContentDocument
from epubgen.validation.epubcheck import TIMEOUT, run_epubcheck
from epubgen.validation.picture_rules import PackagePicture
from epubgen.validation.preflight import Preflight
from epubgen.validation.reference_rules import BookContent
from epubgen.validation.rule_sets import RuleSet, findings_of_sets

BOOK_RULES: tuple[Callable[[EpubBook], Iterator[Finding]], ...] = (
    package_rules.mimetype,
    package_rules.traversal,
    package_rules.long_names,
    package_rules.reserved_names,
    package_rules.illegal_names,
    package_rules.version,
    package_rules.parts,
    package_rules.properties,
    package_rules.metadata_form,
    package_rules.metadata,
    package_rules.modified,
    package_rules.manifest,
    package_rules.spine,
    package_rules.unlisted,
    container_rules.container_form,
    container_rules.security_forms,
    container_rules.obfuscation,
    container_rules.hidden_resources,
    container_rules.renditions,
    metadata_rules.package_form,
    metadata_rules.refined,
    metadata_rules.languages,
    metadata_rules.layouts,
    metadata_rules.page_layouts,
    metadata_rules.links,
    metadata_rules.prefixes,
    metadata_rules.collections,
    manifest_rules.addresses,
    manifest_rules.fallbacks,
    manifest_rules.ids,
    manifest_rules.covers,
    manifest_rules.guide,
    manifest_rules.spine_outside,
    overlay_rules.declared,
    sheet_rules.sheets,
)
DOCUMENT_RULES: tuple[Callable[[ContentDocument], Iterator[Finding]], ...] = (
    document_rules.external_doctype,
    document_rules.head,
    document_rules.repeated_ids,
    document_rules.properties,
    document_rules.grammar,
    document_rules.missing_alt,
    document_rules.huge_page,
    document_rules.private_use,
    document_rules.bidi_controls,
    document_rules.c1_controls,
    document_rules.noncharacters,
    *html_rules.PAGE_RULES,
    sheet_rules.page_styles,
    semantics.semantics,
    layout_rules.fixed_size,
    nav_rules.index,
    character_rules.undirected,
    direction_rules.turned_document,
    character_rules.lookalikes,
    character_rules.invisible,
    character_rules.language_against_script,
)
CONTENT_RULES: tuple[Callable[[BookContent], Iterator[Finding]], ...] = (
    reference_rules.script_links,
    reference_rules.remote,
    reference_rules.targets,
    reference_rules.unused,
    reference_rules.nav,
    reference_rules.ncx,
    reference_rules.same_contents,
    direction_rules.vertical_pages,
    direction_rules.page_turns,
    reference_rules.page_list,
    reference_rules.conformance,
    reference_rules.alternative_text,
    reference_rules.page_claims,
    resource_rules.foreign,
    resource_rules.remote_declared,
    resource_rules.properties_in_vain,
    resource_rules.unreachable,
    resource_rules.address_forms,
    overlay_rules.overlays,
    overlay_rules.durations,
    nav_rules.nav_lists,
)
PICTURE_RULES: tuple[Callable[[PackagePicture], Iterator[Finding]], ...] = (
    picture_rules.truncated,
    picture_rules.cmyk,
    picture_rules.huge,
    picture_rules.wrong_type,
    picture_rules.metadata,
)


def check_file(path: Path, *, java: bool = True, label: str = "", timeout: float = TIMEOUT, target: str = "") -> Report:
    """Check an EPUB. Its content never raises an exception; the result is always a report.

    Args:
        path: the file.
        java: run EPUBCheck too. Without a Java the report says so (EG070).
        label: the name of the file in findings; empty: ``path``.
        timeout: seconds that EPUBCheck may take.
        target: a device of ``preflight.TARGETS`` whose rules K… are applied, too.

    Returns:
        Findings B… of our own rules and EPUBCHECK… of EPUBCheck; the facts ``size`` (bytes), ``files``, ``documents``,
            ``pictures`` and ``epubcheck`` (its version, or empty when it did not run).
    """
    shown = label or path.as_posix()
    try:
        with open_archive(path, shown) as archive:
            report = check_archive(archive, target)
    except CheckFailed as refused:
        return Report(findings=refused.findings)
    if not java:
        return report.plus(facts=(("epubcheck", ""),))
    outcome = run_epubcheck(path, shown, timeout)
    return report.plus(*outcome.findings, facts=(("epubcheck", outcome.version),))


def check_archive(archive: Archive, target: str = "") -> Report:
    """Return the findings of our own rules about an open archive, and those of a target after them."""
    book = read_book(archive)
    sets: list[RuleSet] = [_OwnRules(book)]
    if target and book.package is not None:
        sets.append(Preflight(book, target))
    return Report(findings=tuple(findings_of_sets(book, sets)), facts=_facts(book))


class _OwnRules:
    """The rules B…, which apply to any EPUB."""

    def __init__(self, book: EpubBook) -> None:
        self._book = book

    def of_book(self) -> Iterator[Finding]:
        yield from self._book.faults
        for rule in BOOK_RULES:
            yield from rule(self._book)

    def of_document(self, document: ContentDocument | Finding) -> Iterator[Finding]:
        if isinstance(document, Finding):
            yield document
            return
        for rule in DOCUMENT_RULES:
            yield from rule(document)

    def of_content(self, content: BookContent) -> Iterator[Finding]:
        for rule in CONTENT_RULES:
            yield from rule(content)

    def of_picture(self, picture: PackagePicture | Finding) -> Iterator[Finding]:
        if isinstance(picture, Finding):
            yield picture
            return
        for rule in PICTURE_RULES:
            yield from rule(picture)


def _facts(book: EpubBook) -> tuple[tuple[str, str], ...]:
    return (
        ("size", str(book.archive.size)),
        ("files", str(len(book.archive.entries))),
        ("documents", str(len(book.spine_items))),
        ("pictures", str(sum(item.media_type.startswith("image/") for item in book.items))),
    )
