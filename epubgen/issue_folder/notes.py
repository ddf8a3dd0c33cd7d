# SPDX-License-Identifier: AGPL-3.0-or-later
"""``import-notes.yaml``: what an import decided and asks, and the record that lets a second one keep what was edited.

The file opens with the questions, the most harmful first; the editor deletes each one that is settled. A question is a
code and values: each command words it in its own language, and a comment words it for the editor who opens the file.
Below stand the joins with both ends, the facts, and the record: stories, files with their sha256, and every question
ever asked, so that a settled one does not come back the next night.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from epubgen import messages
from epubgen.errors import Location
from epubgen.importers.reading import Join, OpenQuestion, Reading
from epubgen.model import Article, Issue, Paragraph, plain
from epubgen.serialization import DataNode, parse, to_yaml
from epubgen.serialization.changed_yaml import with_values, without_entries

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
    """The question in words. Only files of epubgen 0.1 hold it; printed where no row words the code."""
    cure: str = ""
    """What settles it, likewise."""
    alternatives: tuple[str, ...] = ()

    @property
    def row(self) -> str:
        """The row that asks it in any language: ``A08.kicker``; ``A08``, which quotes the file, for an unknown code."""
        rows = (f"A08.{self.code}.{self.chosen}", f"A08.{self.code}")
        return next((key for key in rows if messages.is_worded(key)), "A08.cure" if self.cure else "A08")

    @property
    def facts(self) -> dict[str, str]:
        """What its message can say."""
        said = {"code": self.code, "source": self.at, "story": self.story, "text": self.text, "chosen": self.chosen}
        if self.row in ("A08", "A08.cure"):
            return said | {"question": self.question or self.text, "cure": self.cure}
        return said | {"alternatives": ", ".join(self.alternatives)}


def open_notes(text: str) -> tuple[OpenNote, ...]:
    """The notes in the text of ``import-notes.yaml``; none when it cannot be read or holds none."""
    entries = _listed(text)
    if entries is None or not isinstance(entries.value, list):
        return ()
    return tuple(_open_note(entry) for entry in entries.value if isinstance(entry.value, dict))


def without_notes(text: str, gone: Callable[[OpenNote], bool]) -> str:
    """The text of the file without some questions; everything else stays as it stands.

    Where the list is written in brackets the text stays the same.
    """
    listed = _listed(text)
    if listed is None or not isinstance(listed.value, list):
        return text
    numbers = [number for number, entry in enumerate(listed.value) if gone(_open_note(entry))]
    return (without_entries(text, (listed.line, listed.column), numbers) if numbers else "") or text


def with_story(text: str, meant: Callable[[OpenNote], bool], story: str) -> str:
    """The text of the file with some questions asked of another story: the one that has their passages now."""
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
"""So many characters of a story tell it from others."""


NoteEntry = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A story of the import before: its id, and what it is recognised by."""

    id: str
    page: str
    title: str
    opens: str
    file: str
    """Its file below the issue folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the import before wrote down."""

    files: Mapping[str, str] = field(default_factory=dict)
    """Name of each file below the issue folder → sha256 of what was imported into it."""
    stories: tuple[Known, ...] = ()
    settled: frozenset[str] = frozenset()
    """Questions that were asked and are no longer in the file."""
    asked: tuple[str, ...] = ()
    lists: Mapping[str, tuple[NoteEntry, ...]] = field(default_factory=dict)
    """The notes, joins and facts as they stand in the file."""

    def others(self, issue: Issue) -> tuple[Known, ...]:
        """The stories of pages that the issue does not hold: nothing is said about them."""
        numbers = {page.number for page in issue.pages} | {_page(story) for story in issue.articles}
        return tuple(one for one in self.stories if one.page not in numbers)


def fingerprint(note: OpenQuestion | OpenNote) -> str:
    """What makes two questions the same from night to night: the kind and the words, not the line."""
    code = note.code if isinstance(note, OpenNote) else note.key.removeprefix("note.")
    return hashlib.sha256(f"note.{code}\n{note.text}".encode()).hexdigest()[:12]


def opens(story: Article) -> str:
    """The first characters of a story's text."""
    first = next((plain(block.text) for block in story.body if isinstance(block, Paragraph)), "")
    return (first or (story.lead_photo.caption if story.lead_photo else ""))[:_OPENS]


def notes_text(
    reading: Reading, names: Mapping[str, str], files: Mapping[str, str], before: Record, others: Collection[Known] = ()
) -> str:
    """The text of the file. ``names``: the files of the stories; ``others``: those of pages not imported now."""
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
    """What the file before said of stories and pages that were not imported now."""

    before: Record
    stories: frozenset[str]
    sources: frozenset[str]
    """Files that were imported now."""

    def notes(self) -> list[NoteEntry]:
        """Those still open."""
        return [_wordless(one) for one in self._list("notes") if self._stays(one)] if self.stories else []

    def _stays(self, note: NoteEntry) -> bool:
        """A note of a story goes with the story, one of a page with the file of the page."""
        if story := note.get("story"):
            return story in self.stories
        return str(note.get("at", "")).rpartition(":")[0] not in self.sources

    def joins(self) -> list[NoteEntry]:
        """Those of stories that stay."""
        return [one for one in self._list("joins") if one.get("story") in self.stories]

    def facts(self, told: Collection[str]) -> list[NoteEntry]:
        """Facts that are not told anew; those of a story stay with it."""
        ids = {one.id for one in self.before.stories} - self.stories
        facts = self._list("facts") if self.stories else ()
        return [one for one in facts if one.get("name") not in told and str(one.get("name")).split(".")[0] not in ids]

    def _list(self, name: str) -> tuple[NoteEntry, ...]:
        return self.before.lists.get(name, ())


def _wordless(note: NoteEntry) -> NoteEntry:
    """A note of epubgen 0.1 without its sentences, where a row words its code in every language."""
    worded = messages.is_worded(f"note.{note.get('code', '')}")
    return {name: value for name, value in note.items() if not (worded and name in ("question", "cure"))}


def _sources(reading: Reading) -> frozenset[str]:
    """The files that a reading comes from, as far as its parts say so."""
    blocks = (block for story in reading.issue.articles for block in story.body)
    places = [*(block.at for block in blocks), *(note.at for note in reading.notes)]
    return frozenset(place.file for place in places if place)


def _page(story: Article) -> str:
    return "".join(story.page[:1])


def unsettled(reading: Reading, before: Record) -> tuple[OpenQuestion, ...]:
    """The notes that nobody settled yet."""
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
    """The list of the questions; in each, a comment asks it in the language of the paper and says what settles it."""
    lines = iter(to_yaml({"notes": notes}).splitlines(keepends=True))
    text = next(lines)
    entries = iter(notes)
    for line in lines:
        text += line
        if line.startswith("  - "):
            text += "".join(f"    # {words}\n" for words in _asked(next(entries), language))
    return text


def _asked(entry: NoteEntry, language: str) -> Iterator[str]:
    """The question and its cure in words, each on one line; nothing where no row words the code."""
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
    """The record of an import before; an empty one when the file cannot be read."""
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
