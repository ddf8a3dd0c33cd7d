# SPDX-License-Identifier: AGPL-3.0-or-later
"""The settings of a delivery, held against what its exporter takes; and how its secrets are called."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping

from epubgen.errors import Finding, Location, OptionsError, finding
from epubgen.publishing.delivery.artifact import Delivery, Exporter, Setting

__all__ = ["complete", "keyring_name", "missing_secret", "secret_variable"]

_PASSWORDS = ("password", "passwort", "passwd", "secret", "token", "密码")
"""What people type into a file where only the environment or the keyring will do."""


def complete(exporter: Exporter, name: str, settings: Mapping[str, str], at: Mapping[str, Location]) -> Delivery:
    """A delivery with the defaults of its exporter filled in.

    Args:
        exporter: the one that ``to:`` names.
        name: of the delivery, in the receipt and in the names of its secrets.
        settings: as typed.
        at: where each setting stands; ``""`` is the delivery itself.

    Raises:
        OptionsError: EG061 unknown settings, passwords in the file, missing and wrong values, all of them.
    """
    known = {setting.name: setting for setting in exporter.settings}
    filled = {word: settings.get(word, "").strip() or setting.default for word, setting in known.items()}
    delivery = Delivery(name=name, settings=filled, at=at)
    faults = [*_unknown(settings, tuple(known), exporter, delivery), *_wrong(known, delivery)]
    if faults:
        raise OptionsError(*faults)
    return delivery


def secret_variable(delivery: str, name: str = "password") -> str:
    """The environment variable of a secret: ``EPUBGEN_NIGHT_MAIL_PASSWORD`` for the delivery ``night-mail``."""
    return "EPUBGEN_" + re.sub(r"[^A-Z0-9]+", "_", f"{delivery}_{name}".upper()).strip("_")


def keyring_name(delivery: str, name: str = "password") -> str:
    """The user under which the service ``epubgen`` of the keyring holds a secret: the delivery, for passwords alone."""
    return delivery if name == "password" else f"{delivery}.{name}"


def missing_secret(delivery: Delivery, name: str = "password") -> Finding:
    """EG061.secret: a secret that is not there, and the two ways to set it."""
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
            near = "".join(difflib.get_close_matches(word, known, n=1))
            yield finding("EG061", at, path, name=word, exporter=exporter.name, known=", ".join(known), near=near)


def _wrong(known: Mapping[str, Setting], delivery: Delivery) -> Iterator[Finding]:
    for word, setting in known.items():
        value, at, path = delivery.settings[word], delivery.place(word), f"settings.{word}"
        if setting.required and not value:
            yield finding("EG061.missing", at, path, name=word)
        elif value and setting.choices and value not in setting.choices:
            near = "".join(difflib.get_close_matches(value, setting.choices, n=1))
            choices = ", ".join(setting.choices)
            yield finding("EG061.choice", at, path, name=word, value=value, known=choices, near=near)
