# SPDX-License-Identifier: AGPL-3.0-or-later
"""``import-notes.yaml``: the decisions and questions of an import, and the record from which a second import works.

The file begins with the questions, the most harmful first; the editor deletes each one that is settled. A question is a
code and values: each command words it in its own language, and a comment words it for the editor who opens the file.
Below stand the joins with both ends, the facts, and the record: stories, files with their SHA-256, and every question
ever asked, so that a settled question is not asked again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, field

from epubgen import messages
from epubgen.errors import Location
from epubgen.importers.reading import Join, OpenQuestion, Reading
from epubgen.model import Article, Issue, Paragraph, plain
from epubgen.serialization import DataNode, parse, to_yaml
from epubgen.serialization.changed_yaml import with_values, without_entries
from epubgen.startup import dataclass

__all__ = [
    "FILE",
    "Known",
    "OpenNote",
    "Record",
    "fingerprint",
    "notes_text",
    "open_notes",
    "opens",
    "read_record",
    "unsettled",
    "with_story",
    "without_notes",
]

FILE = "import-notes.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNote:
    """A question that an importer left open; ``line`` is its line in the notes file."""

    line: int
    code: str = ""
    at: str = ""
    """Where the passage stands in the source: ``page.md:28``."""
    text: str = ""
    chosen: str = ""
    confidence: str = ""
    story: str = ""
    question: str = ""
    """The question in words. Only files of epubgen 0.1 hold it; it is printed where the message table has no row for
    the code.
    """
    cure: str = ""
    """How to settle the question, in words; only in files of epubgen 0.1."""
    alternatives: tuple[str, ...] = ()

    @property
    def row(self) -> str:
        """The row of the message table that words the question: ``A08.kicker``.

        It is ``A08``, which quotes the file, for an unknown code.
        """
        rows = (f"A08.{self.code}.{self.chosen}", f"A08.{self.code}")
        return next((key for key in rows if messages.is_worded(key)), "A08.cure" if self.cure else "A08")

    @property
    def facts(self) -> dict[str, str]:
        """The arguments of its message."""
        said = {"code": self.code, "source": self.at, "story": self.story, "text": self.text, "chosen": self.chosen}
        if self.row in ("A08", "A08.cure"):
            return said | {"question": self.question or self.text, "cure": self.cure}
        return said | {"alternatives": ", ".join(self.alternatives)}


def open_notes(text: str) -> tuple[OpenNote, ...]:
    """Return the questions in the text of ``import-notes.yaml``; none when the text cannot be read."""
    entries = _listed(text)
    if entries is None or not isinstance(entries.value, list):
        return ()
    return tuple(_open_note(entry) for entry in entries.value if isinstance(entry.value, dict))


def without_notes(text: str, gone: Callable[[OpenNote], bool]) -> str:
    """Return the text of the file without some questions; everything else stays.

    Where the list is written in brackets the text stays the same.
    """
    listed = _listed(text)
    if listed is None or not isinstance(listed.value, list):
        return text
    numbers = [number for number, entry in enumerate(listed.value) if gone(_open_note(entry))]
    return (without_entries(text, (listed.line, listed.column), numbers) if numbers else "") or text


def with_story(text: str, meant: Callable[[OpenNote], bool], story: str) -> str:
    """Return the text of the file with some questions moved to another story, which holds their passages now."""
    listed = _listed(text)
    entries = listed.value if listed and isinstance(listed.value, list) else []
    fields = [entry.value for entry in entries if isinstance(entry.value, dict) and meant(_open_note(entry))]
    due = [one["story"] for one in fields if "story" in one]
    return with_values(text, {(node.line, node.column): to_yaml(story).strip() for node in due}) or text


def _listed(text: str) -> DataNode | None:
    root = parse(text, Location(FILE)).root
    return root.value.get("notes") if root and isinstance(root.value, dict) else None


def _open_note(node: DataNode) -> OpenNote:
    fields = node.value if isinstance(node.value, dict) else {}
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
        alternatives=tuple(_texts(fields.get("alternatives"))),
    )


def _text(fields: dict[str, DataNode], name: str) -> str:
    found = fields.get(name)
    return found.value if found and isinstance(found.value, str) else ""


_OPENS = 20
"""Characters at the beginning of a story by which it is recognised."""


NoteEntry = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A story of an earlier import: its id, and the facts by which it is recognised."""

    id: str
    page: str
    title: str
    opens: str
    file: str
    """Its file below the issue folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What earlier imports recorded."""

    files: Mapping[str, str] = field(default_factory=dict)
    """Name of each file below the issue folder → SHA-256 of what was imported into it."""
    stories: tuple[Known, ...] = ()
    settled: frozenset[str] = frozenset()
    """Fingerprints of questions that were asked and are no longer in the file."""
    asked: tuple[str, ...] = ()
    lists: Mapping[str, tuple[NoteEntry, ...]] = field(default_factory=dict)
    """The notes, joins and facts as they stand in the file."""

    def others(self, issue: Issue) -> tuple[Known, ...]:
        """Return the stories on pages that the issue does not hold; an import of that issue leaves them alone."""
        numbers = {page.number for page in issue.pages} | {_page(story) for story in issue.articles}
        return tuple(one for one in self.stories if one.page not in numbers)


def fingerprint(note: OpenQuestion | OpenNote) -> str:
    """Return a mark of a question that stays the same from import to import.

    It is made from the code and the passage, not from the line.
    """
    code = note.code if isinstance(note, OpenNote) else note.key.removeprefix("note.")
    return hashlib.sha256(f"note.{code}\n{note.text}".encode()).hexdigest()[:12]


def opens(story: Article) -> str:
    """Return the first 20 characters of a story's text, or of the caption of a photo story."""
    first = next((plain(block.text) for block in story.body if isinstance(block, Paragraph)), "")
    return (first or (story.lead_photo.caption if story.lead_photo else ""))[:_OPENS]


def notes_text(
    reading: Reading, names: Mapping[str, str], files: Mapping[str, str], before: Record, others: Collection[Known] = ()
) -> str:
    """Return the text of the file after an import.

    Args:
        reading: the result of the import.
        names: id of each story → its file below the issue folder.
        files: each file below the issue folder → SHA-256 of what was imported into it.
        before: the record of earlier imports.
        others: stories of pages that were not imported now.
    """
    issue = reading.issue
    language = "zh" if issue.publication.language.lower().startswith("zh") else "en"
    facts = [
        {"name": fact.name, "value": fact.value, "from": fact.origin.removeprefix("fact.")} for fact in reading.facts
    ]
    known = [
        Known(id=one.id, page=_page(one), title=one.headline, opens=opens(one), file=names[one.id])
        for one in issue.articles
    ]
    kept = _Kept(before, frozenset(one.id for one in others), _sources(reading))
    joins = (*map(_join, reading.joins), *kept.joins())
    notes = (*map(_note, unsettled(reading, before)), *kept.notes())
    return _commented(notes, language) + to_yaml(
        {
            "joins": joins,
            "facts": (*facts, *kept.facts({fact.name for fact in reading.facts})),
            "counts": {name: str(len(joins) if name == "joins" else count) for name, count in reading.counts},
            "stories": tuple(asdict(one) for one in sorted((*known, *others), key=lambda one: one.page)),
            "files": dict(sorted(files.items())),
            "asked": tuple(dict.fromkeys((*before.asked, *map(fingerprint, reading.notes)))),
        }
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    """The entries of the old file about stories and pages that were not imported now."""

    before: Record
    stories: frozenset[str]
    sources: frozenset[str]
    """Files that were imported now."""

    def notes(self) -> list[NoteEntry]:
        """Return the questions that are still open."""
        return [_wordless(one) for one in self._list("notes") if self._stays(one)] if self.stories else []

    def _stays(self, note: NoteEntry) -> bool:
        """Return whether the story of a note (for a note of a page: the file of that page) was not imported now."""
        if story := note.get("story"):
            return story in self.stories
        return str(note.get("at", "")).rpartition(":")[0] not in self.sources

    def joins(self) -> list[NoteEntry]:
        """Return the joins of stories that were not imported now."""
        return [one for one in self._list("joins") if one.get("story") in self.stories]

    def facts(self, stated: Collection[str]) -> list[NoteEntry]:
        """Return the facts that this import does not state itself and that belong to no imported story."""
        ids = {one.id for one in self.before.stories} - self.stories
        facts = self._list("facts") if self.stories else ()
        return [one for one in facts if one.get("name") not in stated and str(one.get("name")).split(".")[0] not in ids]

    def _list(self, name: str) -> tuple[NoteEntry, ...]:
        return self.before.lists.get(name, ())


def _wordless(note: NoteEntry) -> NoteEntry:
    """Return a note of epubgen 0.1 without its sentences, where the message table words its code."""
    worded = messages.is_worded(f"note.{note.get('code', '')}")
    return {name: value for name, value in note.items() if not (worded and name in ("question", "cure"))}


def _sources(reading: Reading) -> frozenset[str]:
    """Return the source files of a reading, as far as its blocks and notes name them."""
    blocks = (block for story in reading.issue.articles for block in story.body)
    places = [*(block.at for block in blocks), *(note.at for note in reading.notes)]
    return frozenset(place.file for place in places if place)


def _page(story: Article) -> str:
    return "".join(story.page[:1])


def unsettled(reading: Reading, before: Record) -> tuple[OpenQuestion, ...]:
    """Return the questions that nobody has settled yet."""
    return tuple(note for note in reading.notes if fingerprint(note) not in before.settled)


def _note(note: OpenQuestion) -> NoteEntry:
    facts: dict[str, object] = {
        "code": note.key.removeprefix("note."),
        "at": str(note.at),
        "text": note.text,
        "chosen": note.chosen,
        "alternatives": note.alternatives,
        "confidence": f"{note.confidence:g}",
        "story": note.story,
    }
    return {name: value for name, value in facts.items() if value}


def _commented(notes: Sequence[NoteEntry], language: str) -> str:
    """Return the list of questions as YAML.

    A comment in each entry words it in the language of the paper, with the cure.
    """
    lines = iter(to_yaml({"notes": notes}).splitlines(keepends=True))
    text = next(lines)
    entries = iter(notes)
    for line in lines:
        text += line
        if line.startswith("  - "):
            text += "".join(f"    # {words}\n" for words in _question_words(next(entries), language))
    return text


def _question_words(entry: NoteEntry, language: str) -> Iterator[str]:
    """Yield question and cure in words, each on one line; nothing where the message table has no row for the code."""
    key = f"note.{entry.get('code', '')}"
    answered = f"{key}.{entry.get('chosen', '')}"
    others = entry.get("alternatives", ())
    args = {name: str(entry.get(name, "")) for name in ("text", "chosen")}
    args["alternatives"] = ", ".join(others) if isinstance(others, tuple) else str(others)
    for row in (answered, key):
        if messages.is_worded(row):
            yield messages.message(row, args.items(), language)
            if cure := messages.hint(row, args.items(), language):
                yield cure
            return


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
    """Return the record of earlier imports; an empty one when the file cannot be read."""
    root = parse(text, Location(FILE)).root
    fields = root.value if root and isinstance(root.value, dict) else {}
    asked = tuple(value for value in _texts(fields.get("asked")) if value)
    still = set(map(fingerprint, open_notes(text)))
    files = fields.get("files")
    sums = files.value.items() if files and isinstance(files.value, dict) else ()
    return Record(
        files={name: node.value for name, node in sums if isinstance(node.value, str)},
        stories=tuple(_known(node) for node in _entries(fields.get("stories"))),
        settled=frozenset(asked) - still,
        asked=asked,
        lists={name: _plain_entries(fields.get(name)) for name in ("notes", "joins", "facts")},
    )


def _plain_entries(node: DataNode | None) -> tuple[NoteEntry, ...]:
    return tuple({name: _plain_value(value) for name, value in entry.items()} for entry in _entries(node))


def _plain_value(node: DataNode) -> object:
    return tuple(_texts(node)) if isinstance(node.value, list) else node.value or ""


def _entries(node: DataNode | None) -> list[dict[str, DataNode]]:
    entries = node.value if node and isinstance(node.value, list) else []
    return [entry.value for entry in entries if isinstance(entry.value, dict)]


def _texts(node: DataNode | None) -> list[str]:
    if node and isinstance(node.value, str):
        return [node.value]
    entries = node.value if node and isinstance(node.value, list) else []
    return [entry.value for entry in entries if isinstance(entry.value, str)]


def _known(fields: dict[str, DataNode]) -> Known:
    said = {name: _text(fields, name) for name in ("id", "page", "title", "opens")}
    return Known(**said, file=_text(fields, "file") or f"articles/{said['id']}.md")
