# SPDX-License-Identifier: AGPL-3.0-or-later
"""Work counted in calls, not in seconds: the same on every machine, however busy."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time
from types import FrameType

GROWTH = 2.3
"""What may be twice as large may cost so many times as much."""
HANG = 60.0
"""Seconds."""
START = 2_000
"""Calls that do not grow: imports at the first use, tables."""


def examples(full: int) -> int:
    """How many random inputs a test tries: a fifth of them in a day's run, all of them in ``scripts/test --all``."""
    return full if os.environ.get("EPUBGEN_TEST_ALL") else max(1, full // 5)


class TooMuchWorkError(AssertionError):
    """More calls than were allowed."""


def calls(work: Callable[[], object], most: int = sys.maxsize) -> int:
    """How many functions a piece of work calls, those of C counted; it is cut short above ``most``."""
    count = 0

    def counted(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")
        if count > most:
            sys.setprofile(None)
            raise TooMuchWorkError(f"more than {most} calls")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@contextmanager
def guarded_from_hanging() -> Iterator[None]:
    """Fails above a minute of processor time: a hundred times what the work takes, so load does not matter.

    Calls do not show what happens inside one call of C, such as a pattern that runs away.
    """
    start = process_time()
    yield
    assert process_time() - start < HANG


def assert_linear(work: Callable[[int], object], size: int) -> None:
    """Twice the input costs about twice the calls, and no more; in a day's run with half the size."""
    size = size if os.environ.get("EPUBGEN_TEST_ALL") else size // 2
    work(size // 10)
    once = calls(lambda: work(size))
    calls(lambda: work(2 * size), most=int(once * GROWTH) + START)
