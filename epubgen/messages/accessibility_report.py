# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: words of the accessibility report that ``check --accessibility`` prints, with keys ``ui.access.…``."""

from __future__ import annotations

from epubgen.messages.row import Row, ui


def _access(key: str, en: str, zh: str) -> Row:
    return ui(f"access.{key}", en, zh)


ROWS: tuple[Row, ...] = (
    _access("title", "Accessibility of {title}", "无障碍报告：{title}"),
    _access("claims", "What the book claims of itself", "书中声明"),
    _access("holds.true", "holds", "属实"),
    _access("holds.false", "DOES NOT HOLD", "不属实"),
    _access("holds.none", "not checked", "未核对"),
    _access("claim", "{verdict}: {name} {value}", "{verdict}：{name} {value}"),
    _access("unsaid", "missing, though every EPUB has to say it: {name}", "缺少必备的声明：{name}"),
    _access("no_claims", "nothing", "没有声明"),
    _access(
        "pictures",
        "Pictures: {count}, of them {spoken} with words, {decorative} decorations, {silent} without words ({share} % described)",
        "图片 {count} 张：有替代文字 {spoken} 张，装饰 {decorative} 张，缺替代文字 {silent} 张（覆盖率 {share}%）",
    ),
    _access("pictures.none", "Pictures: none", "图片：无"),
    _access("silent.missing", "{at}: {name} has no alt", "{at}：{name} 没有 alt"),
    _access("silent.mere", "{at}: {name} has nothing but the word for a photo", "{at}：{name} 只写了“照片”一类的词"),
    _access("silent.caption", "{at}: the alt of {name} repeats the caption", "{at}：{name} 的 alt 与图片说明相同"),
    _access(
        "silent.hint",
        "write alt under the photo in the story: what it shows, in a sentence; decorative: true for a mere ornament",
        "请在稿件的图片下写 alt，用一句话说明画面；纯装饰图写 decorative: true",
    ),
    _access("headings", "Headings: {count} in {documents} documents", "标题：{documents} 个文档，{count} 个标题"),
    _access(
        "headings.good", "every document has one main heading, no level is left out", "每个文档有一个主标题，没有跳级"
    ),
    _access("heading.none", "{at}: no heading", "{at}：没有标题"),
    _access("heading.several", "{at}: a second main heading: {words}", "{at}：有第二个主标题：{words}"),
    _access("heading.skipped", "{at}: a level is left out: {words}", "{at}：标题跳级：{words}"),
    _access("heading.empty", "{at}: a heading without words", "{at}：标题没有文字"),
    _access(
        "languages",
        "Languages: the book says {language}; documents: {documents}",
        "语言：书中声明 {language}；文档：{documents}",
    ),
    _access("foreign", "passages in another language, marked as such: {runs}", "标明了语言的外文段落：{runs}"),
    _access(
        "mute",
        "{name} does not say its language: a voice reads it as it guesses",
        "{name} 没有写明语言，朗读时只能猜测",
    ),
    _access("pages", "Printed pages: {count} in the list", "印刷版面：列出 {count} 版"),
    _access("pages.none", "Printed pages: no list", "印刷版面：没有列出"),
    _access(
        "unlisted", "page {page} is marked in the text, but not in the list", "版面 {page} 在正文里有标记，但没有列入"
    ),
    _access(
        "contrast.none",
        "Contrast: not applicable, the book sets no colours; those of the reader hold",
        "对比度：不适用，书中没有设定颜色，以读者的设置为准",
    ),
    _access(
        "contrast",
        "Contrast: not measured; {count} declarations set colours (Ace by DAISY measures them)",
        "对比度：未测量；有 {count} 处设定了颜色（可用 DAISY Ace 测量）",
    ),
    _access("broken", "{at}: cannot be read", "{at}：无法读取"),
    _access("ok", "Nothing to mend.", "没有需要改的地方。"),
    _access("not_ok", "To mend: {count}", "需要改的地方：{count} 处"),
)
