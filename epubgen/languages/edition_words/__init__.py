# SPDX-License-Identifier: AGPL-3.0-or-later
"""The printed words of an edition in languages other than the five of ``languages.words``, one module each.

A module may lack keys.
"""
