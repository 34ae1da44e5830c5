"""What must be true of drawer events and shifts beyond their shape."""

from collections.abc import Callable, Iterator

from talech_simulator.contract import DrawerEvent, DrawerShift, MerchantFile
from talech_simulator.folder.problems import Finding

_CASH_LEAVES = ("PAY_OUT", "DROP", "TIP_PAYOUT")


def drawer_findings(profile: MerchantFile) -> Callable[[DrawerEvent | DrawerShift], Iterator[Finding]]:
    """A check of drawer records that remembers the ids it has seen."""
    locations = {each.id for each in profile.locations}
    seen: set[tuple[str, str]] = set()

    def findings(record: DrawerEvent | DrawerShift) -> Iterator[Finding]:
        name = "drawer_event" if isinstance(record, DrawerEvent) else "drawer_shift"
        if (name, record.id) in seen:
            yield Finding(f"{name}.id", f"is {record.id!r} a second time; give each its own")
        seen.add((name, record.id))
        if record.location_id not in locations:
            words = f"is {record.location_id!r}, no location of merchant.json; use one of it or add it there"
            yield Finding(f"{name}.location_id", words)
        checks = _event_findings(record) if isinstance(record, DrawerEvent) else _shift_findings(record)
        yield from checks

    return findings


def _event_findings(event: DrawerEvent) -> Iterator[Finding]:
    if event.type in _CASH_LEAVES and event.amount_minor > 0:
        words = f"is {event.amount_minor}, but {event.type} takes cash out; write it negative"
        yield Finding("drawer_event.amount_minor", words)
    if event.type == "PAY_IN" and event.amount_minor < 0:
        words = f"is {event.amount_minor}, but PAY_IN brings cash in; write it positive"
        yield Finding("drawer_event.amount_minor", words)


def _shift_findings(shift: DrawerShift) -> Iterator[Finding]:
    if shift.closed_at is not None and shift.closed_at < shift.opened_at:
        words = f"is {shift.closed_at}, before opened_at {shift.opened_at}; correct one of them"
        yield Finding("drawer_shift.closed_at", words)
    if shift.expected_minor is None or shift.counted_minor is None:
        return
    difference = shift.counted_minor - shift.expected_minor
    if shift.difference_minor != difference:
        words = f"is {shift.difference_minor}, but counted - expected is {difference}; correct one of them"
        yield Finding("drawer_shift.difference_minor", words)
