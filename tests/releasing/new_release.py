"""`make release VERSION=x.y.z`: checks that the tree can be released and says what would be done; `--write` does it.

It gives the version to CHANGELOG.md and pyproject.toml, commits and tags. It pushes nothing: until a person does,
`git tag -d` and `git reset` take it all back. Rows of the release are written by a person before: tests/released.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
BRANCH = "main"
UNRELEASED = "## Unreleased"
_THREE_NUMBERS = re.compile(r"(\d+)\.(\d+)\.(\d+)")
_VERSION_LINE = re.compile(r'^version = "(.*)"$', re.MULTILINE)
_STEPS_OF_DEPLOYING = re.compile(r"^## \d+\. A new release\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_STEPS_OF_CHANGELOG = re.compile(r"^### Upgrading\n(.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)


class ReleaseRefusedError(Exception):
    """The tree cannot be released as it is; each line says why, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Release:
    """A version of the tree in a folder, on the day on which it is released."""

    root: Path
    version: str
    day: date

    @property
    def tag(self) -> str:
        """The name under which git keeps it."""
        return f"v{self.version}"

    @property
    def changes(self) -> str:
        """What stands below `Unreleased` in CHANGELOG.md."""
        _, found, later = self._changelog.partition(f"\n{UNRELEASED}\n")
        return re.split(r"^## ", later, maxsplit=1, flags=re.MULTILINE)[0].strip() if found else ""

    @property
    def upgrade_steps(self) -> str:
        """What an operator does who has the release before: of this version, and of every one."""
        of_this = _STEPS_OF_CHANGELOG.search(self.changes)
        of_each = _STEPS_OF_DEPLOYING.search((self.root / "docs" / "deploying.md").read_text("utf-8"))
        return "\n".join(found.group(1).strip() for found in (of_this, of_each) if found)

    @property
    def _changelog(self) -> str:
        return (self.root / "CHANGELOG.md").read_text("utf-8")

    @property
    def _project(self) -> str:
        return (self.root / "pyproject.toml").read_text("utf-8")

    def refusals(self) -> Iterator[str]:
        """Everything that is in the way, beside a check that fails."""
        if (branch := self._git("branch", "--show-current").strip()) != BRANCH:
            yield f"This is the branch {branch!r}. Releases are made of {BRANCH}: `git switch {BRANCH}`."
        if left := self._git("status", "--porcelain").rstrip():
            yield f"These files are not committed. Commit or stash them:\n{left}"
        if not self.changes:
            yield f"CHANGELOG.md says nothing below `{UNRELEASED}`. Write there what users and operators notice."
        if (newest := max(self.earlier_versions())) >= _numbers(self.version):
            latest = ".".join(map(str, newest))
            yield f"{self.version} is not newer than {latest}, which is there already. Choose a later VERSION."

    def check(self) -> None:
        """`make check`, as CI runs it.

        Raises:
            ReleaseRefusedError: it fails.
        """
        if subprocess.run(["make", "check"], cwd=self.root, check=False).returncode:  # noqa: S607 - as a person does
            raise ReleaseRefusedError("`make check` fails. Put right what it names above, commit, and begin again.")

    def write(self) -> None:
        """Version, commit, tag."""
        heading = f"## {self.version} - {self.day.isoformat()}"
        changelog = self._changelog.replace(f"\n{UNRELEASED}\n", f"\n{UNRELEASED}\n\n{heading}\n", 1)
        project = _VERSION_LINE.sub(f'version = "{self.version}"', self._project, count=1)
        (self.root / "CHANGELOG.md").write_text(changelog, "utf-8")
        (self.root / "pyproject.toml").write_text(project, "utf-8")
        self._git("add", "CHANGELOG.md", "pyproject.toml")
        self._git("commit", "--quiet", "--message", f"Daybook {self.version}")
        self._git("tag", "--annotate", self.tag, "--message", f"Daybook {self.version}")

    def earlier_versions(self) -> Iterator[tuple[int, ...]]:
        """The version that is written, and each that is tagged."""
        written = _VERSION_LINE.search(self._project)
        tagged = self._git("tag", "--list", "v*").split()
        for earlier in ([written.group(1)] if written else []) + [tag.removeprefix("v") for tag in tagged]:
            if _THREE_NUMBERS.fullmatch(earlier):
                yield _numbers(earlier)

    def _git(self, *arguments: str) -> str:
        done = subprocess.run(  # noqa: S603 - what we ask of git stands above
            ["git", *arguments],  # noqa: S607 - the git of the person who releases
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise ReleaseRefusedError(f"`git {' '.join(arguments)}` says: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Check, then tell or write; 1 with the next step where something is in the way."""
    asked = argparse.ArgumentParser(prog="make release", description=__doc__)
    asked.add_argument("version", type=_version, help="three numbers: 1.0.0")
    asked.add_argument("--write", action="store_true", help="commit and tag; without it nothing is changed")
    given = asked.parse_args(arguments)
    release = Release(root, given.version, datetime.now(UTC).date())
    try:
        if refusals := list(release.refusals()):
            raise ReleaseRefusedError("\n".join(refusals))  # noqa: TRY301 - told in one place
        release.check()
        steps = release.upgrade_steps
        if given.write:
            release.write()
    except ReleaseRefusedError as refused:
        print(refused, file=sys.stderr)  # noqa: T201 - for the person who releases
        return 1
    print(f"An operator who has the release before does this for {release.tag}:\n\n{steps}\n")  # noqa: T201
    print(_next_step(release, written=given.write))  # noqa: T201
    return 0


def _next_step(release: Release, *, written: bool) -> str:
    if written:
        push = f"git push origin {BRANCH} {release.tag}"
        return f"Committed and tagged; nothing is pushed. After a look at `git show {release.tag}`: `{push}`."
    again = f"make release VERSION={release.version} RELEASE_FLAGS=--write"
    return f"Nothing is in the way, and nothing was changed. To commit and tag {release.tag}: `{again}`."


def _version(text: str) -> str:
    if not _THREE_NUMBERS.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not three numbers: make release VERSION=1.0.0")
    return text


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
