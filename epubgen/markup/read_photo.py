# SPDX-License-Identifier: AGPL-3.0-or-later
"""``![caption](path){alt="…" credit="…"}`` → Photo.

Several credits are several ``credit=``; ``credit-role``, ``credit-printed-role``, ``credit-org`` and ``credit-bio``
tell more of the one before.
"""

from __future__ import annotations

import math
from posixpath import join, normpath

from markdown_it.token import Token

from epubgen.markup.attributes import Attributes
from epubgen.markup.given import GivenAttributes
from epubgen.markup.problems import Problems
from epubgen.markup.read_inlines import inlines_of
from epubgen.markup.tidy import one_line
from epubgen.model import Credit, Photo, SourceSpan, plain

__all__ = ["CREDIT_PARTS", "photo"]

CREDIT_PARTS = {"role": "role", "printed-role": "printed_role", "org": "org", "bio": "bio"}
"""What follows ``credit-`` and the field of a Credit that it fills."""


def photo(token: Token, problems: Problems, line: int, base: str) -> Photo:
    """The photo that an image token spells; unknown attributes are reported."""
    given = GivenAttributes(token.meta["attributes"], "![…](…)", problems, line)
    caption = one_line(plain(inlines_of(token.children or (), problems, line)).replace("\n", " "))
    if title := str(token.attrs.get("title", "")):
        problems.add("S09.title", line, text=title)
    place = problems.place(line)
    made = Photo(
        file=_path(str(token.attrs.get("src", "")), base),
        caption=caption,
        alt=given.text("alt"),
        decorative=given.flag("decorative"),
        credit=_credits(given.ordered("credit"), given),
        focal=_focal(given),
        date=given.text("date"),
        place=given.text("place"),
        rights=given.text("rights"),
        color=given.choice("color", ("keep", "gray"), "keep"),  # type: ignore[arg-type]  # one of the choices
        width=given.choice("width", ("auto", "half", "full"), "auto"),  # type: ignore[arg-type]
        at=SourceSpan(place.file, place.line),
    )
    given.done()
    return made


def _path(typed: str, base: str) -> str:
    if not base or not typed or ":" in typed or typed.startswith(("/", "\\")):
        return typed
    return normpath(join(base, typed))


def _credits(pairs: Attributes, given: GivenAttributes) -> tuple[Credit, ...]:
    found: list[dict[str, str]] = []
    for key, value in pairs:
        if key == "credit":
            found.append({"name": one_line(value)})
        elif found and (part := CREDIT_PARTS.get(key.removeprefix("credit-"))):
            found[-1][part] = one_line(value)
        else:
            given.refuse(key, value, ", ".join(f"credit-{part}" for part in CREDIT_PARTS))
    return tuple(Credit(**entry) for entry in found)


def _focal(given: GivenAttributes) -> tuple[float, float] | None:
    typed = given.text("focal")
    if not typed:
        return None
    try:
        x, y = (float(part) for part in typed.replace(",", " ").split())
    except ValueError:
        given.refuse("focal", typed, "0.5 0.3")
        return None
    if not (math.isfinite(x) and math.isfinite(y)):
        given.refuse("focal", typed, "0.5 0.3")
        return None
    return x, y
