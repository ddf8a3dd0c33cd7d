# SPDX-License-Identifier: AGPL-3.0-or-later
"""``import-notes.yaml``: what an import decided and asks, and the record that lets a second one keep what was edited.

The file opens with the questions, the most harmful first; the editor deletes each one that is settled. Below them stand
the joins with both ends, the facts, and the record: stories, files with their sha256, and every question ever asked,
so that a settled one does not come back the next night.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from epubgen import messages
from epubgen.decode import Node, parse, to_yaml
from epubgen.errors import Location
from epubgen.model import Article, Issue, Paragraph, plain
from epubgen.reading import Join, Note, Reading
from epubgen.review_notes import FILE, open_notes

__all__ = ["FILE", "Known", "Record", "fingerprint", "notes_text", "opens", "read_record", "unsettled"]

_OPENS = 20
"""So many characters of a story tell it from others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A story of the import before: its id, and what it is recognised by."""

    id: str
    page: str
    title: str
    opens: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the import before wrote down."""

    files: Mapping[str, str] = field(default_factory=dict)
    """Name of each file below the issue folder → sha256 of what was imported into it."""
    stories: tuple[Known, ...] = ()
    settled: frozenset[str] = frozenset()
    """Questions that were asked and are no longer in the file."""
    asked: tuple[str, ...] = ()


def fingerprint(note: Note) -> str:
    """What makes two questions the same from night to night: the kind and the words, not the line."""
    return hashlib.sha256(f"{note.key}\n{note.text}".encode()).hexdigest()[:12]


def opens(story: Article) -> str:
    """The first characters of a story's text."""
    first = next((plain(block.text) for block in story.body if isinstance(block, Paragraph)), "")
    return (first or (story.lead_photo.caption if story.lead_photo else ""))[:_OPENS]


def notes_text(reading: Reading, issue: Issue, files: Mapping[str, str], before: Record) -> str:
    """The text of the file. ``issue`` is that of the reading with the ids under which it is written."""
    language = "zh" if issue.publication.language.lower().startswith("zh") else "en"
    asked = unsettled(reading, before)
    prints = dict.fromkeys((*before.asked, *map(fingerprint, reading.notes)))
    return to_yaml(
        {
            "notes": tuple(_note(note, language) for note in asked),
            "joins": tuple(_join(join) for join in reading.joins),
            "facts": tuple(
                {"name": fact.name, "value": fact.value, "from": messages.message(fact.origin, (), language)}
                for fact in reading.facts
            ),
            "counts": {name: str(count) for name, count in reading.counts},
            "stories": tuple(
                {"id": story.id, "page": "".join(story.page[:1]), "title": story.headline, "opens": opens(story)}
                for story in issue.articles
            ),
            "files": dict(sorted(files.items())),
            "asked": tuple(prints),
        }
    )


def unsettled(reading: Reading, before: Record) -> tuple[Note, ...]:
    """The notes that nobody settled yet."""
    return tuple(note for note in reading.notes if fingerprint(note) not in before.settled)


def _note(note: Note, language: str) -> dict[str, object]:
    alternatives = ", ".join(note.alternatives)
    args = (("text", note.text), ("chosen", note.chosen), ("alternatives", alternatives))
    facts: dict[str, object] = {
        "code": note.key.removeprefix("note."),
        "at": str(note.at),
        "text": note.text,
        "chosen": note.chosen,
        "alternatives": note.alternatives,
        "confidence": f"{note.confidence:g}",
        "story": note.story,
        "question": messages.message(note.key, args, language),
        "cure": messages.hint(note.key, args, language),
    }
    return {name: value for name, value in facts.items() if value}


def _join(join: Join) -> dict[str, str]:
    facts = {
        "story": join.story,
        "lines": f"{join.first}+{join.second.line}",
        "ends": join.ends,
        "starts": join.starts,
        "open_pair": join.open_pair,
        "confidence": f"{join.confidence:g}",
    }
    return {name: value for name, value in facts.items() if value}


def read_record(text: str) -> Record:
    """The record of an import before; an empty one when the file cannot be read."""
    root = parse(text, Location(FILE)).root
    fields = root.value if root and isinstance(root.value, dict) else {}
    asked = tuple(value for value in _texts(fields.get("asked")) if value)
    still = {hashlib.sha256(f"note.{one.code}\n{one.text}".encode()).hexdigest()[:12] for one in open_notes(text)}
    files = fields.get("files")
    sums = files.value.items() if files and isinstance(files.value, dict) else ()
    return Record(
        files={name: node.value for name, node in sums if isinstance(node.value, str)},
        stories=tuple(_known(node) for node in _entries(fields.get("stories"))),
        settled=frozenset(asked) - still,
        asked=asked,
    )


def _entries(node: Node | None) -> list[dict[str, Node]]:
    entries = node.value if node and isinstance(node.value, list) else []
    return [entry.value for entry in entries if isinstance(entry.value, dict)]


def _texts(node: Node | None) -> list[str]:
    if node and isinstance(node.value, str):
        return [node.value]
    entries = node.value if node and isinstance(node.value, list) else []
    return [entry.value for entry in entries if isinstance(entry.value, str)]


def _known(fields: Mapping[str, Node]) -> Known:
    def text(name: str) -> str:
        found = fields.get(name)
        return found.value if found and isinstance(found.value, str) else ""

    return Known(id=text("id"), page=text("page"), title=text("title"), opens=text("opens"))
