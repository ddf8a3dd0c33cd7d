# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: the browser and snapshots: EG030 to EG032."""

from __future__ import annotations

from epubgen.messages.explanations.entry import Explanation

ENTRIES: tuple[Explanation, ...] = (
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
