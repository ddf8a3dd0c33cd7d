# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: publishing and its receipt: EG052 to EG059."""

from __future__ import annotations

from epubgen.messages.row import E, I, Row, W


def _ui(key: str, en: str, zh: str) -> Row:
    return Row(f"ui.{key}", I, en, zh)


ROWS: tuple[Row, ...] = (
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
        "try again; if it stays, tell those who wrote the exporter",
        "请再试一次；如仍出错，请告诉编写它的人",
    ),
    # The command.
    _ui(
        "publish",
        "Publish an issue: lint, build every edition, check, deliver; a receipt beside the EPUBs. Run it again and it does what is left.",
        "发布一期：核对、生成各个版本、检查、投递，并在 EPUB 旁写下回执。再次运行只做未完成的部分。",
    ),
    _ui("o.publish_folder", "Folder of the EPUBs and the receipt.", "存放 EPUB 和回执的文件夹。"),
    _ui("o.only", "Make only this delivery; may be given several times.", "只做这项投递，可写多次。"),
    _ui("o.again", "Make this delivery even if it has arrived already.", "这项投递即使已送达也再做一次。"),
    _ui("o.no_deliver", "Build and check only.", "只生成和检查，不投递。"),
    _ui(
        "o.dry_run",
        "Say what would be built and where it would go; write and send nothing.",
        "只说明会生成什么、送到哪里；不写文件，也不送出。",
    ),
    _ui("stage.deliver", "delivering", "投递"),
    # The receipt.
    _ui("receipt.state.placing", "being put in place, {at}", "正在放入文件夹，{at}"),
    _ui("receipt.state.delivering", "being delivered, {at}", "正在投递，{at}"),
    _ui("receipt.state.stopped", "stopped, {at}", "被中止，{at}"),
    _ui("receipt.state.incomplete", "not sent everywhere, {at}", "未能全部送出，{at}"),
    _ui("receipt.state.finished", "done, {at}", "完成，{at}"),
    _ui("receipt.state.dry-run", "only a rehearsal: nothing was written or sent", "仅为演练：没有写文件，也没有送出"),
    _ui("receipt.editions", "Editions in {folder}", "版本（在 {folder}）"),
    _ui("receipt.of", " of {limit}", "（限 {limit}）"),
    _ui("receipt.counts", "stories: {stories}, photos: {photos}", "{stories} 篇，{photos} 图"),
    _ui("receipt.checked", "own rules, EPUBCheck {version}", "自有规则，EPUBCheck {version}"),
    _ui("receipt.rules", "own rules; EPUBCheck not run", "自有规则；未运行 EPUBCheck"),
    _ui("receipt.too_large", "too large for {names}", "超过上限：{names}"),
    _ui("receipt.left", "Left: {counts}", "检查结果：{counts}"),
    _ui("receipt.more", "and {count} more in the JSON", "另有 {count} 条，见 JSON"),
    _ui("receipt.deliveries", "Deliveries", "投递"),
    _ui(
        "receipt.no_delivery",
        "No delivery is asked for. To have one, add to publication.yaml:\n"
        "  publish:\n    deliver:\n      - to: folder\n        settings: {{path: /where/it/goes}}",
        "没有要做的投递。如需投递，请在 publication.yaml 里加上：\n"
        "  publish:\n    deliver:\n      - to: folder\n        settings: {{path: /要送到的文件夹}}",
    ),
    _ui("receipt.sent", "handed over", "已交付"),
    _ui("receipt.fate.delivered", "sent {at}", "{at} 送出"),
    _ui("receipt.fate.already", "already sent at {at}", "此前已于 {at} 送出"),
    _ui("receipt.fate.failed", "failed {at}, attempt {attempts}", "{at} 失败，第 {attempts} 次"),
    _ui(
        "receipt.fate.sending",
        "begun {at}; if no run is going on, it may have arrived or not",
        "{at} 开始；若已没有程序在运行，则可能送达，也可能没有",
    ),
    _ui("receipt.fate.waiting", "waiting", "等待中"),
    _ui("receipt.fate.not-asked", "not asked for in this run", "这次没有要求"),
    _ui("receipt.before", "; last sent {at}", "；上次送出 {at}"),
    _ui("receipt.next.again", "Next: {command}", "接下来请输入：{command}"),
    _ui("receipt.next.dry", "To do it: {command}", "要实际发布，请输入：{command}"),
    _ui(
        "receipt.next.running",
        "If no run is going on any more: {command}",
        "若已没有程序在运行，请输入：{command}",
    ),
)
