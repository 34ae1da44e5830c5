"""Part of `make check`: names that nothing which ships, and nothing of the local system, uses any more.

vulture finds them by name alone; what it cannot see is allowed below with its reason. A test is no use: what only
tests call is dead. An allowance that nothing needs any more is refused too.
"""

import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from vulture import Vulture
from vulture.core import Item

ROOT = Path(__file__).parents[1]
SOURCES = ("layers/core", "infra/local", "functions")
_ROUTES = ["@*.get", "@*.post", "@*.put", "@*.patch", "@*.delete"]
# Fields that others write or read: vendors, clients of the API, readers of stored rows and of figures.
FIELDS_OF_OTHERS = (
    "*/adapters/quickbooks/*_shapes.py",
    "*/adapters/talech/models.py",
    "*/contracts/*",
    "*/talech_simulator/contract/*",
    "*/meter.py",
    "*/demo/figures.py",
)
ALLOWED = {
    "AWS calls it": {"handler"},
    "pydantic reads or calls it": {
        *("model_config", "field_title_should_be_set", "nullable_schema", "literal_schema"),
    },
    "Python calls it": {
        *("handle_starttag", "handle_endtag"),
        *("__instancecheck__", "__subclasscheck__", "__signature__", "utcnow"),
    },
    "requests or uvicorn reads or calls it": {"trust_env", "encoding", "should_exit", "raw_headers", "main_loop"},
    "the emulator or its process reads it": {
        *(
            "tempdir",
            "_drain_stderr_bounded",
            "start_scheduler",
            "_load_persisted_state",
            "save_all",
            "_keeping",
            "returncode",
        ),
    },
    "a value that data name: orders of talech, the error catalogue, options of commands": {
        *("PARTIALLY_PAID", "CLOSED", "DEVELOPER", "JSON_LINES", "ROUND"),
    },
    "a figure that is stored or shown with all others": {"dead_lettered"},
    "a count that is told with all others": {
        *("documents_written", "accounts_created", "other_writes", "refused_writes"),
    },
    "users of the simulators call it, our tests among them": {
        *("issue_access_token", "register_redirect_uri", "pass_time"),
    },
    "a tool of the project calls it: `make generate`, the check of rights that tests use": {
        *("write_schemas", "used_in", "granted_by"),
    },
}


def main() -> int:
    """Tell each; 1 where there is one."""
    found = list(unused())
    needed = {item.name for item in found}
    allowed = set().union(*ALLOWED.values())
    for item in found:
        if item.name not in allowed:
            place = f"{item.filename.relative_to(ROOT)}:{item.first_lineno}"
            print(f"{place}: nothing uses the {item.typ} {item.name!r}. Remove it.")  # noqa: T201
    for name in sorted(allowed - needed):
        print(f"tests/dead_code.py: {name!r} is used or gone. Take it out of ALLOWED.")  # noqa: T201
    return int(needed != allowed)


def unused(root: Path = ROOT) -> Iterator[Item]:
    """Each name that is neither used nor excused by where it stands."""
    vulture = Vulture(ignore_decorators=_ROUTES)
    vulture.scavenge([str(root / source) for source in SOURCES])
    vulture.used_names.update(_words_of_templates(root))
    for item in vulture.get_unused_code(min_confidence=60):
        path = item.filename.as_posix()
        is_field_of_others = item.typ == "variable" and _is_one_of(path, FIELDS_OF_OTHERS)
        # ruff knows unused imports better: vulture reads no annotation that is text.
        if not (item.typ == "import" or is_field_of_others):
            yield item


def _is_one_of(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(path, pattern) for pattern in patterns)


def _words_of_templates(root: Path) -> set[str]:
    """What pages read of the objects that they are given."""
    return {
        word for path in (root / "functions").rglob("*.html") for word in re.findall(r"\w+", path.read_text("utf-8"))
    }


if __name__ == "__main__":
    sys.exit(main())
