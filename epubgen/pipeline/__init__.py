# SPDX-License-Identifier: AGPL-3.0-or-later
"""The stages in their order: ``prepare`` (source to staged issue), ``build`` (to editions), ``live`` (in memory)."""
