# SPDX-License-Identifier: AGPL-3.0-or-later
"""The newspaper words of printed pages, simplified and traditional, in one place."""

from __future__ import annotations

from epubgen.languages.digits import arabic

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇\U00020000-\U0003ffff"
"""Han characters, for a character class."""
KANA = "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"

ROLES: dict[str, str] = {
    "记者": "reporter",
    "記者": "reporter",
    "首席记者": "reporter",
    "首席記者": "reporter",
    "驻站记者": "reporter",
    "特派记者": "reporter",
    "特派記者": "reporter",
    "驻地记者": "reporter",
    "全媒体记者": "reporter",
    "融媒体记者": "reporter",
    "融媒记者": "reporter",
    "文字记者": "reporter",
    "摄影记者": "reporter",
    "攝影記者": "reporter",
    "体育记者": "reporter",
    "见习记者": "intern",
    "見習記者": "intern",
    "实习记者": "intern",
    "實習記者": "intern",
    "实习生": "intern",
    "實習生": "intern",
    "特约记者": "special",
    "特約記者": "special",
    "特约撰稿人": "special",
    "特约撰稿": "special",
    "特約撰稿": "special",
    "通讯员": "correspondent",
    "通訊員": "correspondent",
    "特约通讯员": "correspondent",
    "特約通訊員": "correspondent",
    "评论员": "commentator",
    "評論員": "commentator",
    "特约评论员": "commentator",
    "特約評論員": "commentator",
    "编译": "compiled",
    "編譯": "compiled",
    "翻译": "translator",
    "翻譯": "translator",
    "漫画": "illustrator",
    "漫畫": "illustrator",
    "插图": "illustrator",
    "插圖": "illustrator",
    "摄影": "photographer",
    "攝影": "photographer",
}
"""Printed role words that stand before a name."""

WRITERS: dict[str, tuple[str, ...]] = {
    "文": ("",),
    "撰文": ("",),
    "作者": ("",),
    "采写": ("",),
    "採寫": ("",),
    "采访": ("",),
    "採訪": ("",),
    "撰稿": ("",),
    "执笔": ("",),
    "執筆": ("",),
    "口述": ("",),
    "整理": ("",),
    "记者": ("reporter",),
    "記者": ("reporter",),
    "通讯员": ("correspondent",),
    "编译": ("compiled",),
    "編譯": ("compiled",),
    "译": ("translator",),
    "譯": ("translator",),
    "图": ("photographer",),
    "圖": ("photographer",),
    "摄": ("photographer",),
    "攝": ("photographer",),
    "摄影": ("photographer",),
    "攝影": ("photographer",),
    "图片": ("photographer",),
    "圖片": ("photographer",),
    "供图": ("photographer",),
    "供圖": ("photographer",),
    "绘图": ("illustrator",),
    "繪圖": ("illustrator",),
}
"""Words before a colon or slash and names: ``文/X``, ``作者：X``, ``撰文：X``; an empty role names an author."""

ENDINGS: dict[str, tuple[str, ...]] = {
    "摄影报道": ("photographer",),
    "攝影報導": ("photographer",),
    "摄影": ("photographer",),
    "攝影": ("photographer",),
    "供图": ("photographer",),
    "供圖": ("photographer",),
    "图/文": ("", "photographer"),
    "文/图": ("", "photographer"),
    "圖/文": ("", "photographer"),
    "文/圖": ("", "photographer"),
    "图片": ("photographer",),
    "摄": ("photographer",),
    "攝": ("photographer",),
    "图": ("photographer",),
    "圖": ("photographer",),
    "绘": ("illustrator",),
    "繪": ("illustrator",),
    "译": ("translator",),
    "譯": ("translator",),
    "整理": ("",),
    "报道": ("",),
    "報道": ("",),
    "報導": ("",),
    "文": ("",),
}
"""Words after the names that say what they did; an empty role leaves that of the word before the names."""

HOUSES = ("本报", "本報", "本刊", "本网", "本網", "本台", "本社", "我报")
"""How a paper calls itself before a role word."""

EDITORS: dict[str, str] = {
    "责任编辑": "editor",
    "責任編輯": "editor",
    "责编": "editor",
    "責編": "editor",
    "执行编辑": "editor",
    "值班编委": "editor",
    "值班主任": "editor",
    "编辑": "editor",
    "編輯": "editor",
    "主编": "editor",
    "主編": "editor",
    "美术编辑": "layout",
    "美術編輯": "layout",
    "美编": "layout",
    "美編": "layout",
    "版式设计": "layout",
    "版面设计": "layout",
    "版式": "layout",
    "组版": "layout",
    "組版": "layout",
    "排版": "layout",
    "视觉设计": "layout",
    "视觉": "layout",
    "校对": "proofreader",
    "校對": "proofreader",
    "审校": "proofreader",
    "审读": "proofreader",
}
"""Words of the lines that name who made a page."""

LOOSE = ("编辑", "編輯", "主编", "主編", "视觉", "审读", "排版")
"""Of these, the ones that begin other words: a name follows only after a space or a colon."""

COLUMN_ENDINGS = (
    "评点", "评论", "时评", "快评", "论坛", "漫谈", "专栏", "视点",
    "評點", "評論", "時評", "快評", "論壇", "漫談", "專欄", "視點",
)  # fmt: skip
"""A lone heading above a headline that ends so is a column, and its story a commentary."""

RUBRICS = frozenset(
    (
        "社评", "社論", "社论", "社評", "評論", "评论", "时评", "時評", "短评", "短評", "社説", "論説", "コラム",
        "记者手记", "記者手記",
        "사설", "칼럼", "시론", "EDITORIAL", "Editorial", "OPINION", "Opinion", "COMMENT", "Comment", "COLUMN",
        "Leitartikel", "LEITARTIKEL",
        "Kommentar", "KOMMENTAR", "Glosse", "ÉDITORIAL", "Éditorial", "Tribune", "Chronique", "Передовая", "Мнение",
    )
)  # fmt: skip
"""Rubrics that papers print above a comment: they are columns, and nothing else."""

BRIEFS = ("简讯", "短讯", "快讯", "要闻速览", "简明新闻", "简报", "新闻速递", "簡訊", "短訊", "快訊")
"""Rubrics of briefs; their stories have no subheads."""

ADS = (
    "广告", "廣告", "公益广告", "公益廣告", "商业广告", "分类广告", "分類廣告", "信息广场",
    "広告", "全面広告", "광고", "전면광고",
    "ADVERTISEMENT", "Advertisement", "ADVERTISING", "PAID ADVERTISEMENT", "CLASSIFIEDS", "Classifieds", "Anzeige",
    "ANZEIGE", "Werbung", "Publicité", "PUBLICITÉ", "Annonce", "Publicidad", "Pubblicità", "Annons", "Advertentie",
)  # fmt: skip
NOTICE_ENDINGS = ("公告", "启事", "啟事", "启示", "声明", "聲明", "通告", "讣告", "訃告", "公示", "通知")
NOTICE_LABELS = frozenset(
    (
        *NOTICE_ENDINGS,
        "遗失声明",
        "遺失聲明",
        "遗失启事",
        "遺失啟事",
        "お知らせ",
        "알림",
        "Notice",
        "Bekanntmachung",
        "Avis",
    )
)
"""Headings that say of the text below them what it is, and nothing else."""
WEATHER = (
    "Weather",
    "WEATHER",
    "Wetter",
    "Météo",
    "天気",
    "날씨",
    "天气预报",
    "天氣預報",
    "今日天气",
    "今日天氣",
    "天气",
    "天氣",
    "气象信息",
    "一周天气",
    "未来三天天气",
)
NOT_FURNITURE = ("发布", "發布", "发表", "回应", "回應", "宣布", "就", "称")
"""Verbs of a headline that speaks about a notice."""

PAGE_NAMES = (
    "要闻", "综合", "本地", "城事", "国内", "国际", "经济", "财经", "民生", "社会", "文化", "教育", "体育", "文体",
    "副刊", "理论", "评论", "县区", "乡镇", "乡村", "时政", "深读", "专题", "专版", "影像", "健康", "校园", "诗歌",
    "要聞", "綜合", "地方", "國內", "國際", "經濟", "財經", "社會", "教育", "體育", "文體", "副刊", "評論", "廣告",
    "广告",
)  # fmt: skip

AGENCIES = ("中新网", "新华网", "人民网", "央视网", "中新網", "新華網", "路透", "法新", "美聯", "共同")
"""Services whose name does not end in 社."""

MARKS = "□■◆◇●○◎☐▢▣※△▲▶►◀◄"
"""Ornaments before a byline, around a jump line."""

SIMPLIFIED = "这国个们来说为时会对发学后开关东车马门问间单华见听书长气乡镇县农业产动员报记讯广厂云电视线网区医疗"
TRADITIONAL = "這國個們來說為時會對發學後開關東車馬門問間單華見聽書長氣鄉鎮縣農業產動員報記訊廣廠雲電視線網區醫療"
"""The same characters in both scripts: they tell one from the other."""

PAGE_LABELS = {
    "zh-Hans": "第{}版",
    "zh-Hant": "第{}版",
    "ja": "{}面",
    "ko": "{}면",
    "en": "Page {}",
    "de": "Seite {}",
    "fr": "Page {}",
    "es": "Página {}",
    "it": "Pagina {}",
    "nl": "Pagina {}",
    "sv": "Sida {}",
    "pt": "Página {}",
}
"""What a page without a printed name is called."""

UNTITLED = {
    "zh-Hans": "（无标题）",
    "zh-Hant": "（無標題）",
    "ja": "（無題）",
    "ko": "(제목 없음)",
    "en": "(untitled)",
    "de": "(ohne Titel)",
    "fr": "(sans titre)",
}
"""What stands for the headline of a text that has none, by language."""


OPENERS = (
    "据悉", "据了解", "据介绍", "此外", "与此同时", "近日", "日前", "近年来", "目前", "眼下", "当天", "当日",
    "接下来", "下一步",
    "首先", "其次", "本报讯", "据统计", "記者", "據悉", "據了解", "此外", "與此同時", "近日", "日前", "近年來", "當天",
)  # fmt: skip
"""Words that open a paragraph: after a piece that broke off they do not fit."""

_FULL = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | {0x3000: 0x20}


def half(text: str) -> str:
    """Return full-width letters, digits and signs as ASCII characters; the length stays."""
    return text.translate(_FULL)


def number(text: str) -> int | None:
    """Return the value of digits of any width or of Han numerals; ``二〇二六`` is read digit by digit."""
    plain = half(text).strip()
    return int(plain) if plain.isascii() and plain.isdigit() else arabic(plain)
