# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sets addresses, quantities, numbers and letters of a vertical line as one piece, upright or on their side.

Source: typography rules 8, 9, 10, 12, 13, 24 and 33.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from epubgen.model import Address, Inline, Sideways, Tcy, Text, Typography, Upright
from epubgen.startup import regex
from epubgen.typesetting.line import Edit, Rule, TypesetLine

__all__ = ["addresses", "digits", "letters", "marks_in_a_cell", "units"]

_HOST = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)"
_PATH = r"""[!#-&(-;=?-~]*[a-z0-9/=_#&~-]"""
_ADDRESS = regex(
    rf"""(?<![a-z0-9@._%+-])(?:
      [a-z][a-z0-9+.-]{{1,9}}://{_PATH}
    | www\.{_PATH}
    | [a-z0-9._%+-]+@{_HOST}+
    | {_HOST}*\.(?:com|net|org|edu|gov|info|cn|hk|tw|jp|kr)(?![a-z0-9@-]|\.[a-z0-9])(?:/(?:{_PATH})?)?
    | {_HOST}+/{_PATH}
    )""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def addresses(line: TypesetLine) -> Iterator[Edit]:
    """Make each web or mail address one run, without the full stop of the sentence after it."""
    if "." not in line.text and "@" not in line.text and "://" not in line.text:
        return
    for found in _ADDRESS.finditer(line.text):
        yield Edit(*found.span(), Address((Text(found.group()),)))


_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_SIGN = "(?:[％℃℉]|[\u3300-\u33ff](?:Hg)?(?:/[\u3300-\u33ff])?)"
"""A sign that is upright in vertical lines: per cent, degrees, or a unit in one cell (``㎡``, ``㌔``)."""
_LYING = regex(r"[+\-−–~/－Hg]")
"""Signs that lie on their side, so that the numbers beside them lie too."""
_UNIT = regex(
    rf"""(?<![\dA-Za-z.,:/@_-])(?:
      (?P<percent>[+\-−±]?(?:{_NUMBER}[-–~])?{_NUMBER}[%‰‱](?:[-–~/]{_NUMBER}[%‰‱])*)
    | (?P<wide>[+\-−±＋－]?(?:{_NUMBER}[-–~/])?{_NUMBER}{_SIGN}|[￥＄￡№§±]{_NUMBER}
        |{_NUMBER}(?:[×÷∶＋－＝]{_NUMBER})+{_SIGN}?)
    | \d{{1,2}}:\d\d(?::\d\d)?(?:\ ?[-–~]\ ?\d{{1,2}}:\d\d(?::\d\d)?)?
    | \d{{4}}-\d\d?-\d\d?
    | (?:\+\d{{1,3}}[ -]?)?(?:\(\d{{2,4}}\)\ ?|\d{{2,4}}[ -])\d{{3,4}}[ -]?\d{{3,4}}(?:-\d{{1,6}})?
    | \+?\d{{2,3}}[ -]\d{{2,3}}[ -]\d{{4}}[ -]\d{{4}}
    | \d{{3}}[ -]\d{{4}}[ -]\d{{4}}
    )(?![\dA-Za-z@_])""",
    re.VERBOSE | re.ASCII,
)
_SHORT = regex(r"\d[%‰]", re.ASCII)


def units(settings: Typography) -> Rule:
    """Return the rule for quantities of a house style; ``5%`` stands upright in one cell where the style says so."""
    most = 0 if settings.numerals == "rotate" else int(settings.tcy_digits)
    return lambda line: _unit_edits(line, most, cell=settings.tcy_percent)


def _unit_edits(line: TypesetLine, most: int, *, cell: bool) -> Iterator[Edit]:
    for found in _UNIT.finditer(line.text):
        start, end = found.span()
        if found["wide"] and _fits_cells(found["wide"], most):
            continue  # each number is set upright in a cell, and the signs too
        if line.stands(start, end):
            short = cell and _SHORT.fullmatch(found.group()) and line.bounded(start, end)
            run: Inline = Tcy(found.group()) if short else Sideways((Text(found.group()),))
            yield Edit(start, end, run)


def _fits_cells(quantity: str, most: int) -> bool:
    """Return whether each number of a quantity fits one cell, and all its signs are upright."""
    numbers = re.findall(_NUMBER, quantity, re.ASCII)
    return not _LYING.search(quantity) and all(each.isdigit() and len(each) <= most for each in numbers)


_DIGITS = regex("[0-9]+")
_MARKS = regex("[!?]{2,}")


def digits(settings: Typography) -> Rule:
    """Return the rule for numbers of one or two digits, or three by the house style; longer ones lie on their side."""
    return lambda line: _cells(line, _DIGITS, int(settings.tcy_digits))


def marks_in_a_cell(settings: Typography) -> Rule:
    """Return the rule for ``!!``, ``!?`` and ``?!``, and for three such marks by the house style."""
    return lambda line: _cells(line, _MARKS, int(settings.tcy_marks))


def _cells(line: TypesetLine, token: re.Pattern[str], most: int) -> Iterator[Edit]:
    for found in token.finditer(line.text):
        start, end = found.span()
        if end - start <= most and line.stands(start, end) and line.bounded(start, end):
            yield Edit(start, end, Tcy(found.group()))


_LETTERS = regex("[A-Za-z]+")


def letters(settings: Typography) -> Rule:
    """Return the rule for single letters and acronyms of a house style."""
    return lambda line: _letter_edits(line, int(settings.acronym_max))


def _letter_edits(line: TypesetLine, most: int) -> Iterator[Edit]:
    for found in _LETTERS.finditer(line.text):
        start, end = found.span()
        stands = end - start <= most and (end - start == 1 or found.group().isupper())
        if stands and line.stands(start, end) and line.bounded(start, end):
            yield Edit(start, end, Upright((Text(found.group()),)))
