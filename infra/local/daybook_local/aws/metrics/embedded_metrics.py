"""CloudWatch's embedded metric format: metrics inside a JSON log line, as Powertools and others write them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Measurement:
    """One value of one metric."""

    namespace: str
    name: str
    value: float
    unit: str
    dimensions: dict[str, str]
    at: datetime

    def as_datum(self) -> dict[str, Any]:
        """What PutMetricData takes."""
        return {
            "MetricName": self.name,
            "Value": float(self.value),
            "Unit": self.unit,
            "Timestamp": self.at,
            "Dimensions": [{"Name": name, "Value": value} for name, value in self.dimensions.items()],
        }


def measurements_in(line: str) -> Iterator[Measurement]:
    """Every value that a log line carries, once per set of dimensions; none for any other line."""
    if not line.lstrip().startswith("{") or '"_aws"' not in line:
        return
    try:
        document = json.loads(line)
        header = document["_aws"]
        at = datetime.fromtimestamp(header["Timestamp"] / 1000, UTC)
        for directive in header["CloudWatchMetrics"]:
            for names in directive.get("Dimensions") or [[]]:
                dimensions = {name: str(document[name]) for name in names}
                for metric in directive["Metrics"]:
                    values = document[metric["Name"]]
                    for value in values if isinstance(values, list) else [values]:
                        yield Measurement(
                            directive["Namespace"],
                            metric["Name"],
                            value,
                            metric.get("Unit", "None"),
                            dimensions,
                            at,
                        )
    except (KeyError, TypeError, ValueError):
        return  # CloudWatch ignores a line that does not keep to the format
