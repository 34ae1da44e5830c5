"""The probe of `bench.figures.cold_starts`, over a layer of one small package in place of all that ships."""

import subprocess
from pathlib import Path

import pytest

from bench.as_deployed import IMPORTS_HANDLER, AsDeployed, lay_out, processor_seconds, self_microseconds
from releasing.built_layers import faults_of


@pytest.fixture
def deployed(tmp_path):
    made = AsDeployed(tmp_path / "opt", tmp_path / "var")
    lay_out(made.layers, ["itsdangerous"])
    lay_out(made.runtime, ["six"])
    return made


def function(folder: Path, source: str) -> Path:
    folder.mkdir()
    (folder / "handler.py").write_text(source, "utf-8")
    return folder


def test_a_function_finds_its_layer_compiled_and_the_runtime(deployed, tmp_path):
    one = function(tmp_path / "one", "import itsdangerous, six")

    assert processor_seconds(deployed.command(IMPORTS_HANDLER, one)) > 0
    timed = self_microseconds(deployed.command(IMPORTS_HANDLER, one, "-X", "importtime"))
    assert {"handler", "itsdangerous", "six"} <= set(timed)
    assert list(faults_of(deployed.layers)) == []


def test_what_is_installed_here_and_does_not_ship_is_not_found(deployed, tmp_path):
    one = function(tmp_path / "one", "import pytest")

    with pytest.raises(subprocess.CalledProcessError):
        processor_seconds(deployed.command(IMPORTS_HANDLER, one))
