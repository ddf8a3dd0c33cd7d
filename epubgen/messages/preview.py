# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: preview: EG033 and EG034, words of the command."""

from __future__ import annotations

from epubgen.messages.row import E, I, Row


def _ui(key: str, en: str, zh: str) -> Row:
    return Row(f"ui.{key}", I, en, zh)


ROWS: tuple[Row, ...] = (
    Row(
        "EG033",
        E,
        "what notices a saved file is not installed",
        "没有安装监视文件改动的组件",
        "pip install 'epubgen-periodicals[preview]'",
        "pip install 'epubgen-periodicals[preview]'",
    ),
    Row(
        "EG034",
        E,
        "the port {port} cannot be used: {why}",
        "端口 {port} 无法使用：{why}",
        "choose another number with --port, or leave --port out: a free one is found",
        "请用 --port 换一个号码，或不写 --port，由程序自行选择空闲的端口",
    ),
    _ui(
        "preview",
        "Show SOURCE in the browser on the page of an e-reader, and again whenever a file is saved.",
        "在浏览器里按电子阅读器的页面显示 SOURCE；文件一保存就更新。",
    ),
    _ui("o.port", "Port of the address; a free one unless given.", "地址的端口；不写则选用空闲的端口。"),
    _ui("o.no_open", "Print the address; do not open the browser.", "只显示地址，不打开浏览器。"),
    _ui(
        "preview_runs",
        "The preview follows what is saved. Ctrl-C ends it.",
        "预览会随保存的文件更新。按 Ctrl-C 结束。",
    ),
)
