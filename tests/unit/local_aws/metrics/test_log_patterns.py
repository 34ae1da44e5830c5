"""Which log lines a metric filter counts, and which values a line carries."""

import json

import pytest

from daybook_local.aws.metrics.embedded_metrics import measurements_in
from daybook_local.aws.metrics.log_patterns import LogPatternError, parse_pattern

LINE = json.dumps({"level": "ERROR", "count": 3, "ok": True, "outer": {"inner": "x-1"}})


@pytest.mark.parametrize(
    ("pattern", "takes"),
    [
        ('{ $.level = "ERROR" }', True),
        ("{ $.level = INFO }", False),
        ('{ $.level != "INFO" }', True),
        ("{ $.count > 2 }", True),
        ("{ $.count >= 4 }", False),
        ("{ $.ok = true }", True),
        ('{ $.outer.inner = "x-*" }', True),
        ('{ $.missing != "x" }', False),
        ('{ $.level = "ERROR" && $.count = 4 }', False),
        ('{ $.level = "INFO" || $.count = 3 }', True),
        ("ERROR inner", True),
        ("ERROR -inner", False),
        ("?INFO ?ERROR", True),
        ('"level"', True),
        ("", True),
    ],
)
def test_a_pattern_takes_the_lines_that_cloudwatch_takes(pattern, takes):
    assert parse_pattern(pattern).matches(LINE) is takes


@pytest.mark.parametrize("pattern", ['{ ($.a = "b") && $.c = 1 }', "{ $.a IS NULL }", "[ip, user]"])
def test_a_pattern_beyond_these_forms_is_refused_and_not_guessed(pattern):
    with pytest.raises(LogPatternError):
        parse_pattern(pattern)


def test_a_json_pattern_takes_no_plain_line():
    assert not parse_pattern('{ $.level = "ERROR" }').matches("level ERROR")


def test_an_embedded_metric_counts_once_per_set_of_dimensions_and_value():
    directive = {
        "Namespace": "Daybook",
        "Dimensions": [[], ["Queue"]],
        "Metrics": [{"Name": "LocationDayPosted", "Unit": "Count"}],
    }
    line = {"_aws": {"Timestamp": 1795521601000, "CloudWatchMetrics": [directive]}, "Queue": "q"}

    found = list(measurements_in(json.dumps(line | {"LocationDayPosted": [1, 2]})))

    assert [(one.value, one.dimensions) for one in found] == [
        (1, {}),
        (2, {}),
        (1, {"Queue": "q"}),
        (2, {"Queue": "q"}),
    ]
    assert found[0].at.isoformat() == "2026-11-24T12:00:01+00:00"


@pytest.mark.parametrize("line", ["plain", "{not json", '{"a": 1}', '{"_aws": {"Timestamp": 1}}', '{"_aws": 1}'])
def test_a_line_that_carries_no_metric_is_nothing(line):
    assert list(measurements_in(line)) == []
