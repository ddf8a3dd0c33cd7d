# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the tables of fields in docs/issue-format.md and docs/library.md from the types and their docstrings.

A table stands between ``<!-- fields: Article -->`` and ``<!-- end -->``. The tables of blocks and runs have the names
``blocks`` and ``inlines``, that of the JSON of collectors ``collected``.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from docs_page import write

from epubgen import model
from epubgen.importers import collected_names as collected
from epubgen.languages.choice_words import CHOICE_WORDS
from epubgen.model import Block, Form, Inlines, held_titles
from epubgen.model.blocks import BLOCK_TYPES
from epubgen.model.inlines import INLINE_TYPES
from epubgen.serialization.json_schema import descriptions
from epubgen.serialization.names import BARE, ROLE_KEYS, dotted, field_names, role_target, spelled

PAGES = [Path(__file__).resolve().parents[1] / "docs" / name for name in ("issue-format.md", "library.md")]

_MARK = re.compile(r"<!-- fields: (\w+) -->\n.*?<!-- end -->", re.DOTALL)
_ELSEWHERE = {"Issue": ("publication", "articles"), "Article": ("body", "footnotes")}
"""Fields that on disk are files of their own or stand below the front matter."""
_NAMED_BY_FILE = {"Article": ("id",)}
_WORDS: Mapping[object, str] = {
    str: "text",
    bool: "`true` or `false`",
    int: "whole number",
    date: "date: `2026-04-22`",
    datetime: "instant: `2026-04-22T06:30:00+08:00`",
    Form.SLUG: "`a`–`z`, `0`–`9`, hyphens",
    Form.TAG: "language tag",
    Form.NUMBER: "number alone: `12482`",
    Form.POSITION: "number: `12482.5`",
    Form.MARKED: "line of text",
    Form.PAGE: "text: `01`, `A1`, `iv`",
    Form.ZONE: "time zone: `Asia/Shanghai`",
    Form.DAYS: "days: `sunday`, `2026-02-17`",
    Form.MONTH: "month: `1` to `12`",
    Form.SERIAL: "number alone: `65-0010`",
}


def page(text: str) -> str:
    """The page with every table written anew."""
    return _MARK.sub(lambda mark: f"<!-- fields: {mark[1]} -->\n{_table(mark[1])}\n<!-- end -->", text)


def _table(name: str) -> str:
    if name == "collected":
        return "\n".join(_collected())
    if name == "choices":
        return "\n".join(_choices())
    if name in ("blocks", "inlines"):
        return "\n".join(_kinds(BLOCK_TYPES if name == "blocks" else INLINE_TYPES))
    return "\n".join(_fields(getattr(model, name, None) or getattr(held_titles, name)))


def _fields(cls: Any) -> Iterator[str]:  # noqa: ANN401 - any dataclass of the model
    told, hints = descriptions(cls), get_type_hints(cls, include_extras=True)
    chinese = {spelling: _chinese(cls, spelling) for spelling in field_names(cls)}
    second = any(chinese.values())
    yield "| field | in Chinese | what to write | what it is |" if second else "| field | what to write | what it is |"
    yield "|---|---|---|---|" if second else "|---|---|---|"
    by_name = {item.name: item for item in fields(cls)}
    for spelling, name in field_names(cls).items():
        if spelling in _ELSEWHERE.get(cls.__name__, ()):
            continue
        due = by_name[name].default is MISSING and by_name[name].default_factory is MISSING
        needed = due and spelling not in _NAMED_BY_FILE.get(cls.__name__, ())
        cells = [f"`{spelling}`" + (" **required**" if needed else "")]
        cells += [", ".join(chinese[spelling])] if second else []
        cells += [_value(hints[name]) + _default(by_name[name]), " ".join(told.get(name, "").split())]
        yield _row(cells)


def _choices() -> Iterator[str]:
    """Each word of the enumerations with the words that mean the same."""
    yield "| word | may also be written |"
    yield "|---|---|"
    for word, others in CHOICE_WORDS.items():
        yield _row([f"`{word}`", ", ".join(others)])


def _kinds(kinds: Mapping[str, Any]) -> Iterator[str]:
    yield "| `type` | fields | what it is |"
    yield "|---|---|---|"
    for word, cls in kinds.items():
        shown = ", ".join(f"`{spelling}`" for spelling in field_names(cls) if spelling != "at")
        yield _row([f"`{word}`", shown, " ".join((cls.__doc__ or "").split())])


def _collected() -> Iterator[str]:
    yield "| where | what is read | names in the file |"
    yield "|---|---|---|"
    groups = {"file": collected.ROOT, "page": collected.PAGE, "story": collected.STORY, "author": collected.AUTHOR}
    groups |= {"picture": collected.IMAGE, "piece of `content`": collected.PIECE}
    for where, names in groups.items():
        for meaning, spellings in names.items():
            shown = ", ".join(f"`{spelling}`" for spelling in spellings)
            yield _row([where, "(left aside)" if meaning == "aside" else meaning.replace("_", " "), shown])


def _row(cells: list[str]) -> str:
    plain = (cell.replace("``", "`").replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(plain)} |"


def _chinese(cls: Any, spelling: str) -> list[str]:  # noqa: ANN401
    """Every Chinese key that fills a field."""
    plain = [alias for alias, field in spelled(cls).items() if field == spelling and alias != spelling]
    deep = [f"{alias} (`{head}.{tail}`)" for alias, (head, tail) in dotted(cls).items() if head == spelling]
    return [*plain, *deep, *(key for key in ROLE_KEYS if role_target(cls, key) == spelling)]


def _value(hint: Any) -> str:  # noqa: ANN401 - a type hint
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _value(next(kind for kind in inner if kind is not type(None)))
    if origin is tuple:
        return _several(hint)
    if origin is Annotated:
        return _WORDS[hint.__metadata__[0]]
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in inner if word)
    if origin is not None:
        return "names, each with a text"
    return _link(hint) if is_dataclass(hint) else _WORDS[hint]


def _several(hint: Any) -> str:  # noqa: ANN401
    if hint == Inlines:
        return "text, or runs"
    if hint == tuple[Block, ...]:
        return "text (Markdown), or blocks"
    item, *more = get_args(hint)
    return f"{_value(item)}; one or several" if more == [...] else "two numbers: `0.5 0.3`"


def _link(cls: Any) -> str:  # noqa: ANN401
    name = cls.__name__
    bare = "text or " if name in BARE or name == "Source" else ""
    return f"{bare}[{name}](#{name.lower()})"


def _default(item: Field[Any]) -> str:
    shown = item.default if item.default is not MISSING else ""
    if shown is True or shown is False:
        return f"; left out: `{str(shown).lower()}`"
    if isinstance(shown, tuple) and shown:
        return f"; left out: {', '.join(f'`{word}`' for word in shown)}"
    return f"; left out: `{shown}`" if isinstance(shown, str) and shown else ""


if __name__ == "__main__":
    for one in PAGES:
        write(one, page)
