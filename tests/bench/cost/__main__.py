"""`make cost`: a location's business date counted, and what a month of it costs by AWS service and at Intuit."""

import argparse
from collections.abc import Iterator, Mapping

from bench.cost.bill import DAYS_A_MONTH, Waiting, busy_seconds, by_service, cents, location_month
from bench.cost.looks import look_goals, look_months, tell_looks
from bench.cost.prices import AS_OF, TIERS, Unit, intuit_fee
from bench.cost.stack import StackMonth, stack_month
from bench.goals import Goal, at_most, print_table, tell
from bench.one_day.counted import Counted, counted
from bench.one_day.spent import Use, weighed

SIZES = {1_000: 1.0, 100_000: 0.4}
"""Merchants of one location, and the cents of AWS that a location-month may cost with so many."""
MOST_DYNAMODB, MOST_SQS, MOST_METRICS = 15, 6, 60


def main() -> None:
    """Count, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=100, help="orders of a business date")
    parser.add_argument("--vendor-seconds", type=float, default=0.3, help="how long a vendor takes to answer")
    given = parser.parse_args()
    day, waiting = counted(given.orders), Waiting(vendor=given.vendor_seconds)
    stack = stack_month(day.metrics)
    _tell_requests(day, stack, waiting)
    costs = {size: _cost(day, stack, size, waiting) for size in SIZES}
    _tell_costs(costs)
    _tell_intuit(day)
    months = look_months()
    tell_looks(months)
    tell("cost", (*goals(day, stack, costs), *look_goals(months)))


def goals(day: Counted, stack: StackMonth, costs: Mapping[int, Mapping[Unit, float]]) -> Iterator[Goal]:
    """Every goal of the command; what is missed names its largest part."""
    for size, most in SIZES.items():
        total = sum(costs[size].values())
        yield at_most(f"AWS cents per location-month, {size:,} merchants", total, most, _dearest(costs[size]))
    for name, service, most in (("DynamoDB", "dynamodb", MOST_DYNAMODB), ("SQS", "sqs", MOST_SQS)):
        for size in SIZES:
            parts = {part: shares.per_location(size).of_service(service) for part, shares in day.parts.items()}
            what = f"{name} requests per location-day, {size:,} merchants"
            yield at_most(what, sum(parts.values()), most, _largest(parts, "requests"))
    note = f"{stack.metrics} of them on an ordinary day"
    yield at_most("custom metrics", stack.defined_metrics, MOST_METRICS, note)


def _cost(day: Counted, stack: StackMonth, size: int, waiting: Waiting) -> dict[Unit, float]:
    return cents(location_month(day.parts.values(), stack, day.stored_bytes, size, waiting))


def _dearest(costs: Mapping[Unit, float]) -> str:
    """The dearest service, and what of it is dearest."""
    services = by_service(costs)
    name = next(iter(services))
    unit = max((each for each in costs if each.service == name), key=lambda each: costs[each])
    return f"{_largest(services, 'cents')}; {unit.partition(': ')[2]}: {costs[unit]:.3g}"


def _largest(parts: Mapping[str, float], of_what: str) -> str:
    name = max(parts, key=lambda part: parts[part])
    return f"{name}: {parts[name]:.3g} {of_what} of {sum(parts.values()):.3g}"


def _tell_requests(day: Counted, stack: StackMonth, waiting: Waiting) -> None:
    size = min(SIZES)
    uses = {part: shares.per_location(size) for part, shares in day.parts.items()}
    uses["portal"] = Use()
    uses["together"] = weighed((1.0, use) for use in uses.values())
    columns = ("requests per location-day", "DynamoDB", "RRU", "WRU", "SQS", "KMS", "talech", "QuickBooks")
    more = ("metered", "round trips", "own CPU ms", "Lambda s")
    rows = [(part, *_figures(use), *_times(use, stack.memory_mb, waiting)) for part, use in uses.items()]
    print_table(f"Counted, with {size:,} merchants", (*columns, *more), rows)


def _figures(use: Use) -> tuple[str, ...]:
    services = (use.of_service("dynamodb"), use.read_units, use.write_units, use.of_service("sqs"))
    vendors = (use.vendor_calls.get("talech", 0.0), use.vendor_calls.get("QuickBooks", 0.0), use.metered_reads)
    return tuple(f"{each:.4g}" for each in (*services, use.of_service("kms"), *vendors))


def _times(use: Use, memory_mb: int, waiting: Waiting) -> tuple[str, ...]:
    return tuple(
        f"{each:.3g}" for each in (use.round_trips, use.cpu_seconds * 1000, busy_seconds(use, memory_mb, waiting))
    )


def _tell_costs(costs: Mapping[int, Mapping[Unit, float]]) -> None:
    services = {size: by_service(units) for size, units in costs.items()}
    names = sorted(services[max(costs)], key=lambda name: -services[max(costs)][name])
    rows = [(name, *(f"{services[size][name]:.4f}" for size in costs)) for name in names]
    rows.append(("AWS together", *(f"{sum(each.values()):.4f}" for each in services.values())))
    columns = ("AWS service", *(f"{size:,} merchants" for size in costs))
    print_table(f"Cents per location-month, list prices of us-east-1 as of {AS_OF}", columns, rows)


def _tell_intuit(day: Counted) -> None:
    rows = []
    for size in SIZES:
        use = weighed((1.0, shares.per_location(size)) for shares in day.parts.values())
        reads = use.metered_reads * DAYS_A_MONTH * size
        tier, dollars = intuit_fee(reads)
        free = f"{TIERS[0].reads / size:,.0f}"
        rows.append((f"{size:,} merchants", f"{reads:,.0f}", tier, f"{100 * dollars / size:.4f}", free))
    columns = ("Intuit", "metered reads a month", "tier", "cents per location-month", "free reads per location-month")
    print_table("Intuit's metered reads", columns, rows)


if __name__ == "__main__":
    main()
