# SPDX-License-Identifier: AGPL-3.0-or-later
"""Explanations of conversion, publishing and delivery: codes EG040 to EG069."""

from __future__ import annotations

from epubgen.messages.row import Explanation

ENTRIES: tuple[Explanation, ...] = (
    # Other formats: EG040 to EG049.
    Explanation(
        "EG040",
        "calibre is missing",
        "缺少 calibre",
        "AZW3 is made by calibre's program ebook-convert. It is looked for on PATH and where calibre's installers put it.",
        "AZW3 由 calibre 的 ebook-convert 程序转换。会在 PATH 和 calibre 的安装位置寻找它。",
    ),
    Explanation(
        "EG041",
        "calibre failed",
        "calibre 转换失败",
        "calibre did not start, ended with an error, hung, or wrote nothing. An older file is left as it was.",
        "calibre 无法启动、报错退出、卡住，或没有写出文件。原有的文件保持不变。",
    ),
    Explanation(
        "EG042",
        "Damaged Kindle book",
        "Kindle 书已损坏",
        "The file that calibre wrote cannot be read as a Kindle book. It is not kept.",
        "calibre 写出的文件不能作为 Kindle 书读取，不会保留。",
    ),
    Explanation(
        "EG043",
        "The Kindle book says something else",
        "Kindle 书与 EPUB 不符",
        "After everything was put right the file was read again, and a fact in it is not that of the EPUB. It is not kept.",
        "改正之后重新读取，发现其中一项与 EPUB 不符。这个文件不会保留。",
    ),
    Explanation(
        "EG044",
        "Put right",
        "已改正",
        "calibre writes every Chinese as ‘zh’ and leaves the writing mode out; the Kindle chooses font and page turning by "
        "them. The file says now what the EPUB says.",
        "calibre 把各种中文都写成 zh，也可能不写书写方向，而 Kindle 靠它们选择字体和翻页方向。现在文件与 EPUB 一致。",
    ),
    Explanation(
        "EG045",
        "Lost on the way",
        "转换中有遗漏",
        "The cover or entries of the contents are not in the Kindle book. It is kept; look at it before you send it out.",
        "Kindle 书里少了封面或目录条目。文件保留，发出前请先看一看。",
    ),
    Explanation(
        "EG046",
        "Rules for dark screens",
        "深色屏幕规则",
        "calibre drops the condition of a media rule and keeps what is in it: rules for dark screens would hold always. "
        "They are left out of the copy that calibre reads; the EPUB keeps them.",
        "calibre 会丢掉媒体查询的条件而保留内容，深色屏幕的规则就会一直生效。交给 calibre 的副本略去这些规则，EPUB 本身不变。",
    ),
    Explanation(
        "EG047",
        "Unknown format",
        "未知格式",
        "An edition can be written as AZW3 or kepub, beside the EPUB itself.",
        "除 EPUB 本身外，可以转成 AZW3 或 kepub。",
    ),
    Explanation(
        "EG048",
        "A finished EPUB",
        "成品 EPUB",
        "The source is an EPUB, so nothing is built, and the options of building that were given can do nothing.",
        "来源是成品 EPUB，不会重新制作，给出的制作选项不起作用。",
    ),
    # Publishing and its receipt: EG052 to EG059.
    Explanation(
        "EG052",
        "Editions and deliveries do not fit together",
        "版本与投递对不上",
        "Below publish: in publication.yaml each edition and each delivery has a name of its own, no two editions are the same file for the same reader, and a delivery names editions that there are. --only and --again name deliveries. Nothing is built before this holds.",
        "publication.yaml 的 publish: 之下，每个版本、每项投递的名称都不能重复；不能有两个版本给同样的设备做同样的文件；投递所列的版本必须存在。--only 和 --again 写投递的名称。不符合时不会开始生成。",
    ),
    Explanation(
        "EG053",
        "Being published already",
        "正在发布",
        "Two runs for one issue at once would send everything twice. The second one stops; a run that was killed leaves nothing that would stop the next.",
        "同一期若有两次发布同时进行，所有内容都会送两遍，因此后来的一次会停下。被强行结束的运行不会妨碍下一次。",
    ),
    Explanation(
        "EG054",
        "Receipt not understood",
        "回执无法读取",
        "The receipt of the last run says what has arrived already. One that was damaged, or written in another form, is kept under another name, and all deliveries are made again.",
        "上一次的回执记录了哪些已经送达。回执损坏或格式不同，会改名保留，所有投递重做一遍。",
    ),
    Explanation(
        "EG055",
        "Exporter broken",
        "投递程序出错",
        "An exporter, usually one of another package, failed in a way that it does not explain. The other deliveries are made all the same; the next run tries this one again.",
        "某个投递程序（多半来自其他软件包）出错而没有说明原因。其余投递照常进行，下次运行会再试这一项。",
    ),
    Explanation(
        "EG094",
        "Changed since it went out",
        "送出以后有改动",
        "A dry run builds nothing, so it cannot compare words. It says that the issue is not what it was when it went out: a story, a photo, a date. Where words of stories changed, publish stops with D06 until --revision says what was corrected; photos and sheets go out as they are.",
        "演练不生成文件，无法比较文字，只说明这一期与送出时不同：可能是稿件、图片或日期。改了正文时，publish 会以 D06 停下，须用 --revision 说明更正了什么；只换图片或样式则照常送出。",
    ),
    # Delivery by folder and by mail: EG060 to EG064, words of the exporters.
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
        "文件无法复制到投递的文件夹。为了能发现没有接上的磁盘，不会建立该文件夹本身，只建立模板（pattern）里的子文件夹。文件完整之后才以其名称出现；复制中断时，原有的文件不受影响。",
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
    # Delivery to servers: EG065 to EG069.
    Explanation(
        "EG065",
        "A setting of a server",
        "服务器的设置",
        "A delivery by WebDAV or S3 cannot start with these settings: the address or the bucket is none, a password stands in the "
        "address, nothing would be encrypted, or a secret is missing. Passwords and keys come from the environment or the keyring only.",
        "WebDAV 或 S3 投递的设置不能用：网址或存储桶不对、网址里写了密码、不加密，或缺少密码。密码和密钥只取自环境变量或系统钥匙串。",
    ),
    Explanation(
        "EG066",
        "The part for a delivery is not installed",
        "没有安装投递所需的组件",
        "WebDAV and S3 need parts that a plain installation of epubgen does not have. Type the line of the hint to install them.",
        "WebDAV 和 S3 需要另外安装附加组件，请运行提示里的命令。",
    ),
    Explanation(
        "EG067",
        "A server cannot be reached",
        "无法连接服务器",
        "The way to the server failed: its name, its port, the network, the certificate, or an answer that did not come in time. "
        "The EPUB is kept, and the next run tries the delivery again.",
        "通往服务器的路不通：名称、端口、网络、证书有问题，或没有及时回应。EPUB 会保留，下次运行再投递。",
    ),
    Explanation(
        "EG068",
        "A server refused",
        "服务器拒绝",
        "The server was reached and did not take the file; the message says why: password, rights, missing folder or bucket, a lock, "
        "its size, no room. No half file stands under the final name.",
        "已连上服务器，但文件没有被接收，消息里写明原因：密码、权限、缺少文件夹或存储桶、被锁定、太大、空间不足。最终文件名下不会留下半个文件。",
    ),
    Explanation(
        "EG069",
        "Not what was sent",
        "与发送的不同",
        "After the upload the server names another size than that of the file. The file on the server is not to be trusted.",
        "上传后，服务器报告的大小与文件不同，服务器上的文件不可信。",
    ),
)
