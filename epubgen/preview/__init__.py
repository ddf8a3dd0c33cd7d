# SPDX-License-Identifier: AGPL-3.0-or-later
"""Shows an issue in the browser, on the page of an e-ink screen, and again whenever a file is saved."""
