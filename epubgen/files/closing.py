# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds files, connections or threads until it is closed, and is closed by a ``with`` block."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

__all__ = ["Closable"]


class Closable(ABC):
    """Base of classes with ``close``: a ``with`` block gives the object, and closes it at its end."""

    __slots__ = ()

    @abstractmethod
    def close(self) -> None:
        """Give up what the object holds."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
