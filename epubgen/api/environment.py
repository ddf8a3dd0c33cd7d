# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a run takes from its environment: the instant of the build, the folder of the photo cache."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from epubgen.errors import OptionsError, finding
from epubgen.options import Options, make_options

if TYPE_CHECKING:
    from epubgen.images import CacheFacts

__all__ = ["cache_facts", "cache_folder", "clear_cache", "settled"]


def settled(settings: Mapping[str, object], options: Options | None = None) -> Options:
    """The options of a run: keywords, a value, and ``SOURCE_DATE_EPOCH`` as the instant of the build.

    That variable is the one of reproducible-builds.org; no other clock is asked.

    Raises:
        OptionsError: EG006 no seconds since 1970; else as ``make_options``.
    """
    options = make_options(settings, options)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if options.now or not epoch:
        return options
    try:
        return replace(options, now=datetime.fromtimestamp(int(epoch), UTC))
    except (ValueError, OverflowError, OSError) as error:
        raise OptionsError(finding("EG006", None, "SOURCE_DATE_EPOCH", value=epoch)) from error


def cache_folder() -> Path:
    """Where the command line keeps encoded photos: ``EPUBGEN_CACHE``, else the user's own folder for such files."""
    if named := os.environ.get("EPUBGEN_CACHE"):
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415 - only who asks needs it

    return user_cache_path("epubgen", appauthor=False) / "photos"


def cache_facts(folder: str | os.PathLike[str] | None = None) -> CacheFacts:
    """Count what a photo cache holds; ``None`` for the one of the command line."""
    from epubgen import images  # noqa: PLC0415 - loads Pillow

    return images.cache_facts(Path(folder) if folder else cache_folder())


def clear_cache(folder: str | os.PathLike[str] | None = None) -> CacheFacts:
    """Empty a photo cache and say what was removed; ``None`` for the one of the command line. Running builds go on."""
    from epubgen import images  # noqa: PLC0415 - loads Pillow

    return images.clear_cache(Path(folder) if folder else cache_folder())
