# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows about fonts and the cover: codes F20 to F22, F26 and F27."""

from __future__ import annotations

from epubgen.messages.row import Row, W

ROWS: tuple[Row, ...] = (
    Row(
        "F20",
        W,
        "the font {file} cannot be read: it is no OpenType font (.otf, .ttf, .ttc) or a damaged one",
        "字体 {file} 读不了：不是 OpenType 字体（.otf、.ttf、.ttc），或已损坏",
        "convert a web font (.woff, .woff2) to .otf or .ttf first",
        "网页字体（.woff、.woff2）请先转成 .otf 或 .ttf",
    ),
    Row(
        "F20.missing",
        W,
        "the font {file} is not there",
        "找不到字体 {file}",
        "the path starts at the folder of publication.yaml",
        "路径从 publication.yaml 所在的文件夹算起",
    ),
    Row(
        "F20.restricted",
        W,
        "the licence bits of the font {file} forbid to embed a part of it; it serves the cover only",
        "字体 {file} 的许可位不允许嵌入其中一部分，只用于封面",
        "ask the foundry for a licence that covers e-books, or name another font",
        "请向字体厂商购买电子书嵌入许可，或换一种字体",
    ),
    Row(
        "F20.unreadable",
        W,
        "the font {file} cannot be opened: {why}",
        "字体 {file} 打不开：{why}",
    ),
    Row(
        "F21",
        W,
        "the picture of the character {char} cannot be used",
        "字符 {char} 的造字图片不能用",
        "save it anew as PNG, black on white or on nothing, at least 96 pixels high",
        "请重新存成 PNG：黑字、白底或透明底，高至少 96 像素",
    ),
    Row(
        "F21.svg",
        W,
        "the picture of the character {char} is an SVG, which many readers do not show",
        "字符 {char} 的造字图片是 SVG，许多阅读器不显示",
        "export it as {char}.png beside it",
        "请导出成同名的 {char}.png，放在一起",
    ),
    Row(
        "F22.broken",
        W,
        "the cover is made without {file}: the picture cannot be used",
        "{file} 不能用，封面没有用它",
        "open it in an image program and export it again, or name another one",
        "用看图软件打开后重新导出，或换一张",
    ),
    Row(
        "F22.color",
        W,
        "'{value}' is no colour for the cover",
        "“{value}”不是封面能用的颜色",
        "write it as #8c1c1c, in quotes",
        "写成“#8c1c1c”这样，并加引号",
    ),
    Row(
        "F22.empty",
        W,
        "there is no cover: without a font and without a picture nothing can be drawn",
        "没有封面：既没有字体，也没有图片，画不出来",
        "bring back the fonts that come with epubgen: pip install --upgrade epubgen-periodicals; or set 'nameplate' in publication.yaml",
        "找回随 epubgen 安装的字体：pip install --upgrade epubgen-periodicals；或在 publication.yaml 里设 nameplate",
    ),
    Row(
        "F22.facsimile",
        W,
        "the cover cannot show the printed page: page {page} has no 'facsimile'",
        "封面用不了版面图：第 {page} 版没有 facsimile",
        "add 'facsimile: pages/{page}.jpg' to the page; a composed cover stands in for it",
        "给该版加 facsimile: pages/{page}.jpg；这次用了自动制作的封面",
    ),
    Row(
        "F22.file",
        W,
        "the picture of the cover is missing: {file}",
        "找不到封面图片：{file}",
        "set 'cover: {{mode: image, file: …}}'; the path starts at the folder of publication.yaml",
        "请写 cover: {{mode: image, file: …}}，路径从 publication.yaml 所在的文件夹算起",
    ),
    Row(
        "F22.file.near",
        W,
        "the picture of the cover is missing: {file}",
        "找不到封面图片：{file}",
        "type instead: file: {near}",
        "请改成 file: {near}",
    ),
    Row(
        "F22.font",
        W,
        "the cover has no words: no font is at hand to set them",
        "封面没有文字：没有可用的字体",
        "bring back the fonts that come with epubgen: pip install --upgrade epubgen-periodicals; or name a font under 'fonts' in publication.yaml",
        "找回随 epubgen 安装的字体：pip install --upgrade epubgen-periodicals；或在 publication.yaml 的 fonts 里写上字体文件",
    ),
    Row(
        "F22.photo",
        W,
        "the lead story has no photo for the cover",
        "头条没有可作封面的照片",
        "give the lead story a photo; a composed cover stands in for it",
        "给头条配一张照片；这次用了自动制作的封面",
    ),
    *(
        Row(f"{key}{cure}", W, en.replace("%", why_en), zh.replace("%", why_zh), hint_en, hint_zh)
        for key, en, zh in (
            (
                "F26",
                "the cover has no words: % the name ‘{text}’: {chars}",
                "封面没有文字：%报名“{text}”：{chars}",
            ),
            (
                "F26.lead",
                "the cover leaves out the words of the lead story: % ‘{text}’: {chars}",
                "封面略去了头条的文字：%“{text}”：{chars}",
            ),
            (
                "F27",
                "the cover leaves out a line: % ‘{text}’: {chars}",
                "封面略去了一行：%“{text}”：{chars}",
            ),
        )
        for cure, why_en, why_zh, hint_en, hint_zh in (
            (
                "",
                "no font has all characters of",
                "没有字体能写全",
                "take the characters out, or name a font that has them: --font FILE, or 'fonts: [assets/fonts/…]' in publication.yaml",
                "请删去这些字符，或指定有这些字的字体：--font 文件，或在 publication.yaml 写 fonts: [assets/fonts/…]",
            ),
            (
                ".letters",
                "no font has all letters of",
                "没有字体能写全",
                "pip install 'epubgen-periodicals[fonts]', or name a font that has them: --font FILE",
                "执行 pip install 'epubgen-periodicals[fonts]'，或指定有这些字母的字体：--font 文件",
            ),
            (
                ".order",
                "{script} letters run from right to left, which needs the extra ‘fonts’, in",
                "{script} 文字从右往左排，要装附加组件 fonts 才能写出",
                "pip install --upgrade 'epubgen-periodicals[fonts]'",
                "执行 pip install --upgrade 'epubgen-periodicals[fonts]'",
            ),
            (
                ".script",
                "{script} letters must be joined or combined, which epubgen does not do on this cover, in",
                "这种封面不会排 {script} 文字（字母要连写或组合），写不出",
                "draw the cover yourself: 'cover: {{mode: image, file: assets/front.jpg}}' in publication.yaml, or take a photo: mode: lead-photo",
                "请自己做封面：在 publication.yaml 写 cover: {{mode: image, file: assets/front.jpg}}；或用照片：mode: lead-photo",
            ),
        )
    ),
    Row(
        "F26.empty",
        W,
        "there is no cover, for it would have neither words nor a picture",
        "没有封面：既写不出文字，也没有图片",
        "set 'nameplate' in publication.yaml, or give the lead story a photo",
        "请在 publication.yaml 里设 nameplate，或给头条配一张照片",
    ),
)
