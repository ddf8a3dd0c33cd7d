# SPDX-License-Identifier: AGPL-3.0-or-later
"""Processes that build issues, and end when the process that started them ends, however that ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import types
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

__all__ = ["BuildPool", "cores", "process_pool"]

T = TypeVar("T")


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class BuildPool(ProcessPoolExecutor):
    """A pool whose processes do not run the caller's script again: what they do stands in modules of ours."""

    def submit(self, fn: Callable[..., T], /, *args: object, **kwargs: object) -> Future[T]:
        """Hand a call to a process; it is here that processes are started."""
        with _hidden_script():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def _hidden_script() -> Iterator[None]:
    """Let a new process find no script to import: one without ``if __name__ == "__main__"`` would begin anew in it."""
    script = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


def process_pool(jobs: int) -> BuildPool:
    """A pool of so many processes.

    They are forked, where the system can, from a process of one thread that has loaded what a build needs; so cover
    fonts and tables of characters are loaded once a process, and nothing of the caller's threads is copied.
    """
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(["epubgen.back_file.batch.work"])
    return BuildPool(jobs, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Leave Ctrl-C to the process that started this one, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process waits for work on a pipe that its siblings hold open, too: it would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
