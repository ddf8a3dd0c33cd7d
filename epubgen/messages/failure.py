# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: failures of options, tools, packing and our own bugs: codes EGnnn."""

from __future__ import annotations

from epubgen.messages.row import E, I, Row, W

ROWS: tuple[Row, ...] = (
    Row(
        "EG050",
        E,
        "encoded photos cannot be stored: {why}",
        "无法保存处理好的图片：{why}",
        "check that the folder can be written and the disk has room",
        "请检查文件夹是否可写、磁盘是否有空间",
    ),
)
