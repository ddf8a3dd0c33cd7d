# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the records of libraries: title, day, language and numbers in MODS, Dublin Core and what is built like them."""

from __future__ import annotations

from datetime import date

from epubgen.importers.page_boxes.bounded_xml import Element, attribute, children, descendants, local, words
from epubgen.languages.registry import standard_tag
from epubgen.startup import dataclass, regex

__all__ = ["BibliographicRecord", "bibliographic_record", "printed_day"]

_MONTHS = (
    "january|januar|janvier|janeiro|enero|tammikuu", "february|februar|février|fevrier|fevereiro|febrero|helmikuu",
    "march|märz|maerz|mars|março|marzo|maaliskuu", "april|avril|abril|aprile|huhtikuu",
    "may|mai|mayo|maggio|maio|mei|toukokuu",
    "june|juni|juin|junho|junio|giugno|kesäkuu", "july|juli|juillet|julho|julio|luglio|heinäkuu",
    "august|août|aout|agosto|augustus|elokuu", "september|septembre|setembro|septiembre|settembre|syyskuu",
    "october|oktober|octobre|outubro|octubre|ottobre|lokakuu", "november|novembre|novembro|noviembre|marraskuu",
    "december|dezember|décembre|decembre|dezembro|diciembre|dicembre|joulukuu",
)  # fmt: skip
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_YEAR = r"(1[5-9]\d\d|20\d\d)"
_NUMERIC = (
    (regex(rf"(?<!\d){_YEAR}[-/._]?(0[1-9]|1[0-2])[-/._]?(0[1-9]|[12]\d|3[01])(?!\d)"), (1, 2, 3)),
    (regex(rf"(?<!\d)(\d{{1,2}})[./-](\d{{1,2}})[./-]{_YEAR}(?!\d)"), (3, 2, 1)),
)
_WORDED = (
    (
        regex(rf"(\d{{1,2}})(?:st|nd|rd|th|er|e|o|º)?\.?\s+(?:de\s+)?([^\W\d_]{{3,}})\.?,?\s+(?:de\s+)?{_YEAR}"),
        (3, 2, 1),
    ),
    (regex(rf"([^\W\d_]{{3,}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}"), (3, 1, 2)),
)
_QUALIFIER = regex(r"(?<=\S)\s*[(\[][^()\[\]]*[)\]]$")
"""What libraries add to a title to tell papers of one name apart: ``(Paris. 1876)``, ``[microform]``."""


@dataclass(frozen=True, slots=True)
class BibliographicRecord:
    """The facts of a record; empty where it does not hold them."""

    title: str = ""
    day: date | None = None
    language: str = ""
    number: str = ""
    volume: str = ""


def bibliographic_record(record: Element) -> BibliographicRecord:
    """Return the facts of a record, in whatever elements they stand."""
    return BibliographicRecord(
        _title(record),
        _day_of(record),
        _language(record),
        _detail(record, "issue", "number"),
        _detail(record, "volume"),
    )


def _title(record: Element) -> str:
    """Return the title of a record, preferring that of the newspaper to that of its issue, without related items."""
    hosts = [one for one in descendants(record, "relatedItem") if attribute(one, "type") in ("host", "series")]
    for top in (record, *hosts):
        for info in descendants(top, "titleInfo"):
            related = any(local(parent) == "relatedItem" for parent in info.iterancestors())
            if (top is record and related) or attribute(info, "type") in ("uniform", "abbreviated", "alternative"):
                continue
            parts = {local(one): words(one) for one in children(info, "nonSort", "title", "partName")}
            if title := _QUALIFIER.sub("", parts.get("title", "")):
                lead = parts.get("nonSort", "")
                between = "" if lead.endswith(("'", "\u2019")) else " "
                return f"{lead}{between}{title}" if lead else title
    found = (words(one) for one in descendants(record, "title") if not _is_mods(one))
    return next((title for one in found if (title := _QUALIFIER.sub("", one))), "")


def _is_mods(title: Element) -> bool:
    parent = title.getparent()
    return parent is not None and local(parent) == "titleInfo"


def _day_of(record: Element) -> date | None:
    for name in ("dateIssued", "date", "dateOther", "issued", "dateCreated"):
        for one in descendants(record, name):
            if day := printed_day(words(one)):
                return day
    return None


def _language(record: Element) -> str:
    terms = sorted(descendants(record, "languageTerm", "language"), key=lambda one: attribute(one, "type") != "code")
    for one in terms:
        text = words(one)
        if text and (tag := standard_tag(_NAMES.get(text.lower(), text.lower()))):
            return tag
    return ""


_NAMES = {
    "chinese": "zh", "finnish": "fi", "swedish": "sv", "dutch": "nl", "italian": "it", "portuguese": "pt",
    "luxembourgish": "lb", "estonian": "et", "latvian": "lv", "polish": "pl", "czech": "cs", "danish": "da",
    "norwegian": "no", "suomi": "fi", "nederlands": "nl", "svenska": "sv", "maori": "mi",
}  # fmt: skip
"""Words for languages that ``standard_tag`` does not know; a record that says only Chinese does not say its script."""


def _detail(record: Element, *kinds: str) -> str:
    for one in descendants(record, "detail"):
        if attribute(one, "type").lower() in kinds:
            return next((words(number) for number in descendants(one, "number") if words(number)), "")
    return ""


def printed_day(text: str) -> date | None:
    """Return the day in a text of any usual form: ``1821-08-01``, ``18210801``, ``01.08.1821``, ``1er août 1821``."""
    for pattern, places in _NUMERIC:
        if found := pattern.search(text):
            return _made(*(found[place] for place in places))
    for pattern, places in _WORDED:
        if (found := pattern.search(text)) and (month := _MONTH.get(found[places[1]].lower())):
            return _made(found[places[0]], str(month), found[places[2]])
    return None


def _made(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
