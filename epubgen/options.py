# SPDX-License-Identifier: AGPL-3.0-or-later
"""The options of a build as one frozen value, how each is checked, and how a build reports its progress.

A public function takes the options as keywords (``OptionKeywords``), as an ``Options`` value, or as both: then the
keywords win. Either way each value is checked, and the words and forms of the command line are accepted:
``writing_mode="vertical"``, ``max_size="25MB"``, one path where several may stand.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, fields, replace
from datetime import date, datetime
from encodings.aliases import aliases
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, TypedDict, TypeVar, Unpack, get_args

from epubgen.errors import Finding, OptionsError, finding
from epubgen.languages.encodings import codec_name
from epubgen.messages import near_word, parse_size
from epubgen.startup import dataclass

__all__ = [
    "DEVICES", "CoverChoice", "Device", "FilePath", "OptionKeywords", "Options", "PictureSource", "Progress",
    "TargetName", "WritingMode", "choice", "make_options", "silent", "with_option_words", "wrong_value",
]  # fmt: skip

TargetName = Literal["generic", "kindle", "kobo", "boox", "tablet", "small", "archive"]
"""The names of ``epubgen.images.profile.TARGETS``, for modules that must not import it."""

Device = Literal["generic", "kindle", "kobo", "boox", "apple"]
"""Devices that an EPUB can be checked for: ``generic`` is any reader; ``boox`` also covers KOReader and CrossPoint."""

DEVICES: tuple[str, ...] = get_args(Device)

WritingMode = Literal["horizontal-tb", "vertical-rl", "vertical-lr"]
"""A value of the CSS property. ``vertical-lr`` is for the Mongolian script, where ``vertical-rl`` means the same."""

CoverChoice = Literal["auto", "image", "lead-photo", "facsimile", "none"]
"""Where the cover comes from: see docs/covers.md."""

FilePath: TypeAlias = str | os.PathLike[str]
"""A path as callers give it."""

PictureSource: TypeAlias = Callable[[str], bytes | str | os.PathLike[str] | None]
"""Takes the address of a picture and returns its bytes, the path of a file, or ``None``.

A ``str`` that is no absolute path names a file of the issue, such as ``photos/01-05.jpg``. Any other path is that of a
file on disk, which is read at once.
"""


class Progress(Protocol):
    """Called from the calling thread with the progress of a stage. An exception stops the call; no file is left."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """``stage``: ``photos`` or ``pages``; of ``publish`` also ``check``, ``deliver``; of ``snapshot`` ``draw``."""


def silent(stage: str, done: int, total: int) -> None:
    """The default: ignores the progress."""


class OptionKeywords(TypedDict, total=False):
    """The options as keywords of the public functions; ``Options`` explains each of them."""

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
    """How to build. The defaults suit the nightly run of a newsroom.

    Raises:
        OptionsError: EG012, EG016, EG017 for every value that cannot be used, all at once.

    Options:
        writing_mode = "": ``horizontal`` or ``vertical``, or the values of CSS: ``horizontal-tb``, ``vertical-rl``,
            ``vertical-lr`` (Mongolian script). Empty: the mode of the publication.
        theme = "": name of a theme. Empty: the theme of the publication, or the default theme.
        css = (): style sheets of the user, linked last: one path or several.
        punctuation = "": ``keep``, ``normalise`` or ``smart``. Empty: what the publication says; if it says nothing,
            ``keep`` for native issues and ``normalise`` for imported pages.
        leave_out = (): ids of stories to leave out: one or several.
        keep_ads = False: keep advertisements.
        strict = False: warnings stop the build.
        check = False: check the built file before it replaces an older one.
        encoding = "": encoding of text files that are neither UTF-8 nor marked.
        publication = None: the ``publication.yaml`` that printed pages belong to.
        page = "": number of a printed page that does not print its number.
        title = "": name of the paper, if its pages do not print the name and no ``publication.yaml`` has it.
        id = "": short name of the paper for file names and identifiers. Empty: made from its title.
        date = "": day of printed pages that print none or a wrong one: ``2026-04-22`` or a ``datetime.date``.
        format = "": name of the importer. Empty: found by looking at the input.
        target = "": the device: ``generic``, ``kindle``, ``kobo``, ``boox``, ``tablet``, ``small`` or ``archive`` (see
            docs/photos.md). Empty: the first target of the publication.
        max_size = 0: largest size of the EPUB in bytes, or ``"25MB"``: photos are made smaller until the EPUB fits. 0:
            the limit of the target.
        cover = "": ``auto``, ``image``, ``lead-photo``, ``facsimile`` or ``none`` (see docs/covers.md). Empty: what the
            publication says.
        fonts = (): font files, one path or several, used before those of the publication and of the extra ``fonts``.
        rare = "font": how to show characters that readers may lack: embed a ``font``, show each as an ``image``, or
            ``off``.
        private_use = "": ``map`` replaces private-use characters of GB 18030 by real ones, ``keep`` leaves them. Empty:
            ``map`` for imported pages, ``keep`` for native issues.
        now = None: the time of the build; set from ``SOURCE_DATE_EPOCH``. ``None``: the build depends on no clock.
        clock = None: the time at which the issue is published, for ``release_check`` and ``revision`` only. ``None``:
            ``now``. The library never reads a clock; the command line does.
        release_check = False: a story under embargo or an expired story (R01, R02) stops the build.
        revision = "": what was corrected in an issue that readers have: printed in the imprint; the EPUB is dated anew.
        replace = False: for ``publish``: send changed stories under the old modification time (D06).
        force = False: overwrite what is protected otherwise: a file at the target that is no EPUB (EG072) or another
            issue (EG086); for imports, files that were edited.
        cache = None: folder of the photo cache. ``None``: no cache.
        cache_limit = 1_000_000_000: largest size of the cache in bytes; the photos used least recently are removed.
        threads = 0: number of threads for photos. 0: one for each core.
        progress = silent: called with a stage, the parts done and the parts in all.
        images = None: a function that takes the address of a picture in foreign HTML and returns its bytes, the path of
            a file, or ``None``. Python only.
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
        for name, read in _CHECKS.items():
            try:
                object.__setattr__(self, name, read(name, getattr(self, name)))
            except OptionsError as error:
                faults += error.findings
        if faults:
            raise OptionsError(*faults)


F = TypeVar("F", bound=Callable[..., object])


def with_option_words(function: F) -> F:
    """Append the list of options to the docstring of a function that takes them, for ``help``."""
    if function.__doc__:  # Python keeps none under -OO
        listed = (Options.__doc__ or "").partition("    Options:\n")[2]
        heading = "Options, as keywords or as fields of ``Options``:"
        function.__doc__ = f"{function.__doc__.rstrip()}\n\n    {heading}\n{listed}"
    return function


def make_options(settings: Mapping[str, object], options: Options | None = None) -> Options:
    """Return the options of keywords and a value. The keywords override the value.

    Raises:
        OptionsError: EG001 unknown option, with the nearest name; EG012, EG016, EG017 a value that cannot be used.
    """
    if not isinstance(options, Options | None):
        raise wrong_value("options", "options", options)
    known = [f.name for f in fields(Options)]
    if unknown := [name for name in settings if name not in known]:
        raise OptionsError(*(finding("EG001", None, "", name=name, near=near_word(name, known)) for name in unknown))
    return replace(options or Options(), **settings)  # type: ignore[arg-type]  # checked when the value is made


def choice(name: str, value: object, known: Sequence[str], key: str = "EG016") -> str:
    """Return a word if it is one of the words that an option can have.

    Args:
        name: the name of the option.
        value: the given value.
        known: the words that the option can have. An empty word is not listed in the message.
        key: the row of the message table for an unknown word.

    Raises:
        OptionsError: ``key`` with the nearest word; EG017 the value is not a text.
    """
    word = _text(name, value)
    if word in known:
        return word
    listed = [one for one in known if one]
    raise OptionsError(
        finding(key, None, name, name=word, option=name, near=near_word(word, listed), known=", ".join(listed))
    )


def wrong_value(name: str, kind: str, value: object) -> OptionsError:
    """Return the error for a value of a wrong type; ``kind`` is the variant of the row EG017."""
    shown = repr(value) if len(repr(value)) <= _LONGEST else f"{repr(value)[:_LONGEST]}…"
    return OptionsError(finding(f"EG017.{kind}", None, name, option=name, value=shown))


_LONGEST = 60
"""Characters of a value that a message shows."""


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise wrong_value(name, "text", value)
    return value


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise wrong_value(name, "flag", value)
    return value


def _page(name: str, value: object) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(name, value)


def _day(name: str, value: object) -> str:
    """Return a day in ISO form. ``20260508`` and a ``datetime.date`` are accepted, too."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    text = _text(name, value)
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise wrong_value(name, "day", value) from None


def _number(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise wrong_value(name, "number", value)
    return value


def _size(name: str, value: object) -> int:
    size = parse_size(value) if isinstance(value, str) else value
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise wrong_value(name, "size", value)
    return size


def _path(name: str, value: object, kind: str = "path") -> Path:
    found = os.fspath(value) if isinstance(value, (str, os.PathLike)) else None
    if not isinstance(found, str) or not found:
        raise wrong_value(name, kind, value)
    return Path(found)


def _one_path(name: str, value: object) -> Path | None:
    return None if value is None else _path(name, value)


def _paths(name: str, value: object) -> tuple[Path, ...]:
    return tuple(_path(name, one, "paths") for one in _several(name, value, "paths"))


def _ids(name: str, value: object) -> tuple[str, ...]:
    ids = tuple(_several(name, value, "ids"))
    if not all(isinstance(one, str) and one for one in ids):
        raise wrong_value(name, "ids", value)
    return tuple(str(one) for one in ids)


def _several(name: str, value: object, kind: str) -> Iterable[object]:
    """Return the values of a list; a single value counts as a list of one."""
    if isinstance(value, (str, os.PathLike)):
        return (value,)
    if not isinstance(value, Iterable) or isinstance(value, (bytes, Mapping)):
        raise wrong_value(name, kind, value)
    return value


def _instant(name: str, value: object) -> datetime | None:
    if value is not None and not isinstance(value, datetime):
        raise wrong_value(name, "instant", value)
    return value


def _function(name: str, value: object) -> object:
    if not callable(value) and not (name == "images" and value is None):
        raise wrong_value(name, name, value)
    return value


_MODES = {"horizontal": "horizontal-tb", "vertical": "vertical-rl"}
"""Writing modes as people type them, and as CSS does."""


def _mode(name: str, value: object) -> str:
    if value == "both":
        raise OptionsError(finding("EG016.both", None, name))
    word = choice(name, value, ("", *get_args(WritingMode), *_MODES))
    return _MODES.get(word, word)


def _encoding(name: str, value: object) -> str:
    """Return the name of a text encoding: a label of the Encoding Standard or a name of Python; not ``base64``."""
    word = _text(name, value)
    if word and not codec_name(word):
        near = near_word(word.lower().replace("-", "_"), {*aliases, *aliases.values()}) or "gb18030"
        raise OptionsError(finding("EG016.encoding", None, name, name=word, near=near))
    return word


def _words(*known: str, key: str = "EG016") -> Callable[[str, object], object]:
    return lambda name, value: choice(name, value, known, key)


_CHECKS: Mapping[str, Callable[[str, object], object]] = {
    "writing_mode": _mode,
    "theme": _text,
    "css": _paths,
    "punctuation": _words("", "keep", "normalise", "smart"),
    "leave_out": _ids,
    "keep_ads": _flag,
    "strict": _flag,
    "check": _flag,
    "encoding": _encoding,
    "publication": _one_path,
    "page": _page,
    "title": _text,
    "id": _text,
    "date": _day,
    "format": _text,
    "target": _words("", *get_args(TargetName), key="EG012"),
    "max_size": _size,
    "cover": _words("", *get_args(CoverChoice)),
    "fonts": _paths,
    "rare": _words("font", "image", "off"),
    "private_use": _words("", "map", "keep"),
    "now": _instant,
    "clock": _instant,
    "release_check": _flag,
    "revision": _text,
    "replace": _flag,
    "force": _flag,
    "cache": _one_path,
    "cache_limit": _size,
    "threads": _number,
    "progress": _function,
    "images": _function,
}
"""For each field: the function that checks a value and converts it to the type of the field."""
