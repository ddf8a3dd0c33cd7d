"""One row of the table of inputs."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class InputCase:
    """One input and its right reading.

    ``kind`` groups neighbours ("angle brackets"); a kind has at least six rows. ``read`` takes ``source`` and returns
    what is compared with ``expected``: the text, the runs, the codes of the findings, whatever the kind is about.
    """

    kind: str
    source: str
    read: Callable[[str], object]
    expected: object
