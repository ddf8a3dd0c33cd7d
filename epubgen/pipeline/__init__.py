# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs the stages in order: ``prepare`` (source to issue), ``build`` (issue to EPUB files), ``live`` (in memory)."""
