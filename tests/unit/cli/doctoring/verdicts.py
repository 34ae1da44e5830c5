"""What is expected of a check, and how the command ends then."""


def is_wrong(told, check, found, next_step):
    exit_code, findings = told(check)
    texts = [each for each in findings if each["verdict"] == "wrong"]
    assert exit_code == 1
    assert any(found in each["found"] and next_step in each["next_step"] for each in texts), findings
    assert all(each["verdict"] == "wrong" for each in findings)


def is_not_checked(told, check, found):
    exit_code, (finding,) = told(check)
    assert (exit_code, finding["verdict"]) == (0, "not_checked")
    assert found in finding["found"]
