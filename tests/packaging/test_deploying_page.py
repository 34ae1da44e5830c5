"""`docs/deploying.md` as a new operator follows it: what it names exists, and each step says how to see it done.

`tests/e2e/test_deploying_page.py` types on the local system what can be typed there.
"""

import os
import re
import shlex
import subprocess
import tomllib

import pytest

from daybook.adapters.quickbooks.grants.oauth import ACCOUNTING_SCOPE
from daybook.bootstrap.command_line.operating import STACK_VARIABLE
from daybook_local.aws.deployment.template_file import read_template
from guides.deploying_page import CONSENT, PAGE, asked_by, mentioned, operation_of, sections, settings_of, typed
from guides.runbook_commands import ROOT, spans
from releasing import deploy_stage
from releasing.deploy_stage import Stage

SETTINGS = tomllib.loads(deploy_stage.SETTINGS.read_text("utf-8"))
TEMPLATE = read_template(ROOT / "template.yaml")
TEXT = PAGE.read_text("utf-8")
# First word -> who looks at such a line.
TYPED_BY = {
    "make": "here, and `tests/e2e/test_two_deployments.py` runs the command behind `make deploy`",
    "aws": "`tests/e2e/test_deploying_page.py`, with the local system's AWS",
    "curl": "`tests/e2e/test_deploying_page.py`, at the local system's address",
    CONSENT: "`tests/e2e/test_deploying_page.py`, at the simulator of Intuit",
    "daybook": "`tests/e2e/watching/test_runbook_commands.py`",
    "export": "here",
    "sam": "`make check`, `make build` and `make deploy` run it",
}
MAKE_DEPLOY = [line for line in (*typed(), *mentioned()) if "make deploy" in line]
STEPS_WITH_A_CHECK = ("2", "3", "4", "5", "6")


def kind_of(line):
    words = [word for word in line.split() if not re.match(r"[A-Z_]+=", word)]
    return words[0].partition("?")[0]


def test_every_line_of_the_page_is_typed_by_a_test():
    assert {kind_of(line) for line in (*typed(), *mentioned())} == set(TYPED_BY)


def test_the_page_begins_with_a_build_and_a_deployment():
    assert [shlex.split(line)[:2] for line in typed()[:2]] == [["make", "build"], ["make", "deploy"]]


@pytest.mark.parametrize("line", MAKE_DEPLOY)
def test_a_deployment_names_a_stage_and_parameters_that_there_are(line):
    named = re.search(r"STAGE=(\w+)", line)

    assert named is None or Stage.of(named[1], SETTINGS).stack
    for setting in settings_of(line):
        name, equals, value = setting.partition("=")
        assert name in TEMPLATE["Parameters"]
        assert bool(equals) != TEMPLATE["Parameters"][name].get("NoEcho", False), "a secret stands on no command line"
        assert not equals or re.search(TEMPLATE["Parameters"][name].get("AllowedPattern", ""), value)


@pytest.mark.parametrize("setting", sorted({setting.partition("=")[0] for setting in settings_of(TEXT)}))
def test_what_the_page_sets_is_a_parameter(setting):
    assert setting in TEMPLATE["Parameters"]


def test_the_tables_of_the_page_name_parameters_and_outputs_that_there_are():
    rows = re.findall(r"^\| `(\w+)` \| (?:`(\w+)`)?", TEXT, re.MULTILINE)
    stages = {name for name in SETTINGS if name not in {"version", "default"}}

    assert {name for name, _ in rows} - stages - TEMPLATE["Parameters"].keys() == set()
    assert {output for name, output in rows if output and name not in stages} - TEMPLATE["Outputs"].keys() == set()
    assert {name: Stage.of(name, SETTINGS).stack for name, _ in rows if name in stages} == {
        name.strip("`"): stack for name, stack in re.findall(r"^\| (`\w+`) \| `(daybook\S*)` ", TEXT, re.MULTILINE)
    }


@pytest.mark.parametrize("line", [line for line in (*typed(), *mentioned()) if line.startswith("aws ")])
def test_a_command_of_aws_exists_with_its_arguments(line):
    words = shlex.split(line)

    assert asked_by(line, {}) if len(words) > len(("aws", "service", "command")) else operation_of(words)


def test_a_command_that_aws_does_not_have_would_be_noticed():
    for wrong in ("aws cloudformation describe-stack", "aws iam attach-role-policy --role daybook-operators"):
        with pytest.raises(KeyError):
            asked_by(wrong, {})


def test_the_stack_of_the_page_is_that_of_its_stage_and_the_command_line_reads_its_variable():
    (line,) = [line for line in mentioned() if line.startswith("export PATH")]
    exported = subprocess.run(  # noqa: S603
        ["/bin/sh", "-c", f"{line} && env"],
        env={"PATH": os.environ["PATH"], "PWD": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.splitlines()

    assert f"{STACK_VARIABLE}={Stage.of('dev', SETTINGS).stack}" in exported
    assert any(each.startswith(f"PATH={ROOT}/.venv/bin:") for each in exported)
    assert {word for line in typed() for word in re.findall(r"--stack-name (\S+)", line)} == {
        Stage.of("dev", SETTINGS).stack
    }


@pytest.mark.parametrize("number", STEPS_WITH_A_CHECK)
def test_a_step_ends_with_a_check(number):
    """Step 7 is the check of all of them."""
    assert "*Check:*" in sections()[number]


def test_the_page_asks_intuit_for_the_permission_that_daybook_asks_for():
    assert f"the one permission *{ACCOUNTING_SCOPE}*" in TEXT
    assert f"&scope={ACCOUNTING_SCOPE}&" in TEXT


def test_every_address_that_intuit_is_told_is_one_that_the_page_registers():
    registered = {span for span in spans(PAGE) if span.startswith("/")}

    assert {"/connect/callback", "/", "/disconnected", "/reconnect", "/launch", "/webhooks/quickbooks"} <= registered
