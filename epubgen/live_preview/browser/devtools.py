# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sends commands and receives events of the DevTools protocol over one WebSocket.

Source: chromedevtools.github.io/devtools-protocol.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from epubgen.errors import Location, ToolError, finding

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

_KEPT = 1000
"""Events that are kept until something waits for them; older ones are dropped."""


Guard = Callable[[Mapping[str, Any]], bool]
"""Returns whether a request of a page is allowed."""


class DevToolsError(Exception):
    """The browser refused a command; holds its message."""


class DevToolsConnection:
    """The connection to a browser; each command waits for its answer before the next one is sent."""

    def __init__(self, address: str, program: str, seconds: float) -> None:
        """Connect.

        Args:
            address: the address of the WebSocket.
            program: the name of the browser in findings.
            seconds: how long the browser may take for a command.

        Raises:
            ToolError: EG031.lost the browser does not answer, EG032 the library ``websockets`` is not installed.
        """
        self._program, self._seconds = program, seconds
        self._numbers = itertools.count(1)
        self._events: list[Mapping[str, Any]] = []
        self._guards: dict[str, Guard] = {}
        self._open = ExitStack()
        self._socket = self._connected(address)

    def _connected(self, address: str) -> ClientConnection:
        try:
            from websockets.exceptions import WebSocketException  # noqa: PLC0415 - of the extra `preview`
            from websockets.sync.client import connect  # noqa: PLC0415 - the same
        except ImportError as error:
            raise ToolError(finding("EG032")) from error
        asked = {"compression": None, "max_size": None, "ping_interval": None, "proxy": None}
        try:
            return self._open.enter_context(connect(address, open_timeout=self._seconds, **asked))
        except (OSError, ValueError, WebSocketException) as error:
            raise self._lost(error) from error

    def call(self, method: str, session: str = "", /, **parameters: object) -> dict[str, Any]:
        """Send a command and return the answer.

        Raises:
            RefusedError: the browser refused the command.
            ToolError: EG031.lost the browser does not answer, or not in time.
        """
        number = next(self._numbers)
        order: dict[str, object] = {"id": number, "method": method, "params": parameters}
        self._send(order | ({"sessionId": session} if session else {}))
        end = time.monotonic() + self._seconds
        while (message := self._receive(end)).get("id") != number:
            self._keep(message)
        if "error" in message:
            raise DevToolsError(str(message["error"].get("message", "")))
        answer: dict[str, Any] = message.get("result", {})
        return answer

    def guard(self, session: str, guard: Guard) -> None:
        """Call this guard for every request of a session that waits for permission (``Fetch.enable``)."""
        self._guards[session] = guard

    def forget(self, session: str) -> None:
        """Drop the events of a session that have arrived so far."""
        self._events = [event for event in self._events if event.get("sessionId") != session]

    def event(self, method: str, session: str) -> Mapping[str, Any]:
        """Return the first event that has arrived, or wait for it.

        Raises:
            ToolError: EG031.lost the event does not arrive in time.
        """
        end = time.monotonic() + self._seconds
        while True:
            for place, event in enumerate(self._events):
                if event.get("method") == method and event.get("sessionId") == session:
                    return self._events.pop(place).get("params", {})  # type: ignore[no-any-return]
            self._keep(self._receive(end))

    def _keep(self, message: Mapping[str, Any]) -> None:
        if "method" in message:
            self._events = [*self._events[-_KEPT:], message]

    def close(self) -> None:
        """End the connection."""
        self._open.close()

    def _send(self, order: Mapping[str, object]) -> None:
        from websockets.exceptions import WebSocketException  # noqa: PLC0415 - of the extra `preview`

        try:
            self._socket.send(json.dumps(order))
        except (OSError, WebSocketException) as error:
            raise self._lost(error) from error

    def _receive(self, end: float) -> dict[str, Any]:
        from websockets.exceptions import WebSocketException  # noqa: PLC0415 - of the extra `preview`

        try:
            message = json.loads(self._socket.recv(timeout=max(0.0, end - time.monotonic())))
        except (OSError, ValueError, WebSocketException) as error:
            raise self._lost(error) from error
        if not isinstance(message, dict):
            return {}
        if message.get("method") == "Fetch.requestPaused":
            self._answer(message)
            return {}
        return message

    def _answer(self, paused: Mapping[str, Any]) -> None:
        """Allow a request unless the guard of its session refuses it; the browser's answer is ignored."""
        session, request = paused.get("sessionId", ""), paused["params"]
        guard, message = self._guards.get(session), {"requestId": request["requestId"]}
        method = "Fetch.continueRequest"
        if guard and not guard(request):
            method, message = "Fetch.failRequest", message | {"errorReason": "Aborted"}
        self._send({"id": next(self._numbers), "sessionId": session, "method": method, "params": message})

    def _lost(self, error: Exception) -> ToolError:
        return ToolError(finding("EG031.lost", Location(self._program), why=str(error) or type(error).__name__))
