# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows about foreign HTML: codes H."""

from __future__ import annotations

from epubgen.messages.row import Row, W

ROWS: tuple[Row, ...] = (
    Row(
        "H01",
        W,
        "{what} left out of foreign HTML: it would run or load something",
        "外来网页代码中的 {what} 已略去：它会运行程序或加载外部内容",
        "if words or a picture were in it, type them into the text",
        "其中若有文字或图片，请补进正文",
    ),
    Row(
        "H02",
        W,
        "the HTML elements {what} have no equal in a story; their text is kept",
        "网页元素 {what} 在稿件中没有对应的写法，只保留了文字",
        "look at the place and mark the text as it should be",
        "请核对此处，需要时重新标注",
    ),
    Row(
        "H02.flat",
        W,
        "the HTML is nested too deeply or broken; its text is kept as plain paragraphs",
        "网页代码嵌套过深或有错误，只按普通段落保留了文字",
        "look through the text: headings, pictures and emphasis are lost",
        "请通读全文：小标题、图片和强调都没有保留",
    ),
    Row(
        "H02.table",
        W,
        "a table that only laid out the page became paragraphs",
        "只用于排版的表格已改为段落",
        "look at the order of the paragraphs",
        "请核对段落顺序",
    ),
    Row(
        "H03",
        W,
        "a link to {href} was dropped; its text is kept",
        "指向 {href} 的链接已去掉，保留了文字",
        "links may go to web pages, mail addresses and telephone numbers",
        "链接只能指向网页、邮箱和电话",
    ),
    Row(
        "H03.image",
        W,
        "a picture with the address {href} was dropped",
        "地址为 {href} 的图片已略去",
        "save the picture as a file in photos/ and name it in the text",
        "请把图片另存到 photos/，再写进正文",
    ),
    Row(
        "H04",
        W,
        "the remote picture {href} was not fetched; {file} is looked for instead",
        "没有下载网络图片 {href}，改找本地文件 {file}",
        "put the picture into the issue under this name",
        "请把图片按这个文件名放进本期",
    ),
)
