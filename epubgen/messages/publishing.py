# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows about conversion, publishing and the receipt: codes EG040 to EG059."""

from __future__ import annotations

from epubgen.messages.row import E, I, Row, W, ui

_AGAIN = ("export again; if it fails again, install the newest calibre", "请再转一次；仍然如此时，请安装最新版 calibre")
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
    # Conversion: EG040 to EG049.
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
        "type 'epubgen check' and the name of the EPUB: calibre stumbles over faulty ones",
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
        "type ‘ebook-convert --version’ to see whether calibre works",
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
        "请去掉这些选项，或改为指定那一期的文件夹",
    ),
    Row("ui.o.to", I, "The format: azw3 or kepub.", "格式：azw3 或 kepub。"),
    Row(
        "ui.o.export_output",
        I,
        "The file to write, or a folder for it. Default: the current folder.",
        "输出文件或文件夹；不写则为当前文件夹。",
    ),
    Row("ui.export.done", I, "written: {format}, {size}", "已写出：{format}，{size}"),
    # Publishing and its receipt: EG052 to EG059.
    Row(
        "EG052.ask",
        E,
        "publication.yaml has no delivery ‘{name}’; it has: {known}",
        "publication.yaml 里没有名为“{name}”的投递；有：{known}",
        "did you mean ‘{near}’?",
        "是不是想写“{near}”？",
    ),
    Row(
        "EG052.delivery",
        E,
        "two deliveries have the name ‘{name}’",
        "有两项投递都叫“{name}”",
        "give each a name of its own, with a line such as  name: {name}-2",
        "请给每项投递各取一个名称，例如加一行  name: {name}-2",
    ),
    Row(
        "EG052.edition",
        E,
        "two editions have the name ‘{name}’",
        "有两个版本都叫“{name}”",
        "give each a name of its own, such as {name}-2",
        "请给每个版本各取一个名称，例如 {name}-2",
    ),
    Row(
        "EG052.same",
        E,
        "the editions {names} are the same: target {target}, {mode}, {format}",
        "{names} 这几个版本相同：设备 {target}，{mode}，{format}",
        "delete all but one, or give them another target, writing_mode or format; one edition can go to several deliveries",
        "请只留一个，或改用不同的 target、writing_mode 或 format；同一个版本可以投递到多处",
    ),
    Row(
        "EG052.unknown",
        E,
        "there is no edition ‘{name}’; there are: {known}",
        "没有名为“{name}”的版本；有：{known}",
        "did you mean ‘{near}’?",
        "是不是想写“{near}”？",
    ),
    Row(
        "EG053",
        E,
        "this issue is being published already, by process {pid} since {since}",
        "这一期正在发布：进程 {pid}，开始于 {since}",
        "wait until it is done, then type the same again; the receipt beside the EPUBs says how far it is",
        "请等它完成后再输入同样的命令；EPUB 旁边的回执写明了进度",
    ),
    Row(
        "EG053.import",
        E,
        "another import into this issue has been running for {seconds} seconds",
        "另一次导入正在写入这一期，已等待 {seconds} 秒",
        "wait until it is done, then type the same again",
        "请等它完成后再输入同样的命令",
    ),
    Row(
        "EG054",
        W,
        "the receipt of an earlier run cannot be read, so what went out already is not known; it is kept as {kept}",
        "无法读取上一次的回执，不知道哪些已经送出；旧回执另存为 {kept}",
        "if you know that a delivery arrived, name the others: --only NAME",
        "若确知某项已送达，请用 --only 名称 只做其余的投递",
    ),
    Row(
        "EG054.version",
        W,
        "the receipt of an earlier run has form {version}, which this epubgen does not know; it is kept as {kept}",
        "上一次的回执是第 {version} 版格式，这个 epubgen 不认识；旧回执另存为 {kept}",
        "if you know that a delivery arrived, name the others: --only NAME",
        "若确知某项已送达，请用 --only 名称 只做其余的投递",
    ),
    Row(
        "EG055",
        E,
        "the exporter {exporter} itself failed in the delivery ‘{name}’: {what}",
        "投递“{name}”所用的 {exporter} 自身出错：{what}",
        "try again; if it fails again, tell those who wrote the exporter",
        "请再试一次；如仍出错，请告诉编写它的人",
    ),
    Row(
        "EG094",
        W,
        "this issue went out at {at} ({names}) and has changed since; where words of stories changed, publish will ask for --revision",
        "这一期已于 {at} 送出（{names}），此后有改动；如果改了正文，发布时须加 --revision",
        'type --revision "what was corrected"; to see whether words changed, type --dry-run --check',
        '请加 --revision "更正了什么"；要知道是否改了正文，请用 --dry-run --check',
    ),
    # The command.
    ui("o.publish_folder", "Folder of the EPUBs and the receipt.", "存放 EPUB 和回执的文件夹。"),
    ui("o.only", "Make only this delivery; may be repeated.", "只做这项投递，可写多次。"),
    ui("o.again", "Make this delivery even if it has arrived already.", "这项投递即使已送达也再做一次。"),
    ui("o.no_deliver", "Build and check only.", "只生成和检查，不投递。"),
    ui(
        "o.dry_run",
        "Say at once what would be built and where it would go; write and send nothing.",
        "马上说明会生成什么、送到哪里；不写文件，也不送出。",
    ),
    ui(
        "o.dry_check",
        "With --dry-run: build and check all the same, in a folder that is thrown away. Otherwise publish always checks.",
        "与 --dry-run 同用：在临时文件夹里照样生成并检查。不加 --dry-run 时总会检查。",
    ),
    ui("stage.deliver", "delivering", "投递"),
    # The receipt.
    ui("receipt.state.placing", "being put in place, {at}", "正在放入文件夹，{at}"),
    ui("receipt.state.delivering", "being delivered, {at}", "正在投递，{at}"),
    ui("receipt.state.stopped", "stopped, {at}", "被中止，{at}"),
    ui("receipt.state.incomplete", "not sent everywhere, {at}", "未能全部送出，{at}"),
    ui("receipt.state.finished", "done, {at}", "完成，{at}"),
    ui("receipt.state.dry-run", "only a rehearsal: nothing was written or sent", "仅为演练：没有写文件，也没有送出"),
    ui("receipt.editions", "Editions in {folder}", "版本（在 {folder}）"),
    ui("receipt.of", " of {limit}", "（限 {limit}）"),
    ui("receipt.counts", "stories: {stories}, photos: {photos}", "{stories} 篇，{photos} 图"),
    ui("receipt.to_build", "to be built", "待生成"),
    ui("receipt.checked", "own rules, EPUBCheck {version}", "自有规则，EPUBCheck {version}"),
    ui("receipt.rules", "own rules; EPUBCheck not run", "自有规则；未运行 EPUBCheck"),
    ui("receipt.too_large", "too large for {names}", "超过上限：{names}"),
    ui("receipt.left", "Findings: {counts}", "检查结果：{counts}"),
    ui("receipt.more", "and {count} more in the JSON", "另有 {count} 条，见 JSON"),
    ui("receipt.deliveries", "Deliveries", "投递"),
    ui(
        "receipt.no_delivery",
        "No delivery is asked for. To have one, add to publication.yaml:\n"
        "  publish:\n    deliver:\n      - to: folder\n        settings: {{path: /where/it/goes}}",
        "没有要做的投递。如需投递，请在 publication.yaml 里加上：\n"
        "  publish:\n    deliver:\n      - to: folder\n        settings: {{path: /要送到的文件夹}}",
    ),
    ui("receipt.sent", "handed over", "已交付"),
    ui("receipt.fate.delivered", "sent {at}", "{at} 送出"),
    ui("receipt.fate.already", "already sent at {at}", "此前已于 {at} 送出"),
    ui("receipt.fate.failed", "failed {at}, attempt {attempts}", "{at} 失败，第 {attempts} 次"),
    ui(
        "receipt.fate.sending",
        "begun {at}; if no run is going on, it may have arrived or not",
        "{at} 开始；若已没有程序在运行，则可能送达，也可能没有",
    ),
    ui("receipt.fate.waiting", "waiting", "等待中"),
    ui("receipt.fate.to_send", "to be sent", "待送出"),
    ui("receipt.fate.not-asked", "not asked for in this run", "这次没有要求"),
    ui("receipt.before", "; last sent {at}", "；上次送出 {at}"),
    ui("receipt.next.again", "Next: {command}", "接下来请输入：{command}"),
    ui("receipt.next.dry", "To do it: {command}", "要实际发布，请输入：{command}"),
    ui(
        "receipt.next.running",
        "If no run is going on any more: {command}",
        "若已没有程序在运行，请输入：{command}",
    ),
)
