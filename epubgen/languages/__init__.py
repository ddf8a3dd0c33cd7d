# SPDX-License-Identifier: AGPL-3.0-or-later
"""What differs between languages: the words that an edition prints, weekdays, the lunar calendar."""
