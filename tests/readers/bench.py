# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opens books in the readers of others, in one browser, and notes what each page of them shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from epubgen.live_preview.browser import Browser, BrowserPage
from tests.readers.server import BookServer

READERS = ("foliate", "epubjs", "readium", "vivliostyle")
"""Those that make pages: the names of the modules in this folder."""
SCREEN = (536, 724)
"""CSS pixels of a six-inch e-ink screen."""
AT_ONCE = 25
MOST = 3000


LOOKED_FOR = ("/files/ ", "META-INF/encryption.xml", "favicon")
"""What Vivliostyle asks a server for without knowing whether it is there."""


class Place(NamedTuple):
    """Some words of a book: the part, its CFI, the words."""

    part: str
    cfi: str
    words: str


@dataclass(frozen=True)
class ShownPage:
    """A page as a reader shows it."""

    part: str
    fill: float
    """The share of the page down (in vertical lines, left) to the end of what stands on it."""
    pictures: dict[int, float]
    """Of the pictures of the part, by number: the share that is on this page."""
    captions: tuple[int, ...]


@dataclass
class Walk:
    """A book from its first page to its last."""

    pages: list[ShownPage] = field(default_factory=list)
    shapes: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)
    """Part → how its pictures are drawn, by number."""
    notes: dict[str, list[str]] = field(default_factory=dict)
    """Part → the signs of its notes."""
    vertical: set[bool] = field(default_factory=set)
    end: bool = False


class OpenBook:
    """A book in a reader."""

    def __init__(self, page: BrowserPage, reader: str) -> None:
        """Take over the page that shows it."""
        self.page, self.reader = page, reader
        self._heard: list[str] = []

    @property
    def facts(self) -> dict[str, Any]:
        """What the reader says of the book."""
        facts: dict[str, Any] = self.page.evaluate("bench.facts")
        return facts

    def walk(self, most: int = MOST) -> Walk:
        """Turn every page, or the first of them; the book is left at the last."""
        walk = Walk()
        while not walk.end and len(walk.pages) < most:
            got = self._asked(f"bench.walk({min(AT_ONCE, most - len(walk.pages))})")
            walk.end = got["end"]
            for shown in got["pages"]:
                _take(walk, shown)
        return walk

    def shown(self) -> ShownPage:
        """The page that is shown."""
        walk = Walk()
        _take(walk, self.page.evaluate("bench.look()"))
        return walk.pages[0]

    def next(self) -> bool:
        """Turn the page; false at the end of the book."""
        return bool(self.page.evaluate("bench.next()"))

    def follow(self, hrefs: Sequence[str]) -> list[str]:
        """Links that do not lead where they say."""
        return [
            line
            for start in range(0, len(hrefs), AT_ONCE)
            for line in self._asked(f"bench.follow({list(hrefs[start : start + AT_ONCE])!r})")
        ]

    def places(self) -> list[Place]:
        """A few places of each part, as the reader notes them down."""
        return [Place(*one) for one in self.page.evaluate("bench.places()")]

    def found(self, places: Sequence[Place], *, by: Literal["id", "number"] = "id") -> list[Place]:
        """What stands there in this book: the part is known by the id that the CFI asserts, or by its number in the spine."""
        call = "found" if by == "id" else "reached"
        got = self.page.evaluate(f"bench.{call}({json.dumps([one.cfi for one in places])})")
        return [Place(part, one.cfi, words) for one, (part, words) in zip(places, got, strict=True)]

    def faults(self) -> list[str]:
        """Errors that the browser has told of since the book was opened."""
        self._gather()
        return [said for said in self._heard if not any(known in said for known in LOOKED_FOR)]

    def _gather(self) -> None:
        wire = self.page._wire
        self._heard += [said for event in wire._events if (said := _said(event))]
        wire.forget(self.page._session)

    def _asked(self, script: str) -> Any:
        """The value of a script; what the browser tells of meanwhile is kept."""
        value = self.page.evaluate(script)
        self._gather()
        return value


class ReaderBench:
    """A browser and a server for many books."""

    def __init__(self, browser: Browser, server: BookServer) -> None:
        """Take over what is started."""
        self._browser, self._server = browser, server
        self._page: BrowserPage | None = None

    def open(self, reader: str, book: Path, facts: dict[str, Any], size: tuple[int, int] = SCREEN) -> OpenBook:
        """Open a book; what was open before is closed."""
        page = self._page = self._page or self._new_page()
        page.resize(*size)
        page.go(self._server.address(reader, book, facts))
        page.wait("!!(window.bench || window.fault)", 60)
        assert page.evaluate("window.fault") is None, page.evaluate("window.fault")
        return OpenBook(page, reader)

    def _new_page(self) -> BrowserPage:
        page = self._browser.page(*SCREEN)
        page._call("Log.enable")
        return page


@contextmanager
def reader_bench() -> Iterator[ReaderBench]:
    """For the length of a ``with`` block."""
    with BookServer() as server, Browser(seconds=120) as browser:
        yield ReaderBench(browser, server)


def _take(walk: Walk, shown: dict[str, Any]) -> None:
    pictures = {int(number): share for number, share in shown["pictures"]}
    walk.pages.append(ShownPage(shown["part"], shown["fill"], pictures, tuple(shown["captions"])))
    walk.vertical.add(shown["vertical"])
    if "shapes" in shown:
        walk.shapes.setdefault(shown["part"], {}).update(shown["shapes"])
        walk.notes.setdefault(shown["part"], []).extend(shown["notes"])


def _said(event: Any) -> str:
    """The words of an event that tells of an error; empty for others."""
    given = event.get("params", {})
    match event.get("method"):
        case "Runtime.exceptionThrown":
            details = given["exceptionDetails"]
            return str(details.get("exception", {}).get("description") or details.get("text"))
        case "Runtime.consoleAPICalled" if given["type"] in ("error", "assert"):
            return " ".join(str(one.get("value", one.get("description", ""))) for one in given["args"])
        case "Log.entryAdded" if given["entry"]["level"] == "error":
            return f"{given['entry']['text']} {given['entry'].get('url', '')} "
    return ""
