# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lets tests import what they share: ``from tests.conformance.tiny_epub import TinyEpub``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
