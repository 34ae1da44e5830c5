"""`make release` in a repository of its own: what it writes, and the next step of each refusal."""

import os
import subprocess
from datetime import UTC, datetime

import pytest

from releasing import new_release
from releasing.new_release import Release

PROJECT = '[project]\nname = "daybook"\nversion = "0.1.0"\n\n[tool.other]\nversion = "0.1.0"\n'
CHANGELOG = """# Changelog

Newest first.

## Unreleased

### Added
- A page.

### Upgrading
- Give `RunbookUrl` anew.

### Fixed
- A day.

## 0.1.0 - 2026-01-01

- Everything.
"""
DEPLOYING = "# Deploying\n\n## 9. A new release\n1. `make build`, then deploy.\n\n## 10. Going back\nThe same way.\n"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A tree that can be released."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "An engineer")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "engineer@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    files = {
        "pyproject.toml": PROJECT,
        "CHANGELOG.md": CHANGELOG,
        "Makefile": "check:\n\t@touch checked\n",
        ".gitignore": "checked\n",
        "docs/deploying.md": DEPLOYING,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    commit(tmp_path)
    return tmp_path


def git(root, *arguments):
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout  # noqa: S603, S607


def commit(root):
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "As it is")


def tree(root):
    return git(root, "rev-parse", "HEAD"), git(root, "status", "--porcelain"), git(root, "tag", "--list")


def today():
    return datetime.now(UTC).date().isoformat()


def test_a_dry_run_checks_and_changes_nothing(root, capsys):
    before = tree(root)

    assert new_release.main(["1.0.0"], root) == 0
    assert (root / "checked").exists()
    assert tree(root) == before
    assert "make release VERSION=1.0.0 RELEASE_FLAGS=--write" in capsys.readouterr().out


def test_a_release_is_a_commit_and_a_tag(root):
    assert new_release.main(["1.0.0", "--write"], root) == 0

    assert git(root, "status", "--porcelain") == ""
    assert git(root, "cat-file", "-t", "v1.0.0").strip() == "tag"
    assert git(root, "show", "--no-patch", "--format=%s", "HEAD").strip() == "Daybook 1.0.0"
    assert git(root, "rev-parse", "v1.0.0^{commit}") == git(root, "rev-parse", "HEAD")


def test_changes_move_below_the_version_and_its_day(root):
    new_release.main(["1.0.0", "--write"], root)

    written = (root / "CHANGELOG.md").read_text("utf-8")
    assert f"## Unreleased\n\n## 1.0.0 - {today()}\n\n### Added\n- A page.\n" in written
    assert written.replace(f"## 1.0.0 - {today()}\n\n", "") == CHANGELOG


def test_the_version_of_the_project_is_set_and_no_other(root):
    new_release.main(["1.0.0", "--write"], root)

    assert (root / "pyproject.toml").read_text("utf-8") == PROJECT.replace("0.1.0", "1.0.0", 1)


def test_upgrade_steps_of_the_version_and_of_every_one_are_told(root, capsys):
    new_release.main(["1.0.0"], root)

    told = capsys.readouterr().out
    assert "- Give `RunbookUrl` anew.\n1. `make build`, then deploy.\n" in told
    assert "A day." not in told
    assert "The same way." not in told


def on_another_branch(root):
    git(root, "switch", "--quiet", "--create", "story")


def with_a_file_that_is_not_committed(root):
    (root / "notes.txt").write_text("tomorrow", "utf-8")


def without_changes(root):
    (root / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n## 0.1.0 - 2026-01-01\n\n- All.\n", "utf-8")
    commit(root)


def without_the_heading(root):
    (root / "CHANGELOG.md").write_text("# Changelog\n\n## 0.1.0 - 2026-01-01\n\n- All.\n", "utf-8")
    commit(root)


def with_a_later_tag(root):
    git(root, "tag", "v1.2.0")


def with_a_later_version(root):
    (root / "pyproject.toml").write_text(PROJECT.replace("0.1.0", "1.0.0"), "utf-8")
    commit(root)


def with_a_check_that_fails(root):
    (root / "Makefile").write_text("check:\n\t@exit 1\n", "utf-8")
    commit(root)


@pytest.mark.parametrize(
    ("arrange", "next_step"),
    [
        (on_another_branch, "`git switch main`"),
        (with_a_file_that_is_not_committed, "Commit or stash them:\n?? notes.txt"),
        (without_changes, "Write there what users and operators notice."),
        (without_the_heading, "Write there what users and operators notice."),
        (with_a_later_tag, "1.0.0 is not newer than 1.2.0, which is there already. Choose a later VERSION."),
        (with_a_later_version, "1.0.0 is not newer than 1.0.0, which is there already. Choose a later VERSION."),
        (with_a_check_that_fails, "Put right what it names above, commit, and begin again."),
    ],
)
def test_what_is_in_the_way_is_told_with_its_next_step_and_nothing_is_changed(root, arrange, next_step, capsys):
    arrange(root)
    before = tree(root)

    assert new_release.main(["1.0.0", "--write"], root) == 1
    assert next_step in capsys.readouterr().err
    assert tree(root) == before


def test_everything_in_the_way_is_told_at_once(root, capsys):
    on_another_branch(root)
    without_changes(root)

    new_release.main(["1.0.0"], root)

    told = capsys.readouterr().err
    assert "`git switch main`" in told
    assert "CHANGELOG.md" in told


@pytest.mark.parametrize("version", ["", "1.0", "v1.0.0", "1.0.0rc1", "next"])
def test_a_version_is_three_numbers(root, version, capsys):
    with pytest.raises(SystemExit):
        new_release.main([version], root)

    assert "make release VERSION=1.0.0" in capsys.readouterr().err


def test_the_tree_of_this_checkout_has_what_a_release_needs():
    """A heading that is named otherwise, or a version that moved, would be found on the day of the release."""
    release = Release(new_release.ROOT, "999.0.0", datetime.now(UTC).date())

    assert f"\n{new_release.UNRELEASED}\n" in (new_release.ROOT / "CHANGELOG.md").read_text("utf-8")
    assert "make deploy" in release.upgrade_steps
    assert min(release.earlier_versions()) >= (0, 1, 0)
