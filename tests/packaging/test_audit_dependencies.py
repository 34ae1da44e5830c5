"""The audit of dependencies finds an advisory, and says aloud when it could not look."""

import json

import pytest

from releasing import audit_dependencies
from releasing.audit_dependencies import REQUIREMENTS, audit, pinned


def answer_with(advisories):
    """What OSV answers: a result for each package, in the order of the questions."""
    return lambda packages: json.dumps(
        {"results": [{"vulns": [{"id": each} for each in advisories.get(name, [])]} for name in packages]}
    ).encode()


def away(_packages):
    raise OSError("no such host")


def test_every_package_of_the_layer_is_asked_about_in_its_version():
    asked = {}

    audit(lambda packages: asked.update(packages) or answer_with({})(packages), strict=True)

    assert asked == pinned(REQUIREMENTS.read_text("utf-8"))
    assert {"requests", "pydantic", "urllib3"} <= set(asked)
    assert len(asked) == REQUIREMENTS.read_text("utf-8").count("==")


def test_no_advisory_is_said():
    code, said = audit(answer_with({}), strict=True)

    assert (code, said.endswith("no advisory.")) == (0, True)


def test_an_advisory_fails_and_is_named_with_package_and_version():
    code, said = audit(answer_with({"requests": ["GHSA-1", "PYSEC-2"]}), strict=False)

    assert code == 1
    assert said.startswith(f"requests {pinned(REQUIREMENTS.read_text('utf-8'))['requests']}: GHSA-1, PYSEC-2")


def test_an_accepted_advisory_is_none(monkeypatch):
    monkeypatch.setattr(audit_dependencies, "ACCEPTED", {"GHSA-1": "that function is not used"})

    assert audit(answer_with({"requests": ["GHSA-1"]}), strict=True)[0] == 0


@pytest.mark.parametrize(("strict", "code"), [(False, 0), (True, 1)])
def test_a_list_that_cannot_be_reached_is_skipped_aloud(strict, code):
    assert audit(away, strict=strict)[0] == code
    assert audit(away, strict=strict)[1].startswith("SKIPPED: https://api.osv.dev")


def test_an_answer_about_other_packages_is_no_answer():
    with pytest.raises(ValueError, match="zip"):
        audit(lambda _: b'{"results": []}', strict=False)
