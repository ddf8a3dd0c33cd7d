# SPDX-License-Identifier: AGPL-3.0-or-later
"""Delivers into a folder: a network disk, a synchronised folder, an e-reader on a cable.

A file appears under its name only when it is complete. The folder itself is never created: if a drive is not plugged
in, a folder of that name must not appear on the computer's own disk.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from epubgen.errors import DeliveryError, Finding, finding
from epubgen.files.atomic import drafted
from epubgen.files.disk_errors import disk_finding
from epubgen.publishing.delivery.exporter import Artifact, Delivery, DeliverySetting, Secrets, Sent
from epubgen.publishing.delivery.file_names import names_of, unreadable

__all__ = ["EXPORTER", "FolderExporter"]

_BLOCK = 1 << 20


class FolderExporter:
    """Copies the files of an issue into a folder."""

    name = "folder"
    settings: tuple[DeliverySetting, ...] = (
        DeliverySetting(
            name="path",
            required=True,
            about_en="the folder; it must be there. A relative one starts where `publication.yaml` lies",
            about_zh="目标文件夹，必须已经存在；相对路径以 `publication.yaml` 所在文件夹为准",
        ),
        DeliverySetting(
            name="pattern",
            default="{title}_{date}",
            about_en="the name of each file, without its ending; `/` makes folders",
            about_zh="文件名的样式，不写扩展名；`/` 表示子文件夹",
        ),
    )
    secrets: tuple[str, ...] = ()

    def check(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> tuple[Finding, ...]:  # noqa: ARG002 - the shape of exporters
        """Return EG061 for a wrong pattern, EG062 for a missing folder or a disk that is too small."""
        try:
            names = names_of(parcels, delivery)
            root = _root(delivery)
            with _told(root, delivery):
                new = [one for one, name in zip(parcels, names, strict=True) if _length(root / name) != one.size]
                free = shutil.disk_usage(root).free
        except DeliveryError as error:
            return error.findings
        if sum(parcel.size for parcel in new) > free:
            return (finding("EG062.full", delivery.place("path"), "settings.path", folder=root),)
        return ()

    def deliver(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> Sent:  # noqa: ARG002 - as above
        """Copy each file that is not there yet.

        Raises:
            DeliveryError: EG061 the pattern cannot be used; EG062 the folder or a file cannot be used.
        """
        names = names_of(parcels, delivery)
        root = _root(delivery)
        copied = [_put(parcel, root, name, delivery) for parcel, name in zip(parcels, names, strict=True)]
        key = "ui.sent.folder" if any(copied) else "ui.sent.folder.there"
        return Sent(where=str(root), key=key, args=(("files", ", ".join(names)),))


EXPORTER = FolderExporter()


def _root(delivery: Delivery) -> Path:
    """Return the folder of the delivery.

    Raises:
        DeliveryError: EG062.missing it is not there.
    """
    typed, at = Path(delivery.settings["path"]), delivery.place("path")
    with suppress(RuntimeError):  # there is no home that ~ could mean: such a folder is missing, as any other
        typed = typed.expanduser()
    root = (Path(at.file).parent if at else Path()) / typed
    if not root.is_dir():
        raise DeliveryError(finding("EG062.missing", at, "settings.path", folder=root))
    return root


def _put(parcel: Artifact, root: Path, name: str, delivery: Delivery) -> bool:
    """Copy a file unless the same bytes are there already; return whether it was copied."""
    target = root / name
    with _told(target, delivery), _opened(parcel, delivery) as source:
        if not Path(os.path.realpath(target.parent)).is_relative_to(os.path.realpath(root)):
            raise DeliveryError(finding("EG062.outside", delivery.place("pattern"), "", file=target))
        if target.exists() and not target.is_file():
            raise DeliveryError(finding("EG062.taken", delivery.place("path"), "", file=target))
        if _holds(target, parcel):
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(source, target, parcel, delivery)
    return True


def _copy(source: IO[bytes], target: Path, parcel: Artifact, delivery: Delivery) -> None:
    """Copy through a temporary file beside the target.

    A symbolic link there is replaced; what it points to stays unchanged.
    """
    digest = hashlib.sha256()
    with drafted(target) as draft:
        with draft.open("xb") as stream:
            while block := source.read(_BLOCK):
                digest.update(block)
                stream.write(block)
            stream.flush()
            os.fsync(stream.fileno())
        if digest.hexdigest() != parcel.sha256:
            raise DeliveryError(finding("EG062.changed", delivery.place(), "", file=parcel.path))


def _holds(path: Path, parcel: Artifact) -> bool:
    """Return whether a file has the bytes of an artifact."""
    if _length(path) != parcel.size:
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == parcel.sha256


def _length(path: Path) -> int:
    """Return the size of a file in bytes; -1 if there is none."""
    return path.stat().st_size if path.is_file() else -1


@contextmanager
def _opened(parcel: Artifact, delivery: Delivery) -> Iterator[IO[bytes]]:
    try:
        stream = parcel.path.open("rb")
    except OSError as error:
        raise unreadable(parcel, delivery, error) from error
    with stream:
        yield stream


@contextmanager
def _told(target: Path, delivery: Delivery) -> Iterator[None]:
    """Turn an ``OSError`` of the block into the EG062 finding for its cause."""
    try:
        yield
    except OSError as error:
        found = disk_finding("EG062", error, delivery.place("path"), file=target, folder=target.parent)
        raise DeliveryError(found) from error
