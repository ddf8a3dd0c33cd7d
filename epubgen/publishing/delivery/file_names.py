# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names delivered files by a pattern, and checks that a built file has not changed.

Patterns: ``{title}_{date}``, with folders ``{year}/{month}/{title}_{date}``. A name is legal on every common file
system: it holds nothing that Windows, macOS or Linux refuses, has at most 255 bytes, and never leads upwards. The
ending is kept: ``.epub``, ``.kepub.epub``, ``.azw3``.
"""

from __future__ import annotations

import hashlib
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from epubgen.errors import DeliveryError, Finding, Location, Severity, ToolError, finding
from epubgen.files.disk_errors import disk_finding
from epubgen.languages.dates import weekday
from epubgen.messages import near_word
from epubgen.publishing.delivery.exporter import Artifact, Delivery
from epubgen.startup import regex

__all__ = [
    "FIELDS",
    "check_pattern",
    "check_unchanged",
    "file_names",
    "filled",
    "name_faults",
    "names_of",
    "raise_errors",
    "safe_name",
    "suffix",
    "unreadable",
]

FIELDS: Mapping[str, Callable[[Artifact], str]] = {
    "title": lambda parcel: parcel.title.partition(parcel.day.isoformat())[0].strip() or parcel.title,
    "full_title": lambda parcel: parcel.title,
    "publication": lambda parcel: parcel.publication,
    "date": lambda parcel: parcel.day.isoformat(),
    "year": lambda parcel: f"{parcel.day:%Y}".rjust(4, "0"),
    "month": lambda parcel: f"{parcel.day:%m}",
    "day": lambda parcel: f"{parcel.day:%d}",
    "weekday": lambda parcel: weekday(parcel.day, parcel.language),
    "edition": lambda parcel: parcel.edition,
    "language": lambda parcel: parcel.language,
}
"""What may stand in braces. The title of an edition holds the date and the number, too; ``title`` is the name alone."""

LONGEST = 255
"""Bytes of a name in UTF-8: the limit of ext4 and APFS; NTFS takes as many characters."""
_FORBIDDEN = regex(r'[<>:"/\\|?*]')
_RESERVED = regex(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
_DOUBLE = (".kepub.epub",)


def check_pattern(pattern: str, at: Location | None, setting: str = "pattern") -> tuple[Finding, ...]:
    """Return what is wrong with a pattern: EG061.braces, EG061.field, or EG061.pattern (it names no file)."""
    path = f"settings.{setting}"
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError:
        return (finding("EG061.braces", at, path, pattern=pattern),)
    if any(form or conversion for _, _, form, conversion in parts):
        return (finding("EG061.braces", at, path, pattern=pattern),)
    names = [name for _, name, _, _ in parts if name is not None]
    if unknown := [name for name in dict.fromkeys(names) if name not in FIELDS]:
        return tuple(_unknown(name, at, path) for name in unknown)
    return () if pattern.rpartition("/")[2].strip(" .") else (finding("EG061.pattern", at, path, pattern=pattern),)


def file_names(
    parcels: Sequence[Artifact], pattern: str, at: Location | None = None, setting: str = "pattern"
) -> tuple[str, ...]:
    """Return a name for each file, relative to the target of the delivery, with ``/`` between folders.

    Where a pattern gives several files the same name, the name of the edition is added to each.

    Raises:
        DeliveryError: EG061 the pattern cannot be used; EG061.twice two names are still the same.
    """
    if faults := check_pattern(pattern, at, setting):
        raise DeliveryError(*faults)
    names = [_name(pattern, parcel) for parcel in parcels]
    often = Counter(map(_same, names))
    unique_names = [
        _name(pattern, parcel, f"-{safe_name(parcel.edition)}") if often[_same(name)] > 1 else name
        for name, parcel in zip(names, parcels, strict=True)
    ]
    if twice := [name for name, count in Counter(map(_same, unique_names)).items() if count > 1]:
        raise DeliveryError(*(finding("EG061.twice", at, f"settings.{setting}", name=name) for name in twice))
    return tuple(unique_names)


def filled(pattern: str, parcel: Artifact) -> str:
    """Fill in a pattern for a text that is not a file name. The pattern must have passed ``check_pattern``."""
    return "".join(text for text, _ in _pieces(pattern, parcel))


def safe_name(text: str, ending: str = "") -> str:
    """Return a text as the name of one file or folder; empty if no character of it can stand in a file name."""
    plain = unicodedata.normalize("NFC", text).removesuffix(ending)
    shown = "".join(" " if char.isspace() else char for char in plain if char.isspace() or _visible(char))
    stem = " ".join(_FORBIDDEN.sub("-", shown).split()).strip(" .")
    if _RESERVED.match(stem + ending):
        stem = f"_{stem}"
    room = LONGEST - len(ending.encode())
    stem = stem.encode()[:room].decode(errors="ignore").rstrip(" .")
    return stem + ending if stem else ""


def suffix(parcel: Artifact) -> str:
    """Return the ending of a file: ``.epub``, ``.kepub.epub``, ``.azw3``."""
    name = parcel.path.name.lower()
    return next((ending for ending in _DOUBLE if name.endswith(ending)), parcel.path.suffix.lower())


def _name(pattern: str, parcel: Artifact, extra: str = "") -> str:
    whole = "".join(text.replace("/", "-") if is_value else text for text, is_value in _pieces(pattern, parcel))
    *folders, last = whole.split("/")
    if parcel.mark and parcel.mark not in last:
        last = f"{last}_{parcel.mark}"
    ending = suffix(parcel)
    name = safe_name(last.removesuffix(ending), extra + ending) or safe_name(parcel.publication, extra + ending)
    return "/".join([*filter(None, map(safe_name, folders)), name])


def _pieces(pattern: str, parcel: Artifact) -> Iterator[tuple[str, bool]]:
    """Split a filled pattern into its texts, each with whether it comes from a field."""
    for text, name, _, _ in string.Formatter().parse(pattern):
        yield text, False
        if name is not None:
            yield FIELDS[name](parcel), True


def _same(name: str) -> str:
    """Return a key that is equal for names which a file system may treat as one.

    NTFS and APFS ignore case and composition.
    """
    return unicodedata.normalize("NFC", name.casefold())


def _visible(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs") and f"{ord(char):04X}"[-4:] not in ("FFFE", "FFFF")


def _unknown(name: str, at: Location | None, path: str) -> Finding:
    near = near_word(name.lower(), FIELDS)
    near = f"{{{near}}}" if near else ""
    return finding("EG061.field", at, path, name=name, known=", ".join(FIELDS), near=near)


def names_of(parcels: Sequence[Artifact], delivery: Delivery) -> tuple[str, ...]:
    """Return the names of the files by the ``pattern`` of the delivery.

    Raises:
        DeliveryError: EG061 the pattern cannot be used.
    """
    return file_names(parcels, delivery.settings["pattern"], delivery.place("pattern"))


def name_faults(parcels: Sequence[Artifact], delivery: Delivery) -> tuple[Finding, ...]:
    """Return why the files cannot be named by the pattern."""
    try:
        names_of(parcels, delivery)
    except DeliveryError as error:
        return error.findings
    return ()


def raise_errors(found: Iterable[Finding]) -> None:
    """Raise the errors that ``check`` found.

    Raises:
        ToolError: EG066 a library is missing. DeliveryError: any other error.
    """
    faults = [fault for fault in found if fault.severity is Severity.ERROR]
    if faults:
        raise (ToolError if any(fault.code == "EG066" for fault in faults) else DeliveryError)(*faults)


def check_unchanged(parcel: Artifact, delivery: Delivery) -> None:
    """Compare a file with what was built.

    Raises:
        DeliveryError: EG062.parcel it cannot be read; EG062.changed it has changed.
    """
    try:
        with parcel.path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(parcel, delivery, error) from error
    if found != parcel.sha256:
        raise DeliveryError(finding("EG062.changed", delivery.place(), "", file=parcel.path))


def unreadable(parcel: Artifact, delivery: Delivery, error: OSError) -> DeliveryError:
    """Make EG062.parcel: a built file can no longer be read."""
    return DeliveryError(disk_finding("EG062.parcel", error, delivery.place(), file=parcel.path))
