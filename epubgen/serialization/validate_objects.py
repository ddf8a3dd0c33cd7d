# SPDX-License-Identifier: AGPL-3.0-or-later
"""Validates an issue that was built in Python against the type hints of the model.

``convert`` checks values of files; values made in Python are checked here, each once. A mistake then is a finding with
its path, not a traceback from deep inside a build.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from epubgen.errors import Finding, Location, Severity, SourceError, finding
from epubgen.languages.registry import standard_tag
from epubgen.model import (
    Article,
    Column,
    Contact,
    FreePage,
    Inlines,
    Issue,
    LangStr,
    MarkedStr,
    Page,
    Photo,
    Publication,
    Section,
    SectionName,
)
from epubgen.serialization.convert import MAX_FAULTS
from epubgen.serialization.kinds import Kind, Shape, ValuePath, example, kind_of, parts_of, shown
from epubgen.serialization.names import Class, required, type_hints
from epubgen.serialization.nodes import cleaned, lone_surrogate
from epubgen.serialization.scalars import FORMS, WrongValueError, blank, near

__all__ = ["admitted", "validate_issue"]

MAX_DEPTH = 40
"""How deep blocks may stand in blocks, and runs in runs; the same limit as in Markdown."""
_NAMED: tuple[Class, ...] = (Publication, Article, Section, Page, FreePage, SectionName, Column, Contact)
"""Types whose required texts must not be blank."""
T = TypeVar("T")


def admitted(issue: Issue) -> tuple[Issue, tuple[Finding, ...]]:
    """Return the issue as it can be built, and the findings that are no errors.

    Raises:
        SourceError: the issue has errors; the exception holds all of them.
    """
    issue, found = validate_issue(issue)
    if faults := [entry for entry in found if entry.severity is Severity.ERROR]:
        raise SourceError(*faults)
    return issue, found


def validate_issue(issue: Issue) -> tuple[Issue, tuple[Finding, ...]]:
    """Return the issue and all its faults.

    Characters that no EPUB may hold are removed, language tags are standardised.

    The same object is returned where nothing had to be changed, and where a finding is an error.
    """
    walk = _ObjectValidator()
    walk.run(issue)
    faulty = any(entry.severity is Severity.ERROR for entry in walk.findings)
    changed = (walk.findings or walk.unusual) and not faulty
    return (_without(issue) if changed else issue), tuple(walk.findings)


class _ObjectValidator:
    """Walks an issue in the order of its fields and collects the faults of its values.

    The walk is recursive. Only blocks and runs can contain values of their own type, a run holds no block, and nothing
    deeper than ``MAX_DEPTH`` is entered: so the walk ends even in an object that contains itself.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.unusual = False
        """Whether a value must be rewritten: a language tag or a number in another form than the usual one, or text to
        be cleaned.
        """

    def run(self, issue: Issue) -> None:
        """Check the issue and everything in it."""
        self._check(kind_of(Issue), issue, ValuePath(None, "", issue))

    def _check(self, kind: Kind, value: Any, spot: ValuePath) -> None:  # noqa: ANN401, C901 - any value; one case a shape
        if len(self.findings) >= MAX_FAULTS or (value is None and kind.optional):
            return
        if not kind.fits(value):
            self._wrong(kind, value, spot)
            return
        match kind.shape:
            case Shape.OBJECT:
                spot.enter(kind.family)
                self._object(value, spot)
            case Shape.ITEMS:
                inner = kind.item
                for index, item in enumerate(value):
                    self._check(inner, item, ValuePath(spot, index, spot.owner))
            case Shape.MAP:
                self._map(value, spot)
            case Shape.TEXT:
                self._text(value, spot)
            case Shape.FORM:
                self._form(kind, value, spot)
            case Shape.CHOICE:
                self._choice(kind, value, spot)
            case Shape.PAIR:
                self._pair(kind, value, spot)
            case Shape.PLAIN:
                self._plain(value, spot)

    def _object(self, value: Any, spot: ValuePath) -> None:  # noqa: ANN401 - any dataclass of the model
        """Check the conditions of a class, then each field."""
        if spot.depth > MAX_DEPTH:
            self._refuse("S09.levels", spot, n=MAX_DEPTH)
            return
        if isinstance(value, _NAMED):
            self._required(value, spot)
        if isinstance(value, Article) and isinstance(value.id, str) and ("/" in value.id or "\\" in value.id):
            self._refuse("S02.story_id", ValuePath(spot, "id", value), value=value.id[:80], right=_plain_id(value.id))
        if isinstance(value, Photo) and value.data is None and value.file == "":
            self._missing(value, "file", spot)
        cls: Class = type(value)
        for name, kind, default in parts_of(cls):
            held = getattr(value, name)
            plain = kind.shape is Shape.TEXT and type(held) is str and held and held.isprintable()
            if (
                held is not default and not plain
            ):  # defaults and plain text are right; skipping them saves most of the time
                self._check(kind, held, ValuePath(spot, name, value))

    def _required(self, value: Any, spot: ValuePath) -> None:  # noqa: ANN401
        """Report required texts, alone or in a tuple, that are blank (S03)."""
        cls: Class = type(value)
        for name in required(cls):
            if blank(getattr(value, name)):
                self._missing(value, name, spot)

    def _map(self, value: Mapping[object, object], spot: ValuePath) -> None:
        """Check keys and texts of a mapping, the last pair first."""
        for key, text in reversed([*value.items()]):
            below = ValuePath(spot, key if isinstance(key, str) else shown(key), spot.owner)
            self._check(kind_of(str), key, below)
            self._check(kind_of(str), text, below)

    def _text(self, value: str, spot: ValuePath) -> None:
        if isinstance(value, MarkedStr):
            self._check(kind_of(Inlines), value.runs, ValuePath(spot, "runs", value))
        elif half := lone_surrogate(value):
            self._refuse("S07.surrogate", spot, char=half)
        elif not value.isprintable():
            at, path = spot.place()
            text, removed = cleaned(value, at or Location())
            self.unusual |= text != value
            self.findings += [replace(entry, at=at, field=path) for entry in removed]
        if isinstance(value, LangStr) and value.lang:
            self._check(kind_of(LangStr), value.lang, ValuePath(spot, "lang", value))

    def _form(self, kind: Kind, value: str, spot: ValuePath) -> None:
        if not value:
            return  # ``_required`` reports an empty field that must not be empty
        try:
            self.unusual |= FORMS[kind.words[0]](value) != value
        except WrongValueError as wrong:
            self._refuse(wrong.key, spot, **wrong.facts)

    def _choice(self, kind: Kind, value: str, spot: ValuePath) -> None:
        if value not in kind.words:
            known = [word for word in kind.words if word]
            guess = near(value, known)
            key = "S02.choice" if guess else "S02.choices"
            self._refuse(key, spot, value=value[:80], near=guess, known=", ".join(known))

    def _pair(self, kind: Kind, value: tuple[object, ...], spot: ValuePath) -> None:
        numbers = [item for item in value if isinstance(item, (int, float)) and not isinstance(item, bool)]
        if len(numbers) != len("xy") or len(value) != len("xy"):
            self._wrong(kind, value, spot)
        elif not all(0 <= number <= 1 for number in numbers):
            self._refuse("F06", spot, value=" ".join(map(str, numbers)))

    def _plain(self, value: object, spot: ValuePath) -> None:
        """Report an instant that lies outside the range of dates when it is expressed in UTC."""
        if isinstance(value, datetime) and value.tzinfo:
            try:
                value.astimezone(UTC)
            except OverflowError:
                self._refuse("S02.day", spot, value=value.isoformat())

    def _wrong(self, kind: Kind, value: object, spot: ValuePath) -> None:
        """Report a value of another type than its field has."""
        cure = example(kind.hint, value, spot.name)
        self._refuse("S02.python", spot, value=shown(value), due=kind.due, example=cure)

    def _missing(self, value: Any, name: str, spot: ValuePath) -> None:  # noqa: ANN401
        """Report an empty field that must not be empty."""
        cls: Class = type(value)
        cure = example(type_hints(cls)[name], "", name)
        self._refuse("S03.python", ValuePath(spot, name, value), name=name, example=cure)

    def _refuse(self, key: str, spot: ValuePath, **args: object) -> None:
        at, path = spot.place()
        self.findings.append(finding(key, at, path, **args))


def _plain_id(story: str) -> str:
    return "-".join(part for part in story.replace("\\", "/").split("/") if part.strip("."))


def _without(value: T) -> T:
    """Return the value cleaned and with standard language tags. The walk has found it to be of limited depth before."""
    made: Any = value
    if isinstance(value, MarkedStr):
        made = MarkedStr(_without(value.runs), _lang_str("", value.lang).lang)
    elif isinstance(value, str):
        new, _ = cleaned(value, Location())
        made = _lang_str(new, value.lang) if isinstance(value, LangStr) else new
    elif isinstance(value, tuple):
        made = tuple(map(_without, value))
    elif isinstance(value, Mapping):
        made = {_without(key): _without(text) for key, text in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        kinds = {name: kind for name, kind, _ in parts_of(type(value))}
        parts = [part.name for part in fields(value) if part.compare]
        made = replace(value, **{name: _part(kinds[name], getattr(value, name)) for name in parts})
    result: T = made
    return result


def _part(kind: Kind, value: Any) -> Any:  # noqa: ANN401 - a field of the model
    """Return a field in its usual form: ``zho`` as ``zh``, a page ``“02”`` as ``02``."""
    if kind.shape is Shape.ITEMS and kind.item.shape is Shape.FORM:
        return tuple(_part(kind.item, item) for item in value)
    return FORMS[kind.words[0]](_without(value)) if kind.shape is Shape.FORM and value else _without(value)


def _lang_str(text: str, lang: str) -> LangStr:
    return LangStr(text, standard_tag(lang) if lang else "")
