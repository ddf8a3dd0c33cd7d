# SPDX-License-Identifier: AGPL-3.0-or-later
"""A finished EPUB as the source, of ``export`` and ``inspect``: it is not built, so it takes no options of a build."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from epubgen.errors import Location, OptionsError, finding
from epubgen.options import Options, make_options

__all__ = ["finished_epub"]

_FOR_ANY_EPUB = frozenset({"cache", "now", "force"})
"""Options that mean nothing, or the same, where a finished EPUB is the source."""


def finished_epub(source: object, settings: Mapping[str, object], options: Options | None) -> Path | None:
    """The path of an EPUB, where that is the source; ``None`` for what is to be built.

    Args:
        source: what ``export`` or ``inspect`` was given.
        settings: single options; of these only ``force`` says something of a finished EPUB.
        options: all options as one value.

    Raises:
        OptionsError: EG048 options that only a build heeds.
    """
    if not isinstance(source, (str, os.PathLike)) or Path(source).suffix.lower() != ".epub":
        return None
    epub, asked, usual = Path(source), make_options(settings, options), Options()
    changed = {f.name for f in fields(Options) if f.compare and getattr(asked, f.name) != getattr(usual, f.name)}
    if names := [*(name for name in settings if name != "force"), *sorted(changed - {*settings, *_FOR_ANY_EPUB})]:
        raise OptionsError(finding("EG048", Location(str(epub)), name=epub.name, options=", ".join(names)))
    return epub
