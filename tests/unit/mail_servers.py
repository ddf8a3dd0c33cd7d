# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mail servers on this computer for the tests: a real one, one that breaks off at a chosen line, and certificates."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

PASSWORD = "correct-horse-7261"


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Desk:
    """What the server answers, and what it was given."""

    answers: dict[str, str] = field(default_factory=dict)
    """By address, or by ``MAIL`` and ``DATA``; all else is welcome."""
    mails: list[Any] = field(default_factory=list)

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802 - aiosmtpd's name
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802 - aiosmtpd's name
        if answer := self.answers.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if answer := self.answers.get("DATA"):
            return answer
        envelope.login = session.auth_data
        envelope.encrypted = session.ssl is not None
        envelope.greeting = session.host_name
        self.mails.append(envelope)
        return "250 OK"


class _Room(Controller):
    """The controller knocks once to see that the server is there; with implicit TLS it would check the certificate."""

    def _trigger_server(self) -> None:
        socket.create_connection((self.hostname, self.port), 5).close()


def _authenticator(server: SMTP, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = data.login == b"desk" and data.password == PASSWORD.encode()
    return AuthResult(success=right, handled=False, auth_data="desk" if right else None)


@contextmanager
def mail_server(desk: Desk, tls: ssl.SSLContext | None = None, *, at_once: bool = False, **facts: Any) -> Iterator[str]:
    """A mail server; gives ``127.0.0.1:port``."""
    ways = {"ssl_context": tls} if at_once else {"tls_context": tls}
    room = _Room(
        desk, "127.0.0.1", free_port(), ident="a test", authenticator=_authenticator, auth_require_tls=False,
        **{**ways, **facts},
    )  # fmt: skip
    room.start()
    try:
        yield f"127.0.0.1:{room.port}"
    finally:
        room.stop()


@contextmanager
def broken_server(lines: Sequence[str], *, hang: bool = False) -> Iterator[str]:
    """A server that says these lines, one for each it hears, then breaks off or falls silent."""
    done = threading.Event()
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        listener.settimeout(10)

        def serve() -> None:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as heard:
                for number, line in enumerate(lines):
                    if number:
                        heard.readline()
                    connection.sendall(line.encode() + b"\r\n")
                if lines and not hang:
                    heard.readline()
                if hang:
                    done.wait(10)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"127.0.0.1:{listener.getsockname()[1]}"
        finally:
            done.set()
            thread.join()


def certificate(folder: Path, name: str = "127.0.0.1") -> tuple[ssl.SSLContext, Path]:
    """The TLS of a server that proves to be ``name``, and the file with the authority that says so."""
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = _signed("Test authority", root_key, None, root_key)
    leaf = _signed(name, key, root, root_key)
    authority, chain = folder / "authority.pem", folder / "server.pem"
    authority.write_bytes(root.public_bytes(serialization.Encoding.PEM))
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    chain.write_bytes(secret + leaf.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    return context, authority


def _signed(
    name: str, key: ec.EllipticCurvePrivateKey, issuer: x509.Certificate | None, signer: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    own = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    identity = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    usage = x509.KeyUsage(
        digital_signature=True, key_cert_sign=issuer is None, crl_sign=issuer is None, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(own)
        .issuer_name(issuer.subject if issuer else own)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(identity, critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    if issuer:
        made = made.add_extension(x509.SubjectAlternativeName([_general(name)]), critical=False)
    return made.sign(signer, hashes.SHA256())


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
