# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deliberate faults, at least two for every room, each with the test of a day's run that fails with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "epubgen"


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of code that is made wrong."""

    file: str
    """Below ``epubgen/``."""
    holds: str
    """What the right line makes true."""
    old: str
    """The right text: it stands once in the file."""
    new: str
    test: str
    """The test that fails, as pytest names it, without parameters."""

    def applied(self, text: str) -> str:
        """The text of the file with the fault in it."""
        return text.replace(self.old, self.new)


FAULTS = (
    Fault(
        "__main__.py",
        "`--version` is answered at once",
        'if sys.argv[1:] == ["--version"]:',
        'if sys.argv[1:] == ["--versions"]:',
        "tests/house/test_public_names.py::test_the_version_needs_no_imports",
    ),
    Fault(
        "api/environment.py",
        "the cache of photos that was named is emptied",
        "return images.clear_cache(Path(folder) if folder else cache_folder())",
        "return images.clear_cache(cache_folder())",
        "tests/house/test_library_twin.py::test_the_library_knows_the_cache",
    ),
    Fault(
        "api/folders.py",
        "an unknown code is not explained",
        'raise OptionsError(finding("EG019", None, "code", name=code, near=messages.nearest_code(code)))',
        'return ""',
        "tests/unit/test_cli.py::test_lint_explains_a_code_in_both_languages",
    ),
    Fault(
        "api/issues.py",
        "an export is built for its device",
        'options = replace(options, target="kindle" if to == "azw3" else "kobo")',
        'options = replace(options, target="kobo")',
        "tests/unit/test_formats_export.py::test_an_issue_is_built_for_the_device_of_its_format",
    ),
    Fault(
        "back_file/add_files.py",
        "a revision is an EPUB of the same identifier",
        'if outcome == "revised" and held.identifier == facts.identifier:',
        'if outcome == "revised":',
        "tests/unit/back_file/test_add_files.py::test_an_issue_that_another_replaces_in_its_file_is_no_revision_of_it",
    ),
    Fault(
        "back_file/batch/work.py",
        "what is unchanged and in place is not built again",
        'return replace(known, result="unchanged") if _is_in_place(task.folder, known) else None',
        'return replace(known, result="unchanged")',
        "tests/unit/test_batch.py::test_options_and_damage_are_changes",
    ),
    Fault(
        "back_file/bound_metadata.py",
        "a bound volume has no hazard only where all issues say so",
        'return found or (["none"] if all("none" in one.hazards for one in told) else [])',
        'return found or ["none"]',
        "tests/unit/test_binding.py::test_a_volume_has_no_hazard_only_where_all_issues_say_so",
    ),
    Fault(
        "back_file/catalog/opds2.py",
        "several languages are a list",
        '"language": tags[0] if len(tags) == 1 else tags',
        '"language": tags[0]',
        "tests/unit/back_file/test_catalog_again.py::test_a_pdf_is_an_issue_as_soon_as_its_sidecar_says_so",
    ),
    Fault(
        "cli/build_commands.py",
        "`--json` with an EPUB on stdout is refused with its own words",
        'fault = "EG015.both" if both else "EG015.json" if as_json else "EG015" if shown else ""',
        'fault = "EG015.both" if both else "EG015" if shown else ""',
        "tests/unit/test_cli.py::test_standard_output_is_refused_with_what_to_type",
    ),
    Fault(
        "cli/pre_commit.py",
        "a commit lints the folders that are issues",
        'if (folder / "issue.yaml").is_file():',
        'if (folder / "issue.yml").is_file():',
        "tests/house/test_packaging.py::test_the_hook_finds_the_issues_of_files",
    ),
    Fault(
        "cli/publish_command.py",
        "`--no-deliver` delivers nothing",
        "deliver=not no_deliver,",
        "deliver=True,",
        "tests/unit/test_publish_cli.py::test_without_deliveries_the_files_are_built_and_nothing_is_sent",
    ),
    Fault(
        "conversion/calibre.py",
        "calibre's complaint on its error stream is told",
        "said = done.stderr.strip() or done.stdout.strip()",
        "said = done.stdout.strip()",
        "tests/unit/test_formats_calibre.py::test_a_calibre_that_fails",
    ),
    Fault(
        "conversion/kepub.py",
        "a book that has Kobo's marks gets no second ones",
        'return any("koboSpan" in e.get("class", "").split() or e.get("id") == "book-columns" for e in every)',
        'return any(e.get("id") == "book-column" for e in every)',
        "tests/unit/test_formats_kobo.py::test_marks_are_set_once",
    ),
    Fault(
        "conversion/resources.py",
        "a font with a broken record is left alone",
        'if record[:4] != b"FONT" or not flags & _VEILED',
        "if not flags & _VEILED",
        "tests/unit/test_formats_kindle.py::test_only_a_font_gets_another_key",
    ),
    Fault(
        "covers/canvas.py",
        "a column is mirrored from the other edge",
        "return self.size[0] - left - width if self.mirrored else left",
        "return self.size[0] - left if self.mirrored else left",
        "tests/unit/test_cover_make.py::test_a_paper_from_right_to_left_has_its_words_on_the_right",
    ),
    Fault(
        "covers/words.py",
        "no withdrawn story stands on the cover",
        " and s.toc and not s.withdrawn}",
        " and s.toc}",
        "tests/property/test_lead.py::test_the_lead_is_the_same_everywhere_and_what_is_gone_is_shown_nowhere",
    ),
    Fault(
        "covers/words.py",
        "no advertisement stands on the cover",
        ' and s.kind != "ad" and s.toc',
        " and s.toc",
        "tests/unit/test_cover_words.py::test_beside_the_lead_stand_stories_and_no_advertisement_even_where_it_is_kept",
    ),
    Fault(
        "epub/edition/tree.py",
        "the marks of printed pages of a withdrawn story are no places",
        'if document.kind == "article" and not (story := issue.article(document.subject)).withdrawn:',
        'if document.kind == "article" and (story := issue.article(document.subject)):',
        "tests/property/test_navigation.py::test_ways_through_any_issue",
    ),
    Fault(
        "epub/edition/tree.py",
        "pages marked in the text are in the list of pages",
        "yield from (block.page for block in article_blocks(story) if isinstance(block, PageBreak))",
        "yield from (block.page for block in story.body if isinstance(block, PageBreak))",
        "tests/unit/test_edition.py::test_a_page_that_begins_inside_a_block_is_in_the_page_list",
    ),
    Fault(
        "epub/pages/contents.py",
        "a withdrawn story is a short entry without teaser",
        'brief = short or story.priority == "brief" or bool(story.withdrawn)',
        'brief = short or story.priority == "brief"',
        "tests/property/test_lead.py::test_the_lead_is_the_same_everywhere_and_what_is_gone_is_shown_nowhere",
    ),
    Fault(
        "epub/pages/contents.py",
        "no column and byline beside a withdrawn story",
        "own = () if story.withdrawn else tuple(",
        "own = tuple(",
        "tests/property/test_lead.py::test_the_lead_is_the_same_everywhere_and_what_is_gone_is_shown_nowhere",
    ),
    Fault(
        "epub/theme/css_syntax.py",
        "what is no CSS is not printed",
        'elif token.type != "error":',
        "else:",
        "tests/unit/test_css_syntax.py::test_brackets_that_close_nothing_are_no_part_of_a_value",
    ),
    Fault(
        "errors.py",
        "warnings of a report are its warnings",
        "tuple(f for f in self.findings if f.severity is Severity.WARNING)",
        "tuple(f for f in self.findings if f.severity is Severity.ERROR)",
        "tests/unit/test_messages.py::test_a_report_counts_by_weight",
    ),
    Fault(
        "files/archives.py",
        "a ZIP packed in another way than stored or deflated is refused",
        "if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):",
        "if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):",
        "tests/hostile/test_damaged_archives.py::test_methods_that_unpack_without_a_bound_are_refused",
    ),
    Fault(
        "files/member_names.py",
        "a name in Unicode counts only for the name that it was made for",
        ' and field[1:5] == struct.pack("<I", zlib.crc32(raw)):',
        ":",
        "tests/input_cases/test_input_cases.py::test_an_input_is_read_rightly",
    ),
    Fault(
        "files/publication_place.py",
        "publication.yaml is looked for in folders that hold it",
        "return next((name for name in names if inputs.has(name)), None)",
        "return next(iter(names), None)",
        "tests/unit/test_native.py::test_every_sample_reads_without_a_finding",
    ),
    Fault(
        "images/embedded_metadata.py",
        "the place of a photo is read from its file",
        "place=photo.place or found.place,",
        "place=photo.place,",
        "tests/unit/test_images_embedded_metadata.py::test_the_other_formats_say_it_too_and_lose_it",
    ),
    Fault(
        "images/encode.py",
        "a chart that is too heavy is made smaller",
        "if len(heavy.data) <= profile.soft_limit or small == pixels.size:",
        "if heavy.data:",
        "tests/unit/test_images_pixels.py::test_heavy_pictures_go_down_the_ladder_and_then_shrink",
    ),
    Fault(
        "images/pixels.py",
        "a gray profile makes gray pictures",
        'gray = profile.gray or flat.mode == "L"',
        'gray = flat.mode == "L"',
        "tests/unit/test_images_pixels.py::test_gray_by_choice",
    ),
    Fault(
        "importers/mets_alto.py",
        "a block belongs to one story",
        "if block.place not in page.taken:",
        "if block.place:",
        "tests/unit/test_mets_alto.py::test_a_block_that_two_stories_name_is_read_once",
    ),
    Fault(
        "importers/printed_page/printed_dates.py",
        "the years of an era are counted from its first",
        "return year + _ERAS[era] if era else year",
        "return year",
        "tests/unit/test_printed_page_facts.py::test_dates",
    ),
    Fault(
        "issue_folder/edited_index.py",
        "a story that an editor took out stays out",
        "if story not in stays and story not in known))",
        "if story not in stays))",
        "tests/unit/test_import_again.py::test_a_story_that_the_editor_took_out_of_a_list_stays_out",
    ),
    Fault(
        "issue_folder/notes.py",
        "a question that was settled is not asked again",
        "return tuple(note for note in reading.notes if fingerprint(note) not in before.settled)",
        "return reading.notes",
        "tests/unit/test_import_again.py::test_notes_of_0_1_0_keep_their_identity_and_lose_their_sentences",
    ),
    Fault(
        "languages/misreadings.py",
        "l before 水 is a litre and no misread 1",
        'and after[:1] not in "水油酒奶液装裝容汽桶瓶"',
        "",
        "tests/unit/test_misreadings.py::test_what_is_usual_is_not_asked_about",
    ),
    Fault(
        "languages/sorting.py",
        "a title is sorted without its article",
        'return f"{title[found.end() :]}, {found[1]}" if found else title',
        "return title",
        "tests/input_cases/test_input_cases.py::test_an_input_is_read_rightly",
    ),
    Fault(
        "languages/time_zones.py",
        "an hour is told in the zone of the paper",
        "    return ZoneInfo(zone)",
        "    return UTC",
        "tests/input_cases/test_input_cases.py::test_an_input_is_read_rightly",
    ),
    Fault(
        "linting/people.py",
        "the role in a byline is looked up",
        "if credit.role not in known:\n                    guess, path",
        "if credit.role in known:\n                    guess, path",
        "tests/unit/test_lint_stories.py::test_a_fault_gives_its_code_alone",
    ),
    Fault(
        "linting/readings.py",
        "fewer kana readings than characters are words",
        "wrong = len(readings) > len(characters)",
        "wrong = len(readings) != len(characters)",
        "tests/unit/test_lint_stories.py::test_readings_of_a_word_are_as_many_as_its_characters_or_words_of_kana",
    ),
    Fault(
        "linting/scripts.py",
        "a story is held against its own language",
        "disagreement(story.lang or paper, texts[story.id])",
        "disagreement(paper, texts[story.id])",
        "tests/input_cases/test_input_cases.py::test_an_input_is_read_rightly",
    ),
    Fault(
        "live_preview/snapshots/book.py",
        "a name that leads out of a book is not unpacked",
        'return None if harmful or not path.parts or name.endswith("/") else',
        'return None if not path.parts or name.endswith("/") else',
        "tests/unit/test_snapshots.py::test_no_member_leads_out_of_the_folder",
    ),
    Fault(
        "live_preview/snapshots/pages.py",
        "pages that were named by number are those drawn",
        " or not (self.parts or self.numbers)",
        " or not self.parts",
        "tests/unit/test_snapshots.py::test_a_selection_wants_what_it_names_and_all_when_it_names_nothing",
    ),
    Fault(
        "markup/counted_lines.py",
        "the first letter counts one",
        'ord(unicodedata.normalize("NFKC", typed).upper()) - ord("A") + 1',
        'ord(unicodedata.normalize("NFKC", typed).upper()) - ord("A")',
        "tests/input_cases/test_input_cases.py::test_an_input_is_read_rightly",
    ),
    Fault(
        "markup/html_tables.py",
        "a cell that covers another is told",
        "spanned = any(_span(cell, name) > 1 for",
        "spanned = any(_span(cell, name) > 2 for",
        "tests/unit/test_markup_html.py::test_what_a_story_cannot_have_is_reported",
    ),
    Fault(
        "markup/read_inlines.py",
        "only a paragraph of one picture is a figure",
        'return real[0] if len(real) == 1 and real[0].type == "image" else None',
        'return real[0] if real and real[0].type == "image" else None',
        "tests/unit/test_markup_markdown.py::test_words_beside_a_picture_are_kept_and_the_picture_is_told",
    ),
    Fault(
        "messages/__init__.py",
        "English is told in English",
        'return zh if lang == "zh" and zh else en',
        "return zh or en",
        "tests/unit/test_messages.py::test_the_printed_form",
    ),
    Fault(
        "messages/explanations/__init__.py",
        "a variant of a code is explained as the code",
        'return known[code] if code in known else known[code.partition(".")[0]]',
        "return known[code]",
        "tests/house/test_codes.py::test_explain",
    ),
    Fault(
        "model/issue.py",
        "a short title stands where a headline is too long",
        "return self.short_title or self.headline",
        "return self.headline",
        "tests/unit/test_edition.py::test_a_short_title_is_what_the_navigation_calls_a_story",
    ),
    Fault(
        "model/lead.py",
        "no withdrawn story leads",
        "return not story.withdrawn and not story.draft",
        "return not story.draft",
        "tests/property/test_lead.py::test_the_lead_is_the_same_everywhere_and_what_is_gone_is_shown_nowhere",
    ),
    Fault(
        "model/lead.py",
        "no advertisement leads",
        'if story.kind != "ad"]',
        "if story.kind]",
        "tests/property/test_lead.py::test_an_advertisement_that_is_kept_leads_nowhere",
    ),
    Fault(
        "options.py",
        "an unknown option is refused",
        "if unknown := [name for name in settings if name not in known]:",
        "if unknown := [name for name in settings if name in ()]:",
        "tests/unit/test_api.py::test_an_unknown_option_gets_the_nearest_name",
    ),
    Fault(
        "pipeline/build.py",
        "pictures that no page shows are left out",
        "used = [picture for picture in builder.media.pictures if picture.name in shown]",
        "used = [picture for picture in builder.media.pictures if picture.name]",
        "tests/unit/test_build_editions.py::test_a_picture_that_no_page_shows_is_not_packed",
    ),
    Fault(
        "pipeline/prepare.py",
        "a story that was named is left out",
        "kept = tuple(story for story in reading.issue.articles if story.id not in leave_out)",
        "kept = reading.issue.articles",
        "tests/unit/test_api.py::test_left_out_stories_of_an_issue_object",
    ),
    Fault(
        "plugins.py",
        "a plug-in may not word a code of ours",
        "if not messages.PLUGIN_CODE.fullmatch(code) or (row.key != code and not variant):",
        "if row.key != code and not variant:",
        "tests/unit/test_plugins.py::test_rows_that_cannot_be_registered",
    ),
    Fault(
        "publishing/delivery/folder.py",
        "a folder without room for all files takes none",
        "if sum(parcel.size for parcel in new) > free:",
        "if sum(parcel.size for parcel in new) > 10**18:",
        "tests/unit/test_folder.py::test_a_disk_without_room_is_known_before",
    ),
    Fault(
        "publishing/delivery/webdav.py",
        "a temporary file is deleted when its upload fails",
        'self._ask("DELETE", name, patience=min(self.patience, 10))',
        'self._ask("HEAD", name, patience=min(self.patience, 10))',
        "tests/unit/test_delivery_webdav.py::test_a_locked_file_stays_as_it_is",
    ),
    Fault(
        "publishing/plan.py",
        "a delivery way that is not there cannot be asked for",
        "for name in (*asked.only, *asked.again) if name not in names]",
        "for name in asked.only if name not in names]",
        "tests/unit/test_publish_plan.py::test_only_and_again_name_deliveries_that_there_are",
    ),
    Fault(
        "publishing/publish_run.py",
        "a damaged receipt is kept beside the new one",
        "if kept := keep_damaged(target, kind):",
        'if kept := "":',
        "tests/unit/test_publish.py::test_a_damaged_file_in_place_is_kept_and_told_of",
    ),
    Fault(
        "serialization/files.py",
        "front matter ends with its second rule",
        'if line.rstrip() == "---"), None)',
        'if line.rstrip() == "----"), None)',
        "tests/unit/test_native.py::test_every_sample_reads_without_a_finding",
    ),
    Fault(
        "serialization/yaml_nodes.py",
        "a key that stands twice is refused",
        "elif isinstance(level.node.value, dict) and level.key in level.node.value:",
        "elif isinstance(level.node.value, dict) and level.key in ():",
        "tests/hostile/test_broken_issues.py::test_a_broken_issue_is_refused_in_words",
    ),
    Fault(
        "transforms/continuations.py",
        "a part that was joined is no story of its own",
        "for s in issue.articles if home.get(s.id, s.id) == s.id)",
        "for s in issue.articles)",
        "tests/unit/test_continuations.py::test_whatever_named_a_part_names_the_whole",
    ),
    Fault(
        "transforms/removals.py",
        "what has expired is gone",
        "if not has_expired(story, now)))",
        "if story))",
        "tests/unit/test_release.py::test_an_expired_story_is_left_out_and_reported_and_links_become_words",
    ),
    Fault(
        "typesetting/hanzi.py",
        "100 % is 百分之百",
        'if (whole, decimals, sign) == ("100", "", "%") and words.full:',
        'if (whole, decimals, sign) == ("1000", "", "%") and words.full:',
        "tests/unit/test_typeset_hanzi.py::test_hanzi",
    ),
    Fault(
        "typesetting/marks.py",
        "names are marked unless that is turned off",
        'names = _NAME.finditer(line.text) if form != "keep" else ()',
        "names = _NAME.finditer(line.text)",
        "tests/unit/test_typeset_words.py::test_words",
    ),
    Fault(
        "typesetting/units.py",
        "one letter or capitals stand upright, other words lie",
        "and (end - start == 1 or found.group().isupper())",
        "and bool(found)",
        "tests/unit/test_typeset_words.py::test_words",
    ),
    Fault(
        "validation/accessibility.py",
        "a second heading of the first level is told once",
        "if level == 1 and tops == 2:",
        "if level == 1 and tops == 3:",
        "tests/unit/test_accessibility.py::test_the_outline_is_looked_at",
    ),
    Fault(
        "validation/epubcheck.py",
        "a place without a line has none",
        "line if known else None,",
        "line,",
        "tests/unit/test_checks_epubcheck.py::test_messages_become_findings",
    ),
)
