"""Checks that the records of a sync log that was restored to an earlier instant were repaired (docs/decisions 137)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from daybook.adapters.aws.doctor.deployment import Deployment
from daybook.application.operating.findings import Finding, not_checked, ok, wrong
from daybook.application.operating.restored_log import UnrepairedDays
from daybook.application.ports import Clock
from daybook.domain.words import noted

RESTORED = noted("restored records")
# Changes that a restore lost are mostly of days before it: closings read a week again, people sync what is older.
_DAYS_BEFORE = timedelta(days=30)
# Workers write to the table that was lost until the stack takes the restored one.
_DAYS_AFTER = timedelta(days=7)
# The most that `daybook restore-check` takes at once.
_AT_ONCE = timedelta(days=29)

Unrepaired = Callable[[Deployment, date, date], Iterable[UnrepairedDays]]


class RestoreChecks:
    """Asks DynamoDB whether a table is a restored one, and compares records and proofs only then."""

    def __init__(self, unrepaired: Unrepaired, clock: Clock) -> None:
        self._unrepaired = unrepaired
        self._clock = clock

    def restored_records(self, deployment: Deployment) -> Iterator[Finding]:
        """No record of a restored sync log is older than its proof; proofs that were restored too prove nothing."""
        records, proofs = (_restored(deployment, name) for name in ("SyncLogTableName", "ProofTableName"))
        if records is None:
            yield ok(RESTORED, noted("the sync log is no restored table"))
            return
        told = {"instant": f"{records.to:%Y-%m-%d %H:%M} UTC"}
        if records.is_under_way:
            yield not_checked(RESTORED, noted("a restore is under way"), noted("call this again"))
            return
        if proofs is not None:
            step = noted("docs/operating.md, *Sync log restored*: daybook restore-check for each merchant")
            yield not_checked(RESTORED, noted("records and proofs were restored: neither shows what was lost"), step)
            return
        first = records.to.date() - _DAYS_BEFORE
        last = min(self._clock.now(), records.made_at + _DAYS_AFTER).date()
        left = tuple(self._unrepaired(deployment, first, last))
        for each in left:
            yield _left(each, told)
        if not left:
            yield ok(RESTORED, noted("the sync log was restored to {instant}, and agrees with the proofs"), **told)


class _Restore:
    """To which instant a table was restored, and when it was made."""

    def __init__(self, table: dict[str, Any]) -> None:
        summary = table["RestoreSummary"]
        self.to: datetime = summary["RestoreDateTime"]
        self.is_under_way: bool = summary.get("RestoreInProgress", False)
        self.made_at: datetime = table["CreationDateTime"]


def _restored(deployment: Deployment, output: str) -> _Restore | None:
    dynamodb = deployment.clients.of_operators("dynamodb")
    table = dynamodb.describe_table(TableName=deployment.outputs[output])["Table"]
    return _Restore(table) if table.get("RestoreSummary") else None


def _left(days: UnrepairedDays, told: dict[str, str]) -> Finding:
    step = noted("daybook restore-check --merchant {merchant} --from {first} --to {last} --repair")
    values = {
        "merchant": days.merchant_id,
        "count": days.count,
        "first": days.first,
        "last": min(days.last, days.first + _AT_ONCE),
    }
    found = noted("the sync log was restored to {instant}: {count} records of {merchant} are behind their proofs")
    return wrong(RESTORED, found, step, **told, **values)
