# SPDX-License-Identifier: AGPL-3.0-or-later
"""Serves a catalogue with search: read-only, and by default to this computer only.

Accounts, passwords and TLS belong to the server in front: docs/serving.md.
"""

from __future__ import annotations
