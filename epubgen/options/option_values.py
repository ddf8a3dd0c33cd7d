# SPDX-License-Identifier: AGPL-3.0-or-later
"""The values that options can have: their words and types, and how each is checked and brought into its own type."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from encodings.aliases import aliases
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from epubgen.errors import OptionsError, finding
from epubgen.languages.encodings import codec_name
from epubgen.patterns import regex

__all__ = [
    "DEVICES", "READERS", "CoverChoice", "Device", "FilePath", "PictureSource", "TargetName", "WritingMode", "choice",
    "near_word", "parse_size", "wrong_value",
]  # fmt: skip

TargetName = Literal["generic", "kindle", "kobo", "boox", "tablet", "small", "archive"]
"""Names of ``epubgen.images.profile.TARGETS``, for those who must not load it."""

Device = Literal["generic", "kindle", "kobo", "boox", "apple"]
"""What an EPUB can be checked for: ``generic`` is any reader, ``boox`` stands for KOReader and CrossPoint, too."""

DEVICES: tuple[str, ...] = get_args(Device)

WritingMode = Literal["horizontal-tb", "vertical-rl", "vertical-lr"]
"""As CSS names it; ``vertical-lr`` is that of the Mongolian script, for which ``vertical-rl`` means the same."""

CoverChoice = Literal["auto", "image", "lead-photo", "facsimile", "none"]
"""Where the cover comes from: see docs/covers.md."""

FilePath: TypeAlias = str | os.PathLike[str]
"""A path as people give it."""


PictureSource: TypeAlias = Callable[[str], bytes | str | os.PathLike[str] | None]
"""Gives the picture of an address: its bytes, the path of a file, or ``None`` where it has none.

A ``str`` that is no absolute path names a file of the issue, such as ``photos/01-05.jpg``. Any other path is that of a
file on disk, which is read at once.
"""


def choice(name: str, value: object, known: Sequence[str], key: str = "EG016") -> str:
    """A word that is one of those known.

    Args:
        name: of the option.
        value: what was given.
        known: the words that it can be; an empty one is not listed in the message.
        key: row of the message table for another word.

    Raises:
        OptionsError: ``key`` with the nearest word; EG017 for what is no word.
    """
    word = _text(name, value)
    if word in known:
        return word
    listed = [one for one in known if one]
    raise OptionsError(
        finding(key, None, name, name=word, option=name, near=near_word(word, listed), known=", ".join(listed))
    )


_SIZE = regex(r"([0-9]+(?:\.[0-9]+)?) ?([kmg]?)b?", re.IGNORECASE | re.ASCII)
_FACTORS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}


def parse_size(text: str) -> int | None:
    """Bytes as people type them: ``25MB``, ``800 KB``, ``1.5g``; 1 MB = 1,000,000 bytes. ``None`` for anything else."""
    found = _SIZE.fullmatch(text.strip())
    return round(float(found[1]) * _FACTORS[found[2].lower()]) or None if found else None


def wrong_value(name: str, kind: str, value: object) -> OptionsError:
    """A value of a wrong kind; ``kind`` is the variant of the row EG017."""
    shown = repr(value)
    shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
    return OptionsError(finding(f"EG017.{kind}", None, name, option=name, value=shown))


_LONGEST = 60
"""Characters of a value that a message shows."""


def near_word(word: str, known: Iterable[str]) -> str:
    """The known word that is most like another; empty where none is."""
    return "".join(difflib.get_close_matches(word, list(known), n=1))


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
    """A day in its ISO form; ``20260508`` and a ``datetime.date`` are taken, too."""
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
    """The values of a list; a single value is a list of one."""
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
    known = ("", *get_args(WritingMode), *_MODES)
    word = choice(name, value, known)
    return _MODES.get(word, word)


def _encoding(name: str, value: object) -> str:
    """An encoding of text: a label of the Encoding Standard, or a name that Python knows; not one of bytes (base64)."""
    word = _text(name, value)
    if word and not codec_name(word):
        near = near_word(word.lower().replace("-", "_"), {*aliases, *aliases.values()}) or "gb18030"
        raise OptionsError(finding("EG016.encoding", None, name, name=word, near=near))
    return word


def _words(*known: str, key: str = "EG016") -> Callable[[str, object], object]:
    return lambda name, value: choice(name, value, known, key)


READERS: Mapping[str, Callable[[str, object], object]] = {
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
"""How each field is checked and brought into its own type."""
