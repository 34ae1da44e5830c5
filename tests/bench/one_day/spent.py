"""What parts of a location's business date asked of AWS and of both vendors, counted at the doors of the real code."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any


@dataclass(frozen=True)
class Invocation:
    """One run of a function.

    `round_trips` are answers of vendors that it waited for one after the other, `aws_calls` the requests to AWS it made
    (one after the other too), `cpu_seconds` its own processor time with that of the client libraries, without that of
    simulators and stores.
    """

    function: str
    round_trips: int
    aws_calls: int
    cpu_seconds: float


@dataclass
class Spent:
    """What one part of a location's business date came to. `requests` are by service and operation."""

    requests: Counter[tuple[str, str]] = field(default_factory=Counter)
    vendor_calls: Counter[str] = field(default_factory=Counter)
    invocations: list[Invocation] = field(default_factory=list)
    read_units: float = 0.0
    write_units: float = 0.0
    sent_bytes: int = 0
    log_bytes: int = 0
    log_lines: int = 0
    metered_reads: int = 0
    metrics: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Use:
    """`Spent` as plain figures, which can be shared out. `runs` are invocations by function; CPU is in seconds."""

    requests: Mapping[tuple[str, str], float] = field(default_factory=dict)
    vendor_calls: Mapping[str, float] = field(default_factory=dict)
    runs: Mapping[str, float] = field(default_factory=dict)
    round_trips: float = 0.0
    aws_calls: float = 0.0
    cpu_seconds: float = 0.0
    read_units: float = 0.0
    write_units: float = 0.0
    sent_bytes: float = 0.0
    log_bytes: float = 0.0
    log_lines: float = 0.0
    metered_reads: float = 0.0

    def of_service(self, service: str) -> float:
        """How many requests a service got."""
        return sum(number for (name, _), number in self.requests.items() if name == service)


def use_of(spent: Spent) -> Use:
    """The figures of a part."""
    kept = ("read_units", "write_units", "sent_bytes", "log_bytes", "log_lines", "metered_reads")
    return Use(
        requests=dict(spent.requests),
        vendor_calls=dict(spent.vendor_calls),
        runs=Counter(run.function for run in spent.invocations),
        round_trips=sum(run.round_trips for run in spent.invocations),
        aws_calls=sum(run.aws_calls for run in spent.invocations),
        cpu_seconds=sum(run.cpu_seconds for run in spent.invocations),
        **{name: getattr(spent, name) for name in kept},
    )


def weighed(parts: Iterable[tuple[float, Use]]) -> Use:
    """The sum of parts, each so many times."""
    total: dict[str, Any] = {}
    for times, part in parts:
        for each in fields(Use):
            value = getattr(part, each.name)
            if isinstance(value, Mapping):
                sums = total.setdefault(each.name, {})
                for name, number in value.items():
                    sums[name] = sums.get(name, 0.0) + times * number
            else:
                total[each.name] = total.get(each.name, 0.0) + times * value
    return Use(**total)


@dataclass(frozen=True)
class Shares:
    """What a part asks for with each location, and what a stack asks for anyway."""

    each: Use
    anyway: Use

    @classmethod
    def of(cls, one: Use, many: Use, locations: int) -> "Shares":
        """From the same part of a stack with one location and of one with `locations`."""
        each = weighed([(1 / (locations - 1), many), (-1 / (locations - 1), one)])
        if each.cpu_seconds < 0:  # what is measured may be smaller than how exactly
            each = replace(each, cpu_seconds=0.0)
        return cls(each, weighed([(1.0, one), (-1.0, each)]))

    def per_location(self, locations: int) -> Use:
        """What falls to one location of a stack."""
        return weighed([(1.0, self.each), (1 / locations, self.anyway)])
