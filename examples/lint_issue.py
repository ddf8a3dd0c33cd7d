# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lint an issue as a step of a newsroom's pipeline: JSON for machines, an exit code for the shell."""

import json
import sys

import epubgen


def main(source: str = "issues/marlock-courier/2026-06-05", lang: str = "en") -> int:
    report = epubgen.lint(source)
    print(json.dumps([finding.as_json(lang) for finding in report.findings], ensure_ascii=False, indent=2))
    return 0 if report.ok else 3


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
