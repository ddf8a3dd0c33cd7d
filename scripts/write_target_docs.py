# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the tables of docs/photos.md from the code: the targets, and the ways to send an EPUB.

A table stands between ``<!-- targets -->`` (or ``<!-- channels -->``) and ``<!-- end -->``. ``--print`` prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docs_page import write

from epubgen.images.profile import MB, TARGETS, TRANSFER_LIMITS, Target

PAGE = Path(__file__).resolve().parents[1] / "docs" / "photos.md"
_MARK = re.compile(r"<!-- (targets|channels) -->\n.*?<!-- end -->", re.DOTALL)
_FREE = 2**30


def page(text: str) -> str:
    """Return the page with every table generated again."""
    return _MARK.sub(lambda mark: "\n".join((f"<!-- {mark[1]} -->", *_TABLES[mark[1]](), "<!-- end -->")), text)


def _targets() -> Iterator[str]:
    yield "| target | box, pixels | JPEG quality | KB a picture | issue, MB: warns / makes smaller | colour |"
    yield "|---|---|---|---|---|---|"
    yield from map(_row, TARGETS.values())


def _row(target: Target) -> str:
    profile = target.profile
    free = profile.soft_limit > _FREE
    box = "as in the file" if free else f"{profile.width}×{profile.height}"
    ladder = " → ".join(map(str, dict.fromkeys((profile.qualities[0], profile.qualities[-1]))))
    weight = "–" if free else str(profile.soft_limit // 1024)
    limits = f"{target.warn // MB} / {target.stop // MB}" if target.warn else "–"
    return f"| `{target.name}` | {box} | {ladder} | {weight} | {limits} | {'gray' if profile.gray else 'kept'} |"


def _channels() -> Iterator[str]:
    names = {
        "gmail": "Gmail and many other mail services, as an attachment",
        "send-to-kindle-mail": "Send to Kindle by mail (50 MB for a mail, whose encoding adds a third)",
        "send-to-kindle-web": "Send to Kindle on its web page",
    }
    yield "| way | limit, MB |"
    yield "|---|---|"
    yield from (f"| {names[channel.name]} | {channel.limit // MB} |" for channel in TRANSFER_LIMITS)


_TABLES = {"targets": _targets, "channels": _channels}

if __name__ == "__main__":
    write(PAGE, page)
