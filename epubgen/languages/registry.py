# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads a typed language tag and returns the standard one: the shortest registered code in its usual spelling.

Catalogues write ISO 639-2 (``chi``, ``zho``), locales underscores (``zh_CN``), old Windows ``chs``, editors a word
(简体中文). Each of these means one language. A tag that is not registered is refused, with a proposal where a similar
one exists: readers would treat an unknown tag as English.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from epubgen.messages import near_word
from epubgen.startup import regex

__all__ = ["LANGUAGE_WORDS", "likely_script", "proposed_tag", "standard_tag"]

_SHAPE = regex(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.ASCII)
_USUAL = regex(
    r"(?:zh|zh-Han[st]|ja|ko|en|de|fr|es|it|pt|nl|ru|sv|nb|pl|vi|th|ar|ug|bo|fa|he|hi)"
    r"(?:-(?:CN|TW|HK|MO|SG|MY|JP|KR|US|GB|AU|CA|IE|NZ|IN|DE|AT|CH|FR|BE|ES|MX|IT|PT|BR|NL|RU|SE|NO|PL|VN|TH|IL|IR))?"
)
"""Tags that are standard already, as nearly all are. The registry takes a quarter of a second to load."""
_LOCALE = regex(r"[.@].*")
LANGUAGE_WORDS = {
    "中文": "zh-Hans", "汉语": "zh-Hans", "简体": "zh-Hans", "简体中文": "zh-Hans", "中文简体": "zh-Hans",
    "简体字": "zh-Hans", "繁體": "zh-Hant", "繁体": "zh-Hant", "繁體中文": "zh-Hant", "繁体中文": "zh-Hant",
    "中文繁體": "zh-Hant", "正體中文": "zh-Hant", "漢語": "zh-Hant", "粤语": "zh-Hant-HK", "粵語": "zh-Hant-HK",
    "日语": "ja", "日文": "ja", "日語": "ja", "日本語": "ja", "韩语": "ko", "韩文": "ko", "韓語": "ko", "韓文": "ko",
    "朝鲜语": "ko", "韓国語": "ko", "한국어": "ko", "조선말": "ko", "英语": "en", "英文": "en", "英語": "en",
    "영어": "en", "중국어": "zh", "中国語": "zh", "일본어": "ja", "法语": "fr", "法文": "fr", "法語": "fr",
    "德语": "de", "德文": "de", "德語": "de", "俄语": "ru", "俄文": "ru", "俄語": "ru", "西班牙语": "es",
    "维吾尔语": "ug", "维吾尔文": "ug", "藏语": "bo", "藏文": "bo", "蒙古语": "mn", "哈萨克语": "kk", "越南语": "vi",
    "chinese": "zh-Hans", "english": "en", "japanese": "ja", "korean": "ko", "french": "fr", "german": "de",
    "spanish": "es", "russian": "ru", "uyghur": "ug", "deutsch": "de", "français": "fr", "español": "es",
    "русский": "ru", "华语": "zh-Hans", "华文": "zh-Hans", "國語": "zh-Hant", "國文": "zh-Hant", "広東語": "zh-Hant-HK",
    "广东话": "zh-Hant-HK", "廣東話": "zh-Hant-HK", "文言文": "lzh", "阿拉伯语": "ar", "朝鲜文": "ko",
    "프랑스어": "fr", "ئۇيغۇرچە": "ug",
}  # fmt: skip
"""Word for a language → its tag."""
_ALIASES = {
    "cmn": "zh", "yue": "zh-hant-hk", "chs": "zh-hans", "cht": "zh-hant", "zh-chs": "zh-hans", "zh-cht": "zh-hant",
    "iw": "he", "ji": "yi", "jw": "jv", "zh-cmn": "zh", "zh-yue": "zh-hant-hk", "chi": "zh", "zho": "zh",
}  # fmt: skip
"""Names of Chinese → the standard tag. ``cht`` is registered for a language of Peru that nobody speaks any more."""
_COUNTRIES = {
    "cn": "zh-Hans-CN", "jp": "ja", "kr": "ko", "us": "en-US", "gb": "en-GB", "tw": "zh-Hant-TW", "hk": "zh-Hant-HK",
    "dk": "da", "cz": "cs", "gr": "el", "ua": "uk", "vn": "vi", "at": "de-AT", "ch": "de-CH", "ir": "fa", "sa": "ar",
    "mo": "zh-Hant-MO", "in": "en-IN", "il": "he",
}  # fmt: skip
"""Country codes that are mistaken for language codes → the language that was probably meant."""
_SCRIPTS = (
    "hans",
    "hant",
    "latn",
    "cyrl",
    "arab",
    "mong",
    "hang",
    "jpan",
    "kore",
    "deva",
    "tibt",
    "thai",
    "hebr",
    "grek",
)
_NEAR = 0.7
_NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx", "art"})
"""Registered codes that mean no language."""
_MISTAKEN = frozenset({"kr", "tw", "in", "mo"})
"""Registered codes (Kanuri, Twi, and formerly Indonesian and Moldavian) that, alone, are always typed for a country."""


@lru_cache(maxsize=1024)
def standard_tag(text: str) -> str:
    """Return the standard tag for a typed language: ``zho`` → ``zh``, ``zh_cn`` → ``zh-CN``.

    The result is empty for an unregistered one.
    """
    if _USUAL.fullmatch(text):
        return text
    plain = unicodedata.normalize("NFKC", text).strip()
    if word := LANGUAGE_WORDS.get(plain.lower()):
        return word
    lower = _expanded(re.sub(r"[\s_]+", "-", _LOCALE.sub("", plain)).lower())
    if not _SHAPE.fullmatch(lower) or lower.partition("-")[0] in _NO_LANGUAGE or lower in _MISTAKEN:
        return ""
    return _registered(lower)


def proposed_tag(text: str) -> str:
    """Return the tag that was probably meant by an unregistered one; empty when none is similar."""
    primary, _, rest = text.strip().lower().replace("_", "-").partition("-")
    if primary in _COUNTRIES and not rest:
        return _COUNTRIES[primary]
    if put := _in_order(text):
        return put
    if standard_tag(primary) and len(primary) <= len("zho"):  # the language is registered, another part is not
        return standard_tag(primary)
    near = near_word(text.strip().lower(), LANGUAGE_WORDS, cutoff=0.75)
    return LANGUAGE_WORDS[near] if near else ""


def _in_order(text: str) -> str:
    """Return a tag such as ``zh-CN-Hans`` or ``zh-Hanz`` with its parts in order and its script corrected."""
    primary, *rest = [part for part in re.split(r"[^a-z0-9]+", text.lower()) if part] or [""]
    scripts = [part for part in rest if len(part) == len("hans")]
    near = [_script(part) for part in scripts]
    regions = [part for part in rest if len(part) == len("hk")]
    if len(scripts) + len(regions) != len(rest) or len(scripts) > 1 or len(regions) > 1 or "" in near:
        return ""
    return standard_tag("-".join([primary, *near, *regions])) if rest else ""


def _script(part: str) -> str:
    """Return the script whose code is most similar to a part of a tag; empty when none is similar."""
    import difflib  # noqa: PLC0415 - only for a tag that must be corrected

    ratio, place = max((difflib.SequenceMatcher(None, part, one).ratio(), -at) for at, one in enumerate(_SCRIPTS))
    return _SCRIPTS[-place] if ratio > _NEAR else ""


_USUAL_SCRIPTS = {
    "zh": "Hans", "zh-cn": "Hans", "zh-hans": "Hans", "zh-hans-cn": "Hans", "zh-hant": "Hant", "zh-hant-hk": "Hant",
    "zh-hant-tw": "Hant", "zh-hk": "Hant", "zh-tw": "Hant", "ja": "Jpan", "ja-jp": "Jpan", "ko": "Kore",
    "ko-kr": "Kore", "de": "Latn", "en": "Latn", "en-gb": "Latn", "en-us": "Latn", "es": "Latn", "fr": "Latn",
    "ar": "Arab", "fa": "Arab", "he": "Hebr", "kk": "Cyrl", "mn": "Cyrl", "ru": "Cyrl", "ug": "Arab", "ur": "Arab",
    "bo": "Tibt", "th": "Thai", "el": "Grek", "mnc": "Mong", "mvf": "Mong", "sjo": "Mong",
}  # fmt: skip
"""The most common tags → their script, so that they do not need the registry."""
_LATIN = frozenset(
    {
        "af", "br", "ca", "co", "cs", "cy", "da", "de", "en", "es", "et", "eu", "fi", "fr", "frr", "fy", "ga", "gd",
        "gl", "gsw", "hr", "hu", "id", "is", "it", "la", "lb", "lt", "lv", "mt", "nb", "nl", "nn", "no", "oc", "pl",
        "pt", "rm", "ro", "sco", "sk", "sl", "sq", "stq", "sv", "sw", "tr", "vi",
    }
)  # fmt: skip
"""Languages that are written in Latin letters in every region."""
_SCRIPT = regex(r"\A[a-z]{2,3}(?:-[a-z]{3})?-([a-z]{4})(?:-|\Z)", re.ASCII)


@lru_cache(maxsize=1024)
def likely_script(tag: str) -> str:
    """Return the script of a tag, else the usual one of its language, by ISO 15924: ``Hans``, ``Arab``.

    The result is empty if unknown.
    """
    lower = tag.lower()
    if known := _USUAL_SCRIPTS.get(lower):
        return known
    if said := _SCRIPT.match(lower):
        return said[1].title()
    if lower.partition("-")[0] in _LATIN:
        return "Latn"
    import langcodes  # noqa: PLC0415 - takes a quarter of a second

    try:
        return langcodes.Language.get(tag, normalize=False).maximize().script or ""
    except ValueError:
        return ""


def _expanded(tag: str) -> str:
    """Return the tag with the standard name of its language, for names of Chinese and codes of three letters."""
    for name in sorted(_ALIASES, key=len, reverse=True):
        if tag == name or tag.startswith(f"{name}-"):
            return _joined(_ALIASES[name], tag[len(name) :])
    primary, mark, rest = tag.partition("-")
    return _shortest(primary) + mark + rest if len(primary) == len("zho") else tag


def _joined(name: str, rest: str) -> str:
    """Join two tags: ``zh-hant-hk`` and ``-hans-cn`` → ``zh-hans-cn``.

    Typed parts replace those that the name implies.
    """
    typed = [part for part in rest.split("-") if part]
    primary, *implied = name.split("-")
    script = [part for part in implied if len(part) == len("hant")]
    region = [part for part in implied if len(part) == len("hk")]
    if any(part in ("hans", "hant", "latn") for part in typed):
        script, region = [], []
    elif any(len(part) == len("hk") for part in typed):
        region = []
    return "-".join([primary, *script, *region, *typed])


def _shortest(code: str) -> str:
    """Return the code of two letters for one of three, terminological (``deu``) or bibliographic (``ger``)."""
    from langcodes import data_dicts  # noqa: PLC0415 - takes a quarter of a second

    for table in (data_dicts.LANGUAGE_ALPHA3, data_dicts.LANGUAGE_ALPHA3_BIBLIOGRAPHIC):
        if short := next((two for two, three in table.items() if three == code), ""):
            return short
    return code


def _registered(tag: str) -> str:
    """Return the tag in its standard spelling, with current names for retired ones.

    The result is empty when a part is not registered.
    """
    import langcodes  # noqa: PLC0415 - takes a quarter of a second

    try:
        language = langcodes.Language.get(tag, normalize=False)
        if not language.is_valid() or language.extlangs:
            language = langcodes.Language.get(langcodes.standardize_tag(tag), normalize=False)
        return language.to_tag() if language.is_valid() and not language.extlangs else ""
    except ValueError:
        return ""
