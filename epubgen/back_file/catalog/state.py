# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a catalogue keeps from its last run: the cards of its issues, and the files it wrote.

The state only saves time. Without it the next run reads every EPUB again and finds its files by ``manifest.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from typing import Any

from epubgen.back_file.catalog.cards import IssueCard, card_as_json, card_from_json
from epubgen.files.atomic import write_whole
from epubgen.files.regular import read_regular
from epubgen.files.sealed_json import UNUSABLE
from epubgen.startup import dataclass

__all__ = ["BEGUN", "MANIFEST", "STATE", "CatalogState", "WrittenFile", "read_state", "write_state"]

MANIFEST = "manifest.json"
STATE = ".epubgen-catalog.json"
BEGUN = ".epubgen-catalog.begun"
"""Names the new files of a run before they are written: a run that is killed leaves none that the next one disowns."""
_LARGEST = 2**30
_FORMAT = 5


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that an earlier run wrote."""

    key: str
    """Of its document; for pictures that of their issue."""
    size: int
    sha256: str
    start: int = 0
    """Bytes of its head."""
    lines: tuple[tuple[str, int], ...] = ()
    """Of each of its lines the key of the issue, and the bytes."""


@dataclass(slots=True)
class CatalogState:
    """The state of the last run."""

    cards: dict[str, IssueCard] = field(default_factory=dict)
    """By the file of the EPUB."""
    written: dict[str, WrittenFile] = field(default_factory=dict)
    """By path below the folder of the catalogue."""
    begun: frozenset[str] = frozenset()
    base_url: str = ""
    title: str = ""
    language: str = ""
    """Of the catalogue, for a server that finds it."""

    def owns(self, path: str) -> bool:
        """Return whether a file of that name was written by the catalogue and may be replaced."""
        return path in self.written or path in self.begun


def read_state(folder: Path) -> CatalogState:
    """Read the state of a folder. Unreadable state is ignored."""
    state = CatalogState(begun=_begun(folder))
    with suppress(*UNUSABLE):
        facts = _unsealed(read_regular(folder / STATE, _LARGEST))
        if facts["format"] == _FORMAT:
            state.base_url, state.title, state.language = map(str, facts["site"])
            state.cards = {card.file: card for card in map(card_from_json, facts["cards"])}
            state.written = {path: _written(given) for path, given in facts["written"].items()}
    if not state.written:
        state.begun |= _listed(folder)
    return state


def _unsealed(data: bytes) -> Any:  # noqa: ANN401 - any JSON
    seal, _, text = data.partition(b"\n")
    if seal != sha256(text).hexdigest().encode():
        raise ValueError("the seal is broken")
    return json.loads(text)


def _written(given: Sequence[Any]) -> WrittenFile:
    key, size, sha256, start, lines = given
    return WrittenFile(key, size, sha256, start, tuple((str(card), int(length)) for card, length in lines))


def _begun(folder: Path) -> frozenset[str]:
    with suppress(*UNUSABLE):
        return frozenset(map(str, json.loads(read_regular(folder / BEGUN, _LARGEST))))
    return frozenset()


def _listed(folder: Path) -> frozenset[str]:
    """Return the files that ``manifest.json`` names, if the catalogue wrote it."""
    with suppress(*UNUSABLE):
        facts = json.loads(read_regular(folder / MANIFEST, _LARGEST))
        if facts["generator"] == "epubgen":
            return frozenset([*(str(file["path"]) for file in facts["files"]), MANIFEST])
    return frozenset()


def write_state(
    folder: Path, cards: Iterable[IssueCard], written: Mapping[str, WrittenFile], site: tuple[str, str, str]
) -> None:
    """Save the state of a finished run. ``site`` is address, title and language.

    Raises:
        OSError: it cannot be written.
    """
    facts = {
        "format": _FORMAT,
        "site": site,
        "cards": [card_as_json(card) for card in cards],
        "written": {path: [one.key, one.size, one.sha256, one.start, one.lines] for path, one in written.items()},
    }
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()
    write_whole(folder / STATE, sha256(text).hexdigest().encode() + b"\n" + text)
    with suppress(OSError):
        (folder / BEGUN).unlink(missing_ok=True)
