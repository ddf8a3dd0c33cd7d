# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: other formats: EG040 to EG049."""

from __future__ import annotations

from epubgen.messages.row import E, I, Row, W

_AGAIN = ("export again; if it stays, install the newest calibre", "请再转一次；仍然如此时，请安装最新版 calibre")
_REPORT = ("do not put this file on a device; please report it", "请不要把它放进设备，并请反馈给我们")


def _damaged(variant: str, en: str, zh: str) -> Row:
    return Row(f"EG042.{variant}", E, f"the Kindle book is damaged: {en}", f"Kindle 书已损坏：{zh}", *_AGAIN)


def _wrong(variant: str, en: str, zh: str) -> Row:
    return Row(
        f"EG043.{variant}",
        E,
        f"the {en} of the Kindle book is ‘{{said}}’, that of the EPUB ‘{{due}}’",
        f"Kindle 书的{zh}是“{{said}}”，EPUB 的是“{{due}}”",
        *_REPORT,
    )


def _mended(variant: str, en: str, zh: str) -> Row:
    return Row(f"EG044.{variant}", I, f"put right, {en}: {{old}} → {{new}}", f"已改正{zh}：{{old}} → {{new}}")


ROWS: tuple[Row, ...] = (
    Row(
        "EG040",
        E,
        "an AZW3 is made by calibre, and its program ebook-convert is not on this machine",
        "AZW3 由 calibre 转换，而这台电脑上没有它的 ebook-convert 程序",
        "install calibre: ‘apt install calibre’, ‘brew install --cask calibre’, or calibre-ebook.com/download",
        "请安装 calibre：apt install calibre、brew install --cask calibre，或到 calibre-ebook.com/download 下载",
    ),
    Row(
        "EG041",
        E,
        "calibre ended with code {code}; its last words: {words}",
        "calibre 以代码 {code} 结束，最后的输出是：{words}",
        "type ‘epubgen check’ and the name of the EPUB: calibre stumbles over faulty ones",
        "请用 epubgen check 检查这个 EPUB：有误的文件 calibre 转换不了",
    ),
    Row(
        "EG041.timeout",
        E,
        "calibre was not done after {seconds} seconds and was ended",
        "calibre 过了 {seconds} 秒还没有转完，已将它结束",
        *_AGAIN,
    ),
    Row(
        "EG041.start",
        E,
        "{program} does not start: {why}",
        "{program} 无法启动：{why}",
        "type ‘ebook-convert --version’ to see whether calibre is whole",
        "请运行 ebook-convert --version，看 calibre 是否完好",
    ),
    Row(
        "EG041.nothing",
        E,
        "calibre said that it was done and wrote nothing; its last words: {words}",
        "calibre 说已经转完，却没有写出文件，最后的输出是：{words}",
        *_AGAIN,
    ),
    _damaged("short", "it ends within its first header", "文件在开头就断了"),
    _damaged("kind", "it is no Kindle book at all", "根本不是 Kindle 书"),
    _damaged("records", "its list of records is wrong", "记录表有误"),
    _damaged("header", "its header is cut off", "书籍头不完整"),
    _damaged("exth", "its metadata is cut off", "元数据不完整"),
    _damaged("title", "its title is not where it should be", "书名不在该在的地方"),
    _damaged("index", "its contents are not where they should be", "目录不在该在的地方"),
    _wrong("version", "version", "版本"),
    _wrong("title", "title", "书名"),
    _wrong("language", "language", "语言"),
    _wrong("mode", "writing mode", "书写方向"),
    _wrong("direction", "page progression", "翻页方向"),
    _mended("language", "language", "语言"),
    _mended("locale", "number of the language", "语言编号"),
    _mended("mode", "writing mode", "书写方向"),
    _mended("direction", "page progression", "翻页方向"),
    Row(
        "EG045.cover",
        W,
        "calibre lost the cover",
        "calibre 丢了封面",
        "see that the cover is a JPEG or PNG",
        "请确认封面是 JPEG 或 PNG",
    ),
    Row(
        "EG045.contents",
        W,
        "the Kindle book has {count} entries of contents, the EPUB {due}",
        "Kindle 书的目录有 {count} 条，EPUB 有 {due} 条",
        "see that every entry leads to a place of its own",
        "请确认目录的每一条都指向各自的位置",
    ),
    Row(
        "EG046",
        W,
        "rules for dark screens are left out of {sheet}: calibre would apply them to every screen",
        "{sheet} 中针对深色屏幕的规则已略去：calibre 会把它们用到所有屏幕上",
        "delete ‘@media (prefers-color-scheme: dark)’ from this file to be rid of the warning",
        "从这个文件中删去 @media (prefers-color-scheme: dark)，就不再有这条提示",
    ),
    Row(
        "EG047",
        E,
        "there is no format ‘{name}’; there are: {known}",
        "没有“{name}”这种格式，可选：{known}",
        "did you mean ‘{near}’?",
        "是不是想写“{near}”？",
    ),
    Row(
        "EG048",
        E,
        "{name} is a finished EPUB: options of building have no effect on it ({options})",
        "{name} 是成品 EPUB，制作选项对它不起作用（{options}）",
        "leave the options out, or name the issue instead of the EPUB",
        "请去掉这些选项，或改为指定期刊来源",
    ),
    Row(
        "ui.export",
        I,
        "Write an issue or an EPUB in another format: AZW3 for a Kindle by cable (needs calibre), or a Kobo's kepub.",
        "把一期或一个 EPUB 转成其他格式：用数据线传给 Kindle 的 AZW3（需要 calibre），或 Kobo 的 kepub。",
    ),
    Row("ui.o.to", I, "the format: azw3 or kepub", "格式：azw3 或 kepub"),
    Row(
        "ui.o.export_output",
        I,
        "file or folder to write to; default: the current folder",
        "输出文件或文件夹，默认为当前文件夹",
    ),
    Row("ui.export.done", I, "written: {format}, {size}", "已写出：{format}，{size}"),
)
