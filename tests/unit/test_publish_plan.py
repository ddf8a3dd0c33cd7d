# SPDX-License-Identifier: AGPL-3.0-or-later
"""``publish:`` of publication.yaml: which files it asks for, what they are called, and what is refused, with its line."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

import epubgen
from epubgen.publishing.delivery import exporter
from epubgen.publishing.plan import DeliverySelection, PlannedEdition, plan_publishing
from epubgen.serialization.issue_files import issue_files
from tests.unit.small_paper import print_paper

STEM = "ferry-2026-06-05"
SAME = (
    "delete all but one, or give them another target, writing_mode or format; one edition can go to several deliveries"
)


def planned(folder: Path, publish: str = "", more: str = "") -> list[tuple[str, str, str, str, str]]:
    issue = epubgen.load(print_paper(folder, publish, more))
    return [(p.name, p.target, p.mode, p.format, p.file) for p in plan_publishing(issue, DeliverySelection())[0]]


def refused(folder: Path, publish: str, more: str = "") -> list[str]:
    with pytest.raises(epubgen.OptionsError) as caught:
        planned(folder, publish, more)
    return [f"{f.at.line if f.at else 0} {f.key} {f.field} {f.hint()}".strip() for f in caught.value.findings]


@pytest.mark.parametrize(
    ("publish", "more", "due"),
    [
        ("", "", [("generic", "generic", "horizontal-tb", "epub", f"{STEM}.epub")]),
        ("", "writing_mode: vertical-rl\ntargets: kobo\n", [("kobo", "kobo", "vertical-rl", "epub", f"{STEM}.epub")]),
        (
            "",
            "targets: [kindle, boox, kindle]\n",
            [
                ("kindle", "kindle", "horizontal-tb", "epub", f"{STEM}-kindle.epub"),
                ("boox", "boox", "horizontal-tb", "epub", f"{STEM}-boox.epub"),
            ],
        ),
        (
            "editions: [{name: a, target: kindle}, {name: b, target: kobo, format: kepub}, {name: c, format: azw3}]",
            "targets: [small]\n",
            [
                ("a", "kindle", "horizontal-tb", "epub", f"{STEM}.epub"),
                ("b", "kobo", "horizontal-tb", "kepub", f"{STEM}.kepub.epub"),
                ("c", "small", "horizontal-tb", "azw3", f"{STEM}.azw3"),
            ],
        ),
        (
            "editions: [{name: a, target: kobo, format: kepub}, {name: b, target: boox, format: kepub}]",
            "",
            [
                ("a", "kobo", "horizontal-tb", "kepub", f"{STEM}-a.kepub.epub"),
                ("b", "boox", "horizontal-tb", "kepub", f"{STEM}-b.kepub.epub"),
            ],
        ),
        (
            "editions: [{name: day, writing_mode: both}]",
            "",
            [
                ("day", "generic", "horizontal-tb", "epub", f"{STEM}.epub"),
                ("day-vertical", "generic", "vertical-rl", "epub", f"{STEM}-vertical-rl.epub"),
            ],
        ),
    ],
)
def test_editions(tmp_path: Path, publish: str, more: str, due: list[tuple[str, ...]]) -> None:
    assert planned(tmp_path, publish, more) == due


def test_a_delivery_of_an_edition_takes_its_twin_too(tmp_path: Path) -> None:
    folder = f"deliver: [{{to: folder, editions: [day], settings: {{path: {tmp_path}}}}}]"
    issue = print_paper(tmp_path, f"editions: [{{name: day, writing_mode: both}}, {{name: k, target: kobo}}]\n{folder}")
    (way,) = plan_publishing(epubgen.load(issue), DeliverySelection())[1]
    assert (way.editions, way.delivery.name, way.goal) == (("day", "day-vertical"), "folder", str(tmp_path))


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    publish = """editions:
  - {name: kindle, target: kindle}
  - {name: kindle, target: kobo}
  - {name: boox, target: boox}
  - {name: onyx, target: boox}
deliver:
  - {to: folder, settings: {path: here}}
  - {to: foldr, editions: [onix]}
  - {to: folder, settings: {pth: here}}
"""
    assert refused(tmp_path, publish) == [
        "7 EG052.edition publish.editions[0].name give each a name of its own, such as kindle-2",
        "8 EG052.edition publish.editions[1].name give each a name of its own, such as kindle-2",
        f"9 EG052.same publish.editions[2] {SAME}",
        f"10 EG052.same publish.editions[3] {SAME}",
        "12 EG052.delivery publish.deliver[0].name give each a name of its own, with a line such as  name: folder-2",
        "13 EG052.unknown publish.deliver[1].editions[0] did you mean ‘onyx’?",
        "14 EG052.delivery publish.deliver[2].name give each a name of its own, with a line such as  name: folder-2",
        "13 EG060 to did you mean ‘folder’?",
        "14 EG061 settings.pth did you mean ‘path’?",
        "14 EG061.missing settings.path write a line path: … below settings: in publication.yaml",
    ]


def test_the_twin_of_an_edition_needs_a_name_of_its_own(tmp_path: Path) -> None:
    found = refused(tmp_path, "editions: [{name: a, writing_mode: both}, {name: a-vertical, target: kobo}]")
    assert [line.split()[1] for line in found] == ["EG052.edition", "EG052.edition"]


def test_names_are_fit_for_files_and_variables(tmp_path: Path) -> None:
    with pytest.raises(epubgen.SourceError) as caught:
        planned(tmp_path, "editions: [{name: My Kindle}]")
    assert "my-kindle" in str(caught.value)


def test_publish_reads_back_equal(tmp_path: Path) -> None:
    publish = "editions: [{name: a, target: kobo, format: kepub}]\ndeliver: [{to: mail, settings: {port: 587}}]"
    issue = epubgen.load(print_paper(tmp_path, publish))
    again = epubgen.load(issue_files(issue))
    assert issue.publication.publish.deliver[0].settings == {"port": "587"}
    assert replace(again, root="") == replace(issue, root="")


def test_settings_know_their_lines(tmp_path: Path) -> None:
    publish = "deliver:\n  - to: mail\n    settings:\n      server: x\n      port: 1\n"
    (entry,) = epubgen.load(print_paper(tmp_path, publish)).publication.publish.deliver
    assert entry.at
    assert entry.at.of("settings.port").line == 10


def test_pressings_are_values() -> None:
    pressing = PlannedEdition(name="a", wanted="a", target="kobo", mode="vertical-rl", format="epub", file="a.epub")
    assert hash(pressing) == hash(replace(pressing))


def test_secrets_come_from_the_environment_then_from_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    held = {("epubgen", "night-mail"): "from the ring", ("epubgen", "night-mail.token"): "other"}
    ring = SimpleNamespace(get_password=lambda service, user: held.get((service, user)))
    monkeypatch.setitem(sys.modules, "keyring", ring)
    vault = exporter.SecretStore({"EPUBGEN_DAY_MAIL_PASSWORD": "from the environment"})
    assert vault.get("day-mail") == "from the environment"
    assert vault.get("night-mail") == "from the ring"
    assert vault.get("night-mail", "token") == "other"
    assert vault.get("nobody") == ""
    assert "environment" not in repr(vault)


@pytest.mark.parametrize("fault", [RuntimeError("locked"), ImportError("no backend"), OSError("no bus")])
def test_a_broken_keyring_is_none(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    def broken(service: str, user: str) -> str:
        raise fault

    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=broken))
    assert exporter.SecretStore({}).get("mail") == ""
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert exporter.SecretStore({}).get("mail") == ""


def test_only_and_again_name_deliveries_that_there_are(tmp_path: Path) -> None:
    publish = "deliver: [{to: folder, name: shelf, settings: {path: a}}, {to: folder, name: desk, settings: {path: b}}]"
    issue = epubgen.load(print_paper(tmp_path, publish))
    asked = DeliverySelection(only=("shelf", "shelv"), again=("desc", "desk"))
    with pytest.raises(epubgen.OptionsError) as caught:
        plan_publishing(issue, asked)
    assert [(f.key, dict(f.args)["name"], dict(f.args)["near"]) for f in caught.value.findings] == [
        ("EG052.ask", "shelv", "shelf"),
        ("EG052.ask", "desc", "desk"),
    ]
