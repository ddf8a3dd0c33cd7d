# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers requests with files of the catalogue and searches in it. No request changes anything."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from epubgen.back_file.catalog.atom import ACQUISITION, NAVIGATION, FeedLink, NavigationEntry, atom_frame
from epubgen.back_file.catalog.cards import UNKNOWN
from epubgen.back_file.catalog.feeds import CatalogSite
from epubgen.back_file.catalog.opds2 import JSON_TYPE, opds2_frame
from epubgen.back_file.catalog.places import CatalogPlaces
from epubgen.back_file.serving.live_search import FoundIssue, LiveCatalog
from epubgen.back_file.serving.ranges import Unsatisfiable, http_date, is_known, wanted_part
from epubgen.back_file.serving.served_files import ServedFile, find_file
from epubgen.markup.tree import el, write_document

__all__ = ["application", "names_of"]

_PIECE = 2**16
_FOUND_A_PAGE = 25
_TOLD = frozenset({"atom", "json", "xml", "html", "csv", "txt"})
"""Kinds of files that hold the address of the catalogue."""
_FIXED = {
    "Cache-Control": "no-cache",  # ask each time; 304 answers that nothing is new
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}
_OPEN_SEARCH = "application/opensearchdescription+xml"


def application(folder: Path, base_url: str, hosts: frozenset[str]) -> ASGIApp:
    """Return the server of a catalogue.

    Args:
        folder: the folder of the catalogue.
        base_url: the address that readers use. It replaces that of the catalogue in every feed.
        hosts: the accepted host names. Empty: any.
    """
    answers = _Answers(folder.resolve(), base_url, hosts)
    return Starlette(routes=[Route("/{path:path}", answers.answer, methods=["GET"])])  # HEAD comes with GET


class _Answers:
    def __init__(self, folder: Path, base_url: str, hosts: frozenset[str]) -> None:
        self.folder, self.base_url, self.hosts = folder, base_url, hosts
        self.catalog = LiveCatalog(folder)
        self._variant = f"-{hashlib.sha256(base_url.encode()).hexdigest()[:8]}"

    def answer(self, request: Request) -> Response:
        """Answer one request. It runs in a thread."""
        if self.hosts and request.headers.get("host", "").lower() not in self.hosts:
            return _refusal(403)  # another name that leads here (DNS rebinding)
        path = str(request.scope["path"])
        if path in ("/search.atom", "/search.json"):
            return self._search(request, path.rpartition(".")[2])
        if path == "/search.xml":
            return self._description()
        file = find_file(self.folder, path)
        if file is None:
            return _refusal(404)
        try:
            opened, file = file.open()
        except OSError:  # a run has just removed it
            return _refusal(404)
        return self._file(request, opened, file)

    def _file(self, request: Request, opened: BinaryIO, file: ServedFile) -> Response:
        told = file.path.suffix[1:].lower() in _TOLD
        tag = file.tag(self._variant if told else "")
        headers = {
            **_FIXED,
            "ETag": tag,
            "Last-Modified": http_date(file.changed),
            "Content-Type": file.media_type,
            **({} if told else {"Accept-Ranges": "bytes"}),
        }
        if is_known(request.headers, tag, file.changed):
            opened.close()
            return Response(status_code=304, headers=headers)
        if not told:
            return _part(request, opened, file, tag, headers)
        with opened:
            data = opened.read()
        return Response(self._told(data, file.path.suffix), headers=headers)

    def _told(self, data: bytes, ending: str) -> bytes:
        """Return a file with the address that readers use, and with the address of the search in feeds."""
        if known := self.catalog.state().base_url:
            data = data.replace(known.encode(), self.base_url.encode())
        address = f"{self.base_url}search"
        if ending == ".atom":
            link = f'<link rel="search" href="{address}.xml" type="{_OPEN_SEARCH}"/>'
            return data.replace(b'<link rel="self"', link.encode() + b'<link rel="self"', 1)
        if ending == ".json":
            found = {"rel": "search", "href": f"{address}.json{{?q}}", "type": JSON_TYPE, "templated": True}
            link = json.dumps(found, separators=(",", ":"))
            return data.replace(b'"links":[{"rel":"self"', f'"links":[{link},{{"rel":"self"'.encode(), 1)
        return data

    def _site(self) -> CatalogSite:
        state = self.catalog.state()
        places = CatalogPlaces(base_url=self.base_url, files_url=self.base_url)
        return CatalogSite(title=state.title, language=state.language, places=places)

    def _description(self) -> Response:
        site = self._site()
        root = el(
            "OpenSearchDescription",
            el("ShortName", site.title[:16]),
            el("Description", site.words("search")),
            el("InputEncoding", "UTF-8"),
            el("OutputEncoding", "UTF-8"),
            el("Url", type=ACQUISITION, template=f"{self.base_url}search.atom?q={{searchTerms}}"),
            el("Url", type=JSON_TYPE, template=f"{self.base_url}search.json?q={{searchTerms}}"),
            xmlns="http://a9.com/-/spec/opensearch/1.1/",
        )
        return Response(write_document(root), headers={**_FIXED, "Content-Type": _OPEN_SEARCH})

    def _search(self, request: Request, ending: str) -> Response:
        """Return a page of the issues with the words."""
        words, page = request.query_params.get("q", "")[:200], request.query_params.get("page", "1")
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < len("10000") else 1
        found = self.catalog.search(words)
        pages = max(1, -(-len(found) // _FOUND_A_PAGE))
        number = min(max(1, number), pages)
        shown = found[(number - 1) * _FOUND_A_PAGE : number * _FOUND_A_PAGE]
        data = self._found_feed(words, number, pages, len(found), shown, ending)
        kind = ACQUISITION if ending == "atom" else JSON_TYPE
        return Response(data, headers={**_FIXED, "Content-Type": kind})

    def _found_feed(
        self, words: str, number: int, pages: int, total: int, shown: list[FoundIssue], ending: str
    ) -> bytes:
        site, state = self._site(), self.catalog.state()
        asked = f"{self.base_url}search.{ending}?q={quote(words, safe='')}"
        kind, way = (ACQUISITION, NAVIGATION) if ending == "atom" else (JSON_TYPE, JSON_TYPE)
        around = {"self": number, "first": 1, "last": pages}
        around |= {"previous": number - 1} if number > 1 else {}
        around |= {"next": number + 1} if number < pages else {}
        links = [FeedLink(rel=rel, href=f"{asked}&page={place}", type=kind) for rel, place in around.items()]
        links += [FeedLink(rel=rel, href=f"{self.base_url}catalog.{ending}", type=way) for rel in ("start", "up")]
        cards = [one.card for one in shown]
        updated = max((card.updated for card in cards or state.cards.values()), default=UNKNOWN)
        title = site.words("found", words=" ".join(words.split()))
        old, new = state.base_url.encode(), self.base_url.encode()
        lines = [line.replace(old, new) for line in self.catalog.entries(cards, ending)]
        if ending == "atom":
            start = 1 + (number - 1) * _FOUND_A_PAGE
            counts = {"totalResults": total, "itemsPerPage": _FOUND_A_PAGE, "startIndex": start}
            head, tail = atom_frame(
                address=asked, title=title, updated=updated, author=site.title, links=links, counts=counts
            )
            return head + b"\n".join(lines) + tail
        told = {"numberOfItems": total, "itemsPerPage": _FOUND_A_PAGE, "currentPage": number}
        home = NavigationEntry(
            href=f"{self.base_url}catalog.json", title=site.title, updated=updated, rel="start", kind=way
        )
        entries = () if lines else (home,)  # a feed without publications leads back
        head, tail = opds2_frame(title=title, updated=updated, links=links, counts=told, entries=entries)
        return head + b",\n".join(lines) + tail


def _part(request: Request, opened: BinaryIO, file: ServedFile, tag: str, headers: dict[str, str]) -> Response:
    """Return a file as it is on disk, or the requested part of it."""
    try:
        part = wanted_part(request.headers, tag, file.changed, file.size)
    except Unsatisfiable:
        opened.close()
        return Response(status_code=416, headers={**_FIXED, "Content-Range": f"bytes */{file.size}"})
    first, end = part or (0, file.size)
    headers["Content-Length"] = str(end - first)
    if part:
        headers["Content-Range"] = f"bytes {first}-{end - 1}/{file.size}"
    status = 206 if part else 200
    if request.method == "HEAD":
        opened.close()
        return Response(status_code=status, headers=headers)
    return StreamingResponse(_pieces(opened, first, end), status_code=status, headers=headers)


def _pieces(opened: BinaryIO, first: int, end: int) -> Iterator[bytes]:
    with opened:
        opened.seek(first)
        left = end - first
        while left > 0 and (piece := opened.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece


def _refusal(status: int) -> Response:
    return Response(status_code=status, headers=_FIXED)


def names_of(address: str, port: int) -> frozenset[str]:
    """Return the host names of a server on this computer, for direct requests and for those of a server in front."""
    parts = urlsplit(address)
    own = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}
    return frozenset({*own, parts.netloc.lower()})
