# SPDX-License-Identifier: AGPL-3.0-or-later
"""Starts and stops the server."""

from __future__ import annotations

import os
import socket
import time
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from epubgen.back_file.catalog.places import checked_address
from epubgen.back_file.catalog.state import read_state
from epubgen.errors import Location, OptionsError, ToolError, finding
from epubgen.files.closing import Closable
from epubgen.files.disk_errors import reason

if TYPE_CHECKING:
    from uvicorn import Server

__all__ = ["LibraryServer", "serve"]

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_MOST_CONNECTIONS = 400
_STARTING = 10.0


class LibraryServer(Closable):
    """A server that runs until it is closed; a context manager."""

    def __init__(self, server: Server, bound: socket.socket, address: str) -> None:
        self.address = address
        """Where readers find the catalogue."""
        self.port = int(bound.getsockname()[1])
        """At which it listens."""
        self._server, self._socket, self._closed = server, bound, Event()
        self._thread = Thread(target=server.run, args=([bound],), name="epubgen-library", daemon=True)
        self._thread.start()
        ends = time.monotonic() + _STARTING
        while not server.started and self._thread.is_alive() and time.monotonic() < ends:
            self._closed.wait(0.01)

    def wait(self) -> None:
        """Wait until the server is closed."""
        while not self._closed.wait(0.5):  # in steps: a signal must get through
            pass

    def close(self) -> None:
        """Stop the server."""
        self._server.should_exit = True
        self._thread.join(5)
        self._server.force_exit = True
        self._socket.close()
        self._closed.set()


def serve(
    folder: str | os.PathLike[str], *, host: str = "127.0.0.1", port: int = 8000, base_url: str = ""
) -> LibraryServer:
    """Serve a catalogue that ``catalog`` wrote: feeds, web pages, EPUBs, and a search. The server is read-only.

    Args:
        folder: the folder of the catalogue, with the EPUBs in it.
        host: the address of this computer to listen on. Any other than the loopback address lets other computers in.
        port: the port. 0: any that is free.
        base_url: the address that readers use, if a server in front has another one.

    Returns:
        The running server. ``close``, or the end of a ``with`` block, stops it. ``address`` is the address for readers.

    Raises:
        OptionsError: EG003 no such folder; EG120 ``base_url`` is no address; EG128 no catalogue; EG129 the port cannot
            be used. ToolError: EG127 the extra ``serve`` is missing.
    """
    home = Path(folder)
    if not home.is_dir():
        raise OptionsError(finding("EG003", Location(str(home)), "", name=home))
    if not (find_spec("starlette") and find_spec("uvicorn")):
        raise ToolError(finding("EG127"))
    if not read_state(home).base_url:
        raise OptionsError(finding("EG128", Location(str(home)), ""))
    told = checked_address("base_url", base_url) if base_url else ""
    bound = _bound(host, port)
    port = int(bound.getsockname()[1])
    shown = f"[{host}]" if ":" in host else host
    address = told or f"http://{shown}:{port}/"
    return LibraryServer(_server(home, address, host, port), bound, address)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name != "nt":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(128)
    except (OSError, OverflowError) as error:
        bound.close()
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise OptionsError(finding("EG129", None, "port", host=host, port=port, why=why)) from error
    return bound


def _server(home: Path, address: str, host: str, port: int) -> Server:
    import uvicorn  # noqa: PLC0415 - an extra

    from epubgen.back_file.serving.application import application, names_of  # noqa: PLC0415 - an extra
    from epubgen.back_file.serving.impatient import ImpatientProtocol  # noqa: PLC0415 - an extra

    hosts = names_of(address, port) if host in _LOOPBACK else frozenset[str]()
    settings = uvicorn.Config(
        application(home, address, hosts),
        http=ImpatientProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=15,
        h11_max_incomplete_event_size=16_384,
        timeout_graceful_shutdown=3,
    )
    return uvicorn.Server(settings)
