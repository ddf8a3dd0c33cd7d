# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything a build can be told, as one frozen value; and how a build tells of its progress."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from epubgen.errors import OptionsError, finding

__all__ = ["Device", "Options", "Progress", "TargetName", "make_options", "silent"]


TargetName = Literal["generic", "kindle", "kobo", "boox", "tablet", "small", "archive"]
"""Names of ``epubgen.images.profile.TARGETS``, for those who must not load it."""

Device = Literal["generic", "kindle", "kobo", "boox", "apple"]
"""What an EPUB can be checked for: ``generic`` is any reader, ``boox`` stands for KOReader and CrossPoint, too."""


class Progress(Protocol):
    """Told in the calling thread how far a stage is; never raises into the build."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """``stage`` is a word of the message table (``photos``, ``pages``, ``pack``, ``check``)."""


def silent(stage: str, done: int, total: int) -> None:
    """The progress of those who do not listen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to build. Defaults suit a newsroom's nightly run."""

    writing_mode: Literal["", "horizontal-tb", "vertical-rl"] = ""
    """Empty: the publication's own."""
    theme: str = ""
    """Empty: the publication's own, else the default of the package."""
    css: tuple[Path, ...] = ()
    """Style sheets of the user, linked last."""
    punctuation: Literal["", "keep", "normalise"] = ""
    """Empty: ``keep`` for native issues unless the publication says otherwise, ``normalise`` in importers."""
    leave_out: tuple[str, ...] = ()
    """Ids of stories to build without."""
    keep_ads: bool = False
    strict: bool = False
    """Warnings stop the build."""
    check: bool = False
    """Check the built file before it replaces an older one."""
    encoding: str = ""
    """Encoding of input that is neither UTF-8 nor marked."""
    publication: Path | None = None
    """``--publication FILE`` for importers."""
    page: str = ""
    """``--page N``: page number of a printed page that does not say."""
    format: str = ""
    """Name of the importer; empty: found by looking at the input."""
    target: TargetName | Literal[""] = ""
    """Where the EPUB is read (``generic``, ``kindle``, …: see docs/photos.md). Empty: the publication's first one."""
    max_size: int = 0
    """Bytes that the EPUB may have: photos are made smaller until it fits. 0: the limit of the target."""
    cover: Literal["", "auto", "image", "lead-photo", "facsimile", "none"] = ""
    """Empty: the publication's own."""
    fonts: tuple[Path, ...] = ()
    """Fonts by path, asked before those of the publication and of the extra ``fonts``."""
    rare: Literal["font", "image", "off"] = "font"
    """How characters that readers may lack are shown: by an embedded font, by pictures, not at all."""
    private_use: Literal["", "map", "keep"] = ""
    """Whether leftovers of GB 18030 become real characters. Empty: ``map`` in importers, ``keep`` in native issues."""
    now: datetime | None = None
    """The instant of ``SOURCE_DATE_EPOCH`` where it is set; ``None`` keeps a build independent of the clock."""
    clock: datetime | None = None
    """The instant at which the issue goes out, for ``release_check`` and ``revision``; it dates nothing else. ``None``:
    ``now``. The library never asks a clock; the command line does."""
    release_check: bool = False
    """An embargo that is running and a story that has expired (R01, R02) stop the build."""
    revision: str = ""
    """What was changed in an issue that is out: a line in the imprint, and the issue is dated anew."""
    replace: bool = False
    """Replace an EPUB of the same issue although stories differ and ``updated`` does not say so (D06)."""
    cache: Path | None = None
    """Folder of the photo cache; ``None``: no cache."""
    cache_limit: int = 1_000_000_000
    """Bytes that the cache may hold; the photos used least recently leave it."""
    threads: int = 0
    """Threads for photos; 0: one a core."""
    progress: Progress = field(default=silent, compare=False, repr=False)


def make_options(settings: Mapping[str, object]) -> Options:
    """Options from keyword arguments.

    Raises:
        OptionsError: EG001 unknown option, with the nearest name.
    """
    known = [f.name for f in fields(Options)]
    unknown = [name for name in settings if name not in known]
    if unknown:
        near = difflib.get_close_matches(unknown[0], known, n=1)
        raise OptionsError(finding("EG001", None, "", name=unknown[0], near="".join(near)))
    return Options(**settings)  # type: ignore[arg-type]  # names are checked above, values where they are used
