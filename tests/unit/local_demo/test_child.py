import pytest

from daybook_local.system.child import Child, StartupError


def test_a_part_that_does_not_start_is_an_error_that_ends_with_its_log(tmp_path):
    log = tmp_path / "logs/part.log"
    child = Child("the part", "daybook_local.system.no_such_module", [], log, environment={})
    child.start()

    with pytest.raises(StartupError, match="the part did not start") as refused:
        child.ready()

    child.stop()
    assert str(log) in str(refused.value)
    assert "No module named" in str(refused.value)
