"""A day from talech's raw answers to what is sent to QuickBooks, without either of them: what Daybook takes itself.

The bytes are those of talech's simulator, kept from one reading over HTTP. A second reading gets them at the door of
the transport, so that sockets and `requests` are not in the figure; parsing, adding up, mapping and writing are.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from contract.quickbooks_adapter.every_ledger.two_ledgers import Simulated
from contract.talech_adapter.reading import Reading
from daybook.adapters.quickbooks.documents.kinds import rendered
from daybook.adapters.quickbooks.http.wire import dumps
from daybook.adapters.talech.http.transport import Reply, Transport
from daybook.application.posting.reading.read_sales_days import read_sales_days
from daybook.application.posting.reading.wanted import Wanted
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.company.connection import Connection, ConnectionStatus
from daybook.domain.day.orders import DayActivity
from daybook.domain.merchant.profile import Location
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import LocationDay
from default_mapping import default_mapping
from quickbooks_simulator import QuickBooksSimulator
from simulators.talech.busy_day import busy_day
from simulators.talech.shop import QUEEN, merchant_file, write_folder
from talech_simulator import Quirks, TalechSimulator, load_folder

ON = date(2026, 3, 6)
_LONG_AFTER = datetime(2026, 6, 1, tzinfo=UTC)
_DAY_ENDS = "2026-03-07T09:00:00Z"


class KeptAnswers:
    """talech's answers by what was asked; a call that is not among them goes out and is kept."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._replies: dict[str, Reply] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    @property
    def bodies(self) -> list[bytes]:
        """The raw JSON of all of them."""
        return [reply.body for reply in self._replies.values()]

    def post(self, path: str, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Reply:
        """The answer to a call."""
        asked = f"{path} {body}"
        kept = self._replies.get(asked)
        if kept is None:
            kept = self._replies[asked] = self._transport.post(path, body, headers)
        return kept


class KeptDay:
    """One business date of a shop with so many orders, of which every answer is kept."""

    def __init__(self, reading: Reading, quickbooks: QuickBooksSimulator) -> None:
        self._source, self._profile = reading.source, reading.profile
        self.location: Location = reading.location()
        self.tender_kinds: Mapping[str, str] = reading.tender_kinds
        books = Simulated(quickbooks)
        self._mapping = default_mapping(self._profile, books.ledger)
        self._connection = Connection(
            reading.merchant_id, books.ledger.company(), ConnectionStatus.CONNECTED, datetime(2026, 3, 1, tzinfo=UTC)
        )
        self._day = LocationDay(reading.merchant_id, ON, self.location.id)
        self._kept = KeptAnswers(self._source._client._transport)
        self._source._client._transport = self._kept
        self.activity: DayActivity = self._source.day_activity(self.location, ON)
        self.bodies = self._kept.bodies

    @property
    def megabytes(self) -> float:
        """The size of talech's answers."""
        return sum(map(len, self.bodies)) / 1e6

    def to_document(self) -> str:
        """What is sent to QuickBooks, from the raw answers."""
        reading = read_sales_days(self._day, self._profile, self._connection, self._source)
        wanted = Wanted.of(self._connection, self._mapping, reading)
        document = wanted.document(self._day, DocumentKind.JOURNAL_ENTRY, 1)
        return dumps(rendered(document, CompanyReferences(), self._connection.company.country))

    def parsed(self) -> list[Any]:
        """The same bytes, parsed by the standard library and nothing else."""
        return [json.loads(body) for body in self.bodies]


@contextmanager
def kept_day(orders: int) -> Iterator[KeptDay]:
    """A day of ordinary orders: read once over HTTP, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="daybook-bench-") as place:
        folder = write_folder(Path(place) / "busy", _ordinary(orders), [], None, merchant_file())
        quirks = Quirks(difference_share=0.0)
        with (
            TalechSimulator([load_folder(folder)], clock=_LONG_AFTER, quirks=quirks) as talech,
            QuickBooksSimulator(throttled=False) as quickbooks,
        ):
            yield KeptDay(Reading(talech), quickbooks)


def _ordinary(count: int) -> list[dict[str, Any]]:
    """Orders that close within the day, in the one shop."""
    orders, _ = busy_day(7, orders=2 * count)
    closed = [each for each in orders if each["status"] == "CLOSED" and each["closed_at"] < _DAY_ENDS]
    return [each for each in closed if not each.get("training") and each["location_id"] == QUEEN][:count]
