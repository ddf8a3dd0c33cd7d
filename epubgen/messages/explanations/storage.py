# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries: delivery to servers: EG065 to EG069."""

from __future__ import annotations

from epubgen.messages.explanations.entry import Explanation

ENTRIES: tuple[Explanation, ...] = (
    Explanation(
        "EG065",
        "A setting of a server",
        "服务器的设置",
        "A delivery by WebDAV or S3 cannot start with these settings: the address or the bucket is none, a password stands in the "
        "address, nothing would be encrypted, or a secret is missing. Passwords and keys come from the environment or the keyring only.",
        "WebDAV 或 S3 投递的设置不能用：网址或存储桶不对、网址里写了密码、不加密，或缺少密码。密码和密钥只取自环境变量或系统密钥环。",
    ),
    Explanation(
        "EG066",
        "A library for delivery is missing",
        "缺少投递用的程序库",
        "WebDAV and S3 need libraries that are not part of every installation. The hint prints the line that installs them.",
        "WebDAV 和 S3 需要另外安装的程序库，提示里写有安装命令。",
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
