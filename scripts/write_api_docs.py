# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the reference of docs/api.md from the docstrings of the public names of ``epubgen``.

A chapter stands between ``<!-- functions -->`` (or ``exceptions``, ``values``, ``types``) and ``<!-- end -->``; the
words around it are written by hand. ``--print`` prints the page.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from docs_page import write

import epubgen

PAGE = Path(__file__).resolve().parents[1] / "docs" / "api.md"
_MARK = re.compile(r"<!-- (functions|exceptions|values|types) -->\n.*?<!-- end -->", re.DOTALL)
_PARTS = re.compile(r"^(Args|Returns|Raises|Yields|Options):[ \t]*(.*)$")
_WIDTH = 100
_Definition = ast.FunctionDef | ast.ClassDef


def page(text: str) -> str:
    """The page with every chapter written anew."""
    return _MARK.sub(lambda mark: f"<!-- {mark[1]} -->\n\n{_chapter(mark[1])}\n\n<!-- end -->", text)


def _chapter(name: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_CHAPTERS[name]()).strip())


def public() -> Iterator[tuple[str, object]]:
    """Every public name but the version and the two modules, by the alphabet."""
    for name in epubgen.__all__:
        if name not in ("__version__", "model", "plugins"):
            yield name, getattr(epubgen, name)


def _functions() -> Iterator[str]:
    for name, thing in public():
        if inspect.isfunction(thing):
            yield from _entry(f"`{name}`", *_function(name, _definition(inspect.unwrap(thing))))


def _exceptions() -> Iterator[str]:
    for name, thing in public():
        if _is_error(thing):
            yield from _entry(f"`{name}`", *_class(thing))


def _values() -> Iterator[str]:
    for name, thing in public():
        if inspect.isclass(thing) and not _is_error(thing):
            yield from _entry(f"`{name}`", *_class(thing))


def _types() -> Iterator[str]:
    """Names of types that are neither classes nor functions: choices of words, kinds of paths."""
    for name, thing in public():
        if not inspect.isclass(thing) and not inspect.isfunction(thing):
            yield f"- `{name}`: `{_plain_type(thing)}`"


_CHAPTERS = {"functions": _functions, "exceptions": _exceptions, "values": _values, "types": _types}


def _is_error(thing: object) -> bool:
    return inspect.isclass(thing) and issubclass(thing, BaseException)


def _entry(title: str, *lines: str) -> Iterator[str]:
    yield from ("", f"### {title}", "", *lines)


def _function(name: str, node: ast.FunctionDef) -> Iterator[str]:
    yield from ("```python", _signature(name, node), "```", "", *_prose(ast.get_docstring(node) or ""))


def _signature(name: str, node: ast.FunctionDef) -> str:
    """``name(a, *, b=1) -> T``: on one line where it fits, else a line for each parameter."""
    given = [_parameter(node.args, number) for number in range(_count(node.args))]
    result = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    line = f"{name}({', '.join(given)}){result}"
    return line if len(line) <= _WIDTH else "\n".join((f"{name}(", *(f"    {one}," for one in given), f"){result}"))


def _parameter(given: ast.arguments, number: int) -> str:
    """A parameter with its type and default, spaced as in the code."""
    drawn = ast.unparse(_only(given, number))
    return re.sub(r"(?<=[\w\])])=(?=[^=]*$)", " = ", drawn) if ": " in drawn else drawn


def _count(given: ast.arguments) -> int:
    return len(given.args) + len(given.kwonlyargs) + bool(given.kwonlyargs) + bool(given.kwarg)


def _only(given: ast.arguments, number: int) -> ast.AST:
    """One parameter of a signature, as a signature of its own; ``*`` counts as one."""
    empty = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
    free = len(given.args) - len(given.defaults)
    if number < len(given.args):
        empty.args = [given.args[number]]
        empty.defaults = given.defaults[number - free : number - free + 1] if number >= free else []
        return empty
    rest = number - len(given.args) - 1
    if rest < 0 and given.kwonlyargs:
        return ast.Name(id="*")
    if given.kwonlyargs and rest < len(given.kwonlyargs):
        default = given.kw_defaults[rest]
        empty.args, empty.defaults = [given.kwonlyargs[rest]], [default] if default else []
        return empty
    empty.kwarg = given.kwarg
    return empty


def _class(thing: object) -> Iterator[str]:
    node = _definition(thing)
    yield from _prose(ast.get_docstring(node) or "")
    yield from _fields(node)
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and not part.name.startswith("_") and ast.get_docstring(part):
            yield from _method(part)


def _fields(node: _Definition) -> Iterator[str]:
    """A line for each annotated attribute: name, type, default, and the docstring below it."""
    lines = []
    for part, after in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name) and part.target.id[0] != "_":
            value = f" = {default}" if (default := _default(part.value)) else ""
            words = _below(after)
            lines.append(
                f"- `{part.target.id}: {ast.unparse(part.annotation)}{value}`" + (f": {words}" if words else "")
            )
    if lines:
        yield from (*lines, "")


def _default(node: ast.expr | None) -> str:
    """The default of an attribute; of ``field(…)`` the default that it is given."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "field":
        return "".join(ast.unparse(one.value) for one in node.keywords if one.arg == "default")
    return ast.unparse(node) if node else ""


def _below(node: ast.stmt | None) -> str:
    """The string that stands below an attribute, on one line."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return _inline(" ".join(node.value.value.split()))
    return ""


def _method(node: ast.FunctionDef) -> Iterator[str]:
    """A property by its name, a method with its parameters; then its docstring, indented below it."""
    is_property = any(isinstance(one, ast.Name) and one.id.endswith("property") for one in node.decorator_list)
    given = [_parameter(node.args, number) for number in range(_count(node.args))]
    shape = node.name if is_property else f"{node.name}({', '.join(given[1:])})"
    result = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    head, *rest = _prose(ast.get_docstring(node) or "")
    yield f"- `{shape}{result}`: {head}"
    yield from (f"  {line}" if line else "" for line in rest)


def _prose(text: str) -> Iterator[str]:
    """A docstring as Markdown: its parts (``Args:`` …) with a list, code after ``::`` fenced, words otherwise."""
    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    code = False
    for block in blocks:
        if code and block.startswith("    "):
            yield from ("```python", *textwrap.dedent(block).splitlines(), "```", "")
            continue
        code = block.rstrip().endswith("::")
        part = _PARTS.match(block.splitlines()[0])
        if part:
            yield from _part(
                part[1], block.splitlines()[1:] if not part[2] else [f"    {part[2]}", *block.splitlines()[1:]]
            )
        elif block.strip() != "::":
            yield from (_inline(" ".join(block.removesuffix("::").split())) + (":" if code else ""), "")


def _part(name: str, lines: list[str]) -> Iterator[str]:
    """``Args:`` and ``Options:`` as a list of their names; ``Returns:`` and ``Raises:`` as words."""
    text = textwrap.dedent("\n".join(lines))
    items = [" ".join(item.split()) for item in re.split(r"\n(?! )", text)]
    if name in ("Args", "Options"):
        yield from (f"*{name}*:", "", *map(_item, items), "")
    else:
        yield from (f"*{name}*: {_inline(' '.join(items))}", "")


def _item(text: str) -> str:
    name, _, words = text.partition(": ")
    return f"- `{name}`: {_inline(words)}"


def _inline(text: str) -> str:
    """Code in single backticks, as Markdown has it; what Markdown would read as markup is escaped."""
    parts = re.split(r"(``.*?``)", text)
    return "".join(part[1:-1] if part.startswith("``") else re.sub(r"([*_<|])", r"\\\1", part) for part in parts)


def _definition(thing: Any) -> Any:  # noqa: ANN401 - a function for a function, a class for a class
    return _module_of(inspect.getsourcefile(thing) or "")[thing.__name__]


@cache
def _module_of(path: str) -> dict[str, _Definition]:
    """The functions and classes of a module by their names."""
    tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def _plain_type(thing: object) -> str:
    return re.sub(r"\b(?:typing|pathlib|os|collections\.abc)\.", "", str(thing)).replace("|", "\\|")


if __name__ == "__main__":
    write(PAGE, page)
