# SPDX-License-Identifier: AGPL-3.0-or-later
"""What ``epubgen publish`` makes of an issue, and where it takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from epubgen.model.values import Slug, SourceSpan
from epubgen.options import TargetName

__all__ = ["Publishing", "WantedDelivery", "WantedEdition"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedEdition:
    """An edition that ``epubgen publish`` builds."""

    name: Slug
    """Its name, by which deliveries ask for it; part of the file name where two editions would be named alike."""
    target: TargetName | None = None
    """Where it is read; left out: the first of ``targets``, else ``generic``."""
    writing_mode: Literal["", "horizontal-tb", "vertical-rl", "both"] = ""
    """Empty: that of the publication. ``both`` makes two; the twin is called ``<name>-vertical`` (``-horizontal``)."""
    format: Literal["epub", "kepub", "azw3"] = "epub"
    """``epub``; ``kepub``: for Kobo, with its spans; ``azw3``: for Kindle by cable, made by calibre."""
    at: SourceSpan | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedDelivery:
    """A way that finished editions go. Passwords never stand here: the environment or the keyring holds them."""

    to: str
    """The exporter: ``folder``, ``mail``, ``webdav``, ``s3``, or that of a plug-in."""
    name: Slug = ""
    """Its name in the receipt and in the names of its secrets; empty: the exporter's."""
    editions: tuple[Slug, ...] = ()
    """Names of the editions that it takes; empty: all."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Settings of the exporter."""
    at: SourceSpan | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """What ``epubgen publish`` does with each issue."""

    editions: tuple[WantedEdition, ...] = ()
    """The editions; none: one for each of ``targets``."""
    deliver: tuple[WantedDelivery, ...] = ()
    """Where they go, in this order."""
