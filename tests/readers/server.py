# SPDX-License-Identifier: AGPL-3.0-or-later
"""Serves the bench to the browser: its scripts, the packages of the readers, and the books, packed and file by file."""

from __future__ import annotations

import json
import mimetypes
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from tests.readers.packages import HERE, home

TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".epub": "application/epub+zip",
}


class BookServer:
    """For the length of a ``with`` block, on this computer alone."""

    def __init__(self) -> None:
        self._books: list[tuple[Path, dict[str, Any]]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def address(self, reader: str, book: Path, facts: dict[str, Any]) -> str:
        """Where a reader opens a book; ``facts`` are handed to the module of the reader."""
        self._books.append((book, facts))
        number = len(self._books) - 1
        return f"http://127.0.0.1:{self._server.server_port}/bench/bench.html?reader={reader}&book={number}"

    def content(self, address: str) -> bytes | None:
        """What stands at an address; nothing where nothing does."""
        _, place, *rest = unquote(urlsplit(address).path).split("/")
        if place == "bench":
            return _read(HERE, *rest)
        if place == "packages":
            return _read(home() / "node_modules", *rest)
        if place == "books":
            return self._of_book(int(rest[0]), "/".join(rest[1:]))
        return b"" if place == "favicon.ico" else None

    def _of_book(self, number: int, name: str) -> bytes | None:
        book, facts = self._books[number]
        base = f"/books/{number}/files/"
        if name == "facts.json":
            return json.dumps(
                {**facts, "file": f"/books/{number}/{book.name}", "base": base, "name": book.name}
            ).encode()
        if name == book.name:
            return book.read_bytes()
        with zipfile.ZipFile(book) as archive:
            member = name.removeprefix("files/")
            return archive.read(member) if member in archive.namelist() else None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._answer(body=True)

            def do_HEAD(self) -> None:
                self._answer(body=False)

            def _answer(self, *, body: bool) -> None:
                content = server.content(self.path)
                suffix = Path(urlsplit(self.path).path).suffix
                self.send_response(404 if content is None else 200)
                self.send_header(
                    "Content-Type", TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
                )
                self.send_header("Content-Length", str(len(content or b"")))
                self.end_headers()
                if body:
                    self.wfile.write(content or b"")

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
                pass

        return Handler


def _read(folder: Path, *names: str) -> bytes | None:
    path = folder.joinpath(*names).resolve()
    return path.read_bytes() if path.is_file() and path.is_relative_to(folder.resolve()) else None
