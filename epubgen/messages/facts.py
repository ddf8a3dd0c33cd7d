# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: the origin of each fact of an importer (a name, a date, a page number), with keys ``fact.…``."""

from __future__ import annotations

from epubgen.messages.row import I, Row

ROWS: tuple[Row, ...] = (
    Row("fact.dialect.comment", I, "a comment of the tool that read the scan", "识别软件的注释"),
    Row("fact.dialect.fence", I, "a fence that the tool put round the page", "识别软件加在整页外的代码围栏"),
    Row("fact.dialect.front-matter", I, "what the tool says of its own work", "识别软件对自身工作的说明"),
    Row("fact.dialect.placeholder", I, "a word that the tool wrote in place of a caption", "识别软件代替图说写的词"),
    Row("fact.dialect.page-separator", I, "a line by which the tool parts pages", "识别软件的分页标记"),
    Row("fact.file-name", I, "from the file name", "据文件名"),
    Row("fact.given", I, "as given", "按您给出的"),
    Row("fact.head", I, "from the running head", "据报眉"),
    Row("fact.source", I, "from the source file", "据源文件"),
    Row("fact.jump", I, "from the jump line", "据转版说明"),
    Row("fact.label", I, "the page prints no name", "版面未印版名"),
    Row("fact.latin-title", I, "from the Latin title of the masthead", "据报头的拉丁字母名称"),
    Row("fact.masthead", I, "from the masthead", "据报头"),
    Row(
        "fact.no-title",
        I,
        "no page names the paper: import again with --title 'Harbour Gazette' --id harbour-gazette",
        "各版未印报名：请加上 --title 报名 --id 简称 再导入一次",
    ),
    Row("fact.option", I, "from the option", "据命令选项"),
    Row("fact.output-folder", I, "from publication.yaml of the output folder", "据输出文件夹中的 publication.yaml"),
    Row("fact.position", I, "by the order of the files", "按文件次序"),
    Row("fact.publication-file", I, "from publication.yaml", "据 publication.yaml"),
    Row("fact.script", I, "from the script of the text", "据正文的文字"),
    Row("fact.title-hash", I, "made from the title, which has no Latin form", "由报名生成，报头没有拉丁字母名称"),
)
