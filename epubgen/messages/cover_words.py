# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows about words that the cover cannot set, by what goes, and by the cure: codes F26 and F27."""

from __future__ import annotations

from epubgen.messages.row import Row, W

ROWS: tuple[Row, ...] = (
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
                ".script",
                "{script} letters must be joined or run from the right, which epubgen does not do on covers, in",
                "封面不会排 {script} 文字（字母要连写、组合或从右往左），写不出",
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
