# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the JSON that the page of a preview asks for: its words, the state of the issue, the parts of a story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from epubgen import messages
from epubgen.epub.edition import NavItem
from epubgen.errors import EpubgenError, Finding
from epubgen.importers.reading import PageBlocks
from epubgen.issue_folder.notes import OpenNote
from epubgen.issue_folder.open_questions import OfferedAnswer, OpenQuestions, group_name
from epubgen.languages.directions import direction
from epubgen.live_preview.screens import SCREENS
from epubgen.pipeline.finding_places import LocatedFinding
from epubgen.pipeline.live import MODES, DocumentState, LiveEdition

__all__ = ["parts_json", "state_json", "words_json"]

_WORDS = "ui.preview."


def words_json(lang: str) -> dict[str, str]:
    """Return the words of the page in a language, and the language."""
    rows = (key for key in messages.table() if key.startswith(_WORDS))
    return {key.removeprefix(_WORDS): messages.message(key, (), lang) for key in rows} | {"lang": lang}


def state_json(
    live: LiveEdition | None, errors: Sequence[Finding], serial: int, own_mode: str, lang: str
) -> dict[str, object]:
    """Return a state as JSON: that of the last source without errors, and the errors of the source now."""
    singles = [single for entry in errors for single in entry.each or (entry,)]
    marked = [live.marked(entry) if live else LocatedFinding(finding=entry) for entry in singles]
    known: dict[str, object] = {
        "serial": serial,
        "own_mode": own_mode,
        "modes": list(MODES[:1] if live and direction(live.edition.language) == "rtl" else MODES),
        "screens": [asdict(screen) for screen in SCREENS],
        "error": {"findings": [_finding(entry, lang) for entry in marked]} if errors else None,
    }
    return known | (_of_edition(live, lang) if live else _nothing(own_mode))


def _nothing(mode: str) -> dict[str, object]:
    empty: dict[str, object] = {name: [] for name in ("documents", "toc", "page_list", "findings", "groups")}
    return empty | {
        "mode": mode,
        "progression": "ltr",
        "title": "",
        "language": "",
        "seconds": 0.0,
        "printed": {},
        "editable": False,
    }


def _of_edition(live: LiveEdition, lang: str) -> dict[str, object]:
    edition = live.edition
    return {
        "mode": MODES[edition.vertical],
        "progression": edition.progression,
        "title": edition.title,
        "language": edition.language,
        "seconds": round(live.seconds, 3),
        "documents": [_document(state) for state in live.documents],
        "toc": [_entry(item) for item in edition.toc],
        "page_list": [asdict(target) for target in edition.page_list],
        "findings": [_finding(marked, lang) | _answers(live, marked, lang) for marked in live.findings],
        "printed": {page.page: _printed(page, live) for page in live.imported.pages},
        "groups": [_group(notes, keys, live, lang) for notes, keys in live.imported.questions.groups],
        "editable": live.imported.home is not None,
    }


def _document(state: DocumentState) -> dict[str, object]:
    document = state.document
    return {
        "href": document.href,
        "title": document.title,
        "kind": document.kind,
        "digest": state.digest,
        "file": state.at.file if state.at else None,
        "line": state.at.line if state.at else None,
        "pages": list(state.pages),
        "facsimiles": list(state.facsimiles),
        "story": state.story or None,
    }


def _printed(page: PageBlocks, live: LiveEdition) -> dict[str, object]:
    """Return a printed page: its shape, and its blocks with the document of each.

    Blocks of removed stories are left out.
    """
    blocks = [
        {"href": live.hrefs[one.story], "story": one.story, "role": one.role, "box": list(one.box), "text": one.text}
        for one in page.blocks
        if one.story in live.hrefs
    ]
    return {"width": page.width, "height": page.height, "blocks": blocks}


def _answers(live: LiveEdition, marked: LocatedFinding, lang: str) -> dict[str, object]:
    """Return the answers to a question of an import."""
    asked = live.imported.asked(marked.finding)
    if asked is None:
        return {}
    mark, offered = asked
    return {"mark": mark, "answers": _choices(offered, lang)}


def _choices(offered: Sequence[OfferedAnswer], lang: str) -> list[dict[str, object]]:
    return [{"key": one.key, "label": one.label(lang)} for one in offered]


_NAMED = 6
"""Passages that are named in a question about many."""


def _group(
    notes: Sequence[OpenNote], offered: Sequence[OfferedAnswer], live: LiveEdition, lang: str
) -> dict[str, object]:
    """Return questions of one kind as one, with their documents and the answers that all of them have."""
    comma = "、" if lang == "zh" else ", "
    texts = comma.join([f"‘{one.text}’" if lang == "en" else one.text for one in notes[:_NAMED]])
    texts += "…" if len(notes) > _NAMED else ""
    answers = [{"key": one.key, "label": messages.label("answer.all", lang, text=one.label(lang))} for one in offered]
    return {
        "marks": [OpenQuestions.mark(one) for one in notes],
        "hrefs": sorted({live.hrefs[one.story] for one in notes if one.story in live.hrefs}),
        "message": messages.label(f"answers.{group_name(notes[0])}", lang, count=len(notes), text=texts),
        "answers": answers,
    }


def parts_json(live: LiveEdition, story: str, lang: str) -> list[dict[str, object]]:
    """Return the parts of a story and of those that are merged with it, in the order of print.

    There are none where the story has no file of its own in an issue folder.
    """
    ids = [one for one, href in live.hrefs.items() if href == live.hrefs.get(story)]
    try:
        held = live.imported.parts(ids)
    except EpubgenError:
        return []
    return [
        {
            "story": one,
            "mark": part.mark,
            "label": messages.label(f"part.{part.role}", lang),
            "text": part.text,
            "choices": _choices(part.choices, lang),
        }
        for one, part in held
    ]


def _entry(item: NavItem) -> dict[str, object]:
    return {"label": item.label, "href": item.href, "children": [_entry(child) for child in item.children]}


def _finding(marked: LocatedFinding, lang: str) -> dict[str, object]:
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
