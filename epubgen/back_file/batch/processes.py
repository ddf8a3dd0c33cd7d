# SPDX-License-Identifier: AGPL-3.0-or-later
"""Processes that build issues. They end when the process that started them ends, for whatever reason."""

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
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class BuildPool(ProcessPoolExecutor):
    """A pool whose processes do not import the caller's script, because the work lies in modules of epubgen."""

    def submit(self, fn: Callable[..., T], /, *args: object, **kwargs: object) -> Future[T]:
        """Submit a call. Processes are started here."""
        with _hidden_script():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def _hidden_script() -> Iterator[None]:
    """Hide the caller's script from new processes.

    Without ``if __name__ == "__main__"`` it would run again in each of them.
    """
    script = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


def process_pool(jobs: int) -> BuildPool:
    """Return a pool with that many processes.

    If the system allows it, they are forked from a process with one thread that has loaded what a build needs. So cover
    fonts and tables of characters are loaded once, and no thread of the caller is copied.
    """
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(["epubgen.back_file.batch.work"])
    return BuildPool(jobs, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Ignore Ctrl-C, which the parent process handles, and end together with the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when its parent ends. It would wait for ever on a pipe that its siblings hold open, too."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
