"""The forms of all rows that are stored as the domain has them; each is published as a JSON Schema."""

from daybook.contracts.row import Row
from daybook.domain.audit import AuditRecord
from daybook.domain.circuit import Circuit
from daybook.domain.closing import ExpectedClosing
from daybook.domain.sent_calls import SentCall

AUDIT_RECORD = Row(AuditRecord, "stored-audit-record")
CIRCUIT = Row(Circuit, "stored-circuit")
EXPECTED_CLOSING = Row(ExpectedClosing, "stored-expected-closing")
SENT_CALL = Row(SentCall, "stored-sent-call")

STORED_ROWS = (AUDIT_RECORD, CIRCUIT, EXPECTED_CLOSING, SENT_CALL)
