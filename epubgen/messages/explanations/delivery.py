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
    Explanation(
        "EG062",
        "Delivery into a folder",
        "投递到文件夹",
        "A file could not be copied into the folder of a delivery. The folder itself is not made, so that a drive that is not plugged in is noticed; only the folders of the pattern are. A file appears under its name when it is whole: a copy that was interrupted leaves the older file as it was.",
        "文件无法复制到投递的文件夹。为了能发现没有接上的磁盘，不会建立该文件夹本身，只建立样式里的子文件夹。文件完整之后才以其名称出现；复制中断时，原有的文件不受影响。",
    ),
    Explanation(
        "EG063",
        "A mail that would not arrive",
        "发出去也收不到的邮件",
        "Found before a connection is made: a mail above the limit of Send to Kindle (50 MB in all, and an attachment grows to 1.37 times its size), a format that Send to Kindle does not take, a password or a mail that would go unencrypted. Source: amazon.co.uk help 201974220.",
        "在连接之前就能发现的问题：邮件超过 Send to Kindle 的上限（共 50 MB，附件会变成 1.37 倍）、Send to Kindle 不收的格式、密码或邮件会不加密地传送。来源：amazon.co.uk 帮助 201974220。",
    ),
    Explanation(
        "EG064",
        "The mail server",
        "邮件服务器",
        "The mail server was not reached, refused the login, the sender, an address or the mail, or broke off. An answer that begins with 4 is for now: try again later. One that begins with 5 is for good: something has to be changed. The EPUB is kept, and the next run tries only the delivery again.",
        "连接不上邮件服务器，或者它拒绝登录、发件人、某个地址或邮件，或者中断了连接。以 4 开头的答复是暂时的，稍后再试即可；以 5 开头的是确定的，须要修改。EPUB 会保留，下次运行只重试投递。",
    ),
)
