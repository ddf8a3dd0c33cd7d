# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passwords of deliveries: from the environment, else from the keyring of the system; never written anywhere."""

from __future__ import annotations

from collections.abc import Mapping

from epubgen.publishing.delivery import keyring_name, secret_variable

__all__ = ["SERVICE", "SecretStore", "ask_keyring"]

SERVICE = "epubgen"
"""The service under which the keyring holds them: ``keyring set epubgen mail``."""


def ask_keyring(user: str) -> str:
    """What the keyring holds; nothing where there is none, or where it fails: a server has no desktop to unlock it."""
    try:
        import keyring  # noqa: PLC0415 - an extra, and slow

        return keyring.get_password(SERVICE, user) or ""
    except Exception:  # noqa: BLE001 - backends of the system fail in their own ways
        return ""


class SecretStore:
    """The secrets of one run; shows none of them."""

    __slots__ = ("_environ",)

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def get(self, delivery: str, name: str = "password") -> str:
        """The secret, or an empty text."""
        return self._environ.get(secret_variable(delivery, name)) or ask_keyring(keyring_name(delivery, name))
