"""Create, update, delete and void: the life of a row, the same for all entities (docs/quickbooks.md 2)."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Literal

from quickbooks_simulator.clock import Clock
from quickbooks_simulator.company.applications import applied_minor
from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.entities.definition import Draft, EntityDefinition, Kind, VoidForm
from quickbooks_simulator.entities.fields import inspected
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.query.presentation import presented
from quickbooks_simulator.validation.periods import check_not_deposited, check_open_period, check_subscription
from quickbooks_simulator.wire import Body
from quickbooks_simulator.writes.side_effects import after_write
from quickbooks_simulator.writes.voiding import empty_document

Verb = Literal["create", "update", "delete", "void"]

OPERATIONS = frozenset({"", "create", "update", "delete", "void"})
OPTIONS = frozenset(
    {
        "void",
        "allowduplicatedocnum",
        "allowautodocnum",
        "donotupdateaccountontxns",
        "invoicelink",
        "enhancedallcustomfields",
    }
)
"""What `include` may say; anything else would be a client's typo that changes nothing (docs/quickbooks.md 13.14)."""

_SYSTEM_FIELDS = ("Id", "SyncToken", "domain", "sparse")


@dataclass(frozen=True, slots=True)
class Write:
    """A request to change one row."""

    definition: EntityDefinition
    body: Body
    operation: str = ""
    include: frozenset[str] = frozenset()

    @property
    def verb(self) -> Verb:
        """What the combination of URL and body asks for.

        Raises:
            ApiFault: 500 for an operation or an option that does not exist.
        """
        if self.operation not in OPERATIONS:
            raise refusal("500", f"Operation {self.operation} is not supported")
        unknown = self.include - OPTIONS
        if unknown:
            raise refusal("500", f"Option {min(unknown)} is not supported")
        if self.operation == "delete":
            return "delete"
        if self.operation == "void" or "void" in self.include:
            return "void"
        if self.operation == "update":
            return "update"
        return "update" if self.body.get("Id") not in (None, "", 0, "0") else "create"


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did."""

    verb: Verb
    definition: EntityDefinition
    record: Record
    answer: Body


def write(company: Company, clock: Clock, request: Write) -> Written:
    """Carry out a write.

    Raises:
        ApiFault: the shape, a rule or the state of the company forbids it; nothing was changed.
    """
    definition, verb = request.definition, request.verb
    check_subscription(company)
    if definition.kind in {Kind.READ_ONLY, Kind.SETTINGS}:
        raise refusal("500", f"Operation {verb} is not supported for {definition.name}")
    body = inspected(definition.shape, request.body, latin1_only=company.is_us)
    before = _stored(company, definition, body)
    record = _STEPS[verb](company, clock, request, body)
    after_write(company, record, before, request.include, clock.now())
    answer = (
        {"status": "Deleted", "domain": "QBO", "Id": record.id}
        if record.deleted
        else deepcopy(presented(company, definition, record))
    )
    return Written(verb, definition, record, {definition.name: answer})


def _stored(company: Company, definition: EntityDefinition, body: Body) -> Body:
    """The row as it was before the write, empty for a new one."""
    record = company.find(definition.name, body.get("Id"))
    return deepcopy(record.body) if record is not None else {}


def _create(company: Company, clock: Clock, request: Write, body: Body) -> Record:
    draft = Draft(company, _set_fields(body), clock.today().isoformat(), None, request.include, frozenset(body))
    request.definition.complete(draft)
    if request.definition.kind is Kind.NAME_LIST and request.definition.name != "TaxAgency":
        draft.body.setdefault("Active", True)
    _check_days(company, request.definition, [draft.body])
    return company.insert(request.definition.name, draft.body, clock.now())


def _update(company: Company, clock: Clock, request: Write, body: Body) -> Record:
    record = _current(company, request.definition, body)
    sparse = bool(body.get("sparse"))
    merged = {**deepcopy(record.body), **body} if sparse else {**_unchanging(request.definition, record), **body}
    draft = Draft(company, _set_fields(merged), clock.today().isoformat(), record, request.include, frozenset(body))
    request.definition.complete(draft)
    _check_days(company, request.definition, [record.body, draft.body])
    record.body = draft.body
    company.touch(record, clock.now())
    return record


def _delete(company: Company, clock: Clock, request: Write, body: Body) -> Record:
    if request.definition.kind is not Kind.TRANSACTION:
        raise refusal("500", f"Operation delete is not supported for {request.definition.name}; set Active to false")
    record = _current(company, request.definition, body)
    _check_days(company, request.definition, [record.body])
    record.deleted = True
    company.touch(record, clock.now())
    return record


def _void(company: Company, clock: Clock, request: Write, body: Body) -> Record:
    form = request.definition.void_form
    used = VoidForm.INCLUDE if "void" in request.include else VoidForm.OPERATION
    if form is not used:
        raise refusal("500", f"Operation void is not supported for {request.definition.name} in this form")
    record = _current(company, request.definition, body)
    _check_days(company, request.definition, [record.body])
    _check_unpaid(company, record)
    record.body = empty_document(record.body, company.decimal(0))
    record.voided = True
    company.touch(record, clock.now())
    return record


def _check_unpaid(company: Company, record: Record) -> None:
    if record.entity == "Invoice" and applied_minor(company, record.entity, record.id):
        raise refusal("6000", f"Invoice {record.id} has payments: remove them before it is voided")


_STEPS = {"create": _create, "update": _update, "delete": _delete, "void": _void}


def _set_fields(body: Body) -> Body:
    return {key: value for key, value in body.items() if value is not None and key not in _SYSTEM_FIELDS}


def _unchanging(definition: EntityDefinition, record: Record) -> Body:
    """What a full update cannot empty by leaving it out."""
    kept = ("Active", "TxnDate") if definition.kind is Kind.TRANSACTION else ("Active",)
    return {key: record.body[key] for key in kept if key in record.body}


def _current(company: Company, definition: EntityDefinition, body: Body) -> Record:
    """The row to be changed, if the request knows its latest version.

    Raises:
        ApiFault: 2020 without an id, 610 for an unknown one, 5010 for a stale SyncToken, 6540 inside a bank deposit.
    """
    identifier = body.get("Id")
    if identifier is None:
        raise refusal("2020", "Required parameter Id is missing in the request", "Id")
    record = company.find(definition.name, identifier)
    if record is None:
        raise refusal("610", f"{definition.name} {identifier} was not found")
    if body.get("SyncToken") is None:
        raise refusal("2020", "Required parameter SyncToken is missing in the request", "SyncToken")
    if body["SyncToken"] != str(record.version):
        raise refusal(
            "5010",
            "You and somebody else were working on this at the same time: "
            f"SyncToken is {record.version}, not {body['SyncToken']}",
        )
    check_not_deposited(company, record)
    return record


def _check_days(company: Company, definition: EntityDefinition, bodies: list[Body]) -> None:
    if definition.kind is Kind.TRANSACTION:
        check_open_period(company, [body["TxnDate"] for body in bodies])


def options_of(query: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """`operation` and `include` of a URL."""
    include = frozenset(part.strip().lower() for part in query.get("include", "").split(",") if part.strip())
    return query.get("operation", "").lower(), include
