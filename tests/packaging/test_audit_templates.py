"""The audit of the templates refuses a finding without a reason, and a reason without a finding."""

import json
from fnmatch import fnmatchcase
from subprocess import CompletedProcess

import pytest

from daybook_local.aws.deployment.template_file import read_template
from releasing import audit_templates
from releasing.audit_templates import (
    TEMPLATES,
    Accepted,
    Finding,
    accepted,
    audit,
    judged,
    of_checkov,
    of_serverless_rules,
)

UNTRACED = Finding("WS1000", "ConnectFunction", "Lambda function ConnectFunction should have Tracing")
BARE = Finding("CKV_AWS_27", "RereadQueue", "Ensure all data stored in the SQS queue is encrypted")
REASON = Accepted("WS1000", ("*Function",), "because")


def checkov_told(*findings, **summary):
    failed = [{"check_id": f.rule, "resource": f"AWS::X::Y.{f.resource}", "check_name": f.told} for f in findings]
    counted = {"parsing_errors": 0, "resource_count": 98, **summary}
    return json.dumps({"summary": counted, "results": {"failed_checks": failed}})


def cfn_lint_told(*findings):
    return json.dumps(
        [
            {"Rule": {"Id": f.rule}, "Location": {"Path": ["Resources", f.resource, "Properties"]}, "Message": f.told}
            for f in findings
        ]
    )


def test_a_finding_that_nobody_accepted_is_named_with_its_resource():
    assert judged([UNTRACED, BARE], [REASON]) == [f"RereadQueue: CKV_AWS_27 {BARE.told}"]


def test_an_exception_holds_for_the_resources_that_it_names():
    elsewhere = Accepted("WS1000", ("WatchdogFunction", "ConnectFunction"), "because")

    assert judged([UNTRACED, Finding("WS1000", "PortalFunction", "untraced")], [elsewhere]) == [
        "PortalFunction: WS1000 untraced",
        "WS1000 is accepted for WatchdogFunction, where nothing is found any more: take that out.",
    ]


def test_an_exception_that_nothing_needs_is_refused():
    assert judged([], [REASON]) == ["WS1000 is accepted for *Function, where nothing is found any more: take that out."]


def test_findings_of_both_tools_are_read():
    assert of_checkov(checkov_told(BARE)) == [BARE]
    assert of_serverless_rules(cfn_lint_told(UNTRACED)) == [UNTRACED]


@pytest.mark.parametrize("summary", [{"parsing_errors": 1}, {"resource_count": 0}])
def test_a_template_that_checkov_could_not_read_is_no_template_without_findings(summary):
    with pytest.raises(ValueError, match="checkov"):
        of_checkov(checkov_told(**summary))


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """Both tools, which tell what a test says: `tools["checkov"]` and `tools["cfn-lint"]`."""
    told = {"checkov": checkov_told(BARE), "cfn-lint": cfn_lint_told(UNTRACED)}
    for name in told:
        (tmp_path / name).touch()
    run = lambda command, **_: CompletedProcess(command, 0, told[command[0].rpartition("/")[2]], "")  # noqa: E731
    monkeypatch.setattr(audit_templates.subprocess, "run", run)
    told["folder"] = tmp_path
    return told


def test_the_audit_fails_with_every_finding_and_says_what_to_do(tools, monkeypatch):
    monkeypatch.setattr(audit_templates, "accepted", lambda: [REASON])

    code, said = audit(tools["folder"], strict=False)

    assert (code, said.splitlines()[0]) == (1, f"RereadQueue: CKV_AWS_27 {BARE.told}")
    assert said.endswith("infra/aws/accepted_findings.toml.")


def test_the_audit_counts_what_was_accepted(tools, monkeypatch):
    monkeypatch.setattr(audit_templates, "accepted", lambda: [REASON, Accepted("CKV_AWS_27", ("*Queue",), "because")])

    assert audit(tools["folder"], strict=True) == (0, "Templates: 2 findings, each accepted with one of 2 reasons.")


def test_an_answer_that_is_no_report_fails(tools):
    tools["checkov"] = ""

    with pytest.raises(ValueError, match="checkov"):
        audit(tools["folder"], strict=False)


@pytest.mark.parametrize(("strict", "code"), [(False, 0), (True, 1)])
def test_without_the_tools_the_audit_is_skipped_aloud(tmp_path, strict, code):
    assert audit(tmp_path, strict=strict)[0] == code
    assert audit(tmp_path, strict=strict)[1].startswith("SKIPPED: checkov and cfn-lint are not installed")


def test_every_exception_has_a_reason_of_its_own_and_names_resources_of_the_templates():
    """Whether its rule still fires, `make audit` says."""
    resources = {name for path in TEMPLATES for name in read_template(path)["Resources"]}
    exceptions = accepted()

    assert len({each.rule for each in exceptions}) == len(exceptions)
    for each in exceptions:
        assert len(each.reason.split()) >= 12, each.rule
        assert [named for named in each.resources if not any(fnmatchcase(it, named) for it in resources)] == []


def test_every_template_is_audited():
    folder = audit_templates.ROOT / "infra" / "aws"

    assert set(TEMPLATES) == {audit_templates.ROOT / "template.yaml", *folder.glob("*.yaml")}
    assert all(read_template(path)["Resources"] for path in TEMPLATES)
