# SPDX-License-Identifier: AGPL-3.0-or-later
"""Delivers the newest issue into a folder under a name that never changes, so that a link to it stays good."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from epubgen.plugins import (
    Artifact,
    Delivery,
    DeliveryError,
    DeliverySetting,
    Finding,
    Row,
    Secrets,
    Sent,
    Severity,
    finding,
    register_messages,
)

register_messages(
    Row(
        "LATEST-01",
        Severity.ERROR,
        "the folder {folder} for the newest issue is not there",
        "存放最新一期的文件夹 {folder} 不存在",
        "make the folder, or change the path under settings",
        "请建立这个文件夹，或修改 settings 里的 path",
    ),
    Row(
        "LATEST-02",
        Severity.ERROR,
        "{file} cannot be written: {why}",
        "无法写入 {file}：{why}",
        "look at the rights of the folder and at the space on the disk",
        "请检查文件夹权限和磁盘空间",
    ),
    Row("LATEST-10", Severity.INFO, "newest issue put in place: {files}", "已放好最新一期：{files}"),
)


class LatestExporter:
    """Copies each file of the issue to ``<publication>-<edition>.<ending>``."""

    name = "latest"
    settings: tuple[DeliverySetting, ...] = (
        DeliverySetting(
            name="path",
            required=True,
            about_en="the folder; a relative one starts where `publication.yaml` lies",
            about_zh="目标文件夹；相对路径以 `publication.yaml` 所在文件夹为准",
        ),
    )
    secrets: tuple[str, ...] = ()

    def check(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> tuple[Finding, ...]:  # noqa: ARG002 - the shape of exporters
        """LATEST-01 the folder is not there."""
        folder = _folder(delivery)
        return () if folder.is_dir() else (finding("LATEST-01", delivery.place("path"), folder=folder),)

    def deliver(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> Sent:
        """Put each file in place in one step; the same again does no harm.

        Raises:
            DeliveryError: LATEST-01, LATEST-02.
        """
        if faults := self.check(parcels, delivery, secrets):
            raise DeliveryError(*faults)
        folder = _folder(delivery)
        names = [f"{one.publication}-{one.edition}{''.join(one.path.suffixes[-1:])}" for one in parcels]
        for one, name in zip(parcels, names, strict=True):
            draft = folder / f".{name}.part"
            try:
                shutil.copyfile(one.path, draft)
                os.replace(draft, folder / name)  # noqa: PTH105 - in one step
            except OSError as error:
                draft.unlink(missing_ok=True)
                fault = finding("LATEST-02", delivery.place("path"), file=folder / name, why=error.strerror or error)
                raise DeliveryError(fault) from error
        return Sent(where=str(folder), key="LATEST-10", args=(("files", ", ".join(names)),))


def _folder(delivery: Delivery) -> Path:
    at = delivery.place("path")
    return (Path(at.file).parent if at else Path()) / delivery.settings["path"]


EXPORTER = LatestExporter()
