# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: foreign HTML, codes H."""

from __future__ import annotations

from epubgen.messages.explanations.entry import Explanation

ENTRIES: tuple[Explanation, ...] = (
    Explanation(
        "H01",
        "Active or hidden HTML left out",
        "略去会运行或隐藏的 HTML",
        "HTML from elsewhere held something that runs, loads or hides: a script, a frame, a form. It never reaches the edition; text around it is kept.",
        "外来 HTML 里有会运行、加载或隐藏的内容，如脚本、框架、表单。它不会进入成品，周围的文字保留。",
    ),
    Explanation(
        "H02",
        "HTML without an equal",
        "没有对应写法的 HTML",
        "An element of the HTML has no block of a story that means the same. Its text is kept, its arrangement is not.",
        "HTML 元素在稿件里没有对应的正文块，保留文字，不保留排列。",
    ),
    Explanation(
        "H03",
        "Link or picture dropped",
        "去掉的链接或图片",
        "A link of a scheme that is not allowed, or a picture whose address is no file, was dropped. Links may go to web pages, mail addresses and telephone numbers.",
        "协议不允许的链接，或地址不是文件的图片，已经去掉。链接可以指向网页、邮箱和电话。",
    ),
    Explanation(
        "H04",
        "Remote picture",
        "网络图片",
        "Nothing is fetched from the network. A remote picture is looked for as a file of the same name in the issue.",
        "程序不从网络下载任何东西。网络图片会在本期文件夹里按同名文件查找。",
    ),
)
