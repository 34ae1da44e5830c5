"""Links lead somewhere, and what code cites of the documentation stands there."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
DECISIONS = DOCS / "decisions"
CODE = ("layers", "functions", "infra", "tests", "schemas")
WITH_TEXT = {".py", ".toml", ".yaml", ".html", ".json", ".md", ".po"}
PAGES = sorted([*ROOT.glob("*.md"), *(page for folder in (*CODE, "docs") for page in (ROOT / folder).rglob("*.md"))])
LINK = re.compile(r"\]\(([^)\s]+)\)")
# `docs/quickbooks.md 3.3`, `docs/decisions 62`; more numbers follow after a comma, "and" or "to".
CITED = re.compile(r"docs/(decisions|\w+\.md)((?:(?:,| and| to)?\s+\d+(?:\.\d+)*)+)")
# Pages that a reader of the repository cannot open.
ELSEWHERE = re.compile(r"quickbooks-online reference|talech reference|\breference \d|\bdesign \d")
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def prose_of(page):
    """The text of a page without its blocks."""
    return re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def anchors_of(page):
    """The ways to the headings of a page, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose_of(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def texts():
    """Every file that may cite, with its text in one line: a citation may go on in the next line of a comment."""
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*")):
            if (
                path.is_file()
                and path.suffix in WITH_TEXT
                and not {"__pycache__", Path(__file__).name} & set(path.parts)
            ):
                yield str(path.relative_to(ROOT)), re.sub(r"\s*\n\s*(?:# )?\s*", " ", path.read_text("utf-8"))


def citations():
    """Every citation of a numbered section: the file that cites, the page, the number."""
    for path, text in texts():
        for page, numbers in CITED.findall(text):
            yield from ((path, page, number) for number in re.findall(r"\d+(?:\.\d+)*", numbers))


def sections_of(page):
    """The numbers of a page's sections; in lists the number of an entry under its section, as 6.24."""
    section, found = "", set()
    for line in prose_of(page).splitlines():
        if heading := re.match(r"#+ (\d+(?:\.\d+)*)\.? ", line):
            section = heading.group(1)
            found.add(section)
        elif entry := re.match(r"(\d+)\. ", line):
            found.add(f"{section}.{entry.group(1)}")
    return found


def numbers_of_decisions():
    return [int(n) for page in DECISIONS.glob("*.md") for n in re.findall(r"^## (\d+) ·", prose_of(page), re.MULTILINE)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file_and_to_a_heading_of_it(page):
    broken = []
    for link in LINK.findall(prose_of(page)):
        target, _, heading = link.partition("#")
        if "://" in link:
            continue
        place = (page.parent / target).resolve() if target else page
        if not place.exists() or (heading and heading not in anchors_of(place)):
            broken.append(link)

    assert broken == []


def test_every_section_that_is_cited_exists():
    there = {page.name: sections_of(page) for page in DOCS.glob("*.md")}
    there["decisions"] = {str(number) for number in numbers_of_decisions()}

    cited = list(citations())

    assert [each for each in cited if each[2] not in there.get(each[1], ())] == []
    assert len(cited) > 200


def test_nothing_is_cited_that_the_repository_does_not_have():
    assert [(path, found) for path, text in texts() for found in ELSEWHERE.findall(text)] == []


def test_every_decision_has_a_number_of_its_own_and_a_row_of_the_list():
    numbers = numbers_of_decisions()
    listed = re.findall(r"^\| (\d+) \| (\S+) \| \[(.+)\]\((\S+)\) \|$", prose_of(DECISIONS / "README.md"), re.MULTILINE)
    written = {
        (number, day, title, page.name)
        for page in DECISIONS.glob("*.md")
        for number, day, title in re.findall(r"^## (\d+) · (\S+) · (.+)$", prose_of(page), re.MULTILINE)
    }

    assert [number for number, times in Counter(numbers).items() if times > 1] == []
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert set(listed) == written
    assert [int(number) for number, *_ in listed] == sorted(numbers, reverse=True)


@pytest.mark.parametrize("page", [DOCS / f"{name}.md" for name in ("security", "accounting", "assessment")], ids=str)
def test_every_test_that_a_page_names_exists(page):
    named = TEST.findall(page.read_text("utf-8"))

    missing = [
        (path, test)
        for path, test in named
        if not (ROOT / path).exists() or (test and f"def {test}(" not in (ROOT / path).read_text("utf-8"))
    ]

    assert missing == []
    assert named


def test_every_folder_is_in_the_table_of_deeds_and_every_name_there_exists():
    package = ROOT / "layers" / "core" / "daybook"
    folders = (package / "application", package / "domain", package / "adapters" / "web")
    table = prose_of(DOCS / "architecture.md").partition("## 7. Deeds and folders")[2].partition("\n\n")[0]
    rows = [line.split("|")[2:5] for line in table.splitlines() if re.match(r"\| (?!deed)[a-z]", line)]

    named = [(folder, name) for row in rows for folder, cell in zip(folders, row, strict=True) for name in _names(cell)]

    assert [
        name for folder, name in named if not (folder / name).is_dir() and not (folder / f"{name}.py").exists()
    ] == []
    assert {path.name for folder in folders for path in folder.iterdir() if _is_package(path)} - {
        name.partition("/")[0] for _, name in named
    } == {"ports", "words", "api"}, "a folder that the table does not name"


def _is_package(path):
    return (path / "__init__.py").exists()


def _names(cell):
    return re.findall(r"`([^`/ ]+(?:/[^`]+)?)`", cell)
