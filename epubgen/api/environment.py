# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a run takes from its environment: the time of the build and the folder of the photo cache."""

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
    """Return the options of a run: the keywords, the value, and ``SOURCE_DATE_EPOCH`` as the time of the build.

    The variable is that of reproducible-builds.org. No clock is read.

    Raises:
        OptionsError: EG006 the variable does not hold seconds since 1970. Otherwise as ``make_options``.
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
    """Return the folder where the command line keeps encoded photos: ``EPUBGEN_CACHE``, or the user's cache folder."""
    if named := os.environ.get("EPUBGEN_CACHE"):
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415 - only who asks needs it

    return user_cache_path("epubgen", appauthor=False) / "photos"


def cache_facts(folder: str | os.PathLike[str] | None = None) -> CacheFacts:
    """Count the photos and bytes in a photo cache. ``None`` means the cache of the command line."""
    from epubgen import images  # noqa: PLC0415 - loads Pillow

    return images.cache_facts(Path(folder) if folder else cache_folder())


def clear_cache(folder: str | os.PathLike[str] | None = None) -> CacheFacts:
    """Empty a photo cache and return what was removed. ``None`` means the cache of the command line.

    Builds that are running go on: they encode their photos again.
    """
    from epubgen import images  # noqa: PLC0415 - loads Pillow

    return images.clear_cache(Path(folder) if folder else cache_folder())
