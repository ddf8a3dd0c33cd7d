# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: review notes of importers, one and many of a kind, with keys ``note.…``."""

from __future__ import annotations

from dataclasses import replace

from epubgen.messages.row import Row, W

_SINGLE: tuple[Row, ...] = (
    Row(
        "note.ad",
        W,
        "'{text}' is read as an advertisement",
        "“{text}”按广告处理",
        "if it is a story, change 'kind: ad' in its file",
        "若是新闻稿，请在该稿中改掉 kind: ad",
    ),
    Row(
        "note.breaks-off",
        W,
        "the text ends inside a sentence: '…{text}'; the rest may stand elsewhere on the page",
        "正文在句子中间断了：“…{text}”，下文可能在版面别处",
        "look at the print and bring the missing lines here",
        "请对照版面，把下文接到这里",
    ),
    Row(
        "note.byline",
        W,
        "'{text}' is read as the name of an author; it may be something else: {alternatives}",
        "“{text}”按作者姓名处理，也可能另有所指：{alternatives}",
        "look at the print; if it is no person, correct 'authors' in the story's file, or take the line back into its text",
        "请对照版面；若不是人名，请在该稿中改 authors，或把这一行放回正文",
    ),
    Row(
        "note.byline.text",
        W,
        "the short line '{text}' under a headline is read as text; it may sign the story",
        "标题下的短行“{text}”按正文处理，也可能是署名",
        "look at the print; if it signs, take it out of the text and write it in 'authors' of the story",
        "请对照版面；若是署名，请从正文中移出，写进该稿的 authors",
    ),
    Row(
        "note.column",
        W,
        "'{text}' is read as a column, by its ending",
        "“{text}”按词尾判断为栏目",
        "list it under 'columns' in publication.yaml, and it is never asked again",
        "写进 publication.yaml 的 columns，以后不再问",
    ),
    Row(
        "note.column-kicker",
        W,
        "of the headings '{text}' the first is read as the column, the next as the kicker",
        "“{text}”：第一行按栏目、其后按肩题处理",
        "list the column under 'columns' in publication.yaml, and it is never asked again",
        "把栏目写进 publication.yaml 的 columns，以后不再问",
    ),
    Row(
        "note.date",
        W,
        "the page prints {text}; it is dated {chosen}, as you asked",
        "版面所印日期是 {text}，现按您指定的 {chosen} 处理",
        "look at the print; if {text} is right, import again without --date",
        "请对照版面；若 {text} 无误，请去掉 --date 重新导入",
    ),
    Row(
        "note.formula",
        W,
        "no plain form was found for the formula '{text}'; it stands as it was typed",
        "公式“{text}”没有对应的普通写法，照原样保留",
        "write it in plain characters: 38℃, 100m², 1/2",
        "请改用普通字符书写，例如 38℃、100m²、1/2",
    ),
    Row(
        "note.deck",
        W,
        "'{text}' is read as the deck of the headline above it; other readings: {alternatives}",
        "“{text}”按上面标题的副题处理；其他读法：{alternatives}",
        "if it is not, move it to 'kicker' or 'title' in the story's front matter",
        "若不是，请在该稿开头把它改到 kicker 或 title",
    ),
    Row(
        "note.headline-lines",
        W,
        "the space in '{text}' is read as the break of two headline lines; the first part may be a kicker",
        "“{text}”中的空格按标题转行处理，前半也可能是肩题",
        "'headline_space: lines' or 'text' in publication.yaml settles it for every headline",
        "在 publication.yaml 写 headline_space: lines（转行）或 text（空格），以后不再问",
    ),
    Row(
        "note.join",
        W,
        "two paragraphs were joined, and may not belong together: '{text}'",
        "两段已接成一段，但未必相连：“{text}”",
        "look at the print; columns may be mixed up here",
        "请对照版面，此处可能串栏",
    ),
    Row(
        "note.jump",
        W,
        "'{text}': no story on that page is its other part",
        "“{text}”：那一版上没有找到相接的稿件",
        "name the other part in 'continues_on' or 'continued_from'",
        "请在稿件中写明 continues_on 或 continued_from",
    ),
    Row(
        "note.kicker",
        W,
        "'{text}' is read as the kicker of the headline below it",
        "“{text}”按下面标题的肩题处理",
        "if it is a column, list it under 'columns' in publication.yaml; 'import: {{kickers: …}}' settles a kicker",
        "若是栏目，请写进 publication.yaml 的 columns；确是肩题可写进 import 的 kickers",
    ),
    Row(
        "note.level",
        W,
        "nothing but its level says what the heading '{text}' is; it is read as: {chosen}",
        "“{text}”是标题还是小标题，只有级别可凭，现按 {chosen} 处理",
        "look at the print: does a new story begin here?",
        "请对照版面：这里是不是另一篇稿件？",
    ),
    Row(
        "note.level.headline",
        W,
        "nothing but its level says what the heading '{text}' is; it is read as the headline of a new story",
        "“{text}”是标题还是小标题，只有级别可凭，现按另一篇稿件的标题处理",
        "look at the print: does a new story begin here?",
        "请对照版面：这里是不是另一篇稿件？",
    ),
    Row(
        "note.level.subhead",
        W,
        "nothing but its level says what the heading '{text}' is; it is read as a subhead",
        "“{text}”是标题还是小标题，只有级别可凭，现按小标题处理",
        "look at the print: does a new story begin here?",
        "请对照版面：这里是不是另一篇稿件？",
    ),
    Row(
        "note.markup",
        W,
        "the input holds HTML here; its text was kept: '{text}'",
        "此处原有 HTML，只保留了文字：“{text}”",
        "look at the print: was this a table?",
        "请对照版面，看是否是表格",
    ),
    Row(
        "note.misread",
        W,
        "'{text}' may be misread; '{alternatives}' is usual",
        "“{text}”可能识别有误，通常作“{alternatives}”",
        "look at the print; if it says so, type '{alternatives}' in the story, else delete this entry",
        "请对照版面；若确是“{alternatives}”，请改正稿件，否则删去此条",
    ),
    Row(
        "note.misread.no-such-day",
        W,
        "'{text}': no calendar has this day",
        "“{text}”：历法中没有这一天",
        "look at the print and type the day that stands there; a slip of the print itself may stay",
        "请对照版面，改为版面上的日期；若版面本身如此，可不改",
    ),
    Row(
        "note.misread.unreadable",
        W,
        "'{text}': characters were lost when the page was read",
        "“{text}”：识别时丢失了字符",
        "look at the print and type what stands there",
        "请对照版面补上原文",
    ),
    Row(
        "note.name-spelling",
        W,
        "two spellings that may be one name: {text}",
        "两种写法可能是同一人：{text}",
        "look at the print; if it is one person, correct the other spelling in its story",
        "请对照版面；若是同一人，请改正另一处",
    ),
    Row(
        "note.no-text",
        W,
        "nothing stands under the heading '{text}'",
        "标题“{text}”下面没有正文",
        "look at the print: the text may stand elsewhere on the page, or this is part of another heading",
        "请对照版面：正文可能在别处，或它是另一标题的一部分",
    ),
    Row(
        "note.notice",
        W,
        "'{text}' is read as a notice",
        "“{text}”按公告、启事处理",
        "if it is a story, change 'kind: notice' in its file",
        "若是新闻稿，请在该稿中改掉 kind: notice",
    ),
    Row(
        "note.page-number",
        W,
        "the page does not say its number; it was counted as {chosen}",
        "版面上没有版次，按顺序算作 {chosen}",
        "say it with --page, or put it into the file name: 2026-04-22-03.md",
        "请用 --page 指明，或写进文件名：2026-04-22-03.md",
    ),
    Row(
        "note.photo",
        W,
        "a photo story without its photo: {text}",
        "图片稿缺少图片：{text}",
        "put the photo there, under this name",
        "请把图片放到此处，用这个文件名",
    ),
    Row(
        "note.picture",
        W,
        "the photo {text} stands above this headline, and its caption speaks of this story",
        "图片 {text} 在这个标题上面，按图说归入本稿",
        "if it belongs to the story above, move its line there",
        "若属于上面一篇，请把它那一行移过去",
    ),
    Row(
        "note.role",
        W,
        "'{text}' is signed without a role",
        "“{text}”没有写明身份",
        "add 'role:' in the story; 'import: {{signed_without_role: commentator}}' in publication.yaml settles it",
        "请在稿件中补 role；publication.yaml 的 import 写 signed_without_role: commentator 则以后不再问",
    ),
    Row(
        "note.stray",
        W,
        "a paragraph that looks like the rest of another one: '{text}'",
        "这一段像是别处的下文：“{text}”",
        "look at the print; columns may be mixed up here",
        "请对照版面，此处可能串栏",
    ),
    Row(
        "note.unclear",
        W,
        "{chosen} words were hardly legible to the program that read the page: {text}",
        "识别程序没有把握的词有 {chosen} 个：{text}",
        "look for them in the stories of this page and type what the print shows",
        "请在本版稿件中查找，照印样改正",
    ),
    Row(
        "note.title-lines",
        W,
        "'{text}' are read as lines of one headline; other readings: {alternatives}",
        "“{text}”按同一标题的几行处理；其他读法：{alternatives}",
        "if one of them is kicker or deck, move it there in the story's front matter",
        "若其中一行是肩题或副题，请在该稿开头改过去",
    ),
    Row(
        "note.untitled",
        W,
        "text without a headline: '{text}'",
        "这段文字没有标题：“{text}”",
        "look at the print: to which story does it belong?",
        "请对照版面：它属于哪篇稿件？",
    ),
    Row(
        "note.weather",
        W,
        "'{text}' is read as a weather notice",
        "“{text}”按天气预报处理",
        "if it is a story, change 'kind: notice' in its file",
        "若是新闻稿，请在该稿中改掉 kind: notice",
    ),
)

_MANY: dict[str, tuple[str, str]] = {
    "note.ad": ("{count} blocks are read as advertisements: {places}", "{count} 处按广告处理：{places}"),
    "note.breaks-off": (
        "{count} stories end inside a sentence; the rest may stand elsewhere on the page: {places}",
        "{count} 篇正文在句子中间断了，下文可能在版面别处：{places}",
    ),
    "note.byline": (
        "{count} words are read as names of authors and may be something else: {places}",
        "{count} 处按作者姓名处理，也可能另有所指：{places}",
    ),
    "note.byline.text": (
        "{count} short lines under headlines are read as text and may sign: {places}",
        "{count} 处标题下的短行按正文处理，也可能是署名：{places}",
    ),
    "note.column": (
        "{count} headings are read as columns, by their endings: {places}",
        "{count} 处按词尾判断为栏目：{places}",
    ),
    "note.column-kicker": (
        "above {count} headlines stand several headings, the first read as the column, the next as the kicker: {places}",
        "{count} 个标题上方有几行，第一行按栏目、其后按肩题处理：{places}",
    ),
    "note.date": (
        "{count} pages print another date than the one you gave: {places}",
        "{count} 个版面所印日期与您指定的不同：{places}",
    ),
    "note.formula": (
        "no plain form was found for {count} formulas; they stand as they were typed: {places}",
        "{count} 个公式没有对应的普通写法，照原样保留：{places}",
    ),
    "note.deck": (
        "{count} lines below headlines are read as decks: {places}",
        "{count} 个标题下面的一行按副题处理：{places}",
    ),
    "note.headline-lines": (
        "the space in {count} headlines is read as the break of two lines; the first part may be a kicker: {places}",
        "{count} 个标题中的空格按转行处理，前半也可能是肩题：{places}",
    ),
    "note.join": (
        "at {count} places two paragraphs were joined, and may not belong together: {places}",
        "{count} 处把两段接成了一段，但未必相连：{places}",
    ),
    "note.jump": (
        "{count} jump lines: no story on that page is the other part: {places}",
        "{count} 处转版说明：那一版上没有找到相接的稿件：{places}",
    ),
    "note.kicker": (
        "{count} headings above headlines are read as kickers: {places}",
        "{count} 个标题上方的一行按肩题处理：{places}",
    ),
    "note.level": (
        "nothing but its level says what each of {count} headings is; they are read as: {chosen}: {places}",
        "{count} 处是标题还是小标题，只有级别可凭，现按 {chosen} 处理：{places}",
    ),
    "note.level.headline": (
        "nothing but its level says what each of {count} headings is; they are read as headlines of new stories: {places}",
        "{count} 处是标题还是小标题，只有级别可凭，现按另一篇稿件的标题处理：{places}",
    ),
    "note.level.subhead": (
        "nothing but its level says what each of {count} headings is; they are read as subheads: {places}",
        "{count} 处是标题还是小标题，只有级别可凭，现按小标题处理：{places}",
    ),
    "note.markup": (
        "the input holds HTML at {count} places; its text was kept: {places}",
        "{count} 处原有 HTML，只保留了文字：{places}",
    ),
    "note.misread": (
        "{count} words may be misread: {places}",
        "{count} 处文字可能识别有误：{places}",
    ),
    "note.misread.no-such-day": (
        "{count} dates are days that no calendar has: {places}",
        "{count} 处日期在历法中不存在：{places}",
    ),
    "note.misread.unreadable": (
        "at {count} places characters were lost when the page was read: {places}",
        "{count} 处识别时丢失了字符：{places}",
    ),
    "note.name-spelling": (
        "{count} names stand in two spellings that may be one: {places}",
        "{count} 处姓名有两种写法，可能是同一人：{places}",
    ),
    "note.no-text": ("nothing stands under {count} headings: {places}", "{count} 个标题下面没有正文：{places}"),
    "note.notice": ("{count} blocks are read as notices: {places}", "{count} 处按公告、启事处理：{places}"),
    "note.page-number": (
        "{count} pages do not say their numbers; they were counted in their order: {places}",
        "{count} 个版面没有版次，按顺序编号：{places}",
    ),
    "note.photo": ("{count} photo stories without their photos: {places}", "{count} 篇图片稿缺少图片：{places}"),
    "note.picture": (
        "{count} photos above headlines went to the stories below them, by their captions: {places}",
        "{count} 张标题上面的图片按图说归入下面的稿件：{places}",
    ),
    "note.role": ("{count} stories are signed without a role: {places}", "{count} 处署名没有写明身份：{places}"),
    "note.stray": (
        "{count} paragraphs look like the rest of others: {places}",
        "{count} 段像是别处的下文：{places}",
    ),
    "note.unclear": (
        "on {count} pages words were hardly legible to the program that read them: {places}",
        "{count} 版里有识别程序没有把握的词：{places}",
    ),
    "note.title-lines": (
        "{count} headlines are read as of several lines: {places}",
        "{count} 个标题按几行处理：{places}",
    ),
    "note.untitled": ("{count} texts have no headline: {places}", "{count} 段文字没有标题：{places}"),
    "note.weather": ("{count} blocks are read as weather notices: {places}", "{count} 处按天气预报处理：{places}"),
}
"""The same of several places at once; the cure stays."""

ROWS: tuple[Row, ...] = (
    *_SINGLE,
    *(
        replace(row, key=f"{row.key}.many", en=_MANY[row.key][0], zh=_MANY[row.key][1])
        for row in _SINGLE
        if row.key in _MANY
    ),
)
