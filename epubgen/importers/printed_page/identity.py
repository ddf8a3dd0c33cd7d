# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which publication a page belongs to, in which language; told from the masthead where nothing else says."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from epubgen.importers.printed_page.masthead import Masthead
from epubgen.importers.printed_page.words import HAN, HANGUL, KANA, SIMPLIFIED, TRADITIONAL, UNNAMED
from epubgen.importers.reading import Fact
from epubgen.model import Ids, Publication

__all__ = ["derive_publication", "language_of", "slug"]

_KANA_SHARE = 0.1
_HANGUL_SHARE = 0.3


def language_of(text: str) -> str:
    """The language by its script: ``ja`` by kana, ``ko`` by hangul, ``zh-Hans`` or ``zh-Hant`` by their characters."""
    han, kana, hangul = (len(re.findall(f"[{signs}]", text)) for signs in (HAN, KANA, HANGUL))
    latin = len(re.findall("[A-Za-z]", text))
    if hangul > _HANGUL_SHARE * (han + hangul + latin / 4):
        return "ko"
    if kana > _KANA_SHARE * (han + kana):
        return "ja"
    if latin > 4 * (han + 1):
        return "en"
    traditional = sum(text.count(sign) for sign in TRADITIONAL)
    simplified = sum(text.count(sign) for sign in SIMPLIFIED)
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def derive_publication(mast: Masthead | None, text: str) -> tuple[Publication, tuple[Fact, ...]]:
    """The publication that the masthead prints, with an id from its Latin title, else from a hash of its title."""
    language = language_of(text)
    title = mast.title if mast and mast.title else UNNAMED[language]
    latin = mast.title_latin if mast else ""
    name = slug(latin)
    made = name or f"paper-{hashlib.sha256(title.encode()).hexdigest()[:8]}"
    origin = "fact.latin-title" if name else "fact.title-hash" if mast and mast.title else "fact.no-title"
    facts = (
        Fact(name="publication.id", value=made, origin=origin),
        Fact(name="publication.language", value=language, origin="fact.script"),
    )
    base = Publication(id=made, title=title, language=language, title_latin=latin)
    return (_filled(base, mast) if mast else base), facts


def _filled(base: Publication, mast: Masthead) -> Publication:
    facts = mast.facts
    return Publication(
        id=base.id,
        title=base.title,
        language=base.language,
        title_latin=base.title_latin,
        authority=facts.get("主管", ""),
        sponsor=facts.get("主办", ""),
        publisher=facts.get("出版", ""),
        ids=Ids(cn=facts.get("cn", ""), issn=re.sub(r"^ISSN[ :]*", "", facts.get("issn", ""))),
        postal_code=facts.get("postal_code", ""),
        price=facts.get("price", ""),
        contacts=tuple(mast.contacts),
        ears=tuple(mast.ears),
    )
