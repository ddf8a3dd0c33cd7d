# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows about style sheets: code K17."""

from __future__ import annotations

from epubgen.messages.row import Row, W

ROWS: tuple[Row, ...] = (
    Row(
        "K17.body",
        W,
        "the reader’s own settings are overruled: {text}",
        "覆盖了读者自己的设置：{text}",
        "leave font, size, line height, colour and width of the page to the reader; set them on classes",
        "页面的字体、字号、行高、颜色和宽度请留给读者，需要时写在具体的类上",
    ),
    Row(
        "K17.braces",
        W,
        "the braces do not match: from here on the sheet is lost",
        "花括号不配对：从这里起样式失效",
        "look for a missing or extra {{ or }}",
        "请检查是否多写或漏写了 {{ 或 }}",
    ),
    Row(
        "K17.calc",
        W,
        "some devices drop the whole sheet for calc(): {text}",
        "有的阅读器遇到 calc() 会丢掉整个样式表：{text}",
        "work the number out yourself",
        "请直接写算好的数值",
    ),
    Row(
        "K17.dark",
        W,
        "a rule for dark screens is applied on every screen by some converters: {text}",
        "有的转换软件会把深色模式的规则用于所有屏幕：{text}",
        "delete it; readers turn pages dark by themselves",
        "请删除，阅读器自己会切换深色",
    ),
    Row(
        "K17.fixed",
        W,
        "text that is taken out of the flow is lost or covers other text: {text}",
        "脱离文字流的内容会丢失或盖住别的文字：{text}",
        "delete it",
        "请删除",
    ),
    Row(
        "K17.flex",
        W,
        "flex and grid leave blank pages on e-ink, and Kindle refuses the book: {text}",
        "flex 和 grid 在墨水屏上会出现空白页，Kindle 会拒收：{text}",
        "use margins and inline-block instead",
        "请改用外边距和 inline-block",
    ),
    Row(
        "K17.import",
        W,
        "@import is not followed: {text}",
        "@import 不起作用：{text}",
        "name each sheet with its own --css, or under css: in publication.yaml",
        "请用多个 --css，或在 publication.yaml 的 css: 下逐个列出",
    ),
    Row(
        "K17.margin",
        W,
        "a negative margin puts text over text or off the page: {text}",
        "负的外边距会让文字重叠或跑出页面：{text}",
        "use a margin of 0 or more",
        "请用 0 或正数",
    ),
    Row(
        "K17.mode",
        W,
        "the writing mode is no matter of a style sheet: {text}",
        "排版方向不应写在样式表里：{text}",
        "delete it and say writing_mode in publication.yaml, or --writing-mode",
        "请删除，改在 publication.yaml 里写 writing_mode，或用 --writing-mode",
    ),
    Row(
        "K17.range",
        W,
        "Kindle does not follow unicode-range: {text}",
        "Kindle 不支持 unicode-range：{text}",
        "delete it",
        "请删除",
    ),
    Row(
        "K17.url",
        W,
        "files that a style sheet names are not packed: {text}",
        "样式表里引用的文件不会打包：{text}",
        "delete it",
        "请删除",
    ),
    Row(
        "K17.utf8",
        W,
        "the style sheet is not UTF-8: some of its characters are lost",
        "样式表不是 UTF-8 编码，有的字会丢失",
        "save it as UTF-8",
        "请另存为 UTF-8",
    ),
    Row(
        "K17.var",
        W,
        "devices drop values made with custom properties: {text}",
        "阅读器不认自定义属性：{text}",
        "type the value itself",
        "请直接写值",
    ),
)
