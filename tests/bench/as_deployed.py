"""Functions as they lie in Lambda: layers with bytecode that no import compares, boto3 beside them in the runtime.

Files are linked from what is installed here, so that nothing else that is installed can be found.
"""

import compileall
import os
import re
import resource
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from py_compile import PycInvalidationMode

from daybook_local.aws.deployment.template_file import read_template

ROOT = Path(__file__).parents[2]
FUNCTIONS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/handler.py"))
_CORE = ROOT / "layers" / "core" / "daybook"
_REQUIREMENTS = ROOT / "layers" / "vendor" / "requirements.txt"
_RUNTIME = ("boto3", "botocore", "jmespath", "python-dateutil", "s3transfer", "six", "urllib3")
# Lambda finds the function first, then its layers, then the standard library, then what comes with the runtime.
_BEGIN = "import os, sys; *before, runtime = sys.argv[1:]; sys.path[:0] = before; sys.path.append(runtime)"
# Lambda ends no interpreter: what Python tidies up at its end is left out.
_END = "os._exit(0)"
_NO_CREDENTIALS = {"AWS_EC2_METADATA_DISABLED": "true"}
_IMPORT_TIME = re.compile(r"import time:\s+(?P<microseconds>\d+) \|\s+\d+ \|\s*(?P<module>\S+)")
IMPORTS_HANDLER = "import handler"
MAKES_CLIENT = "import boto3; boto3.client('dynamodb', region_name='us-east-1')"


def vendored() -> list[str]:
    """The distributions of the vendor layer."""
    lines = _REQUIREMENTS.read_text("utf-8").splitlines()
    return [line.partition("==")[0] for line in lines if "==" in line]


def lay_out(layer: Path, distributions: Iterable[str], packages: Iterable[Path] = ()) -> None:
    """Link distributions and packages into the `python` folder of a layer, and compile it as its Makefile does."""
    target = layer / "python"
    for name in distributions:
        for file in distribution(name).files or ():
            if not {"..", "__pycache__"} & set(file.parts):
                place = target / file
                place.parent.mkdir(parents=True, exist_ok=True)
                place.symlink_to(str(file.locate()))
    for package in packages:
        unlinked = shutil.ignore_patterns("__pycache__")
        shutil.copytree(package, target / package.name, copy_function=os.symlink, ignore=unlinked)
    compileall.compile_dir(target, quiet=1, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)


@dataclass(frozen=True)
class AsDeployed:
    """What every function finds: its layers in `layers`, and what Lambda brings in `runtime`."""

    layers: Path
    runtime: Path

    @classmethod
    def beneath(cls, folder: Path) -> "AsDeployed":
        """Lay out everything that ships; takes a few seconds of processor time."""
        made = cls(folder / "opt", folder / "var")
        lay_out(made.layers, vendored(), (_CORE,))
        lay_out(made.runtime, _RUNTIME)
        return made

    def command(self, code: str, function: Path | None = None, *options: str) -> list[str]:
        """A fresh interpreter that runs code with what a function finds; without a function, with the runtime alone."""
        before = [str(function), str(self.layers / "python")] if function else []
        program = f"{_BEGIN}; {code}; {_END}"
        return [sys.executable, *options, "-I", "-S", "-B", "-c", program, *before, str(self.runtime / "python")]


def processor_seconds(command: list[str]) -> float:
    """The processor time of a process, its interpreter's start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, timeout=60, env=_environment())  # noqa: S603  our own command
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def self_microseconds(command: list[str]) -> Counter[str]:
    """What each import of `command`, run with `-X importtime`, takes without those inside it, by package."""
    ran = subprocess.run(command, check=True, timeout=60, env=_environment(), capture_output=True, text=True)  # noqa: S603  our own command
    taken: Counter[str] = Counter()
    for line in ran.stderr.splitlines():
        if found := _IMPORT_TIME.match(line):
            taken[_package_of(found["module"])] += int(found["microseconds"])
    return taken


def _package_of(module: str) -> str:
    """The distribution's package; within Daybook the layer."""
    first, *more = module.split(".")
    return ".".join((first, *more[:1])) if first == "daybook" else first


@cache
def _environment() -> Mapping[str, str]:
    """What the template gives every function and a library reads as it is imported; credentials are not looked for."""
    given = read_template(ROOT / "template.yaml")["Globals"]["Function"]["Environment"]["Variables"]
    return {name: value for name, value in given.items() if isinstance(value, str)} | _NO_CREDENTIALS
