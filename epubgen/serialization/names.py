# SPDX-License-Identifier: AGPL-3.0-or-later
"""The names of fields in files: English keys, Chinese aliases, and keys that name a role (``责任编辑: 张三``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias, get_args, get_type_hints

from epubgen.model.values import Marked
from epubgen.serialization.nodes import DataNode
from epubgen.startup import dataclass

__all__ = [
    "ALIASES",
    "BARE",
    "KEYED",
    "PARTED",
    "RETIRED_KEYS",
    "RETIRED_WORDS",
    "ROLE_KEYS",
    "Class",
    "RoleKey",
    "bare_field",
    "dotted",
    "field_names",
    "keyed",
    "marked_fields",
    "required",
    "role_target",
    "spelled",
    "type_hints",
]

Class: TypeAlias = Any
"""A dataclass of the model. It is ``Any``, because mypy does not accept ``type[object]`` as an argument of a cached
function.
"""

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "标题": "title",
        "肩题": "kicker",
        "引题": "kicker",
        "副题": "deck",
        "副标题": "deck",
        "栏目": "column",
        "用语": "words",
        "字体": "fonts",
        "正文字体": "body_fonts",
        "作者": "authors",
        "版块": "section",
        "栏版": "section",
        "版次": "page",
        "版面": "page",
        "体裁": "kind",
        "摘要": "summary",
        "导读": "summary",
        "关键词": "keywords",
        "电头": "dateline",
        "排版方向": "writing_mode",
        "来源": "source",
        "图片": "photos",
        "图片说明": "caption",
        "日期": "date",
        "版别": "edition",
        "总期号": "numbering.total",
        "版数": "page_count",
        "农历": "lunar",
        "星期": "weekday",
        "主管": "authority",
        "主办": "sponsor",
        "出版": "publisher",
        "邮发代号": "postal_code",
        "国内统一刊号": "ids.cn",
        "时区": "time_zone",
        "标题注明更正": "revision_in_title",
        "休刊日": "days_off",
        "国际标准刊号": "ids.issn",
        "刊期": "frequency",
        "语言": "language",
        # What a library says of its titles and files.
        "报刊": "titles",
        "代号": "librarytitle.id",
        "名称": "name",
        "类别": "librarytitle.kind",
        "起始日期": "since",
        "终止日期": "until",
        "后续报刊": "continued_by",
        "沿革": "periods",
        "文件": "librarytitle.files",
        "起始期号": "first_number",
        "并入报刊": "continues",
        "所属报刊": "series",
        "期号": "issuesidecar.number",
        "卷号": "volume",
        "标识符": "identifier",
        "简介": "description",
        "主题": "subjects",
        "版权": "rights",
        # The same in traditional characters, where they differ.
        "字體": "fonts",
        "正文字體": "body_fonts",
        "時區": "time_zone",
        "標題註明更正": "revision_in_title",
        "標題": "title",
        "肩題": "kicker",
        "引題": "kicker",
        "副題": "deck",
        "副標題": "deck",
        "欄目": "column",
        "版塊": "section",
        "欄版": "section",
        "體裁": "kind",
        "導讀": "summary",
        "關鍵詞": "keywords",
        "電頭": "dateline",
        "來源": "source",
        "圖片": "photos",
        "圖片說明": "caption",
        "圖片説明": "caption",
        "版別": "edition",
        "總期號": "numbering.total",
        "版數": "page_count",
        "農曆": "lunar",
        "主辦": "sponsor",
        "郵發代號": "postal_code",
        "國內統一刊號": "ids.cn",
        "國内統一刊號": "ids.cn",
        "國際標準刊號": "ids.issn",
        "語言": "language",
        "報刊": "titles",
        "代號": "librarytitle.id",
        "名稱": "name",
        "類別": "librarytitle.kind",
        "後續報刊": "continued_by",
        "起始期號": "first_number",
        "併入報刊": "continues",
        "所屬報刊": "series",
        "期號": "issuesidecar.number",
        "卷號": "volume",
        "標識符": "identifier",
        "簡介": "description",
        "主題": "subjects",
        "版權": "rights",
    }
)
"""Chinese key, simplified or traditional → field.

``numbering.total`` is a field of an object: the key stands beside it.
"""


@dataclass(frozen=True, slots=True)
class RoleKey:
    """A key that names a role. Its credits go to the first of ``targets`` that the type has."""

    role: str
    targets: tuple[str, ...]
    printed: bool = False
    """Whether the paper prints the key itself as the name of the role."""


_WORKERS = ("credits", "editors", "credit")
ROLE_KEYS: Mapping[str, RoleKey] = MappingProxyType(
    {
        "记者": RoleKey("reporter", ("authors",)),
        "通讯员": RoleKey("correspondent", ("authors",)),
        "责任编辑": RoleKey("editor", _WORKERS[:2], printed=True),
        "责编": RoleKey("editor", _WORKERS[:2], printed=True),
        "版式": RoleKey("layout", _WORKERS[:2], printed=True),
        "美编": RoleKey("layout", _WORKERS[:2], printed=True),
        "校对": RoleKey("proofreader", _WORKERS[:2], printed=True),
        "摄影": RoleKey("photographer", ("credit", "credits")),
        "翻译": RoleKey("translator", _WORKERS[:1], printed=True),
        # Traditional Chinese and Japanese.
        "記者": RoleKey("reporter", ("authors",)),
        "通訊員": RoleKey("correspondent", ("authors",)),
        "責任編輯": RoleKey("editor", _WORKERS[:2], printed=True),
        "責編": RoleKey("editor", _WORKERS[:2], printed=True),
        "美編": RoleKey("layout", _WORKERS[:2], printed=True),
        "校對": RoleKey("proofreader", _WORKERS[:2], printed=True),
        "攝影": RoleKey("photographer", ("credit", "credits")),
        "翻譯": RoleKey("translator", _WORKERS[:1], printed=True),
        "編集": RoleKey("editor", _WORKERS[:2], printed=True),
        "責任編集": RoleKey("editor", _WORKERS[:2], printed=True),
        "レイアウト": RoleKey("layout", _WORKERS[:2], printed=True),
        "校閲": RoleKey("proofreader", _WORKERS[:2], printed=True),
        "校正": RoleKey("proofreader", _WORKERS[:2], printed=True),
        "撮影": RoleKey("photographer", ("credit", "credits")),
        "写真": RoleKey("photographer", ("credit", "credits"), printed=True),
        "翻訳": RoleKey("translator", _WORKERS[:1], printed=True),
        # Korean.
        "기자": RoleKey("reporter", ("authors",)),
        "통신원": RoleKey("correspondent", ("authors",)),
        "편집": RoleKey("editor", _WORKERS[:2], printed=True),
        "디자인": RoleKey("layout", _WORKERS[:2], printed=True),
        "교열": RoleKey("proofreader", _WORKERS[:2], printed=True),
        "교정": RoleKey("proofreader", _WORKERS[:2], printed=True),
        "사진": RoleKey("photographer", ("credit", "credits")),
        "촬영": RoleKey("photographer", ("credit", "credits"), printed=True),
        "번역": RoleKey("translator", _WORKERS[:1], printed=True),
    }
)

BARE: Mapping[str, str] = MappingProxyType(
    {
        "Credit": "name",
        "Photo": "file",
        "Subject": "name",
        "Column": "name",
        "Dateline": "label",
        "Cover": "mode",
        "BodyFont": "file",
    }
)
"""Name of a type → the field that a bare text fills."""

PARTED: Mapping[tuple[str, str], Mapping[str, str]] = MappingProxyType(
    {
        ("Publication", "fonts"): MappingProxyType(
            {"files": "fonts", "body": "body_fonts", "文件": "fonts", "檔案": "fonts", "正文": "body_fonts"}
        )
    }
)
"""Type and field → the keys that a mapping in its place may have, each with the field that it fills."""
KEYED: Mapping[str, tuple[str, str]] = MappingProxyType({"BodyFont": ("lang", "file")})
"""Type → the fields that key and value of a mapping fill, where a list of it is written as a mapping."""


RETIRED_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"Publication": ("short_title",), "Source": ("retrieved",)}
)
"""Name of a type → keys that an earlier version accepted without effect. They are reported (S17) and ignored."""

RETIRED_WORDS: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {("Issue", "front_matter"): ("ads",), ("Issue", "back_matter"): ("ads",)}
)
"""Type and field → words of a list that an earlier version accepted without effect.

They are reported (S17) and ignored.
"""


@cache
def field_names(cls: Class) -> Mapping[str, str]:
    """Return the name of each field in a file → its name in Python.

    Line numbers and bytes of pictures are not written.
    """
    shown = [field.name for field in fields(cls) if field.compare and field.name != "data"]
    return {name.rstrip("_"): name for name in shown}


@cache
def marked_fields(cls: Class) -> frozenset[str]:
    """Return the fields of a class that hold one-line texts with marks, alone or in a tuple."""
    found = {name for name, hint in type_hints(cls).items() if Marked in (hint, *get_args(hint))}
    return frozenset(found)


@cache
def type_hints(cls: Class) -> Mapping[str, Any]:
    """Return the types of the fields of a dataclass by their names in Python."""
    return get_type_hints(cls, include_extras=True)


@cache
def required(cls: Class) -> tuple[str, ...]:
    """Return the names of the fields that have no default."""
    return tuple(f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING)


@cache
def spelled(cls: Class) -> Mapping[str, str]:
    """Return every key that means one field of a type → the English name.

    Role keys and the aliases that ``dotted`` returns are not among them.
    """
    names = {name: name for name in field_names(cls)}
    names |= {alias: name for alias, name in ALIASES.items() if name in names}
    tails = {alias: name.partition(".") for alias, name in ALIASES.items() if "." in name}
    held = {alias: tail for alias, (head, _, tail) in tails.items() if tail in names and _holds(cls, head)}
    return names | held


@cache
def dotted(cls: Class) -> Mapping[str, tuple[str, str]]:
    """Return aliases that mean a field of an object within the type: ``总期号`` → ``numbering``, ``total``."""
    names = field_names(cls)
    parts = {alias: name.split(".") for alias, name in ALIASES.items() if "." in name}
    return {alias: (head, tail) for alias, (head, tail) in parts.items() if head in names}


def role_target(cls: Class, key: str) -> str:
    """Return the field of a type that a role key fills; empty when the type has none."""
    names = field_names(cls)
    targets = ROLE_KEYS[key].targets if key in ROLE_KEYS else ()
    return next((target for target in targets if target in names), "")


def keyed(cls: Class, node: DataNode) -> tuple[str, str] | None:
    """Return the fields of key and value where a mapping stands for a list of a type; ``None`` where it is one item."""
    found = KEYED.get(getattr(cls, "__name__", ""))
    return found if found and isinstance(node.value, dict) and not set(node.value) <= set(spelled(cls)) else None


def _holds(cls: Class, head: str) -> bool:
    """Whether fields of ``head`` are a type's own: of the numbers of a series, also those of a title in a library."""
    return str(cls.__name__).lower() == head or (head == "ids" and "ids" not in field_names(cls))


def bare_field(cls: Class, node: DataNode) -> str:
    """Return the field of a type that a bare text fills; empty when the type has none, or the node is no text."""
    if not isinstance(node.value, str):
        return ""
    if cls.__name__ == "Source":
        return "url" if "://" in node.value else "system"
    return BARE.get(cls.__name__, "")
