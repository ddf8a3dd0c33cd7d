# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a page may load: files of one folder. Else a book of others could show files of this computer in its picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

_IN_HAND = ("about", "blob", "data")
"""Schemes of addresses that hold what they name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """The folder, and the one address at which the page itself may be."""

    folder: Path
    home: str = ""

    def lets(self, url: str, *, as_page: bool) -> bool:
        """Whether an address may be loaded: any file of the folder; as the page itself only where it was sent."""
        scheme, host, path, *_ = urlsplit(url)
        if as_page and path != urlsplit(self.home).path:
            return False
        if scheme in _IN_HAND:
            return True
        if scheme != "file" or host not in ("", "localhost"):
            return False
        try:
            return Path(url2pathname(path)).resolve().is_relative_to(self.folder)
        except (OSError, ValueError):
            return False
