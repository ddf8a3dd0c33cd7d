# SPDX-License-Identifier: AGPL-3.0-or-later
"""The data that rules share: the issue, facts derived from it, and the lines of its parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import chain, count

from epubgen.errors import Finding, Location, finding
from epubgen.files.input_tree import InputTree
from epubgen.images.media import photo_key
from epubgen.images.uses import PhotoUse, uses
from epubgen.issue_folder.neighbours import Neighbour, neighbours
from epubgen.linting.passages import Passage, body_passages, place, story_passages
from epubgen.messages import near_word
from epubgen.model import Article, Issue
from epubgen.model.walk import strings, texts
from epubgen.options import Options
from epubgen.startup import dataclass
from epubgen.transforms.complete import complete

__all__ = ["LintContext", "near", "place", "worded"]


@dataclass(frozen=True)
class LintContext:
    """An issue with the facts that rules need; a fact that takes time is computed once."""

    issue: Issue
    inputs: InputTree | None
    options: Options

    @cached_property
    def stories(self) -> tuple[Article, ...]:
        """The stories of the edition: without drafts and those that are left out."""
        return tuple(s for s in self.issue.articles if not s.draft and s.id not in self.options.leave_out)

    @cached_property
    def printed_stories(self) -> tuple[Article, ...]:
        """The stories of the edition whose text is printed: without withdrawn ones, which show a notice."""
        return tuple(story for story in self.stories if not story.withdrawn)

    @cached_property
    def story_passages(self) -> tuple[tuple[Passage, ...], ...]:
        """The text of each story in ``printed_stories``, in the same order."""
        return tuple(tuple(story_passages(story, self.language(story), self._flows)) for story in self.printed_stories)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The text of every printed story, then of corrections and notices."""
        language, at = self.language(), place(self.issue.at, "")
        bodies = [(note.body, f"corrections[{number}].body") for number, note in enumerate(self.issue.corrections)]
        bodies.append((self.issue.notices, "notices"))
        rest = (body_passages(blocks, path, language, at, self._flows) for blocks, path in bodies)
        return tuple(chain(*self.story_passages, *rest))

    @cached_property
    def _flows(self) -> count[int]:
        return count(1)

    @cached_property
    def strings(self) -> tuple[tuple[str, Location | None, str], ...]:
        """Each text of the issue with its line and field, except texts of drafts and left-out stories."""
        return tuple(strings(self.issue, self._gone))

    @cached_property
    def _gone(self) -> frozenset[str]:
        """The ids of drafts and left-out stories."""
        return frozenset(story.id for story in self.issue.articles).difference(story.id for story in self.stories)

    @cached_property
    def joined(self) -> str:
        """The texts of ``strings`` as one: a rule that looks for odd characters finds here at once that there are none.

        Their places are worked out only for an issue that has some.
        """
        return "\n".join(texts(self.issue, self._gone))

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id that a list or a link may name, also those of drafts and left-out stories."""
        return frozenset(story.id for story in self.issue.articles).union(self.options.leave_out)

    @cached_property
    def doubled(self) -> frozenset[str]:
        """Ids that several stories have. Rule N07 reports them.

        Other rules skip them, since the id means no single story.
        """
        counts = Counter(story.id for story in self.issue.articles)
        return frozenset(story for story, count in counts.items() if count > 1)

    @cached_property
    def complete(self) -> Issue:
        """The issue with everything filled in that a build derives."""
        return complete(self.issue, self.options.leave_out)

    @cached_property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """The issues in the folders beside this one: up to four before it and four after it."""
        return neighbours(self.inputs, self.issue.publication) if self.inputs else ()

    @cached_property
    def uses(self) -> tuple[PhotoUse, ...]:
        """Every place that shows a photo."""
        return tuple(uses(self.issue, ads=self.options.keep_ads))

    @cached_property
    def photos(self) -> tuple[tuple[PhotoUse, ...], ...]:
        """The uses of each photo, in the order of first use.

        Photos of drafts and left-out stories are not among them.
        """
        shown: dict[str, list[PhotoUse]] = {}
        for use in self.uses:
            if use.owner not in self._gone:
                shown.setdefault(photo_key(use.photo), []).append(use)
        return tuple(tuple(places) for places in shown.values())

    @cached_property
    def absent(self) -> frozenset[str]:
        """Photos whose file does not exist, by the names that the issue gives them."""
        named = {shown[0].photo.file for shown in self.photos if shown[0].photo.data is None}
        return frozenset(file for file in named if self._lacks(file))

    def _lacks(self, file: str) -> bool:
        name = self.inputs.resolve("", file) if self.inputs else None
        return bool(self.inputs and name is not None and not self.inputs.has(name))

    def language(self, story: Article | None = None) -> str:
        """Return the primary language of a story, else of the publication: ``zh``."""
        tag = (story.lang if story else "") or self.issue.publication.language
        return tag.partition("-")[0].lower()

    def about(self, key: str, story: Article, path: str, at: Location | None = None, /, **args: object) -> Finding:
        """Make a finding about a field of a story, or about a block of it at ``at``."""
        where = at or place(story.at, path) or _first(story)
        named = path if story.at else f"articles[{story.id}].{path}"
        return finding(key, where, named, **args)

    def about_issue(self, key: str, path: str, /, **args: object) -> Finding:
        """Make a finding about a field of the issue."""
        return finding(key, place(self.issue.at, path), path, **args)

    def about_publication(self, key: str, path: str, /, **args: object) -> Finding:
        """Make a finding about a field of the publication."""
        at = self.issue.publication.at
        return finding(key, place(at, path), path if at else f"publication.{path}", **args)


def _first(story: Article) -> Location | None:
    """Return where the text of a story begins; an importer may know the places of blocks only."""
    return next((block.at for block in story.body if block.at), None)


def worded(key: str, guess: str) -> str:
    """Return the row of a message: ``N02.near`` where there is a guess of what was meant, else ``N02``."""
    return f"{key}.near" if guess else key


def near(word: str, known: Iterable[str]) -> str:
    """Return the known word that was probably meant; empty when none is similar."""
    return near_word(word, sorted(set(known)), cutoff=0.5)
