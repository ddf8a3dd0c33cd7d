# SPDX-License-Identifier: AGPL-3.0-or-later
"""What exporters take and give: the shapes that a plug-in needs to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from epubgen.errors import Finding, Location

__all__ = ["Artifact", "Delivery", "Exporter", "Secrets", "Sent", "Setting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A finished file of an issue, ready to be sent."""

    path: Path
    """The file on disk; an exporter reads it and never changes it."""
    edition: str
    """Name of the edition: ``kindle``."""
    media_type: str
    """``application/epub+zip``, or that of another format."""
    size: int
    """Bytes."""
    sha256: str
    publication: str
    """Id of the publication: ``xizhou-daily``."""
    title: str
    """Title of the edition, as in its metadata."""
    language: str
    day: date
    """Day of the issue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A setting that an exporter takes from ``publication.yaml``."""

    name: str
    """As it is typed there: ``server``."""
    required: bool = False
    default: str = ""
    choices: tuple[str, ...] = ()
    """The only values it can have; empty: any text."""
    about_en: str = ""
    """What it is for, in a few words: the documentation prints it."""
    about_zh: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One way that parcels go: settings are complete (defaults filled in) and known to the exporter."""

    name: str
    """In the receipt, and in the names of its secrets."""
    settings: Mapping[str, str]
    at: Mapping[str, Location]
    """Where each setting stands in ``publication.yaml``; ``""`` is the delivery itself."""

    def place(self, setting: str = "") -> Location | None:
        """Where a setting stands, else where the delivery stands."""
        return self.at.get(setting) or self.at.get("")


class Secrets(Protocol):
    """Passwords. They come from the environment or the keyring, and go into no file, log, receipt or message."""

    def get(self, delivery: str, name: str = "password") -> str:
        """The secret, or an empty text: ``EPUBGEN_<DELIVERY>_<NAME>`` in capitals, else the system's keyring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What can be said of a delivery that did not fail: no more than is known."""

    where: str
    """The place without secrets: a path, ``smtp://mail.example:587``, an address."""
    key: str = "ui.sent"
    """Row of the message table that says what happened: "accepted by the mail server", "copied"."""
    args: tuple[tuple[str, str], ...] = ()


class Exporter(Protocol):
    """A way to deliver; the built-in ones and those of the entry point group ``epubgen.exporters``."""

    name: str
    """As ``to:`` names it: ``folder``."""
    settings: tuple[Setting, ...]
    secrets: tuple[str, ...]
    """Names of the secrets that it may ask for."""

    def check(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> tuple[Finding, ...]:
        """What would stop the delivery or deserves a look, without sending anything: sizes, values, missing secrets.

        With no parcels: what can be said before anything is built.
        """

    def deliver(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> Sent:
        """Send all parcels of one issue; sending the same again does no harm.

        Raises:
            DeliveryError: it did not arrive; the cure is in the finding.
        """
