# SPDX-License-Identifier: AGPL-3.0-or-later
r"""Replaces LaTeX that text recognition writes around numbers with plain characters (``$38^{\circ}C$`` → ``38℃``).

A formula is replaced as a whole or not at all: one without a plain form (``\frac``, a variable as an index) stays as it
is and is reported. ``$2.50`` and ``$48 million`` are amounts of money.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from epubgen.startup import dataclass, regex

__all__ = ["PlainFormulas", "formulas_in", "plain_formulas"]

_FORMULA = regex(
    r"\$\$(?P<double>(?:\\.|[^$\n`\\]){1,200})\$\$|(?<![\\$])\$(?!\$)(?P<dollar>(?:\\.|[^$\n`\\]){1,200}?)\$(?!\$)"
    r"|\\\((?P<round>[^\n`]{1,200}?)\\\)|\\\[(?P<square>[^\n`]{1,200}?)\\\]"
)
_DEGREES = regex(r"(?<=\d)\s*\^\s*(?:\{\s*\\circ\s*\}|\\circ(?![A-Za-z]))\s*(?:\{?\\mathrm\s*\{?\s*)?([CF])?\}{0,2}")
"""Degrees without dollar signs, which were lost."""
_LATEX = regex(r"[\\^_{]")
_NUMBER = regex(
    r"[\s\d.,:+=<>/×÷±~%‰°-]*\d[\s\d.,:+=<>/×÷±~%‰°-]*(?:[℃℉²³′″]|(?<=°)[CF])?|[①-⑳℃℉‰%°]"
    r"|(?:[A-Za-z]|\d+)(?:[ ]?[-+=<>/×][ ]?(?:[A-Za-z]|\d+))*"
)
_SENTENCE = regex(r"[A-Za-z]{3,}")
"""A word of a sentence, which shows that the text stands between two amounts of money."""
_CODE = regex(r"`[^`\n]+`")
_WRAPPER = regex(
    r"\\(?:mathrm|mathbf|mathit|mathsf|mathnormal|text|textrm|textbf|textit|textsf|mbox|hbox|operatorname|boldsymbol|rm|bf)"
    r"(?:\s*\{([^{}]*)\}|\s+)"
)
_CIRCLED = regex(
    r"\\(?:textcircled|circled)\s*\{?\s*(?:\\(?:small|scriptsize|tiny)\s*)?(\d{1,2})\s*\}?|\\ding\s*\{(\d{3})\}"
)
_SPACE = regex(r"\\[,;:! ]|~|\\(?:quad|qquad|enspace|thinspace)(?![A-Za-z])")
_SCRIPT = regex(r"([\^_])(?:\{([^{}]*)\}|([0-9+\-−°′″]))")
_COMMAND = regex(r"\\([A-Za-z]+)\s*|\\([%$&#_{}])")
_SIGNS = {
    "circ": "°", "degree": "°", "textdegree": "°", "celsius": "℃", "textperthousand": "‰", "permil": "‰",
    "textpertenthousand": "‱",
    "percent": "%", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "cdot": "·", "bullet": "·",
    "leq": "≤", "le": "≤", "leqslant": "≤", "geq": "≥", "ge": "≥", "geqslant": "≥", "lt": "<", "gt": ">", "neq": "≠",
    "ne": "≠", "approx": "≈", "equiv": "≡", "sim": "～", "to": "→", "rightarrow": "→", "leftarrow": "←",
    "uparrow": "↑", "downarrow": "↓", "prime": "′", "infty": "∞", "ldots": "…", "dots": "…", "cdots": "…",
    "mu": "μ", "Omega": "Ω", "Delta": "Δ", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "lambda": "λ",
    "pi": "π", "sigma": "σ", "theta": "θ", "ell": "l", "yen": "¥", "textyen": "¥", "pounds": "£", "euro": "€",
    "texteuro": "€", "AA": "Å", "triangle": "△", "star": "★", "square": "□",
}  # fmt: skip
_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_HAN = regex("[\u3400-\u9fff\u3041-\u30ff]")
_UNFINISHED = regex(r"[\\^_{}$]")


@dataclass(frozen=True, slots=True)
class PlainFormulas:
    """A text with its simple formulas replaced by plain characters; ``kept`` holds the other formulas as typed."""

    text: str
    kept: tuple[str, ...] = ()


def plain_formulas(text: str) -> PlainFormulas:
    """Replace the formulas of one line or paragraph that have a plain form; code between backticks stays."""
    kept: list[str] = []
    parts: list[str] = []
    place = 0
    east = bool(_HAN.search(text))
    for code in (*_CODE.finditer(text), None):
        end = code.start() if code else len(text)
        parts.append(_replaced(text[place:end], kept, east=east))
        if code:
            parts.append(code[0])
            place = code.end()
    made = "".join(parts)
    return PlainFormulas(_degrees(made, east=east) if "\\circ" in text else made, tuple(kept))


def formulas_in(text: str) -> tuple[str, ...]:
    """Return the formulas of a text as they were typed."""
    return tuple(found[0] for found in _formulas(text))


def _replaced(text: str, kept: list[str], *, east: bool) -> str:
    parts: list[str] = []
    place = 0
    for found in _formulas(text):
        parts.append(_with_degrees(text[place : found.start()], east=east))
        made = _plain(_inside(found), east=east)
        if made is None:
            kept.append(found[0])
        parts.append(found[0] if made is None else made)
        place = found.end()
    return "".join((*parts, _with_degrees(text[place:], east=east)))


def _formulas(text: str) -> Iterator[re.Match[str]]:
    place = 0
    while found := _FORMULA.search(text, place):
        if is_one := _is_formula(found):
            yield found
        place = found.end() if is_one else found.start() + 1


def _with_degrees(text: str, *, east: bool) -> str:
    return _DEGREES.sub(lambda found: _degrees(f"°{found[1] or ''}", east=east), text) if "\\circ" in text else text


def _inside(found: re.Match[str]) -> str:
    return next(words for words in found.groups() if words is not None)


def _is_formula(found: re.Match[str]) -> bool:
    """Return whether the text between the signs is a formula, not an amount as in ``$2.50 (A$3)``.

    A formula has LaTeX and no sentence, or is a number.
    """
    inside = _inside(found)
    if _HAN.search(_WRAPPER.sub("", inside)) or _SENTENCE.search(_COMMAND.sub(" ", _WRAPPER.sub(" ", inside))):
        return False
    if found["dollar"] is None:
        return True
    if _LATEX.search(inside):
        return True
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    money = (before.isascii() and before.isalnum()) or after.isdigit() or inside != inside.strip()
    return not money and bool(_NUMBER.fullmatch(inside))


def _plain(formula: str, *, east: bool) -> str | None:
    """Return the plain form of a formula; ``None`` when it has none."""
    text = re.sub(r"\s*([{}^_])\s*", r"\1", formula.strip())
    text = _SPACE.sub("" if east else "\x00", text)
    for _ in range(3):  # wrappers may be nested
        text = _WRAPPER.sub(lambda found: "\x02" + (found[1] or "").replace(" ", "\x00"), text)
    text = _CIRCLED.sub(_circled, text)
    text = _COMMAND.sub(_sign, text).replace("\x02", "")
    text = _SCRIPT.sub(_script, text)
    text = re.sub(r"\{([^{}\\^_]*)\}", r"\1", text)
    if _UNFINISHED.search(text):
        return None
    text = re.sub(r"\s+", "", text) if east or re.search(r"\d", text) else text
    text = text.replace("\x00", " ").replace("\x01", "$")
    return _degrees(re.sub(r" *(?=[°℃%‰])", "", text), east=east)


def _circled(found: re.Match[str]) -> str:
    number = int(found[1]) if found[1] else int(found[2]) - 171
    return chr(ord("①") + number - 1) if 1 <= number <= 20 else found[0]  # noqa: PLR2004 - ① to ⑳


def _sign(found: re.Match[str]) -> str:
    if found[2]:
        return "\x01" if found[2] == "$" else found[2] if found[2] in "%&#" else found[0]
    return _SIGNS.get(found[1], found[0])


def _script(found: re.Match[str]) -> str:
    inside = re.sub(r"\s", "", found[2] if found[2] is not None else found[3])
    if inside in ("°", "′", "″", "′′", "*", "'"):
        return inside if found[1] == "^" else found[0]
    table = _RAISED if found[1] == "^" else _LOWERED
    if found[1] == "_" and re.fullmatch(r"\d+\.\d+", inside):  # PM2.5
        return inside
    made = inside.translate(table)
    return made if inside and all(ord(char) in table for char in inside) else found[0]


def _degrees(text: str, *, east: bool) -> str:
    return re.sub("° ?C", "℃", re.sub("° ?F", "℉", text)) if east else text
