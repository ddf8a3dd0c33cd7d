# SPDX-License-Identifier: AGPL-3.0-or-later
"""The shape of a preflight rule, what it is held to know of an EPUB, and the targets that there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar, get_args

from epubgen.errors import Finding, Severity
from epubgen.options import Device
from epubgen.validation.book import EpubBook
from epubgen.validation.preflight.styles import ParsedStyles

__all__ = ["TARGETS", "PreflightContext", "Rule", "RuleFunction", "weights"]

TARGETS: tuple[str, ...] = get_args(Device)
"""``generic`` is any reader; ``boox`` stands for KOReader and CrossPoint too."""
_LETTERS = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.INFO}

T = TypeVar("T")


@dataclass(frozen=True)
class PreflightContext:
    """A book on its way to a target, and what rules of one document need to know of the others."""

    book: EpubBook
    target: str
    sheets: tuple[ParsedStyles, ...] = ()
    bodies: dict[str, str] = field(default_factory=dict)
    """The id of the ``body`` of a document, by member: filled while the documents are read."""


RuleFunction = Callable[[PreflightContext, T], Iterator[Finding]]


@dataclass(frozen=True)
class Rule(Generic[T]):
    """A rule: its row of the message table, the function that looks, how much it weighs for each target."""

    key: str
    look: RuleFunction[T]
    weights: Mapping[str, Severity]

    @property
    def code(self) -> str:
        """``K12`` of ``K12.format``."""
        return self.key.partition(".")[0]


def weights(words: str) -> Mapping[str, Severity]:
    """``kindle:E kobo:W``: a letter for each target that the rule belongs to."""
    return {target: _LETTERS[letter] for target, _, letter in (word.partition(":") for word in words.split())}
