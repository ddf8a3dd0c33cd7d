# SPDX-License-Identifier: AGPL-3.0-or-later
"""``epubgen publish`` on the command line: what it prints, where, in which language, and how it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from epubgen.cli import run
from epubgen.publishing.receipt import receipt_schema
from tests.unit.mail_servers import PASSWORD, mail_server
from tests.unit.mail_servers import Desk as MailRoom
from tests.unit.small_paper import hire, print_paper, tell, way

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EPUBGEN_LANG", "en")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(hire(tmp_path / "site"))


def called(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str, str]:
    code = run(["publish", "paper/2026-06-05", "-o", "out", "--no-java", *more])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def paper(*ways: str) -> Path:
    return print_paper(Path("paper"), "deliver:\n" + "".join(ways) if ways else "")


def test_the_receipt_is_printed_as_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    paper(way("walk", Path("log")))
    code, out, err = called(capsys)
    assert (code, err) == (0, "")
    assert out == Path("out/ferry-2026-06-05.receipt.txt").read_text("utf-8")
    assert "✓ walk  by hand to walk  sent 2" in out


def test_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    paper(way("walk", Path("log")))
    code, out, _ = called(capsys, "--json")
    assert (code, out) == (0, Path("out/ferry-2026-06-05.receipt.json").read_text("utf-8"))
    Draft202012Validator(receipt_schema()).validate(json.loads(out))


def test_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    paper(way("walk", Path("log")))
    assert called(capsys, "--quiet") == (0, "", "")


def test_a_failure_ends_with_nine_and_what_to_type(capsys: pytest.CaptureFixture[str]) -> None:
    paper(way("crash", Path("log")))
    for more in ((), ("--quiet",)):
        code, out, _ = called(capsys, *more)
        assert code == 9
        assert "EG055 the exporter crash itself failed in the delivery ‘crash’: RuntimeError" in out
        assert out.endswith("\nNext: epubgen publish paper/2026-06-05 -o out\n")
    code, out, _ = called(capsys, "--json")
    assert (code, json.loads(out)["deliveries"][0]["attempts"]) == (9, 3)


def test_in_chinese(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPUBGEN_LANG", "zh")
    paper(way("walk", Path("log")))
    _, out, _ = called(capsys)
    assert "完成" in out
    assert "送出" in out
    assert out == Path("out/ferry-2026-06-05.receipt.txt").read_text("utf-8")


def test_wrong_settings_have_their_line(capsys: pytest.CaptureFixture[str]) -> None:
    paper("  - {to: wlak}\n")
    code, _, err = called(capsys)
    assert code == 2
    assert err.startswith("paper/publication.yaml:7:12: EG060 there is no way of delivery ‘wlak’")
    assert not Path("out").exists()


def test_a_word_about_a_change_is_dated_by_the_clock(capsys: pytest.CaptureFixture[str]) -> None:
    issue = paper(way("walk", Path("log")))
    called(capsys)
    tell(issue, "The ferry was on time.")
    assert called(capsys)[0] == 5
    assert called(capsys, "--revision", "The hour was wrong.")[0] == 0
    assert called(capsys)[0] == 0
    assert len(Path("log").read_text("utf-8").splitlines()) == 2


def test_a_dry_run_says_what_to_type(capsys: pytest.CaptureFixture[str]) -> None:
    paper(way("walk", Path("log")))
    code, out, _ = called(capsys, "--dry-run")
    assert (code, Path("out").exists(), Path("log").exists()) == (0, False, False)
    assert "… walk  log  to be sent" in out
    assert called(capsys, "--dry-run", "--check")[1].count("to be built") == 0
    assert out.endswith("To do it: epubgen publish paper/2026-06-05 -o out\n")


def test_through_a_real_mail_server(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is busy first; the second run sends that mail alone, and nothing shows the password."""
    monkeypatch.setenv("EPUBGEN_NIGHT_MAIL_PASSWORD", PASSWORD)
    room = MailRoom({"DATA": "451 busy, try again later"})
    with mail_server(room) as server:
        post = f"server: '{server}', security: none, user: desk, from: d@ferry.example, recipients: r@kindle.com"
        paper(way("walk", Path("log")), f"  - {{to: mail, name: night-mail, settings: {{{post}}}}}\n")
        first = called(capsys)
        room.answers.clear()
        second = called(capsys)
    assert (first[0], second[0], len(room.mails)) == (9, 0, 1)
    assert "✓ walk" in first[1]
    assert "✗ night-mail" in first[1]
    assert len(Path("log").read_text("utf-8").splitlines()) == 1
    assert "accepted by the mail server 127.0.0.1 for r@kindle.com; this does not mean" in second[1]
    written = [path.read_bytes() for path in Path("out").iterdir()]
    assert PASSWORD not in "".join((*first[1:], *second[1:]))
    assert not [data for data in written if PASSWORD.encode() in data]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_example_in_the_template_works(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "issues" / f"new-{lang}", "new")
    file = Path("new/publication.yaml")
    head, mark, example = file.read_text("utf-8").partition("\n# publish:")
    lines = (mark.lstrip("\n") + example).splitlines()
    file.write_text("\n".join([head, *(line.removeprefix("# ") for line in lines)]) + "\n", "utf-8")
    assert run(["publish", "new/2026-01-05", "-o", "out", "--no-java", "--strict"]) == 0
    assert "sent" in capsys.readouterr().out
    assert len(list(Path("new/archive").glob("*.epub"))) == 2


def test_without_deliveries_the_files_are_built_and_nothing_is_sent(capsys: pytest.CaptureFixture[str]) -> None:
    paper(way("walk", Path("log")))
    code, out, _ = called(capsys, "--no-deliver")
    assert code == 0
    assert Path("out/ferry-2026-06-05.epub").is_file()
    assert not Path("log").exists()
    assert "sent" not in out
