# SPDX-License-Identifier: AGPL-3.0-or-later
"""Web and mail addresses in running text: their lines may end after their marks. Source: typography rules 10 and 24."""

from __future__ import annotations

import re
from collections.abc import Iterator

from epubgen.model import Address, Text
from epubgen.typesetting.line import Edit, Line

__all__ = ["addresses"]

_HOST = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)"
_PATH = r"""[!#-&(-;=?-~]*[a-z0-9/=_#&~-]"""
_ADDRESS = re.compile(
    rf"""(?<![a-z0-9@._%+-])(?:
      [a-z][a-z0-9+.-]{{1,9}}://{_PATH}
    | www\.{_PATH}
    | [a-z0-9._%+-]+@{_HOST}+
    | {_HOST}*\.(?:com|net|org|edu|gov|info|cn|hk|tw|jp|kr)(?![a-z0-9@-]|\.[a-z0-9])(?:/(?:{_PATH})?)?
    | {_HOST}+/{_PATH}
    )""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def addresses(line: Line) -> Iterator[Edit]:
    """Each address as one run; the stop that ends a sentence is not part of it."""
    if "." not in line.text and "@" not in line.text and "://" not in line.text:
        return
    for found in _ADDRESS.finditer(line.text):
        yield Edit(*found.span(), Address((Text(found.group()),)))
