# SPDX-License-Identifier: AGPL-3.0-or-later
"""Exporters are found by name, their settings checked, their files named."""

from __future__ import annotations

import unicodedata
from datetime import date
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from types import SimpleNamespace

import pytest

from epubgen.errors import DeliveryError, Location, OptionsError
from epubgen.publishing import delivery as room
from epubgen.publishing.delivery import (
    complete,
    exporters,
    find_exporter,
    keyring_name,
    missing_secret,
    secret_variable,
)
from epubgen.publishing.delivery.file_names import FIELDS, check_pattern, file_names, filled, safe_name, suffix
from epubgen.publishing.delivery.folder import EXPORTER as FOLDER
from epubgen.publishing.delivery.mail import EXPORTER as MAIL
from tests.unit.delivered import parcel

AT = Location("publication.yaml", 7)


def keys(error: pytest.ExceptionInfo[OptionsError] | pytest.ExceptionInfo[DeliveryError]) -> list[str]:
    return [found.key for found in error.value.findings]


def plug(monkeypatch: pytest.MonkeyPatch, *entries: EntryPoint) -> None:
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: EntryPoints(entries))


# Finding them.


def test_the_built_in_ones_are_there() -> None:
    assert list(exporters())[:2] == ["folder", "mail"]
    assert find_exporter("folder") is FOLDER
    assert all(one.name == name for name, one in exporters().items())


def test_packages_are_not_searched_for_a_built_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def searched(group: str) -> None:
        raise AssertionError(group)

    monkeypatch.setattr("importlib.metadata.entry_points", searched)
    assert find_exporter("folder") is FOLDER


def test_an_unknown_name_shows_the_nearest() -> None:
    with pytest.raises(OptionsError) as caught:
        find_exporter("mial", AT)
    assert keys(caught) == ["EG060"]
    assert caught.value.findings[0].at == AT
    assert "did you mean ‘mail’?" in caught.value.text()


def test_others_come_in_by_entry_points(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = EntryPoint("pigeon", "epubgen.publishing.delivery.folder:EXPORTER", room.GROUP)
    hijack = EntryPoint("mail", "epubgen.publishing.delivery.folder:EXPORTER", room.GROUP)
    plug(monkeypatch, mine, hijack)
    assert list(exporters())[-1] == "pigeon"
    assert find_exporter("pigeon") is FOLDER
    assert find_exporter("mail") is MAIL
    assert len(exporters()) == len(list(exporters())) == len(set(exporters()))


ODD = SimpleNamespace(name="odd", settings=("path",), secrets=(1,), check=len, deliver="by hand")


def __getattr__(name: str) -> object:
    """What a package does that ends the program when it is asked for its exporter."""
    if name == "LEAVES":
        raise SystemExit
    raise AttributeError(name)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("no_such_package_here.way:EXPORTER", "ModuleNotFoundError"),
        ("epubgen.publishing.delivery.folder:NOTHING", "AttributeError"),
        ("epubgen.publishing.delivery.folder:_BLOCK", "no name, settings, secrets, check, deliver"),
        ("tests.unit.test_exporters:ODD", "no deliver, settings, secrets"),
        ("tests.unit.test_exporters:LEAVES", "SystemExit"),
    ],
)
def test_a_broken_package_is_named(monkeypatch: pytest.MonkeyPatch, value: str, why: str) -> None:
    plug(monkeypatch, EntryPoint("pigeon", value, room.GROUP))
    with pytest.raises(OptionsError) as caught:
        find_exporter("pigeon", AT)
    assert keys(caught) == ["EG060.broken"]
    assert value.partition(":")[0] in caught.value.text()
    assert why in caught.value.text()
    assert find_exporter("folder") is FOLDER


# Their settings.


def test_defaults_are_filled_in() -> None:
    made = complete(FOLDER, "archive", {"path": " /srv/papers "}, {"": AT})
    assert made.settings == {"path": "/srv/papers", "pattern": "{title}_{date}"}
    assert made.place("path") == AT


def test_all_faults_of_the_settings_at_once() -> None:
    places = {"recipient": Location("publication.yaml", 9), "": AT}
    typed = {
        "recipient": "a@kindle.com",
        "server": "",
        "security": "start-tls",
        "password": "hunter2",
        "from": "a@b.org",
    }
    with pytest.raises(OptionsError) as caught:
        complete(MAIL, "night-mail", typed, places)
    assert sorted(keys(caught)) == ["EG061", "EG061.choice", "EG061.missing", "EG061.missing", "EG061.password"]
    text = caught.value.text()
    assert "publication.yaml:9: EG061 mail has no setting ‘recipient’" in text
    assert "did you mean ‘recipients’?" in text
    assert "did you mean ‘starttls’?" in text
    assert "EPUBGEN_NIGHT_MAIL_PASSWORD" in text
    assert "hunter2" not in text + repr(caught.value)


@pytest.mark.parametrize("word", ["password", "Passwd", "token", "密码"])
def test_no_password_stands_in_a_file(word: str) -> None:
    with pytest.raises(OptionsError) as caught:
        complete(FOLDER, "archive", {"path": "x", word: "hunter2"}, {})
    assert keys(caught) == ["EG061.password"]
    assert "hunter2" not in repr(caught.value)


def test_how_secrets_are_called() -> None:
    assert secret_variable("night-mail") == "EPUBGEN_NIGHT_MAIL_PASSWORD"
    assert secret_variable("s3", "secret_key") == "EPUBGEN_S3_SECRET_KEY"
    assert (keyring_name("s3"), keyring_name("s3", "secret_key")) == ("s3", "s3.secret_key")
    hint = missing_secret(complete(FOLDER, "夜 班", {"path": "x"}, {})).hint()
    assert 'keyring set epubgen "夜 班"' in hint


# Names of files.


def test_the_usual_name(tmp_path: Path) -> None:
    assert file_names([parcel(tmp_path)], "{title}_{date}") == ("汐州日报_2026-04-17.epub",)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{year}/{month}/{title}_{day}", "2026/04/汐州日报_17.epub"),
        ("{publication}-{date}-{edition}-{language}", "xizhou-daily-2026-04-17-kindle-zh-Hans-CN.epub"),
        ("{full_title}", "汐州日报 2026-04-17 总第12482期.epub"),
        ("{weekday}", "星期五.epub"),
        ("{title}.epub", "汐州日报.epub"),
        ("../../etc/{date}", "etc/2026-04-17.epub"),
        ("/srv//./{date}", "srv/2026-04-17.epub"),
        ("C:\\x\\{date}", "C--x-2026-04-17.epub"),
        (".{date}.", "2026-04-17.epub"),
        ("{{x}}{date}", "{x}2026-04-17.epub"),
    ],
)
def test_patterns(tmp_path: Path, pattern: str, name: str) -> None:
    assert file_names([parcel(tmp_path)], pattern) == (name,)


@pytest.mark.parametrize(
    ("file", "ending"),
    [("a.epub", ".epub"), ("b.1.kepub.epub", ".kepub.epub"), ("c.AZW3", ".azw3"), ("d", "")],
)
def test_the_ending_is_kept(tmp_path: Path, file: str, ending: str) -> None:
    one = parcel(tmp_path, file)
    assert suffix(one) == ending
    assert file_names([one], "{date}") == (f"2026-04-17{ending}",)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A/B\\C: D*?", "A-B-C- D--"),
        ("CON", "_CON"),
        ("com¹.x", "_com¹.x"),
        ("Nul .", "_Nul"),
        ("..", ""),
        ("a\u202eb\x00\x1b\ud800\ufdd0c\ufffe", "ab\ufdd0c"),
        (" tab\tline\nend ", "tab line end"),
        ("e\u0301", "é"),
    ],
)
def test_names_are_safe_everywhere(title: str, name: str) -> None:
    assert safe_name(title) == name


@pytest.mark.parametrize("char", ["汐", "a", "𠮷", "é"])
def test_names_have_at_most_255_bytes(char: str) -> None:
    name = safe_name(char * 300, "-kindle.kepub.epub")
    assert 250 < len(name.encode()) <= 255
    assert name.endswith("-kindle.kepub.epub")
    assert unicodedata.is_normalized("NFC", name)


def test_a_title_makes_no_folders_and_no_empty_name(tmp_path: Path) -> None:
    evil = parcel(tmp_path, title="../../x")
    assert file_names([evil], "{full_title}") == ("-..-x.epub",)
    assert file_names([parcel(tmp_path, title="...")], "{full_title}") == ("xizhou-daily.epub",)


def test_a_year_has_four_digits(tmp_path: Path) -> None:
    assert file_names([parcel(tmp_path, day=date(906, 1, 2))], "{year}") == ("0906.epub",)


def test_two_parcels_never_have_one_name(tmp_path: Path) -> None:
    two = [parcel(tmp_path, edition="Kindle"), parcel(tmp_path, "b.epub", edition="kobo")]
    assert file_names(two, "{date}") == ("2026-04-17-Kindle.epub", "2026-04-17-kobo.epub")
    other = [*two, parcel(tmp_path, "c.azw3", edition="cable")]
    assert file_names(other, "{date}")[2] == "2026-04-17.azw3"
    same = [parcel(tmp_path), parcel(tmp_path, "b.epub", edition="KINDLE")]
    with pytest.raises(DeliveryError) as caught:
        file_names(same, "{date}", AT)
    assert keys(caught) == ["EG061.twice"]


def test_long_names_stay_apart(tmp_path: Path) -> None:
    long = "汐" * 200
    two = [parcel(tmp_path, edition=name, title=long) for name in ("kindle", "kobo")]
    names = file_names(two, "{full_title}{edition}")
    assert len(set(names)) == 2
    assert all(len(name.encode()) <= 255 for name in names)


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("{titel}", "EG061.field"),
        ("{}", "EG061.field"),
        ("{title", "EG061.braces"),
        ("{title!r}", "EG061.braces"),
        ("{date:%Y}", "EG061.braces"),
        ("", "EG061.pattern"),
        ("{year}/", "EG061.pattern"),
        ("{year}/..", "EG061.pattern"),
    ],
)
def test_a_pattern_that_cannot_be_used(tmp_path: Path, pattern: str, key: str) -> None:
    assert [found.key for found in check_pattern(pattern, AT)] == [key]
    with pytest.raises(DeliveryError) as caught:
        file_names([parcel(tmp_path)], pattern, AT)
    assert keys(caught) == [key]
    assert caught.value.findings[0].at == AT


def test_an_unknown_field_shows_the_nearest() -> None:
    assert check_pattern("{Titel} {dat}", AT)[0].hint() == "did you mean ‘{title}’?"
    assert len(check_pattern("{Titel} {dat}", AT)) == 2


def test_every_field_fills(tmp_path: Path) -> None:
    one = parcel(tmp_path)
    assert all(filled(f"{{{name}}}", one) for name in FIELDS)
