# SPDX-License-Identifier: AGPL-3.0-or-later
"""Recognises the names of papers in eight languages, and the language of a page."""

from __future__ import annotations

import re

from epubgen.importers.printed_page.words import HAN, HANGUL, KANA, SIMPLIFIED, TRADITIONAL
from epubgen.startup import regex

__all__ = ["PAPER", "TITLES", "is_paper", "language_of"]

TITLES = (
    "Gazette|Times|Post|Herald|Record|Journal|Tribune|News|Star|Courier|Chronicle|Observer|Press|Mail|Globe|Sun|Echo|Argus"
    "|Bee|Register|Examiner|Ledger"
)
"""Alternatives of a pattern: last words of English papers that are no word for a person."""
_ENGLISH = (
    f"{TITLES}|Mercury|Standard|Telegraph|Guardian|Independent|Advertiser|Bulletin|Dispatch|Express"
    "|Sentinel|Daily|Weekly|Review|Messenger|Reporter|Leader|Citizen|Banner|Inquirer|Enquirer|Republican|Democrat"
)
_GERMAN = "zeitung|blatt|bote|anzeiger|nachrichten|kurier|rundschau|echo|presse|merkur|tagespost|volksstimme|spiegel"
_FRENCH = (
    "Courrier|Journal|Gazette|Dépêche|Voix|Monde|Progrès|Écho|Echo|Nouvelles|Presse|Tribune|Républicain|Télégramme|Messager"
    "|Matin|Soir|Quotidien|Temps|Phare|Diario|País|Mundo|Prensa|Nación|Correo|Corriere|Gazzetta|Giornale|Messaggero"
)
_HEAD = r"[A-ZÀ-Þ][\w'’&.-]*"
PAPER = regex(
    rf"(?:^|(?<=[\s　|｜·•])|(?<=— )|(?<=– ))(?:[{HAN}]{{1,7}}[报報]|[{HAN}{KANA}]{{1,7}}(?:新聞|日報|新闻|日刊)"
    rf"|[{HANGUL}]{{1,6}}(?:일보|신문|저널|타임스|매일|스포츠)"
    rf"|(?:(?:The|THE) )?(?:{_HEAD} ){{0,4}}(?:{_ENGLISH}|{_ENGLISH.upper()})"
    rf"|(?:{_HEAD} ){{0,3}}\w*(?:{_GERMAN}|{_GERMAN.title()}|{_GERMAN.upper()})"
    rf"|(?:Le|La|Les|L['’]|El|Il|LE|LA|LES|EL|IL) ?(?:{_FRENCH}|{_FRENCH.upper()})"
    rf"(?: (?:d[eu]|des|de la|del|di|DE|DU|DES|DEL)? ?{_HEAD}){{0,3}})"
    r"(?=$|[\s　|｜·•])"
)
"""A paper that calls itself one: a word of its own that ends, or begins, as papers are called."""


def is_paper(text: str) -> bool:
    """Return whether a text is the name of a paper and nothing else."""
    plain = re.sub(r"[《》〈〉]", "", text.strip(" 　"))
    return bool(PAPER.fullmatch(plain))


_KANA_SHARE = 0.1
_HANGUL_SHARE = 0.3
_COMMON = {
    "en": "the of and to in a is that for was on with as by at from which but be are",
    "de": "der die das und ist den dem nicht mit von zu im für auf ein eine sich des am wird",
    "fr": "le la les des et est dans du un une que pour qui sur au par ne pas à aux",
    "es": "el los las y es que del se por con una un para como al más su en lo",
    "it": "il lo gli e di che per una del della è con non nel alla dei le si sono",
    "nl": "de het een en van is dat op te met voor niet aan er die zijn door ook naar",
    "sv": "och att det som en är på för av med den till inte om har ett var från de",
    "pt": "o os as e do da em que para com um uma não no na por mais dos das ao",
}
"""The commonest words of each language."""
_ENOUGH = 6
"""So many of them tell a language."""


def language_of(text: str) -> str:
    """Return the language of a text by its script and its most frequent words.

    ``ja`` by kana, ``ko`` by hangul, ``zh-Hans`` or ``zh-Hant`` by their characters. In Latin letters ``en, de, fr, es,
    it, nl, sv, pt``; ``en`` if no words decide.
    """
    han, kana, hangul = (len(re.findall(f"[{signs}]", text)) for signs in (HAN, KANA, HANGUL))
    latin = len(re.findall("[A-Za-z]", text))
    if hangul > _HANGUL_SHARE * (han + hangul + latin / 4):
        return "ko"
    if kana > _KANA_SHARE * (han + kana):
        return "ja"
    if latin > 4 * (han + 1):
        return _western(text)
    traditional = sum(text.count(sign) for sign in TRADITIONAL)
    simplified = sum(text.count(sign) for sign in SIMPLIFIED)
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _western(text: str) -> str:
    found = re.findall(r"[^\W\d_]+", text.lower())
    counts = {language: sum(word in common for word in found) for language, common in _SETS.items()}
    best = max(counts, key=lambda language: (counts[language], language == "en"))
    return best if counts[best] >= _ENOUGH else "en"


_SETS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
