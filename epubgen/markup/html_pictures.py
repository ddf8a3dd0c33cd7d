# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of foreign HTML: finds the real address of an ``img`` and makes a photo of it.

Content systems keep the address in many places besides ``src``: ``data-src``, ``srcset``, the ``source`` of a
``picture``, a ``noscript`` after it. Two addresses are two pictures, also where their last parts are equal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice

from bs4 import NavigableString, Tag

from epubgen.files.given_pictures import GivenPictures, PictureFault
from epubgen.markup.html_tree import attribute, attributes, counts_readers
from epubgen.markup.parsed import Problems
from epubgen.markup.picture_addresses import PictureAddress, is_blurred, is_placeholder, largest, picture_address
from epubgen.markup.tidy import one_line
from epubgen.model import Photo
from epubgen.startup import dataclass, regex

__all__ = ["HtmlPictures"]

_PICTURES = ("img", "image", "amp-img", "amp-anim", "v:imagedata")
"""Elements that show one picture; the last one is Word's."""
_LAZY = (
    *("data-src", "data-original", "data-lazy-src", "data-lazy", "data-lazyload", "data-echo", "data-actualsrc"),
    *("data-real-src", "data-original-src", "data-url", "real_src", "lazy-src", "_src"),
)
"""Attributes that keep the address until the reader scrolls to the picture; they count more than ``src``."""
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set")
_SPARE = ("data-orig-file", "data-large-file", "data-full-url", "zoomfile", "file", "xlink:href", "href")
"""Attributes that are read where ``src`` has no picture."""
_ADDRESS = regex(r"[./]|\Adata:")
_NEAR = 40
"""Nodes between a picture and its ``noscript`` at most."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The address of one element and its text alternative."""

    address: PictureAddress | None
    typed: str
    alt: str


class HtmlPictures:
    """The pictures of one HTML text, each with its photo.

    Args:
        root: the tree.
        problems: takes the findings H03, H04 and H09.
        given: the pictures that the caller supplies.
        shared: file names with which addresses in other texts of the issue also end.
    """

    def __init__(self, root: Tag, problems: Problems, given: GivenPictures, shared: Collection[str] = ()) -> None:
        self._problems, self._given = problems, given
        base = root.find("base", href=True)
        start = str(base["href"]).strip() if isinstance(base, Tag) else ""
        self._base = start if start.lower().startswith(("http://", "https://")) else ""
        elements = list(root.find_all(_PICTURES))
        for element in elements:
            element.name = element.name if element.name in ("img", "image") else "img"
        self._fallbacks, self._silent = _fallbacks(root)
        self._found = {id(element): self._read(element) for element in elements if id(element) not in self._silent}
        meanings = defaultdict(set)
        for found in self._found.values():
            if found.address:
                meanings[found.address.file].add(found.address.url)
        self._shared = {*shared, *(name for name, addresses in meanings.items() if len(addresses) > 1)}

    def photo(self, element: Tag) -> Photo | None:
        """Return the photo of an ``img``; ``None`` for a tracking pixel, a second copy, or an address of no picture."""
        found = self._found.get(id(element))
        if found is None or counts_readers(element):
            return None
        if found.address is None:
            if found.typed:
                self._problems.add("H03.image", 0, href=found.typed)
            elif found.alt:
                self._problems.add("H03.image.none", 0, alt=found.alt)
            return None
        return self._made(found.address, found.alt)

    def _made(self, address: PictureAddress, alt: str) -> Photo:
        if address.data is not None:
            return Photo(file=address.file, alt=alt, data=address.data)
        file = address.distinct if address.file in self._shared else address.file
        try:
            given = self._given.find(address.url)
        except PictureFault as fault:
            self._problems.add("H09", 0, href=address.url, why=str(fault), file=file)
            return Photo(file=file, alt=alt, url=address.url)
        if isinstance(given, bytes):
            return Photo(file=address.distinct, alt=alt, url=address.url, data=given)
        if given is not None:
            return Photo(file=given, alt=alt, url=address.url)
        if address.is_local and file == address.file:
            return Photo(file=file, alt=alt)
        self._problems.add("H04", 0, href=address.url, file=file)
        return Photo(file=file, alt=alt, url=address.url)

    def _read(self, element: Tag) -> _Found:
        own = attributes(element)
        other = self._fallbacks.get(id(element))
        alt = one_line(own.get("alt", "") or (attribute(other, "alt") if other else ""))
        typed = [word for word in chain(_of_element(own), self._around(element, other)) if word]
        real = [word for word in typed if not is_placeholder(word)]
        if real:
            word = next((one for one in real if not is_blurred(one)), real[0])
            return _Found(picture_address(word, self._base), word, alt)
        word = next(iter(typed), "")
        return _Found(None if word.lower().startswith("data:") else picture_address(word, self._base), word, alt)

    def _around(self, element: Tag, other: Tag | None) -> Iterator[str]:
        """Yield the addresses near an element: in its ``picture`` and in its ``noscript``."""
        frame = element.find_parent("picture")
        for source in frame.find_all("source") if frame else ():
            yield from _of_element(attributes(source))
        if other:
            yield from _of_element(attributes(other))


def _of_element(own: dict[str, str]) -> Iterator[str]:
    """Yield the addresses of one element, the most likely one first."""
    yield from (own[name] for name in _LAZY if _ADDRESS.search(own.get(name, "")))
    yield from (largest(own[name]) for name in _LAZY_SETS if name in own)
    yield own.get("src", "")
    yield largest(own.get("srcset", ""))
    yield from (own[name] for name in _SPARE if _ADDRESS.search(own.get(name, "")))


def _fallbacks(root: Tag) -> tuple[dict[int, Tag], set[int]]:
    """Return for each lazy picture the one in its ``noscript``, and the ``id()`` of pictures that are shown already."""
    partners: dict[int, Tag] = {}
    silent: set[int] = set()
    for wrapper in root.find_all("noscript"):
        inside = wrapper.find_all("img")
        if len(inside) != 1 or wrapper.get_text(strip=True):
            continue
        partner = _neighbour(wrapper)
        if partner is not None and id(partner) not in partners and _is_same(partner, inside[0]):
            partners[id(partner)] = inside[0]
            silent.add(id(inside[0]))
    return partners, silent


def _neighbour(wrapper: Tag) -> Tag | None:
    """Return the picture beside a ``noscript``, before or after it, without words between."""
    return _first_picture(wrapper.previous_elements) or _first_picture(wrapper.next_siblings)


def _first_picture(nodes: Iterable[object]) -> Tag | None:
    for node in islice(nodes, _NEAR):
        if isinstance(node, NavigableString) and node.strip():
            return None
        if isinstance(node, Tag):
            found = node if node.name == "img" else node.find("img") if node.name == "picture" else None
            if isinstance(found, Tag):
                return None if found.find_parent("noscript") else found
    return None


def _is_same(picture: Tag, fallback: Tag) -> bool:
    """Return whether a picture is that of its ``noscript``: it waits for a script or has the same address."""
    own = attributes(picture)
    source = own.get("src", "")
    waits = any(name in own for name in (*_LAZY, *_LAZY_SETS)) or is_placeholder(source)
    return waits or source == attribute(fallback, "src").strip()
