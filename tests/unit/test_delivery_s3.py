# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files arrive in a bucket with their kind; every refusal has its own words and shows no secret."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, ParamValidationError
from botocore.loaders import JSONFileLoader
from botocore.session import get_session

from epubgen.errors import DeliveryError, EpubgenError, ToolError
from epubgen.publishing.delivery import s3
from epubgen.publishing.delivery.exporter import Delivery
from epubgen.publishing.delivery.s3 import S3Exporter, refusal
from tests.unit import delivered as tools

KEY, SECRET = "AKIATRAMDESK00004711", "wire/and+wharf4711"
SECRETS = tools.Secrets({"key": KEY, "secret": SECRET})
NAME = "汐州日报_2026-04-17.epub"
DATA = b"PK\x03\x04" + b"the whole issue " * 5000


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("random.random", float)  # botocore waits up to a second before its second try, by chance
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))


@pytest.fixture(scope="module", autouse=True)
def _service_read_once() -> Iterator[None]:
    """The description of the service is two megabytes of JSON, and each client reads it anew."""
    read = cache(JSONFileLoader().load_file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(JSONFileLoader, "load_file", lambda _, path: read(path))
        yield


@pytest.fixture(scope="module")
def storage() -> Iterator[str]:
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - a second that workers without these tests save

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()


@contextmanager
def client(endpoint: str) -> Iterator[Any]:
    made = get_session().create_client(
        "s3", "us-east-1", endpoint_url=endpoint, aws_access_key_id=KEY, aws_secret_access_key=SECRET
    )
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def bucket(storage: str) -> Iterator[Any]:
    with client(storage) as made:
        made.create_bucket(Bucket="papers")
        yield made
        for held in made.list_objects_v2(Bucket="papers").get("Contents", []):
            made.delete_object(Bucket="papers", Key=held["Key"])
        made.delete_bucket(Bucket="papers")


@contextmanager
def odd(status: int, code: str = "", *, silent: bool = False) -> Iterator[str]:
    """A storage with one answer for everything."""
    release = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # else the client waits for a 100 that never comes
        timeout = 5  # seconds; a client that keeps its connection must not keep the test

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if silent:
                release.wait(20)
                self.close_connection = True
                return
            words = f"{SECRET} AWS4-HMAC-SHA256"  # real ones print what was signed
            body = f"<Error><Code>{code}</Code><Message>{words}</Message></Error>".encode() if code else b""
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_PUT = do_POST = do_HEAD = do_GET = answer  # noqa: N815 - names of http.server

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the signature of the base
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        release.set()
        server.shutdown()
        server.server_close()
        thread.join()


def to(endpoint: str, **settings: str) -> Delivery:
    known = {"bucket": "papers", "endpoint": endpoint, "region": "us-east-1", **settings}
    made: Delivery = tools.delivery("s3", **known)
    return made


def send(tmp_path: Path, delivery: Delivery, data: bytes = DATA, secrets: Any = SECRETS, patience: float = 20) -> Any:
    return S3Exporter(patience).deliver([tools.parcel(tmp_path, data=data)], delivery, secrets)


def refused(tmp_path: Path, delivery: Delivery, secrets: Any = SECRETS, patience: float = 20) -> str:
    """The row of a failed delivery, which names no secret in either language."""
    with pytest.raises(EpubgenError) as caught:
        send(tmp_path, delivery, secrets=secrets, patience=patience)
    told = caught.value.text("en") + caught.value.text("zh") + repr(caught.value.findings)
    assert SECRET not in told
    assert KEY not in told
    assert all(found.hint("en") and found.hint("zh") for found in caught.value.findings)
    return caught.value.findings[0].key


def test_a_file_arrives_with_its_kind(tmp_path: Path, storage: str, bucket: Any) -> None:
    sent = send(tmp_path, to(storage))
    held = bucket.get_object(Bucket="papers", Key=NAME)
    assert held["Body"].read() == DATA
    assert held["ContentType"] == "application/epub+zip"
    assert (sent.where, sent.key, dict(sent.args)) == ("s3://papers", "ui.sent.s3", {"files": NAME})


def test_folders_and_a_second_time(tmp_path: Path, storage: str, bucket: Any) -> None:
    for _ in range(2):
        send(tmp_path, to(storage, pattern="papers/{year}/{edition} 50%"))
    assert [held["Key"] for held in bucket.list_objects_v2(Bucket="papers")["Contents"]] == [
        "papers/2026/kindle 50%.epub"
    ]


def test_a_large_file_goes_in_parts(tmp_path: Path, storage: str, bucket: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3, "PART", 5 << 20)
    data = bytes(11 << 20)
    send(tmp_path, to(storage), data=data)
    held = bucket.head_object(Bucket="papers", Key=NAME)
    assert held["ContentLength"] == len(data)
    assert held["ContentType"] == "application/epub+zip"
    assert held["ETag"].endswith('-3"')


def test_the_credentials_of_the_computer(
    tmp_path: Path, storage: str, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    send(tmp_path, to(storage), secrets=tools.Secrets())
    assert bucket.head_object(Bucket="papers", Key=NAME)["ContentLength"] == len(DATA)


def test_no_credentials_at_all(tmp_path: Path, storage: str) -> None:
    assert refused(tmp_path, to(storage), secrets=tools.Secrets()) == "EG068.chain"


def test_half_an_access_key(tmp_path: Path, storage: str) -> None:
    half = tools.Secrets({"key": KEY})
    found = S3Exporter().check([], to(storage), half)
    assert [fault.key for fault in found] == ["EG061.secret"]
    assert "EPUBGEN_NIGHT_MAIL_SECRET" in found[0].text()
    assert refused(tmp_path, to(storage), secrets=half) == "EG061.secret"


def test_a_bucket_that_is_not_there(tmp_path: Path, storage: str) -> None:
    assert refused(tmp_path, to(storage, bucket="no-such-papers")) == "EG068.bucket"


REFUSALS = [
    (403, "InvalidAccessKeyId", "EG068.key"),
    (403, "SignatureDoesNotMatch", "EG068.key"),
    (403, "RequestTimeTooSkewed", "EG068.clock"),
    (400, "AuthorizationHeaderMalformed", "EG068.region"),
    (400, "EntityTooLarge", "EG068.large"),
    (418, "Teapot", "EG068.code"),
    (503, "SlowDown", "EG068.busy"),
]


@pytest.mark.parametrize(("status", "code", "row"), REFUSALS)
def test_each_code_has_its_row(tmp_path: Path, status: int, code: str, row: str) -> None:
    answer: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    delivery = to("https://s3.example.org")
    told = refusal(ClientError(answer, "PutObject"), tools.parcel(tmp_path), delivery, 1).findings
    assert [found.key for found in told] == [row]
    assert all(found.hint("en") and found.hint("zh") for found in told)


@pytest.mark.parametrize(
    ("status", "code", "row"),
    [
        (403, "AccessDenied", "EG068.denied"),
        (500, "InternalError", "EG068.server"),
        (403, "", "EG068.denied"),
        *(pytest.param(*case, marks=pytest.mark.slow) for case in REFUSALS),
    ],
)
def test_each_refusal_has_its_words(tmp_path: Path, status: int, code: str, row: str) -> None:
    """A refusal in each shape of an answer; the other codes go to a server in the slow run alone."""
    with odd(status, code) as endpoint:
        assert refused(tmp_path, to(endpoint)) == row


def test_nobody_listens(tmp_path: Path) -> None:
    with odd(200) as endpoint:
        pass
    assert refused(tmp_path, to(endpoint)) == "EG067.refused"


def test_a_storage_that_says_nothing(tmp_path: Path) -> None:
    with odd(200, silent=True) as endpoint:
        assert refused(tmp_path, to(endpoint), patience=0.3) == "EG067.silent"


def test_a_name_that_no_server_has(tmp_path: Path) -> None:
    assert refused(tmp_path, to("https://s3.epubgen.invalid"), patience=5) in ("EG067.host", "EG067.proxy")


def test_a_port_without_encryption(tmp_path: Path) -> None:
    with odd(200) as endpoint:
        assert refused(tmp_path, to(endpoint.replace("http:", "https:"))) == "EG067.tls"


def test_what_botocore_itself_refuses(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError) as caught:
        raise refusal(ParamValidationError(report="x"), tools.parcel(tmp_path), to("https://s3.example.org"), 1)
    assert caught.value.findings[0].key == "EG068.code"


@pytest.mark.parametrize(
    ("settings", "row"),
    [
        ({"endpoint": f"https://{KEY}:{SECRET}@s3.example.org"}, "EG065.key"),
        ({"endpoint": "http://s3.example.org"}, "EG065.plain"),
        ({"endpoint": "s3.example.org"}, "EG065.endpoint"),
        ({"bucket": "s3://papers"}, "EG065.bucket"),
        ({"bucket": "papers/night"}, "EG065.bucket"),
        ({"pattern": "{tilte}"}, "EG061.field"),
    ],
)
def test_settings_that_are_not_used(tmp_path: Path, settings: dict[str, str], row: str) -> None:
    delivery = to(settings.pop("endpoint", ""), **settings)
    assert [fault.key for fault in S3Exporter().check([], delivery, SECRETS)] == [row]
    assert refused(tmp_path, delivery) == row


def test_a_network_that_is_trusted() -> None:
    found = S3Exporter().check([], to("http://s3.example.org", encryption="none"), SECRETS)
    assert [(fault.key, fault.severity.value) for fault in found] == [("EG065.open", "warning")]


def test_a_parcel_that_is_gone(tmp_path: Path, storage: str) -> None:
    parcel = tools.parcel(tmp_path)
    parcel.path.unlink()
    with pytest.raises(DeliveryError) as caught:
        S3Exporter().deliver([parcel], to(storage), SECRETS)
    assert caught.value.findings[0].key == "EG062.parcel"


def test_a_parcel_that_was_changed(tmp_path: Path, storage: str, bucket: Any) -> None:
    parcel = tools.parcel(tmp_path)
    parcel.path.write_bytes(parcel.path.read_bytes()[::-1])
    with pytest.raises(DeliveryError) as caught:
        S3Exporter().deliver([parcel], to(storage), SECRETS)
    assert caught.value.findings[0].key == "EG062.changed"
    assert "Contents" not in bucket.list_objects_v2(Bucket="papers")


def test_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("epubgen.publishing.delivery.s3.find_spec", lambda _: None)
    assert [fault.key for fault in S3Exporter().check([], to(""), SECRETS)] == ["EG066.s3"]
    with pytest.raises(ToolError, match=r"epubgen-periodicals\[s3\]"):
        send(tmp_path, to(""))


def test_no_log_holds_the_secret(tmp_path: Path, storage: str, bucket: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.clear()
    send(tmp_path, to(storage))
    assert caplog.text
    assert SECRET not in caplog.text
