# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes docs/errors.md and docs/errors.zh-CN.md from the message table: code, weight, meaning, cure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from epubgen import messages
from epubgen.messages.explanations import FAMILIES, Explanation, code_of

DOCS = Path(__file__).resolve().parents[1] / "docs"
FILES = {"en": "errors.md", "zh": "errors.zh-CN.md"}

OPENING = {
    "en": """# Messages and their codes

Everything that epubgen finds has a code that never changes its meaning, a place, a sentence and, where something can be
done, a hint:

```
issues/2026-04-22/issue.yaml:6:5: S01 unknown field 'artcles' (sections[0].artcles)
  hint: did you mean 'articles'?
```

An **error** stops the build, a **warning** is reported and stops it under `--strict`, **information** is counted.
`epubgen lint --explain A06` shows one entry of this page. It is written by `scripts/write_error_docs.py`.
""",
    "zh": """# 消息与代码

epubgen 发现的每个问题都有固定不变的代码、位置和一句说明，能处理的还有提示：

```
issues/2026-04-22/issue.yaml:6:5: S01 没有“artcles”这个字段 (sections[0].artcles)
  提示: 是不是“articles”？
```

**错误**会停止生成；**警告**只报告，加 `--strict` 时也会停止；**提请留意**只计数。
`epubgen lint --explain A06` 可单独查看一条。本页由 `scripts/write_error_docs.py` 生成。
""",
}
WORDS = {
    "en": {"code": "code", "weight": "weight", "meaning": "meaning", "says": "What it says", "cure": "hint"},
    "zh": {"code": "代码", "weight": "轻重", "meaning": "含义", "says": "消息", "cure": "提示"},
}


def page(lang: str) -> str:
    """The whole page in one language."""
    parts = [OPENING[lang]]
    for _, english, chinese, entries in FAMILIES:
        parts.append(f"## {chinese if lang == 'zh' else english}\n")
        parts.append("\n".join(_overview(entries, lang)) + "\n")
        parts += ["\n".join(_entry(entry, lang)) + "\n" for entry in entries]
    return "\n".join(parts)


def _overview(entries: tuple[Explanation, ...], lang: str) -> Iterator[str]:
    words = WORDS[lang]
    yield f"| {words['code']} | {words['weight']} | {words['meaning']} |"
    yield "|---|---|---|"
    for entry in entries:
        yield f"| [{entry.code}](#{_anchor(entry.code)}) | {_weight(entry.code, lang)} | {_title(entry, lang)} |"


def _entry(entry: Explanation, lang: str) -> Iterator[str]:
    yield f'### <a id="{_anchor(entry.code)}"></a>{entry.code}: {_title(entry, lang)}\n'
    yield f"{entry.text_zh if lang == 'zh' else entry.text_en}\n"
    yield f"{WORDS[lang]['says']} ({_weight(entry.code, lang)}):\n"
    for row in _rows(entry.code):
        cure = row.hint_zh if lang == "zh" else row.hint_en
        yield f"- {_plain(row.zh if lang == 'zh' else row.en)}"
        if cure:
            yield f"  *{WORDS[lang]['cure']}: {_plain(cure)}*"


def _rows(code: str) -> list[messages.Row]:
    return [row for row in messages.table().values() if code_of(row) == code]


def _weight(code: str, lang: str) -> str:
    weights = dict.fromkeys(row.severity.value for row in _rows(code))
    return ", ".join(messages.label(f"weight.{weight}", lang) for weight in weights)


def _title(entry: Explanation, lang: str) -> str:
    return entry.title_zh if lang == "zh" else entry.title_en


def _anchor(code: str) -> str:
    return code.lower().replace(".", "-")


def _plain(words: str) -> str:
    """Words of a row in Markdown: nothing in them is markup."""
    shown = words.replace("{{", "{").replace("}}", "}")
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in shown)


if __name__ == "__main__":
    for language, name in FILES.items():
        (DOCS / name).write_text(page(language), encoding="utf-8")
        print(DOCS / name)
