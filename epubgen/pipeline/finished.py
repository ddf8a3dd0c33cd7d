# SPDX-License-Identifier: AGPL-3.0-or-later
"""Recognises a finished EPUB as the source of ``export`` and ``inspect``, and refuses options that only builds use."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from epubgen.errors import Location, OptionsError, finding
from epubgen.options import Options, make_options

__all__ = ["finished_epub"]

_FOR_ANY_EPUB = frozenset({"cache", "now", "force"})
"""Options that are allowed for a finished EPUB: they have no effect, or the same effect as for an issue."""


def finished_epub(source: object, settings: Mapping[str, object], options: Options | None) -> Path | None:
    """Return the path of the source if it is an EPUB; ``None`` for a source that must be built.

    Args:
        source: the argument of ``export`` or ``inspect``.
        settings: single options; only ``force`` is allowed for a finished EPUB.
        options: all options in one value.

    Raises:
        OptionsError: EG048 some options apply to builds only.
    """
    if not isinstance(source, (str, os.PathLike)) or Path(source).suffix.lower() != ".epub":
        return None
    epub, asked, usual = Path(source), make_options(settings, options), Options()
    changed = {f.name for f in fields(Options) if f.compare and getattr(asked, f.name) != getattr(usual, f.name)}
    if names := [*(name for name in settings if name != "force"), *sorted(changed - {*settings, *_FOR_ANY_EPUB})]:
        raise OptionsError(finding("EG048", Location(str(epub)), name=epub.name, options=", ".join(names)))
    return epub
