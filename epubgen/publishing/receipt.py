# SPDX-License-Identifier: AGPL-3.0-or-later
"""The receipt: what was built, its size, how it was checked, where it was delivered; as values and as JSON.

The fields have the order of the JSON.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any, Literal, TypeAlias

from epubgen import messages
from epubgen.errors import DeliveryError, Finding, Severity
from epubgen.publishing.delivery.exporter import SentPart
from epubgen.serialization.dataclass_json import DataclassJson, JsonForm, JsonShapeError, finding_form
from epubgen.startup import dataclass
from epubgen.version import __version__

__all__ = [
    "PROGRAM",
    "VERSION",
    "Arrival",
    "BuiltEdition",
    "ChannelFit",
    "DeliveryRecord",
    "MessageRef",
    "PublishError",
    "Receipt",
    "RevisionLine",
    "SentFile",
    "decode_receipt",
    "out",
    "phrase",
    "receipt_schema",
    "sorted_findings",
]

Json: TypeAlias = Any

VERSION = 1
"""Of the form of the JSON; another one is not read."""
PROGRAM = f"epubgen {__version__}"
"""What writes the receipt."""

ReceiptState = Literal["placing", "delivering", "stopped", "incomplete", "finished", "dry-run"]
DeliveryState = Literal["waiting", "sending", "delivered", "failed", "not-asked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRef:
    """A sentence, by its row in the message table."""

    key: str = ""
    args: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFit:
    """A way to send an EPUB, its size limit, and whether this EPUB fits."""

    name: str
    limit: int
    fits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltEdition:
    """A file that the run built."""

    name: str
    """Name of the edition."""
    wanted: str
    """The entry of ``publication.yaml`` that asks for it."""
    file: str
    """Its name in the folder of the receipt."""
    format: str
    target: str
    writing_mode: str
    title: str
    identifier: str
    size: int
    """Bytes."""
    sha256: str
    warn: int
    """Bytes from which on the target warns; 0: never."""
    stop: int
    """Bytes that the target bears; 0: any."""
    channels: tuple[ChannelFit, ...]
    stories: int
    photos: int
    modified: str
    """The instant that the file itself bears (``dcterms:modified``)."""
    words: str
    """A hash of the words that readers read."""
    built: str
    """When it was built; empty: not yet, in a dry run."""
    epubcheck: str
    """Version of EPUBCheck; empty: it did not run."""
    device: str
    """The device whose rules were held against it, too."""
    key: str
    """A hash of everything that it was built from."""
    findings: tuple[Finding, ...] = ()
    """What the build and the checks left."""
    mark: str = ""
    """What tells a correction from the first copy: ``更正版``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file as it was sent."""

    edition: str
    file: str
    identifier: str
    size: int
    sha256: str
    modified: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """The last successful delivery."""

    at: str
    where: str
    said: MessageRef
    copies: tuple[SentFile, ...]
    """The files that went."""
    order: str
    """A hash of the exporter and its settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRecord:
    """A delivery and its state."""

    name: str
    exporter: str
    state: DeliveryState
    """``sending`` in a receipt that nobody works on any more: it may have arrived or not."""
    where: str
    """The place without secrets."""
    tried: bool = False
    """Whether the last run sent it, or tried to."""
    attempts: int = 0
    """How often it was tried since it last arrived."""
    started: str = ""
    ended: str = ""
    copies: tuple[SentFile, ...] = ()
    """Its files in the folder: what is to go, or what stands for ``last.copies`` since epubgen was upgraded."""
    findings: tuple[Finding, ...] = ()
    last: Arrival | None = None
    arrived: tuple[SentPart, ...] = ()
    """Of ``copies``, what single readers have, where the exporter reaches each by itself: nobody gets it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionLine:
    """A line about a correction."""

    text: str
    date: str
    """Its day: ``2026-06-05``."""
    articles: tuple[str, ...] = ()
    """The stories that it changed, by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What ``publish`` did for one issue. Instants are UTC: ``2026-06-05T21:04:09Z``."""

    version: int = VERSION
    program: str
    """``epubgen 0.2.0``."""
    state: ReceiptState
    started: str
    ended: str = ""
    publication: str
    """Id of the publication."""
    title: str
    """Title of the publication."""
    date: str
    """Day of the issue."""
    number: str
    """As printed: ``No. 12``."""
    identifier: str
    time_zone: str = ""
    """That of the publication: the text gives instants by its clock; empty: by that of the system."""
    revision: str = ""
    """What ``--revision`` said."""
    revisions: tuple[RevisionLine, ...] = ()
    """The lines about corrections in the imprint that ``issue.yaml`` does not hold, the last one too."""
    command: str
    """What to type to go on."""
    folder: str
    """Where the files lie."""
    digest: str
    """A hash of the issue."""
    findings: tuple[Finding, ...] = ()
    """What lint left, and what concerns the receipt."""
    editions: tuple[BuiltEdition, ...] = ()
    deliveries: tuple[DeliveryRecord, ...] = field(default=())

    @property
    def failures(self) -> tuple[Finding, ...]:
        """Return the errors of the deliveries that failed."""
        failed = [entry for entry in self.deliveries if entry.state == "failed"]
        return tuple(f for entry in failed for f in entry.findings if f.severity is Severity.ERROR)

    def text(self, lang: str = "en") -> str:
        """Return the receipt on one screen, as ``epubgen publish`` prints it, in ``en`` or ``zh``."""
        from epubgen.publishing.receipt_text import receipt_text  # noqa: PLC0415 - it imports this module

        return receipt_text(self, lang)

    def __str__(self) -> str:
        return self.text()

    def as_json(self, lang: str = "en") -> dict[str, Json]:
        """Return the JSON object that ``epubgen publish --json`` prints; sentences in ``en`` or ``zh``."""
        found: dict[str, Json] = _form(lang).encode(self)
        return found


class PublishError(DeliveryError):
    """An issue was built but not delivered everywhere.

    ``receipt`` says what was delivered; the next run tries the rest.
    """

    def __init__(self, receipt: Receipt) -> None:
        self.receipt = receipt
        super().__init__(*receipt.failures)

    def __reduce__(self) -> tuple[type[PublishError], tuple[Receipt]]:
        return PublishError, (self.receipt,)  # an exception is pickled by its arguments: these are the findings


def out(entry: DeliveryRecord) -> tuple[SentFile, ...]:
    """Return the files that were delivered, or may have been.

    A delivery that was interrupted, or partly accepted, counts.
    """
    whole = entry.last.copies if entry.last else ()
    in_part = entry.arrived or any(found.key == "EG064.accepted" for found in entry.findings)
    return (*whole, *entry.copies) if entry.state == "sending" or in_part else whole


def sorted_findings(receipt: Receipt) -> tuple[Finding, ...]:
    """Return every remaining finding once, the worst first."""
    found = [*receipt.findings, *(f for made in receipt.editions for f in made.findings)]
    found += [f for entry in receipt.deliveries for f in entry.findings]
    order = list(Severity)
    return tuple(sorted(dict.fromkeys(found), key=lambda entry: order.index(entry.severity)))


def phrase(words: MessageRef, lang: str) -> str:
    """Return the sentence of a reference; a plug-in may use a row that the message table does not have."""
    if not messages.is_worded(words.key):
        return messages.label("receipt.sent", lang)
    try:
        return messages.message(words.key, words.args, lang)
    except (KeyError, IndexError, ValueError):
        return messages.label("receipt.sent", lang)


def decode_receipt(raw: Json) -> Receipt:
    """Read a receipt from a JSON value. Unknown keys are ignored, because a newer version may add some.

    Raises:
        JsonShapeError: it is not a receipt; with the path of the first wrong value.
    """
    return _form("en").decode(Receipt, raw)


def receipt_schema() -> dict[str, Json]:
    """Return the JSON Schema of a receipt."""
    return _form("en").schema(Receipt, "Receipt of epubgen publish")


def _form(lang: str) -> DataclassJson:
    def written(words: MessageRef) -> Json:
        return {"key": words.key, "args": dict(words.args), "text": phrase(words, lang)}

    words_form = JsonForm(written, _words, _WORDS)
    return DataclassJson({Finding: finding_form(lang), MessageRef: words_form}, ignore_unknown=True)


def _words(raw: Json, path: str) -> MessageRef:
    if not isinstance(raw, dict) or not isinstance(raw.get("key", ""), str):
        raise JsonShapeError(path, "object with a key expected")
    args = raw.get("args", {})
    if not isinstance(args, dict):
        raise JsonShapeError(f"{path}.args", "object expected")
    return MessageRef(key=raw.get("key", ""), args=tuple((str(name), str(value)) for name, value in args.items()))


_WORDS = {
    "type": "object",
    "properties": {
        "key": {"type": "string"},
        "args": {"type": "object", "additionalProperties": {"type": "string"}},
        "text": {"type": "string"},
    },
    "required": ["key", "args", "text"],
    "additionalProperties": False,
}
