# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: words of the preview's page, with keys ``ui.preview.…``. What the page itself fills in has doubled braces."""

from __future__ import annotations

from epubgen.messages.row import I, Row


def _word(key: str, en: str, zh: str) -> Row:
    return Row(f"ui.preview.{key}", I, en, zh)


ROWS: tuple[Row, ...] = (
    _word("window", "{{title}} – preview", "{{title}} – 预览"),
    # The bar.
    _word("connected", "connected", "已连接"),
    _word("lost", "not connected", "连接已断开"),
    _word("refreshed", "refreshed {{time}}", "{{time}} 刷新"),
    _word("built", "read in {{seconds}} s", "读取用时 {{seconds}} 秒"),
    _word("tools", "Screen", "屏幕"),
    _word("device", "Device", "设备"),
    _word("font", "Size of letters", "字号"),
    _word("size", "{{size}} px", "{{size}} px"),
    _word("larger", "Larger letters (+)", "放大字号（+）"),
    _word("smaller", "Smaller letters (−)", "缩小字号（−）"),
    _word("mode", "Writing mode (v)", "排版方向（v）"),
    _word("horizontal", "Horizontal", "横排"),
    _word("vertical", "Vertical", "竖排"),
    _word("night", "PublishRun", "夜间"),
    _word("night_long", "Light letters on a dark page (n)", "深底浅字（n）"),
    _word("printed", "Printed page", "版面图"),
    _word("printed_long", "Picture of the printed page (f)", "印刷版面图（f）"),
    _word("help", "Keys (?)", "快捷键（?）"),
    # Contents.
    _word("contents", "Contents", "目录"),
    _word("filter", "Find a story", "查找稿件"),
    _word("filtered", "found: {{count}}", "找到 {{count}} 条"),
    _word("filtered_none", "No headline has these words.", "没有标题含有这些字。"),
    _word("marks", "findings: {{count}}", "{{count}} 条提示"),
    # The screen.
    _word("frame", "Page of the story", "稿件页面"),
    _word("place", "Reading place", "阅读位置"),
    _word("page", "{{page}} / {{count}}", "{{page}} / {{count}}"),
    _word("turn_on", "Next page", "下一页"),
    _word("turn_back", "Previous page", "上一页"),
    _word("at_start", "This is the first page of the issue.", "已是全期第一页。"),
    _word("at_end", "This is the last page of the issue.", "已是全期最后一页。"),
    _word(
        "outside",
        "A link out of the issue; the preview does not open it: {{url}}",
        "指向刊外的链接，预览不打开：{{url}}",
    ),
    _word("no_document", "The issue has no document {{href}}.", "本期没有文档 {{href}}。"),
    _word("empty", "The first edition is being built.", "正在生成第一版。"),
    _word(
        "empty_error",
        "There is nothing to show yet. Mend what is named above; the pages then come by themselves.",
        "还没有可显示的内容。请改正上面列出的问题，页面会自动出现。",
    ),
    _word(
        "broken",
        "The issue cannot be built as it is. Below are the last good pages.",
        "本期现在无法生成。下面显示的是上一次成功的页面。",
    ),
    _word("broken_first", "The issue cannot be built as it is.", "本期现在无法生成。"),
    _word("banner", "Errors", "错误"),
    _word(
        "gone",
        "The preview has ended. Start it again with --port {{port}}, and this page reconnects by itself.",
        "预览已停止。请加上 --port {{port}} 重新运行，本页会自动重新连接。",
    ),
    # Findings.
    _word("side", "Beside the story", "稿件旁注"),
    _word("findings", "Findings", "提示"),
    _word("scope", "Findings of", "范围"),
    _word("scope_story", "This story {{count}}", "本篇 {{count}}"),
    _word("scope_issue", "Whole issue {{count}}", "全期 {{count}}"),
    _word("none", "Nothing to report.", "没有问题。"),
    _word("none_else", "Nothing else to report.", "没有其他问题。"),
    _word("error", "error", "错误"),
    _word("warning", "warning", "警告"),
    _word("info", "note", "提请留意"),
    _word("go", "Show the words on the page", "在页面上显示"),
    _word("copy", "Copy", "复制"),
    _word("copy_place", "Copy {{words}}", "复制 {{words}}"),
    _word("copied", "Copied: {{words}}", "已复制：{{words}}"),
    # The printed page.
    _word("printed_alt", "Printed page {{page}}", "第 {{page}} 版版面图"),
    _word(
        "printed_view",
        "Printed page: drag to move, wheel to zoom, 0 for the whole page",
        "版面图：拖动移动，滚轮缩放，按 0 看全版",
    ),
    _word("zoom", "Zoom", "缩放"),
    _word("zoom_in", "Larger picture (+)", "放大图片（+）"),
    _word("zoom_out", "Smaller picture (−)", "缩小图片（−）"),
    _word("zoom_fit", "Whole page", "全版"),
    # Keys.
    _word("keys", "Keys", "快捷键"),
    _word("close", "Close", "关闭"),
    _word("key_left", "Turn to the left", "向左翻页"),
    _word("key_right", "Turn to the right", "向右翻页"),
    _word("key_forward", "Next page", "下一页"),
    _word("key_back", "Previous page", "上一页"),
    _word("key_first", "First page of the story", "本篇第一页"),
    _word("key_last", "Last page of the story", "本篇最后一页"),
    _word("key_story_back", "Previous story", "上一篇"),
    _word("key_story_on", "Next story", "下一篇"),
    _word("key_contents", "Go to the contents", "转到目录"),
    _word("key_find", "Find a story", "查找稿件"),
    _word("key_printed", "Printed page on or off", "显示或收起版面图"),
    _word("key_night", "Night on or off", "切换夜间"),
    _word("key_larger", "Larger letters", "放大字号"),
    _word("key_smaller", "Smaller letters", "缩小字号"),
    _word("key_mode", "Horizontal or vertical", "切换横排、竖排"),
    _word("key_help", "This list", "显示本表"),
)
