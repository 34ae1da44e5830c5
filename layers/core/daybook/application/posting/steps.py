"""The steps that `decide` can return: each is a value that names what the worker does next for a day."""

from dataclasses import dataclass
from datetime import date, datetime

from daybook.domain.errors import NeedsAttentionError
from daybook.domain.fingerprint import is_of
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncState


@dataclass(frozen=True, slots=True)
class Figures:
    """The facts about talech's figures of the day that a decision needs.

    `content_hash` identifies the figures, `lines_hash` the figures with their accounts; the `unversioned` ones are the
    same hashes as earlier releases stored them. `kind` is the merchant's choice for the date; `is_empty`: nothing must
    be booked.
    """

    content_hash: str
    lines_hash: str
    kind: DocumentKind
    is_empty: bool = False
    unversioned_content_hash: str = ""
    unversioned_lines_hash: str = ""

    def are_known_as(self, stored: str) -> bool:
        """Whether a stored hash identifies these figures.

        Raises:
            RetriableError: a later release stored it.
        """
        return is_of(stored, self.content_hash, lambda: self.unversioned_content_hash)

    def lines_are_known_as(self, stored: str) -> bool:
        """Whether a stored hash identifies these figures on these accounts.

        Raises:
            RetriableError: a later release stored it.
        """
        return is_of(stored, self.lines_hash, lambda: self.unversioned_lines_hash)


@dataclass(frozen=True, slots=True)
class Period:
    """Whether the date is known to be closed, and the merchant's policy for that.

    `first_open` is the date for a correction; `may_correct`: the merchant chose corrections there. `refusal` is
    QuickBooks' answer to a document that was just sent for the date.
    """

    is_closed: bool
    first_open: date
    may_correct: bool = False
    refusal: NeedsAttentionError | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """Send the same bytes under the same id again: no answer was seen, and a look-up found no result."""


@dataclass(frozen=True, slots=True)
class LookAgain:
    """Look up once more: as in `Repeat`, but the day must be out of the books, and a query may be delayed."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Forget:
    """Drop the call: two look-ups found no result, so QuickBooks never carried it out."""


@dataclass(frozen=True, slots=True)
class Write:
    """Bring the day's own document to the figures: create, amend, replace by another kind, or complete it."""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Remove a correction that QuickBooks stored with its own tax."""


@dataclass(frozen=True, slots=True)
class TakeOut:
    """Remove every document of the day: a person wants it out (`undone`), or it has no sales any more (`empty`).

    `due`: it is posted again afterwards.
    """

    ends_as: SyncState


@dataclass(frozen=True, slots=True)
class Correct:
    """Post the missing amounts as a document in the first open period."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Nothing to do: the books have the figures."""


@dataclass(frozen=True, slots=True)
class KeepAsEdited:
    """Nothing to do: a person edited the document and keeps it."""


@dataclass(frozen=True, slots=True)
class End:
    """Nothing to do: the day is `empty`, or stays `undone`."""

    state: SyncState


@dataclass(frozen=True, slots=True)
class Hold:
    """Hold the day: a person must act first."""

    stop: NeedsAttentionError


Step = Repeat | LookAgain | Forget | Write | TakeBack | TakeOut | Correct | Keep | KeepAsEdited | End | Hold
