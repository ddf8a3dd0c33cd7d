"""Time zones as editors write them, and names after ``-o``: files, folders."""

from tempfile import TemporaryDirectory

from epubgen.errors import Location
from epubgen.files.targets import is_file_name
from epubgen.languages.time_zones import instant_words
from epubgen.serialization import decode_publication
from tests.input_cases.case import InputCase


def _zone(typed: str) -> str:
    text = f"id: p\ntitle: P\nlanguage: en\ntime_zone: {typed}\n"
    paper, found = decode_publication(text, Location("publication.yaml"))
    return paper.time_zone if paper and not found else " ".join(f"{f.key} {dict(f.args)['right']}" for f in found)


def _noon(zone: str) -> str:
    return instant_words("2026-07-01T12:00:00Z", zone)


def _file(name: str) -> bool:
    with TemporaryDirectory() as folder:
        return is_file_name(f"{folder}/{name}", ".epub")


_KEPT = ("Asia/Shanghai", "Asia/Urumqi", "Europe/London", "America/Argentina/Buenos_Aires", "UTC", "Etc/GMT+8")
_MENDED = {
    "Beijing": "Asia/Shanghai",
    "北京时间": "Asia/Shanghai",
    "中国": "Asia/Shanghai",
    "asia/shanghai": "Asia/Shanghai",
    "Asia/Shangai": "Asia/Shanghai",
    '"+08:00"': "Asia/Shanghai",
    "UTC+8": "Asia/Shanghai",
    "London": "Europe/London",
    "東京": "Asia/Tokyo",
    "서울": "Asia/Seoul",
    "JST": "Asia/Tokyo",
    "New York": "America/New_York",
}
_REFUSED = ("here", "Mars/Olympus", "../../etc/passwd", "localtime", '"+03:17"', "/usr/share/zoneinfo/UTC")
_CLOCKS = {
    "Asia/Shanghai": "2026-07-01 20:00:00 UTC+8",
    "Europe/London": "2026-07-01 13:00:00 UTC+1",
    "America/St_Johns": "2026-07-01 09:30:00 UTC-2:30",
    "Asia/Kathmandu": "2026-07-01 17:45:00 UTC+5:45",
    "UTC": "2026-07-01 12:00:00 UTC",
    "": "2026-07-01 12:00:00 UTC",
}
_NAMES = {
    "a.epub": True,
    "a.EPUB": True,
    ".epub": True,
    "a.kepub.epub": True,
    "a": False,
    "a/": False,
    "a.epub/": False,
    "2026.04.22": False,
    "报纸/四月": False,
}
CASES: list[InputCase] = [
    *(InputCase("time zones that are kept", zone, _zone, zone) for zone in _KEPT),
    *(InputCase("time zones with a right spelling", t, _zone, f"S02.zone_name {z}") for t, z in _MENDED.items()),
    *(InputCase("no time zones", typed, _zone, "S02.zone_form ") for typed in _REFUSED),
    *(InputCase("instants by a clock", zone, _noon, words) for zone, words in _CLOCKS.items()),
    *(InputCase("files and folders after -o", name, _file, is_file) for name, is_file in _NAMES.items()),
]
