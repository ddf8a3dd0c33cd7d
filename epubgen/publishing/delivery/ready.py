# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a delivery can begin: what stops it, and a built file that cannot be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from epubgen.errors import DeliveryError, Finding, Severity, ToolError, finding
from epubgen.publishing.delivery.artifact import Artifact, Delivery
from epubgen.publishing.delivery.pattern import file_names

__all__ = ["confirm", "hold_back", "name_faults", "names_of", "unreadable"]


def names_of(parcels: Sequence[Artifact], delivery: Delivery) -> tuple[str, ...]:
    """The names of the parcels by the ``pattern`` of the delivery.

    Raises:
        DeliveryError: EG061 the pattern cannot be used.
    """
    return file_names(parcels, delivery.settings["pattern"], delivery.place("pattern"))


def name_faults(parcels: Sequence[Artifact], delivery: Delivery) -> tuple[Finding, ...]:
    """What keeps the parcels from their names."""
    try:
        names_of(parcels, delivery)
    except DeliveryError as error:
        return error.findings
    return ()


def hold_back(found: Iterable[Finding]) -> None:
    """Stop a delivery for what ``check`` found.

    Raises:
        ToolError: EG066 a library is missing. DeliveryError: any other error.
    """
    faults = [fault for fault in found if fault.severity is Severity.ERROR]
    if faults:
        raise (ToolError if any(fault.code == "EG066" for fault in faults) else DeliveryError)(*faults)


def confirm(parcel: Artifact, delivery: Delivery) -> None:
    """Hold a file against what was built, before a library reads it.

    Raises:
        DeliveryError: EG062.parcel it cannot be read; EG062.changed it is another.
    """
    try:
        with parcel.path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(parcel, delivery, error) from error
    if found != parcel.sha256:
        raise DeliveryError(finding("EG062.changed", delivery.place(), "", file=parcel.path))


def unreadable(parcel: Artifact, delivery: Delivery, error: OSError) -> DeliveryError:
    """EG062.parcel: a file that was built and cannot be read any more."""
    why = error.strerror or error
    return DeliveryError(finding("EG062.parcel", delivery.place(), "", file=parcel.path, why=why))
