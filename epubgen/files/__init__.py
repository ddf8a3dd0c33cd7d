# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files: the input as a read-only tree, and output that appears whole or not at all."""
