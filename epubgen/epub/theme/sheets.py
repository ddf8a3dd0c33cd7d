# SPDX-License-Identifier: AGPL-3.0-or-later
"""Puts the style sheets in order: base → mode → mode-fit → language → theme → profile → house → user.

The look is plain CSS in ``css/``: nothing generates it. In an installed package the sheets are package data, read
through ``importlib.resources`` (a zipped package serves too); in a checkout they are the folder beside the package.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from epubgen.epub.theme.publisher_css import PublisherCss
from epubgen.errors import OptionsError, finding
from epubgen.languages.words import fitting

__all__ = ["DEFAULT_THEME", "Sheet", "sheets", "themes"]

DEFAULT_THEME = "broadsheet"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet: its file name in the EPUB and its bytes."""

    name: str
    data: bytes


def sheets(
    language: str,
    writing_mode: str,
    theme: str = "",
    profile: str = "",
    house: PublisherCss = PublisherCss(),  # noqa: B008 - frozen
) -> tuple[Sheet, ...]:
    """The sheets of an edition in link order.

    Args:
        language: BCP 47 tag of the publication.
        writing_mode: ``horizontal-tb`` or ``vertical-rl``.
        theme: name of a look, of the house or ours; empty for the default one.
        profile: name of a delivery target; one without a sheet of its own adds none.
        house: the publisher's own themes and sheets; the sheets are linked last as ``user.css``, ``user-2.css``.

    Raises:
        OptionsError: EG007 no theme has this name.
    """
    look = theme or DEFAULT_THEME
    known = sorted({*themes(), *house.themes})
    if look not in known:
        near = difflib.get_close_matches(look, known, n=1)
        raise OptionsError(finding("EG007", name=look, near="".join(near), known=", ".join(known)))
    names = _names(language, writing_mode, look, profile)
    ours = [_own_theme(look, house) if name == _theme_file(look) else Sheet(name, _read(name)) for name in names]
    own = (Sheet(f"user-{n}.css" if n > 1 else "user.css", sheet.data) for n, sheet in enumerate(house.css, start=1))
    return (*ours, *own)


def themes() -> tuple[str, ...]:
    """The names of the looks there are."""
    found = (_middle(entry.name, "theme-") for entry in _folder().iterdir())
    return tuple(sorted(name for name in found if name))


def _names(language: str, writing_mode: str, theme: str, profile: str) -> Iterator[str]:
    yield "base.css"
    yield from ("vertical.css", "vertical-fit.css") if writing_mode == "vertical-rl" else ("horizontal.css",)
    yield f"lang-{fitting(language)}.css"
    yield _theme_file(theme)
    if profile and _folder().joinpath(f"profile-{profile}.css").is_file():
        yield f"profile-{profile}.css"


def _theme_file(theme: str) -> str:
    """The name in the EPUB; one that a device may stumble over gives way to a plain one."""
    return f"theme-{theme}.css" if re.fullmatch(r"[a-z0-9_-]+", theme) else "theme-of-the-house.css"


def _own_theme(theme: str, house: PublisherCss) -> Sheet:
    name = _theme_file(theme)
    return Sheet(name, house.themes[theme].data if theme in house.themes else _read(name))


def _read(name: str) -> bytes:
    return _folder().joinpath(name).read_bytes()


def _folder() -> Traversable:
    """The package data of a wheel, else the folder of the checkout."""
    packed = files("epubgen").joinpath("_data", "css")
    return packed if packed.is_dir() else Path(__file__).resolve().parents[3] / "css"


def _middle(name: str, prefix: str) -> str:
    return name.removeprefix(prefix).removesuffix(".css") if name.startswith(prefix) and name.endswith(".css") else ""
