# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: other formats: EG040 to EG049."""

from __future__ import annotations

from epubgen.messages.explanations.entry import Explanation

ENTRIES: tuple[Explanation, ...] = (
    Explanation(
        "EG040",
        "calibre is missing",
        "缺少 calibre",
        "AZW3 is made by calibre's program ebook-convert. It is looked for on PATH and where calibre's installers put it.",
        "AZW3 由 calibre 的 ebook-convert 程序转换。会在 PATH 和 calibre 的安装位置寻找它。",
    ),
    Explanation(
        "EG041",
        "calibre failed",
        "calibre 转换失败",
        "calibre did not start, ended with an error, hung, or wrote nothing. An older file is left as it was.",
        "calibre 无法启动、报错退出、卡住，或没有写出文件。原有的文件保持不变。",
    ),
    Explanation(
        "EG042",
        "Damaged Kindle book",
        "Kindle 书已损坏",
        "The file that calibre wrote cannot be read as a Kindle book. It is not kept.",
        "calibre 写出的文件不能作为 Kindle 书读取，不会保留。",
    ),
    Explanation(
        "EG043",
        "The Kindle book says something else",
        "Kindle 书与 EPUB 不符",
        "After everything was put right the file was read again, and a fact in it is not that of the EPUB. It is not kept.",
        "改正之后重新读取，发现其中一项与 EPUB 不符。这个文件不会保留。",
    ),
    Explanation(
        "EG044",
        "Put right",
        "已改正",
        "calibre writes every Chinese as ‘zh’ and leaves the writing mode out; the Kindle chooses font and page turning by "
        "them. The file says now what the EPUB says.",
        "calibre 把各种中文都写成 zh，也可能不写书写方向，而 Kindle 靠它们选择字体和翻页方向。现在文件与 EPUB 一致。",
    ),
    Explanation(
        "EG045",
        "Lost on the way",
        "转换中有遗漏",
        "The cover or entries of the contents are not in the Kindle book. It is kept; look at it before you send it out.",
        "Kindle 书里少了封面或目录条目。文件保留，发出前请先看一看。",
    ),
    Explanation(
        "EG046",
        "Rules for dark screens",
        "深色屏幕规则",
        "calibre drops the condition of a media rule and keeps what is in it: rules for dark screens would hold always. "
        "They are left out of the copy that calibre reads; the EPUB keeps them.",
        "calibre 会丢掉媒体查询的条件而保留内容，深色屏幕的规则就会一直生效。交给 calibre 的副本略去这些规则，EPUB 本身不变。",
    ),
    Explanation(
        "EG047",
        "Unknown format",
        "未知格式",
        "An edition can be written as AZW3 or kepub, beside the EPUB itself.",
        "除 EPUB 本身外，可以转成 AZW3 或 kepub。",
    ),
    Explanation(
        "EG048",
        "A finished EPUB",
        "成品 EPUB",
        "The source is an EPUB, so nothing is built, and the options of building that were given can do nothing.",
        "来源是成品 EPUB，不会重新制作，给出的制作选项不起作用。",
    ),
)
