# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deliberate faults: what the tests are tried on, so that they were seen to fail."""
