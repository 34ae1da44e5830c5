"""Bodies for location-days: lists of the log, one day in detail, and the progress of a sync."""

from datetime import date

from daybook.contracts.contract import Instant
from daybook.contracts.http.body import HttpBody, RequestBody
from daybook.contracts.http.problem import ProblemBody
from daybook.domain.catalogue.entries import Actor
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.day_state import DayAction, DayState, NextStep
from daybook.domain.sync.day_story import Lies
from daybook.domain.sync.directives import Place
from daybook.domain.sync.location_day import SyncState


class DocumentBody(HttpBody):
    """A document in QuickBooks and where to look at it."""

    kind: DocumentKind
    number: str
    total_minor: int
    url: str


class DirectiveBody(HttpBody):
    """What a person asked and no worker has carried out yet: the day out of the books, or back in."""

    place: Place
    asked_at: Instant


class FiguresBody(HttpBody):
    """What a location-day sold and took in, in minor units; net sales are before taxes, collected is by all tenders.

    `due_to_bank_minor` is what of it is on its way to a bank; a day that an earlier release posted has none.
    """

    net_sales_minor: int
    taxes_minor: int
    tips_minor: int
    collected_minor: int
    due_to_bank_minor: int | None = None


class WaitingBody(HttpBody):
    """What talech tells of a held day and the books do not hold; `moved_minor` is what that would move, if known."""

    figures: FiguresBody
    moved_minor: int | None = None


class DayBody(HttpBody):
    """A location-day of the log; `directive` while a request to take it out or bring it back is under way.

    `day_state` is its state as pages say it. `lies` says whether it is in the books, `figures` what they hold,
    `waiting` what they do not hold yet. A person accepted `accepted_minor` of difference to talech. QuickBooks last
    told what it holds at `proved_at`, and while `proof_current` nothing is known to have happened since. `who_acts` and
    `next_step` say who must do what: `nobody` and `nothing` where the day is as it should be.
    """

    business_date: date
    location: str
    state: SyncState
    document: DocumentBody | None = None
    gaps: tuple[str, ...] = ()
    problem: ProblemBody | None = None
    directive: DirectiveBody | None = None
    day_state: DayState
    lies: Lies
    who_acts: Actor
    next_step: NextStep
    figures: FiguresBody | None = None
    waiting: WaitingBody | None = None
    accepted_minor: int | None = None
    proved_at: Instant | None = None
    proof_current: bool
    attempts: int
    revision: int
    updated_at: Instant


class DayListBody(HttpBody):
    """Days, newest first; `csv` and `xlsx` are addresses of the same days as a file for spreadsheets.

    `next` is the key of the days before these: ask again with `before`. It is absent where there are none.
    """

    currency: str
    days: tuple[DayBody, ...]
    csv: str
    xlsx: str
    next: str | None = None


class DayChoiceListBody(HttpBody):
    """The days of a range that an action would change: a dry run."""

    days: tuple[DayBody, ...]


class LineBody(HttpBody):
    """What one role put on one account; debits are positive."""

    role: str
    location: str
    account_id: str
    account: str
    amount_minor: int


class ProofFieldBody(HttpBody):
    """One figure on three sides; talech's is missing where its report lacks the field."""

    location: str
    field: str
    talech_minor: int | None = None
    daybook_minor: int
    quickbooks_minor: int


class StoreDifferenceBody(HttpBody):
    """What the lines of a store's orders leave open of their totals, where it is above the merchant's limit."""

    store: str
    open_minor: int
    sales_minor: int
    limit_minor: int


class OrderDifferenceBody(HttpBody):
    """An order whose total is not what its lines and taxes add up to."""

    store: str
    order_id: str
    total_minor: int
    parts_minor: int


class DayDetailBody(HttpBody):
    """A location-day with its lines, its proof, and what may be done to it.

    `store_differences` and `order_differences` hold the day, or mark it where the merchant posts and flags. `moved`
    says what QuickBooks moved of it since, although its documents are as they were.
    """

    currency: str
    day: DayBody
    lines: tuple[LineBody, ...]
    proof: tuple[ProofFieldBody, ...]
    actions: tuple[DayAction, ...]
    store_differences: tuple[StoreDifferenceBody, ...] = ()
    order_differences: tuple[OrderDifferenceBody, ...] = ()
    moved: tuple[ProblemBody, ...] = ()


class ActionBody(RequestBody):
    """What to do to a day."""

    action: DayAction


class SyncRequestBody(RequestBody):
    """A range of at most thirty business dates; without a location, all of them."""

    first: date
    last: date
    location: str | None = None


class LocationProgressBody(HttpBody):
    """Days done of days due."""

    location: str
    done: int
    due: int


class ProgressBody(HttpBody):
    """How far the range has come that was asked for last; `tied_fields` and `differing_fields` once it is finished."""

    first: date
    last: date
    finished: bool
    done: int
    due: int
    locations: tuple[LocationProgressBody, ...]
    changed_at: Instant
    tied_fields: int | None = None
    differing_fields: int | None = None
