# SPDX-License-Identifier: AGPL-3.0-or-later
"""Walks over an issue: every block, run, photo and text, however deep they stand, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from epubgen.errors import Location
from epubgen.model.blocks import QA, Ad, Block, Box, Dialogue, Gallery, Image, List, Note, Quote
from epubgen.model.inlines import INLINE_TYPES, Inline, MarkedStr, Ruby, Span, Text
from epubgen.model.issue import Article, Issue
from epubgen.model.lead import shown_stories
from epubgen.model.values import LangStr, Photo, SourceSpan

__all__ = [
    "article_blocks",
    "article_photos",
    "blocks_within",
    "change_strings",
    "field_names",
    "has_ruby",
    "inner_bodies",
    "instances",
    "issue_photos",
    "own_runs",
    "photos_within",
    "rebuilt",
    "runs_within",
    "strings",
]

T = TypeVar("T")
K = TypeVar("K")
_INLINES = tuple(INLINE_TYPES.values())


def blocks_within(blocks: Iterable[Block]) -> Iterator[Block]:
    """Each block and those inside it."""
    for block in blocks:
        yield block
        for body in inner_bodies(block):
            yield from blocks_within(body)


def runs_within(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Every run of text in the blocks, nested ones too."""
    for block in blocks_within(blocks):
        yield from own_runs(block)


def own_runs(block: Block) -> Iterator[Inline]:
    """The runs of a block itself, nested ones too, without those of the blocks inside it."""
    for name in _HOLDERS[type(block), Text]:
        yield from _runs(getattr(block, name))


def article_blocks(story: Article) -> Iterator[Block]:
    """The blocks of a story and of its notes."""
    yield from blocks_within(story.body)
    for note in story.footnotes:
        yield from blocks_within(note.body)


def article_photos(story: Article) -> Iterator[Photo]:
    """The photos of a story: the lead photo, those in the text, those outside it. One used twice comes twice."""
    if story.lead_photo:
        yield story.lead_photo
    yield from photos_within(story.body)
    for note in story.footnotes:
        yield from photos_within(note.body)
    yield from story.photos


def issue_photos(issue: Issue) -> Iterator[Photo]:
    """Every photo that an issue shows: nameplate, sections, shown stories, corrections, notices, free pages."""
    if issue.publication.nameplate:
        yield issue.publication.nameplate
    yield from (section.image for section in issue.sections if section.image)
    for story in shown_stories(issue):
        yield from article_photos(story)
    for correction in issue.corrections:
        yield from photos_within(correction.body)
    yield from photos_within(issue.notices)
    for free in issue.publication.free_pages:
        yield from photos_within(free.body)


def has_ruby(issue: Issue) -> bool:
    """Whether any run has a reading, in the text or in a line above or beside it."""
    shown = shown_stories(issue)
    bodies = [*(story.body for story in shown), *(note.body for story in shown for note in story.footnotes)]
    if any(isinstance(run, Ruby) for blocks in (*bodies, issue.notices) for run in runs_within(blocks)):
        return True
    lines = instances((shown, issue.sections, issue.notices), MarkedStr, without=(Text,))
    return any(isinstance(run, Ruby) for line, _ in lines for run in _runs(line.runs))


def photos_within(blocks: Iterable[Block]) -> Iterator[Photo]:
    """The photos in the blocks, however deep."""
    for block in blocks_within(blocks):
        if isinstance(block, Image):
            yield block.photo
        elif isinstance(block, Gallery):
            yield from block.items


def inner_bodies(block: Block) -> Iterator[tuple[Block, ...]]:
    """The bodies that a block holds: of a box or quote, of each item of a list, of each turn of a conversation."""
    match block:
        case List(items=items):
            yield from items
        case QA(turns=turns) | Dialogue(turns=turns):
            yield from (turn.text for turn in turns)
        case Quote(body=body) | Box(body=body) | Note(body=body) | Ad(body=body):
            yield body
        case _:
            pass


def _runs(value: object) -> Iterator[Inline]:
    """The runs in a field: tuples of runs at any depth; nested blocks and turns are walked elsewhere."""
    if isinstance(value, tuple):
        for entry in value:
            yield from _runs(entry)
    elif isinstance(value, _INLINES):
        yield value
        if isinstance(value, Span):
            yield from _runs(value.children)


def field_names(value: object) -> tuple[str, ...]:
    """The fields of a value of the model; none for text, a number, a tuple."""
    return _NAMES[type(value)]


def instances(value: object, kind: type[K], path: str = "", without: tuple[type, ...] = ()) -> Iterator[tuple[K, str]]:
    """Every part of a value that is of a kind, with its field (``body[3].items[0]``), in the order of the fields.

    Args:
        value: any value of the model, or a tuple of them.
        kind: what is looked for; nothing is looked for inside a part that was found.
        path: the field of the value itself.
        without: types that are passed over with all they hold.
    """
    found: list[tuple[K, str]] = []
    _search(value, kind, path, without, found)
    return iter(found)


def _search(value: object, kind: type[K], path: str, without: tuple[type, ...], found: list[tuple[K, str]]) -> None:
    if isinstance(value, kind):
        found.append((value, path))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            _search(item, kind, f"{path}[{number}]", without, found)
    elif not isinstance(value, without):
        for name in _HOLDERS[type(value), kind]:
            if part := getattr(value, name):
                _search(part, kind, f"{path}.{name}", without, found)


def rebuilt(
    value: T,
    change: Callable[[Any], Any],
    *,
    skip: Collection[str] = (),
    keep: tuple[type, ...] = (),
) -> T:
    """The value with ``change`` applied to each part, innermost first; what does not change stays the same object.

    Args:
        value: any value of the model, or a tuple of them.
        change: gives the part itself, another one, or ``None`` to leave it out of the tuple that holds it.
        skip: names of fields that are left alone.
        keep: types that are left alone with all they hold.
    """
    made: Any = value
    if isinstance(value, keep):
        return value
    if isinstance(value, tuple):
        items = [rebuilt(item, change, skip=skip, keep=keep) for item in value]
        if any(new is not old for new, old in zip(items, value, strict=True)):
            made = tuple(item for item in items if item is not None)
        result: T = made
        return result
    if names := _COMPARED_NAMES[type(value)]:
        old = {name: getattr(value, name) for name in names if name not in skip}
        new = {name: rebuilt(item, change, skip=skip, keep=keep) for name, item in old.items()}
        altered = {name: item for name, item in new.items() if item is not old[name]}
        made = replace(made, **altered) if altered else value
    return change(made)  # type: ignore[no-any-return]  # of the type of the value, or None inside a tuple


_NO_TEXT = frozenset({"file", "href", "root", "data", "id", "at"})


_Found = tuple[str, Location | None, str]


def strings(
    value: object, without: Collection[str] = (), at: Location | None = None, path: str = ""
) -> Iterator[_Found]:
    """Each text with the nearest known place and its field; stories whose id is in ``without`` are passed over."""
    found: list[_Found] = []
    _gather(value, without, at, path, found)
    return iter(found)


def _gather(value: object, without: Collection[str], at: Location | None, path: str, found: list[_Found]) -> None:
    """Add the texts of a value: handing each one up through all levels would take longer than finding it."""
    if isinstance(value, str):
        found.append((value, at, path))
        if isinstance(value, MarkedStr):
            found += (inner for inner in strings(value.runs, without, at, path) if inner[0] not in value)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _gather(item, without, at, f"{path}[{index}]", found)
    elif (names := _TEXT_NAMES[type(value)]) and getattr(value, "id", None) not in without:
        own = getattr(value, "at", None)
        placed = isinstance(own, SourceSpan)
        for name in names:
            if part := getattr(value, name):
                here = own.of(name) if isinstance(own, SourceSpan) else own or at
                _gather(part, without, here, name if placed or not path else f"{path}.{name}", found)


def change_strings(value: T, change: Callable[[str], str]) -> T:
    """The value with each text changed; what does not change stays the same object."""

    def changed(part: object) -> object:
        if isinstance(part, MarkedStr):
            runs = rebuilt(part.runs, changed, skip=_NO_TEXT)
            return part if runs is part.runs else MarkedStr(runs, part.lang)
        if not isinstance(part, str) or (new := change(part)) == part:
            return part
        return LangStr(new, part.lang) if isinstance(part, LangStr) else new

    return rebuilt(value, changed, skip=_NO_TEXT)


class _FieldNames(dict[type, tuple[str, ...]]):
    """The fields of each type of the model; none for a type without fields, such as a number."""

    def __init__(self, *, compared: bool, without: Collection[str] = ()) -> None:
        """With ``compared`` only those that make two values of a type different; none of the names ``without``."""
        super().__init__()
        self._compared = compared
        self._without = without

    def __missing__(self, kind: type) -> tuple[str, ...]:
        parts = fields(kind) if is_dataclass(kind) else ()
        known = [part.name for part in parts if part.compare or not self._compared]
        self[kind] = tuple(name for name in known if name not in self._without)
        return self[kind]


_NAMES = _FieldNames(compared=False)
_COMPARED_NAMES = _FieldNames(compared=True)
_TEXT_NAMES = _FieldNames(compared=True, without=_NO_TEXT)


class _Holders(dict[tuple[type, type], tuple[str, ...]]):
    """For a type and a wanted one the fields in which a part of that can stand, however deep.

    The annotations of the model tell them: no photo is in a paragraph, so no run is looked at for photos.
    """

    def __missing__(self, key: tuple[type, type]) -> tuple[str, ...]:
        owner, wanted = key
        hints = _hints(owner)
        self[key] = tuple(name for name in _NAMES[owner] if _can_hold(_types_within(hints[name]), wanted))
        return self[key]


_HOLDERS = _Holders()


def _can_hold(kinds: Iterable[type], wanted: type) -> bool:
    return any(issubclass(wanted, kind) or issubclass(kind, wanted) for kind in kinds)


def _types_within(hint: object) -> set[type]:
    """The types that an annotation names, and those in the fields of these, at any depth."""
    found: set[type] = set()
    new = set(_named_types(hint))
    while new:
        found |= new
        new = {inner for kind in new for part in _hints(kind).values() for inner in _named_types(part)} - found
    return found


def _named_types(hint: object) -> Iterator[type]:
    if isinstance(hint, type):
        yield hint
    for part in get_args(hint):
        yield from _named_types(part)


@cache
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind) if is_dataclass(kind) else {}
