# SPDX-License-Identifier: AGPL-3.0-or-later
"""The server of a preview. It serves only this computer and a fixed list of names; writing needs a key."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from threading import Thread
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from epubgen.epub.pages import Part
from epubgen.errors import EpubgenError, OptionsError, finding
from epubgen.files.disk_errors import reason
from epubgen.live_preview.screens import paginate_js
from epubgen.pipeline.live import MODES

__all__ = ["PreviewContent", "PreviewServer"]

HOST = "127.0.0.1"
_WEB = 80
"""The port that browsers leave out of a host name."""
_ALIVE = 15.0
"""Seconds between two comments in a stream without events."""
_CHUNK = 2**16
_KEY, _LARGEST = 24, 2**16
"""Bytes of the key, and of the largest edit."""
_KEY_FIELD = "X-Epubgen-Key"
"""The request header with the key. A cookie would not do: browsers send cookies to every port of a computer."""
ACTS = frozenset(("answer", "change", "photo", "undo"))
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
_JSON, _JPEG = "application/json; charset=utf-8", "image/jpeg"
_FIXED = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Connection": "close",
}
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_BOOK_POLICY = (
    "default-src 'none'; script-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""The policy of documents of the edition: their scripts never run; the page lays them out with a style sheet of its
own.
"""


class PreviewContent(Protocol):
    """The content that a server shows."""

    def state(self, mode: str) -> bytes:
        """Return the state as JSON."""

    def words(self) -> bytes:
        """Return the words of the page as JSON."""

    def story_parts(self, story: str) -> bytes:
        """Return the parts of a story as JSON, with what each can become."""

    def part(self, mode: str, href: str) -> Part | None:
        """Return a part of the edition."""

    def facsimile(self, page: str) -> bytes | None:
        """Return the picture of a printed page."""

    def edit(self, act: str, facts: Mapping[str, object]) -> bytes:
        """Perform an edit and return its result as JSON."""

    def next_serial(self, known: int, seconds: float) -> int | None:
        """Return the next serial; ``None`` at the end."""


class PreviewServer:
    """Answers requests in threads until it is closed.

    Raises:
        OptionsError: EG034 the port cannot be used.
    """

    def __init__(self, shown: PreviewContent, port: int) -> None:
        try:
            self._http = _PreviewHttpServer((HOST, port), _Handler)
        except (OSError, OverflowError) as error:
            why = reason(error) if isinstance(error, OSError) else str(error)
            raise OptionsError(finding("EG034", None, "", port=port, why=why)) from error
        self._http.shown = shown
        self._http.key = secrets.token_urlsafe(_KEY)
        self._thread = Thread(target=self._http.serve_forever, args=(0.05,), name="epubgen-serve", daemon=True)

    @property
    def address(self) -> str:
        """The address of the page."""
        return f"http://{HOST}:{self._http.server_port}/"

    @property
    def key(self) -> str:
        """The key that a page sends with each edit; each server has another one."""
        return self._http.key

    def start(self) -> None:
        """Start answering."""
        self._thread.start()

    def close(self) -> None:
        """Stop answering."""
        if self._thread.is_alive():
            self._http.shutdown()
        self._http.server_close()


class _PreviewHttpServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    shown: PreviewContent
    key: str

    def names(self) -> tuple[str, ...]:
        """The host names by which browsers on this computer may reach the server."""
        port = "" if self.server_port == _WEB else f":{self.server_port}"
        return f"{HOST}{port}", f"localhost{port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Do nothing: a browser that has left, or that does not speak HTTP, does not concern the editor."""


class _Handler(BaseHTTPRequestHandler):
    """Handles one request; the connection ends with its answer."""

    server: _PreviewHttpServer
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "epubgen", ""
    timeout = 60

    def do_GET(self) -> None:
        """Answer a request."""
        self._without_end(self._answer)

    do_HEAD = do_GET  # noqa: N815 - the same

    def do_POST(self) -> None:
        """Perform an edit."""
        self._without_end(self._edit)

    def _without_end(self, answer: Callable[[], None]) -> None:
        """Answer so that neither a browser that leaves nor a fault of ours ends the preview."""
        try:
            answer()
        except (BrokenPipeError, ConnectionResetError, ConnectionAbortedError, TimeoutError):
            self.close_connection = True
        except Exception:  # noqa: BLE001
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Print nothing: the terminal belongs to the editor."""

    def _answer(self) -> None:
        if self.headers.get("Host", "").lower() not in self.server.names():
            self._refuse(HTTPStatus.FORBIDDEN)  # a foreign host name that resolves to this computer (DNS rebinding)
            return
        parts = urlsplit(self.path)
        first, _, rest = parts.path.removeprefix("/").partition("/")
        rooms: Mapping[str, Callable[[str], None]] = {"ui": self._ui, "book": self._book, "facsimile": self._facsimile}
        if parts.path in ("/", "/index.html"):
            self._ui("index.html")
        elif parts.path == "/may-edit.json":
            self._send(json.dumps(self._may_edit()).encode(), _JSON)
        elif first in rooms and rest:
            rooms[first](unquote(rest))
        elif parts.path == "/words.json":
            self._send(self.server.shown.words(), _JSON)
        elif parts.path == "/state.json":
            self._state("".join(parse_qs(parts.query).get("mode", [])[:1]))
        elif parts.path == "/parts.json":
            self._send(self.server.shown.story_parts("".join(parse_qs(parts.query).get("story", [])[:1])), _JSON)
        elif parts.path == "/events":
            self._events()
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def _edit(self) -> None:
        """Perform an edit that comes from our page: same origin, with the key, and JSON of the stated length."""
        host = self.headers.get("Host", "").lower()
        ours = host in self.server.names() and self.headers.get("Origin", "").lower() == f"http://{host}"
        if not (ours and self._may_edit()):
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        act = self.path.removeprefix("/edit/")
        size = self.headers.get("Content-Length", "")
        if self.path == act or act not in ACTS:
            self._refuse(HTTPStatus.NOT_FOUND)
        elif self.headers.get("Content-Type", "") != "application/json" or not size.isascii() or not size.isdecimal():
            self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        elif int(size) > _LARGEST:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            self._perform(act, self.rfile.read(int(size)))

    def _perform(self, act: str, body: bytes) -> None:
        try:
            facts = json.loads(body)
        except (ValueError, RecursionError):
            facts = None
        if isinstance(facts, dict):
            self._send(self.server.shown.edit(act, facts), _JSON)
        else:
            self._refuse(HTTPStatus.BAD_REQUEST)

    def _may_edit(self) -> bool:
        """Return whether the page has sent the key."""
        return secrets.compare_digest(self.headers.get(_KEY_FIELD, "").encode(), self.server.key.encode())

    def _state(self, mode: str) -> None:
        if mode and mode not in MODES:
            self._refuse(HTTPStatus.NOT_FOUND)
        else:
            self._send(self.server.shown.state(mode), _JSON)

    def _ui(self, name: str) -> None:
        data = paginate_js().encode() if name == "paginate.js" else _files().get(name)
        if data is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        else:
            self._send(data, _TYPES[Path(name).suffix], _PAGE_POLICY)

    def _book(self, rest: str) -> None:
        mode, _, href = rest.partition("/")
        try:
            part = self.server.shown.part(mode, href) if mode in MODES else None
        except EpubgenError:
            part = None
        if part is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        elif isinstance(part.data, Path):
            self._send_file(part.data, part.media_type)
        else:
            self._send(part.data, part.media_type, _BOOK_POLICY)

    def _facsimile(self, page: str) -> None:
        data = self.server.shown.facsimile(page)
        if data is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        else:
            self._send(data, _JPEG, _BOOK_POLICY)

    def _events(self) -> None:
        """Send a stream of server-sent events: the serial now, and each following one (HTML §9.2)."""
        self._head(HTTPStatus.OK, "text/event-stream; charset=utf-8", None, "")
        if self.command == "HEAD":
            return
        known: int | None = -1
        while known is not None:
            serial = self.server.shown.next_serial(known, _ALIVE)
            if serial == known:
                self._write(b": still here\n\n")
            elif serial is not None:
                self._write(f"event: state\ndata: {json.dumps({'serial': serial})}\n\n".encode())
            known = serial

    def _write(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def _send(self, data: bytes, media_type: str, policy: str = "") -> None:
        self._head(HTTPStatus.OK, media_type, len(data), policy)
        if self.command != "HEAD":
            self.wfile.write(data)

    def _send_file(self, path: Path, media_type: str) -> None:
        """Send a prepared photo from its file."""
        try:
            file = path.open("rb")
        except OSError:
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        with file:
            self._head(HTTPStatus.OK, media_type, path.stat().st_size, _BOOK_POLICY)
            while self.command != "HEAD" and (chunk := file.read(_CHUNK)):
                self.wfile.write(chunk)

    def _refuse(self, status: HTTPStatus) -> None:
        data = f"{status.value}\n".encode()
        self._head(status, "text/plain; charset=utf-8", len(data), "")
        if self.command != "HEAD":
            self.wfile.write(data)

    def _head(self, status: HTTPStatus, media_type: str, length: int | None, policy: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in _FIXED.items():
            self.send_header(name, value)
        self.send_header("Content-Security-Policy", policy or "default-src 'none'")
        self.end_headers()
        self.close_connection = True


def _files() -> Mapping[str, bytes]:
    """Return the files of the page by name: a fixed list, so that no name can reach another file."""
    folder = resources.files("epubgen.live_preview").joinpath("ui")
    found = (entry for entry in folder.iterdir() if Path(entry.name).suffix in _TYPES) if folder.is_dir() else ()
    return {entry.name: entry.read_bytes() for entry in found}
