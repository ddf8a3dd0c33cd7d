# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything a build can be told, as one frozen value; and how a build tells of its progress.

A public function takes the options as keywords (``OptionKeywords``), as an ``Options`` value, or as both: then the
keywords win. Either way each value is checked, and the words and forms of the command line are accepted:
``writing_mode="vertical"``, ``max_size="25MB"``, one path where several may stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypedDict, TypeVar, Unpack

from epubgen.errors import Finding, OptionsError, finding
from epubgen.options.option_values import (
    DEVICES,
    READERS,
    CoverChoice,
    Device,
    FilePath,
    PictureSource,
    TargetName,
    WritingMode,
    choice,
    near_word,
    parse_size,
    wrong_value,
)

__all__ = [
    "DEVICES", "CoverChoice", "Device", "FilePath", "OptionKeywords", "Options", "PictureSource", "Progress",
    "TargetName", "WritingMode", "choice", "make_options", "parse_size", "silent", "with_option_words",
]  # fmt: skip


class Progress(Protocol):
    """Called in the calling thread with how far a stage is. What it raises stops the call, and no file is left."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """``stage`` is ``photos`` or ``pages``; ``check`` or ``deliver`` of ``publish``; ``draw`` of ``snapshot``."""


def silent(stage: str, done: int, total: int) -> None:
    """The progress of those who do not listen."""


class OptionKeywords(TypedDict, total=False):
    """The options as keywords of the public functions; ``Options`` says what each one does."""

    writing_mode: Literal["", "horizontal-tb", "vertical-rl", "vertical-lr", "horizontal", "vertical"]
    theme: str
    css: FilePath | Sequence[FilePath]
    punctuation: Literal["", "keep", "normalise", "smart"]
    leave_out: str | Sequence[str]
    keep_ads: bool
    strict: bool
    check: bool
    encoding: str
    publication: FilePath | None
    page: str | int
    title: str
    id: str
    date: str | date
    format: str
    target: TargetName | Literal[""]
    max_size: int | str
    cover: CoverChoice | Literal[""]
    fonts: FilePath | Sequence[FilePath]
    rare: Literal["font", "image", "off"]
    private_use: Literal["", "map", "keep"]
    now: datetime | None
    clock: datetime | None
    release_check: bool
    revision: str
    replace: bool
    force: bool
    cache: FilePath | None
    cache_limit: int | str
    threads: int
    progress: Progress
    images: PictureSource | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to build. Defaults suit a newsroom's nightly run.

    Raises:
        OptionsError: EG012, EG016, EG017 for every value that cannot be used, all at once.

    Options:
        writing_mode = "": ``horizontal`` or ``vertical``, as CSS writes them, too: ``horizontal-tb``, ``vertical-rl``,
            ``vertical-lr`` (the Mongolian script). Empty: the publication's own.
        theme = "": name of a theme. Empty: the publication's own, else the default of the package.
        css = (): style sheets of the user, linked last: one path, or several.
        punctuation = "": ``keep``, ``normalise`` or ``smart``. Empty: ``keep`` for native issues unless the publication
            says otherwise, ``normalise`` in importers.
        leave_out = (): ids of stories to build without: one, or several.
        keep_ads = False: advertisements stay in.
        strict = False: warnings stop the build.
        check = False: check the built file before it replaces an older one.
        encoding = "": encoding of input that is neither UTF-8 nor marked.
        publication = None: a ``publication.yaml`` for importers.
        page = "": page number of a printed page that does not say.
        title = "": the paper of printed pages that do not name it, where no ``publication.yaml`` does.
        id = "": its short name, in file names and identifiers; empty: made from its title.
        date = "": day of printed pages that print none or a wrong one: ``2026-04-22`` or a ``datetime.date``.
        format = "": name of the importer. Empty: found by looking at the input.
        target = "": where the EPUB is read: ``generic``, ``kindle``, ``kobo``, ``boox``, ``tablet``, ``small`` or
            ``archive`` (see docs/photos.md). Empty: the publication's first one.
        max_size = 0: bytes that the EPUB may have: photos are made smaller until it fits. ``"25MB"`` is accepted, too.
            0: the limit of the target.
        cover = "": ``auto``, ``image``, ``lead-photo``, ``facsimile`` or ``none`` (see docs/covers.md). Empty: the
            publication's own.
        fonts = (): fonts by path, one or several, asked before those of the publication and of the extra ``fonts``.
        rare = "font": how characters that readers may lack are shown: by an embedded ``font``, by an ``image`` each,
            or ``off``.
        private_use = "": ``map`` makes leftovers of GB 18030 real characters, ``keep`` leaves them. Empty: ``map`` in
            importers, ``keep`` in native issues.
        now = None: the instant of ``SOURCE_DATE_EPOCH`` where it is set. ``None``: a build does not depend on a clock.
        clock = None: the instant at which the issue goes out, for ``release_check`` and ``revision``; it dates nothing
            else. ``None``: ``now``. The library never asks a clock; the command line does.
        release_check = False: an embargo that is running and a story that has expired (R01, R02) stop the build.
        revision = "": what was changed in an issue that is out: a line in the imprint, and the issue is dated anew.
        replace = False: ``publish`` alone: send other stories under the old instant although something went out (D06).
        force = False: overwrite what is left alone otherwise: a file at the target that is something else (EG072) or
            another issue (EG086); on import, files that were edited since.
        cache = None: folder of the photo cache. ``None``: no cache.
        cache_limit = 1_000_000_000: bytes that the cache may hold; the photos used least recently leave it.
        threads = 0: threads for photos. 0: one a core.
        progress = silent: called with the stage and how far it is.
        images = None: gives the pictures of foreign HTML by their addresses: a function that takes the address and
            returns bytes, the path of a file, or ``None``. Python only.
    """

    writing_mode: WritingMode | Literal[""] = ""
    theme: str = ""
    css: tuple[Path, ...] = ()
    punctuation: Literal["", "keep", "normalise", "smart"] = ""
    leave_out: tuple[str, ...] = ()
    keep_ads: bool = False
    strict: bool = False
    check: bool = False
    encoding: str = ""
    publication: Path | None = None
    page: str = ""
    title: str = ""
    id: str = ""
    date: str = ""
    format: str = ""
    target: TargetName | Literal[""] = ""
    max_size: int = 0
    cover: CoverChoice | Literal[""] = ""
    fonts: tuple[Path, ...] = ()
    rare: Literal["font", "image", "off"] = "font"
    private_use: Literal["", "map", "keep"] = ""
    now: datetime | None = None
    clock: datetime | None = None
    release_check: bool = False
    revision: str = ""
    replace: bool = False
    force: bool = False
    cache: Path | None = None
    cache_limit: int = 1_000_000_000
    threads: int = 0
    progress: Progress = field(default=silent, compare=False, repr=False)
    images: PictureSource | None = field(default=None, compare=False, repr=False)

    if TYPE_CHECKING:

        def __init__(self, **settings: Unpack[OptionKeywords]) -> None: ...

    def __post_init__(self) -> None:
        faults: list[Finding] = []
        for name, read in READERS.items():
            try:
                object.__setattr__(self, name, read(name, getattr(self, name)))
            except OptionsError as error:
                faults += error.findings
        if faults:
            raise OptionsError(*faults)


F = TypeVar("F", bound=Callable[..., object])


def with_option_words(function: F) -> F:
    """Ends the docstring of a function that takes the options with the list of them, for ``help``."""
    if function.__doc__:  # Python keeps none under -OO
        listed = (Options.__doc__ or "").partition("    Options:\n")[2]
        function.__doc__ = (
            f"{function.__doc__.rstrip()}\n\n    Options, as keywords or as fields of ``Options``:\n{listed}"
        )
    return function


def make_options(settings: Mapping[str, object], options: Options | None = None) -> Options:
    """Options from keyword arguments and a value; where both speak, the keywords win.

    Raises:
        OptionsError: EG001 unknown option, with the nearest name; EG012, EG016, EG017 a value that cannot be used.
    """
    if not isinstance(options, Options | None):
        raise wrong_value("options", "options", options)
    known = [f.name for f in fields(Options)]
    if unknown := [name for name in settings if name not in known]:
        raise OptionsError(*(finding("EG001", None, "", name=name, near=near_word(name, known)) for name in unknown))
    return replace(options or Options(), **settings)  # type: ignore[arg-type]  # checked when the value is made
