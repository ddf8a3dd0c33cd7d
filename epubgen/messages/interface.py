# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: words of the command line, with keys ``ui.…``."""

from __future__ import annotations

from epubgen.messages.row import Row, ui

ROWS: tuple[Row, ...] = (
    # The command line.
    ui("hint", "hint", "提示"),
    ui("plugin_row", "a message of a plug-in that is not loaded", "这条消息来自未载入的插件"),
    # What the commands do.
    ui(
        "about",
        "Turn an issue of a newspaper or magazine into an EPUB 3.3 for e-ink readers.",
        "把一期报纸或杂志做成适合电子墨水屏阅读的 EPUB 3.3。",
    ),
    ui("cache.info", "Show the folder of the photo cache and its size.", "显示图片缓存的存放位置和占用空间。"),
    ui(
        "cache.clear",
        "Remove all cached photos; the next build takes longer.",
        "删除全部缓存的图片；下次生成会慢一些。",
    ),
    # Options.
    ui(
        "o.output",
        "The EPUB to write, or a folder for it, which is made; - is standard output.",
        "要写的 EPUB 文件，或存放它的文件夹（没有则新建）；- 表示标准输出。",
    ),
    ui(
        "o.mode",
        "Lines from left to right, vertical lines from right to left, or both editions into the folder of -o.",
        "横排，或自右向左的竖排；both 把两种版本都写进 -o 的文件夹。",
    ),
    ui(
        "o.one_mode",
        "Horizontal or vertical lines. Default: what publication.yaml says.",
        "横排或竖排；不写则按 publication.yaml。",
    ),
    ui(
        "o.theme",
        "The look: broadsheet, magazine, plain, or a theme of your own in themes/ beside publication.yaml.",
        "版式：broadsheet、magazine、plain，或 publication.yaml 旁边 themes/ 里自己的版式。",
    ),
    ui("o.css", "A style sheet of your own, linked last; may be repeated.", "自己的样式表，排在最后；可多次使用。"),
    ui(
        "o.cover",
        "How to make the cover. Default: what publication.yaml says.",
        "封面怎样做；不写则按 publication.yaml。",
    ),
    ui(
        "o.font",
        "A font for the cover and for rare characters, used before all others; may be repeated.",
        "用于封面和生僻字的字体，优先使用；可多次使用。",
    ),
    ui(
        "o.rare",
        "Characters that e-readers may lack: embed a font, show them as pictures, or do nothing.",
        "阅读器可能缺的字：嵌入字体、用图片，或不处理。",
    ),
    ui(
        "o.private_use",
        "Private-use characters of old GB 18030 files: replace them by the real characters, or keep them.",
        "GB 18030 遗留的造字区字符：改成正式字符，或保留。",
    ),
    ui(
        "o.target",
        "The device that the EPUB is read on: it decides size and quality of the photos.",
        "在什么设备上读，决定图片的大小和质量。",
    ),
    ui(
        "o.max_size",
        "Make the photos smaller until the EPUB fits, for instance 25MB.",
        "压缩图片，使 EPUB 不超过此大小，例如 25MB。",
    ),
    ui("o.no_cache", "Do not use the photo cache.", "不用图片缓存。"),
    ui("o.check", "Check the EPUB before it replaces an older one.", "先检查，再替换旧文件。"),
    ui("o.strict", "Stop at warnings, too.", "有警告也停下。"),
    ui(
        "o.release_check",
        "Stop if a story is still under embargo or has expired now.",
        "有稿件此刻还未解禁，或已经过期，就停下。",
    ),
    ui(
        "o.revision",
        "Correct an issue that readers have: TEXT is printed in the imprint, and the issue gets a new modification time.",
        "更正已发出的一期：TEXT 印在版权页，修改时间更新。",
    ),
    ui(
        "replace.gone",
        "--replace has no effect any more and will go: build replaces the EPUB of its issue by itself",
        "--replace 已不起作用，以后会取消：build 会直接替换同一期的 EPUB",
    ),
    ui(
        "o.replace",
        "Send changed stories under the old modification time: use it if what was sent does not count.",
        "稿件有改动也按原时间发出（已发出的不算数时用）。",
    ),
    ui("o.leave_out", "Build without the story ID; may be repeated.", "跳过编号为 ID 的稿件；可多次使用。"),
    ui("o.keep_ads", "Keep advertisements.", "保留广告。"),
    ui(
        "o.punctuation",
        "Keep punctuation as typed, make half-width marks after Han characters full-width, or use typographic quotes and dashes in English.",
        "标点照原样、把汉字后的半角改为全角，或把英文引号、破折号改成印刷体。",
    ),
    ui(
        "o.publication",
        "The publication.yaml of the paper that the pages belong to.",
        "版面所属报刊的 publication.yaml。",
    ),
    ui(
        "o.page_date",
        "The date of printed pages that print none or a wrong one, such as 1898-08-26.",
        "版面的日期（版面没有印日期，或识别有误时），例如 1898-08-26。",
    ),
    ui(
        "o.page", "The page number, if neither the page nor its file name has it.", "版次（版面和文件名都没有写明时）。"
    ),
    ui("o.paper_title", "The name of the paper, if its pages do not print it.", "报名（版面没有印出时）。"),
    ui(
        "o.paper_id",
        "The paper's short name for file names, such as harbour-gazette.",
        "报刊简称，用于文件名，如 harbour-gazette。",
    ),
    ui(
        "o.source",
        "The input format (see 'epubgen sources'). Default: found by looking at the input.",
        "来源的格式（见 epubgen sources）；不写则自动识别。",
    ),
    ui(
        "o.encoding",
        "Encoding of text files that are not UTF-8, such as gb18030.",
        "非 UTF-8 文本的编码，例如 gb18030。",
    ),
    ui("o.json", "Print JSON.", "输出 JSON。"),
    ui("o.quiet", "Print errors only.", "除错误外不输出。"),
    ui("o.folder", "The publication folder to write to.", "要写入的报刊文件夹。"),
    ui(
        "o.photos",
        "Photos named by page and story: 01-05.jpg, 01-05-2.jpg, A3-02.png.",
        "按版次和稿件序号命名的图片：01-05.jpg、01-05-2.jpg、A3-02.png。",
    ),
    ui(
        "o.force_target",
        "Replace the file at OUT even if it is another issue or not an EPUB.",
        "目标位置的文件即使是别的内容或另一期，也替换掉。",
    ),
    ui("o.force", "Overwrite files that were edited since the last import.", "覆盖上次导入后改过的文件。"),
    ui(
        "o.device",
        "Also check the rules of this device (see docs/preflight.md).",
        "同时按某种设备的规则检查（见 docs/preflight.md）。",
    ),
    ui(
        "o.accessibility",
        "Report on accessibility instead: which claims are true, which photos lack alternative text.",
        "改为输出无障碍报告：声明了什么、是否属实、哪些图片缺替代文字。",
    ),
    ui("o.no_java", "Run our own rules only, without EPUBCheck.", "只用自有规则，不运行 EPUBCheck。"),
    ui("o.explain", "Explain a code such as A06 and exit.", "解释一个代码（如 A06）后退出。"),
    ui("o.lang", "Language of the comments: zh or en.", "说明文字的语言：zh 或 en。"),
    ui("o.title", "The name of the paper. Default: the command asks for it.", "报名或刊名；不写则询问。"),
    ui(
        "o.language",
        "Language of the paper, such as zh-Hant-TW, ja or en-GB.",
        "报刊的语言，例如 zh-Hant-TW、ja、en-GB。",
    ),
    ui(
        "o.id",
        "Short name for file names and identifiers: lower-case letters, digits, hyphens. Default: made from the folder's name.",
        "代号，用于文件名和标识符：小写字母、数字、连字符；不写则取自文件夹名。",
    ),
    ui(
        "ask.id",
        "Its short name for file names: lower-case letters, digits, hyphens (Enter: from the folder's name)",
        "代号，用于文件名：小写字母、数字、连字符（直接回车：取自文件夹名）",
    ),
    ui("ask.title", "Name of the paper (Enter: that of the sample)", "报名或刊名（直接回车：用样报的）"),
    ui(
        "ask.language",
        "Its language, such as en-GB, zh-Hans-CN, zh-Hant-TW, ja (Enter: that of the sample)",
        "语言，例如 zh-Hans-CN、zh-Hant-TW、ja、en-GB（直接回车：用样报的）",
    ),
    ui("o.part", "The kind of file to print the schema of.", "要哪一种文件的 schema。"),
    ui(
        "o.write_schemas",
        "Write the schemas into DIR and tell VS Code for which files they are; prints the files.",
        "把 schema 写入 DIR，并告诉 VS Code 各用于哪些文件；输出写好的文件。",
    ),
    ui(
        "schema.written",
        "Open {folder} in VS Code with the extension YAML (redhat.vscode-yaml): fields are completed and checked as you type.\n"
        "In another editor write as the first line of a file: # yaml-language-server: $schema=../.schemas/issue.schema.json",
        "用装有 YAML 扩展（redhat.vscode-yaml）的 VS Code 打开 {folder}，输入时会补全并检查字段。\n"
        "用别的编辑器时，在文件第一行写：# yaml-language-server: $schema=../.schemas/issue.schema.json",
    ),
    ui(
        "schema.written.left",
        "{folder}/.vscode/settings.json has comments and is left as it is. Add to it:\n"
        '  "yaml.schemas": {{"./.schemas/publication.schema.json": "**/publication.yaml", "./.schemas/issue.schema.json": "**/issue.yaml"}}',
        "{folder}/.vscode/settings.json 里有注释，没有改动。请在其中加上：\n"
        '  "yaml.schemas": {{"./.schemas/publication.schema.json": "**/publication.yaml", "./.schemas/issue.schema.json": "**/issue.yaml"}}',
    ),
    ui("o.help", "Show this help and exit.", "显示本说明后退出。"),
    ui("help.usage", "Usage: ", "用法："),
    ui("help.options", "Options:", "选项："),
    ui("help.commands", "Commands:", "命令："),
    ui(
        "help.more",
        "‘epubgen build --help’ explains the command build, and so on. To begin: ‘epubgen new my-paper’ writes a small paper to try things with.",
        "某个命令的用法，例如：epubgen build --help。初次使用：epubgen new my-paper，会写一份小样报供您试用。",
    ),
    ui("help.required", "required", "必填"),
    ui("help.default", "default: ", "不写则为 "),
    ui("o.version", "Show the version and exit.", "显示版本后退出。"),
    ui(
        "exit_codes",
        "Exit codes: 0 done; 1 epubgen itself failed; 2 the command is wrong; 3 the input has errors; 4 a photo cannot be used; 5 the issue cannot be laid out; 6 a file cannot be written; 7 the EPUB has errors; 8 a tool is missing; 9 a delivery failed; 10 some issues of a batch failed; 130 stopped.",
        "退出码：0 完成；1 程序自身出错；2 命令写法不对；3 来源有误；4 图片无法使用；5 无法编排成 EPUB；6 无法写入文件；7 EPUB 有误；8 缺少外部工具；9 投递失败；10 批量生成中有几期失败；130 被中止。",
    ),
    # Reports.
    ui("summary.errors", "errors: {count}", "错误 {count} 处"),
    ui("summary.warnings", "warnings: {count}", "警告 {count} 处"),
    ui("summary.infos", "for your information: {count}", "提请留意 {count} 处"),
    ui(
        "check.left_out",
        "EPUBCheck did not run: the file was checked by the rules of epubgen alone",
        "没有运行 EPUBCheck：只按 epubgen 自己的规则检查了文件",
    ),
    ui("summary.clean", "nothing to report", "没有问题"),
    ui("group.error", "Errors: these must be mended", "错误（必须改正）"),
    ui("group.warning", "Warnings: please look at these", "警告（请看一下）"),
    ui("group.info", "For your information", "提请留意"),
    ui(
        "built",
        "{title}: {stories} stories, {photos} photos, {size}",
        "{title}：{stories} 篇稿件，{photos} 张图片，{size}",
    ),
    ui("photos.done", "photos: {given} became {taken}", "图片：{given} 压缩为 {taken}"),
    ui("photos.quality", ", JPEG quality {quality}", "，JPEG 质量 {quality}"),
    ui(
        "photos.fitted",
        "; made smaller to keep below {limit}: long edge {edge} pixels at most",
        "；为不超过 {limit} 已再压缩：长边最大 {edge} 像素",
    ),
    ui(
        "cache.facts",
        "{folder}: {photos} photos, {size} (at most {limit})",
        "{folder}：{photos} 张图片，{size}（上限 {limit}）",
    ),
    ui("cache.cleared", "{folder}: {photos} photos removed, {size}", "{folder}：已删除 {photos} 张图片，{size}"),
    ui("stage.photos", "photos", "图片"),
    ui("stage.pages", "pages", "页面"),
    ui("stage.check", "checking", "检查"),
    ui(
        "new.done",
        "Written to {folder}. Next: {command}\nThen make it yours: publisher, contacts and rights in {folder}/publication.yaml are still those of the sample.",
        "已写入 {folder}。下一步：{command}\n然后改成贵报的：{folder}/publication.yaml 里的出版、联系方式和版权还是样报的。",
    ),
    ui(
        "new.done.untitled",
        "Written to {folder}. Next: {command}\nThen make it yours: title, language, publisher, contacts and rights in {folder}/publication.yaml are still those of the sample.",
        "已写入 {folder}。下一步：{command}\n然后改成贵报的：{folder}/publication.yaml 里的报名、语言、出版、联系方式和版权还是样报的。",
    ),
    ui("import.done", "{folder}: {count} stories", "{folder}：{count} 篇稿件"),
    ui("derived", "{name}: {value} ({origin})", "{name}：{value}（{origin}）"),
    ui("import.new", "new: {files}", "新增：{files}"),
    ui("import.changed", "replaced: {files}", "已更新：{files}"),
    ui("import.merged", "pages entered, with your changes kept: {files}", "已加入版面，保留您的修改：{files}"),
    ui("import.kept", "kept as you edited it: {files}", "保留您的修改：{files}"),
    ui("import.dropped", "no longer on the pages: {files}", "版面上已没有：{files}"),
    ui("import.left_out", "left out, as you deleted it: {files}", "您已删去，不再写入：{files}"),
    ui(
        "import.notes",
        "look at these first, most serious first (all of them: {file}):",
        "请先看这些，要紧的在前（全部见 {file}）：",
    ),
    ui(
        "import.proposed",
        "if that is the paper's habit, add these lines to publication.yaml; they are not asked about again:",
        "若这是本报的习惯，请把这几行加进 publication.yaml，以后不再询问：",
    ),
    # Formats that can be read.
    ui(
        "source.native",
        "an issue folder: publication.yaml, issue.yaml, articles in Markdown",
        "一期的文件夹：publication.yaml、issue.yaml 和 Markdown 稿件",
    ),
    ui(
        "source.one_file",
        "a whole issue in one YAML or JSON file (epubgen-issue/1)",
        "整期写在一个 YAML 或 JSON 文件里（epubgen-issue/1）",
    ),
    ui(
        "source.collector",
        "the JSON that collectors of Chinese dailies write: pages with articles",
        "采集程序写的报纸 JSON：版面和稿件",
    ),
    ui("source.printed_page", "the Markdown of printed newspaper pages", "印刷版面的 Markdown"),
    ui(
        "source.mets_alto",
        "digitised newspapers of libraries: METS with ALTO, or ALTO alone",
        "图书馆的数字化报纸：METS 加 ALTO，或只有 ALTO",
    ),
    ui(
        "source.mineru",
        "what MinerU writes: content_list.json or middle.json, with images/",
        "MinerU 的输出：content_list.json 或 middle.json，连同 images/",
    ),
    ui(
        "source.paddleocr",
        "what PaddleOCR writes: the JSON of PP-Structure or PaddleOCR-VL, one a page",
        "PaddleOCR 的输出：PP-Structure 或 PaddleOCR-VL 的 JSON，每版一个",
    ),
    ui(
        "source.pdf",
        "a PDF of printed pages, with text: one file, or one a page",
        "带文字的版面 PDF：一个文件，或每版一个",
    ),
    # Codes explained.
    ui("explain.unknown", "there is no code {code}; there are: {known}", "没有 {code} 这个代码，可用：{known}"),
    ui("weight.error", "error", "错误"),
    ui("weight.warning", "warning", "警告"),
    ui("weight.info", "information", "提请留意"),
    # Wrong use.
    ui("usage.missing", "‘{name}’ is missing", "缺少“{name}”"),
    ui("usage.option", "there is no option {name}", "没有 {name} 这个选项"),
    ui("usage.command", "there is no command ‘{name}’", "没有“{name}”这个命令"),
    ui("usage.near", "did you mean {near}?", "是不是想写 {near}？"),
    ui("usage.choice", "{name} cannot be ‘{value}’; it may be: {choices}", "{name} 不能是“{value}”，可以是：{choices}"),
    ui("usage.size", "‘{value}’ is no size; type 25MB", "“{value}”不是大小，请写成 25MB"),
    ui("usage.help", "‘{command} --help’ shows how it is used", "用法请看：{command} --help"),
    ui("stopped", "stopped", "已中止"),
)
