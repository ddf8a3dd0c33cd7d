# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks a built site: every link and picture leads to a file and a place of it; nothing is fetched elsewhere.

`python scripts/check_site.py FOLDER` prints the faults and ends with 1 where there are any.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

_LOADED = ("src", "data")


def faults(site: Path) -> Iterator[str]:
    """A line for each link that leads nowhere, and for each file that a page would fetch from elsewhere."""
    for path in sorted(site.rglob("*.html")):
        for element, name, target, _ in _tree(path).iterlinks():
            loaded = name in _LOADED or (element.tag == "link" and element.get("rel") not in ("canonical", "edit"))
            if fault := _fault(path, site, target, loaded=loaded):
                yield f"{path.relative_to(site)}: {target}: {fault}"


def _fault(path: Path, site: Path, target: str, *, loaded: bool) -> str:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return "fetched from elsewhere" if loaded and parts.scheme != "data" else ""
    place = path.parent / unquote(parts.path) if parts.path else path
    if path.name == "404.html" and parts.path.startswith("/"):
        place = site / parts.path.lstrip("/")  # that page is served for addresses of any depth
    if place.is_dir():
        place /= "index.html"
    if not place.is_file():
        return "no such file"
    return (
        ""
        if not parts.fragment or place.suffix != ".html" or unquote(parts.fragment) in _names(place)
        else "no such place"
    )


@cache
def _tree(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes())


@cache
def _names(path: Path) -> frozenset[str]:
    return frozenset(map(str, _tree(path).xpath("//@id | //a/@name"))) | {"top"}


if __name__ == "__main__":
    found = list(faults(Path(sys.argv[1])))
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(bool(found))
