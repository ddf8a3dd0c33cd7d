# SPDX-License-Identifier: AGPL-3.0-or-later
"""How fields are spelled in files: English keys, Chinese aliases, keys that say a role (``责任编辑: 张三``)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from types import MappingProxyType
from typing import Any, Protocol, TypeAlias, get_args, get_type_hints

from epubgen.messages import table
from epubgen.model.values import Marked
from epubgen.serialization.nodes import DataNode
from epubgen.serialization.scalars import near

__all__ = [
    "ALIASES",
    "BARE",
    "RETIRED_KEYS",
    "RETIRED_WORDS",
    "ROLE_KEYS",
    "Class",
    "Refuser",
    "RoleKey",
    "bare_field",
    "concatenated",
    "differ",
    "dotted",
    "field_names",
    "marked_fields",
    "merged",
    "required",
    "resolved",
    "role_node",
    "role_target",
    "spelled",
    "type_hints",
]

Class: TypeAlias = Any
"""A dataclass of the model; mypy does not believe that a ``type[object]`` can be the key of a cache."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "标题": "title",
        "肩题": "kicker",
        "引题": "kicker",
        "副题": "deck",
        "副标题": "deck",
        "栏目": "column",
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
        # The same in traditional characters, where they differ.
        "時區": "time_zone",
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
    }
)
"""Chinese key, simplified or traditional → field; a dotted one stands one level higher than its field."""


@dataclass(frozen=True, slots=True)
class RoleKey:
    """A key that names a role: the credit it makes, and the fields that may take it, the first that the type has."""

    role: str
    targets: tuple[str, ...]
    printed: bool = False
    """Whether the word itself is what the paper prints."""


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

_PICTURES = ("写真", "사진")
"""Role keys that are also the word for pictures: one that names files gives the photos."""
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|heic|tiff?|bmp|svg)\s*$", re.IGNORECASE)

BARE: Mapping[str, str] = MappingProxyType(
    {
        "Credit": "name",
        "Photo": "file",
        "Subject": "name",
        "Column": "name",
        "Dateline": "label",
        "Cover": "mode",
    }
)
"""Type → the field that a bare string fills."""


RETIRED_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"Publication": ("short_title",), "Source": ("retrieved",)}
)
"""Type → keys that an earlier version took and that never had an effect. They are read over."""

RETIRED_WORDS: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {("Issue", "front_matter"): ("ads",), ("Issue", "back_matter"): ("ads",)}
)
"""Type and field → words of a list that an earlier version took and that never had an effect. They are read over."""


@cache
def field_names(cls: Class) -> Mapping[str, str]:
    """The spelling of each field in a file → its name in Python. Places and bytes are not spelled."""
    shown = [field.name for field in fields(cls) if field.compare and field.name != "data"]
    return {name.rstrip("_"): name for name in shown}


@cache
def marked_fields(cls: Class) -> frozenset[str]:
    """The fields of a class that hold one-line texts with marks, alone or in a tuple."""
    found = {name for name, hint in type_hints(cls).items() if Marked in (hint, *get_args(hint))}
    return frozenset(found)


@cache
def type_hints(cls: Class) -> Mapping[str, Any]:
    """The types of the fields of a dataclass, by their names in Python."""
    return get_type_hints(cls, include_extras=True)


@cache
def required(cls: Class) -> tuple[str, ...]:
    """The fields that have no default."""
    return tuple(f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING)


@cache
def spelled(cls: Class) -> Mapping[str, str]:
    """Every plain spelling that a type knows → the English one; dotted aliases and role keys stand apart."""
    names = {name: name for name in field_names(cls)}
    names |= {alias: name for alias, name in ALIASES.items() if name in names}
    tails = {alias: name.partition(".") for alias, name in ALIASES.items() if "." in name}
    return names | {alias: tail for alias, (head, _, tail) in tails.items() if _is(cls, head) and tail in names}


@cache
def dotted(cls: Class) -> Mapping[str, tuple[str, str]]:
    """Aliases that reach one level down: ``总期号`` → ``numbering``, ``total``."""
    names = field_names(cls)
    parts = {alias: name.split(".") for alias, name in ALIASES.items() if "." in name}
    return {alias: (head, tail) for alias, (head, tail) in parts.items() if head in names}


def role_target(cls: Class, key: str) -> str:
    """The field of a type that a role key fills; empty when the type takes none."""
    names = field_names(cls)
    targets = ROLE_KEYS[key].targets if key in ROLE_KEYS else ()
    return next((target for target in targets if target in names), "")


def _is(cls: Class, head: str) -> bool:
    return str(cls.__name__).lower() == head


def bare_field(cls: Class, node: DataNode) -> str:
    """The field that a bare string fills; empty when the type takes none."""
    if not isinstance(node.value, str):
        return ""
    if cls.__name__ == "Source":
        return "url" if "://" in node.value else "system"
    return BARE.get(cls.__name__, "")


def role_node(key: str, node: DataNode) -> DataNode:
    """The credits that ``责任编辑: 张三、李四`` means."""
    role = ROLE_KEYS[key]
    added = {"role": role.role} | ({"printed_role": key} if role.printed else {})
    people: list[DataNode] = []
    for item in node.value if isinstance(node.value, list) else [node]:
        if isinstance(item.value, str):
            people += [_credit({"name": name.strip()} | added, item) for name in re.split("[、，]", item.value)]
        elif isinstance(item.value, dict):
            extra = _credit(added, item)
            people.append(merged(extra, item))
        else:
            people.append(item)
    return DataNode(people, node.line, node.column)


def _names_files(node: DataNode) -> bool:
    """Whether a value, or the first of a list, names a picture's file."""
    first = node.value[0] if isinstance(node.value, list) and node.value else node
    if isinstance(first.value, dict):
        return "file" in first.value
    return isinstance(first.value, str) and bool(_PICTURE_FILE.search(first.value))


def _credit(texts: Mapping[str, str], at: DataNode) -> DataNode:
    entries = {name: DataNode(text, at.line, at.column) for name, text in texts.items()}
    return DataNode(entries, at.line, at.column, dict.fromkeys(entries, (at.line, at.column)))


def merged(first: DataNode, second: DataNode) -> DataNode:
    """Two mappings as one; what is no mapping stands alone."""
    if not (isinstance(first.value, dict) and isinstance(second.value, dict)):
        return first
    return DataNode({**first.value, **second.value}, first.line, first.column, {**first.keys, **second.keys})


def concatenated(first: DataNode, second: DataNode) -> DataNode:
    """Two lists as one."""
    items = [*(first.value if isinstance(first.value, list) else [first])]
    items += second.value if isinstance(second.value, list) else [second]
    return DataNode(items, first.line, first.column)


def differ(first: str, second: str) -> bool:
    """Whether both keys name a role, and not the same one: then their credits add up."""
    if first not in ROLE_KEYS or second not in ROLE_KEYS:
        return False
    return ROLE_KEYS[first].role != ROLE_KEYS[second].role


class Refuser(Protocol):
    """Takes the report of a fault."""

    guessed: set[str]
    """Paths of fields that seem to be there under a wrong name."""

    def refuse(self, key: str, node: DataNode, path: str, /, **args: object) -> object:
        """Report a fault of the value at ``path``."""


def resolved(to: Refuser, cls: Class, node: DataNode, path: str, absent: Collection[str]) -> dict[str, DataNode]:
    """The value of each field by its English spelling, in the order of the file; ``absent`` fields are refused."""
    keys = _Keys(to, cls, node, path, absent)
    for key, child in keys.entries.items():
        if key in dotted(cls):
            keys.dotted(key, child)
        elif key in spelled(cls) and spelled(cls)[key] not in absent:
            keys.take(spelled(cls)[key], key, child)
        elif key in _PICTURES and "photos" in spelled(cls) and _names_files(child):
            keys.take("photos", key, child)
        elif target := role_target(cls, key):
            keys.take(target, key, role_node(key, child))
        elif key in RETIRED_KEYS.get(cls.__name__, ()):
            keys.retired(key)
        else:
            keys.unknown(key)
    for field_name, child in keys.found.items():
        if retired := RETIRED_WORDS.get((cls.__name__, field_name)):
            keys.found[field_name] = keys.without(retired, field_name, child)
    return keys.found


@dataclass(slots=True)
class _Keys:
    """The keys of one mapping while they are resolved."""

    to: Refuser
    cls: Class
    node: DataNode
    path: str
    absent: Collection[str]
    found: dict[str, DataNode] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    """For each field the spelling under which it was met first."""

    @property
    def entries(self) -> dict[str, DataNode]:
        """What the mapping holds."""
        return self.node.value if isinstance(self.node.value, dict) else {}

    def take(self, name: str, key: str, child: DataNode) -> None:
        """Keep a value; keys of different roles add up, any other second spelling is refused."""
        before = self.first.get(name)
        if before is None:
            self.first[name] = key
            self.found[name] = merged(child, self.found[name]) if name in self.found else child
        elif differ(before, key):
            self.found[name] = concatenated(self.found[name], child)
        else:
            self.to.refuse("S06", self._key(key), self._below(name), key=key, other=before)

    def dotted(self, key: str, child: DataNode) -> None:
        """``总期号: 12`` beside ``numbering: {volume: 3}`` fills ``numbering.total``."""
        head, tail = dotted(self.cls)[key]
        written = self.entries.get(head)
        inside = written.value if written and isinstance(written.value, dict) else {}
        if tail in inside or key in inside:
            other = f"{head}.{tail}"
            self.to.refuse("S06", self._key(key), self._below(other), key=key, other=other)
            return
        spot = (child.line, child.column)
        place = self.found.get(head, DataNode({}, *spot))
        self.found[head] = merged(place, DataNode({tail: child}, *spot, {tail: spot}))

    def retired(self, key: str) -> None:
        """Report a key that has no effect any more."""
        self.to.refuse("S17", self._key(key), self._below(key), name=key)

    def without(self, retired: Collection[str], name: str, child: DataNode) -> DataNode:
        """A list without the words that have no effect any more; each is reported."""
        items = child.value if isinstance(child.value, list) else [child]
        if not (gone := [item for item in items if item.value in retired]):
            return child
        for item in gone:
            self.to.refuse("S17.word", item, self._below(name), value=item.value, name=name)
        return DataNode([item for item in items if item not in gone], child.line, child.column)

    def unknown(self, key: str) -> None:
        """Refuse a key with the nearest known one, or with all of them."""
        if f"S01.{key}" in table():
            self.to.refuse(f"S01.{key}", self._key(key), self._below(key), name=key)
            return
        english = [name for name in field_names(self.cls) if name not in self.absent]
        roles = [role for role in ROLE_KEYS if role_target(self.cls, role)]
        guess = near(key, [*english, *spelled(self.cls), *dotted(self.cls), *roles])
        self.to.guessed.add(self._below(spelled(self.cls).get(guess, guess)))
        row = "S01" if guess else "S01.known"
        self.to.refuse(row, self._key(key), self._below(key), name=key, near=guess, known=", ".join(english))

    def _key(self, key: str) -> DataNode:
        return DataNode(None, *self.node.keys.get(key, (self.node.line, self.node.column)))

    def _below(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name
