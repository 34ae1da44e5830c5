"""A folder keeps one system: the same command goes on from it, another one is refused."""

from contextlib import closing

import pytest

from daybook_local.cli import main
from daybook_local.system.kept_system import KeptSystem, OtherStoryError, Ports
from loopback_service import StateFile
from unit.local_demo.merchant_folders import write_folder

OF = {"command": "demo", "merchant": "night-bar"}


def test_addresses_and_steps_are_taken_up(tmp_path):
    with closing(KeptSystem(tmp_path, OF)) as kept:
        assert not kept.is_taken_up
        kept.keep_ports(Ports(8080, 4566, 8081, 8082))
        kept.keep_step("connected", {"reads": 9})

    with closing(KeptSystem(tmp_path, OF)) as again:
        assert again.is_taken_up
        assert again.ports == Ports(8080, 4566, 8081, 8082)
        assert (again.step("connected"), again.step("posted")) == ({"reads": 9}, None)


def test_another_story_is_refused_with_both_and_what_to_do(tmp_path):
    KeptSystem(tmp_path, OF).close()

    with pytest.raises(OtherStoryError, match="keeps command demo, merchant night-bar; asked for was command run"):
        KeptSystem(tmp_path, {"command": "run", "merchant": "night-bar"})


def test_what_was_killed_before_it_was_up_begins_anew(tmp_path):
    KeptSystem(tmp_path, OF).close()
    with closing(StateFile(tmp_path / "quickbooks.state", "QuickBooks simulator")) as file:
        file.keep({"company/1": "half a system"})
    StateFile(tmp_path / "aws" / "aws.state", "local AWS").close()

    KeptSystem(tmp_path, OF).close()

    assert sorted(each.name for each in tmp_path.iterdir()) == ["system.state"]


@pytest.mark.parametrize(
    "options", ["--variant changes", "--taxes quickbooks --document sales_receipt"], ids=["sequel", "tax codes"]
)
def test_a_story_that_cannot_be_taken_up_is_refused_before_anything_starts(tmp_path, capsys, options):
    folder, work, state = write_folder(tmp_path), tmp_path / "work", tmp_path / "state"
    command = ["demo", "--merchant", str(folder), "--work", str(work), "--state", str(state), *options.split()]

    assert main(command) == 2

    assert "leave out --variant and --taxes, or leave out --state" in capsys.readouterr().err
    assert not state.exists()
