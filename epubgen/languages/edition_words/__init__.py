# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of an edition in languages beyond the five of ``languages.words``, one module each; keys may be missing."""
