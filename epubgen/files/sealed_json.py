# SPDX-License-Identifier: AGPL-3.0-or-later
"""JSON files of a cache, with a checksum. A file with any fault counts as missing."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from epubgen.files.regular import read_regular

__all__ = ["UNUSABLE", "sealed", "unsealed"]

UNUSABLE = (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError)
"""What reading such a file, or values of it that have another shape than expected, may raise."""
_LARGEST = 64 * 2**20


def sealed(name: str, facts: object) -> bytes:
    """Return the bytes of a file with facts.

    Args:
        name: what the facts are about; the file is valid only under this name.
        facts: any JSON.
    """
    text = json.dumps(facts)
    return json.dumps({"seal": _seal(name, text), "facts": text}).encode()


def unsealed(name: str, file: Path) -> Any:  # noqa: ANN401 - any JSON
    """Read the facts of a file.

    Raises:
        Exception: one of ``UNUSABLE``: no file, the file of another name, a device, a flipped bit.
    """
    card = json.loads(read_regular(file, _LARGEST))
    text = card["facts"]
    if card["seal"] != _seal(name, text):
        raise ValueError("the seal is broken")
    return json.loads(text)


def _seal(name: str, text: str) -> str:
    return hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()
