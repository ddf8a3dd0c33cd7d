# SPDX-License-Identifier: AGPL-3.0-or-later
"""Titles as catalogues sort them: the article that opens one goes to its end, by the language; nothing else does."""

from epubgen.languages.sorting import sorting_form
from tests.input_cases.case import InputCase


def _sorted(source: str) -> str:
    language, _, title = source.partition(" | ")
    return sorting_form(title, *language.split())


_MOVED = {
    "en | The Marlock Courier": "Marlock Courier, The", "en-GB | A Week": "Week, A", "en | An Hour": "Hour, An",
    "en | THE COURIER": "COURIER, THE", "en | The\u00a0Courier": "Courier, The", "fr | Le Quai": "Quai, Le",
    "fr-CA | L’Écho du port": "Écho du port, L’", "fr | L'Écho": "Écho, L'", "fr | Une semaine": "semaine, Une",
    "de | Die Flut": "Flut, Die", "de-CH | Der Bote": "Bote, Der", "es | Las Mareas": "Mareas, Las",
    "it | Gli Scogli": "Scogli, Gli", "it | L’Onda": "Onda, L’", "pt-BR | O Farol": "Farol, O",
    "nl | Het Getij": "Getij, Het", "nl | ’t Veer": "Veer, ’t", "sv | Den Stora Vågen": "Stora Vågen, Den",
    "hu | Az Ár": "Ár, Az", "el | Η Ακτή": "Ακτή, Η", "mt | Il-Baħar": "Baħar, Il-", "en ar | Al-Mina": "Mina, Al-",
    "ca | Els Molls": "Molls, Els", "en ja | The Shiomi Shimpo": "Shiomi Shimpo, The",
}  # fmt: skip
_KEPT = (
    "en | Die Another Day", "en | The", "en | Theatre Week", "en | Answers", "fr | Leçons du port", "de | Derby",
    "it | Ilva", "zh-Hans | 汐州日报", "ja | ザ・潮", "en | Al-Mina", "fr | The Harbour", "en | La Mer", "en | A", "ru | А порт",
)  # fmt: skip

CASES = [
    *(InputCase("an article goes to the end", source, _sorted, right) for source, right in _MOVED.items()),
    *(InputCase("what is no article stays", source, _sorted, source.partition(" | ")[2]) for source in _KEPT),
]
