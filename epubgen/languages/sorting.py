# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sorting form of titles: an article at the beginning moves to the end."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["sorting_form"]

_ARTICLES: Mapping[str, str] = {
    "af": "Die 'n ’n",
    "ar": "Al- El-",
    "ca": "El La Els Les Un Una L’ L'",
    "cy": "Y Yr",
    "da": "Den Det De En Et",
    "de": "Der Die Das Ein Eine",
    "el": "Ο Η Το Οι Τα Ένας Μια Μία Ένα",
    "en": "The An A",
    "eo": "La",
    "es": "El La Los Las Lo Un Una",
    "fr": "Le La Les Un Une L’ L'",
    "fy": "De It In",
    "ga": "An Na",
    "gl": "O A Os As Un Unha",
    "hu": "A Az Egy",
    "it": "Il Lo La I Gli Le Un Uno Una L’ L' Un’ Un'",
    "lb": "De Den Dat Déi En Eng D’ D'",
    "mt": "Il- L- Id- In- Ir- Is- It- Ix- Iż-",
    "nb": "Den Det De En Ei Et",
    "nl": "De Het Een ’t 't",
    "nn": "Den Det Dei Ein Ei Eit",
    "no": "Den Det De En Ei Et",
    "oc": "Lo La Los Las Un Una L’ L'",
    "pt": "O A Os As Um Uma",
    "sv": "Den Det De En Ett",
}
"""Primary subtag → articles that open a title. One that ends in an apostrophe or hyphen is written to its word."""


def sorting_form(title: str, *languages: str) -> str:
    """``The Marlock Courier`` → ``Marlock Courier, The``, by the articles of the languages; else the title itself."""
    articles = (_ARTICLES.get(tag.partition("-")[0].lower(), "").split() for tag in languages)
    words = "|".join(re.escape(word) for found in articles for word in found)
    found = re.match(rf"({words})(?:(?<=[’'-])|\s+)(?=\S)", title, re.IGNORECASE) if words else None
    return f"{title[found.end() :]}, {found[1]}" if found else title
