# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: failures of options, tools, packing and our own bugs: codes EGnnn."""

from __future__ import annotations

from epubgen.messages.row import E, I, Row, W

ROWS: tuple[Row, ...] = (
    Row(
        "EG007",
        E,
        "there is no theme ‘{name}’; there are: {known}",
        "没有名为“{name}”的版式；可用的有：{known}",
        "did you mean ‘{near}’?",
        "是不是想用“{near}”？",
    ),
    Row(
        "EG008",
        E,
        "the style sheet cannot be read: {why}",
        "无法读取样式表：{why}",
        "check the path after --css",
        "请检查 --css 后面的路径",
    ),
    Row(
        "EG050",
        E,
        "encoded photos cannot be stored: {why}",
        "无法保存处理好的图片：{why}",
        "check that the folder can be written and the disk has room",
        "请检查文件夹是否可写、磁盘是否有空间",
    ),
)
