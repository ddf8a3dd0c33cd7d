# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds the style sheets and puts them in order: base → mode → mode-fit → language → theme → profile → user.

The look is plain CSS in ``css/``: nothing generates it. In an installed package the sheets are package data, read
through ``importlib.resources`` (a zipped package serves too); in a checkout they are the folder beside the package.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from epubgen.errors import Location, OptionsError, finding
from epubgen.terms import fitting

__all__ = ["DEFAULT_THEME", "Sheet", "sheets", "themes"]

DEFAULT_THEME = "broadsheet"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet: its file name in the EPUB and its bytes."""

    name: str
    data: bytes


def sheets(
    language: str, writing_mode: str, theme: str = "", profile: str = "", extra: Sequence[Path | bytes] = ()
) -> tuple[Sheet, ...]:
    """The sheets of an edition in link order.

    Args:
        language: BCP 47 tag of the publication.
        writing_mode: ``horizontal-tb`` or ``vertical-rl``.
        theme: name of a look; empty for the default one.
        profile: name of a delivery target; one without a sheet of its own adds none.
        extra: the publisher's own sheets, files or their bytes, linked last as ``user.css``, ``user-2.css``.

    Raises:
        OptionsError: EG007 no theme has this name; EG008 a sheet of the user cannot be read.
    """
    known = themes()
    look = theme or DEFAULT_THEME
    if look not in known:
        near = "".join(difflib.get_close_matches(look, known, n=1))
        raise OptionsError(finding("EG007", name=look, near=near, known=", ".join(known)))
    ours = [
        Sheet(name, _folder().joinpath(name).read_bytes()) for name in _names(language, writing_mode, look, profile)
    ]
    own = (Sheet(f"user-{n}.css" if n > 1 else "user.css", _read(sheet)) for n, sheet in enumerate(extra, start=1))
    return (*ours, *own)


def themes() -> tuple[str, ...]:
    """The names of the looks there are."""
    found = (_middle(entry.name, "theme-") for entry in _folder().iterdir())
    return tuple(sorted(name for name in found if name))


def _names(language: str, writing_mode: str, theme: str, profile: str) -> Iterator[str]:
    yield "base.css"
    yield from ("vertical.css", "vertical-fit.css") if writing_mode == "vertical-rl" else ("horizontal.css",)
    yield f"lang-{fitting(language)}.css"
    yield f"theme-{theme}.css"
    if profile and _folder().joinpath(f"profile-{profile}.css").is_file():
        yield f"profile-{profile}.css"


def _read(sheet: Path | bytes) -> bytes:
    if isinstance(sheet, bytes):
        return sheet
    try:
        return sheet.read_bytes()
    except OSError as error:
        raise OptionsError(finding("EG008", Location(sheet.as_posix()), why=error.strerror or "")) from error


def _folder() -> Traversable:
    """The package data of a wheel, else the folder of the checkout."""
    packed = files("epubgen").joinpath("_data", "css")
    return packed if packed.is_dir() else Path(__file__).resolve().parent.parent / "css"


def _middle(name: str, prefix: str) -> str:
    return name.removeprefix(prefix).removesuffix(".css") if name.startswith(prefix) and name.endswith(".css") else ""
