"""The worker pays for the OAuth library only where it renews a grant: imports are start-up time on Lambda."""

import subprocess
import sys

import pytest

MODULES = ("ledger", "grants.tokens", "http.faults", "lists.company", "lists.chart", "http.client")


@pytest.mark.parametrize("module", MODULES)
def test_only_the_oauth_module_imports_the_oauth_library(module):
    code = f"import sys, daybook.adapters.quickbooks.{module}; print('oauthlib' in sys.modules, 'boto3' in sys.modules)"

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 -- our own interpreter

    assert answer.stdout.split() == ["False", "False"]
