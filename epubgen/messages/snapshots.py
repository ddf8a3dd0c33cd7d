# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: the browser and snapshots: EG030 to EG032."""

from __future__ import annotations

from epubgen.messages.row import E, Row

ROWS: tuple[Row, ...] = (
    Row(
        "EG030",
        E,
        "no Chromium is installed, which draws the pages; looked for {names}, and in the usual folders",
        "没有找到用来绘制页面的 Chromium；已查找 {names} 以及常见的安装位置",
        "Debian, Ubuntu: sudo apt install chromium; macOS: brew install --cask chromium; Windows: Edge is there already, or winget install Google.Chrome; one that lies elsewhere: set EPUBGEN_CHROMIUM to its path",
        "Debian、Ubuntu：sudo apt install chromium；macOS：brew install --cask chromium；Windows：系统自带的 Edge 即可，或 winget install Google.Chrome；装在别处时，把 EPUBGEN_CHROMIUM 设为它的路径",
    ),
    Row(
        "EG030.named",
        E,
        "there is no program at this path",
        "这个路径上没有可以运行的程序",
        "set EPUBGEN_CHROMIUM to the path of Chromium, Chrome, Edge or Brave, or unset it",
        "请把 EPUBGEN_CHROMIUM 设为 Chromium、Chrome、Edge 或 Brave 的路径，或者取消这个变量",
    ),
    Row(
        "EG031",
        E,
        "the browser cannot be started: {why}",
        "无法启动浏览器：{why}",
        "start it by hand once; to use another one, set EPUBGEN_CHROMIUM to its path",
        "请先手动启动一次；要改用别的浏览器，把 EPUBGEN_CHROMIUM 设为它的路径",
    ),
    Row(
        "EG031.ended",
        E,
        "the browser ended at once, with status {status}; its last words: {why}",
        "浏览器一启动就退出了，状态 {status}；最后的输出：{why}",
        "start it by hand once; to use another one, set EPUBGEN_CHROMIUM to its path",
        "请先手动启动一次；要改用别的浏览器，把 EPUBGEN_CHROMIUM 设为它的路径",
    ),
    Row(
        "EG031.silent",
        E,
        "the browser took no command within {seconds} seconds; its last words: {why}",
        "浏览器在 {seconds} 秒内没有响应；最后的输出：{why}",
        "try again when the computer is less busy; to use another browser, set EPUBGEN_CHROMIUM to its path",
        "请在电脑空闲时再试；要改用别的浏览器，把 EPUBGEN_CHROMIUM 设为它的路径",
    ),
    Row(
        "EG031.lost",
        E,
        "the browser answers no more: {why}",
        "浏览器不再响应：{why}",
        "try again; to use another browser, set EPUBGEN_CHROMIUM to its path",
        "请再试一次；要改用别的浏览器，把 EPUBGEN_CHROMIUM 设为它的路径",
    ),
    Row(
        "EG031.page",
        E,
        "the browser cannot open this page: {why}",
        "浏览器打不开这一页：{why}",
        "a Chromium that came as a snap cannot see /tmp: set TMPDIR to a folder in your home, or use another one",
        "以 snap 方式安装的 Chromium 看不到 /tmp：请把 TMPDIR 设为家目录里的文件夹，或改用别的浏览器",
    ),
    Row(
        "EG032",
        E,
        "pages are drawn with the extra ‘preview’, which is not installed",
        "绘制页面需要附加组件 preview，目前没有安装",
        "pip install 'epubgen-periodicals[preview]'",
        "pip install 'epubgen-periodicals[preview]'",
    ),
)
