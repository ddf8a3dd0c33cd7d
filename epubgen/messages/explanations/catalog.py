# SPDX-License-Identifier: AGPL-3.0-or-later
"""Explanations of catalogues, records and the server: codes EG120 to EG129."""

from __future__ import annotations

from epubgen.messages.row import Explanation

ENTRIES: tuple[Explanation, ...] = (
    Explanation(
        "EG120",
        "Address of a catalogue",
        "书目的网址",
        "Feeds hold complete addresses, because reading apps store them. --base-url says where the folder is published; it is an "
        "address of http or https without a password, a question mark or a #.",
        "书目里写的是完整网址，因为阅读软件会记住它们。--base-url 说明文件夹发布在哪里：http 或 https 网址，不带密码、问号和 #。",
    ),
    Explanation(
        "EG121",
        "A foreign file in the way",
        "位置被别的文件占用",
        "A catalogue replaces only files that a catalogue wrote: it remembers them, and manifest.json lists them.",
        "书目只替换书目自己写过的文件：它记得这些文件，manifest.json 里也列有它们。",
    ),
    Explanation(
        "EG122",
        "No EPUB for a catalogue",
        "没有可编目的 EPUB",
        "The folder holds no EPUB that can be read. An empty catalogue is never put in the place of one that has issues: the "
        "folder may be a disk that is not mounted.",
        "文件夹里没有可读的 EPUB。不会用空书目替换有内容的书目：那个文件夹可能是没有挂载的磁盘。",
    ),
    Explanation(
        "EG123",
        "Left out of the catalogue",
        "未列入书目",
        "One file cannot be read as an EPUB. The catalogue is made of all others.",
        "有一个文件不能作为 EPUB 读取，书目由其余的编成。",
    ),
    Explanation(
        "EG124",
        "Two files of one issue",
        "同一期有两个文件",
        "Two EPUBs have one identifier: they are two states of one issue. Reading apps know an issue by it, so that a catalogue "
        "can show only one of them: the one that was changed last.",
        "两个 EPUB 的标识符相同，是同一期的两个版本。阅读软件靠它辨认，因此书目只能列出其中一个：修改得最晚的那个。",
    ),
    Explanation(
        "EG125",
        "A cover that cannot be shown",
        "无法显示的封面",
        "The picture that the EPUB names as its cover is missing, broken or of a format that browsers do not know.",
        "EPUB 指定的封面图片缺失、损坏，或格式不受浏览器支持。",
    ),
    Explanation(
        "EG126",
        "Two runs on one folder",
        "两个程序写同一个文件夹",
        "A catalogue is written by one run at a time. The lock ends with its run, also when that was killed.",
        "同一时间只能有一个程序写书目。程序结束（包括被强行终止）后，锁定随之解除。",
    ),
    Explanation(
        "EG127",
        "The part for the server is not installed",
        "没有安装服务器所需的组件",
        "The server needs Starlette and Uvicorn, which a plain installation of epubgen does not have. Type the line of the hint to install them.",
        "服务器需要 Starlette 和 Uvicorn，它们要另外安装，提示里写有安装命令。",
    ),
    Explanation(
        "EG128",
        "No catalogue to serve",
        "没有可提供的书目",
        "The server shows what epubgen catalog has written, and needs its memory (.epubgen-catalog.json). The address given then does not "
        "matter here: the server puts the one that readers use in its place.",
        "服务器提供 epubgen catalog 写出的内容，并需要它的记录（.epubgen-catalog.json）。当时写的网址在这里无关紧要：服务器会换成读者使用的网址。",
    ),
    Explanation(
        "EG129",
        "The port cannot be used",
        "无法使用端口",
        "Another program listens there, the address is not one of this computer, or ports below 1024 are kept for the administrator.",
        "另一个程序正在监听，或者该地址不属于这台电脑，或者 1024 以下的端口只留给管理员。",
    ),
)
