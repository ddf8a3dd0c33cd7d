# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: delivery by folder and by mail: EG060 to EG064, words of the exporters."""

from __future__ import annotations

from epubgen.messages.explanations.entry import Explanation

ENTRIES: tuple[Explanation, ...] = (
    Explanation(
        "EG060",
        "Unknown way of delivery",
        "没有这种投递方式",
        "`to:` names an exporter that is neither built in (folder, mail, webdav, s3) nor comes with an installed package; or the package that brings it is broken.",
        "`to:` 所写的投递方式既不是自带的（folder、mail、webdav、s3），也没有已安装的软件包提供；或者提供它的软件包有问题。",
    ),
    Explanation(
        "EG061",
        "Settings of a delivery",
        "投递的设置",
        "A setting is unknown, missing or has a value that cannot be used; or a secret is not set. All faults are reported at once, before anything is built. Passwords are read from the environment or the keyring, never from a file.",
        "某项设置不认识、缺少或值不可用，或者没有设置密码。所有问题会在生成之前一次报告。密码只从环境变量或系统钥匙串读取，不写在文件里。",
    ),
)
