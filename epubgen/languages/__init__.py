# SPDX-License-Identifier: AGPL-3.0-or-later
"""Holds everything that differs between languages, such as printed words, dates, scripts, encodings and tags."""
