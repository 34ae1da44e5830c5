"""The releases there are, and a merchant who goes on from what one of them left behind."""

import pytest

from released.rows import remove_rows
from released.stored_merchant import StoredMerchant, empty_tables
from released.write_rows import HERE

RELEASES = sorted(folder for folder in HERE.iterdir() if (folder / "days").is_dir())


@pytest.fixture(params=RELEASES, ids=lambda release: release.name)
def release(request):
    return request.param


@pytest.fixture(scope="module")
def tables():
    """Made once a file, emptied for every test. Tests of other files must not meet them: all mocks share one memory."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        environment.delenv("AWS_ENDPOINT_URL", raising=False)
        with empty_tables() as aws:
            yield aws


@pytest.fixture
def merchant(tables):
    remove_rows(tables.dynamodb)
    return StoredMerchant(tables)
