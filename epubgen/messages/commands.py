# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: the sentence about each command, on the main help page and on its own."""

from __future__ import annotations

from epubgen.messages.row import Row, ui

ROWS: tuple[Row, ...] = (
    ui(
        "bag",
        "Put EPUBs into a BagIt bag, with records and checksums, for an archive.",
        "把 EPUB 连同记录和校验和装入 BagIt 包，供存档机构使用。",
    ),
    ui(
        "batch",
        "Build many issues at once: folders, archives, globs, a publication with all its issues, lists (.txt). Run it again and only what is new or changed is built.",
        "批量生成许多期：文件夹、压缩包、通配符、整份报刊的所有各期、清单（.txt）。再次运行只做新增和改动过的。",
    ),
    ui(
        "bind",
        "Bind issues into volumes (EPUBs, folders of EPUBs, or issues, which are built first): one for each month, week, or one for all.",
        "把各期订成合订本（EPUB、EPUB 文件夹，或待生成的各期）：每月一册、每周一册，或全部一册。",
    ),
    ui(
        "build",
        "Build the EPUB of SOURCE: an issue folder, a ZIP of one, a one-file issue, or printed pages (Markdown, PDF, OCR, METS).",
        "把 SOURCE 做成 EPUB：可以是一期的文件夹、它的 ZIP、写在一个文件里的一期，或印刷版面（Markdown、PDF、OCR、METS）。",
    ),
    ui(
        "cache",
        "Show or remove the photos that earlier builds have kept; they make the next build fast.",
        "查看或删除图片缓存：以前处理好的图片留在那里，下次生成更快。",
    ),
    ui(
        "catalog",
        "Write the catalogue of a folder of EPUBs: OPDS for reading apps, pages for people, records for libraries.",
        "为存放 EPUB 的文件夹编制书目：供阅读软件用的 OPDS、供人浏览的网页、供图书馆用的记录。",
    ),
    ui(
        "check",
        "Check a built EPUB: our own rules, and EPUBCheck where Java is there.",
        "检查 EPUB：自有规则；有 Java 时加上 EPUBCheck。",
    ),
    ui(
        "export",
        "Write an issue or an EPUB in another format: AZW3 for a Kindle by cable (needs calibre), or a Kobo's kepub.",
        "把一期或一个 EPUB 转成其他格式：用数据线传给 Kindle 的 AZW3（需要 calibre），或 Kobo 的 kepub。",
    ),
    ui(
        "import",
        "Turn printed pages (Markdown, PDF, OCR, METS) into an issue folder that you can correct and build.",
        "把印刷版面（Markdown、PDF、OCR、METS）变成一期的文件夹，可以修改，也可以生成 EPUB。",
    ),
    ui(
        "inspect",
        "Show what is in an issue or an EPUB, as a tree.",
        "以树状显示一期或一个 EPUB 的内容。",
    ),
    ui(
        "library",
        "Keep issues in a folder with search, and find which are missing.",
        "管理资料库，即文件夹里的各期，可检索、查缺期。",
    ),
    ui(
        "lint",
        "Find what is missing in an issue, or contradicts itself: dates, numbers, pages, photos, bylines. Builds nothing.",
        "核对一期的日期、期号、版面、图片、署名等，不生成文件。",
    ),
    ui(
        "new",
        "Write a small, complete publication with explanations into DIR, for you to change.",
        "在 DIR 里写一份小而完整、带说明的报刊，供您改用。",
    ),
    ui(
        "next",
        "Make the folder of the next issue: it has the next day and number and the same pages and sections, and no stories yet.",
        "建立下一期的文件夹：日期、期号顺延，版面和版块沿用，稿件留空。",
    ),
    ui(
        "preview",
        "Show SOURCE in the browser as an e-reader shows it. The page changes when you save a file.",
        "在浏览器里按电子阅读器的页面显示 SOURCE；文件一保存就更新。",
    ),
    ui(
        "publish",
        "Lint, build, check and deliver an issue. A receipt is written beside the EPUBs. Run it again and it does what is left.",
        "发布一期，即核对、生成、检查、投递。回执写在 EPUB 旁边。再次运行只做未完成的部分。",
    ),
    ui(
        "schema",
        "Print the JSON Schema of the issue data, for completion in an editor.",
        "输出报刊和稿件数据的 JSON Schema，供文本编辑器自动补全。",
    ),
    ui(
        "serve",
        "Serve a catalogue on this computer: feeds, pages, EPUBs, search. Nothing can be changed through it.",
        "在这台电脑上提供书目服务：OPDS、网页、EPUB、检索。只能读取，不能修改。",
    ),
    ui(
        "snapshot",
        "Draw the pages of SOURCE, an EPUB or anything that build takes, as PNG at the size of a device.",
        "把 SOURCE（EPUB，或 build 能读的任何来源）的页面画成设备屏幕大小的 PNG。",
    ),
    ui(
        "sources",
        "List the formats that can be read.",
        "列出能读取的格式。",
    ),
    ui(
        "status",
        "Show on one screen what is missing before the deadline: pages, photos, open questions, findings, deliveries.",
        "一屏显示截稿前还缺什么：版面、图片、待定问题、检查结果、投递情况。",
    ),
)
