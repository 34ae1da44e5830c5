"""What a worker does next about a day: values that `decide` returns and `post_location_day` acts on."""

from dataclasses import dataclass
from datetime import date, datetime

from daybook.domain.errors import NeedsAttentionError
from daybook.domain.fingerprint import is_of
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncState


@dataclass(frozen=True, slots=True)
class Figures:
    """The day as talech tells it, as far as a decision needs it.

    `content_hash` identifies the figures, `lines_hash` the figures with their accounts; the `unversioned` ones are what
    releases before them called the same. `kind` is what the merchant chose for the date; `is_empty` says that nothing
    is to be booked.
    """

    content_hash: str
    lines_hash: str
    kind: DocumentKind
    is_empty: bool = False
    unversioned_content_hash: str = ""
    unversioned_lines_hash: str = ""

    def are_known_as(self, stored: str) -> bool:
        """Whether a hash on record is one of these figures.

        Raises:
            RetriableError: a release after this one stored it.
        """
        return is_of(stored, self.content_hash, lambda: self.unversioned_content_hash)

    def lines_are_known_as(self, stored: str) -> bool:
        """Whether a hash on record is one of these figures on these accounts.

        Raises:
            RetriableError: a release after this one stored it.
        """
        return is_of(stored, self.lines_hash, lambda: self.unversioned_lines_hash)


@dataclass(frozen=True, slots=True)
class Period:
    """Whether the date is known to be closed, and what the merchant wants then.

    `first_open` is the date that a correction would have; `may_correct` says that they chose corrections there.
    `refusal` is QuickBooks' own, of a document that was just sent for the date.
    """

    is_closed: bool
    first_open: date
    may_correct: bool = False
    refusal: NeedsAttentionError | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """A call whose answer was not seen, and of which the books hold nothing: the same bytes, under the same id."""


@dataclass(frozen=True, slots=True)
class LookAgain:
    """The same, but the day is to lie in no books any more: a second look, so that a query that lags cannot lie."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Forget:
    """Two looks have found nothing: the call was never carried out."""


@dataclass(frozen=True, slots=True)
class Write:
    """Bring the day's own document to the figures: made, amended in place, replaced by another kind, or finished."""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Remove a correction that QuickBooks stored with a tax of its own."""


@dataclass(frozen=True, slots=True)
class TakeOut:
    """Remove every document of the day: a person wants it out (`undone`), or it has no sales any more (`empty`).

    `due` where it is posted anew afterwards.
    """

    ends_as: SyncState


@dataclass(frozen=True, slots=True)
class Correct:
    """Put what the books lack into a document in the first open period."""


@dataclass(frozen=True, slots=True)
class Keep:
    """The books hold the figures."""


@dataclass(frozen=True, slots=True)
class KeepAsEdited:
    """A person has edited the document and wants it so."""


@dataclass(frozen=True, slots=True)
class End:
    """There is nothing to do: the day is `empty`, or stays `undone`."""

    state: SyncState


@dataclass(frozen=True, slots=True)
class Hold:
    """A person must act first."""

    stop: NeedsAttentionError


Step = Repeat | LookAgain | Forget | Write | TakeBack | TakeOut | Correct | Keep | KeepAsEdited | End | Hold
