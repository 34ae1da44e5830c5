"""Batch: up to thirty independent items in one call (docs/quickbooks.md 2.5)."""

from quickbooks_simulator.clock import Clock
from quickbooks_simulator.company.company_file import Company
from quickbooks_simulator.faults.refusals import ApiFault, refusal
from quickbooks_simulator.query.execution import run_query
from quickbooks_simulator.registry import BY_NAME
from quickbooks_simulator.state.meter import RealmMeter
from quickbooks_simulator.wire import Body
from quickbooks_simulator.writes.lifecycle import Write, Written, write

_LONGEST_BATCH_ID = 10
_LONGEST_REQUEST_ID = 36

_ITEM_KEYS = frozenset({"bId", "operation", "optionsData", "Query"})


class Batch:
    """One batch call for one company."""

    def __init__(self, company: Company, clock: Clock, meter: RealmMeter, request_id: str | None) -> None:
        self._company = company
        self._clock = clock
        self._meter = meter
        self._request_id = request_id
        self.written: list[Written] = []

    def run(self, body: Body) -> Body:
        """Carry out every item; an item that is refused does not stop the others.

        Raises:
            ApiFault: 1040 for more than thirty items, 2010 for a repeated `bId`, 2020 without any, 2130 for long ids.
        """
        items = body.get("BatchItemRequest")
        if not isinstance(items, list) or not items:
            raise refusal("2020", "Required parameter BatchItemRequest is missing in the request", "BatchItemRequest")
        most = self._company.switches.most_in_a_batch
        if len(items) > most:
            raise refusal("1040", f"{len(items)} items in one batch, at most {most} are supported")
        ids = [str(item.get("bId", "")) for item in items]
        if len(set(ids)) < len(ids):
            raise refusal("2010", "Each item of a batch needs a bId of its own", "bId")
        self._check_ids(items)
        return {"BatchItemResponse": [self._answer(item) for item in items]}

    def _check_ids(self, items: list[Body]) -> None:
        """The shorter limits apply to a batch that can be replayed."""
        if self._request_id is None:
            return
        too_long = [item for item in items if len(str(item.get("bId", ""))) > _LONGEST_BATCH_ID]
        if too_long or len(self._request_id) > _LONGEST_REQUEST_ID:
            raise refusal("2130", "requestid of a batch has at most 36 characters, each bId at most 10", "requestid")

    def _answer(self, item: Body) -> Body:
        answer: Body = {"bId": item.get("bId", "")}
        try:
            answer |= self._query(item["Query"]) if "Query" in item else self._write(item)
        except ApiFault as fault:
            if "Query" not in item:
                self._meter.refused()
            answer |= fault.body(self._company.language)
        return answer

    def _query(self, text: str) -> Body:
        self._meter.read("Query")
        return run_query(self._company, text, self._clock.now())

    def _write(self, item: Body) -> Body:
        names = item.keys() - _ITEM_KEYS
        definition = BY_NAME.get(next(iter(names), ""))
        if len(names) != 1 or definition is None:
            raise refusal("2010", f"A batch item needs one entity, not {sorted(names)}", "BatchItemRequest")
        if not item.get("operation"):
            raise refusal("2020", "Required parameter operation is missing in the request", "operation")
        include = frozenset(part.strip().lower() for part in item.get("optionsData", "").split(",") if part.strip())
        done = write(
            self._company,
            self._clock,
            Write(definition, item[definition.name], item.get("operation", ""), include),
        )
        self._meter.wrote(done.definition.name, done.verb)
        self.written.append(done)
        return done.answer
