# SPDX-License-Identifier: AGPL-3.0-or-later
"""The receipt: its JSON reads back and keeps to its schema; its text fits a screen, in both languages."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from epubgen.errors import Location, finding
from epubgen.publishing.receipt import (
    Arrival,
    BuiltEdition,
    ChannelFit,
    DeliveryRecord,
    MessageRef,
    Receipt,
    SentFile,
    decode_receipt,
    out,
    receipt_schema,
    sorted_findings,
)
from epubgen.serialization.dataclass_json import JsonShapeError

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "receipt.schema.json"
AT = "2026-06-05T21:04:09Z"
COPY = SentFile(
    edition="kindle", file="ferry.epub", identifier="urn:x", size=3_400_000, sha256="ab", modified=AT, words="cd"
)
LAST = Arrival(
    at=AT,
    where="/srv/报纸",
    said=MessageRef(key="ui.sent.folder", args=(("files", "渡口.epub"),)),
    copies=(COPY,),
    order="0",
)
FAULT = finding("EG061.value", Location("paper/publication.yaml", 7), "", name="server", value="x", example="a.b")


def made(name: str = "kindle", size: int = 3_400_000, **more: Any) -> BuiltEdition:
    given: dict[str, Any] = {
        "target": "kindle",
        "warn": 25_000_000,
        "stop": 45_000_000,
        "epubcheck": "5.3.0",
        "device": "kindle",
    } | more
    return BuiltEdition(
        name=name,
        wanted=name,
        file=f"{name}.epub",
        format="epub",
        writing_mode="horizontal-tb",
        title="The Ferry",
        identifier="urn:x",
        size=size,
        sha256="ab",
        channels=(ChannelFit(name="gmail", limit=25_000_000, fits=size <= 25_000_000),),
        stories=12,
        photos=3,
        modified=AT,
        words="cd",
        built=AT,
        key="ef",
        **given,
    )


def handed(name: str, state: Any, **more: Any) -> DeliveryRecord:
    return DeliveryRecord(name=name, exporter="folder", state=state, where=f"/srv/{name}", started=AT, **more)


RECEIPT = Receipt(
    program="epubgen 0.2.0",
    state="incomplete",
    started=AT,
    ended=AT,
    publication="ferry",
    title="渡口周报",
    date="2026-06-05",
    number="总第7期",
    identifier="urn:x",
    command="epubgen publish 'my paper'",
    folder="out",
    digest="01",
    findings=(finding("EG055", None, "", exporter="x", name="y", what="z"), finding("EG054", None, "", kept="a")),
    editions=(made(), made("大字版", 26_000_000, epubcheck="", findings=(finding("EG070.java", Location("b.epub")),))),
    deliveries=(
        handed("archive", "delivered", tried=True, last=LAST, copies=(COPY,)),
        handed("备份", "delivered", last=LAST),
        handed("mail", "failed", tried=True, attempts=2, findings=(FAULT,), last=LAST),
        handed("cloud", "waiting"),
        handed("web", "sending"),
        handed("old", "not-asked"),
    ),
)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_receipt_reads_back_equal(lang: str) -> None:
    raw = json.loads(json.dumps(RECEIPT.as_json(lang)))
    assert decode_receipt(raw) == RECEIPT
    assert list(raw)[:3] == ["version", "program", "state"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_receipt_keeps_to_its_schema(lang: str) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(RECEIPT.as_json(lang))) == []


def test_the_schema_in_the_docs_is_up_to_date() -> None:
    due = json.dumps(receipt_schema(), indent=2) + "\n"
    assert SCHEMA.read_text("utf-8") == due, "run: python scripts/write_receipt_docs.py"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("state",), "lost"),
        (("editions", 0, "size"), "3"),
        (("editions", 0, "size"), True),
        (("deliveries",), {}),
        (("deliveries", 0, "last"), []),
        (("findings", 0, "key"), "nothing"),
        (("findings", 0, "severity"), "grave"),
        (("findings", 0, "args"), []),
        (("publication",), None),
    ],
)
def test_what_is_no_receipt_is_refused(path: tuple[Any, ...], value: object) -> None:
    raw = RECEIPT.as_json("en")
    inner: Any = raw
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(JsonShapeError):
        decode_receipt(raw)
    assert not Draft202012Validator(receipt_schema()).is_valid(raw) or value == "nothing"


def test_the_worst_comes_first_and_once() -> None:
    twice = replace(RECEIPT, findings=(*RECEIPT.findings[::-1], *RECEIPT.findings))
    assert [f.key for f in sorted_findings(twice)] == ["EG055", "EG061.value", "EG054", "EG070.java"]


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def test_what_a_server_took_of_a_failed_delivery_is_out() -> None:
    taken = finding("EG064.accepted", None, "", file="ferry.epub", recipients="a@b.org")
    failed = DeliveryRecord(name="mail", exporter="mail", state="failed", where="", copies=(COPY,), findings=(FAULT,))
    assert [out(failed), out(replace(failed, findings=(FAULT, taken)))] == [(), (COPY,)]
    assert out(replace(failed, last=LAST)) == LAST.copies


def test_columns_stand_below_each_other() -> None:
    lines = RECEIPT.text("zh").splitlines()
    rows = [line for line in lines if "12 篇" in line]
    assert len({cells(row[: row.index("12 篇")]) for row in rows}) == 1
    ways = [line for line in lines if "/srv/" in line]
    assert len({cells(line[: line.index("/srv/")]) for line in ways}) == 1


def test_in_english() -> None:
    assert (
        RECEIPT.text("en")
        == """\
✗ 渡口周报 2026-06-05 总第7期  not sent everywhere, 2026-06-05 21:04 UTC

Editions in out
  ✓ kindle  kindle.epub  3.4 MB of 25.0 MB   stories: 12, photos: 3  own rules, EPUBCheck 5.3.0
  ! 大字版  大字版.epub  26.0 MB of 25.0 MB  stories: 12, photos: 3  own rules; EPUBCheck not run  too large for gmail

Findings: errors: 1, warnings: 2
  EG055 the exporter x itself failed in the delivery ‘y’: z
  EG054 the receipt of an earlier run cannot be read, so what went out already is not known; it is kept as a
  b.epub: EG070 EPUBCheck not run: no Java on this computer

Deliveries
  ✓ archive  /srv/archive  sent 2026-06-05 21:04 UTC
      copied: 渡口.epub
  ✓ 备份     /srv/备份     already sent at 2026-06-05 21:04 UTC
      copied: 渡口.epub
  ✗ mail     /srv/mail     failed 2026-06-05 21:04 UTC, attempt 2; last sent 2026-06-05 21:04 UTC
      paper/publication.yaml:7: EG061 server cannot be ‘x’
      hint: write it like a.b
  … cloud    /srv/cloud    waiting
  ? web      /srv/web      begun 2026-06-05 21:04 UTC; if no run is going on, it may have arrived or not
  – old      /srv/old      not asked for in this run

Next: epubgen publish 'my paper'"""
    )


def test_in_chinese() -> None:
    text = RECEIPT.text("zh")
    assert text.startswith("✗ 渡口周报 2026-06-05 总第7期  未能全部送出，2026-06-05 21:04 UTC\n\n版本（在 out）\n")
    assert "  ✓ 备份     /srv/备份     此前已于 2026-06-05 21:04 UTC 送出\n      已复制：渡口.epub\n" in text
    assert text.endswith("\n\n接下来请输入：epubgen publish 'my paper'")


def test_a_receipt_fits_a_screen() -> None:
    many = tuple(finding("EG054", Location("a", n), "", kept="b") for n in range(1, 100))
    lines = replace(RECEIPT, findings=many).text("en").splitlines()
    assert len(lines) < 40
    assert "  and 88 more in the JSON" in lines


def test_a_name_cannot_act_on_a_terminal() -> None:
    evil = replace(RECEIPT, title="\x1b[2J", deliveries=(handed("\x1b", "failed"),), editions=(made("\x07"),))
    assert not [char for char in evil.text("en") if unicodedata.category(char) == "Cc" and char != "\n"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("state", ["placing", "delivering", "stopped", "incomplete", "finished", "dry-run"])
def test_every_state_has_words_and_what_to_type(state: Any, lang: str) -> None:
    text = replace(RECEIPT, state=state).text(lang)
    assert ("epubgen publish 'my paper'" in text.splitlines()[-1]) == (state != "finished")
