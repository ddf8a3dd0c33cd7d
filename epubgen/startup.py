# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every module makes while it is loaded, made so that a process starts fast.

Expressions are compiled on first use (one run needs a third of those that modules define), and sets of characters
need no compiling. Dataclasses are made as the standard library does, in a third of the time: Python 3.11 writes up to
six methods of every dataclass as source text and compiles each by itself, a quarter of the start of a build, which
needs 180 classes. Here one method is compiled, ``__init__``; the others are functions that all classes share.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect
from collections.abc import Callable, Iterable
from functools import partial
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, AnyStr, Generic, cast

__all__ = ["CharacterSet", "dataclass", "regex"]


def regex(pattern: AnyStr, flags: int = 0, *, needs: str = "") -> re.Pattern[AnyStr]:
    """Return a pattern as ``re.compile`` does, for a constant of a module; it is compiled when it is first used.

    Python takes milliseconds for a set of all Han characters, and hundreds of constants would cost every command a
    third of a second. Use ``re.compile`` for a pattern inside a function, which is used at once.

    Args:
        pattern: the pattern.
        flags: those of ``re``.
        needs: characters of which each match has at least one, looked ahead or behind included. A text without them
            does not match, and is told so without compiling.
    """
    return cast("re.Pattern[AnyStr]", _Regex(pattern, flags, needs))


class _Regex(Generic[AnyStr]):
    """Takes the place of a pattern; after the first use it has the methods of the compiled pattern."""

    _FORWARDED = (
        *("flags", "groups", "groupindex"),
        *("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn"),
    )

    _ASKING = ("finditer", "fullmatch", "match", "search")

    def __init__(self, pattern: AnyStr, flags: int, needs: str) -> None:
        self.pattern: AnyStr = pattern
        self._flags, self._needs = flags, frozenset(needs)

    def __getattr__(self, name: str) -> object:
        """Compile the pattern. Python calls this only for attributes that are not set yet."""
        if name not in self._FORWARDED:
            raise AttributeError(name)
        if self._needs and name in self._ASKING:
            return partial(self._asked, name)
        return self._compiled(name)

    def _asked(self, name: str, text: str, *place: int) -> object:
        """Answer for a text that lacks what the pattern needs; compile it for any other."""
        if self._needs.isdisjoint(text):
            return iter(()) if name == "finditer" else None
        return self._compiled(name)(text, *place)

    def _compiled(self, name: str) -> Callable[..., object]:
        """Return a method of the compiled pattern, and forward all others to it from now on."""
        compiled = re.compile(self.pattern, self._flags)
        for forwarded in self._FORWARDED:
            setattr(self, forwarded, getattr(compiled, forwarded))
        return cast("Callable[..., object]", getattr(compiled, name))


class CharacterSet:
    """Characters by their ranges, ``"0-9々\u4e00-\u9fff"``, asked for one character at a time: ``char in letters``.

    Python would compile a pattern of all Han characters for two milliseconds to answer the same.
    """

    def __init__(self, ranges: str) -> None:
        spans = [(found[1], found[2] or found[1]) for found in re.finditer(r"(.)(?:-(.))?", ranges, re.DOTALL)]
        self._bounds: list[str] = []
        for first, last in sorted(spans):
            if not self._bounds or first > self._bounds[-1]:
                self._bounds += [first, first]
            self._bounds[-1] = max(self._bounds[-1], chr(ord(last) + 1))  # ranges may overlap

    def __contains__(self, char: str) -> bool:
        return bisect(self._bounds, char) % 2 == 1

    def count(self, text: str) -> int:
        """Return how many characters of a text are in the set."""
        return sum(map(self.__contains__, text))


if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> type | Callable[[type], type]:
        """Make a class a dataclass, like ``dataclasses.dataclass``, whose options it takes.

        ``fields``, ``replace``, ``copy`` and ``pickle`` work as with those, and ``get_type_hints`` for the class, not
        for its ``__init__``. Fields of the type ``InitVar`` are not supported.
        """
        return _made(cls, options) if cls else lambda cls: _made(cls, options)


_KNOWN = {"frozen", "kw_only", "slots"}
"""The options of classes whose methods are shared; with any other the standard library makes all."""


def _made(cls: type, options: dict[str, bool]) -> type:
    if not _KNOWN.issuperset(options):
        return _with_fields(cls, options)
    frozen = options.get("frozen", False)
    cls.__doc__ = cls.__doc__ or cls.__name__  # the standard library would work out a signature instead
    made: Any = _with_fields(cls, options | {"frozen": False, "init": False, "repr": False, "eq": False})
    params = made.__dataclass_params__
    params.init, params.repr, params.eq, params.frozen = True, True, True, frozen
    methods: dict[str, Any] = {
        "__init__": _init(made, frozen=frozen),
        "__repr__": _repr,
        **_comparisons(made, frozen=frozen),
    }
    methods |= (_REFUSALS if frozen else {}) | (_STATE if frozen and options.get("slots") else {})
    for name, method in methods.items():
        if cls.__dict__.get(name) is None:  # Python sets ``__hash__`` to None beside an own ``__eq__``
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]


def _with_fields(cls: type, options: dict[str, bool]) -> type:
    """Let the standard library make a class; it sees parents as frozen only where it makes the class frozen."""
    parents = [base.__dict__["__dataclass_params__"] for base in cls.__mro__ if "__dataclass_params__" in base.__dict__]
    were = [parent.frozen for parent in parents]
    for parent in parents:
        parent.frozen = options.get("frozen", False)
    try:
        return dataclasses.dataclass(**options)(cls)
    finally:
        for parent, frozen in zip(parents, were, strict=True):
            parent.frozen = frozen


def _init(cls: type, *, frozen: bool) -> Callable[..., None]:
    """Compile ``__init__``, which sets the fields in their order."""
    fields = dataclasses.fields(cls)
    names: dict[str, Any] = {"_set": object.__setattr__, "_absent": _ABSENT}
    told = [(field.name, field.kw_only, *_parameter(field, names)) for field in fields]
    keywords = [text for _, late, text, _ in told if text and late]
    parameters = [
        "self",
        *(text for _, late, text, _ in told if text and not late),
        *(["*", *keywords] if keywords else []),
    ]
    pattern = "_set(self, '{}', {})" if frozen else "self.{} = {}"
    body = [pattern.format(name, value) for name, _, _, value in told if value]
    body += ["self.__post_init__()"] * hasattr(cls, "__post_init__")
    lines = "\n ".join(body or ["pass"])
    exec(f"def __init__({', '.join(parameters)}):\n {lines}", names)  # noqa: S102 - what dataclasses does six times
    made: Callable[..., None] = names["__init__"]
    made.__qualname__, made.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    made.__annotations__ = {field.name: field.type for field in fields if field.init} | {"return": None}
    return made


def _parameter(field: dataclasses.Field[Any], names: dict[str, Any]) -> tuple[str, str]:
    """Return the parameter of a field and what it is set to, each empty where there is none; add what both name."""
    name, default, value = field.name, "", field.name if field.init else ""
    if field.default is not dataclasses.MISSING:
        default = f"_default_{name}"
        names[default] = field.default
        value = value or default
    elif field.default_factory is not dataclasses.MISSING:
        default, make = "_absent", f"_make_{name}"
        names[make] = field.default_factory
        value = f"{make}() if {name} is _absent else {name}" if field.init else f"{make}()"
    return (f"{name}={default}" if default else name) if field.init else "", value


class _Absent:
    """Stands as the default of a parameter whose field makes its value anew each time."""

    def __repr__(self) -> str:
        return "<factory>"


_ABSENT = _Absent()


def _comparisons(cls: type, *, frozen: bool) -> dict[str, Callable[..., Any] | None]:
    """Return ``__eq__`` and ``__hash__``, which take the values of the fields that are compared."""
    values = _values(field.name for field in dataclasses.fields(cls) if field.compare)

    def eq(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    return {"__eq__": eq, "__hash__": hashed if frozen else None}


def _values(names: Iterable[str]) -> Callable[[object], object]:
    """Return what reads the values of these fields from an object."""
    listed = tuple(names)
    return attrgetter(*listed) if listed else lambda _: ()


@recursive_repr()
def _repr(self: Any) -> str:  # noqa: ANN401 - any dataclass
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_change(self: Any, name: str, *value: object) -> None:  # noqa: ANN401 - any dataclass
    """Set or delete what is no field, in a subclass that is no dataclass; refuse everything else."""
    if "__dataclass_params__" in type(self).__dict__ or name in self.__dataclass_fields__:
        raise dataclasses.FrozenInstanceError(f"cannot {'assign to' if value else 'delete'} field {name!r}")
    (object.__setattr__ if value else object.__delattr__)(self, name, *value)


def _state(self: Any) -> list[object]:  # noqa: ANN401 - any dataclass
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[object]) -> None:  # noqa: ANN401 - any dataclass
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


_REFUSALS = {"__setattr__": _refuse_change, "__delattr__": _refuse_change}
"""What only frozen classes have."""
_STATE = {"__getstate__": _state, "__setstate__": _set_state}
"""What only frozen classes with slots have: Python would set their fields one by one, which they refuse."""
