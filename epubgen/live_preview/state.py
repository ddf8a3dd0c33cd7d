# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the page of a preview asks for, as JSON: the documents, the tree, the findings, the error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from epubgen import messages
from epubgen.epub.edition import NavItem
from epubgen.errors import Finding
from epubgen.live_preview.screens import SCREENS
from epubgen.pipeline.live import MODES, DocumentState, LiveEdition, Marked

__all__ = ["state_json", "words_json"]

_WORDS = "ui.preview."


def words_json(lang: str) -> dict[str, str]:
    """The words of the page in a language, and which one it is."""
    rows = (key for key in messages.table() if key.startswith(_WORDS))
    return {key.removeprefix(_WORDS): messages.message(key, (), lang) for key in rows} | {"lang": lang}


def state_json(
    proof: LiveEdition | None, errors: Sequence[Finding], serial: int, own_mode: str, lang: str
) -> dict[str, object]:
    """A state: that of the last good source, and what is wrong with it now."""
    marked = [proof.marked(entry) if proof else Marked(finding=entry) for entry in errors]
    known: dict[str, object] = {
        "serial": serial,
        "own_mode": own_mode,
        "modes": list(MODES),
        "screens": [asdict(screen) for screen in SCREENS],
        "error": {"findings": [_finding(entry, lang) for entry in marked]} if errors else None,
    }
    return known | (_of_proof(proof, lang) if proof else _nothing(own_mode))


def _nothing(mode: str) -> dict[str, object]:
    empty: dict[str, object] = {name: [] for name in ("documents", "toc", "page_list", "findings")}
    return empty | {"mode": mode, "title": "", "language": "", "seconds": 0.0}


def _of_proof(proof: LiveEdition, lang: str) -> dict[str, object]:
    edition = proof.edition
    return {
        "mode": edition.writing_mode,
        "title": edition.title,
        "language": edition.language,
        "seconds": round(proof.seconds, 3),
        "documents": [_document(leaf) for leaf in proof.leaves],
        "toc": [_entry(item) for item in edition.toc],
        "page_list": [asdict(target) for target in edition.page_list],
        "findings": [_finding(marked, lang) for marked in proof.findings],
    }


def _document(leaf: DocumentState) -> dict[str, object]:
    document = leaf.document
    return {
        "href": document.href,
        "title": document.title,
        "kind": document.kind,
        "digest": leaf.digest,
        "file": leaf.at.file if leaf.at else None,
        "line": leaf.at.line if leaf.at else None,
        "pages": list(leaf.pages),
        "facsimiles": list(leaf.facsimiles),
    }


def _entry(item: NavItem) -> dict[str, object]:
    return {"label": item.label, "href": item.href, "children": [_entry(child) for child in item.children]}


def _finding(marked: Marked, lang: str) -> dict[str, object]:
    entry = marked.finding
    return {
        "code": entry.code,
        "severity": entry.severity.value,
        "message": entry.message(lang),
        "hint": entry.hint(lang),
        "file": entry.at.file if entry.at else None,
        "line": entry.at.line if entry.at else None,
        "column": entry.at.column if entry.at else None,
        "field": entry.field,
        "href": marked.href or None,
        "quote": marked.quote or None,
    }
