# SPDX-License-Identifier: AGPL-3.0-or-later
"""Explanations of what the input can have wrong: files (S) and foreign HTML (H)."""

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
        "S18",
        "Link, photo or line break in a field of one line",
        "单行字段里有链接、图片或换行",
        'Headlines, decks, kickers, captions, summaries, and names of sections, columns and boxes take marks inside the line: **bold**, *stress*, [base]{ruby="reading"}, H~2~O, m^2^. A link, a photo or a line break has no place there. What looks like a mark and is none gets a backslash: 5\\*3.',
        '主标题、副题、肩题、图片说明、摘要，以及版块、栏目、方框的名称可以用行内标记：**加粗**、*强调*、[字]{ruby="注音"}、H~2~O、m^2^。链接、图片和换行不能放在这里。只是长得像标记的，前面加反斜线：5\\*3。',
    ),
    Explanation(
        "S19",
        "Row with more cells than the table has columns",
        "格子比列数多的一行",
        "The first two rows say how many columns a table has. A row with more cells would lose the last ones, so the build stops.",
        "表格的头两行决定列数。某一行格子更多，多出的文字就会丢失，所以不生成。",
    ),
    Explanation(
        "S20",
        "A value cut short by a number sign",
        "被井号截断的值",
        "In YAML what follows a space and # is a comment and is left out. One space before it is the typing of a headline such as 港口 #1 泊位, not of a comment, so it is not left out in silence. Quotes keep it; two spaces or more before # make a comment.",
        "在 YAML 里，空格后面的 # 和它后面的文字是注释，不会印出。前面只有一个空格的多半是标题本身，例如“港口 #1 泊位”，所以不会悄悄略去。加引号就保留；真是注释，请在 # 前面空两格。",
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
    Explanation(
        "S28",
        "Mark that turns the order of the text",
        "会打乱文字顺序的标记",
        "Embeddings and overrides of direction (U+202A to U+202E) come with words that were copied from a mail or a contact list. They cannot be seen, and everything up to their end, or to the end of the paragraph, may be shown in another order than it was written. Delete them. Arabic, Uyghur or Hebrew words need none: their direction is known. Where one is needed, the isolates U+2066 to U+2069 end by themselves.",
        "方向嵌入与方向覆盖标记（U+202A 至 U+202E）常随邮件、通讯录里复制的文字进来。它们看不见，却能让其后直到段末的文字换了顺序。请删去。阿拉伯文、维吾尔文、希伯来文本来就有方向，不需要它们；确需标明时，用 U+2066 至 U+2069，影响只到配对处为止。",
    ),
    Explanation(
        "S31",
        "Files outside an archive",
        "压缩包之外的文件",
        "A member of a ZIP archive has a name that leads out of it: '..' among its folders, a path from the root or from a drive (C:), or a colon, which Windows does not allow in a name. Such names come from archives that were packed from above the issue's folder, and from attacks. The files are not read; pictures and stories among them are missing from the issue. What macOS and Windows lay beside files (__MACOSX, .DS_Store, Thumbs.db) is passed over in silence.",
        "ZIP 里有的文件名指向压缩包之外：文件夹中带“..”，从根目录或盘符（C:）写起，或名字里有冒号（Windows 不允许）。这样的名字出自在期刊文件夹上层打的包，也可能是攻击。这些文件不读入，其中的图片和稿件本期里就没有。macOS 和 Windows 附带的文件（__MACOSX、.DS_Store、Thumbs.db）不提。",
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
        "H05",
        "Deleted or hidden words left out",
        "略去删除或隐藏的文字",
        "Words in <del> are no longer part of a story, and what a page hides (hidden, display: none, visibility: hidden, aria-hidden) was never meant to be read. They are left out and quoted here. Words in <s> or <strike> are kept and shown struck through; a caption, which is plain text, leaves them out. An element that is never closed strikes nothing out.",
        "<del> 里的文字已不属于稿件，网页隐藏的内容（hidden、display: none、visibility: hidden、aria-hidden）本来就不给人看，两者都略去并在此列出。<s>、<strike> 里的文字保留并显示删除线；图片说明只能放普通文字，所以略去。没有结束标签的元素不划去任何文字。",
    ),
    Explanation(
        "H06",
        "Shortcodes taken out",
        "去掉短代码",
        "Content systems fill places such as [gallery ids=…] with content of their own, which is not in the text. The bracket goes, words between an opening and a closing one stay. [caption] becomes a caption, [video] and [embed] leave a link. A word in brackets such as [sic] is no shortcode and stays.",
        "[gallery ids=…] 之类的位置由内容系统另行填入内容，文字里并没有。方括号去掉，成对短代码之间的文字保留。[caption] 变成图片说明，[video]、[embed] 留下链接。[sic] 这样的方括号文字不是短代码，照原样保留。",
    ),
    Explanation(
        "H07",
        "A player became a link",
        "播放器改为链接",
        "Video, sound and frames from elsewhere cannot play in the edition. A link to the same address stands in their place, with the title of the element or the address itself as its words. Captions stay.",
        "视频、声音和外部框架在电子版里不能播放。原处放一条指向同一地址的链接，文字用元素的标题，没有标题就用地址。说明文字保留。",
    ),
    Explanation(
        "H08",
        "Table cells over several rows or columns",
        "跨行跨列的单元格",
        "A table of a story has one cell for each row and column. A cell that reached over several stands in the first of them, the others are empty; no word is lost, but a reader may look for it.",
        "稿件表格的每一行每一列各有一格。跨越几格的内容放在第一格，其余为空；文字没有丢失，但读者可能一时找不到。",
    ),
    Explanation(
        "H09",
        "No picture from images=",
        "images= 没有给出图片",
        "A Python program gave a function for the pictures of foreign HTML. The function failed, named a file that is not there, or returned something that is neither bytes nor a path. The picture is looked for as a file instead.",
        "Python 程序为外来网页代码的图片提供了函数，但函数出错、给出的文件不存在，或返回的既不是字节也不是路径。这张图片改按文件名查找。",
    ),
    Explanation(
        "H11",
        "List with letters or numbers of its own",
        "列表另有编号",
        "An ordered list of foreign HTML shows letters or Roman numbers (type, list-style-type), numbers typed item by item (value), a start that is no number, or counts down (reversed). Lists of a story are counted 1, 2, 3 from their first number, so a text that refers to “point b” finds none.",
        "外来网页代码里的有序列表用字母或罗马数字（type、list-style-type）、逐项写明号码（value）、起始值不是数字，或倒着数（reversed）。稿件的列表只从首个号码起按 1、2、3 顺排，文中若说“见 b 项”，读者就找不到了。",
    ),
)
