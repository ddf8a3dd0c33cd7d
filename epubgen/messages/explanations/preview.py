# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: preview: EG033 and EG034."""

from __future__ import annotations

from epubgen.messages.explanations.entry import Explanation

ENTRIES: tuple[Explanation, ...] = (
    Explanation(
        "EG033",
        "The extra preview is not installed",
        "没有安装 preview 附加组件",
        "A preview follows the files that an editor saves, through the library watchfiles. It comes with the extra: pip install 'epubgen-periodicals[preview]'. Everything else works without it.",
        "预览要用 watchfiles 这个库跟随编辑保存的文件。它属于附加组件：pip install 'epubgen-periodicals[preview]'。没有它，其他功能照常可用。",
    ),
    Explanation(
        "EG034",
        "The port cannot be used",
        "端口无法使用",
        "Another program, often another preview, has the port that was given with --port, or the system does not give it away: ports below 1024 are kept for its own services. Without --port a free one is taken.",
        "--port 指定的端口被别的程序（常常是另一个预览）占用，或系统不允许使用：1024 以下的端口留给系统服务。不写 --port 时会自动选用空闲的端口。",
    ),
)
