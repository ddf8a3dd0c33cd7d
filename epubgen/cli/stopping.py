# SPDX-License-Identifier: AGPL-3.0-or-later
"""A run that is told to stop: by Ctrl-C, by ``kill``, by a terminal that is closed."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGTERM", "SIGHUP")
"""Signals that would end Python at once: a browser that it has started would run on for ever. Windows lacks one."""


@contextmanager
def stoppable() -> Iterator[None]:
    """These signals end the block as Ctrl-C does; one that is ignored, as ``nohup`` has it, stays so."""
    known = [found for name in _NAMES if (found := getattr(signal, name, None)) is not None]
    in_main = threading.current_thread() is threading.main_thread()  # no other thread may set them
    taken = [number for number in known if in_main and signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def _stop(number: int, _: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)  # a second one must not cut the tidying short
    raise KeyboardInterrupt
