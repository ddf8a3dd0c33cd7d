# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words that an edition prints: five languages in one table, others in ``languages.edition_words``.

``term("contents", "zh-Hant-TW")`` gives 本期導讀. These words are for readers; messages for editors stand in
``epubgen.messages``. A key has the same placeholders in every language; words that a language lacks are printed in
English. A publication may define words of its own (``EditionWords``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cache, lru_cache
from importlib import import_module

from epubgen.languages.dates import known_locale
from epubgen.languages.registry import likely_script
from epubgen.languages.tags import LANGUAGES, fitting
from epubgen.startup import dataclass, regex

__all__ = [
    "SPOKEN",
    "UNNAMED_PAPERS",
    "EditionWords",
    "bare_number",
    "join_names",
    "keys",
    "lacking",
    "own_placeholders",
    "placeholders",
    "term",
]

_TABLE: Mapping[str, tuple[str, str, str, str, str]] = {
    # Documents of the edition.
    "masthead": ("报头", "報頭", "題字", "제호", "Masthead"),
    "contents": ("本期导读", "本期導讀", "今号の紙面", "이번 호 차례", "In this issue"),
    "imprint": ("版权信息", "版權資訊", "奥付", "판권", "Imprint"),
    "corrections": ("更正", "更正", "訂正", "바로잡습니다", "Corrections"),
    "notices": ("启事", "啟事", "お知らせ", "알림", "Notices"),
    "toc": ("目录", "目錄", "目次", "차례", "Contents"),
    "landmarks": ("导引", "導引", "ランドマーク", "길잡이", "Landmarks"),
    "page_list": ("版面列表", "版面列表", "紙面一覧", "지면 목록", "Printed pages"),
    "bodymatter": ("正文", "正文", "本文", "본문", "Start of the issue"),
    "cover": ("封面", "封面", "表紙", "표지", "Cover"),
    # Printed pages: a newspaper counts 版, anything bound counts leaves.
    "page": ("第{number}版", "第{number}版", "{number}面", "{number}면", "Page {number}"),
    "page_section": ("第{number}版", "第{number}版", "{number}面", "{number}면", "Page {number}"),
    "stories": ("报道", "報導", "記事", "기사", "Stories"),
    "page.bound": ("第{number}页", "第{number}頁", "{number}ページ", "{number}쪽", "Page {number}"),
    "page.named": ("{page} {name}", "{page} {name}", "{page} {name}", "{page} {name}", "{page}: {name}"),
    "pages.today": ("今日{count}版", "今日{count}版", "本日{count}面", "오늘 {count}면", "{count} pages today"),
    "pages.sheets": ("共{count}版", "共{count}版", "全{count}面", "모두 {count}면", "{count} pages"),
    "pages.bound": ("共{count}页", "共{count}頁", "全{count}ページ", "모두 {count}쪽", "{count} pages"),
    "pages.join": ("、", "、", "、", "·", ", "),
    "facsimile": ("{page} 版面图", "{page} 版面圖", "{page} 紙面", "{page} 지면", "{page} as printed"),
    "facsimile.stories": ("本版文章", "本版文章", "この面の記事", "이 면의 기사", "Stories on this page"),
    # Numbers of the issue.
    "total_number": ("总第{number}期", "總第{number}期", "第{number}号", "제{number}호", "No. {number}"),
    "volume_issue": (
        "第{volume}卷第{number}期", "第{volume}卷第{number}期", "第{volume}巻第{number}号", "제{volume}권 제{number}호",
        "Vol. {volume} No. {number}",
    ),
    "volume_number": ("第{number}卷", "第{number}卷", "第{number}巻", "제{number}권", "Vol. {number}"),
    "issue_number": ("第{number}期", "第{number}期", "第{number}号", "제{number}호", "Issue {number}"),
    "year_issue_number": (
        "本年第{number}期", "本年第{number}期", "今年第{number}号", "올해 제{number}호", "Issue {number} of the year",
    ),
    "brackets": ("（{text}）", "（{text}）", "（{text}）", "({text})", "({text})"),
    "twin_vertical": ("竖排版", "直排版", "縦書き版", "세로쓰기판", "vertical edition"),
    "twin_horizontal": ("横排版", "橫排版", "横書き版", "가로쓰기판", "horizontal edition"),
    "bound_volume": ("{title} 合订本", "{title} 合訂本", "{title} 合本", "{title} 합본", "{title}, bound volume"),
    "corrected": ("更正版", "更正版", "訂正版", "정정판", "corrected edition"),
    "all_contents": ("总目录", "總目錄", "総目次", "전체 차례", "Contents"),
    "cn.short": ("CN {number}", "CN {number}", "CN {number}", "CN {number}", "CN {number}"),
    "cn": ("国内统一连续出版物号 CN {number}", "國內統一連續出版物號 CN {number}", "CN {number}", "CN {number}", "CN {number}"),
    "issn": ("ISSN {number}", "ISSN {number}", "ISSN {number}", "ISSN {number}", "ISSN {number}"),
    "eissn": (
        "ISSN {number}（网络版）", "ISSN {number}（電子版）", "ISSN {number}（電子版）", "ISSN {number}(전자판)",
        "ISSN {number} (electronic)",
    ),
    "oclc": ("OCLC {number}", "OCLC {number}", "OCLC {number}", "OCLC {number}", "OCLC {number}"),
    "postal_code": (
        "邮发代号 {number}", "郵發代號 {number}", "郵便コード {number}", "우편 코드 {number}", "Postal code {number}",
    ),
    "fact": ("{label}：{value}", "{label}：{value}", "{label}：{value}", "{label}: {value}", "{label}: {value}"),
    "authority": ("主管", "主管", "監修", "감독", "Authority"),
    "sponsor": ("主办", "主辦", "主催", "주최", "Sponsor"),
    "publisher": ("出版", "出版", "発行", "발행", "Publisher"),
    "founded": ("创刊", "創刊", "創刊", "창간", "Founded"),
    "price": ("定价", "定價", "定価", "값", "Price"),
    "date.range": ("{first}至{last}", "{first}至{last}", "{first}～{last}", "{first}~{last}", "{first} to {last}"),
    "lunar": ("农历{date}", "農曆{date}", "旧暦{date}", "음력 {date}", "Lunar calendar: {date}"),
    # Ways to reach the paper.
    "contact.website": ("网址", "網址", "ウェブサイト", "누리집", "Website"),
    "contact.email": ("邮箱", "電子郵件", "メール", "전자우편", "E-mail"),
    "contact.hotline": ("热线", "熱線", "電話", "전화", "Telephone"),
    "contact.address": ("社址", "社址", "所在地", "주소", "Address"),
    "contact.app": ("客户端", "應用程式", "アプリ", "앱", "App"),
    "contact.wechat": ("微信公众号", "微信公眾號", "WeChat公式アカウント", "위챗", "WeChat"),
    # Words about people. A byline pattern holds its names; a role stands before a colon.
    "names.join": (" ", " ", "、", "·", ", "),
    "names.last": (" ", " ", "、", "·", " and "),
    "byline.join": ("　", "　", "　", " · ", "; "),
    "byline.author": ("{names}", "{names}", "{names}", "{names}", "By {names}"),
    "byline.reporter": ("记者 {names}", "記者 {names}", "記者・{names}", "{names} 기자", "By {names}"),
    "byline.intern": (
        "实习记者 {names}", "實習記者 {names}", "実習記者・{names}", "{names} 수습기자", "By {names}, trainee reporter",
    ),
    "byline.special": (
        "特约记者 {names}", "特約記者 {names}", "特約記者・{names}", "{names} 객원기자", "By {names}, special correspondent",
    ),
    "byline.correspondent": (
        "通讯员 {names}", "通訊員 {names}", "通信員・{names}", "{names} 통신원", "By {names}, correspondent",
    ),
    "byline.commentator": ("评论员 {names}", "評論員 {names}", "論説委員・{names}", "{names} 논설위원", "By {names}"),
    "byline.photographer": ("{names} 摄", "{names} 攝", "撮影・{names}", "사진 {names}", "Photographs by {names}"),
    "byline.illustrator": ("{names} 绘", "{names} 繪", "絵・{names}", "그림 {names}", "Illustrated by {names}"),
    "byline.translator": ("{names} 译", "{names} 譯", "訳・{names}", "{names} 옮김", "Translated by {names}"),
    "byline.compiled": ("{names} 编译", "{names} 編譯", "編訳・{names}", "{names} 엮음", "Compiled by {names}"),
    "byline.editor": ("责任编辑 {names}", "責任編輯 {names}", "編集・{names}", "{names} 편집", "Edited by {names}"),
    "byline.layout": ("版式 {names}", "版面 {names}", "レイアウト・{names}", "{names} 편집 디자인", "Layout by {names}"),
    "byline.proofreader": ("校对 {names}", "校對 {names}", "校閲・{names}", "{names} 교열", "Proofread by {names}"),
    "byline.agency": ("{names}", "{names}", "{names}", "{names}", "{names}"),
    "byline.printed": ("{role} {names}", "{role} {names}", "{role}・{names}", "{role} {names}", "{role} {names}"),
    "byline.of": ("{org}{byline}", "{org}{byline}", "{org} {byline}", "{org} {byline}", "{byline}, {org}"),
    "byline.runin": ("（{byline}）", "（{byline}）", "【{byline}】", "({byline})", "({byline})"),
    "role.reporter": ("记者", "記者", "記者", "기자", "Reporter"),
    "role.intern": ("实习记者", "實習記者", "実習記者", "수습기자", "Trainee reporter"),
    "role.special": ("特约记者", "特約記者", "特約記者", "객원기자", "Special correspondent"),
    "role.correspondent": ("通讯员", "通訊員", "通信員", "통신원", "Correspondent"),
    "role.commentator": ("评论员", "評論員", "論説委員", "논설위원", "Commentator"),
    "role.photographer": ("摄影", "攝影", "撮影", "사진", "Photography"),
    "role.illustrator": ("绘图", "繪圖", "絵", "그림", "Illustration"),
    "role.translator": ("翻译", "翻譯", "翻訳", "번역", "Translation"),
    "role.compiled": ("编译", "編譯", "編訳", "편역", "Compiled by"),
    "role.editor": ("责任编辑", "責任編輯", "編集", "편집", "Editor"),
    "role.layout": ("版式", "版面", "レイアウト", "편집 디자인", "Layout"),
    "role.proofreader": ("校对", "校對", "校閲", "교열", "Proofreading"),
    "role.agency": ("供稿", "供稿", "配信", "제공", "Agency"),
    "credit.photographer": ("{names}摄", "{names}攝", "撮影・{names}", "사진 {names}", "Photo: {names}"),
    "credit.photo": ("{names}/图", "{names}/圖", "撮影・{names}", "사진 {names}", "Photo: {names}"),
    "dateline": (
        "{agency}{place}{date}电", "{agency}{place}{date}電", "【{place}{date}{agency}】", "[{place} {date} {agency}]",
        "{place} {date} {agency} —",
    ),
    # Around a story.
    "source": ("来源", "來源", "出典", "출처", "Source"),
    "link": ("原文链接", "原文連結", "元の記事", "원문", "Link"),
    "published": ("刊发日期", "刊發日期", "掲載日", "게재일", "Published"),
    "updated": ("更新", "更新", "更新", "고침", "Updated"),
    "related": ("相关报道", "相關報導", "関連記事", "관련 기사", "Related stories"),
    "printed_on": ("原载{page}", "原載{page}", "{page}掲載", "{page}에 실림", "Printed on {page}"),
    "jump.to": ("下转{page}《{story}》", "下轉{page}〈{story}〉", "{page}「{story}」に続く", "{page} ‘{story}’에 계속", "Continued on {page}: {story}"),
    "jump.from": ("上接{page}《{story}》", "上接{page}〈{story}〉", "{page}「{story}」から続く", "{page} ‘{story}’에서 계속", "Continued from {page}: {story}"),
    "correction_of": ("更正的报道", "更正的報導", "訂正する記事", "바로잡는 기사", "Correction of"),
    "correction.cited": ("{date}《{story}》", "{date}〈{story}〉", "{date}「{story}」", "{date} ‘{story}’", "{date}: {story}"),
    "withdrawn": (
        "本文已于{date}撤回。", "本文已於{date}撤回。", "この記事は{date}に取り下げられました。",
        "이 기사는 {date}에 철회되었습니다.", "This story was withdrawn on {date}.",
    ),
    "withdrawn.mark": ("已撤回", "已撤回", "取り下げ", "철회됨", "withdrawn"),
    "corrected_by": ("更正见", "更正見", "訂正", "바로잡은 글", "Corrected in"),
    "reading_time": ("约{minutes}分钟", "約{minutes}分鐘", "約{minutes}分", "약 {minutes}분", "{minutes} min"),
    "with_photo": ("图", "圖", "写真", "사진", "photo"),
    "with_photos": ("{count}图", "{count}圖", "写真{count}点", "사진 {count}장", "{count} photos"),
    "contents.sections": ("版块", "版塊", "面の一覧", "지면 바로 가기", "Sections"),
    "contents.lead": ("头条", "頭條", "トップ記事", "머리기사", "Lead story"),
    "columns": ("栏目索引", "欄目索引", "コラム索引", "고정란 찾아보기", "Index of columns"),
    "authors": ("作者索引", "作者索引", "筆者索引", "필자 찾아보기", "Index of authors"),
    "next": ("下一篇", "下一篇", "次の記事", "다음 기사", "Next"),
    "previous": ("上一篇", "上一篇", "前の記事", "이전 기사", "Previous"),
    "next.section": ("下一版块", "下一版塊", "次の面", "다음 면", "Next section"),
    "previous.section": ("上一版块", "上一版塊", "前の面", "이전 면", "Previous section"),
    "section": ("本版目录", "本版目錄", "この面の目次", "이 면 차례", "Section"),
    "bar.top": ("文首导航", "文首導覽", "記事の前の案内", "글 앞 이동", "Story links, above the text"),
    "bar.end": ("文末导航", "文末導覽", "記事の後の案内", "글 뒤 이동", "Story links, below the text"),
    "lead_list": ("今日要目", "今日要目", "主な記事", "주요 기사", "Top stories"),
    "lead_story": ("本期头条：{title}", "本期頭條：{title}", "トップ記事：{title}", "머리기사: {title}", "Lead story: {title}"),
    "count.stories": ("{count}篇", "{count}篇", "{count}本", "기사 {count}건", "{count} stories"),
    # Words inside a body.
    "photo": ("照片", "照片", "写真", "사진", "Photo"),
    "nameplate": ("{title}报头", "{title}報頭", "{title}の題字", "{title} 제호", "{title}: nameplate"),
    "missing_photo": ("图片缺失", "圖片缺失", "写真なし", "사진 없음", "Missing photo"),
    "notes": ("注释", "註釋", "注", "주", "Notes"),
    "note": ("注", "註", "注", "주", "Note"),
    "back": ("返回正文", "返回正文", "本文に戻る", "본문으로", "Back to the text"),
    "note.editor": ("编者按", "編者按", "編集部から", "편집자 주", "Editor’s note"),
    "note.correction": ("更正", "更正", "訂正", "바로잡습니다", "Correction"),
    "note.clarification": ("说明", "說明", "補足", "알려드립니다", "Clarification"),
    "note.disclosure": ("声明", "聲明", "開示", "밝힙니다", "Disclosure"),
    "note.notice": ("启事", "啟事", "お知らせ", "알림", "Notice"),
    "box": ("相关链接", "相關連結", "メモ", "알아두기", "Background"),
    "ad": ("广告", "廣告", "広告", "광고", "Advertisement"),
    # Rights and production.
    "photo_rights": ("图片版权", "圖片版權", "写真・図版", "사진·그림", "Photographs"),
    "revisions": ("修订", "修訂", "改訂", "고친 곳", "Changes since publication"),
    "rights": ("版权声明", "版權聲明", "著作権", "저작권", "Rights"),
    "rights.holder": ("© {year} {holder}", "© {year} {holder}", "© {year} {holder}", "© {year} {holder}", "© {year} {holder}"),
    "rights.license": ("许可协议", "授權條款", "ライセンス", "이용 허락", "Licence"),
    "rights.tdm": (
        "保留文本与数据挖掘的权利。", "保留文本與資料探勘的權利。", "テキスト・データマイニングの権利を留保します。",
        "텍스트·데이터 마이닝에 대한 권리를 보유합니다.", "Text and data mining rights are reserved.",
    ),
    "staff": ("编辑出版人员", "編輯出版人員", "制作スタッフ", "만든 사람들", "Staff"),
    "contacts": ("联系方式", "聯絡方式", "連絡先", "연락처", "Contact"),
    "about": ("出版信息", "出版資訊", "発行情報", "발행 정보", "Publication"),
    # Accessibility summary, sentence by sentence: only those that the content bears out are used.
    "a11y.flow": (
        "文字可自由缩放和重新排版。", "文字可自由縮放並重新排版。", "文字の大きさと組み方を変えられます。",
        "글자 크기와 배치를 바꿀 수 있습니다.", "Text can be enlarged and reflowed.",
    ),
    "a11y.navigation": (
        "可按版块、文章和标题浏览。", "可按版塊、文章和標題瀏覽。", "面、記事、見出しごとに移動できます。",
        "면, 기사, 제목별로 이동할 수 있습니다.", "Sections, stories and headings can be reached from the contents.",
    ),
    "a11y.pages": (
        "标有印刷版面的版次。", "標有印刷版面的版次。", "印刷紙面のページ位置を示しています。",
        "인쇄 지면의 위치를 표시합니다.", "The places where printed pages begin are marked.",
    ),
    "a11y.alt": (
        "所有图片均有替代文字。", "所有圖片均有替代文字。", "すべての画像に代替テキストがあります。",
        "모든 그림에 대체 텍스트가 있습니다.", "Every picture has a text alternative.",
    ),
    "a11y.alt_missing": (
        "部分图片没有替代文字。", "部分圖片沒有替代文字。", "代替テキストのない画像があります。",
        "대체 텍스트가 없는 그림이 있습니다.", "Some pictures have no text alternative.",
    ),
    "a11y.hazards": (
        "没有闪烁、动态或声音内容。", "沒有閃爍、動態或聲音內容。", "点滅、動き、音声はありません。",
        "깜박임, 움직임, 소리가 없습니다.", "There is no flashing, motion or sound.",
    ),
}  # fmt: skip


def keys() -> tuple[str, ...]:
    """Return every key of the table, in its order."""
    return tuple(_TABLE)


_OTHERS = {
    ("ar", "Arab"): "ar", ("de", "Latn"): "de", ("es", "Latn"): "es", ("fr", "Latn"): "fr", ("kk", "Cyrl"): "kk",
    ("kk", "Arab"): "kk_arab", ("mn", "Cyrl"): "mn", ("mn", "Mong"): "mn_mong", ("ru", "Cyrl"): "ru", ("ug", "Arab"): "ug",
    ("fa", "Arab"): "fa", ("he", "Hebr"): "he", ("it", "Latn"): "it", ("pt", "Latn"): "pt", ("tr", "Latn"): "tr",
    ("vi", "Latn"): "vi",
}  # fmt: skip
"""Language and script → the module of ``edition_words`` with its words."""
SPOKEN = (
    *LANGUAGES, "ar", "de", "es", "fa", "fr", "he", "it", "kk", "kk-Arab", "mn", "mn-Mong", "pt", "ru", "tr", "ug", "vi"
)  # fmt: skip
"""Every language that has words here."""
_ENGLISH = LANGUAGES.index("en")
_PLACEHOLDER = regex(r"\{(\w+)\}")


@cache
def _words_of(language: str) -> tuple[Mapping[str, str], str]:
    """Return the words for a language, and the tag of the language of these words."""
    fit, primary = fitting(language), language.partition("-")[0].lower()
    if name := _OTHERS.get((primary, likely_script(language))):
        module = import_module(f"epubgen.languages.edition_words.{name}")
        return module.WORDS, language
    column = LANGUAGES.index(fit)
    own = fit.partition("-")[0] == primary or fit.startswith("zh")
    return {key: words[column] for key, words in _TABLE.items()}, language if own else fit


def lacking(language: str) -> tuple[str, ...]:
    """Return the keys for which a language has no words here; none for a language of our tables."""
    words, spoken = _words_of(language)
    return tuple(key for key in _TABLE if spoken != language or key not in words) if language else ()


def all_words(words: EditionWords) -> str:
    """Every letter that the words of an edition may print, in one text."""
    return "".join(words.term(key) for key in _TABLE)


def placeholders(key: str) -> frozenset[str]:
    """Return the names of the placeholders in the words of a key."""
    return frozenset(_PLACEHOLDER.findall(_TABLE[key][_ENGLISH]))


def own_placeholders(said: str) -> frozenset[str]:
    """Return the names of the placeholders in words that a publication defines."""
    return frozenset(_PLACEHOLDER.findall(said))


@dataclass(frozen=True, slots=True)
class EditionWords:
    """The words of one publication: those of its language, and its own ones instead where it defines them."""

    language: str
    own: Mapping[str, str] = field(default_factory=dict)
    """Key → words."""

    def term(self, key: str, /, **args: object) -> str:
        """The words for a key, placeholders filled; a missing key is our bug (``KeyError``)."""
        said, _ = self._wording(key)
        return _filled(said, args) if args else said

    def told(self, key: str, /, **args: object) -> tuple[str, str]:
        """The words for a key, placeholders filled, and their language; empty for marks alone, which have none."""
        said, spoken = self._wording(key)
        return _filled(said, args) if args else said, spoken if _has_letters(said) else ""

    def spoken(self, key: str) -> str:
        """The language that the words of a key are in: that of the publication, else English."""
        return self._wording(key)[1]

    def joined(self, names: Sequence[str]) -> str:
        """Names in a row as the language joins them: ``张三 李四``, ``A, B and C``."""
        if len(names) < 2:  # noqa: PLR2004 - a single name needs no joining
            return "".join(names)
        if self.spoken("names.last") != self.language and (made := _listed(names, self.language)):
            return made
        return self.term("names.join").join(names[:-1]) + self.term("names.last") + names[-1]

    def _wording(self, key: str) -> tuple[str, str]:
        if key in self.own:
            return self.own[key], self.language
        words, spoken = _words_of(self.language)
        return (words[key], spoken) if key in words else (_TABLE[key][_ENGLISH], "en")


def _filled(said: str, args: Mapping[str, object]) -> str:
    values = {name: str(value) for name, value in args.items()}
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), said)


@lru_cache(maxsize=4096)
def _has_letters(said: str) -> bool:
    """Return whether words have letters of their own, and not marks alone: ``fact`` is a colon between two values."""
    return any(map(str.isalpha, _PLACEHOLDER.sub("", said)))


def term(key: str, language: str, /, **args: object) -> str:
    """Return the words for a key in the language that fits, with placeholders filled.

    Raises:
        KeyError: there is no such key; the call is at fault, not the input.
    """
    return EditionWords(language).term(key, **args)


def join_names(names: Sequence[str], language: str) -> str:
    """Return a list of names as the language joins them: ``张三 李四``, ``A, B and C``."""
    return EditionWords(language).joined(names)


def _listed(names: Sequence[str], language: str) -> str:
    """Return a list of names joined by Unicode data (CLDR); empty for a language without data."""
    from babel.lists import format_list  # noqa: PLC0415 - only papers of other languages need it

    locale = known_locale(language)
    return format_list(list(names), locale=locale) if locale else ""


_SIGNS = regex(
    r"(?:(?:国内统一(?:连续出版物号|刊号)|國內統一(?:連續出版物號|刊號)|国际标准(?:连续出版物号|刊号)|國際標準(?:連續出版物號|刊號)"
    r"|统一刊号|統一刊號|刊号|刊號|邮发代号|郵發代號|郵便コード|우편 코드|Postal code|\(OCoLC\)|OCLC(?: (?:no\.?|number))?"
    r"|(?:e-?ISSN|p-?ISSN|ISSN(?:-L)?|CN)(?![A-Za-z]))[\s\u3000:：.#-]*)+(?=[0-9A-Za-z])",
    re.IGNORECASE,
)


def bare_number(value: str, label: str = "") -> str:
    """Return a number without the words that the edition prints before it: ``65-0010`` of ``CN 65-0010``.

    Args:
        value: the number as typed.
        label: any other word that is printed before it.
    """
    clean = value.strip()
    own = re.match(rf"{re.escape(label)}[\s\u3000:：]+(?=\S)", clean, re.IGNORECASE) if label else None
    return clean[own.end() :] if own else _SIGNS.sub("", clean, count=1) if _SIGNS.match(clean) else clean


UNNAMED_PAPERS = {
    "zh-Hans": "未署名报纸",
    "zh-Hant": "未署名報紙",
    "ja": "無名の新聞",
    "ko": "이름 없는 신문",
    "en": "Newspaper",
    "de": "Zeitung",
    "fr": "Journal",
}
"""The title of a publication that nothing names."""
