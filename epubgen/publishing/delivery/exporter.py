# SPDX-License-Identifier: AGPL-3.0-or-later
"""The interface of exporters: the files they get, what they return, their settings and secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol, runtime_checkable

from epubgen.errors import Finding, Location, OptionsError, finding
from epubgen.messages import near_word
from epubgen.startup import dataclass

__all__ = [
    "SERVICE",
    "Artifact",
    "Delivery",
    "DeliverySetting",
    "Exporter",
    "PartwiseExporter",
    "SecretStore",
    "Secrets",
    "Sent",
    "SentPart",
    "ask_keyring",
    "complete",
    "keyring_name",
    "missing_secret",
    "secret_variable",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A finished file of an issue, ready to be sent."""

    path: Path
    """The file on disk; an exporter reads it and never changes it."""
    edition: str
    """Name of the edition: ``kindle``."""
    media_type: str
    """``application/epub+zip``, or that of another format."""
    size: int
    """Bytes."""
    sha256: str
    publication: str
    """Id of the publication: ``xizhou-daily``."""
    title: str
    """Title of the edition, as in its metadata."""
    language: str
    day: date
    """Day of the issue."""
    mark: str = ""
    """What tells a correction from the first copy, in its name, too: ``更正版``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverySetting:
    """A setting of an exporter in ``publication.yaml``."""

    name: str
    """As it is typed there: ``server``."""
    required: bool = False
    default: str = ""
    choices: tuple[str, ...] = ()
    """The only values it can have; empty: any text."""
    about_en: str = ""
    """What it is for, in a few words: the documentation prints it."""
    about_zh: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A delivery with complete settings: the defaults are filled in, and every name is known to the exporter."""

    name: str
    """In the receipt, and in the names of its secrets."""
    settings: Mapping[str, str]
    at: Mapping[str, Location]
    """Where each setting stands in ``publication.yaml``; ``""`` is the delivery itself."""

    def place(self, setting: str = "") -> Location | None:
        """Return where a setting stands in the file, or the delivery if the setting is not there."""
        return self.at.get(setting) or self.at.get("")


class Secrets(Protocol):
    """Passwords.

    They come from the environment or the keyring, and are never written to a file, log, receipt or message.
    """

    def get(self, delivery: str, name: str = "password") -> str:
        """Return a secret, or an empty string: ``EPUBGEN_<DELIVERY>_<NAME>`` in capitals, else the system's keyring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The result of a delivery that did not fail; it claims no more than the exporter knows."""

    where: str
    """The place without secrets: a path, ``smtp://mail.example:587``, an address."""
    key: str = "ui.sent"
    """Row of the message table that says what happened: "accepted by the mail server", "copied"."""
    args: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPart:
    """A file that was sent to one reader.

    The receipt keeps it, so that a later run does not send it to that reader again.
    """

    edition: str = ""
    """Name of the edition; empty in what is known from a receipt of 0.1."""
    file: str
    """The name under which it went."""
    to: str
    """Who got it: ``reader_1@kindle.com``."""
    by: str = ""
    """Who sent it: the next run sends it again where this has changed; empty: not known."""


class Exporter(Protocol):
    """A way to deliver: our own exporters and those of the entry point group ``epubgen.exporters``."""

    name: str
    """As ``to:`` names it: ``folder``."""
    settings: tuple[DeliverySetting, ...]
    secrets: tuple[str, ...]
    """Names of the secrets that it may ask for."""

    def check(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> tuple[Finding, ...]:
        """Return what would stop the delivery or needs attention, without sending: sizes, values, missing secrets.

        With no files it returns what can be checked before anything is built.
        """

    def deliver(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> Sent:
        """Send all files of one issue. Sending the same files again must do no harm.

        Raises:
            DeliveryError: the delivery failed; its finding says what to do.
        """


@runtime_checkable
class PartwiseExporter(Exporter, Protocol):
    """An exporter that reaches each reader separately.

    The receipt keeps each reader that was reached, even if the run ends.
    """

    def deliver_parts(
        self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets, had: Sequence[SentPart]
    ) -> Iterator[SentPart | Sent]:
        """Send what readers do not have yet.

        Yield each part as soon as it is sent, then the result of the whole delivery.

        Args:
            parcels: the files.
            delivery: its settings.
            secrets: where passwords come from.
            had: the parts that earlier runs have sent; they are not sent again.

        Raises:
            DeliveryError: some parts could not be sent; those that were sent have been yielded before.
        """


_PASSWORDS = ("password", "passwort", "passwd", "secret", "token", "密码")
"""What people type into a file where only the environment or the keyring will do."""


def complete(exporter: Exporter, name: str, settings: Mapping[str, str], at: Mapping[str, Location]) -> Delivery:
    """Return a delivery with the defaults of its exporter filled in.

    Args:
        exporter: the exporter that ``to:`` names.
        name: name of the delivery, in the receipt and in the names of its secrets.
        settings: the settings as typed.
        at: where each setting stands; ``""`` is the delivery itself.

    Raises:
        OptionsError: EG061 with every unknown setting, password in the file, missing value and wrong value.
    """
    known = {setting.name: setting for setting in exporter.settings}
    filled = {word: settings.get(word, "").strip() or setting.default for word, setting in known.items()}
    delivery = Delivery(name=name, settings=filled, at=at)
    faults = [*_unknown(settings, tuple(known), exporter, delivery), *_wrong(known, delivery)]
    if faults:
        raise OptionsError(*faults)
    return delivery


def secret_variable(delivery: str, name: str = "password") -> str:
    """Return the environment variable of a secret: ``EPUBGEN_NIGHT_MAIL_PASSWORD`` for the delivery ``night-mail``."""
    return "EPUBGEN_" + re.sub(r"[^A-Z0-9]+", "_", f"{delivery}_{name}".upper()).strip("_")


def keyring_name(delivery: str, name: str = "password") -> str:
    """Return the user name of a secret in the keyring's service ``epubgen``: the name of the delivery."""
    return delivery if name == "password" else f"{delivery}.{name}"


def missing_secret(delivery: Delivery, name: str = "password") -> Finding:
    """Make EG061.secret: a secret is missing, and the two ways to set it."""
    variable = secret_variable(delivery.name, name)
    return finding("EG061.secret", delivery.place(), "", name=name, variable=variable, entry=_typed(delivery, name))


def _typed(delivery: Delivery, name: str) -> str:
    entry = keyring_name(delivery.name, name)
    return entry if re.fullmatch(r"[\w.-]+", entry) else f'"{entry}"'


def _unknown(
    settings: Mapping[str, str], known: tuple[str, ...], exporter: Exporter, delivery: Delivery
) -> Iterator[Finding]:
    for word in settings:
        if word in known:
            continue
        at, path = delivery.place(word), f"settings.{word}"
        if word.lower() in (*_PASSWORDS, *exporter.secrets):
            variable = secret_variable(delivery.name, word if word in exporter.secrets else "password")
            yield finding("EG061.password", at, path, name=word, variable=variable)
        else:
            near = near_word(word, known)
            yield finding("EG061", at, path, name=word, exporter=exporter.name, known=", ".join(known), near=near)


def _wrong(known: Mapping[str, DeliverySetting], delivery: Delivery) -> Iterator[Finding]:
    for word, setting in known.items():
        value, at, path = delivery.settings[word], delivery.place(word), f"settings.{word}"
        if setting.required and not value:
            yield finding("EG061.missing", at, path, name=word)
        elif value and setting.choices and value not in setting.choices:
            near = near_word(value, setting.choices)
            choices = ", ".join(setting.choices)
            yield finding("EG061.choice", at, path, name=word, value=value, known=choices, near=near)


SERVICE = "epubgen"
"""The service under which the keyring holds them: ``keyring set epubgen mail``."""


def ask_keyring(user: str) -> str:
    """Read a secret from the keyring; empty if there is no keyring or if it fails, as on a server without a desktop."""
    try:
        import keyring  # noqa: PLC0415 - an extra, and slow

        return keyring.get_password(SERVICE, user) or ""
    except Exception:  # noqa: BLE001 - backends of the system fail in their own ways
        return ""


class SecretStore:
    """The secrets of one run. Its ``repr`` shows none of them."""

    __slots__ = ("_environ",)

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def get(self, delivery: str, name: str = "password") -> str:
        """Return the secret, or an empty string."""
        return self._environ.get(secret_variable(delivery, name)) or ask_keyring(keyring_name(delivery, name))
