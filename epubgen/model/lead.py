# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which story leads an issue or a section. Masthead, contents, metadata and cover ask here, so they agree.

A withdrawn story never leads: only its own page and the entries that lead to it name it.
"""

from __future__ import annotations

from epubgen.model.issue import Article, Issue, Section

__all__ = ["lead_story", "section_lead", "shown_stories"]


def shown_stories(issue: Issue) -> tuple[Article, ...]:
    """The stories whose content readers see: all but withdrawn ones and drafts."""
    return tuple(filter(_is_shown, issue.articles))


def _is_shown(story: Article) -> bool:
    return not story.withdrawn and not story.draft


def lead_story(issue: Issue) -> Article | None:
    """The story that leads the issue; ``None`` when no story can lead.

    It is ``headline_article``, else the first story with ``priority: lead``, else the lead of the first section that
    names one, else the first story. Advertisements and withdrawn stories are passed over.
    """
    stories = [story for story in shown_stories(issue) if story.kind != "ad"]
    by_id = {story.id: story for story in stories}
    if issue.headline_article in by_id:
        return by_id[issue.headline_article]
    if marked := next((story for story in stories if story.priority == "lead"), None):
        return marked
    named = (by_id[section.lead] for section in issue.sections if section.lead in by_id)
    return next(named, stories[0] if stories else None)


def section_lead(issue: Issue, section: Section) -> Article | None:
    """The story that leads a section: the one it names, else its first with ``priority: lead``; else ``None``."""
    known = (issue.find(story_id) for story_id in section.articles)
    stories = [story for story in known if story and _is_shown(story)]
    named = next((story for story in stories if story.id == section.lead), None)
    return named or next((story for story in stories if story.priority == "lead"), None)
