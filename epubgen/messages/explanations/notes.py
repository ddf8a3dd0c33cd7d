# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: questions that importers ask, by the key of the note."""

from __future__ import annotations

from epubgen.messages.explanations.entry import Explanation

ENTRIES: tuple[Explanation, ...] = (
    Explanation(
        "note.ad",
        "Read as an advertisement",
        "按广告处理",
        "A block of the page reads like an advertisement. Advertisements are left out of the edition unless --keep-ads asks for them, so look whether it is a story after all.",
        "版面上的一块读起来像广告。广告默认不收入，除非用 --keep-ads，所以请看看它是否其实是稿件。",
    ),
    Explanation(
        "note.breaks-off",
        "Text that breaks off",
        "正文中断",
        "The last paragraph of a story does not end in closing punctuation, and nothing follows that could be its rest. On a page with mixed columns the rest may have landed in another story.",
        "一篇稿件的末段没有结束，后面也没有能接上的文字。分栏读乱的版面上，下文可能落到了别的稿件里。",
    ),
    Explanation(
        "note.column",
        "Heading read as a column",
        "读作栏目",
        "A lone heading above a headline ends like the name of a column (评论, 漫谈, 专栏 …). A column that is listed in publication.yaml is never asked about again.",
        "标题上方的一行按词尾（评论、漫谈、专栏等）判断为栏目。写进 publication.yaml 的 columns 后不再询问。",
    ),
    Explanation(
        "note.column-kicker",
        "Two headings above a headline",
        "标题上方有两行",
        "By position the first is the column and the second the kicker; nothing else on the page says so.",
        "按位置，第一行读作栏目，第二行读作肩题，版面上没有别的依据。",
    ),
    Explanation(
        "note.headline-lines",
        "Space in a headline",
        "标题里的空格",
        "A space in a headline of one heading is read as the break of two print lines. It might also divide a kicker from the headline, or be part of the text. 'headline_space' of the publication settles it for good.",
        "单行标题里的空格读作转行。它也可能隔开肩题与主题，或本来就是文字的一部分。在报刊的 headline_space 里可以一次定好。",
    ),
    Explanation(
        "note.join",
        "Paragraphs joined without proof",
        "没有把握的接段",
        "Two pieces were joined because the first does not end and no pair of quotation marks proves or disproves it. If the second begins oddly, columns may be mixed up.",
        "前一段没有结束，于是接上后一段，但没有引号等证据。如果后一段开头不自然，可能是分栏读乱了。",
    ),
    Explanation(
        "note.jump",
        "Jump without its other part",
        "转版找不到另一半",
        "The page says that a story goes on elsewhere, or comes from elsewhere, and no story there fits.",
        "版面写着“下转”或“上接”，却没有找到相接的稿件。",
    ),
    Explanation(
        "note.kicker",
        "Heading read as a kicker",
        "读作肩题",
        "A lone heading above a headline is read as its kicker. It might be a column, or the first line of the headline.",
        "标题上方单独的一行读作肩题，也可能是栏目或主题的第一行。",
    ),
    Explanation(
        "note.level",
        "Heading in doubt",
        "标题级别存疑",
        "Nothing but its level tells whether a heading opens a story or divides one, and levels of recognised pages are not to be relied on.",
        "这一行是新稿件的标题还是小标题，只有级别可凭，而识别出的级别并不可靠。",
    ),
    Explanation(
        "note.markup",
        "Markup that became text",
        "标记变为文字",
        "HTML in the page, often a table, was turned into plain text, because no block fits it. Nothing was lost but the arrangement.",
        "版面里的 HTML（多为表格）没有对应的正文块，已改为纯文字。文字没有丢，排列没有了。",
    ),
    Explanation(
        "note.no-text",
        "Heading without text",
        "标题下没有正文",
        "Nothing stands under a heading. Its text may have been read into another column.",
        "标题下面没有内容，正文可能读到了别的栏里。",
    ),
    Explanation(
        "note.notice",
        "Read as a notice",
        "按公告处理",
        "A block reads like an announcement and became a story of the kind 'notice'.",
        "这一块读起来像公告、启事，已写成 kind: notice 的稿件。",
    ),
    Explanation(
        "note.page-number",
        "Page number counted",
        "版次按顺序推算",
        "Neither the page nor its file name says its number, so the order of the files decided.",
        "版面和文件名都没有版次，按文件次序推算。",
    ),
    Explanation(
        "note.photo",
        "Photo to be added",
        "待补图片",
        "A photo story came without its photo, as recognised text does. Put the file under the name that is given.",
        "识别出的文字里没有图片。请把图片放到指定的文件名下。",
    ),
    Explanation(
        "note.role",
        "Signed without a role",
        "署名没有身份",
        "A name stands under a story without a word for the work. A signed column is usually a commentator's.",
        "稿件有署名但没有写身份。署名专栏通常是评论员。",
    ),
    Explanation(
        "note.stray",
        "Stray paragraph",
        "散落的段落",
        "A paragraph begins as if in the middle of a sentence and does not fit what stands before it: the first sign of columns that were read in the wrong order.",
        "一段文字像从句子中间开始，和前文接不上，往往说明分栏读错了次序。",
    ),
    Explanation(
        "note.untitled",
        "Text without a headline",
        "没有标题的正文",
        "Text stands on the page before any headline. It was kept as a story of its own.",
        "这段文字前面没有标题，已单独成篇。",
    ),
    Explanation(
        "note.weather",
        "Read as the weather",
        "按天气处理",
        "A block reads like a weather report and became a notice.",
        "这一块读起来像天气预报，已写成公告。",
    ),
)
