# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a language tag means: the language of an edition, and its names in shops and in Kindle books.

EPUB and converted files use the same tables. The numbers are the language identifiers of Windows ([MS-LCID], MobileRead
wiki "MOBI"): the low byte is the language, the next one the region; 0x0404 is Chinese as written in Taiwan.
"""

from __future__ import annotations

from functools import lru_cache

__all__ = ["CHINESE", "KINDLE_LANGUAGES", "LANGUAGES", "fitting", "locale_number", "shop_language"]

LANGUAGES = ("zh-Hans", "zh-Hant", "ja", "ko", "en")
"""The languages that an edition is set in."""

KINDLE_LANGUAGES = frozenset(
    {
        "af", "ar", "br", "ca", "co", "cy", "da", "de", "en", "es", "eu", "fi", "fr", "frr", "fy", "ga", "gd", "gl",
        "gsw", "gu", "gv", "hi", "is", "it", "ja", "ko", "kw", "lb", "ml", "mr", "nb", "nl", "nn", "no", "oc", "pl",
        "pt", "rm", "sco", "stq", "sv", "ta", "zh",
    }
)  # fmt: skip
"""Primary subtags that Amazon's converter takes (kindle-epub-fix), and Korean, for which every Kindle has fonts."""

CHINESE = frozenset({"zh", "cdo", "cjy", "cmn", "gan", "hak", "hsn", "lzh", "nan", "wuu", "yue"})
"""Codes of Chinese and of its languages, which are set alike."""
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
_NUMBERS = {
    "zh": 0x0004, "zh-tw": 0x0404, "zh-cn": 0x0804, "zh-hk": 0x0C04, "zh-sg": 0x1004, "zh-mo": 0x1404,
    "ja": 0x0411, "ko": 0x0412,
    "en": 0x0009, "en-us": 0x0409, "en-gb": 0x0809, "en-au": 0x0C09, "en-ca": 0x1009,
    "de": 0x0007, "de-de": 0x0407, "de-ch": 0x0807, "de-at": 0x0C07,
    "fr": 0x000C, "fr-fr": 0x040C, "fr-be": 0x080C, "fr-ca": 0x0C0C, "fr-ch": 0x100C,
    "es": 0x000A, "es-mx": 0x080A, "es-es": 0x0C0A,
    "it": 0x0010, "it-it": 0x0410, "pt": 0x0016, "pt-br": 0x0416, "pt-pt": 0x0816,
    "nl": 0x0013, "nl-nl": 0x0413, "ru": 0x0019, "vi": 0x042A,
}  # fmt: skip


@lru_cache(maxsize=1024)
def fitting(tag: str) -> str:
    """Return the one of ``LANGUAGES`` that fits a BCP 47 tag: ``zh-HK`` → ``zh-Hant``; English where none fits."""
    primary, *rest = tag.lower().split("-")
    if primary in CHINESE and "latn" not in rest:
        traditional = _TRADITIONAL.intersection(rest) or (primary == "yue" and "cn" not in rest)
        return "zh-Hant" if traditional and "hans" not in rest else "zh-Hans"
    return primary if primary in LANGUAGES else "en"


def shop_language(tag: str) -> str:
    """Return a language tag for shops and Kindles, which choose their Chinese font by the region, not by the script.

    zh-Hans* becomes zh-CN, zh-Hant-HK zh-HK, every other zh-Hant* zh-TW.
    """
    lower = tag.lower()
    if lower.startswith("zh-hans"):
        return "zh-CN"
    if lower.startswith("zh-hant"):
        return "zh-HK" if "-hk" in lower else "zh-TW"
    return tag


def locale_number(tag: str) -> int | None:
    """Return the Windows number of a language, without its region where the region has none.

    The result is ``None`` for other languages.
    """
    lower = tag.lower()
    return _NUMBERS.get(lower, _NUMBERS.get(lower.partition("-")[0]))
