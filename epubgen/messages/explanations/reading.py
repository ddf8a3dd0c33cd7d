# SPDX-License-Identifier: AGPL-3.0-or-later
"""Explanations of what the input can have wrong: files (S), foreign HTML (H), questions of an import (``note.…``)."""

from __future__ import annotations

from epubgen.messages.row import Explanation

FILES: tuple[Explanation, ...] = (
    # Reading the files, codes S.
    Explanation(
        "S01",
        "Unknown field",
        "未知字段",
        "A field is not one that the format knows. It is refused, because a misspelled field would otherwise be dropped without a word: 'artcles' would build an issue without stories. The message gives the nearest name. Chinese names such as 标题 are known as well.",
        "写了格式里没有的字段。若不报错，拼错的字段会被悄悄丢掉，例如把 articles 写成 artcles，整期就没有稿件了。提示会给出最接近的写法；标题、栏目等中文字段名也可以用。",
    ),
    Explanation(
        "S02",
        "Wrong value",
        "值不对",
        "A value does not have the form that its field needs: a date that is no date, a word outside the list of choices, a list where one text is due, text that is no YAML or JSON. Values stay as they are typed, so 01 stays page 01 and 'no' stays a word; only the field decides what they mean. An issue made in Python is held against the types of the model in the same way, and the hint shows what to write: title=('…',), a tuple of print lines.",
        "值的写法不符合字段要求：日期写错、不在可选词里、该写一段文字却写成列表，或文件不是合法的 YAML、JSON。值按原样保留，01 就是 01 版，no 就是文字 no，含义只由字段决定。用 Python 建的一期同样按模型的类型核对，提示会给出写法，例如 title=('…',)：标题每行一项。",
    ),
    Explanation(
        "S03",
        "Required field missing",
        "缺少必填字段",
        "A field without which nothing can be built is missing or empty: the title of a story, the date of an issue, the id, title and language of a publication.",
        "缺少必不可少的字段，或字段为空：稿件的标题、一期的日期、报刊的 id、名称和语言。",
    ),
    Explanation(
        "S04",
        "Anchor, alias, tag or merge key of YAML",
        "YAML 的锚点、别名、标签或合并键",
        "YAML can name a value with '&', repeat it with '*', give it a type with '!' and merge mappings with '<<'. None of these is read: they make a file say something else than an editor sees, and a few lines can unfold to gigabytes. Text that merely begins with such a sign goes into quotes.",
        "YAML 可以用“&”给值起名、用“*”引用、用“!”指定类型、用“<<”合并。这里一律不用：它们会让文件的实际内容和编辑看到的不一样，几行就能展开成几个 GB。文字恰好以这些符号开头时，请加引号。",
    ),
    Explanation(
        "S05",
        "Field given twice",
        "字段重复",
        "The same field stands twice in one place. Most programs silently take the last one; here you decide which is right.",
        "同一处写了两次相同的字段。多数软件会悄悄取后一个；这里请您决定留哪个。",
    ),
    Explanation(
        "S06",
        "Field given under two names",
        "同一字段用了两个名称",
        "A field and its other spelling stand side by side, such as 'title' and 标题. They mean the same, so one of them must go.",
        "同一字段的两种写法并存，例如 title 和“标题”。两者意思相同，请删去一个。",
    ),
    Explanation(
        "S07",
        "Not UTF-8",
        "不是 UTF-8 编码",
        "The bytes of a file are no UTF-8. The encoding is not guessed, because a wrong guess changes characters without an error. The message names the encoding that files of the publication's language mostly had, where the bytes fit it; look at the result when you use it. Save the file as UTF-8, or name its encoding with --encoding. Names mean what the Encoding Standard of the web says: gb2312 is GB 18030, euc-kr is windows-949, big5 has the Hong Kong characters, shift_jis is windows-31J.",
        "文件的字节不是 UTF-8。程序不猜编码，因为猜错会悄悄改字。若字节符合刊物语言常用的编码，消息会写出它的名称；用了之后请核对结果。请另存为 UTF-8，或用 --encoding 指明编码。编码名称按网页的编码标准理解：gb2312 即 GB 18030，euc-kr 即 windows-949，big5 含香港字，shift_jis 即 windows-31J。",
    ),
    Explanation(
        "S08",
        "Path outside the publication",
        "路径在报刊文件夹之外",
        "A file name leads out of the folder of the publication. Nothing outside it is read, so that an issue from elsewhere cannot pull private files into a book.",
        "文件路径指向报刊文件夹之外。程序不读外面的文件，以免别处来的一期把私人文件带进书里。",
    ),
    Explanation(
        "S09",
        "HTML, or text that is no known block",
        "HTML 或无法识别的正文结构",
        "The text of a story holds HTML or a construct that has no meaning here. It is refused rather than passed through: what a reading device does with it cannot be foretold. The page on the issue format lists how each kind of block is written.",
        "正文里有 HTML，或这里没有的结构。不会原样放行，因为无法预料阅读器如何处理。各种正文块的写法见格式说明。",
    ),
    Explanation(
        "S10",
        "File missing or unreadable",
        "文件缺失或读不了",
        "A file that is needed is not there or cannot be opened. An issue needs issue.yaml in its folder and publication.yaml there or up to two folders above.",
        "需要的文件不存在或打不开。每一期的文件夹里要有 issue.yaml，publication.yaml 放在同一文件夹或上一、二级文件夹。",
    ),
    Explanation(
        "S11",
        "Archive unreadable or too large",
        "压缩包读不了或太大",
        "A ZIP archive is damaged, uses something other than plain ZIP, or unpacks to far more than an issue holds. Limits protect the computer from archives that are made to fill it.",
        "ZIP 压缩包损坏、不是普通 ZIP，或解开后远超一期的量。设上限是为了防止恶意压缩包占满电脑。",
    ),
    Explanation(
        "S12",
        "Nothing that can be read as an issue",
        "没有可读的一期",
        "No importer recognises what was named. The message lists what was looked for; 'epubgen sources' lists all formats. "
        "A format that an installed package brings and that fails is named with its package; all others still work.",
        "没有哪种导入方式认得所给的内容。消息列出了查找过的文件；“epubgen sources”列出全部格式。"
        "其他软件包提供的导入方式若出错，会指明是哪个软件包；别的导入方式不受影响。",
    ),
    Explanation(
        "S13",
        "Draft left out",
        "草稿未收入",
        "A story has 'draft: true' and is not in the edition. It may stay in the lists of the issue; they simply pass over it.",
        "稿件写着 draft: true，不收入本期。列表里可以保留它，生成时会跳过。",
    ),
    Explanation(
        "S15",
        "File of a story not read",
        "稿件文件未读取",
        "Stories are the Markdown files below the folder articles. A Word file or a .txt there, or a Markdown file beside issue.yaml, is most likely a story that somebody expects to see in print; it is named so that it does not get lost.",
        "稿件是 articles 文件夹里的 Markdown 文件。那里若有 Word 文件或 .txt，或者 issue.yaml 旁边有 Markdown 文件，多半是有人以为会见报的稿件，所以列出来，免得漏发。",
    ),
    Explanation(
        "S16",
        "Markdown typed almost right",
        "几乎写对的 Markdown",
        "Full-width brackets and signs of an input method, a missing space, habits of other programs, bold that is never closed: such marks do nothing and readers would see them. The hint says what to type. What is meant as it stands gets a backslash before its first mark: \\##. A topic such as #春节#, a name such as 张** and a number such as 138****0000 are left alone.",
        "输入法打出的全角括号和符号、漏掉的空格、别的软件的写法、没有成对的加粗：这些符号不起作用，读者会原样看到。提示里写明该怎么写。若本来就要这样印，在第一个半角符号前加反斜线，例如 \\##。#春节# 这样的话题、张** 这样的名字、138****0000 这样的号码不受影响。",
    ),
    Explanation(
        "S17",
        "Key or word without effect",
        "不再起作用的字段或词",
        "An earlier version took this key or word, though it never changed an edition. It is read over, so that older issues still build. Take it out of the file: a later version may refuse it.",
        "早先的版本接受这个字段或词，但它从未影响过成品。现在读取时会跳过，旧的各期照样能生成。请从文件里删去，以后的版本可能不再接受。",
    ),
    Explanation(
        "S23",
        "Text read in a wrong encoding",
        "文字可能用错编码",
        "A file fits several encodings, and only one of them gives its words. A text of rare ideographs alone, half-width kana among them, a Japanese issue without kana, a Korean one without Hangul, 'Ã©' for 'é' are signs of a wrong one. Nothing is changed. A roll of rare names or a classical text stays above the limit.",
        "同一份文件可能符合好几种编码，只有一种读出来是原文。通篇生僻字、夹杂半角假名，日文一期没有假名、韩文一期没有谚文，“é”变成“Ã©”，都说明编码用错了。程序不改动文字。生僻字多的人名名单和文言文不会超过界限。",
    ),
    Explanation(
        "S24",
        "Names in an archive that cannot be read",
        "压缩包里的文件名读不出来",
        "A ZIP archive may say that its names are UTF-8. Windows often writes them in the code page of its user instead and does not say which. epubgen takes --encoding, else the code page of the publication's language (Chinese, Japanese, Korean), else it refuses: a wrong guess would lose photos and stories. Back slashes between folders are read as slashes. Two different files that have one name are refused, too.",
        "ZIP 可以注明文件名是 UTF-8；Windows 常用本机代码页写文件名，却不注明是哪一种。程序先看 --encoding，再看刊物语言（中文、日文、韩文）的代码页，否则拒绝读取，因为猜错会丢失图片和稿件。文件夹之间的反斜杠按斜杠读。两个不同的文件同名时也拒绝。",
    ),
)

FOREIGN_HTML: tuple[Explanation, ...] = (
    # Foreign HTML, codes H.
    Explanation(
        "H01",
        "Active or hidden HTML left out",
        "略去会运行或隐藏的 HTML",
        "HTML from elsewhere held something that runs, loads or hides: a script, a frame, a form. It never reaches the edition; text around it is kept.",
        "外来 HTML 里有会运行、加载或隐藏的内容，如脚本、框架、表单。它不会进入成品，周围的文字保留。",
    ),
    Explanation(
        "H02",
        "HTML without an equal",
        "没有对应写法的 HTML",
        "An element of the HTML has no block of a story that means the same. Its text is kept, its arrangement is not.",
        "HTML 元素在稿件里没有对应的正文块，保留文字，不保留排列。",
    ),
    Explanation(
        "H03",
        "Link or picture dropped",
        "去掉的链接或图片",
        "A link of a scheme that is not allowed, or a picture whose address is no file, was dropped. Links may go to web pages, mail addresses and telephone numbers.",
        "协议不允许的链接，或地址不是文件的图片，已经去掉。链接可以指向网页、邮箱和电话。",
    ),
    Explanation(
        "H04",
        "Picture outside the issue",
        "不在本期里的图片",
        "Nothing is fetched. A picture with a web address, or with a path that leads out of the folder, is looked for as a file of the name that the message tells. Pictures with different addresses never share a file: where the last part of the address does not tell them apart, the name has a mark of the whole address.",
        "程序不下载任何东西。网络图片，或路径指到文件夹之外的图片，会按消息里写的文件名在本期查找。地址不同的图片绝不会合用一个文件：地址末段分不清时，文件名里带有整个地址的标记。",
    ),
    Explanation(
        "H10",
        "Fields of a collector that are not read",
        "采集数据中没有读入的字段",
        "A program that collects pages wrote fields that epubgen does not know. Each is named once an issue with the number of its occurrences; the place is that of the first one. Words in such a field are missing from the EPUB. The names that are read stand in the table of “The JSON of collectors” in docs/issue-format.md.",
        "采集程序写出了 epubgen 不认识的字段。每个字段每期只报一次，并写明出现次数，位置是第一次出现的地方。这些字段里的文字不会进入 EPUB。能读入的字段名见 docs/issue-format.md 的“The JSON of collectors”一节。",
    ),
    Explanation(
        "H09",
        "No picture from images=",
        "images= 没有给出图片",
        "A Python program gave a function for the pictures of foreign HTML. The function failed, named a file that is not there, or returned something that is neither bytes nor a path. The picture is looked for as a file instead.",
        "Python 程序为外来网页代码的图片提供了函数，但函数出错、给出的文件不存在，或返回的既不是字节也不是路径。这张图片改按文件名查找。",
    ),
)

IMPORT_NOTES: tuple[Explanation, ...] = (
    # Questions that importers ask, by the key of the note.
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
