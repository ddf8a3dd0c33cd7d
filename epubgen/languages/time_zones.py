# SPDX-License-Identifier: AGPL-3.0-or-later
"""Time zones by their names in the IANA registry, and instants in words."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache

from epubgen.messages import near_word
from epubgen.startup import regex

__all__ = ["instant_words", "is_zone", "local", "proposed_zone"]

_NAME = regex(r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*", re.ASCII)
_NO_ZONES = {"Factory", "localtime", "posixrules"}


def is_zone(name: str) -> bool:
    """Return whether a name is one of the IANA registry in its spelling: ``Asia/Shanghai``, ``UTC``."""
    return bool(_NAME.fullmatch(name)) and name in _zones()


@cache
def _zones() -> frozenset[str]:
    from zoneinfo import available_timezones  # noqa: PLC0415 - few issues name a time zone

    return frozenset(available_timezones()) - _NO_ZONES | {"UTC"}


_PLACES = {
    "北京": "Asia/Shanghai", "上海": "Asia/Shanghai", "中国": "Asia/Shanghai", "中國": "Asia/Shanghai",
    "beijing": "Asia/Shanghai", "china": "Asia/Shanghai", "peking": "Asia/Shanghai", "乌鲁木齐": "Asia/Urumqi",
    "香港": "Asia/Hong_Kong", "澳门": "Asia/Macau", "澳門": "Asia/Macau", "台北": "Asia/Taipei", "臺北": "Asia/Taipei",
    "台湾": "Asia/Taipei", "台灣": "Asia/Taipei", "taiwan": "Asia/Taipei", "東京": "Asia/Tokyo", "东京": "Asia/Tokyo",
    "日本": "Asia/Tokyo", "jst": "Asia/Tokyo", "서울": "Asia/Seoul", "한국": "Asia/Seoul", "首尔": "Asia/Seoul",
    "kst": "Asia/Seoul", "korea": "Asia/Seoul", "新加坡": "Asia/Singapore", "bst": "Europe/London",
    "uk": "Europe/London", "england": "Europe/London", "gmt": "UTC", "z": "UTC", "utc": "UTC", "cst": "Asia/Shanghai",
}  # fmt: skip
"""What people write for a zone → its name."""
_OFFSETS = {8: "Asia/Shanghai", 9: "Asia/Tokyo", 0: "UTC"}
_OFFSET = regex(r"(?:utc|gmt)?\s*([+-])\s*0?(\d{1,2})(?::?00)?", re.IGNORECASE | re.ASCII)
_AFTER = regex(r"\s*(?:标准|標準)?(?:时间|時間|时区|時區|시간| time)$", re.IGNORECASE)


def proposed_zone(text: str) -> str:
    """Return the zone that ``Beijing``, ``北京时间``, ``+08:00`` or ``asia/shanghai`` probably mean.

    The result is empty for other texts.
    """
    plain = _AFTER.sub("", text.strip()).strip()
    if place := _PLACES.get(plain.lower()):
        return place
    if found := _OFFSET.fullmatch(plain):
        return _OFFSETS.get(int(f"{found[1]}{found[2]}"), "")
    spelled = {name.lower(): name for name in sorted(_zones())}
    wanted = plain.lower().replace(" ", "_").replace("\\", "/")
    cities = {name.rpartition("/")[2]: full for name, full in spelled.items() if "/" in name}
    near = near_word(wanted, spelled, cutoff=0.8)
    return spelled.get(wanted) or cities.get(wanted) or (spelled[near] if near else "")


def local(moment: datetime, zone: str = "") -> datetime:
    """Return an instant in a zone, by default that of the system. An instant without a zone counts as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(_place(zone) if zone else None)


def _place(zone: str) -> tzinfo:
    if zone == "UTC":
        return UTC
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - few issues name a time zone

    return ZoneInfo(zone)


def instant_words(stamp: str, zone: str = "", *, seconds: bool = True) -> str:
    """Return ``2026-06-05T21:04:09Z`` as ``2026-06-06 05:04:09 UTC+8``; text that is no instant stays as it is."""
    try:
        moment = local(datetime.fromisoformat(stamp), zone)
    except (ValueError, OverflowError):
        return stamp
    shown = "%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M"
    return f"{moment.strftime(shown)} {_offset_words(moment)}"


def _offset_words(moment: datetime) -> str:
    """``UTC``, ``UTC+8``, ``UTC-3:30``."""
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "") if minutes else "UTC"
