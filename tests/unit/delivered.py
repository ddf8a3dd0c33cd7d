# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parcels and secrets for the tests of exporters."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from epubgen.errors import Location
from epubgen.publishing.delivery import Artifact, Delivery, complete, find_exporter, keyring_name

SHEET = "publication.yaml"


def parcel(folder: Path, name: str = "kindle.epub", data: bytes = b"PK\x03\x04 an issue", **facts: object) -> Artifact:
    """A file on disk, as ``publish`` hands it over."""
    path = folder / name
    path.write_bytes(data)
    known: dict[str, object] = {
        "path": path,
        "edition": "kindle",
        "media_type": "application/epub+zip",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "publication": "xizhou-daily",
        "title": "汐州日报 2026-04-17 总第12482期",
        "language": "zh-Hans-CN",
        "day": date(2026, 4, 17),
    }
    return Artifact(**{**known, **facts})  # type: ignore[arg-type]


def delivery(exporter: str, at: str = SHEET, **settings: str) -> Delivery:
    """A delivery whose settings stand in a file, one a line."""
    typed = {name.rstrip("_"): value for name, value in settings.items()}
    places = {name: Location(at, line) for line, name in enumerate(["", *typed], start=1)}
    return complete(find_exporter(exporter), "night-mail", typed, places)


class Secrets:
    """Secrets as a table, by the user of the keyring or by their names alone."""

    def __init__(self, known: Mapping[str, str] | None = None) -> None:
        self.known = dict(known or {})

    def get(self, delivery: str, name: str = "password") -> str:
        return self.known.get(keyring_name(delivery, name)) or self.known.get(name, "")
