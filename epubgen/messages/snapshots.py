# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: the browser and snapshots: EG022 to EG026, EG030 to EG032."""

from __future__ import annotations

from epubgen.messages.row import E, I, Row


def _ui(key: str, en: str, zh: str) -> Row:
    return Row(f"ui.{key}", I, en, zh)


ROWS: tuple[Row, ...] = (
    Row(
        "EG022",
        E,
        "there is no device ‘{name}’; there are: {known}",
        "没有名为“{name}”的设备；可用的有：{known}",
        "did you mean ‘{near}’?",
        "是不是想用“{near}”？",
    ),
    Row(
        "EG023",
        E,
        "nothing in the edition is called ‘{name}’",
        "这一期里没有叫“{name}”的部分",
        "did you mean ‘{near}’?",
        "是不是想写“{near}”？",
    ),
    Row(
        "EG023.none",
        E,
        "nothing in the edition is called ‘{name}’",
        "这一期里没有叫“{name}”的部分",
        "name cover, masthead, contents, the id of a story, or numbers of pages such as 7 or 7-9",
        "请写 cover、masthead、contents、稿件的 id，或页的序号，如 7 或 7-9",
    ),
    Row(
        "EG023.page",
        E,
        "there is no page {number}; the edition has {count} on this screen",
        "没有第 {number} 页；在这块屏幕上一共 {count} 页",
        "look at the numbers on the contact sheet: epubgen snapshot SOURCE -o DIR --no-pages",
        "请看总览图上的序号：epubgen snapshot SOURCE -o DIR --no-pages",
    ),
    Row(
        "EG024",
        E,
        "none of the documents of this EPUB can be shown",
        "这个 EPUB 里没有可以显示的内容",
        "see what is wrong with it: epubgen check FILE.epub",
        "请检查问题所在：epubgen check FILE.epub",
    ),
    Row(
        "EG025",
        E,
        "{value} cannot be used here: from {least} to {most}",
        "这里不能用 {value}：应在 {least} 到 {most} 之间",
        "leave the option out for the usual value",
        "不写这个选项即用通常的值",
    ),
    Row(
        "EG026",
        E,
        "an EPUB is drawn as it is, so these cannot be used: {names}",
        "EPUB 按原样绘制，不能使用这些选项：{names}",
        "leave them out, or name the issue that the EPUB was built of",
        "请去掉这些选项，或改为指定生成该 EPUB 的期刊",
    ),
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
    _ui(
        "snapshot",
        "Draw the pages of SOURCE, an EPUB or anything that build takes, as PNG at the size of a device.",
        "把 SOURCE（EPUB，或 build 能读的任何来源）的页面画成设备屏幕大小的 PNG。",
    ),
    _ui("o.snapshot_folder", "The folder for the pictures.", "存放图片的文件夹。"),
    _ui(
        "o.snapshot_device",
        "Whose screen the pages fill; clara where none is named.",
        "按哪种设备的屏幕绘制，默认 clara。",
    ),
    _ui("o.snapshot_font", "The size of body text, in CSS pixels.", "正文字号，单位为 CSS 像素。"),
    _ui("o.snapshot_night", "Light on dark.", "夜间模式：深底浅字。"),
    _ui(
        "o.snapshot_only",
        "Only these: cover, masthead, contents, ids of stories, numbers of pages such as 7 or 7-9, with commas between.",
        "只画这些：cover、masthead、contents、稿件的 id、页的序号（如 7 或 7-9），用逗号分开。",
    ),
    _ui("o.snapshot_columns", "Pages in a row of the contact sheet.", "总览图每行的页数。"),
    _ui("o.snapshot_no_pages", "The contact sheet alone.", "只画总览图。"),
    _ui("stage.draw", "drawing", "绘制页面"),
    _ui("snapshot.done", "{pages} pages at {width} × {height} pixels", "共 {pages} 页，{width} × {height} 像素"),
)
