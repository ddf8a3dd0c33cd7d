# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a title is sorted: the article that it begins with goes to its end."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["sorting_form"]

_ARTICLES: Mapping[str, tuple[str, ...]] = {
    "en": ("The ", "An ", "A "),
    "de": ("Der ", "Die ", "Das ", "Ein ", "Eine "),
    "fr": ("Les ", "Le ", "La ", "L’", "L'"),
    "es": ("Los ", "Las ", "El ", "La "),
    "it": ("Gli ", "Il ", "Lo ", "La ", "Le ", "I ", "L’", "L'"),
    "pt": ("Os ", "As ", "O ", "A "),
    "nl": ("De ", "Het "),
    "ca": ("Els ", "Les ", "El ", "La ", "L’", "L'"),
}
"""Primary subtag → articles that open a title, longer ones first where one begins another."""


def sorting_form(title: str, language: str) -> str:
    """``The Marlock Courier`` → ``Marlock Courier, The``, by the articles of the language; else the title itself."""
    for article in _ARTICLES.get(language.partition("-")[0].lower(), ()):
        rest = title[len(article) :].strip()
        if rest and title[: len(article)].casefold() == article.casefold():
            return f"{rest}, {title[: len(article)].strip()}"
    return title
