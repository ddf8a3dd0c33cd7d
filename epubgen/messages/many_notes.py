# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: questions of importers about several places at once, with keys ``note.….many``."""

from __future__ import annotations

from dataclasses import replace

from epubgen.messages.notes import ROWS as NOTES
from epubgen.messages.row import Row

_MANY: dict[str, tuple[str, ...]] = {
    "note.ad": (
        "{count} blocks are read as advertisements: {places}",
        "{count} 处按广告处理：{places}",
        "change 'kind: ad' in the file of each that is a story",
        "其中的新闻稿，请在稿件中改掉 kind: ad",
    ),
    "note.breaks-off": (
        "{count} stories end inside a sentence; the rest may stand elsewhere on the page: {places}",
        "{count} 篇正文在句子中间断了，下文可能在版面别处：{places}",
        "look at the print and bring the missing lines to each place",
        "请对照版面，把下文接到各处",
    ),
    "note.byline": (
        "{count} words are read as names of authors and may be something else: {places}",
        "{count} 处按作者姓名处理，也可能另有所指：{places}",
        "look at the print; where a word names no person, correct 'authors' in the story's file, or take the line back into its text",
        "请对照版面；不是人名的，请在该稿中改 authors，或把那一行放回正文",
    ),
    "note.byline.text": (
        "{count} short lines under headlines are read as text and may sign: {places}",
        "{count} 处标题下的短行按正文处理，也可能是署名：{places}",
        "look at the print; take each line that signs out of the text and write it in 'authors' of its story",
        "请对照版面；是署名的，请从正文中移出，写进该稿的 authors",
    ),
    "note.column": (
        "{count} headings are read as columns, by their endings: {places}",
        "{count} 处按词尾判断为栏目：{places}",
        "list them under 'columns' in publication.yaml, and they are never asked about again",
        "写进 publication.yaml 的 columns，以后不再问",
    ),
    "note.column-kicker": (
        "above {count} headlines stand several headings, the first read as the column, the next as the kicker: {places}",
        "{count} 个标题上方有几行，第一行按栏目、其后按肩题处理：{places}",
        "list the columns under 'columns' in publication.yaml, and they are never asked about again",
        "把栏目写进 publication.yaml 的 columns，以后不再问",
    ),
    "note.date": (
        "{count} pages print another date than the one you gave: {places}",
        "{count} 个版面所印日期与您指定的不同：{places}",
        "look at the print; if the printed dates are right, import again without --date",
        "请对照版面；若版面所印无误，请去掉 --date 重新导入",
    ),
    "note.formula": (
        "no plain form was found for {count} formulas; they stand as they were typed: {places}",
        "{count} 个公式没有对应的普通写法，照原样保留：{places}",
        "write them in plain characters: 38℃, 100m², 1/2",
        "请改用普通字符书写，例如 38℃、100m²、1/2",
    ),
    "note.deck": (
        "{count} lines below headlines are read as decks: {places}",
        "{count} 个标题下面的一行按副题处理：{places}",
        "move each that is none to 'kicker' or 'title' in the story's front matter",
        "其中不是副题的，请在该稿开头改到 kicker 或 title",
    ),
    "note.headline-lines": (
        "the space in {count} headlines is read as the break of two lines; the first part may be a kicker: {places}",
        "{count} 个标题中的空格按转行处理，前半也可能是肩题：{places}",
    ),
    "note.join": (
        "at {count} places two paragraphs were joined, and may not belong together: {places}",
        "{count} 处把两段接成了一段，但未必相连：{places}",
        "look at the print; columns may be mixed up at these places",
        "请对照版面，各处可能串栏",
    ),
    "note.jump": (
        "{count} jump lines: no story on that page is the other part: {places}",
        "{count} 处转版说明：那一版上没有找到相接的稿件：{places}",
    ),
    "note.kicker": (
        "{count} headings above headlines are read as kickers: {places}",
        "{count} 个标题上方的一行按肩题处理：{places}",
        "list those that are columns under 'columns' in publication.yaml; 'import: {{kickers: …}}' settles kickers",
        "其中的栏目请写进 publication.yaml 的 columns；确是肩题可写进 import 的 kickers",
    ),
    "note.level": (
        "nothing but its level says what each of {count} headings is: {places}",
        "{count} 处是标题还是小标题，只有级别可凭：{places}",
        "look at the print: which of them begin a new story?",
        "请对照版面：哪几处是另一篇稿件？",
    ),
    "note.level.headline": (
        "nothing but its level says what each of {count} headings is; they are read as headlines of new stories: {places}",
        "{count} 处是标题还是小标题，只有级别可凭，现按另一篇稿件的标题处理：{places}",
        "look at the print: which of them begin a new story?",
        "请对照版面：哪几处是另一篇稿件？",
    ),
    "note.level.subhead": (
        "nothing but its level says what each of {count} headings is; they are read as subheads: {places}",
        "{count} 处是标题还是小标题，只有级别可凭，现按小标题处理：{places}",
        "look at the print: which of them begin a new story?",
        "请对照版面：哪几处是另一篇稿件？",
    ),
    "note.markup": (
        "the input holds HTML at {count} places; its text was kept: {places}",
        "{count} 处原有 HTML，只保留了文字：{places}",
        "look at the print: were these tables?",
        "请对照版面，看是否是表格",
    ),
    "note.mixed": (
        "{count} paragraphs stand where two columns are mixed and may belong to another story: {places}",
        "{count} 段在两栏交错处，也可能属于另一篇：{places}",
        "look at the print; move each that belongs to the other story there",
        "请对照版面；属另一篇的，请移过去",
    ),
    "note.misread": (
        "{count} words may be misread: {places}",
        "{count} 处文字可能识别有误：{places}",
        "look at the print; where it has the usual word, correct the story, else delete the entry",
        "请对照版面；确是通常写法的，请改正稿件，否则删去该条",
    ),
    "note.misread.no-such-day": (
        "{count} dates are days that no calendar has: {places}",
        "{count} 处日期在历法中不存在：{places}",
        "look at the print and type the days that stand there; slips of the print itself may stay",
        "请对照版面，改为版面上的日期；版面本身如此的，可不改",
    ),
    "note.misread.unreadable": (
        "at {count} places characters were lost when the page was read: {places}",
        "{count} 处识别时丢失了字符：{places}",
        "look at the print and type what stands at each place",
        "请对照版面补上各处原文",
    ),
    "note.name-spelling": (
        "{count} names stand in two spellings that may be one: {places}",
        "{count} 处姓名有两种写法，可能是同一人：{places}",
        "look at the print; where both are one person, correct the other spelling in its story",
        "请对照版面；是同一人的，请改正另一处",
    ),
    "note.no-text": (
        "nothing stands under {count} headings: {places}",
        "{count} 个标题下面没有正文：{places}",
        "look at the print: their texts may stand elsewhere on the page, or they are parts of other headings",
        "请对照版面：正文可能在别处，或它们是别的标题的一部分",
    ),
    "note.notice": (
        "{count} blocks are read as notices: {places}",
        "{count} 处按公告、启事处理：{places}",
        "change 'kind: notice' in the file of each that is a story",
        "其中的新闻稿，请在稿件中改掉 kind: notice",
    ),
    "note.page-number": (
        "{count} pages do not say their numbers; they were counted in their order: {places}",
        "{count} 个版面没有版次，按顺序编号：{places}",
        "say them with --page, or put them into the file names: 2026-04-22-03.md",
        "请用 --page 指明，或写进文件名：2026-04-22-03.md",
    ),
    "note.photo": (
        "{count} photo stories without their photos: {places}",
        "{count} 篇图片稿缺少图片：{places}",
        "put each photo there, under the name that its story gives",
        "请把图片放到各处，用稿件所写的文件名",
    ),
    "note.picture": (
        "{count} photos above headlines went to the stories below them, by their captions: {places}",
        "{count} 张标题上面的图片按图说归入下面的稿件：{places}",
        "move the line of each that belongs to the story above",
        "其中属于上面一篇的，请把那一行移过去",
    ),
    "note.role": (
        "{count} stories are signed without a role: {places}",
        "{count} 处署名没有写明身份：{places}",
        "add 'role:' in the stories; 'import: {{signed_without_role: commentator}}' in publication.yaml settles them all",
        "请在各稿中补 role；publication.yaml 的 import 写 signed_without_role: commentator 则以后不再问",
    ),
    "note.stray": (
        "{count} paragraphs look like the rest of others: {places}",
        "{count} 段像是别处的下文：{places}",
        "look at the print; columns may be mixed up at these places",
        "请对照版面，各处可能串栏",
    ),
    "note.unclear": (
        "on {count} pages words were hardly legible to the program that read them: {places}",
        "{count} 版里有识别程序没有把握的词：{places}",
    ),
    "note.title-lines": (
        "{count} headlines are read as of several lines: {places}",
        "{count} 个标题按几行处理：{places}",
        "look at the print; move a line that is kicker or deck there in the story's front matter",
        "请对照版面；其中是肩题或副题的，请在该稿开头改过去",
    ),
    "note.untitled": (
        "{count} texts have no headline: {places}",
        "{count} 段文字没有标题：{places}",
        "look at the print: to which stories do they belong?",
        "请对照版面：它们属于哪几篇稿件？",
    ),
    "note.weather": (
        "{count} blocks are read as weather notices: {places}",
        "{count} 处按天气预报处理：{places}",
        "change 'kind: notice' in the file of each that is a story",
        "其中的新闻稿，请在稿件中改掉 kind: notice",
    ),
}
"""The same of several places at once: message and, where that of one place does not fit, cure; English and Chinese."""


def _many(row: Row) -> Row:
    en, zh, *cure = _MANY[row.key]
    hint_en, hint_zh = cure or (row.hint_en, row.hint_zh)
    return replace(row, key=f"{row.key}.many", en=en, zh=zh, hint_en=hint_en, hint_zh=hint_zh)


ROWS: tuple[Row, ...] = tuple(_many(row) for row in NOTES)
