# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows about catalogues, records and the server: codes EG120 to EG129."""

from __future__ import annotations

from epubgen.messages.row import E, Row, W, ui

ROWS: tuple[Row, ...] = (
    Row(
        "EG120",
        E,
        "‘{value}’ is no address under which a catalogue can be published",
        "“{value}”不能作为书目的发布网址",
        "write it in full, such as https://news.example.org/library/",
        "请写全，例如 https://news.example.org/library/",
    ),
    Row(
        "EG120.more",
        E,
        "the address holds a user name, a question mark or a #, and every reader would see it",
        "网址里有用户名、问号或 #，而每位读者都会看到它",
        "write only {scheme}://{host}/ and the folders behind it; who may read is set in the server in front",
        "只写 {scheme}://{host}/ 和后面的文件夹；谁可以阅读，在前面的服务器里设定",
    ),
    Row(
        "EG121",
        E,
        "a file that no catalogue wrote stands where one of the catalogue goes ({count} in all); nothing was written",
        "书目要写的位置上已有别的文件（共 {count} 个），因此什么也没有写",
        "move it away, or let the catalogue have a folder of its own: -o DIR",
        "请把它移走，或给书目单独一个文件夹：-o DIR",
    ),
    Row(
        "EG122",
        E,
        "there is no EPUB in this folder that can be read; an older catalogue stays as it is",
        "这个文件夹里没有可读的 EPUB；原有的书目保持不变",
        "name the folder that holds the EPUBs: epubgen catalog DIR --base-url URL",
        "请指定存放 EPUB 的文件夹：epubgen catalog DIR --base-url URL",
    ),
    Row(
        "EG123",
        W,
        "left out of the catalogue, since it cannot be read: {why}",
        "无法读取，未列入书目：{why}",
        "see what is wrong with it: epubgen check FILE.epub",
        "请查看问题所在：epubgen check FILE.epub",
    ),
    Row(
        "EG124",
        W,
        "this is the same issue as {other}, which was changed later; the catalogue shows that one alone",
        "与 {other} 是同一期，而那一份修改得更晚；书目只列那一份",
        "move the older file out of the folder",
        "请把较旧的文件移出文件夹",
    ),
    Row(
        "EG125",
        W,
        "its cover {name} cannot be shown, so the catalogue draws a plain one",
        "封面 {name} 无法显示，书目用素色封面代替",
        "build the issue again, or replace the picture in the EPUB",
        "请重新生成这一期，或替换 EPUB 里的图片",
    ),
    Row(
        "EG126",
        E,
        "another run writes to this folder",
        "另一个程序正在写入这个文件夹",
        "wait until it has ended, then run the command again",
        "请等它结束后再运行本命令",
    ),
    ui("catalog", "Write the catalogue of a folder of EPUBs: OPDS for reading apps, pages for people, records for libraries.", "为存放 EPUB 的文件夹编制书目：供阅读软件用的 OPDS、供人浏览的网页、供图书馆用的记录。"),
    ui("o.base_url", "The address under which the catalogue is published.", "书目的发布网址。"),
    ui("o.files_url", "The address under which the EPUBs are published, where that is another one.", "EPUB 的发布网址（与书目不同时才写）。"),
    ui("o.catalog_folder", "The folder that is published; the EPUBs are laid into it, too. Default: DIR itself.", "要发布的文件夹，EPUB 也会放进去。默认就是 DIR。"),
    ui("o.catalog_title", "Name of the catalogue. Default: that of its only newspaper, else a general word.", "书目的名称。默认：只有一种报刊时用它的名称，否则用通称。"),
    ui("o.catalog_language", "Language of the catalogue's own words, such as zh-Hans or en. Default: that of most issues.", "书目自身文字的语言，如 zh-Hans 或 en。默认：多数期刊的语言。"),
    ui("catalog.done", "{issues} issues of {titles} titles; read {read} EPUBs, wrote {written} files, removed {removed}", "{titles} 种报刊，共 {issues} 期；读取 {read} 个 EPUB，写入 {written} 个文件，删除 {removed} 个"),
    ui("bag", "Put EPUBs into a BagIt bag, with records and checksums, for an archive.", "把 EPUB 连同记录和校验和装入 BagIt 包，供存档机构使用。"),
    ui("o.bag_folder", "The folder of the bag; it must not be there yet.", "包的文件夹，不能已经存在。"),
    ui("o.organization", "Who delivers it. Default: the publisher, where there is only one.", "交存单位。默认：只有一个出版者时用它。"),
    ui("bag.done", "{issues} EPUBs in the bag, {size}", "包里有 {issues} 个 EPUB，共 {size}"),
    ui("stage.catalog", "EPUBs", "EPUB"),
)  # fmt: skip
