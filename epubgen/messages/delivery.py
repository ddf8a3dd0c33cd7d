# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: delivery by folder and by mail: EG060 to EG064, words of the exporters."""

from __future__ import annotations

from epubgen.messages.row import E, Row

ROWS: tuple[Row, ...] = (
    Row(
        "EG060",
        E,
        "there is no way of delivery ‘{name}’; there are: {known}",
        "没有名为“{name}”的投递方式；可用的有：{known}",
        "did you mean ‘{near}’?",
        "是不是想用“{near}”？",
    ),
    Row(
        "EG060.broken",
        E,
        "the way of delivery ‘{name}’ of the package {package} cannot be used: {why}",
        "软件包 {package} 提供的投递方式“{name}”无法使用：{why}",
        "update it with pip install -U {package}, or tell its authors",
        "请用 pip install -U {package} 更新，或告诉它的作者",
    ),
    Row(
        "EG061",
        E,
        "{exporter} has no setting ‘{name}’; it has: {known}",
        "{exporter} 没有“{name}”这个设置；可用的有：{known}",
        "did you mean ‘{near}’?",
        "是不是想写“{near}”？",
    ),
    Row(
        "EG061.braces",
        E,
        "the pattern ‘{pattern}’ cannot be read",
        "无法理解样式“{pattern}”",
        "put names of fields in braces and nothing else: {{title}}_{{date}}",
        "花括号里只写字段名，例如 {{title}}_{{date}}",
    ),
    Row(
        "EG061.choice",
        E,
        "{name} cannot be ‘{value}’; it can be: {known}",
        "{name} 不能是“{value}”；可以是：{known}",
        "did you mean ‘{near}’?",
        "是不是想写“{near}”？",
    ),
    Row(
        "EG061.field",
        E,
        "a pattern has no field ‘{name}’; it has: {known}",
        "样式里没有“{name}”这个字段；可用的有：{known}",
        "did you mean ‘{near}’?",
        "是不是想写“{near}”？",
    ),
    Row(
        "EG061.missing",
        E,
        "the setting ‘{name}’ is missing",
        "缺少设置“{name}”",
        "write it below settings: in publication.yaml",
        "请写在 publication.yaml 的 settings: 下面",
    ),
    Row(
        "EG061.password",
        E,
        "‘{name}’ must not stand in publication.yaml",
        "“{name}”不能写在 publication.yaml 里",
        "delete the line, choose a new password, and set it as {variable} in the environment",
        "请删去这一行，换一个新密码，并用环境变量 {variable} 设置",
    ),
    Row(
        "EG061.pattern",
        E,
        "the pattern ‘{pattern}’ names no file",
        "样式“{pattern}”没有给出文件名",
        "end it with a name, not with a slash: {{year}}/{{title}}_{{date}}",
        "请以文件名结尾，不要以斜线结尾：{{year}}/{{title}}_{{date}}",
    ),
    Row(
        "EG061.secret",
        E,
        "the secret ‘{name}’ of this delivery is not set",
        "这项投递的“{name}”没有设置",
        "set {variable} in the environment, or type: keyring set epubgen {entry}",
        "请设置环境变量 {variable}，或输入：keyring set epubgen {entry}",
    ),
    Row(
        "EG061.twice",
        E,
        "two files of this issue would both be called {name}",
        "这一期会有两个文件都叫 {name}",
        "put {{edition}} into the pattern, and give each edition a name of its own",
        "请在样式里加入 {{edition}}，并给每个版本取不同的名称",
    ),
    Row(
        "EG061.value",
        E,
        "{name} cannot be ‘{value}’",
        "{name} 不能是“{value}”",
        "write it like {example}",
        "请写成 {example} 的样子",
    ),
)
