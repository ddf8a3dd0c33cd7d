# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs a batch on a Dask cluster. The scheduler hands issues to workers, and again when a worker is lost."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from epubgen.errors import Location, ToolError, finding

__all__ = ["dask_executor"]

_PATIENCE = 30
"""Seconds in which the scheduler must answer."""


@contextmanager
def dask_executor(address: str) -> Iterator[tuple[Executor, int]]:
    """Return an executor on a cluster, and the number of issues it can build at once.

    Args:
        address: the address of the scheduler: ``tcp://127.0.0.1:8786``.

    Raises:
        ToolError: EG107.dask the library is missing; EG107.scheduler nothing answers.
    """
    try:
        import distributed  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ToolError(finding("EG107.dask")) from error
    library: Any = distributed  # it has types for some functions only
    try:
        client = library.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        why = str(error) or type(error).__name__
        raise ToolError(finding("EG107.scheduler", Location(address), "", why=why)) from error
    with client:
        threads = sum(client.nthreads().values())
        yield client.get_executor(pure=False, retries=2), max(1, threads)
