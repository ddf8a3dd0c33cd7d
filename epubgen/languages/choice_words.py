# SPDX-License-Identifier: AGPL-3.0-or-later
"""Chinese, Japanese and Korean words for the values of choices such as ``kind: news``, which editors may type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

__all__ = ["CHOICE_WORDS", "chosen"]

_TABLE = {
    # kind of a publication
    "newspaper": "报纸 晚报 早报 晨报 都市报 晚報 早報 报 日报 報紙 新聞 신문",
    "magazine": "杂志 期刊 雜誌 雑誌 잡지",
    "journal": "学报 学刊 學報 紀要 論文誌 학술지 학보",
    "newsletter": "通讯 简报 電子報 通訊 ニュースレター 会報 소식지",
    # frequency
    "daily": "日刊 每日 每天 日报 日報 毎日 일간 매일",
    "weekdays": "工作日 周一至周五 平日 週一至週五 평일",
    "semiweekly": "半周刊 每周两期 周二刊 半週刊 週二刊 週2回 주2회",
    "weekly": "周刊 每周 周报 週刊 每週 週報 毎週 주간 매주",
    "biweekly": "fortnightly 双周刊 每两周 雙週刊 隔週 隔週刊 격주간 격주",
    "semimonthly": "半月刊 每半月 月2回 월2회 반월간",
    "monthly": "月刊 每月 毎月 월간 매월",
    "bimonthly": "双月刊 每两月 雙月刊 隔月 隔月刊 격월간 격월",
    "quarterly": "季刊 每季 四半期 계간 분기",
    "semiannual": "半年刊 每半年 年2回 반년간 연2회",
    "yearly": "年刊 每年 年报 年報 年1回 연간 매년",
    "irregular": "不定期 부정기",
    # way to reach the paper
    "website": "网站 网址 官网 網站 網址 ウェブサイト 웹사이트 홈페이지",
    "email": "邮箱 邮件 电子邮箱 电子邮件 信箱 電郵 電子郵件 メール 이메일 전자우편",
    "hotline": "热线 电话 新闻热线 熱線 電話 新聞熱線 전화 제보전화",
    "address": "地址 社址 住所 주소",
    "app": "客户端 应用 客戶端 應用程式 アプリ 앱",
    "wechat": "微信 微信公众号 公众号 微信公眾號 公眾號 위챗",
    # photos and cover
    "keep": "保留 不变 保持 不變 そのまま 유지 그대로",
    "gray": "灰度 黑白 灰階 グレー 白黒 회색 흑백",
    "auto": "自动 自動 자동",
    "half": "半幅 半栏 半欄 半分 절반",
    "full": "通栏 全幅 满栏 通欄 滿欄 全段 전체",
    "image": "图片 圖片 画像 그림",
    "lead-photo": "头图 头条图片 頭圖 頭條圖片 トップ写真 머리사진",
    "facsimile": "版面图 影印 版面圖 紙面 지면",
    "none": "无 没有 不要 無 沒有 なし 없음",
    # text
    "lines": "分行 多行 改行 줄바꿈",
    "text": "文字 本文 텍스트",
    "normalise": "规范 规范化 統一 正規化 規範 정규화",
    "horizontal-tb": "横排 横版 橫排 横組み 横書き 가로쓰기 가로",
    "vertical-rl": "竖排 直排 竖版 豎排 縦組み 縦書き 세로쓰기 세로",
    "both": "两者 都要 上下 兩者 両方 둘다 모두",
    "tcy": "纵中横 直排内横排 縱中橫 縦中横 종중횡",
    "rotate": "旋转 横卧 旋轉 回転 회전",
    "hanzi": "汉字 漢字 한자",
    "convert": "转换 轉換 変換 변환",
    # targets
    "generic": "通用 一般 汎用 일반",
    "tablet": "平板 平板电脑 平板電腦 タブレット 태블릿",
    "small": "小屏 小屏幕 小螢幕 小型 소형",
    "archive": "存档 归档 存檔 歸檔 保存 보존",
    # navigation
    "section": "版块 栏版 版塊 欄版 面 섹션",
    "page": "版面 版次 版 頁 ページ 지면",
    "page+section": "版面和版块 版次和版块 版面和版塊 面とページ 지면과섹션",
    "top": "文首 顶部 上方 頂部 上 위",
    "bottom": "文末 底部 下方 下 아래",
    "merge": "合并 合併 結合 합치기",
    "apart": "分开 分開 別々 따로",
    "all": "全部 所有 すべて 전부",
    "front": "前面 卷首 卷前 巻頭 앞",
    "back": "后面 卷末 卷后 後面 巻末 뒤",
    "masthead": "报头 报头页 報頭 題字 제호",
    "contents": "目录 目錄 目次 차례 목차",
    "imprint": "版权页 出版信息 版權頁 奥付 판권",
    "notices": "启事 公告 啟事 お知らせ 알림",
    # notes and rights
    "editor": "编者按 编者 編者按 編者 編集部 편집자주",
    "clarification": "说明 澄清 說明 補足 해명",
    "disclosure": "声明 聲明 開示 고지",
    "reserved": "保留 保留权利 保留權利 留保 유보",
    "allowed": "允许 允許 許可 허용",
    # kind of a story
    "news": "report 消息 新闻报道 综述 新闻 报道 本报讯 新聞 報道 報導 ニュース 記事 뉴스 기사",
    "brief": "简讯 短讯 快讯 简短 簡訊 短訊 快訊 短信 短報 단신",
    "photo": "图片 图片新闻 摄影报道 圖片 圖片新聞 攝影報導 写真 フォト 사진",
    "feature": "通讯 深度报道 特别报道 报告文学 人物 调查 深度報導 特写 专题 特稿 通訊 特寫 專題 特集 기획 특집",
    "commentary": "opinion op-ed comment 评论 时评 言论 評論 時評 言論 論評 コラム 논평 칼럼",
    "editorial": "社论 社評 社论文章 社论员文章 社論 社説 사설",
    "letter": "来信 读者来信 讀者來信 來信 投書 投稿 독자투고 편지",
    "interview": "专访 访谈 對談 專訪 訪談 インタビュー 対談 인터뷰 대담",
    "poem": "诗 诗歌 诗词 詩 詩歌 詩詞 시",
    "serial": "连载 連載 연재",
    "review": "评介 书评 影评 剧评 書評 影評 劇評 レビュー 서평 비평",
    "notice": "启事 公告 通知 啟事 お知らせ 告知 알림 공고",
    "obituary": "讣告 讣闻 訃告 訃聞 訃報 부고",
    "ad": "广告 廣告 広告 광고",
    "correction": "更正 勘误 勘誤 訂正 정정 바로잡습니다",
    "lead": "头条 主稿 頭條 トップ 머리기사",
    "normal": "普通 一般 正常 通常 보통",
    "above": "文前 题下 文首 上 題下 記事の前 위",
    "run-in": "行内 段内 行內 段內 文中 본문안",
    "end": "文末 文尾 末尾 끝",
}
CHOICE_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {choice: tuple(words.split()) for choice, words in _TABLE.items()}
)
"""Value of a choice → the words that mean the same. Within the values of one field a word has one meaning."""


def chosen(text: str, allowed: Iterable[str]) -> str | None:
    """Return the value that a typed word means: the value itself, in any case, or in another language.

    Otherwise the result is ``None``.
    """
    return _known(tuple(allowed)).get(_folded(text))


@cache
def _known(allowed: tuple[str, ...]) -> Mapping[str, str]:
    words = {_folded(word): choice for choice in reversed(allowed) for word in CHOICE_WORDS.get(choice, ())}
    return {**words, **{_folded(choice): choice for choice in allowed}}


def _folded(text: str) -> str:
    return re.sub(r"[\s_]+", "-", unicodedata.normalize("NFKC", text).strip().strip("“”\"'「」").casefold())
