# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of a catalogue for readers, in feeds and pages, in the five languages of ``languages.tags.LANGUAGES``."""

from __future__ import annotations

from collections.abc import Mapping

from epubgen.languages.tags import LANGUAGES, fitting

__all__ = ["catalog_term"]

_TABLE: Mapping[str, tuple[str, str, str, str, str]] = {
    # Feeds.
    "catalog": ("报刊库", "報刊庫", "新聞・雑誌", "신문·잡지", "Newspapers and magazines"),
    "newest": ("最新", "最新", "新着", "새로 나온 것", "Newest issues"),
    "newest.of": ("{title}：最新", "{title}：最新", "{title}：新着", "{title}: 새로 나온 것", "{title}: newest issues"),
    "all": ("全部各期", "全部各期", "すべての号", "모든 호", "All issues"),
    "year": ("{year}年", "{year}年", "{year}年", "{year}년", "{year}"),
    "undated": ("日期不详", "日期不詳", "日付不明", "날짜 없음", "Undated"),
    "count": ("{count}期", "{count}期", "{count}号", "{count}호", "{count} issues"),
    "count.one": ("1期", "1期", "1号", "1호", "1 issue"),
    "month": ("月份", "月份", "月", "월", "Month"),
    "title": ("报刊", "報刊", "紙誌", "매체", "Title"),
    "found": ("“{words}”的检索结果", "「{words}」的檢索結果", "「{words}」の検索結果", "‘{words}’ 찾은 결과", "Found for “{words}”"),
    "headlines.join": ("；", "；", "；", " · ", "; "),
    # Pages.
    "skip": ("跳到正文", "跳到正文", "本文へ", "본문으로", "Skip to content"),
    "path": ("所在位置", "所在位置", "現在地", "현재 위치", "You are here"),
    "titles": ("报刊", "報刊", "紙誌一覧", "매체 목록", "Titles"),
    "years": ("年份", "年份", "年", "연도", "Years"),
    "latest": ("最新一期", "最新一期", "最新号", "최신 호", "Latest issue"),
    "contents": ("本期内容", "本期內容", "この号の記事", "이 호의 기사", "In this issue"),
    "stories": ("{count}篇", "{count}篇", "{count}本", "기사 {count}편", "{count} stories"),
    "download": ("下载 EPUB", "下載 EPUB", "EPUBをダウンロード", "EPUB 내려받기", "Download EPUB"),
    "download.file": ("下载 {kind}", "下載 {kind}", "{kind}をダウンロード", "{kind} 내려받기", "Download {kind}"),
    "previous": ("上一期", "上一期", "前の号", "앞 호", "Previous issue"),
    "next": ("下一期", "下一期", "次の号", "다음 호", "Next issue"),
    "number": ("期号", "期號", "号数", "호수", "Number"),
    "page": ("第{page}版", "第{page}版", "{page}面", "{page}면", "Page {page}"),
    "accessibility": ("无障碍", "無障礙", "アクセシビリティ", "접근성", "Accessibility"),
    "rights": ("版权", "版權", "著作権", "저작권", "Rights"),
    "feeds": ("订阅", "訂閱", "購読", "구독", "Subscribe"),
    "feeds.help": (
        "在阅读软件里填入这个 OPDS 地址，新的一期会自动出现：",
        "在閱讀軟體裡填入這個 OPDS 位址，新的一期會自動出現：",
        "読書アプリにこのOPDSアドレスを登録すると、新しい号が自動で届きます：",
        "읽기 앱에 이 OPDS 주소를 넣으면 새 호가 저절로 나타납니다:",
        "Give this OPDS address to a reading app, and new issues appear by themselves:",
    ),
    "weekdays": ("一 二 三 四 五 六 日", "一 二 三 四 五 六 日", "月 火 水 木 金 土 日", "월 화 수 목 금 토 일", "Mo Tu We Th Fr Sa Su"),
    # Search in the page.
    "search": ("检索标题、作者、栏目", "檢索標題、作者、欄目", "見出し・筆者・欄を検索", "제목·글쓴이·난 찾기", "Search headlines, authors, sections"),
    "search.button": ("检索", "檢索", "検索", "찾기", "Search"),
    "search.none": ("没有找到", "沒有找到", "見つかりません", "찾은 것이 없습니다", "Nothing found"),
    "search.some": ("找到 {count} 篇", "找到 {count} 篇", "{count}件", "{count}건", "{count} found"),
    "search.more": ("继续检索更早的年份", "繼續檢索更早的年份", "さらに古い年を検索", "더 오래된 해 찾기", "Search older years"),
    "search.busy": ("正在检索 {year} 年……", "正在檢索 {year} 年……", "{year}年を検索中…", "{year}년 찾는 중…", "Searching {year} …"),
    "search.script": (
        "检索需要启用 JavaScript；浏览不需要。",
        "檢索需要啟用 JavaScript；瀏覽不需要。",
        "検索にはJavaScriptが必要です。閲覧には不要です。",
        "찾기에는 JavaScript가 필요합니다. 둘러보기에는 필요 없습니다.",
        "Searching needs JavaScript; browsing does not.",
    ),
}  # fmt: skip


def catalog_term(key: str, language: str, /, **filled: object) -> str:
    """Return a word of the catalogue in the language that fits a BCP 47 tag, with its placeholders filled.

    A ``count`` of 1 has words of its own where the table has them.
    """
    if filled.get("count") == 1 and f"{key}.one" in _TABLE:
        key = f"{key}.one"
    return _TABLE[key][LANGUAGES.index(fitting(language))].format_map(filled)
