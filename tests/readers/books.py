# SPDX-License-Identifier: AGPL-3.0-or-later
"""The books of the bench, and what each says of itself: read here anew, so that no reader and none of our code is its own witness."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count, islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

import epubgen
from tests.conftest import BOOKS, MODES, SAMPLES
from tests.hostile.generated_issues import issue

OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
HTML = {"h": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}
REAL = Path(__file__).resolve().parents[2] / ".." / "shared" / "real" / "changji-daily-2026-04-22-p1.md"
GENERATED = 10


@dataclass(frozen=True)
class Entry:
    """A line of the contents or of the list of printed pages: its label, the whole name of its target, and what is below it."""

    label: str
    href: str
    items: tuple[Entry, ...] = ()


class Book:
    """A built EPUB."""

    def __init__(self, name: str, path: Path) -> None:
        """Read its package; its documents when they are asked for."""
        self.name, self.path = name, path
        self._archive = zipfile.ZipFile(path)
        container = self._tree("META-INF/container.xml")
        self.package_name = container.find(".//{*}rootfile").get("full-path")
        self.folder = posixpath.dirname(self.package_name) + "/"
        self.package = self._tree(self.package_name)

    def close(self) -> None:
        """Give the file back."""
        self._archive.close()

    @property
    def facts(self) -> dict[str, object]:
        """What the modules of the readers need."""
        return {"folder": self.folder, "vertical": self.direction == "rtl", "parts": self.parts}

    @cached_property
    def items(self) -> dict[str, str]:
        """Id → name in the archive."""
        return {item.get("id"): self._whole(item.get("href")) for item in self.package.iterfind(".//opf:item", OPF)}

    @cached_property
    def parts(self) -> list[str]:
        """The names of the documents in reading order."""
        return [self.items[ref.get("idref")] for ref in self.package.iterfind(".//opf:itemref", OPF)]

    @cached_property
    def vertical(self) -> frozenset[bool]:
        """Whether its documents have vertical lines; both where a story asks for horizontal ones."""
        links = (self._tree(part).xpath("//h:link/@href", namespaces=HTML) for part in self.parts)
        return frozenset(any("/vertical" in href for href in own) for own in links)

    @property
    def title(self) -> str:
        return str(self.package.findtext(".//dc:title", namespaces=OPF))

    @property
    def direction(self) -> str:
        return str(self.package.find("opf:spine", OPF).get("page-progression-direction"))

    @cached_property
    def series(self) -> tuple[str, str]:
        """Its name and the place in it."""
        found = self.package.find(".//opf:meta[@property='belongs-to-collection']", OPF)
        if found is None:
            return "", ""
        place = self.package.find(f".//opf:meta[@refines='#{found.get('id')}'][@property='group-position']", OPF)
        return str(found.text), "" if place is None else str(place.text)

    @property
    def cover(self) -> int:
        """The bytes of the cover picture; 0 without one."""
        found = self.package.find(".//opf:item[@properties='cover-image']", OPF)
        return 0 if found is None else self._archive.getinfo(self._whole(found.get("href"))).file_size

    @cached_property
    def toc(self) -> tuple[Entry, ...]:
        """The contents."""
        return self._entries("toc")

    @cached_property
    def pages(self) -> tuple[Entry, ...]:
        """The printed pages."""
        return self._entries("page-list")

    @cached_property
    def links(self) -> list[str]:
        """Every target of a link within the book, once."""
        found: dict[str, None] = {}
        for entry in (*self.toc, *(below for above in self.toc for below in above.items), *self.pages):
            found[entry.href] = None
        for part in self.parts:
            for link in self._tree(part).iterfind(".//h:a[@href]", HTML):
                href = link.get("href")
                if ":" not in href.partition("/")[0]:
                    found[_joined(part, href)] = None
        return list(found)

    @cached_property
    def note_targets(self) -> frozenset[str]:
        """Where the signs of notes lead."""
        signs = ((part, one) for part in self.parts for one in self._signs(part))
        return frozenset(_joined(part, one.get("href")) for part, one in signs)

    def pictures(self, part: str) -> int:
        """How many pictures a document shows."""
        return len(self._tree(part).findall(".//h:img", HTML))

    def hangs(self, part: str) -> bool:
        """Whether a document has wide spaces, which hang over the edge where a line ends with one."""
        return "\N{IDEOGRAPHIC SPACE}" in "".join(self._tree(part).itertext())

    def notes(self, part: str) -> int:
        """How many signs of notes a document has."""
        return len(self._signs(part))

    def _signs(self, part: str) -> list[Any]:
        found: list[Any] = self._tree(part).xpath(".//h:a[@epub:type='noteref']", namespaces=HTML)
        return found

    def _entries(self, kind: str) -> tuple[Entry, ...]:
        nav = self._whole(self.package.find(".//opf:item[@properties='nav']", OPF).get("href"))
        lists = self._tree(nav).xpath(f"//h:nav[@epub:type='{kind}']/h:ol", namespaces=HTML)
        return tuple(entry for one in lists for entry in self._listed(nav, one))

    def _listed(self, nav: str, ol: Any) -> Iterator[Entry]:
        for item in ol.iterfind("h:li", HTML):
            link = item.find("h:a", HTML)
            below = [entry for inner in item.iterfind("h:ol", HTML) for entry in self._listed(nav, inner)]
            yield Entry(
                re.sub(r"[ \n]+", " ", "".join(link.itertext())).strip(), _joined(nav, link.get("href")), tuple(below)
            )

    def _whole(self, href: str) -> str:
        return str(posixpath.normpath(self.folder + unquote(href)))

    def _tree(self, name: str) -> Any:
        return etree.fromstring(self._archive.read(name))


def built(name: str, folder: Path) -> Book:
    """A book by its name, of ``names``: built in the folder unless it lies there."""
    path = folder / f"{name}.epub"
    if not path.is_file():
        kind, _, rest = name.partition("-")
        if kind == "generated":
            epubgen.build({"issue.json": issue(int(rest))}, path)
        elif name == "real-page":
            epubgen.build(REAL, path)
        else:
            paper, mode = name.rsplit("-", 1)
            sample = next(one for one in SAMPLES if one.parent.name == paper)
            whole = next(one for one in MODES if one.startswith(mode))
            epubgen.build(sample, path, writing_mode=whole, keep_ads=True)
    return Book(name, path)


def samples() -> list[str]:
    """Every sample in both modes."""
    return [f"{sample.parent.name}-{mode.partition('-')[0]}" for sample, mode in BOOKS]


def names() -> list[str]:
    """All books of the bench: samples, the real page where it is there, and random issues that can be built."""
    return [
        *samples(),
        *(["real-page"] if REAL.is_file() else []),
        *(f"generated-{number}" for number in random_issues()),
    ]


def random_issues() -> list[int]:
    """The first numbers of random issues that are not refused."""
    return list(islice((number for number in count() if _can_be_built(number)), GENERATED))


def _can_be_built(number: int) -> bool:
    try:
        epubgen.plan({"issue.json": issue(number)})
    except epubgen.EpubgenError:
        return False
    return True


def _joined(document: str, href: str) -> str:
    name, mark, fragment = href.partition("#")
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(document), unquote(name))) if name else document
    return whole + mark + fragment
