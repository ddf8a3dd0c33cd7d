# SPDX-License-Identifier: AGPL-3.0-or-later
"""The field names of collectors and feeds. Each name is read, ignored on purpose, or reported.

The names are those of collectors of Chinese dailies, JSON Feed, WordPress REST, Ghost, Newspaper3k and trafilatura.
Capitals, hyphens, underscores and spaces make no difference: ``pubDate``, ``pub_date`` and ``Pub Date`` are one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from epubgen.errors import Finding, Location, finding
from epubgen.serialization import DataNode
from epubgen.startup import dataclass

__all__ = ["AUTHOR", "IMAGE", "PAGE", "PIECE", "ROOT", "STORY", "CollectedObject", "Names", "UnreadFields", "is_filled"]

Names = Mapping[str, tuple[str, ...]]
"""What is read → the names it has, the best first. Those under ``aside`` are known and left aside: no words in them."""

ROOT: Names = {
    "source": ("source", "paper", "paper_name", "newspaper", "publication", "title", "name", "报纸", "报名"),
    "date": ("date", "issue_date", "pub_date", "publish_date", "date_published", "日期"),
    "pages": ("pages", "版面"),
    "aside": ("url", "link", "version", "crawled_at", "fetched_at", "crawl_time", "count", "total", "page_count",
              "status"),
}  # fmt: skip
PAGE: Names = {
    "number": ("page", "page_no", "page_number", "no", "number", "版次"),
    "name": ("page_name", "name", "title", "版名", "版面"),
    "pdf": ("pdf_url", "pdf"),
    "picture": ("image", "page_image", "image_url", "pic"),
    "editors": ("editors", "editor", "责任编辑", "责编"),
    "articles": ("articles", "items", "stories", "posts", "稿件", "文章"),
    "aside": ("url", "link", "page_url", "id", "count", "seq", "index", "width", "height"),
}
STORY: Names = {
    "title": ("title", "headline", "name", "main_title", "heading", "标题", "主标题"),
    "kicker": ("kicker", "overline", "eyebrow", "pretitle", "intro_title", "shoulder_title", "up_title", "肩题", "引题",
               "眉题"),
    "deck": ("subtitle", "sub_title", "deck", "dek", "subheadline", "subheading", "alternative_headline", "down_title",
             "副题", "副标题"),
    "lead": ("lead", "lede", "intro", "standfirst", "导语"),
    "summary": ("summary", "abstract", "excerpt", "custom_excerpt", "description", "meta_description", "digest",
                "snippet", "摘要", "导读"),
    "content": ("content", "content_html", "html", "article_body", "body", "text", "content_text", "full_text",
                "paragraphs", "plaintext", "raw_text", "正文", "内容"),
    "authors": ("author", "authors", "byline", "creator", "reporter", "reporters", "writer", "primary_author", "作者",
                "记者", "署名"),
    "editors": ("editor", "editors", "责任编辑", "责编"),
    "images": ("images", "image", "photos", "photo", "pictures", "picture", "imgs", "img", "image_list", "pics", "pic",
               "feature_image", "featured_image", "top_image", "banner_image", "lead_image", "image_url", "thumbnail",
               "attachments", "图片"),
    "image_caption": ("feature_image_caption", "image_caption", "图片说明"),
    "image_alt": ("feature_image_alt", "image_alt"),
    "url": ("url", "link", "canonical_url", "canonical_link", "permalink", "source_url", "external_url", "web_url",
            "链接", "网址"),
    "date": ("date", "pub_date", "publish_date", "date_published", "published_at", "published", "publish_time",
             "time", "日期", "发布时间"),
    "keywords": ("keywords", "tags", "tag", "categories", "category", "meta_keywords", "primary_tag", "topics",
                 "关键词", "标签"),
    "section": ("section", "channel", "版块"),
    "column": ("column", "rubric", "栏目"),
    "source": ("source", "source_name", "sitename", "site_name", "origin", "来源"),
    "dateline": ("dateline", "电头"),
    "language": ("language", "lang", "meta_lang"),
    "rights": ("rights", "copyright", "license", "版权"),
    "seq": ("seq", "index", "order", "序号"),
    "aside": ("id", "guid", "uuid", "slug", "page", "page_no", "page_name", "status", "type", "pagetype", "format",
              "template", "sticky", "ping_status", "comment_status", "featured_media", "date_gmt", "modified",
              "modified_gmt", "date_modified", "updated", "updated_at", "created_at", "crawl_time", "crawled_at",
              "fetched_at", "fingerprint", "hash", "word_count", "reading_time", "comment_id", "visibility", "access",
              "featured", "email_only", "hostname", "source_hostname", "meta", "meta_data", "meta_favicon", "meta_img",
              "_links", "_embedded", "class_list", "additional_data", "mobiledoc", "lexical", "is_parsed",
              "download_state", "length", "width", "height"),
}  # fmt: skip
PIECE: Names = {
    "words": ("text", "content", "value", "rendered", "html", "paragraph", "body", "data", "children", "blocks",
              "items", "正文", "内容"),
    "type": ("type", "tag", "kind", "style", "name"),
    "image": ("src", "url", "image", "file", "path", "img"),
    "caption": ("caption", "alt", "title", "desc", "description", "说明", "图片说明"),
    "aside": ("id", "key", "seq", "index", "order", "level", "depth", "width", "height", "protected", "lang"),
}  # fmt: skip
IMAGE: Names = {
    "address": ("url", "src", "file", "path", "image", "href", "original_url", "image_url", "link", "source_url",
                "图片"),
    "caption": ("caption", "description", "desc", "title", "text", "说明", "图片说明"),
    "alt": ("alt", "alt_text", "alternative", "替代文字"),
    "credit": ("credit", "photographer", "author", "by", "copyright", "摄影", "摄影者", "作者"),
    "mime": ("mime_type", "mimetype", "media_type", "type"),
    "aside": ("id", "seq", "index", "order", "width", "height", "size", "size_in_bytes", "name", "filename", "sizes",
              "thumbnail"),
}  # fmt: skip
AUTHOR: Names = {
    "name": ("name", "title", "姓名", "full_name"),
    "role": ("role", "printed_role", "职务", "身份"),
    "bio": ("bio", "description", "简介"),
    "org": ("org", "organization", "affiliation", "单位"),
    "aside": ("id", "url", "link", "slug", "avatar", "image", "profile_image", "email", "website", "location",
              "twitter", "facebook"),
}  # fmt: skip


class UnreadFields:
    """Collects the fields that are not read.

    Each name is reported once an issue, with its count and its first place.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: dict[str, list[DataNode]] = {}

    def add(self, path: str, node: DataNode) -> None:
        """Note a field. An empty field is ignored, because nothing can be lost with it."""
        if is_filled(node):
            self._found.setdefault(path, []).append(node)

    def findings(self) -> Iterator[Finding]:
        """Yield H10 for fields that hold words, H10.data for fields that hold numbers, marks or addresses."""
        spoken = {path: nodes for path, nodes in self._found.items() if any(map(_has_words, nodes))}
        silent = {path: nodes for path, nodes in self._found.items() if path not in spoken}
        for key, group in (("H10", spoken), ("H10.data", silent)):
            if group:
                first = next(iter(group.values()))[0]
                named = (f"{path} ×{len(nodes)}" if len(nodes) > 1 else path for path, nodes in group.items())
                yield finding(key, Location(self._file, first.line, first.column), "", what=", ".join(named))


@dataclass(frozen=True, slots=True)
class CollectedObject:
    """One object of the file. Its fields are looked up by meaning, whatever their names are."""

    node: DataNode
    names: Names
    path: str
    unread: UnreadFields

    def all(self, field: str) -> list[tuple[str, DataNode]]:
        """Return the filled fields with a meaning, each with its name in the file, the best first."""
        entries = self.node.value if isinstance(self.node.value, dict) else {}
        typed = {_plain(key): key for key in reversed(entries)}
        wanted = [typed[plain] for name in self.names[field] if (plain := _plain(name)) in typed]
        return [(key, entries[key]) for key in dict.fromkeys(wanted) if is_filled(entries[key])]

    def first(self, field: str) -> DataNode | None:
        """Return the best field with a meaning."""
        return next((node for _, node in self.all(field)), None)

    def text(self, field: str) -> str:
        """Return the text of the best field; the texts of a list are put on separate lines."""
        node = self.first(field)
        return "\n".join(texts(node)) if node else ""

    def entries(self, field: str) -> list[DataNode]:
        """Return the entries of a list, or of an object with numbers as names. Any other value is reported."""
        for key, node in self.all(field)[:1]:
            if isinstance(node.value, list):
                return node.value
            if isinstance(node.value, dict) and all(isinstance(one.value, dict) for one in node.value.values()):
                return list(node.value.values())
            self.unread.add(f"{self.path}.{key}".lstrip("."), node)
        return []

    def one(self, field: str) -> str:
        """Return the best text. Other fields of the same meaning with a different text are reported."""
        found = self.all(field)
        said = "\n".join(texts(found[0][1])) if found else ""
        for key, other in found[1:]:
            if letters("".join(texts(other))) not in letters(said):
                self.unread.add(f"{self.path}.{key}".lstrip("."), other)
        for key, node in found[:1]:
            for name, other in node.value.items() if isinstance(node.value, dict) else ():
                if letters("".join(texts(other))) not in letters(said):
                    self.unread.add(f"{self.path}.{key}.{name}".lstrip("."), other)
        return said

    def close(self) -> None:
        """Report the fields of this object that have no meaning."""
        known = {_plain(name) for names in self.names.values() for name in names}
        for key, node in (self.node.value if isinstance(self.node.value, dict) else {}).items():
            if _plain(key) not in known:
                self.unread.add(f"{self.path}.{key}".lstrip("."), node)


def texts(node: DataNode) -> Iterator[str]:
    """Return the texts of a value: a text, a list of texts, or an object that wraps one (``{"rendered": …}``)."""
    match node.value:
        case str(text):
            yield text
        case list(items):
            for item in items:
                yield from texts(item)
        case dict(entries):
            for name in ("rendered", "text", "value", "content", "name"):
                if name in entries:
                    yield from texts(entries[name])
                    return
            for item in entries.values():
                yield from texts(item)
        case _:
            pass


def letters(text: str) -> str:
    """Return the letters and digits of a text without its tags, to compare two spellings of the same words."""
    return re.sub(r"[\W_]+", "", re.sub(r"</?[A-Za-z][^<>]*>|&#?\w+;", "", text)).lower()


def is_filled(node: DataNode) -> bool:
    """Return whether a value holds anything."""
    match node.value:
        case str(text):
            return bool(text.strip())
        case list(items):
            return any(map(is_filled, items))
        case dict(entries):
            return any(map(is_filled, entries.values()))
        case _:
            return False


def _has_words(node: DataNode) -> bool:
    """Return whether a value holds words: Han characters or kana, or several words of letters.

    Addresses and numbers are none.
    """
    match node.value:
        case str(text):
            if re.match(r"\w+://\S+\Z|[\w.+-]+@\S+\Z", text.strip()):
                return False
            return bool(re.search("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\\W\\d_]+[\\s,;:]+[^\\W\\d_]+", text))
        case list(items):
            return any(map(_has_words, items))
        case dict(entries):
            return any(map(_has_words, entries.values()))
        case _:
            return False


@lru_cache(maxsize=1024)  # each object of a file asks for the same names
def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).lower()
