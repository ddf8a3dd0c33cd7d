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
    "texts",
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
    found: list[Inline] = []
    for name in _RUNS[type(block)]:
        _add_runs(getattr(block, name), found)
    return iter(found)


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
    shown = (shown_stories(issue), issue.sections, issue.notices)
    found = instances(shown, (Ruby, MarkedStr), without=(Text,))
    return any(not isinstance(part, MarkedStr) or next(instances(part.runs, Ruby), None) for part, _ in found)


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


def _add_runs(value: object, found: list[Inline]) -> None:
    """Add the runs in a field: tuples of runs at any depth; nested blocks and turns are walked elsewhere."""
    if isinstance(value, tuple):
        for entry in value:
            _add_runs(entry, found)
    elif isinstance(value, _INLINES):
        found.append(value)
        if isinstance(value, Span):
            _add_runs(value.children, found)


def field_names(value: object) -> tuple[str, ...]:
    """The fields of a value of the model; none for text, a number, a tuple."""
    return _NAMES[type(value)]


def instances(
    value: object, kind: type[K] | tuple[type[K], ...], path: str = "", without: tuple[type, ...] = ()
) -> Iterator[tuple[K, str]]:
    """Every part of a value that is of a kind, with its field (``body[3].items[0]``), in the order of the fields.

    Args:
        value: any value of the model, or a tuple of them.
        kind: what is looked for; nothing is looked for inside a part that was found.
        path: the field of the value itself.
        without: types that are passed over with all they hold.
    """
    found: list[tuple[Any, str]] = []
    _search(value, path, _WAYS[kind, without], found)
    return iter(found)


def _search(value: object, path: str, ways: _Ways, found: list[tuple[Any, str]]) -> None:
    names = ways[type(value)]
    if names is _ITSELF:
        found.append((value, path))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            if ways[type(item)]:  # most paragraphs can hold nothing that is looked for
                _search(item, f"{path}[{number}]", ways, found)
    else:
        for name in names:
            if (part := getattr(value, name)) and ways[type(part)]:
                _search(part, f"{path}.{name}", ways, found)


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
    names = _TEXTS[type(value)]
    if isinstance(value, str):
        found.append((value, at, path))
        if isinstance(value, MarkedStr):
            found += (inner for inner in strings(value.runs, without, at, path) if inner[0] not in value)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _gather(item, without, at, f"{path}[{index}]", found)
    elif names and getattr(value, "id", None) not in without:
        own = getattr(value, "at", None)
        placed = isinstance(own, SourceSpan)
        for name in names:
            if part := getattr(value, name):
                here = own.of(name) if isinstance(own, SourceSpan) else own or at
                _gather(part, without, here, name if placed or not path else f"{path}.{name}", found)


def texts(value: object, without: Collection[str] = ()) -> list[str]:
    """The texts of ``strings`` alone: where nothing is wrong with them, nobody asks for their places."""
    found: list[str] = []
    _add_texts(value, without, found)
    return found


def _add_texts(value: object, without: Collection[str], found: list[str]) -> None:
    names = _TEXTS[type(value)]
    if isinstance(value, str):
        found.append(value)
        if isinstance(value, MarkedStr):
            found += (inner for inner in texts(value.runs, without) if inner not in value)
    elif isinstance(value, tuple):
        for item in value:
            _add_texts(item, without, found)
    elif names and getattr(value, "id", None) not in without:
        for name in names:
            if part := getattr(value, name):
                _add_texts(part, without, found)


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


_ITSELF, _ITEMS = ("",), ("[]",)
"""In place of names: the value is what is looked for; it is a tuple."""


class _Ways(dict[type, tuple[str, ...]]):
    """For each type the fields in which a part of a wanted kind can stand, however deep.

    The annotations of the model tell them: no photo is in a paragraph, so no run is looked at for photos.
    """

    def __init__(self, kind: type | tuple[type, ...], without: tuple[type, ...] = ()) -> None:
        super().__init__()
        self._kinds = kind if isinstance(kind, tuple) else (kind,)
        self._without = without

    def __missing__(self, owner: type) -> tuple[str, ...]:
        self[owner] = self._names(owner)
        return self[owner]

    def _names(self, owner: type) -> tuple[str, ...]:
        hints = _hints(owner)
        if issubclass(owner, self._kinds):
            return _ITSELF
        if issubclass(owner, tuple):
            return _ITEMS
        if issubclass(owner, self._without):
            return ()
        return tuple(name for name in _NAMES[owner] if _can_hold(_types_within(hints[name]), self._kinds))


class _TextWays(_Ways):
    """For each type the fields in which a text for readers can stand."""

    def _names(self, owner: type) -> tuple[str, ...]:
        names = super()._names(owner)
        compared = _COMPARED_NAMES[owner]
        return tuple(name for name in names if name in compared and name not in _NO_TEXT) if compared else names


_RUNS = _Ways(Text)
_TEXTS = _TextWays(str)


class _KnownWays(dict[tuple[type | tuple[type, ...], tuple[type, ...]], _Ways]):
    """Ways by what is looked for and what is passed over; each is found out once."""

    def __missing__(self, key: tuple[type | tuple[type, ...], tuple[type, ...]]) -> _Ways:
        self[key] = _Ways(*key)
        return self[key]


_WAYS = _KnownWays()


def _can_hold(kinds: Iterable[type], wanted: tuple[type, ...]) -> bool:
    return any(issubclass(kind, wanted) or any(issubclass(one, kind) for one in wanted) for kind in kinds)


def _types_within(hint: object) -> set[type]:
    """The types that an annotation names, and those in the fields of these, at any depth."""
    found: set[type] = set()
    new = set(_named_types(hint))
    while new:
        found |= new
        new = {inner for kind in new for inner in _types_of_fields(kind)} - found
    return found


@cache
def _types_of_fields(kind: type) -> frozenset[type]:
    return frozenset(inner for part in _hints(kind).values() for inner in _named_types(part))


def _named_types(hint: object) -> Iterator[type]:
    if isinstance(hint, type):
        yield hint
    for part in get_args(hint):
        yield from _named_types(part)


@cache
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind) if is_dataclass(kind) else {}
