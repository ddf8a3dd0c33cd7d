# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: batches and bound volumes."""

from __future__ import annotations

from epubgen.messages.row import Explanation

__all__ = ["ENTRIES"]

ENTRIES: tuple[Explanation, ...] = (
    Explanation(
        "EG095",
        "The pattern of names",
        "文件名模板",
        "A batch names each EPUB by a pattern below its folder. Fields stand in braces; a date takes a form such as {date:%Y/%m}, whose parts are those of strftime that give digits. A pattern that names no file, or one outside the folder, is refused before anything is built.",
        "批量生成按模板给每个 EPUB 命名，位置在输出文件夹之内。字段写在花括号里；日期可带格式，如 {date:%Y/%m}，用 strftime 中给出数字的各项。模板没有给出文件名或指向文件夹之外时，不会开始生成。",
    ),
    Explanation(
        "EG096",
        "Two issues of one name",
        "两期同名",
        "Two sources would write one file. None is lost: the first, in the order of their names, keeps the name, the next ones have a number behind it, and each of them is reported. Sources that give the same bytes, such as a folder and its archive, share one file.",
        "两个来源会写同一个文件。哪一期都不会丢：按来源名称排序，第一期保留原名，其余在后面加序号，并逐一说明。内容完全相同的来源（例如文件夹和它的压缩包）共用一个文件。",
    ),
    Explanation(
        "EG097",
        "A process was ended",
        "进程被结束",
        "The system ended the process that built an issue, or the process crashed. The issues that were built beside it are built again, one by one, so that the one that did it is found; it alone has failed.",
        "生成某一期的进程被系统结束，或者崩溃。与它同时进行的各期会逐一重做，以找出原因所在的一期；只有那一期算失败。",
    ),
    Explanation(
        "EG098",
        "Nothing to build",
        "没有可生成的",
        "The folders, globs or lists that were named hold no issue: no issue.yaml, no archive, no file or pages that an importer knows.",
        "指定的文件夹、通配符或清单里没有任何一期：没有 issue.yaml、压缩包，也没有能识别的文件或版面。",
    ),
    Explanation(
        "EG099",
        "Some issues failed",
        "部分未能生成",
        "The batch is done, and some of its issues could not be built; each has its findings in batch.jsonl. The exit code is 10, so that a script can tell this from a batch that could not be run at all.",
        "批量生成已经完成，其中有几期未能生成，各自的问题写在 batch.jsonl 里。退出码为 10，脚本可据此与无法运行的情况区分。",
    ),
    Explanation(
        "EG105",
        "A line of a list",
        "清单里的一行",
        "A list of sources names a file or folder that is not there. Names in a list are relative to the list. The line is named; nothing is built until it is right or begins with #.",
        "来源清单里的一行找不到对应的文件或文件夹。清单里的名称以清单所在位置为准。改正这一行，或在行首加 #，然后才会开始生成。",
    ),
    Explanation(
        "EG106",
        "A folder in use",
        "文件夹被占用",
        "Several batches may write to one folder; each holds it for the moment in which a file gets its name. A batch that uses the folder for minutes does not answer any more, or the disk does not.",
        "几个批量生成任务可以同时写入一个文件夹，各自只在给文件命名的一瞬间占用它。占用几分钟说明它或磁盘没有响应。",
    ),
    Explanation(
        "EG107",
        "Addresses of a batch",
        "批量生成的地址",
        "Sources and outputs of a batch may be addresses, such as s3://bucket/issues, which are read through fsspec: its library is missing, the kind of address is unknown, or the store refuses. A batch that was cut off goes on where it was.",
        "批量生成的来源和输出可以是 s3://bucket/issues 这样的地址，经由 fsspec 读写：缺少程序库、地址种类不认识，或存储拒绝访问。中断后再运行会接着做。",
    ),
    Explanation(
        "EG108",
        "Bound volumes",
        "合订本",
        "Issues are bound by paper, day and number. Each must say its day; one that comes twice is bound once, in the copy that was changed last. A volume is cut between issues where it would be larger than --max-size, and an issue is never cut.",
        "合订本按报刊、日期、期号排列。每一期都要写明日期；同一期有两份时，采用最后修改的一份。超过 --max-size 时在两期之间分册，一期不会拆开。",
    ),
    Explanation(
        "EG109",
        "Sorting printed pages",
        "版面归期",
        "Pages are put into issues by the paper and day that they print and by the names of their files. Where these differ, the majority decides and the finding counts as a question of that issue. Of a page that comes twice the better reading is taken; a page that cannot be read is left out, and its issue is built without it.",
        "版面按印出的报名、日期和文件名归成各期。两者不一致时按多数处理，并计为这一期的一个待定问题。同一版有两份时采用读得较好的一份；无法读取的版面不收入，其余照常生成。",
    ),
)
