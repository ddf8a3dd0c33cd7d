# SPDX-License-Identifier: AGPL-3.0-or-later
"""A part of the package: what stands in its manifest, and its bytes or where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["XHTML", "Part"]

XHTML = "application/xhtml+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One publication resource (EPUB 3.3 §5.5.2)."""

    id: str
    href: str
    """Path below the package document."""
    media_type: str
    data: bytes | Path
    """The bytes, or the file that holds them: photos are streamed, never held."""
    properties: tuple[str, ...] = ()
    """Manifest properties: ``nav``, ``cover-image``."""
