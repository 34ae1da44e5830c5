"""A cold start pays for every module once. Counted in modules, so that the figure is the same on every machine."""

import functools
import json
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROBE = Path(__file__).with_name("import_probe.py")
# Measured figure, plus about a tenth. More needs a reason in docs/decisions.
BUDGETS = {
    "connect": 844,
    "plan_syncs": 654,
    "portal": 1039,
    "post_location_day": 875,
    "replay_dead_letters": 530,
    "watchdog": 540,
    "webhooks": 535,
}
# Installed beside us for development, absent in Lambda; a package may use it if it happens to be there.
ABSENT_IN_LAMBDA = ("cryptography", "OpenSSL", "rich", "moto", "ministack", "pytest")


@functools.cache
def imported(function):
    command = [sys.executable, "-B", str(PROBE), str(ROOT / "functions" / function), *ABSENT_IN_LAMBDA]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)  # noqa: S603  our own probe
    return json.loads(answer.stdout)


def families(function):
    return {name.partition(".")[0] for name in imported(function)["modules"]}


@pytest.mark.parametrize("function", BUDGETS)
def test_a_handler_imports_with_what_ships_and_without_any_setting(function):
    assert imported(function)["handler"]


@pytest.mark.parametrize(("function", "budget"), BUDGETS.items())
def test_a_cold_start_keeps_within_its_budget(function, budget):
    assert len(imported(function)["modules"]) <= budget


@pytest.mark.parametrize(("function", "budget"), BUDGETS.items())
def test_a_budget_is_not_so_wide_that_it_means_nothing(function, budget):
    assert len(imported(function)["modules"]) >= budget * 0.8


def test_every_function_has_a_budget():
    assert set(BUDGETS) == {path.parent.name for path in (ROOT / "functions").glob("*/handler.py")}


@pytest.mark.parametrize("function", BUDGETS)
def test_no_cold_start_pays_for_a_tracer_or_for_boto3_around_botocore(function):
    assert not families(function) & {"aws_xray_sdk", "boto3", "s3transfer"}


@pytest.mark.parametrize(
    ("function", "never"),
    [
        ("plan_syncs", {"requests_oauthlib", "jinja2", "itsdangerous", "jwt", "stamina"}),
        ("post_location_day", {"requests_oauthlib", "oauthlib", "babel", "jinja2", "itsdangerous", "jwt", "stamina"}),
        # Only the step to Intuit asks for a consent, and a launch and a callback show no page.
        ("connect", {"requests_oauthlib", "oauthlib", "jinja2", "stamina"}),
        ("portal", {"requests_oauthlib", "oauthlib", "stamina"}),
        # Nearly every hour refreshes no grant and writes no mail: what that takes is loaded when it does.
        ("watchdog", {"requests", "requests_oauthlib", "babel", "jinja2", "itsdangerous", "jwt", "stamina"}),
        ("replay_dead_letters", {"requests", "requests_oauthlib", "jinja2", "itsdangerous", "jwt", "stamina"}),
        # QuickBooks waits three seconds for an answer, a cold start included.
        ("webhooks", {"requests", "requests_oauthlib", "jinja2", "itsdangerous", "jwt", "stamina", "babel"}),
    ],
)
def test_a_function_does_not_pay_for_another_ones_packages(function, never):
    assert not families(function) & never


@pytest.mark.parametrize("function", BUDGETS)
def test_importing_starts_no_thread(function):
    assert imported(function)["threads"] == 1


@pytest.mark.parametrize("function", BUDGETS)
def test_every_module_that_is_loaded_comes_with_the_layers_or_the_runtime(function):
    """Names the distribution of a stray module, instead of an ImportError in production."""
    runtime = {"botocore", "jmespath", "python-dateutil", "six", "urllib3"}
    vendored = {
        line.partition("==")[0]
        for line in (ROOT / "layers/vendor/requirements.txt").read_text("utf-8").splitlines()
        if "==" in line
    }
    distributions = packages_distributions()
    loaded = {name.lower() for family in families(function) for name in distributions.get(family, [])}

    assert {name.replace("_", "-") for name in loaded} <= vendored | runtime | {"daybook"}
