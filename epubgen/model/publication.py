# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stays the same from issue to issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from epubgen.model.values import Photo, Place, Slug, Tag

Kind = Literal["newspaper", "magazine", "journal", "newsletter"]
Frequency = Literal[
    "daily", "weekdays", "semiweekly", "weekly", "biweekly", "semimonthly", "monthly", "bimonthly", "quarterly",
    "semiannual", "yearly", "irregular",
]  # fmt: skip
WritingMode = Literal["horizontal-tb", "vertical-rl"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """Numbers of the series: ``cn`` 国内统一刊号, ISSN of the print, ``eissn`` of the electronic edition."""

    cn: str = ""
    issn: str = ""
    eissn: str = ""
    oclc: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A way to reach the paper."""

    value: str
    kind: Literal["website", "email", "hotline", "address", "app", "wechat"]
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionName:
    """A canonical section name and its other spellings."""

    id: Slug
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A standing column (栏目); ``rubric`` is the line printed above its stories. A bare string is the name."""

    name: str
    rubric: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How the cover picture is made."""

    mode: Literal["auto", "image", "lead-photo", "facsimile", "none"] = "auto"
    file: str = ""
    colors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """Who holds the rights, on which terms; ``tdm`` is the reservation of text and data mining."""

    holder: str = ""
    notice: str = ""
    license: str = ""
    tdm: Literal["", "reserved", "allowed"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class A11y:
    """Accessibility claims of the publisher; they are written only where the content bears them out."""

    summary: str = ""
    conforms_to: str = ""
    certifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A newspaper, magazine, journal or newsletter."""

    id: Slug
    title: str
    language: Tag
    title_latin: str = ""
    short_title: str = ""
    dc_language: Tag = ""
    kind: Kind = "newspaper"
    frequency: Frequency = "irregular"
    authority: str = ""
    sponsor: str = ""
    publisher: str = ""
    ids: Ids = Ids()
    postal_code: str = ""
    price: str = ""
    motto: str = ""
    founded: str = ""
    contacts: tuple[Contact, ...] = ()
    ears: tuple[str, ...] = ()
    nameplate: Photo | None = None
    cover: Cover = Cover()
    sections: tuple[SectionName, ...] = ()
    columns: tuple[Column, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    """Printed role words of the house → a role of ``Credit.role``."""
    headline_space: Literal["", "lines", "text"] = ""
    """How to read a space in a printed headline; empty: an importer decides and asks."""
    import_: Mapping[str, str] = field(default_factory=dict)
    """Settings of importers, each described in the importer's own page."""
    punctuation: Literal["keep", "normalise"] = "keep"
    writing_mode: WritingMode = "horizontal-tb"
    theme: str = ""
    css: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    rights: Rights = Rights()
    a11y: A11y = A11y()
    at: Place | None = field(default=None, compare=False, repr=False)
