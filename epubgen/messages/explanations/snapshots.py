# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: the browser and snapshots: EG022 to EG026, EG030 to EG032."""

from __future__ import annotations

from epubgen.messages.explanations.entry import Explanation

ENTRIES: tuple[Explanation, ...] = (
    Explanation(
        "EG022",
        "Unknown device",
        "没有这种设备",
        "Pages are drawn at the pixels of a named screen. The message lists the names.",
        "页面按某种屏幕的像素绘制。提示里列出了可用的名称。",
    ),
    Explanation(
        "EG023",
        "Nothing to draw under this name",
        "没有可画的部分",
        "'--only' names documents of the edition (cover, masthead, contents, the id of a story) or numbers of pages, counted through the edition as the contact sheet shows them. How many pages there are depends on the screen and the size of letters. Nothing was written.",
        "--only 后面写这一期的部分（cover、masthead、contents、稿件的 id）或页的序号，序号见总览图，从头数到尾。一共多少页取决于屏幕和字号。没有写出任何文件。",
    ),
    Explanation(
        "EG024",
        "Nothing to show",
        "没有可显示的内容",
        "The EPUB can be read, but its reading order names no document that a browser can show.",
        "EPUB 可以读取，但阅读顺序里没有浏览器能显示的内容。",
    ),
    Explanation(
        "EG025",
        "A number out of range",
        "数值超出范围",
        "The size of letters or the number of columns is one that no screen or sheet can show.",
        "字号或列数太大或太小，无法显示。",
    ),
    Explanation(
        "EG026",
        "Options of a build for an EPUB",
        "对 EPUB 使用了生成选项",
        "Theme, writing mode and the like are settled when an EPUB is built. They are refused rather than ignored.",
        "版式、书写方向等在生成 EPUB 时已经确定。与其忽略这些选项，不如明确拒绝。",
    ),
    Explanation(
        "EG030",
        "No Chromium",
        "没有 Chromium",
        "Pictures of pages are drawn by a Chromium of this computer: Chromium, Chrome, Edge or Brave. None was found, or the one that EPUBGEN_CHROMIUM names is not there. Everything but pictures of pages works without it.",
        "页面图片由本机的 Chromium 系浏览器绘制：Chromium、Chrome、Edge 或 Brave。没有找到，或 EPUBGEN_CHROMIUM 所指的程序不存在。除页面图片以外，其他功能都不需要它。",
    ),
    Explanation(
        "EG031",
        "Chromium failed",
        "Chromium 出错",
        "The browser that draws pages did not start, ended before its work was done, or could not open a page. Its last words are printed. It was ended and its temporary files are removed; no picture was written.",
        "绘制页面的浏览器没有启动、中途退出，或打不开页面。上面列出了它最后的输出。浏览器已结束，临时文件已删除，没有写出任何图片。",
    ),
    Explanation(
        "EG032",
        "The extra ‘preview’ is missing",
        "缺少附加组件 preview",
        "Two libraries that only pictures of pages and the preview need come with the extra ‘preview’; they are not part of the usual installation.",
        "只有页面图片和预览用得到的两个库属于附加组件 preview，一般安装时不包含。",
    ),
)
