# SPDX-License-Identifier: AGPL-3.0-or-later
"""The result of an import: what was written and what to check first, as facts and as sentences."""

from __future__ import annotations

from pathlib import Path

from epubgen import messages
from epubgen.errors import Finding, asked_once, finding
from epubgen.importers.reading import Reading
from epubgen.issue_folder.notes import FILE
from epubgen.issue_folder.proposals import proposed_lines
from epubgen.startup import dataclass

__all__ = ["LISTS", "ImportResult"]

_MOST = 12
"""How many kinds of questions are printed; the notes file has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import wrote. The names of files are those below ``folder``."""

    folder: Path
    reading: Reading
    stories: int
    """How many stories the folder holds now, those of earlier imports included."""
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    """Files that an editor changed since the last import, with the additions of this one; her words stay."""
    kept: tuple[str, ...] = ()
    """Files that an editor changed since the last import and that were left alone."""
    beside: tuple[str, ...] = ()
    """Files with the new text of those that an editor changed."""
    left_out: tuple[str, ...] = ()
    """Files that an editor deleted since the last import; they were not written again."""
    dropped: tuple[str, ...] = ()
    """The new names, below ``dropped/``, of stories that are no longer on the pages."""

    def as_json(self, lang: str = "en") -> dict[str, object]:
        """Return the facts for ``--json``."""
        lists = {name: list(getattr(self, name)) for name in LISTS}
        notes = [
            {"key": note.key, "at": str(note.at), "text": note.text, "chosen": note.chosen,
             "alternatives": list(note.alternatives), "confidence": note.confidence, "story": note.story}
            for note in self.reading.notes
        ]  # fmt: skip
        facts = [{"name": one.name, "value": one.value, "from": _word(one.origin, lang)} for one in self.reading.facts]
        photos = [found.as_json(lang) for found in self._photos()]
        head = {"folder": self.folder.as_posix(), "stories": self.stories}
        proposed = list(proposed_lines(self.reading))
        return {**head, **lists, "photos": photos, "notes": notes, "facts": facts, "proposed": proposed}

    def _photos(self) -> list[Finding]:
        """Return the findings about photos: the stories that got them, and their embedded metadata."""
        return [found for found in self.reading.findings if found.code in ("F15", "F16")]

    def text(self, lang: str = "en") -> str:
        """Return the facts as sentences: what was written, what is new, what to check first."""
        lines = [messages.label("import.done", lang, folder=self.folder.as_posix(), count=self.stories)]
        lines += [
            messages.label("derived", lang, name=one.name, value=one.value, origin=_word(one.origin, lang))
            for one in self.reading.facts
            if one.name.startswith("publication.")
        ]
        for name in LISTS:
            files = ", ".join(getattr(self, name))
            if files and name != "beside":
                lines.append(messages.label(f"import.{name}", lang, files=files))
        lines += [found.text(lang) for found in self._photos()]
        if self.reading.notes:
            lines.append(messages.label("import.notes", lang, file=(self.folder / FILE).as_posix()))
        asked = asked_once(finding(note.row, note.at, note.story, **note.args) for note in self.reading.notes)
        lines += [f"  {one.at}: {one.message(lang)}" for one in asked[:_MOST]]
        if proposed := proposed_lines(self.reading):
            lines.append(messages.label("import.proposed", lang))
            lines += [f"  {line}" for line in proposed]
        return "\n".join(lines)


LISTS = ("new", "changed", "merged", "kept", "beside", "left_out", "dropped")


def _word(key: str, lang: str) -> str:
    return messages.message(key, (), lang)
