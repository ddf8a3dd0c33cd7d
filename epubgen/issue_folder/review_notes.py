# SPDX-License-Identifier: AGPL-3.0-or-later
"""The open review notes of an import, as ``import-notes.yaml`` keeps them; the editor deletes each one that is settled.

The file holds a list ``notes``; each entry has ``code``, ``at`` (file and line of the source), ``text``, ``chosen``,
``alternatives``, ``confidence``, ``story``, ``question`` and ``cure``, all as text. Whatever else the file records is
not read here.
"""

from __future__ import annotations

from dataclasses import dataclass

from epubgen.errors import Location
from epubgen.serialization import Node, parse

__all__ = ["FILE", "OpenNote", "open_notes"]

FILE = "import-notes.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNote:
    """A question that an importer left open; ``line`` is its place in the notes file."""

    line: int
    code: str = ""
    at: str = ""
    """Where the passage stands in the source: ``page.md:28``."""
    text: str = ""
    chosen: str = ""
    confidence: str = ""
    story: str = ""
    question: str = ""
    """The question in words."""
    cure: str = ""
    """What settles it."""
    alternatives: tuple[str, ...] = ()

    @property
    def facts(self) -> dict[str, str]:
        """What a message can say of the note."""
        said = {"code": self.code, "question": self.question or self.text, "cure": self.cure, "source": self.at}
        return said | {"story": self.story, "text": self.text}


def open_notes(text: str) -> tuple[OpenNote, ...]:
    """The notes in the text of ``import-notes.yaml``; none when it cannot be read or holds none."""
    root = parse(text, Location(FILE)).root
    entries = root.value.get("notes") if root and isinstance(root.value, dict) else None
    if entries is None or not isinstance(entries.value, list):
        return ()
    return tuple(_note(entry) for entry in entries.value if isinstance(entry.value, dict))


def _note(node: Node) -> OpenNote:
    fields = node.value if isinstance(node.value, dict) else {}
    others = fields.get("alternatives")
    listed = others.value if others and isinstance(others.value, list) else []
    return OpenNote(
        line=node.line,
        code=_text(fields, "code"),
        at=_text(fields, "at"),
        text=_text(fields, "text"),
        chosen=_text(fields, "chosen"),
        confidence=_text(fields, "confidence"),
        story=_text(fields, "story"),
        question=_text(fields, "question"),
        cure=_text(fields, "cure"),
        alternatives=tuple(item.value for item in listed if isinstance(item.value, str)),
    )


def _text(fields: dict[str, Node], name: str) -> str:
    found = fields.get(name)
    return found.value if found and isinstance(found.value, str) else ""
