# SPDX-License-Identifier: AGPL-3.0-or-later
"""Serves a catalogue: reading alone, on this computer alone unless it is told otherwise; with a search that answers.

Patrons, passwords and TLS are the business of the server in front: docs/serving.md.
"""

from __future__ import annotations
